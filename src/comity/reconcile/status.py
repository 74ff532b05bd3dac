"""What the claims of an event make of it together: the part that each plays, and the event's status."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from comity.reconcile.views import AFFIRMED, AHEAD, DENIED, OPEN, RECIPROCAL, View
from comity.reconcile.words import words

ALLEGED = "alleged"  # somebody accuses somebody of it; the text does not say that it is so
REFUSED = "refused"  # a refusal, or a plan given up, that was overtaken by the act itself
_ALLEGES, _ASKS = (frozenset(words("status")[name]) for name in ("alleges", "asks"))
_STORY = 0.2  # share of the words of the shorter text that two texts on one story have in common
_OPPOSED = 4  # points from which a denial is about what another claim tells
_DOUBTFUL = ("possible", "conditional")


def parts(members: Sequence[View]) -> dict[str, str]:
    """Return by claim the part that it plays in its event: its stance, corrected by what the others know.

    What is told before the day for which it was announced, without another date, was still ahead. Accusations are
    :data:`ALLEGED`. A negated "may" or "should" forbids or warns, and leaves open whether it happened. A refusal before the day
    on which the act was done, or that speaks of the future only, is :data:`REFUSED` where others tell it as done. A denial that
    meets nothing of what the others tell (:func:`opposed`) is left open too: it denies something else. So is one by the very
    voice that tells of the act: it denies a detail.
    """
    due = _day(m for m in members if m.stance == AHEAD)
    out = {m.claim.id: _part(m, due) for m in members}
    if AFFIRMED in out.values():
        day = _day(m for m in members if out[m.claim.id] == AFFIRMED)
        for m in members:
            if out[m.claim.id] == DENIED and _overtaken(m, day):
                out[m.claim.id] = REFUSED
    told = [m for m in members if out[m.claim.id] in (AFFIRMED, ALLEGED, AHEAD)]
    for m in members if told else ():
        if out[m.claim.id] == DENIED and (any(_detail(a, m) for a in told) or not any(opposed(a, m) for a in told)):
            out[m.claim.id] = OPEN
    return out


def _detail(told: View, denial: View) -> bool:
    """One voice says both that somebody did it and that he did not: "travelled to Russia", "did not travel to Moscow"."""
    same = told.claim.doc == denial.claim.doc and speakers(told) == speakers(denial) and told.stance == AFFIRMED
    return same and bool(told.actors & denial.actors) and bool(told.roots & denial.roots)


def opposed(told: View, denial: View) -> int:
    """Return how clearly a denial is about what a claim tells, sentence by sentence; 0 where it is not.

    A common party and a common root of the trigger count two each, the same type one, and shared words of the sentences up to
    three; it takes four, and either the root or two texts on one story. Different doers of a directed act are two acts. What one
    sentence says ("offered, but declined"), or one speaker in one text, is no contradiction.
    """
    here = told.claim.doc == denial.claim.doc
    if here and (told.claim.sentence == denial.claim.sentence or speakers(told) == speakers(denial)):
        return 0
    if told.claim.type not in RECIPROCAL and told.actors and denial.actors and not told.actors & denial.actors:
        return 0
    root = bool(told.roots & denial.roots)
    points = min(4, 2 * len(told.codes & denial.codes)) + 2 * root + (told.claim.type == denial.claim.type)
    points += min(3, round(10 * overlap(told.words, denial.words)))
    return points if points >= _OPPOSED and (root or one_story(told, denial)) else 0


def overlap(a: frozenset[str], b: frozenset[str]) -> float:
    """Return how much of the smaller set of words the other has."""
    return len(a & b) / min(len(a), len(b)) if a and b else 0.0


def one_story(a: View, b: View) -> bool:
    """Tell whether two texts share so many words that they are on one story."""
    return overlap(a.topic, b.topic) >= _STORY


def speakers(v: View) -> frozenset[str]:
    """Return whom a text credits for a claim, by id, code or words."""
    return frozenset(s.actor or s.code or s.text.lower() for s in v.claim.speakers)


def _day(members: Iterable[View]) -> int | None:
    """The one day that some claims give."""
    days = {m.first for m in members if m.by_day}
    return days.pop() if len(days) == 1 else None


def _part(m: View, due: int | None) -> str:
    if m.stance == DENIED:
        return OPEN if m.claim.modality in _DOUBTFUL else DENIED
    before = due is not None and m.published is not None and m.published < due - 1
    if m.stance == AFFIRMED and before and due is not None and (m.first or due) <= due <= (m.last or due):
        return AHEAD  # a day's slack: it may be tomorrow where it happens
    if m.stance == OPEN and _alleged(m):
        return ALLEGED
    return m.stance


def _alleged(m: View) -> bool:
    """Others say of somebody that he does it, or may do it, and ask nobody for it."""
    if m.claim.modality != "possible" or not m.claim.speakers or m.words & _ASKS:
        return False
    others = {s.code for s in m.claim.speakers if s.code}
    return bool(m.words & _ALLEGES) or (bool(others) and bool(m.actors) and not others & m.codes)


def _overtaken(m: View, day: int | None) -> bool:
    if m.claim.modality == "future":
        return True
    return not m.by_day and day is not None and m.published is not None and m.published < day - 1


def telling(members: Sequence[View], part: Mapping[str, str]) -> list[View]:
    """Return the claims that tell of an event: as done, alleged or ahead; where none does, those that hold it possible."""
    told = [m for m in members if part[m.claim.id] in (AFFIRMED, ALLEGED, AHEAD)]
    return told or [m for m in members if part[m.claim.id] == OPEN]


def status(members: Sequence[View], part: Mapping[str, str], origins: int) -> str:
    """Return the status of an event from the parts of its claims, in the order of their documents.

    Affirmed or alleged, and denied: contested; denied alone: denied, or cancelled where it was announced before. Announced and
    then affirmed: fulfilled. Announced, alleged or left open alone: planned. Affirmed by several independent origins:
    corroborated; by one: single-source.
    """
    found = set(part.values())
    if DENIED in found:
        if found & {AFFIRMED, ALLEGED}:
            return "contested"
        return "cancelled" if AHEAD in found and _announced_first(members, part, DENIED) else "denied"
    if AFFIRMED not in found:
        return "planned" if found & {AHEAD, ALLEGED, OPEN} else "denied"
    if _announced_first(members, part, AFFIRMED):
        return "fulfilled"
    return "corroborated" if origins > 1 else "single-source"


def _announced_first(members: Sequence[View], part: Mapping[str, str], outcome: str) -> bool:
    """Announced, or threatened under a condition, before or on the day on which the outcome was told."""
    ahead = [m.published or 0 for m in members if part[m.claim.id] == AHEAD or m.claim.modality == "conditional"]
    done = [m.published or 0 for m in members if part[m.claim.id] == outcome]
    return bool(ahead) and min(ahead) <= max(done)
