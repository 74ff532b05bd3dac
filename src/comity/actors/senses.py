"""Which sense of a name counts: the office at the date, the state of the time, what the text speaks of."""

from __future__ import annotations

from collections.abc import Container, Sequence

from comity.actors.knowledge import Entry, KnowledgeBase, Term, fold
from comity.actors.offices import in_office
from comity.actors.precedence import own_first

# of two posts at one time the first counts: a prime minister also leads a party and sits in parliament
_SECTORS = ("GOV", "IGO", "REB", "MIL", "SPY", "JUD", "OPP", "LEG", "PTY")
_HEADS = ("head of state", "head of government", "supreme leader", "president", "secretary-general")
_MINISTERS = ("foreign minister", "defence minister", "vice president")
_FAMILY_FIRST = {"CHN", "KOR", "PRK", "TWN", "KHM", "VNM", "SGP", "HKG", "MMR"}  # the family's name stands first

_MONARCHIES = {"JOR", "SAU", "MAR", "BHR", "QAT", "KWT", "OMN", "BRN", "SWZ", "LSO", "TON", "BTN", "NPL", "BEL", "ESP", "NLD"}


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
    return best if not date else best._replace(sector="")


def _existed(entry: Entry, date: str) -> bool:
    if entry.file != "states.csv":
        return True
    return (not entry.start or entry.start <= date) and (not entry.end or date < entry.end)


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


def by_surname(base: KnowledgeBase, surname: str, date: str, near: Container[str], offices: Sequence[str] = ()) -> Term | None:
    """Return the leader or minister of that surname who was in office at a date; None if there is none, or several.

    Heads of states and governments come before ministers. ``offices`` asks for one of these alone; ``near`` (codes of
    states) decides between several.
    """
    terms = [t for t in surnames(base).get(fold(surname), ()) if in_office(t.start, t.end, date)]
    for group in (offices,) if offices else (_HEADS, _MINISTERS):
        fitting = [t for t in terms if t.office in group]
        if len({t.actor for t in fitting}) > 1:
            fitting = [t for t in fitting if t.state in near]
        if len({t.actor for t in fitting}) == 1:
            return fitting[-1]
    return None


def known_by_surname(base: KnowledgeBase, surname: str, date: str, near: Container[str]) -> Term | None:
    """Return a post of the one person of that surname, in office or not, whose state the text names; None if there are several.

    The post is at most fifteen years away from the date: whom news call by surname alone has been in the news.
    """
    year = int(date[:4])
    if not base.family_names:
        for terms in base.terms.values():
            for term in terms:
                for name in family_names(term):
                    base.family_names[name].append(term)
    named = (t for t in base.family_names.get(fold(surname), ()) if t.state in near)
    fitting = [t for t in named if int(t.start[:4] or 0) <= year + 1 and int(t.end[:4] or 9999) >= year - 15]
    serving = [t for t in fitting if in_office(t.start, t.end, date)] or fitting
    return serving[-1] if len({t.actor for t in serving}) == 1 else None


def family_names(term: Term) -> set[str]:
    """Return the surnames of a person whose name has two words or more; those that are words of any kind are left out."""
    return {n for n in _surnames_of(term) if len(n) > 3}


def surnames(base: KnowledgeBase) -> dict[str, list[Term]]:
    """Return the terms of leaders and ministers by surname, without diacritics."""
    if not base.surnames:
        for terms in base.terms.values():
            for term in terms:
                if term.office in _HEADS + _MINISTERS:
                    for name in _surnames_of(term):
                        base.surnames[name].append(term)
    return base.surnames


def _surnames_of(term: Term) -> set[str]:
    """The names by which news call somebody alone: the family's, or a monarch's own."""
    words = [w for w in fold(term.name).split() if w.rstrip(".") not in ("Jr", "Sr", "II", "III", "IV")]
    if len(words) < 2:
        return set()
    royal = term.state in _MONARCHIES and term.office == "head of state"
    last = words[0] if royal or term.state in _FAMILY_FIRST else words[-1]
    out = {last, last.removeprefix("al-").removeprefix("el-").removeprefix("Al-").removeprefix("El-")}
    return {w for w in out if len(w) > 2 and w[0].isupper()}
