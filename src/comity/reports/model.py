"""The brief as data: what the renderers and the tests read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple

STANDINGS: Mapping[str, str] = MappingProxyType(
    {
        "done": "told as having happened or going on",
        "planned": "planned, promised or announced",
        "possible": "may happen, was asked for or is suspected",
        "conditional": "in an if-clause or depending on one",
        "denied": "the text says that it did not or will not happen",
        "opposed": "asked or expected not to happen",
        "historical": "told as history",
    }
)
"""The standings of an act, in the order in which they are shown."""


@dataclass(frozen=True, slots=True)
class BriefOptions:
    """What a brief shows.

    Attributes:
        actor: only acts in which this code or actor id takes part.
        type: only acts of this PLOVER type.
        since: only acts from this ISO date on (the act's date, or its document's where it has none).
        until: only acts up to this ISO date.
        limit: lines of acts.
        actors: lines of actors.
        quotes: sentences per act and standing; 0 for none.
        events: lines of what is corroborated, of what is contested, and of what one origin alone tells.
        names: names of actors by code and id.
    """

    actor: str = ""
    type: str = ""
    since: str = ""
    until: str = ""
    limit: int = 10
    actors: int = 8
    quotes: int = 0
    events: int = 3
    names: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


class SkipLine(NamedTuple):
    """Inputs that were skipped for one reason: its code, their number, and one of them with the reason in words."""

    code: str
    inputs: int
    source: str
    reason: str


class ActorLine(NamedTuple):
    """An actor by code: the number of claims in which it acts, receives, speaks, and of documents that name it so."""

    code: str
    name: str
    as_actor: int
    as_recipient: int
    as_speaker: int
    documents: int


class Voice(NamedTuple):
    """Who says an act with a standing, in how many claims.

    ``speaker`` is a code, or the words of the text in quotes. It is empty where the document says it itself; ``name``
    is its outlet then, or empty.
    """

    speaker: str
    name: str
    standing: str
    reports: int


class Quote(NamedTuple):
    """The sentence behind a claim: code points ``start`` to ``end`` of the document."""

    text: str
    start: int
    end: int
    doc: str
    source: str
    outlet: str
    date: str | None
    standing: str
    speakers: tuple[str, ...]
    claim: str


@dataclass(frozen=True, slots=True)
class ActLine:
    """Acts of one type by the same actors to the same recipients.

    ``actors`` and ``recipients`` are codes, or the words of the text in quotes where nobody is identified; ``*_names``
    their names. ``standings`` counts reports by standing. ``contested``: some affirm it and some deny it.
    """

    actors: tuple[str, ...]
    type: str
    recipients: tuple[str, ...]
    actor_names: tuple[str, ...]
    recipient_names: tuple[str, ...]
    standings: Mapping[str, int]
    modes: tuple[str, ...]
    reports: int
    documents: int
    contested: bool
    voices: tuple[Voice, ...]
    outlets: tuple[tuple[str, int], ...]
    quotes: tuple[Quote, ...] = ()


class EventLine(NamedTuple):
    """An event in one line: its id, when, who did what to whom, and how many independent origins and claims affirm it."""

    id: str
    when: str
    title: str
    origins: int
    reports: int


class Known(NamedTuple):
    """Events of one kind of certainty: what it means, how many there are, and those of the most origins."""

    name: str
    meaning: str
    total: int
    lines: tuple[EventLine, ...]


@dataclass(frozen=True, slots=True)
class Brief:
    """All that a brief says.

    ``events`` counts events by status, and ``known`` shows what is corroborated, contested and told by one origin alone; both
    are empty where no claims were merged yet. ``filters`` says in words what it is limited to; ``acts_total`` counts all lines,
    ``contested_total`` the contested ones, ``standings`` all claims by standing. ``empty`` says why no claims are shown, where
    none are.
    """

    project: str
    documents: int
    duplicates: int
    superseded: int
    undated: int
    first_date: str | None
    last_date: str | None
    outlets: tuple[tuple[str, int], ...]
    sentences: int
    claims: int
    claims_shown: int
    skipped: tuple[SkipLine, ...]
    notes: tuple[str, ...]
    filters: tuple[str, ...]
    standings: Mapping[str, int]
    contested_total: int
    actors: tuple[ActorLine, ...]
    acts: tuple[ActLine, ...]
    acts_total: int
    events: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    known: tuple[Known, ...] = ()
    empty: str = "No claims."
