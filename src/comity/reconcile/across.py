"""Denials that stand in an event of their own, beside the event that others tell."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from comity.reconcile.compare import SLACK
from comity.reconcile.contradictions import credited
from comity.reconcile.status import ALLEGED, opposed, overlap, parts
from comity.reconcile.views import AFFIRMED, DENIED, View
from comity.records.event import Dispute, Event

_STORY = 0.3  # share of the words of the shorter text that two texts have in common
_SENTENCE = 0.15  # the same of two sentences that name no common party
_NEAREST = 60  # claims of a kind, nearest in time on either side, that a denial is held against


def across(events: Sequence[Event], members: Mapping[str, Sequence[View]]) -> tuple[list[Event], list[Dispute]]:
    """Return the events, and the disputes between those that are only denied and those that others tell.

    A denial may name other parties than the report that it denies, so that the two were not recognised as one happening. Where
    both texts are on one story and the sentences are about one act (:func:`comity.reconcile.status.opposed`, with the root of the
    trigger in common), the event that is told is contested. The events stay two, and their ids as they are.
    """
    denied = [e.id for e in events if e.status == "denied"]
    if not denied:
        return list(events), []
    told = _Told(events, members)
    against: dict[str, list[View]] = defaultdict(list)
    for event in denied:
        part = parts(members[event])
        for denial in (m for m in members[event] if part[m.claim.id] == DENIED and m.claim.modality == "actual"):
            found = told.best(denial)
            if found is not None:
                against[found].append(denial)
    out = [_dispute(event, told.of(event), denials) for event, denials in against.items()]
    contested = {d.event for d in out}
    return [replace(e, status="contested") if e.id in contested else e for e in events], out


def _dispute(event: str, told: Sequence[View], denials: Sequence[View]) -> Dispute:
    happened = [m for m in told if any(opposed(m, d) for d in denials)]
    summary = f"{credited(happened, 'affirm')}; {credited(denials, 'deny')}, as events of their own"
    return Dispute(event, "occurrence", summary, tuple(m.claim.id for m in happened), tuple(d.claim.id for d in denials))


class _Told:
    """The claims that tell of something as done or alleged, by root of the trigger, in the order of publication."""

    def __init__(self, events: Sequence[Event], members: Mapping[str, Sequence[View]]) -> None:
        self._members = members
        self._rows: dict[str, list[tuple[int, int, View, str]]] = defaultdict(list)
        number = 0
        for event in events:
            if event.status in ("denied", "cancelled", "contested"):
                continue
            for m in self.of(event.id):
                number += 1
                for key in _keys(m):
                    self._rows[key].append((m.published or 0, number, m, event.id))
        for row in self._rows.values():
            row.sort(key=lambda entry: entry[:2])

    def of(self, event: str) -> list[View]:
        """Return the claims that tell of an event as done or alleged."""
        part = parts(self._members[event])
        return [m for m in self._members[event] if part[m.claim.id] in (AFFIRMED, ALLEGED)]

    def best(self, denial: View) -> str | None:
        """Return the event that a denial is most clearly about."""
        scored = [
            (opposed(m, denial), -number, event)
            for number, m, event in self._near(denial)
            if m.claim.doc != denial.claim.doc and not _apart(m, denial) and _about_it(m, denial)
        ]
        points, _, event = max(scored, default=(0, 0, ""))
        return event if points else None

    def _near(self, denial: View) -> Iterator[tuple[int, View, str]]:
        seen: set[int] = set()
        day = denial.published or 0
        for key in _keys(denial):
            row = self._rows.get(key, [])
            at = bisect_left(row, day, key=lambda entry: entry[0])
            for published, number, m, event in row[max(0, at - _NEAREST) : at + _NEAREST]:
                near = not published or not day or abs(published - day) <= SLACK
                if near and number not in seen:
                    seen.add(number)
                    yield number, m, event


def _about_it(m: View, denial: View) -> bool:
    """Two texts that share much of their words, the root of the trigger, and a party or words of the sentence."""
    if overlap(m.topic, denial.topic) < _STORY or not m.roots & denial.roots:
        return False
    return bool(m.codes & denial.codes) or overlap(m.words, denial.words) >= _SENTENCE


def _keys(m: View) -> Iterator[str]:
    for root in sorted(m.roots):
        yield f"root {root}"


def _apart(a: View, b: View) -> bool:
    """Their dates exclude each other, or one is told as history."""
    if a.claim.historical != b.claim.historical:
        return True
    if a.first is None or b.first is None:
        return False
    return (a.last or a.first) < b.first or (b.last or b.first) < a.first
