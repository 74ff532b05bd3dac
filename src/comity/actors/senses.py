"""Which sense of a name counts: the office at the date, the state of the time, what the text speaks of."""

from __future__ import annotations

from collections.abc import Container, Sequence

from comity.actors.knowledge import Entry, KnowledgeBase
from comity.actors.offices import in_office
from comity.actors.precedence import own_first

# of two posts at one time the first counts: a prime minister also leads a party and sits in parliament
_SECTORS = ("GOV", "IGO", "REB", "MIL", "SPY", "JUD", "OPP", "LEG", "PTY")


def choose(base: KnowledgeBase, entries: Sequence[Entry], date: str | None, near: Container[str]) -> tuple[Entry, list[Entry]]:
    """Return the sense of a name at a date, and the others.

    Args:
        base: the knowledge base.
        entries: what the name may stand for, in the order of the tables.
        date: ISO date of the text; None or empty if unknown.
        near: codes of actors that the text names elsewhere.
    """
    if base.own and (own := list(own_first(base, entries, date or ""))) != list(entries):
        best, others = choose(base, own, date, near)
        return best, [*others, *(e for e in entries if e not in own and e.kind != "place" and e.code != best.code)]
    actors = [e for e in entries if e.kind != "place"] or list(entries)
    if actors[0].kind == "person":
        best = _post(actors, date or "", near)
    else:
        valid = [e for e in actors if not date or _existed(e, date)] or actors
        best = next((e for e in valid if e.code in near), valid[0])
    return at_date(base, best, date or ""), [e for e in actors if e.code != best.code]


def _post(entries: Sequence[Entry], date: str, near: Container[str]) -> Entry:
    """A person's post at the date; out of office the last one before it, without a sector."""
    known = [e for e in entries if e.code in near] if len({e.actor for e in entries}) > 1 else []
    people = known or [e for e in entries if e.kind == "person"]
    active = [e for e in people if in_office(e.start, e.end, date)]
    if active:
        return min(reversed(active), key=lambda e: _SECTORS.index(e.sector) if e.sector in _SECTORS else len(_SECTORS))
    ordered = sorted(people, key=lambda e: e.start)
    before = [e for e in ordered if not date or e.start <= date]
    best = before[-1] if before else ordered[0]
    return best if not date else best._replace(sector=_out_of_office(best, bool(before)))


def _out_of_office(entry: Entry, after: bool) -> str:
    """A state's official is a citizen after the office; before it, or of a group's or organisation's people, nothing is known."""
    return "CVL" if after and len(entry.code) == 3 else ""


def _existed(entry: Entry, date: str) -> bool:
    """A day ends what ends on it; a year or month is over when the next one begins."""
    over = date >= entry.end if len(entry.end) == 10 else date[: len(entry.end)] > entry.end
    return (not entry.start or entry.start <= date) and (not entry.end or not over)


def at_date(base: KnowledgeBase, entry: Entry, date: str) -> Entry:
    """Return the entry with the code of the state that stands for a former one once that has ended."""
    code = state_at(base, entry.code, date)
    if code == entry.code:
        return entry
    return entry._replace(code=code, actor=code if entry.actor == entry.code else entry.actor)


def state_at(base: KnowledgeBase, code: str, date: str) -> str:
    """Return the code of a state at a date: that of its successor where it is gone, or where no date is known."""
    successor, end = base.former.get(code, ("", ""))
    return successor if successor and (not date or (end and date >= end)) else code


# states of today whose towns were another one's, until the day
_UNIONS = {
    **dict.fromkeys(("RUS", "UKR", "BLR", "MDA", "GEO", "ARM", "AZE", "KAZ", "KGZ", "TJK", "TKM", "UZB"), ("SUN", "1991-12-26")),
    **dict.fromkeys(("EST", "LVA", "LTU"), ("SUN", "1991-09-06")), **dict.fromkeys(("CZE", "SVK"), ("CSK", "1993-01-01")),
    **dict.fromkeys(("HRV", "SVN"), ("YUG", "1991-06-25")), "MKD": ("YUG", "1991-09-08"), "BIH": ("YUG", "1992-03-03"),
    "SRB": ("YUG", "1992-04-27"), "MNE": ("YUG", "1992-04-27"),
}  # fmt: skip
_EAST_GERMAN = {
    "Leipzig", "Dresden", "Rostock", "Halle", "Chemnitz", "Karl-Marx-Stadt", "Magdeburg", "Erfurt", "Jena", "Potsdam",
    "East Berlin", "Gera", "Schwerin", "Cottbus", "Zwickau", "Plauen", "Weimar", "Bautzen", "Thuringia", "Saxony",
}  # fmt: skip


def state_then(code: str, town: str, date: str) -> str:
    """Return the code of the state that a town of today's state ``code`` was in at a date: Leningrad was Soviet."""
    if code == "DEU" and town in _EAST_GERMAN and "1949-10-07" <= date < "1990-10-03":
        return "DDR"
    union, end = _UNIONS.get(code, ("", ""))
    return union if union and "1946" <= date < end else code
