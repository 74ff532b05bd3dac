"""Probabilities that mean what they say: isotonic calibration, and the scores that forecasts are judged by.

Sources: isotonic regression by pool-adjacent-violators (Ayer et al. 1955; for classifiers Zadrozny and Elkan 2002,
"Transforming classifier scores into accurate multiclass probability estimates"); Brier 1950, "Verification of forecasts expressed
in terms of probability"; the logarithmic score of Good 1952, "Rational decisions", section 5.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from comity.errors import ComityError
from comity.system.forecast.history import Array, Floats

LEAST, MOST = 1e-6, 1 - 1e-3
"""No forecast is certain: probabilities stay between these, so that one surprise costs a log score that is finite."""


def logit(probability: Floats) -> Floats:
    """Return the log odds of probabilities between 0 and 1."""
    odds: Floats = np.log(probability) - np.log1p(-probability)
    return odds


def sigmoid(value: Floats) -> Floats:
    """Return the probabilities of log odds."""
    probability: Floats = 0.5 * (1 + np.tanh(0.5 * value))
    return probability


def brier(probability: ArrayLike, outcome: ArrayLike, weight: ArrayLike | None = None) -> float:
    """Return the mean squared difference of probability and outcome (0 or 1): 0 is perfect, lower is better.

    Raises:
        ComityError: if there is no forecast.
    """
    chance = _checked(probability)
    return float(np.average((chance - np.asarray(outcome, np.float64)) ** 2, weights=_weights(weight)))


def log_score(probability: ArrayLike, outcome: ArrayLike, weight: ArrayLike | None = None) -> float:
    """Return the mean of minus the natural log of the probability given to what happened: 0 is perfect, lower is better.

    Raises:
        ComityError: if there is no forecast.
    """
    kept = np.clip(_checked(probability), LEAST, 1 - LEAST)
    return float(np.average(-np.log(np.where(np.asarray(outcome) > 0, kept, 1 - kept)), weights=_weights(weight)))


def _weights(weight: ArrayLike | None) -> Floats | None:
    return None if weight is None else np.asarray(weight, np.float64)


def _checked(probability: ArrayLike) -> Floats:
    chance = np.asarray(probability, np.float64)
    if not len(chance):
        raise ComityError("there is no forecast to score: make forecasts first, and wait until their last day has passed")
    return chance


BANDS = (0.0, 0.05, 0.20, 0.45, 0.55, 0.80, 0.95, 1.0)
"""Borders of the bands of estimative language (ICD 203, 2015, section D.6.e.2), almost no chance to almost certain."""
WORDS = ("almost no chance", "very unlikely", "unlikely", "roughly even", "likely", "very likely", "almost certain")
"""What the bands of :data:`BANDS` are called, in their order (ICD 203, the same section)."""


def in_words(probability: float) -> str:
    """Return the words of estimative language for a probability.

    >>> in_words(0.6), in_words(0.02)
    ('likely', 'almost no chance')
    """
    return WORDS[min(int(np.searchsorted(BANDS, probability, side="right")) - 1, len(WORDS) - 1)]


class Bin(NamedTuple):
    """Forecasts between two probabilities: how many, their mean, and the share that came true."""

    low: float
    high: float
    forecasts: float
    mean: float
    share: float


def reliability(
    probability: ArrayLike, outcome: ArrayLike, weight: ArrayLike | None = None, borders: tuple[float, ...] = BANDS
) -> list[Bin]:
    """Return the forecasts of each band that has any, so that mean and share can be compared."""
    chance, happened = np.asarray(probability, np.float64), np.asarray(outcome, np.float64)
    counts = np.ones(len(chance)) if weight is None else np.asarray(weight, np.float64)
    place = np.clip(np.searchsorted(borders, chance, side="right") - 1, 0, len(borders) - 2)
    bins = []
    for band in np.unique(place).tolist():
        inside = place == band
        mean, share = (float(np.average(values[inside], weights=counts[inside])) for values in (chance, happened))
        bins.append(Bin(borders[band], borders[band + 1], float(counts[inside].sum()), mean, share))
    return bins


def calibration_error(bins: list[Bin]) -> float:
    """Return the expected calibration error: the mean distance of mean and share, weighted by the forecasts of each bin."""
    total = sum(one.forecasts for one in bins)
    return sum(one.forecasts * abs(one.mean - one.share) for one in bins) / total if total else 0.0


class Isotonic:
    """A rising curve from log odds to calibrated log odds, linear between the centres of its steps."""

    def __init__(self, places: Floats, values: Floats) -> None:
        """Take centres of steps and their log odds, both ascending."""
        self.places, self.values = places, values

    @classmethod
    def fitted(cls, odds: Floats, outcome: Array, weight: Array) -> Isotonic:
        """Fit to predicted log odds, outcomes (0 or 1) and weights, by pooling neighbours that fall.

        A step starts with 10 cases that came true; half a case of each kind is added to it, so that none says never or always.
        """
        order = np.lexsort((outcome, odds))
        odds, hit, weight = odds[order], np.asarray(outcome, np.float64)[order], np.asarray(weight, np.float64)[order]
        steps: list[list[float]] = []  # weight, weighted hits, weighted place
        cuts = np.flatnonzero(np.diff(np.floor(np.cumsum(hit) / 10))) + 1
        starts = np.concatenate([[0], cuts])
        sums = [np.add.reduceat(values, starts) for values in (weight, weight * hit, weight * odds)]
        for step in zip(*(values.tolist() for values in sums), strict=True):
            open_step = list(step)
            while steps and (steps[-1][1] * open_step[0] >= open_step[1] * steps[-1][0]):
                open_step = [a + b for a, b in zip(steps.pop(), open_step, strict=True)]
            steps.append(open_step)
        table = np.array(steps)
        share = np.maximum.accumulate((table[:, 1] + 0.5) / (table[:, 0] + 1))  # the half cases may lower a small step
        return cls(table[:, 2] / table[:, 0], logit(np.clip(share, LEAST, MOST)))

    def __call__(self, odds: Floats) -> Floats:
        """Return calibrated probabilities of predicted log odds.

        Below the lowest step the slope is 1. Above the highest the curve is flat: no case has shown that more is deserved.
        """
        within = np.interp(odds, self.places, self.values)
        return np.clip(sigmoid(within + np.minimum(odds - self.places[0], 0)), LEAST, MOST)
