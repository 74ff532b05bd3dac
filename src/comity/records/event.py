"""The event: one happening, out of all claims about it; and the dispute about one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

STATUSES = ("corroborated", "single-source", "contested", "denied", "planned", "fulfilled", "cancelled")
DISPUTED = ("occurrence", "date", "place", "number", "participant")


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
    affirm it, ``documents`` and ``outlets`` those they stand in, ``origins`` those of the documents that do not copy or credit each
    other. ``disputing`` are the claims, among ``claims``, that deny it.
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
