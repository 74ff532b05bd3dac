"""The chance of each relation between two actors within a horizon: a logistic model of their standing, then calibrated.

It is fitted on origins: earlier days at which the same question could have been asked, and whose horizon has passed. At each,
features see only what came before, and rules only the origins whose horizon was over by then. Half of the origins judge what
the other half has taught; the calibration is fitted on these judgements.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from comity.errors import ComityError
from comity.system.forecast.calibration import LEAST, MOST, Isotonic, logit
from comity.system.forecast.history import Array, Flags, Floats, History, Ints
from comity.system.forecast.rules import gap_class
from comity.system.forecast.standing import HorizonRules, Standing

LEAST_OUTCOMES = 20
"""In each half of the past: what one half teaches is calibrated on the other."""
LEAST_ORIGINS = 4
ACTS = 500
"""Origins go further back than they should where the days that they cover have fewer acts than this."""


class TooThinError(ComityError):
    """A history that is too short, or has too few acts, for chances to be fitted and calibrated."""


@dataclass(frozen=True, slots=True)
class ChanceOptions:
    """How chances are fitted: origins, the days between two (0: half the horizon, 5 at least), rows an origin, seed.

    There are more origins, up to ten times as many, where the days of so many have few acts.
    """

    origins: int = 12
    spacing: int = 0
    rows: int = 20_000
    seed: int = 0

    def step(self, horizon: int) -> int:
        """Return the days between two origins."""
        return self.spacing or max(5, horizon // 2)

    def needs(self, horizon: int) -> int:
        """Return the days of history that a horizon takes at least."""
        step = self.step(horizon)
        return horizon + max(horizon, step) + (LEAST_ORIGINS - 1) * step


@dataclass(frozen=True, slots=True)
class Sample:
    """Rows of one origin.

    Attributes:
        key: pair times the number of relations, plus relation.
        happened: whether the pair had the relation within the horizon.
        weight: how many rows of all that could be asked each stands for.
        seen: whether the pair had had the relation before.
        features: shape (rows, features).
    """

    key: Ints
    happened: Flags
    weight: Floats
    seen: Flags
    features: Floats


class Logistic:
    """Logistic regression on standardised features, fitted by Newton steps with a small ridge.

    Features are held within the range that was fitted on: what lies beyond it, such as the burst of a first crisis, has taught
    nothing.
    """

    def __init__(self, mean: Floats, scale: Floats, weights: Floats, least: Floats, most: Floats) -> None:
        """Take means, scales, weights with the intercept last, and the range of each feature."""
        self.mean, self.scale, self.weights = mean, scale, weights
        self.least, self.most = least, most

    @classmethod
    def fitted(cls, features: Floats, outcome: Array, weight: Floats, ridge: float = 1.0) -> Logistic:
        """Fit to weighted rows (Hastie, Tibshirani and Friedman 2009, section 4.4.1)."""
        mean = np.average(features, axis=0, weights=weight)
        scale = np.sqrt(np.average((features - mean) ** 2, axis=0, weights=weight)) + 1e-6
        rows = np.concatenate([(features - mean) / scale, np.ones((len(features), 1))], axis=1)
        outcome = np.asarray(outcome, np.float64)
        rate = min(max(float(np.average(outcome, weights=weight)), 1e-9), 1 - 1e-9)
        weights = np.zeros(rows.shape[1])
        weights[-1] = np.log(rate / (1 - rate))
        shrink = np.full(rows.shape[1], ridge)
        shrink[-1] = 1e-9

        def loss(values: Floats) -> float:
            odds = rows @ values
            return float((weight * (np.logaddexp(0, odds) - outcome * odds)).sum() + 0.5 * (shrink * values * values).sum())

        now = loss(weights)
        for _ in range(50):
            chance = 0.5 * (1 + np.tanh(0.5 * (rows @ weights)))
            slope = rows.T @ (weight * (chance - outcome)) + shrink * weights
            curve = (rows * (weight * chance * (1 - chance))[:, None]).T @ rows + np.diag(shrink)
            step = np.linalg.solve(curve, slope)
            size = 1.0
            while size > 1e-4 and (then := loss(weights - size * step)) > now:
                size /= 2
            if size <= 1e-4 or now - then < 1e-7 * abs(now):
                break
            weights, now = weights - size * step, then
        return cls(mean, scale, weights, features.min(axis=0), features.max(axis=0))

    def odds(self, features: Floats) -> Floats:
        """Return the log odds of rows."""
        within = np.clip(features, self.least, self.most)
        odds: Floats = (within - self.mean) / self.scale @ self.weights[:-1] + self.weights[-1]
        return odds


class _Episode(NamedTuple):
    """What one origin teaches the rules, once its horizon has passed."""

    over: int
    cases: tuple[Ints, Ints]
    hits: tuple[Ints, Ints, Ints]
    pairs: int
    outcomes: tuple[Ints, Ints]


class Chances:
    """Chances at one day, for the days from it on and before ``day + horizon``."""

    def __init__(self, history: History, day: int, horizon: int, options: ChanceOptions | None = None) -> None:
        """Fit on the days before ``day``; acts of the history from then on are not read.

        Raises:
            ComityError: if the horizon is no positive number of days.
            TooThinError: if the history is too short or has too few acts for it.
        """
        if horizon < 1:
            raise ComityError(f"a horizon of {horizon} days has passed already: give at least 1 day")
        self.options = options or ChanceOptions()
        self.day, self.horizon = day, horizon
        self.standing = Standing(history)
        self.rules = HorizonRules(len(history.relations))
        self._random = np.random.default_rng(self.options.seed)
        self._episodes: deque[_Episode] = deque()
        samples = [self._learn(origin) for origin in self._origins(history)]
        self._fit([sample for sample in samples if sample is not None])
        self._hear(day)
        self.standing.advance(day)

    def _origins(self, history: History) -> list[int]:
        step = self.options.step(self.horizon)
        first = history.first + max(self.horizon, step)
        origins = list(range(self.day - self.horizon, first - 1, -step))
        wanted, when = self.options.origins, history.acts[:, 3]
        stop = np.searchsorted(when, self.day)
        enough = (k for k, origin in enumerate(origins) if k >= wanted and stop - np.searchsorted(when, origin) >= ACTS)
        origins = origins[: min(next(enough, len(origins)), 10 * wanted)]
        if len(origins) < LEAST_ORIGINS:
            days = max(0, self.day - history.first)
            longest = max((horizon for horizon in range(1, self.horizon) if self.options.needs(horizon) <= days), default=0)
            advice = f"give at most {longest} days, or a longer history" if longest else "give a longer history"
            raise TooThinError(f"a horizon of {self.horizon} days is too long for the {days} days of history before it: {advice}")
        return origins[::-1]

    def _hear(self, day: int) -> None:
        """Let the rules learn from the origins whose horizon is over by a day."""
        while self._episodes and self._episodes[0].over <= day:
            episode = self._episodes.popleft()
            self.rules.observe(episode.cases, episode.hits, episode.pairs, episode.outcomes)

    def _learn(self, origin: int) -> Sample | None:
        """Draw rows at an origin, unless the rules know nothing yet, and remember what happened for the rules."""
        self._hear(origin)
        standing = self.standing
        standing.advance(origin)
        pair, relation, contacts = standing.outcomes(origin + self.horizon)
        sample = self._sample(pair, relation) if self.rules.origins else None
        known = np.flatnonzero(standing.acts.last >= standing.history.first)
        gap = gap_class(origin - standing.acts.last)
        bodies, owner = standing.acts.rows(pair)
        hits = (relation[owner], standing.act_link[bodies], gap[bodies])
        cases = (standing.act_link[known], gap[known])
        pairs = len(standing.known())
        self._episodes.append(_Episode(origin + self.horizon, cases, hits, pairs, (relation, contacts)))
        return sample

    def _sample(self, pair: Ints, relation: Ints) -> Sample:
        """Rows of acts seen before, all rows that happened, and some of the many that never did."""
        standing, size = self.standing, self.standing.relations
        happened = pair * size + relation
        acts = np.flatnonzero((standing.acts.last >= standing.history.first) & (standing.act_link < size))
        seen = np.sort(standing.acts.subject[acts] * size + standing.act_link[acts])
        known = standing.known()
        rows = self.options.rows
        drawn = seen if len(seen) <= rows else self._random.choice(seen, rows, replace=False)
        fresh = happened[~np.isin(happened, seen)]
        others = len(known) * size - len(seen) - len(fresh)
        if len(known) * size <= rows:
            never = (known[:, None] * size + np.arange(size)).ravel()
        else:
            never = np.unique(known[self._random.integers(len(known), size=rows)] * size + self._random.integers(size, size=rows))
        never = never[~np.isin(never, seen) & ~np.isin(never, fresh)]
        keys = np.concatenate([drawn, fresh, never])
        stands = (len(seen) / max(1, len(drawn)), 1.0, others / max(1, len(never)))
        weight = np.repeat(stands, (len(drawn), len(fresh), len(never)))
        features = standing.features(keys // size, keys % size, self.rules)
        return Sample(keys, np.isin(keys, happened), weight, np.isin(keys, seen), features)

    def _fit(self, samples: list[Sample]) -> None:
        half = len(samples) // 2
        halves = samples[:half], samples[half:]
        early, late = (sum(int(sample.happened.sum()) for sample in part) for part in halves)
        if min(early, late) < LEAST_OUTCOMES:
            raise TooThinError(
                f"of the {len(samples)} earlier days tried, {early} acts followed within {self.horizon} days in the first half "
                f"and {late} in the second, and a calibrated forecast needs {LEAST_OUTCOMES} in each"
            )
        judged: list[tuple[Floats, Array, Floats]] = []
        for learn, judge in (halves, halves[::-1]):
            odds, happened, weight = _logistic(learn).odds(_stacked(judge, "features")), *_outcomes(judge)
            if _loss(odds, happened, weight) >= _loss(np.full(len(odds), _rate(learn)), happened, weight):
                raise TooThinError(
                    "what one half of the past teaches does not forecast the other half, so that no chance can be calibrated"
                )
            judged.append((odds, happened, weight))
        self.model = _logistic(samples)
        self.curve = Isotonic.fitted(*(np.concatenate(column) for column in zip(*judged, strict=True)))

    def sample(self) -> Sample:
        """Return rows at the day itself, with what the history says has happened: to judge chances, once it is known."""
        pair, relation, _ = self.standing.outcomes(self.day + self.horizon)
        return self._sample(pair, relation)

    def of_features(self, features: Floats) -> Floats:
        """Return the calibrated chances of rows."""
        return self.curve(self.model.odds(features))

    def of(self, source: int, target: int) -> Floats:
        """Return the chance that one actor does each relation to another at least once, shape (relations,)."""
        relation = np.arange(self.standing.relations)
        pair = self.standing.pairs.find(np.array([source * self.standing.actors + target]))
        if pair[0] < 0 or self.standing.pairs.last[pair[0]] < self.standing.history.first:
            return self._first_contact(source, target)
        return self.of_features(self.standing.features(np.repeat(pair, len(relation)), relation, self.rules))

    def usual(self) -> Floats:
        """Return how often a pair that has dealt with each other has each relation within the horizon, shape (relations,)."""
        return self.rules.base(np.arange(self.standing.relations))

    def counts(self, relation: int, link: Ints, gap: Ints) -> tuple[Floats, Floats]:
        """Return hits and cases of the rules for a relation, by link and class of gap side by side."""
        return self.rules.counts(relation, link, gap)

    def _first_contact(self, source: int, target: int) -> Floats:
        """Chances of two that never met: the first contacts of an origin, spread by how active both are."""
        standing = self.standing
        known = standing.known()
        met = float((standing.weight(standing.pairs.subject[known]) * standing.weight(standing.partner[known])).sum())
        ends = standing.weight(np.array([source, target]))
        share = float(ends[0] * ends[1]) / max(1e-9, 1 - met)
        chances: Floats = np.clip(-np.expm1(-self.rules.contacts() * share), LEAST, MOST)
        return chances


def _stacked(samples: list[Sample], name: str) -> Array:
    return np.concatenate([getattr(sample, name) for sample in samples])


def _outcomes(samples: list[Sample]) -> tuple[Array, Floats]:
    return _stacked(samples, "happened"), _stacked(samples, "weight")


def _rate(samples: list[Sample]) -> float:
    """The log odds of all outcomes alike."""
    happened, weight = _outcomes(samples)
    return float(logit(np.clip(np.average(happened, weights=weight), LEAST, MOST)))


def _loss(odds: Floats, happened: Array, weight: Floats) -> float:
    return float(np.average(np.logaddexp(0, odds) - happened * odds, weights=weight))


def _logistic(samples: list[Sample]) -> Logistic:
    return Logistic.fitted(_stacked(samples, "features"), *_outcomes(samples))
