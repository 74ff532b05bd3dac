"""From features to one score a candidate: a linear sum, or one with a hidden layer, fitted to put the answer first.

Fitted by Adam (Kingma and Ba 2015) on the listwise loss of Cao et al. 2007 ("Learning to Rank: From Pairwise Approach to
Listwise Approach", section 4, top one): minus the log of an answer's share of exp(score) among itself and the candidates that
are no answers. Arrays of numpy alone; the same input gives the same weights.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from comity.errors import ComityError
from comity.system.forecast.history import Array, Flags, Floats, Ints, Singles
from comity.system.forecast.recurrence import ranges

_ROWS = 100_000


@dataclass(frozen=True, slots=True)
class Choices:
    """Candidates of several questions, one row a candidate, in order of question and candidate.

    Attributes:
        question: for each row, the number of its question, ascending.
        candidate: for each row, the code of an actor.
        features: shape (rows, features), single or half precision.
        count: the number of questions; some may have no candidates.
    """

    question: Array
    candidate: Array
    features: Array
    count: int

    def small(self) -> Choices:
        """Return the same with features of half precision: months of choices fill memory."""
        return Choices(
            self.question.astype(np.int32), self.candidate.astype(np.int32), self.features.astype(np.float16), self.count
        )

    def sizes(self) -> Ints:
        """Return the number of candidates of each question."""
        return np.bincount(self.question, minlength=self.count)


def joined(parts: list[Choices]) -> Choices:
    """Return the choices of several days as one, questions numbered on. ``parts`` is emptied as it is read, to save memory."""
    sizes = [len(part.question) for part in parts]
    whole = Choices(
        np.empty(sum(sizes), np.int32),
        np.empty(sum(sizes), np.int32),
        np.empty((sum(sizes), parts[0].features.shape[1]), parts[0].features.dtype),
        sum(part.count for part in parts),
    )
    row = question = 0
    parts.reverse()
    while parts:
        part = parts.pop()
        rows = slice(row, row + len(part.question))
        whole.question[rows] = part.question + question
        whole.candidate[rows] = part.candidate
        whole.features[rows] = part.features
        row, question = rows.stop, question + part.count
    return whole


@dataclass(frozen=True, slots=True)
class FitOptions:
    """How a combination is fitted: units of the hidden layer (0 for none), passes, step, questions a step, seed."""

    hidden: int = 32
    passes: int = 5
    step: float = 5e-3
    batch: int = 256
    shrink: float = 1e-5
    seed: int = 0


class Combination:
    """A fitted sum of features, with or without a hidden layer of rectified units."""

    def __init__(self, mean: Singles, scale: Singles, weights: list[Singles]) -> None:
        """Take the features' means and scales, and matrix and offset of each layer in turn."""
        self.mean, self.scale, self.weights = mean, scale, weights

    @classmethod
    def fitted(cls, choices: Choices, answers: Flags, options: FitOptions | None = None) -> Combination:
        """Fit a combination to choices whose answers are known.

        Raises:
            ComityError: if no question has its answer among the candidates.
        """
        options = options or FitOptions()
        mean, scale = _spread(choices.features)
        random = np.random.default_rng(options.seed)
        model = cls(mean, scale, _start(choices.features.shape[1], options.hidden, random))
        sizes = choices.sizes()
        starts = np.cumsum(sizes) - sizes
        useful = np.flatnonzero(np.bincount(choices.question, answers, minlength=choices.count) > 0)
        if not len(useful):
            raise ComityError(
                "nothing to learn from: no act of the days to fit on has its actor among the candidates; give a longer history"
            )
        adam = _Adam(model.weights, options.step, options.passes * (len(useful) // options.batch + 1))
        for _ in range(options.passes):
            for batch in np.array_split(random.permutation(useful), len(useful) // options.batch + 1):
                rows, _owner = ranges(starts[batch], sizes[batch])
                layers = model._layers(model._standard(choices.features[rows]))
                slopes = _slopes(layers[-1][:, 0], sizes[batch], answers[rows])
                adam.step(model._gradients(layers, slopes, options.shrink))
        return model

    def scores(self, features: Array) -> Singles:
        """Return the score of each row of features, shape (rows,)."""
        parts = [
            self._layers((features[row : row + _ROWS] - self.mean) / self.scale)[-1][:, 0]
            for row in range(0, len(features), _ROWS)
        ]
        return np.concatenate(parts) if parts else np.zeros(0, np.float32)

    def _standard(self, features: Array) -> Singles:
        values: Singles = features.astype(np.float32)
        values -= self.mean
        values /= self.scale
        return values

    def _layers(self, features: Singles) -> list[Singles]:
        layers = [features]
        last = len(self.weights) - 2
        for layer in range(0, len(self.weights), 2):
            values = layers[-1] @ self.weights[layer]
            values += self.weights[layer + 1]
            if layer != last:
                np.maximum(values, 0, out=values)
            layers.append(values)
        return layers

    def _gradients(self, layers: list[Singles], slopes: Singles, shrink: float) -> list[Singles]:
        gradients: list[Singles] = []
        flow = slopes[:, None]
        for layer in range(len(self.weights) - 2, -1, -2):
            below = layers[layer // 2]
            gradients[:0] = [below.T @ flow + np.float32(shrink) * self.weights[layer], flow.sum(axis=0)]
            if layer:
                flow = flow @ self.weights[layer].T
                flow *= below > 0
        return gradients


def _spread(features: Array) -> tuple[Singles, Singles]:
    """Mean and deviation of each column, a piece at a time to save memory."""
    total, square = np.zeros(features.shape[1]), np.zeros(features.shape[1])
    for row in range(0, len(features), _ROWS):
        piece = features[row : row + _ROWS].astype(np.float64)
        total += piece.sum(axis=0)
        square += (piece * piece).sum(axis=0)
    mean = total / len(features)
    scale = np.sqrt(np.maximum(square / len(features) - mean * mean, 0)) + 1e-6
    return mean.astype(np.float32), scale.astype(np.float32)


def _start(features: int, hidden: int, random: np.random.Generator) -> list[Singles]:
    sizes = [features, hidden, 1] if hidden else [features, 1]
    weights: list[Singles] = []
    for size, following in pairwise(sizes):
        weights.append((random.normal(size=(size, following)) * np.sqrt(2 / size)).astype(np.float32))
        weights.append(np.zeros(following, np.float32))
    weights[-2] *= np.float32(0.1)
    return weights


def _slopes(scores: Singles, sizes: Ints, answers: Flags) -> Singles:
    """The gradient of the loss by each score, divided by the number of answers. Every question has candidates."""
    starts = np.cumsum(sizes) - sizes
    powers: Floats = np.exp((scores - np.repeat(np.maximum.reduceat(scores, starts), sizes)).astype(np.float64))
    others = np.where(answers, 0.0, powers)
    against = np.repeat(np.add.reduceat(others, starts), sizes)[answers]
    inverse = np.zeros(len(scores))
    inverse[answers] = 1 / (powers[answers] + against)
    slopes: Floats = others * np.repeat(np.add.reduceat(inverse, starts), sizes)
    slopes[answers] = powers[answers] * inverse[answers] - 1
    slopes /= answers.sum()
    single: Singles = slopes.astype(np.float32)
    return single


class _Adam:
    """Adam with a short warm-up and a step that falls to nothing."""

    def __init__(self, weights: list[Singles], step: float, steps: int) -> None:
        self.weights, self.rate, self.steps, self.done = weights, step, steps, 0
        self.first: list[Array] = [np.zeros_like(weight) for weight in weights]
        self.second: list[Array] = [np.zeros_like(weight) for weight in weights]

    def step(self, gradients: list[Singles]) -> None:
        self.done += 1
        rate = self.rate * min(1.0, self.done / 50) * (1 - self.done / (self.steps + 1))
        for weight, gradient, first, second in zip(self.weights, gradients, self.first, self.second, strict=True):
            first += 0.1 * (gradient - first)
            second += 0.01 * (gradient * gradient - second)
            weight -= rate * (first / (1 - 0.9**self.done)) / (np.sqrt(second / (1 - 0.99**self.done)) + 1e-8)
