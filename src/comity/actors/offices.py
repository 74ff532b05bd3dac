"""Who held an office of a state at a date."""

from __future__ import annotations

from comity.actors.knowledge import KnowledgeBase, Term

OFFICES: dict[str, tuple[str, ...]] = {
    "president": ("president", "head of state"), "king": ("head of state",), "queen": ("head of state",),
    "emir": ("head of state",), "monarch": ("head of state",), "supreme leader": ("supreme leader", "head of state"),
    "prime minister": ("head of government",),
    "premier": ("head of government",), "chancellor": ("head of government",),
    "foreign minister": ("foreign minister",), "foreign secretary": ("foreign minister",),
    "secretary of state": ("foreign minister",), "defence minister": ("defence minister",),
    "defense minister": ("defence minister",), "defence secretary": ("defence minister",),
    "defense secretary": ("defence minister",), "chief executive": ("chief executive",), "vice president": ("vice president",),
    "senator": ("senator",), "speaker": ("speaker of parliament",),
    "secretary general": ("secretary-general",), "secretary-general": ("secretary-general",),
}  # fmt: skip

# States whose head of government leads: their "leader" is the prime minister or chancellor, elsewhere the head of state.
_LED_BY_GOVERNMENT = {
    "ALB", "ARM", "AUS", "AUT", "BEL", "BGD", "BGR", "CAN", "CZE", "DEU", "DNK", "ESP", "EST", "ETH", "FIN", "FJI", "GBR", "GEO",
    "GRC", "HRV", "HUN", "IND", "IRL", "IRQ", "ISL", "ISR", "ITA", "JAM", "JPN", "KHM", "LBN", "LSO", "LTU", "LUX", "LVA", "MDA",
    "MKD", "MLT", "MNE", "MUS", "MYS", "NLD", "NOR", "NPL", "NZL", "PAK", "PNG", "POL", "PRT", "SGP", "SRB", "SVK", "SVN", "SWE",
    "THA", "TTO", "XKX",
}  # fmt: skip


def offices_of(noun: str, code: str) -> tuple[str, ...]:
    """Return the offices, as people.csv calls them, that a role noun may name in a state, the likeliest first."""
    if noun in ("leader", "ruler"):
        heads = ("head of government", "head of state")
        return ("supreme leader", *(heads if code in _LED_BY_GOVERNMENT else reversed(heads)))
    return OFFICES.get(noun, ())


def holder(base: KnowledgeBase, code: str, offices: tuple[str, ...], date: str | None) -> Term | None:
    """Return who held the first of the offices that was filled in a state at a date; None if unknown or without a date."""
    if not date:
        return None
    for office in offices:
        terms = [t for t in base.terms.get(code, ()) if t.office == office and in_office(t.start, t.end, date)]
        if terms:
            return max(terms, key=lambda t: t.start)
    return None


def leads(base: KnowledgeBase, actor: str, code: str, date: str | None) -> bool:
    """Tell whether an actor is the head of a state or government at a date (at any time, without a date)."""
    heads = ("head of state", "head of government", "supreme leader", "president")
    return any(
        t.actor == actor and t.office in heads and (not date or in_office(t.start, t.end, date)) for t in base.terms.get(code, ())
    )


def in_office(start: str, end: str, date: str) -> bool:
    if not date:
        return False
    return (not start or start <= date) and (not end or date[: len(end)] <= end)
