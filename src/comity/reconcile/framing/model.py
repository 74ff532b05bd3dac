"""What is found in one document, and what several documents differ in. Every item leads back to its sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from comity.records import ActorRef, Claim, Document, Span, Speaker

TITLE, TEXT = "title", "text"
VOICES = (
    "active",
    "active without agent",
    "passive with agent",
    "passive without agent",
    "nominal with agent",
    "nominal without agent",
)
"""How a clause names an act: verb with its doer as subject, passive, or noun; and whether it names the doer at all."""


class Place(NamedTuple):
    """Where something stands. Code points count from the start of the document's text, or of its title where ``part`` says so.

    ``sentence`` is the number of the sentence, None in a title; ``sentence_start`` and ``sentence_end`` are its code points.
    """

    part: str
    sentence: int | None
    start: int
    end: int
    sentence_start: int
    sentence_end: int


@dataclass(frozen=True, slots=True)
class TermHit:
    """A term of the lexicon in a text.

    ``term`` is the entry, ``text`` the words as written, ``kind`` one of :data:`~comity.reconcile.framing.terms.CLASSES`,
    ``tone`` one of :data:`~comity.reconcile.framing.terms.TONES`. ``about`` are the actors that it is said of, as far as the
    tree tells. ``said_by`` is whom the text credits for it (empty: the document's own words); ``quoted`` if it stands in
    quotation marks.
    """

    term: str
    text: str
    kind: str
    tone: str
    neutral: str
    place: Place
    about: tuple[ActorRef, ...] = ()
    said_by: tuple[Speaker, ...] = ()
    quoted: bool = False

    @property
    def own(self) -> bool:
        """Whether the document says it in its own words."""
        return not self.said_by and not self.quoted

    @property
    def loaded(self) -> bool:
        """Whether it has a tone; plain alternatives and neutral counterparts have none."""
        return self.tone not in ("plain", "neutral")


@dataclass(frozen=True, slots=True)
class Voice:
    """The form in which a sentence names the act of a claim: one of :data:`VOICES`.

    ``agent`` is the phrase that names the doer in this clause, None where none does; ``codes`` are those of its actors.
    """

    claim: Claim
    kind: str
    agent: Span | None
    codes: tuple[str, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class QuoteHit:
    """Words in quotation marks with whom the text credits for them; ``place`` is that of the sentence in which they begin."""

    text: str
    words: int
    speakers: tuple[Speaker, ...]
    place: Place


class Form(NamedTuple):
    """One way in which a document names an actor, with its places in the text."""

    text: str
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Naming:
    """How a document names one actor; the most frequent form first.

    ``named``: by a name at least once, not by offices and descriptions alone.
    """

    actor: str
    code: str
    forms: tuple[Form, ...]
    named: bool = True

    @property
    def mentions(self) -> int:
        """How often it is named, pronouns and adjectives left out."""
        return sum(len(f.places) for f in self.forms)


@dataclass(frozen=True, slots=True)
class DocumentFrame:
    """How one document words what it tells. ``words`` counts those of its sentences."""

    document: Document
    words: int
    terms: tuple[TermHit, ...]
    voices: tuple[Voice, ...]
    quotes: tuple[QuoteHit, ...]
    names: tuple[Naming, ...]
    claims: tuple[Claim, ...]

    @property
    def quoted_words(self) -> int:
        """How many words stand in quotation marks."""
        return sum(q.words for q in self.quotes)

    def sentence(self, place: Place) -> str:
        """Return the sentence (or title) of a place, on one line."""
        text = self.document.title if place.part == TITLE else self.document.text
        return " ".join(text[place.sentence_start : place.sentence_end].split())

    def loaded(self, own: bool = True) -> list[TermHit]:
        """Return the terms with a tone: in the document's own words, or in those that it credits to others."""
        return [t for t in self.terms if t.loaded and t.own == own]

    def speakers(self) -> list[tuple[Speaker | None, list[QuoteHit]]]:
        """Return who is quoted directly, the longest first; None stands for quotes without a credited speaker."""
        groups: dict[str, tuple[Speaker | None, list[QuoteHit]]] = {}
        for quote in self.quotes:
            speaker = quote.speakers[0] if quote.speakers else None
            key = "" if speaker is None else speaker.actor or speaker.code or speaker.text.lower()
            groups.setdefault(key, (speaker, []))[1].append(quote)
        return sorted(groups.values(), key=lambda g: (-sum(q.words for q in g[1]), g[1][0].place.start))


@dataclass(frozen=True, slots=True)
class Act:
    """One act and what each document tells of it: an event of the project, or claims of one type between the same sides.

    ``event`` is empty where the project has no events. ``told`` has the claims of each document, in the order of the
    comparison; none where a document leaves the act out.
    """

    event: str
    type: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    told: tuple[tuple[Claim, ...], ...]

    @property
    def left_out_by(self) -> tuple[int, ...]:
        """Numbers (from 0) of the documents that do not tell of it."""
        return tuple(i for i, claims in enumerate(self.told) if not claims)


class Wording(NamedTuple):
    """The words that each document chooses for one thing, with their counts: its own, and those that it credits to others."""

    neutral: str
    kind: str
    own: tuple[Counter[str], ...]
    credited: tuple[Counter[str], ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Several documents side by side. ``event`` and ``actor`` say what it is limited to; ``notes`` what a reader should know."""

    documents: tuple[DocumentFrame, ...]
    wordings: tuple[Wording, ...] = ()
    acts: tuple[Act, ...] = ()
    event: str = ""
    actor: str = ""
    notes: Sequence[str] = field(default=())

    def voice(self, number: int, claim: Claim) -> Voice | None:
        """Return the voice of a claim of the document with this number."""
        return next((v for v in self.documents[number].voices if v.claim.id == claim.id), None)


def standing(claim: Claim) -> str:
    """Return how a document puts an act, in the words of the brief: done, planned, possible, conditional, denied, ..."""
    if claim.modality == "conditional":
        return "conditional"
    if claim.polarity == "negated":
        return "opposed" if claim.modality == "possible" else "denied"
    if claim.historical:
        return "historical"
    return {"future": "planned", "possible": "possible"}.get(claim.modality, "done")
