"""Chains: the phrases of a document that stand for one person, organisation, place or thing.

Every mention chooses, among the mentions before it and the choice to be new, the one of the highest score (an antecedent
ranker: Denis and Baldridge 2008, "Specialized Models and Ranking for Coreference Resolution"; the log-linear form and its
training follow Durrett and Klein 2013, "Easy Victories and Uphill Battles in Coreference Resolution"). Scores are sums of the
weights of ``data/chains/weights.csv``, which ``training/chain_weights.py`` writes. The knowledge base has no part in it.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from comity.actors.chain_features import ANAPHORS, NEW_FEATURES, PAIR_FEATURES
from comity.actors.chain_mentions import Mention, Traits, find
from comity.actors.chain_pairs import pair
from comity.actors.chain_words import FOLDER
from comity.errors import DataFileError
from comity.records import Annotation

COLUMNS = ("anaphor", "feature", "value", "weight")


class Ranker:
    """Scores antecedents with a table of weights. Build it with :meth:`load`."""

    def __init__(self, weights: NDArray[np.float64]) -> None:
        """``weights`` holds, for each feature in order, one row of values for each anaphor type (see :func:`slots`)."""
        self.weights = weights
        starts = slots()[1]
        self._pairs = np.array(starts[: len(PAIR_FEATURES)])
        self._new = np.array(starts[len(PAIR_FEATURES) :])

    @classmethod
    def load(cls, path: Path = FOLDER / "weights.csv") -> Ranker:
        """Read a table of weights; what it does not list weighs nothing.

        Raises:
            DataFileError: the file is missing, or a line has an unknown anaphor, feature or value, or no number.
        """
        places, _ = slots()
        weights = np.zeros(len(places))
        try:
            with path.open(encoding="utf-8", newline="") as file:
                for number, row in enumerate(csv.reader(file), 1):
                    if number == 1:
                        if tuple(row) != COLUMNS:
                            raise DataFileError(f"{path}: the first line must name the columns {', '.join(COLUMNS)}")
                        continue
                    place = places.get((row[0], row[1], row[2])) if len(row) == len(COLUMNS) else None
                    if place is None:
                        raise DataFileError(
                            f"{path}:{number}: no such weight as {','.join(row)!r}; run training/chain_weights.py again"
                        )
                    weights[place] = float(row[3])
        except (OSError, ValueError) as error:
            raise DataFileError(f"{path}: weights of coreference cannot be read ({error}); install comity again") from None
        return cls(weights)

    def antecedents(self, mentions: Sequence[Traits]) -> list[int]:
        """Return the index of each mention's antecedent, -1 where the mention is new."""
        out = np.full(len(mentions), -1, dtype=np.int64)
        for pairs in pair(mentions):
            if not len(pairs.later):
                continue
            scores = self.weights[pairs.rows + self._pairs].sum(axis=1)
            new = self.weights[pairs.new + self._new].sum(axis=1)
            starts = np.flatnonzero(np.diff(pairs.later, prepend=-1))
            best = np.repeat(np.maximum.reduceat(scores, starts), np.diff(starts, append=len(scores)))
            chosen = np.flatnonzero((scores == best) & (scores > new[pairs.later - pairs.first]))[::-1]
            out[pairs.later[chosen]] = pairs.earlier[chosen]  # of equals the nearest one is written last and stays
        found: list[int] = out.tolist()
        return found

    def chains(self, text: str, annotations: Sequence[Annotation]) -> list[list[Mention]]:
        """Return the chains of a document: each of two or more mentions in order, the chains by their first mention.

        Args:
            text: the document's text.
            annotations: its sentences in order, with code points into ``text``.
        """
        mentions = find(text, annotations)
        chain: list[int] = []
        members: dict[int, list[Mention]] = defaultdict(list)
        for j, i in enumerate(self.antecedents(mentions)):
            chain.append(chain[i] if i >= 0 else j)
            members[chain[-1]].append(mentions[j].mention)
        return [found for found in members.values() if len(found) > 1]


@cache
def slots() -> tuple[dict[tuple[str, str, str], int], tuple[int, ...]]:
    """Return where each weight (anaphor, feature, value) stands in the row of weights, and where each feature begins."""
    places: dict[tuple[str, str, str], int] = {}
    starts = []
    for feature in PAIR_FEATURES + NEW_FEATURES:
        starts.append(len(places))
        for name in ANAPHORS:
            for value in feature.values:
                places[name, feature.name, value] = len(places)
    return places, tuple(starts)


@cache
def ranker() -> Ranker:
    """Return the ranker with the shipped weights, read once per process."""
    return Ranker.load()
