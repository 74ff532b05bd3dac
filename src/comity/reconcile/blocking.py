"""Which events a claim is compared with: those of its parties and time, and those of documents that tell the same story.

The number is bounded, so that the cost of a claim does not grow with the number of claims before it (blocking, as in record
linkage: Fellegi and Sunter 1969, section 3.3).
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Iterable

from comity.reconcile.compare import SLACK, alike
from comity.reconcile.rarity import Rarity
from comity.reconcile.views import AHEAD, View

_OWN = 8  # newest events of a key that are looked at, where the type is the claim's
_RELATED = 3  # the same where the type is another one that may name the same act
_MOST = 30  # events that a claim is compared with in all
_LATEST = 12  # newest documents that are remembered for a word
_TELLING = 30  # rarest words by which documents of one story are found
_STORY = 8  # documents of the same story whose events are looked at
_SHARED = 3  # of these words that it shares at least
_APART = 3 * SLACK  # days between the publications of two documents of one story

Key = tuple[str, str, int]


class Blocks:
    """Finds the events that a claim may belong to."""

    def __init__(self) -> None:
        self._rows: dict[Key, list[str]] = defaultdict(list)
        self._events: dict[str, dict[str, str]] = {}  # events of each document, in order, with the type of the act
        self._dates: dict[str, int | None] = {}
        self._places: dict[str, int] = {}  # in the order of reading, by which ties are broken: ids hang on the names of files
        self._words: dict[str, deque[str]] = {}
        self._story: list[str] = []

    def open(self, doc: str, published: int | None, topic: Iterable[str], rarity: Rarity) -> None:
        """Begin a document: the claims that follow are its own. ``rarity`` has counted its words already.

        Documents before it tell its story if they share many of its rarest words and were published within two months.
        """
        words = sorted((rarity.count(w), w) for w in topic)
        votes: dict[str, float] = defaultdict(float)
        shared: Counter[str] = Counter()
        for count, word in [(c, w) for c, w in words if c > 1][:_TELLING]:
            for other in self._words.get(word, ()):
                when = self._dates[other]
                if published is None or when is None or abs(published - when) <= _APART:
                    votes[other] += rarity.idf(count)
                    shared[other] += 1
        likest = sorted((-value, self._places[other], other) for other, value in votes.items() if shared[other] >= _SHARED)
        self._story = [doc, *(other for _, _, other in likest[:_STORY])]
        for _, word in words:
            self._words.setdefault(word, deque(maxlen=_LATEST)).append(doc)
        self._dates[doc] = published
        self._places.setdefault(doc, len(self._places))
        self._events[doc] = {}

    def find(self, claim: View) -> list[str]:
        """Return the ids of events to compare a claim with, the most promising first.

        Those of the same story whose type may name the same act come first, then those of its parties and time, then the
        others of the story, which may be worded with the same root.
        """
        kinds = alike(claim.claim.type)
        told = [row for doc in self._story for row in self._events[doc].items()]
        found = {event: None for event, kind in told if kind in kinds}
        for key in keys(claim):
            if len(found) >= _MOST:
                break
            for kind in kinds:
                row = self._rows.get((kind, *key))
                for event in row[: -(_OWN if kind == claim.claim.type else _RELATED) - 1 : -1] if row else ():
                    found.setdefault(event)
        for event, _ in told:
            found.setdefault(event)
        return list(found)[:_MOST]

    def add(self, claim: View, event: str) -> None:
        """Note that a claim of the open document is part of an event."""
        kind = claim.claim.type
        self._events[claim.claim.doc].setdefault(event, kind)
        for key in keys(claim):
            row = self._rows[kind, *key]
            if event not in row[-_OWN:]:
                row.append(event)


def keys(claim: View) -> list[tuple[str, int]]:
    """Return the keys under which a claim is looked up, beside its type: the day of its act, and each party and month.

    A claim that names no party is looked up by the country of its place.
    """
    if claim.first is not None and claim.last is not None and claim.last - claim.first <= 62:
        days = (claim.first, claim.last)
    elif claim.published is not None:
        days = (claim.published - SLACK, claim.published + (2 * SLACK if claim.stance == AHEAD else 0))
    else:
        days = (0, 0)
    months = range(days[1] // 30, days[0] // 30 - 1, -1)
    parties = [*sorted(claim.codes), *([f"in {claim.country}"] if claim.country or not claim.codes else [])]
    out = [("on", claim.first)] if claim.by_day and claim.first is not None else []
    return [*out, *((party, month) for month in months for party in parties)]
