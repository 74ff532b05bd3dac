"""The event: one happening, out of all claims about it; and the dispute about one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

STATUSES = ("corroborated", "single-source", "contested", "denied", "planned", "fulfilled", "cancelled")
DISPUTED = ("occurrence", "date", "place", "number", "participant")
CORRECTIONS = ("merge", "split")


class EventActor(NamedTuple):
    """An actor or recipient of an event: the most specific actor that its claims name, and its code."""

    actor: str
    code: str


class EventPlace(NamedTuple):
    """Where it happened: the most specific name in the claims, and the country."""

    name: str
    country: str


class EventDate(NamedTuple):
    """When: ISO 8601, ``precision`` is day, week, month, year or range."""

    start: str
    end: str
    precision: str


@dataclass(frozen=True, slots=True)
class Event:
    """One happening. Field names are those of the export.

    ``id`` is that of the claim which founded the event, so it stays when further claims join. ``reports`` counts claims that
    affirm it, ``documents`` and ``outlets`` those they stand in, ``origins`` those of the documents that do not copy or credit
    each other. ``disputing`` are the claims, among ``claims``, that deny it.
    """

    id: str
    type: str
    mode: str
    status: str
    actors: tuple[EventActor, ...]
    recipients: tuple[EventActor, ...]
    place: EventPlace | None
    date: EventDate | None
    reports: int
    documents: int
    outlets: int
    origins: int
    claims: tuple[str, ...]
    disputing: tuple[str, ...]
    historical: bool
    confidence: float


@dataclass(frozen=True, slots=True)
class Dispute:
    """What the claims of an event contradict each other about: one of :data:`DISPUTED`, with the claims of either side."""

    event: str
    what: str
    summary: str
    affirming: tuple[str, ...]
    disputing: tuple[str, ...]


class EventClaim(NamedTuple):
    """A claim's part in an event, in the order of reading.

    ``disputing``: it denies the event. ``origin`` is the number, from 1, of the independent origin that its document speaks
    for; None for a claim that denies, or that is not counted (a question, a mere possibility). ``likeness`` is the
    probability that it tells of the same happening as the claim ``to``, and ``why`` what the two share; the claim that
    founded the event has itself there and 1.
    """

    event: str
    claim: str
    position: int
    disputing: bool
    origin: int | None
    likeness: float
    to: str
    why: str


@dataclass(frozen=True, slots=True)
class Correction:
    """What an analyst has decided about events: one of :data:`CORRECTIONS`. Corrections are added, never changed.

    ``merge``: the event ``other`` is part of ``event``. ``split``: ``claims`` are taken out of ``event`` and are one event of
    their own, whose id is ``other``; ``kept`` are those that stayed. Claims that come later go with the one that they are
    likest to. ``date`` is the day of the decision (ISO 8601), ``remark`` the analyst's words.
    """

    kind: str
    event: str
    other: str
    claims: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    date: str = ""
    remark: str = ""
