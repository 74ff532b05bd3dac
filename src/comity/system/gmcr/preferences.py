"""Preferences over states: by ranking, by option prioritising, by weights; and samples of what was left open.

Option prioritising (Fang, Hipel, Kilgour and Peng 2003; Xu et al. 2018, section 3.2): statements in order of importance; of
two states the better is the one that fulfils the first statement in which they differ.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from comity.system.gmcr.conditions import Condition
from comity.system.gmcr.graph import Bools, Ints

KINDS = ("ranking", "prioritise", "weights")
TIES = ("unstated", "indifferent")


@dataclass(frozen=True, slots=True)
class Preference:
    """What an analyst states of one decision-maker's preferences.

    ``lines`` holds, best or most important first, the conditions of a ranking or of option prioritising; the conditions of
    one line stand side by side, with no order stated between them. ``weights`` holds (condition, low, high): points for a
    state in which the condition holds, from low to high. ``ties`` says what it means if nothing orders two states: the order
    is not stated, or the decision-maker does not care. ``cites`` are ids of claims; none: the analyst's assumption.
    """

    kind: str
    lines: tuple[tuple[Condition, ...], ...] = ()
    weights: tuple[tuple[Condition, float, float], ...] = ()
    ties: str = "unstated"
    cites: tuple[str, ...] = ()

    def statement(self) -> str:
        """Return the preference as text."""
        if self.kind == "weights":
            points = [(c.text, f"{a:g}" if a == b else f"{a:g} to {b:g}") for c, a, b in self.weights]
            return "; ".join(f"{text}: {value}" for text, value in points)
        joint = " ~ " if self.kind == "prioritise" else " or "
        return " > ".join(joint.join(c.text for c in line) for line in self.lines)


@dataclass(frozen=True)
class Orders:
    """A preference over the states of a conflict, from which ranks are drawn.

    ``truth`` has one array a line (or weight) of shape (conditions of the line, states).
    """

    preference: Preference
    truth: tuple[Bools, ...]

    @classmethod
    def of(cls, preference: Preference, taken: Bools) -> Orders:
        """Look up where the conditions hold; ``taken`` has shape (options, states)."""
        lines = preference.lines or tuple((c,) for c, _, _ in preference.weights)
        return cls(preference, tuple(np.stack([c.holds(taken) for c in line]) for line in lines))

    def ranks(self) -> Ints:
        """Return the rank of each state as stated, the higher the better, shape (states,).

        Conditions of one line count alike (how many of them hold); a weight with a range counts with its middle.
        """
        match self.preference.kind:
            case "ranking":
                return self._tiers()
            case "prioritise":
                return _lexicographic([line.sum(axis=0) for line in self.truth])
            case _:
                return self._points(np.array([(low + high) / 2 for _, low, high in self.preference.weights]))

    def sample(self, rng: np.random.Generator) -> Ints:
        """Return ranks that are compatible with what was stated, drawn at random, shape (states,).

        Statements of one line come in a random order, weights from their ranges (uniformly), and states between which
        nothing decides in a random order, unless the decision-maker is said not to care.
        """
        match self.preference.kind:
            case "ranking":
                rank = self._tiers()
            case "prioritise":
                rank = _lexicographic([line[k] for line in self.truth for k in rng.permutation(len(line))])
            case _:
                rank = self._points(np.array([rng.uniform(low, high) for _, low, high in self.preference.weights]))
        if self.preference.ties == "indifferent":
            return rank
        order = np.lexsort((rng.random(len(rank)), rank))
        strict = np.empty_like(rank)
        strict[order] = np.arange(len(rank))
        return strict

    def open(self) -> bool:
        """Tell whether samples can differ at all."""
        if any(low < high for _, low, high in self.preference.weights):
            return True
        if self.preference.kind == "prioritise" and any(len(line) > 1 for line in self.truth):
            return True
        rank = self.ranks()
        return self.preference.ties == "unstated" and len(np.unique(rank)) < len(rank)

    def _tiers(self) -> Ints:
        tier = np.zeros(self.truth[0].shape[1], dtype=np.int64)  # 0: in no line, which the reader of files does not allow
        for k, line in enumerate(self.truth):
            tier[(tier == 0) & line.any(axis=0)] = len(self.truth) - k
        return dense(tier)

    def _points(self, weights: np.ndarray[tuple[int], np.dtype[np.float64]]) -> Ints:
        points = np.stack([line[0] for line in self.truth]).T @ weights
        return dense(np.round(points, 9))  # so that 0.1 + 0.2 ties with 0.3


def dense(values: np.ndarray[tuple[int, ...], np.dtype[np.int64 | np.float64]]) -> Ints:
    """Return values as ranks 0, 1, 2, ... in ascending order, equal for equal values."""
    return np.unique(values, return_inverse=True)[1].astype(np.int64)


def _lexicographic(counts: list[Ints]) -> Ints:
    rank = np.zeros(counts[0].shape, dtype=np.int64)
    for line in counts:
        rank = dense(rank * (int(line.max()) + 1) + line)
    return rank
