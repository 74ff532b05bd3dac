"""Analysts' corrections of events: noted in the project, and applied."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from comity.errors import InputError
from comity.pipeline.events import EventsReport, opened, reconcile_with
from comity.records import Correction, Event, EventClaim

if TYPE_CHECKING:
    from comity.store import Store


class Corrected(NamedTuple):
    """What was noted, the ids of the events that it leaves, and what the reconciliation found; None where it is for later."""

    corrections: list[Correction]
    events: list[str]
    report: EventsReport | None


def correct(
    project: str | Path,
    event: str,
    merge: Sequence[str] = (),
    split: Sequence[str] = (),
    remark: str = "",
    *,
    later: bool = False,
) -> Corrected:
    """Add analysts' corrections of an event, and bring the events up to date.

    A correction changes the events that it names, and no others. It is kept, and holds when documents are added. To undo a
    merge, split off the id of the event that was merged in; to undo a split, merge.

    Args:
        project: the project file.
        event: the event, by the start of its id.
        merge: events that are the same happening as it; it keeps its id.
        split: claims of it that tell of another happening; together they become an event of their own. The id of an event
            that was merged into it stands for all claims that came with it.
        remark: why, in the analyst's words.
        later: only note the correction; the next reconciliation applies it.

    Raises:
        InputError: no such event or claim, or nothing would be left of the event.
        ProjectError: there is no such project, or it cannot be opened.
        OutputError: the project file cannot be written.
    """
    from comity.store import events as stored

    with opened(project) as store:
        target = stored.find_event(store, event)
        new = _merges(store, target, merge, remark) + _splits(store, target, split, remark)
        if not new:
            raise InputError("nothing to correct was given; name an event to merge, or a claim to split off")
        stored.add_corrections(store, new)
        left = list(dict.fromkeys([target, *(c.other for c in new if c.kind == "split")]))
        return Corrected(new, left, None if later else reconcile_with(store))


def _merges(store: Store, target: str, others: Sequence[str], remark: str) -> list[Correction]:
    from comity.store import events as stored

    found = [stored.find_event(store, other) for other in others]
    if target in found:
        raise InputError(f"{target} is that event itself; name another one to merge it with")
    return [Correction("merge", target, other, remark=remark) for other in dict.fromkeys(found)]


def _splits(store: Store, target: str, claims: Sequence[str], remark: str) -> list[Correction]:
    from comity.store import events as stored

    if not claims:
        return []
    event = next(stored.events(store, stored.EventFilter(ids=[target]))).event
    parts = [e.link for e in stored.evidence(store, [target])[target]]
    merged = {c.other for c in stored.corrections(store) if c.kind == "merge"}
    out: set[str] = set()
    for claim in (stored.find_claim(event, given) for given in claims):
        out |= _came_with(claim, parts) if claim in merged and claim != target else {claim}
    if len(out) == len(event.claims):
        raise InputError(f"that would leave nothing of event {target}; it has {len(event.claims)} claims")
    return [split_off(event, out, remark)]


def _came_with(founder: str, parts: Iterable[EventClaim]) -> set[str]:
    """The claims that belong to an event because of the one that founded an event which was merged into it."""
    out = {founder}
    for part in parts:  # a claim comes after the one that it was likest to
        if part.to in out:
            out.add(part.claim)
    return out


def split_off(event: Event, claims: Iterable[str], remark: str = "") -> Correction:
    """Return the correction that takes claims out of an event.

    The event's id is that of one of its claims, which keeps it: where that is among the claims to be taken out, it is the
    others that leave, under a new id.
    """
    out = set(claims)
    leaving = tuple(c for c in event.claims if (c in out) != (event.id in out))
    kept = tuple(c for c in event.claims if c not in leaving)
    return Correction("split", event.id, leaving[0], leaving, kept, remark=remark)
