"""Chances where there is too little history for a model: each pair's own rate, drawn towards the rate of all pairs.

Acts of a pair and relation are taken as a Poisson process whose rate differs from pair to pair by a gamma distribution
(Greenwood and Yule 1920; Gelman et al. 2013, "Bayesian Data Analysis", section 2.6). Its mean is the relation's rate among all
pairs; its shape, one for all relations, is the likeliest of a few. The chance of at least one act in h days after n acts in D
days is then 1 - ((b + D) / (b + D + h)) ^ (a + n), with shape a and b = a / mean.

The D days begin with the day before which a tenth of the acts lie: reports of a few weeks mention some acts of years before, and
those years were not watched.
"""

from __future__ import annotations

import math

import numpy as np

from comity.system.forecast.calibration import LEAST, MOST
from comity.system.forecast.history import Floats, History, Ints

STRAY = 0.1
"""The share of acts, the earliest, that are left out."""
_SHAPES = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0)


class Rates:
    """Chances at one day, for the days from it on and before ``day + horizon``. Nothing vouches for their calibration.

    Attributes:
        horizon: the number of days that are forecast.
        days: how many days the counts cover.
    """

    def __init__(self, history: History, day: int, horizon: int) -> None:
        """Count the acts of a history, all of which lie before ``day``."""
        self.horizon = horizon
        self._actors, self._relations = len(history.actors), len(history.relations)
        start = int(history.acts[int(STRAY * len(history.acts)), 3])
        self.days = max(1, day - start)
        source, _, target = history.acts.T[:3]
        self._pairs = {*(source * self._actors + target).tolist(), *(target * self._actors + source).tolist()}
        source, relation, target = history.acts[history.acts[:, 3] >= start].T[:3]
        pair = source * self._actors + target
        keys, self._counts = np.unique(pair * self._relations + relation, return_counts=True)
        self._found: dict[int, int] = dict(zip(keys.tolist(), self._counts.tolist(), strict=True))
        self._total = np.bincount(relation, minlength=self._relations).astype(np.float64)
        ends = np.bincount(np.concatenate([source, target]), minlength=self._actors)
        self._share: Floats = (ends + 0.5) / (ends.sum() + 0.5 * self._actors)
        self._mean: Floats = (self._total + 0.5) / (len(self._pairs) * self.days)
        self.shape = max(_SHAPES, key=lambda shape: self._likelihood(shape, keys % self._relations))

    def _likelihood(self, shape: float, relation: Ints) -> float:
        """The log of the marginal likelihood of all counts, without what does not depend on the shape."""
        scale = shape / self._mean
        stays = np.log(scale / (scale + self.days))
        seen = np.array([math.lgamma(shape + n) - math.lgamma(shape) for n in self._counts.tolist()])
        moved = self._counts * np.log(1 / (scale + self.days))[relation]
        return float(shape * len(self._pairs) * stays.sum() + seen.sum() + moved.sum())

    def _chance(self, mean: Floats, acts: Floats, days: int) -> Floats:
        scale = self.shape / mean + days
        stays = (self.shape + acts) * np.log(scale / (scale + self.horizon))
        chances: Floats = np.clip(-np.expm1(stays), LEAST, MOST)
        return chances

    def of(self, source: int, target: int) -> Floats:
        """Return the chance that one actor does each relation to another at least once, shape (relations,)."""
        pair = source * self._actors + target
        acts = np.array([self._found.get(pair * self._relations + r, 0) for r in range(self._relations)], np.float64)
        if pair in self._pairs:
            return self._chance(self._mean, acts, self.days)
        # Two that never met: as if partners were drawn by how active they are.
        met = float(self._share[source] * self._share[target])
        return self._chance((self._total + 0.5) / self.days * met, acts, self.days)

    def usual(self) -> Floats:
        """Return how often a pair that has dealt with each other has each relation in so many days, shape (relations,)."""
        return self._chance(self._mean, np.zeros(self._relations), 0)

    def counts(self, relation: int, link: Ints, gap: Ints) -> tuple[Floats, Floats]:
        """Return hits and cases of rules: none, as none are counted."""
        return np.zeros(len(link)), np.zeros(len(link))
