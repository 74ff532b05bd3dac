"""What has happened how often, and how long ago: counts that fade, at several half-lives at once.

Source: the recurrency baseline of Gastinger et al. 2024, "History Repeats Itself: A Baseline for Temporal Knowledge Graph
Forecasting" (IJCAI, section 3), whose decay is one function of the gap; here each count fades by half in several spans,
and a model weighs the spans.
"""

from __future__ import annotations

import numpy as np

from comity.system.forecast.history import Array, Ints, Singles

HALF_LIVES = (1.5, 5.0, 15.0, 60.0, float("inf"))
"""Days in which a count falls to half."""


def ranges(starts: Ints, lengths: Ints) -> tuple[Ints, Ints]:
    """Return the numbers start, start + 1, ... of each range in turn, and the place of the range that each belongs to."""
    owner = np.repeat(np.arange(len(lengths)), lengths)
    before = np.cumsum(lengths) - lengths
    return np.arange(len(owner)) - before[owner] + starts[owner], owner


class Recurrence:
    """Fading counts of keys, the keys of one subject side by side in the order in which they first came.

    What is known at a day is thus the beginning of each subject's range, and later acts change nothing before them.

    Attributes:
        key: for each act, the number of its key, from 0.
        subject, example: for each key, its subject and the first act with it.
        last: for each key, the last day that it was seen; a million days ago if never.
    """

    def __init__(self, subject: Ints, key: Array, half_lives: tuple[float, ...], subjects: int) -> None:
        """Number the keys of acts in order of day; ``key`` holds one whole number an act that also tells the subject."""
        self._values, first, inverse = np.unique(key, return_index=True, return_inverse=True)
        order = np.lexsort((first, subject[first]))
        rank = np.empty(len(order), np.int64)
        rank[order] = np.arange(len(order))
        self._rank = rank
        self.key: Ints = rank[inverse]
        self.example: Ints = first[order].astype(np.int64)
        self.subject: Ints = subject[self.example]
        self.start: Ints = np.searchsorted(self.subject, np.arange(subjects))
        self.known: Ints = np.zeros(subjects, np.int64)
        self.last: Ints = np.full(len(order), -(10**6))
        self._rates = (-1 / np.array(half_lives)).astype(np.float32)
        self._counts: Singles = np.zeros((len(order), len(half_lives)), np.float32)

    def find(self, keys: Array) -> Ints:
        """Return the numbers of keys given as to the constructor, -1 for those that no act ever has."""
        if not len(self._values):
            return np.full(len(keys), -1)
        place = np.minimum(np.searchsorted(self._values, keys), len(self._values) - 1)
        return np.where(self._values[place] == keys, self._rank[place], -1)

    def rows(self, subjects: Ints) -> tuple[Ints, Ints]:
        """Return the keys that each subject has had so far, one subject after the other, and the place of their subject."""
        return ranges(self.start[subjects], self.known[subjects])

    def faded(self, keys: Ints, day: int, spans: slice = slice(None)) -> Singles:
        """Return the counts of keys at a day, shape (keys, half-lives); 0 for a key of -1."""
        gap = (day - self.last[keys]).astype(np.float32)
        counts: Singles = self._counts[keys, spans] * np.exp2(gap[:, None] * self._rates[spans])
        counts[keys < 0] = 0
        return counts

    def add(self, keys: Ints, day: int) -> None:
        """Count the keys of the acts of a day, which is after all that were added before."""
        fresh, counts = np.unique(keys, return_counts=True)
        new = fresh[self.last[fresh] < -(10**5)]
        np.add.at(self.known, self.subject[new], 1)
        self._counts[fresh] = self.faded(fresh, day) + counts[:, None].astype(np.float32)
        self.last[fresh] = day
