"""The claim: one mention of a political act in one sentence (see ``docs/claims.md``)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Trigger(NamedTuple):
    """The word or words that name the act; code points into the document's text."""

    text: str
    start: int
    end: int


class Participant(NamedTuple):
    """An actor or recipient of a claim. ``reason`` says how it was resolved."""

    text: str
    start: int
    end: int
    actor: str
    code: str
    sector: str = ""
    reason: str = ""


class Speaker(NamedTuple):
    """Who the text credits for a claim. ``code`` is empty for "reportedly" and the like."""

    text: str
    start: int
    end: int
    actor: str
    code: str


class ClaimPlace(NamedTuple):
    """Where the act happened or shall happen, as written, with its country and degrees where known."""

    text: str
    start: int
    end: int
    country: str
    lat: float | None
    lon: float | None


class ClaimDate(NamedTuple):
    """When: ``start`` and ``end`` are ISO 8601 dates; ``precision`` is day, week, month, year or range."""

    text: str
    start: str
    end: str
    precision: str


@dataclass(frozen=True, slots=True)
class Claim:
    """One coded claim. Field names and meanings are those of the export (``docs/claims.md``).

    ``id`` is deterministic: document id, trigger offsets, type, and a counter for equal ones.
    ``condition`` is the id of the claim that this one depends on. ``coder`` says which coder made it.
    """

    id: str
    doc: str
    sentence: int
    trigger: Trigger
    sentence_span: tuple[int, int]
    type: str
    mode: str = ""
    contexts: tuple[str, ...] = ()
    actors: tuple[Participant, ...] = ()
    recipients: tuple[Participant, ...] = ()
    place: ClaimPlace | None = None
    date: ClaimDate | None = None
    polarity: str = "affirmed"
    modality: str = "actual"
    historical: bool = False
    speakers: tuple[Speaker, ...] = ()
    condition: str | None = None
    confidence: float = 1.0
    coder: str = "rules"
    event: str | None = None
