"""Scores of coreference: MUC, B-cubed, CEAF-phi4 and their mean, the CoNLL score.

A partition is a collection of chains, a chain a collection of hashable mentions; no mention may be in two chains of one
partition. Key and response need not have the same mentions: one that the other side lacks counts as a miss or as spurious,
as in the reference scorer (Pradhan et al. 2014, "Scoring Coreference Partitions of Predicted Mentions"). Counts add up
over documents, so a corpus is scored by adding the tallies of its documents and not by averaging their scores.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment

Chain = frozenset[Hashable]


@dataclass(frozen=True, slots=True)
class Tally:
    """Numerators and denominators of recall and precision; tallies of documents can be added."""

    recall_hits: float = 0.0
    recall_all: float = 0.0
    precision_hits: float = 0.0
    precision_all: float = 0.0

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.recall_hits + other.recall_hits,
            self.recall_all + other.recall_all,
            self.precision_hits + other.precision_hits,
            self.precision_all + other.precision_all,
        )

    @property
    def recall(self) -> float:
        """Recall, between 0 and 1; 0 where there is nothing to find."""
        return self.recall_hits / self.recall_all if self.recall_all else 0.0

    @property
    def precision(self) -> float:
        """Precision, between 0 and 1; 0 where nothing was found."""
        return self.precision_hits / self.precision_all if self.precision_all else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of recall and precision."""
        both = self.recall + self.precision
        return 2 * self.recall * self.precision / both if both else 0.0


def chains(partition: Iterable[Collection[Hashable]]) -> list[Chain]:
    """Return a partition as sets, empty chains left out.

    Raises:
        ValueError: a mention is in two chains.
    """
    out = [frozenset(c) for c in partition if c]
    if sum(map(len, out)) != len(frozenset().union(*out)):
        raise ValueError("a mention is in two chains of one partition; every mention may be in one only")
    return out


def muc(key: Iterable[Collection[Hashable]], response: Iterable[Collection[Hashable]]) -> Tally:
    """Return the links that are right (Vilain et al. 1995, "A Model-Theoretic Coreference Scoring Scheme").

    A chain of n mentions needs n - 1 links; it lacks one less than the number of parts that the other side cuts it into.
    """
    gold, found = chains(key), chains(response)
    return Tally(*_links(gold, found), *_links(found, gold))


def _links(these: list[Chain], others: list[Chain]) -> tuple[float, float]:
    place = {m: i for i, chain in enumerate(others) for m in chain}
    hits = need = 0
    for chain in these:
        parts = len({place[m] for m in chain if m in place}) + sum(m not in place for m in chain)
        hits += len(chain) - parts
        need += len(chain) - 1
    return hits, need


def b_cubed(key: Iterable[Collection[Hashable]], response: Iterable[Collection[Hashable]]) -> Tally:
    """Return the share of each mention's chain that is right (Bagga and Baldwin 1998, "Algorithms for Scoring
    Coreference Chains").

    A mention that the other side lacks scores 0 (Pradhan et al. 2014, section 3).
    """
    gold, found = chains(key), chains(response)
    return Tally(*_shares(gold, found), *_shares(found, gold))


def _shares(these: list[Chain], others: list[Chain]) -> tuple[float, float]:
    place = {m: chain for chain in others for m in chain}
    hits = sum(len(chain & place[m]) / len(chain) for chain in these for m in chain if m in place)
    return hits, sum(map(len, these))


def ceaf_phi4(key: Iterable[Collection[Hashable]], response: Iterable[Collection[Hashable]]) -> Tally:
    """Return the likeness of chains under the best one-to-one alignment (Luo 2005, "On Coreference Resolution Performance
    Metrics").

    Likeness is phi 4, twice the common mentions by the sum of both sizes; the alignment is exact.
    """
    gold, found = chains(key), chains(response)
    if not gold or not found:
        return Tally(0, len(gold), 0, len(found))
    place = {m: j for j, chain in enumerate(found) for m in chain}
    likeness = np.zeros((len(gold), len(found)))
    for i, chain in enumerate(gold):
        for j in {place[m] for m in chain if m in place}:
            likeness[i, j] = 2 * len(chain & found[j]) / (len(chain) + len(found[j]))
    hits = float(likeness[linear_sum_assignment(likeness, maximize=True)].sum())
    return Tally(hits, len(gold), hits, len(found))


METRICS: dict[str, Callable[[Iterable[Collection[Hashable]], Iterable[Collection[Hashable]]], Tally]] = {
    "muc": muc,
    "b_cubed": b_cubed,
    "ceaf_phi4": ceaf_phi4,
}


def score(
    documents: Iterable[tuple[Collection[Collection[Hashable]], Collection[Collection[Hashable]]]],
) -> dict[str, Tally]:
    """Return each metric over documents, given as pairs of key and response."""
    out = {name: Tally() for name in METRICS}
    for key, response in documents:
        for name, metric in METRICS.items():
            out[name] += metric(key, response)
    return out


def conll(tallies: dict[str, Tally]) -> float:
    """Return the mean F1 of the three metrics (Denis and Baldridge 2009; CoNLL-2011 and CoNLL-2012 shared tasks)."""
    return sum(tallies[name].f1 for name in METRICS) / len(METRICS)
