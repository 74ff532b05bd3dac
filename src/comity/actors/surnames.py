"""Whom a surname alone stands for: who was in office at the date, whose state the text names, who left office lately."""

from __future__ import annotations

from collections.abc import Container, Sequence

from comity.actors.knowledge import KnowledgeBase, Term, fold
from comity.actors.offices import in_office

_HEADS = ("head of state", "head of government", "supreme leader", "president", "secretary-general")
_MINISTERS = ("foreign minister", "defence minister", "vice president")
_FAMILY_FIRST = {"CHN", "KOR", "PRK", "TWN", "KHM", "VNM", "SGP", "HKG", "MMR"}  # the family's name stands first
_MONARCHIES = {"JOR", "SAU", "MAR", "BHR", "QAT", "KWT", "OMN", "BRN", "SWZ", "LSO", "TON", "BTN", "NPL", "BEL", "ESP", "NLD"}
_FIRST_NAMED = {"ETH", "ERI", "MYS", "THA", "IDN"}  # who has no family name, or is called by the first: "Mahathir", "Meles"
_TOO_COMMON = {"Mohammad", "Mohamed", "Muhammad", "Mohd", "Abdul", "Ahmad", "Sultan", "Tuanku", "Tunku", "Tun", "King", "Prince"}
_HEIRS = ("head of state", "crown prince", "regent", "deputy crown prince")
_NUMERALS = ("Jr", "Sr", "II", "III", "IV", "V", "VI", "VII", "VIII")
_PUBLIC = ("IGO", "REB", "GOV", "MIL")  # whose holders of lesser posts news call by surname alone
_PRIVATE = ("CVL", "BUS", "MED")
_LATELY = 3  # years in which who has left the highest office is still called by surname alone


def by_surname(base: KnowledgeBase, surname: str, date: str, near: Container[str], offices: Sequence[str] = ()) -> Term | None:
    """Return whom a surname stands for at a date; None if nobody, or several.

    Heads of states and governments come first, then ministers, then whoever else held a post in a state or body that the
    text names, then the leaders of organisations and armed groups, and those who led a state lately. ``offices`` asks for
    one of these offices alone; ``near`` (codes of actors) decides between several.
    """
    terms = [t for t in surnames(base).get(fold(surname), ()) if in_office(t.start, t.end, date)]
    for group in (offices,) if offices else (_HEADS, _MINISTERS):
        fitting = [t for t in terms if t.office in group]
        close = [t for t in fitting if t.state in near]
        if not close and not offices and fitting and (other := _beside(base, surname, date, near)) is not None:
            return other  # "Kim, the World Bank president", where no Korea is named
        fitting = close if len({t.actor for t in fitting}) > 1 else fitting
        if len({t.actor for t in fitting}) == 1:
            return fitting[-1]
        if close:
            return None
    return None if offices else _lesser(base, surname, date, near)


def _beside(base: KnowledgeBase, surname: str, date: str, near: Container[str]) -> Term | None:
    """The one holder of any post in a state or body that the text names."""
    terms = _family(base).get(fold(surname), ())
    fitting = [t for t in terms if t.state in near and in_office(t.start, t.end, date)]
    return fitting[-1] if len({t.actor for t in fitting}) == 1 else None


def _lesser(base: KnowledgeBase, surname: str, date: str, near: Container[str]) -> Term | None:
    if (beside := _beside(base, surname, date, near)) is not None:
        return beside
    terms = _family(base).get(fold(surname), ())
    serving = [t for t in terms if in_office(t.start, t.end, date) and t.sector not in _PRIVATE]
    if len({t.actor for t in serving}) == 1 and serving[-1].sector in _PUBLIC and len(serving[-1].state) > 3:
        return serving[-1]  # "Solana", "Garang": nobody else of the name was in office
    if serving or not date:
        return None
    since = f"{int(date[:4]) - _LATELY}{date[4:]}"
    late = [t for t in surnames(base).get(fold(surname), ()) if t.office in _HEADS and t.end and since <= t.end <= date]
    return late[-1]._replace(sector="CVL") if len({t.actor for t in late}) == 1 else None


def former_by_surname(base: KnowledgeBase, surname: str, date: str, near: Container[str], offices: Sequence[str]) -> Term | None:
    """Return the last one of that surname who had left one of the offices at a date ("former President Bush")."""
    terms = [t for t in surnames(base).get(fold(surname), ()) if t.office in offices and t.end and t.end <= date]
    close = [t for t in terms if t.state in near] or terms
    return max(close, key=lambda t: t.end)._replace(sector="CVL") if close else None


def known_by_surname(base: KnowledgeBase, surname: str, date: str, near: Container[str]) -> Term | None:
    """Return a post of the one person of that surname, in office or not, whose state the text names; None if there are several.

    The post is at most fifteen years away from the date: whom news call by surname alone has been in the news.
    """
    if not date:
        return None
    year = int(date[:4])
    named = (t for t in _family(base).get(fold(surname), ()) if t.state in near)
    fitting = [t for t in named if int(t.start[:4] or 0) <= year + 1 and int(t.end[:4] or 9999) >= year - 15]
    serving = [t for t in fitting if in_office(t.start, t.end, date)] or fitting
    return serving[-1] if len({t.actor for t in serving}) == 1 else None


def _family(base: KnowledgeBase) -> dict[str, list[Term]]:
    """The terms of all people by surname."""
    if not base.family_names:
        for terms in base.terms.values():
            for term in terms:
                for name in family_names(term):
                    base.family_names[name].append(term)
    return base.family_names


def family_names(term: Term) -> set[str]:
    """Return the surnames of a person whose name has two words or more; those that are words of any kind are left out."""
    return {n for n in _surnames_of(term) if len(n) > 2}


def surnames(base: KnowledgeBase) -> dict[str, list[Term]]:
    """Return the terms of leaders and ministers by surname, without diacritics."""
    if not base.surnames:
        for terms in base.terms.values():
            for term in terms:
                if term.office in _HEADS + _MINISTERS or term.office in ("senator", "speaker of parliament"):
                    for name in _surnames_of(term):
                        base.surnames[name].append(term)
    return base.surnames


def _surnames_of(term: Term) -> set[str]:
    """The names by which news call somebody alone: the family's, or a monarch's own."""
    royal = term.state in _MONARCHIES and term.office in _HEIRS
    words = [w for w in fold(term.name).split() if w.rstrip(".") not in _NUMERALS and not (royal and w in ("King", "Queen"))]
    if len(words) < 2 and not royal:
        return set()
    last = words[0] if royal or term.state in _FAMILY_FIRST else words[-1]
    out = {last, last.removeprefix("al-").removeprefix("el-").removeprefix("Al-").removeprefix("El-")}
    if term.state in _FIRST_NAMED and words[0] not in _TOO_COMMON:
        out.add(words[0])
    return {w for w in out if len(w) > 2 and (w[0].isupper() or w[:3] in ("al-", "el-"))}
