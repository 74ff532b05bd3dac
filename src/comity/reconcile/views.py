"""What reconciliation looks at of a claim: who, what, when, where, and the words around it."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from comity.reconcile.roots import roots
from comity.records import Claim, Document

RECIPROCAL = frozenset({"CONSULT", "AGREE", "SUPPORT", "COOPERATE"})
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*|\d[\d,.]*\d|\d")
STOP = frozenset((Path(__file__).parent / "stopwords.txt").read_text(encoding="utf-8").split())
AFFIRMED, AHEAD, OPEN, DENIED = "affirmed", "ahead", "open", "denied"


@dataclass(slots=True)
class View:
    """A claim as it is compared with others.

    Days are ordinals; ``visitors`` are the people who go on a visit; ``words`` are the stems of the sentence, ``topic`` those of
    the document, ``roots`` those of the trigger.
    """

    claim: Claim
    published: int | None
    outlet: str
    actors: frozenset[str]
    recipients: frozenset[str]
    people: frozenset[str]
    first: int | None
    last: int | None
    by_day: bool
    country: str
    place: str
    stance: str
    words: frozenset[str]
    topic: frozenset[str]
    codes: frozenset[str] = field(default=frozenset())
    roots: frozenset[str] = field(default=frozenset())
    visitors: frozenset[str] = field(default=frozenset())


def view(claim: Claim, document: Document, topic: frozenset[str]) -> View:
    """Return the view of a claim; ``topic`` comes from :func:`topic_of` its document."""
    actors = frozenset(p.code for p in claim.actors if p.code)
    recipients = frozenset(p.code for p in claim.recipients if p.code)
    people = frozenset(p.actor for p in (*claim.actors, *claim.recipients) if p.actor.count(".") >= 2)
    visitors = people & {p.actor for p in claim.actors} if claim.mode == "visit" else frozenset()
    date = claim.date
    first = ordinal(date.start) if date else None
    last = ordinal(date.end or date.start) if date else None
    sentence = document.text[claim.sentence_span[0] : claim.sentence_span[1]]
    return View(
        claim=claim,
        published=ordinal(document.date or ""),
        outlet=document.outlet,
        actors=actors,
        recipients=recipients,
        people=people,
        first=first,
        last=last,
        by_day=bool(date and date.precision == "day"),
        country=claim.place.country if claim.place else "",
        place=claim.place.text.lower() if claim.place else "",
        stance=stance(claim),
        words=content_words(sentence),
        topic=topic,
        codes=actors | recipients,
        roots=roots(claim.trigger.text),
        visitors=visitors,
    )


def stance(claim: Claim) -> str:
    """Return whether a claim affirms the act, puts it ahead, leaves it open, or denies it."""
    if claim.polarity == "negated":
        return DENIED
    return {"actual": AFFIRMED, "future": AHEAD}.get(claim.modality, OPEN)


def ordinal(date: str) -> int | None:
    """Return an ISO date as a number of days; a month or year as its first day; None for none."""
    if not date:
        return None
    parts = [int(p) for p in date.split("-")]
    try:
        return dt.date(parts[0], parts[1] if len(parts) > 1 else 1, parts[2] if len(parts) > 2 else 1).toordinal()
    except ValueError:
        return None


def topic_of(document: Document) -> frozenset[str]:
    """Return the stems of a document's title and text."""
    return content_words(f"{document.title}\n{document.text}")


def content_words(text: str) -> frozenset[str]:
    """Return the stems of the words that say something, names and numbers among them."""
    return frozenset(stem(w) for w in _WORD.findall(text.lower()) if w not in STOP and len(w) > 1)


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Cut the endings that change between two reports of one thing ("strikes", "striking", "struck" stays)."""
    for ending in ("ing", "ies", "ied", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word
