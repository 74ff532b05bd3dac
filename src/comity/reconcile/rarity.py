"""How much a word says: the fewer documents have it, the more."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

Words = frozenset[str]
_BEFORE = 10  # documents without any of the words that count as read before, so that what two of two texts share weighs
_LOG = lru_cache(maxsize=1 << 16)(math.log)  # counts of words are few and small


class Rarity:
    """Weighs words by how few of the documents so far have them: log((documents + 12) / (documents with it + 1)) + 0.2.

    That is the inverse document frequency of Spärck Jones (1972), smoothed.
    """

    def __init__(self) -> None:
        self._documents = 0
        self._counts: Counter[str] = Counter()
        self._weights: dict[Words, float] = {}
        self._overlaps: dict[tuple[Words, Words], float] = {}

    def add(self, words: Iterable[str]) -> None:
        """Count a document."""
        self._documents += 1
        self._counts.update(words)
        # Every weight has changed. Between two documents the same texts are compared for each pair of their claims.
        self._weights.clear()
        self._overlaps.clear()

    def count(self, word: str) -> int:
        """Return how many documents have a word."""
        return self._counts[word]

    def idf(self, count: int) -> float:
        """Return the weight of a word that ``count`` documents have."""
        return math.log((self._documents + _BEFORE + 2) / (count + 1)) + 0.2

    def weight(self, words: Words) -> float:
        """Return the sum of the weights of words."""
        if not words:
            return 0.0
        counts = self._counts
        # math.fsum: a set has another order in each process, and the same claims must give the same events.
        return len(words) * (math.log(self._documents + _BEFORE + 2) + 0.2) - math.fsum(map(_LOG, [counts[w] + 1 for w in words]))

    def overlap(self, a: Words, b: Words) -> float:
        """Return the shared share of two sets of words, each word weighed (weighted Jaccard)."""
        if not a or not b:
            return 0.0
        found = self._overlaps.get((a, b))
        if found is None:
            shared = self.weight(a & b)
            either = self._known(a) + self._known(b) - shared
            found = self._overlaps[a, b] = shared / either if either else 0.0
        return found

    def _known(self, words: Words) -> float:
        value = self._weights.get(words)
        if value is None:
            value = self._weights[words] = self.weight(words)
        return value
