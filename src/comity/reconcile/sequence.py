"""What led to what: an invitation to a visit, a plan to what was planned, where they are events of their own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from comity.reconcile.views import ordinal
from comity.records import Event

FAR = 180  # days between the first report of a step and what it led to
_ASKED = {("REQUEST", "meet"): ("CONSULT",), ("REQUEST", "assist"): ("AID", "SUPPORT", "COOPERATE")}
_VOID = ("denied", "cancelled")


def leads(events: Iterable[tuple[Event, str | None]]) -> dict[str, list[str]]:
    """Return for each event the ids of the events that led to it, in the order given; events without any are left out.

    A step leads to the first event after it with exactly the same parties, two or more, if it is a plan of the same type that
    nobody reported as done, or a request for that type; and if the dates that both have allow it. Plans whose fulfilment was
    recognised need no link: they are one event with it.

    Args:
        events: with the ISO date of the first document that reports each.
    """
    known = [(event, reported) for event, reported in events if event.status not in _VOID and not event.historical]
    by_kind: dict[tuple[str, frozenset[str]], list[tuple[int, Event]]] = defaultdict(list)
    for event, reported in known:
        day = ordinal(event.date.start if event.date else reported or "")
        if day is not None:
            by_kind[event.type, _parties(event)].append((day, event))
    out: dict[str, list[str]] = defaultdict(list)
    for step, reported in known:
        day, parties = ordinal(reported or ""), _parties(step)
        if day is None or len(parties) < 2:
            continue
        later = [
            (when, event)
            for kind in _led_to(step)
            for when, event in by_kind.get((kind, parties), ())
            if event is not step and day <= when <= day + FAR and _allows(step, event)
        ]
        if later:
            out[min(later, key=lambda pair: pair[0])[1].id].append(step.id)
    return dict(out)


def _parties(event: Event) -> frozenset[str]:
    return frozenset(a.code for a in (*event.actors, *event.recipients))


def _led_to(step: Event) -> tuple[str, ...]:
    if step.status == "planned":
        return (step.type,)
    return _ASKED.get((step.type, step.mode), ())


def _allows(step: Event, event: Event) -> bool:
    """A plan with a date leads only to what happened in it, and to nothing that is itself only planned."""
    if step.status != "planned":
        return True
    if event.status == "planned":
        return False
    if step.date is None or event.date is None:
        return True
    return step.date.start <= event.date.end and event.date.start <= step.date.end
