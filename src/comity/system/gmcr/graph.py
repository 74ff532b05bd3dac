"""The conflict as a graph: its states, who can move between them, and who likes which state better.

The graph model is that of Fang, Hipel and Kilgour, Interactive Decision Making (1993), chapters 2 and 3.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from comity.errors import InputError

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

NEVER = int(np.iinfo(np.int64).max)  # the least value over no state at all


@dataclass(frozen=True)
class Moves:
    """The moves of one decision-maker among ``n`` states.

    ``starts`` has shape (n + 1,), ``targets`` one entry a move: from state ``s`` it can go to each of
    ``targets[starts[s]:starts[s + 1]]``, which are in ascending order.
    """

    starts: Ints
    targets: Ints

    @classmethod
    def from_pairs(cls, n: int, sources: Ints, targets: Ints) -> Moves:
        """Make the moves of pairs (source, target), each of shape (m,). Pairs may repeat; a move to itself is none."""
        codes = (sources * n + targets)[sources != targets]
        codes.sort()  # np.unique may hash, which is far slower on millions of such regular numbers
        codes = codes[np.concatenate(([True], codes[1:] != codes[:-1]))] if len(codes) else codes
        counts = np.bincount(codes // n, minlength=n)
        return cls(np.concatenate(([0], np.cumsum(counts))).astype(np.int64), (codes % n).astype(np.int64))

    def __len__(self) -> int:
        return len(self.targets)

    @property
    def states(self) -> int:
        """The number of states."""
        return len(self.starts) - 1

    @cached_property
    def _sources(self) -> Ints:
        """The source of each move, shape (m,)."""
        return np.repeat(np.arange(self.states), np.diff(self.starts))

    @cached_property
    def _movable(self) -> Ints:
        """The states that have a move at all."""
        return np.flatnonzero(np.diff(self.starts))

    def of(self, state: int) -> Ints:
        """Return the states that can be reached from one in one move."""
        return self.targets[self.starts[state] : self.starts[state + 1]]

    def out_of(self, states: Ints) -> tuple[Ints, Ints]:
        """Return source and target of every move out of the given states, each of shape (moves,)."""
        counts = self.starts[states + 1] - self.starts[states]
        sources = np.repeat(states, counts)
        within = np.arange(len(sources)) - np.repeat(np.cumsum(counts) - counts, counts)
        return sources, self.targets[np.repeat(self.starts[states], counts) + within]

    def better(self, rank: Ints) -> Moves:
        """Return the moves that lead to a state of a higher rank: the unilateral improvements."""
        keep = rank[self.targets] > rank[self._sources]
        counts = np.bincount(self._sources[keep], minlength=self.states)
        return Moves(np.concatenate(([0], np.cumsum(counts))).astype(np.int64), self.targets[keep])

    def least(self, values: Ints) -> Ints:
        """Return for each state the least value among the states that it can move to (``NEVER`` where it cannot move)."""
        out = np.full(self.states, NEVER)
        if len(self):
            out[self._movable] = np.minimum.reduceat(values[self.targets], self.starts[self._movable])
        return out

    def most(self, values: Ints) -> Ints:
        """Return for each state the greatest value among the states that it can move to (-``NEVER`` where it cannot move)."""
        out = np.full(self.states, -NEVER)
        if len(self):
            out[self._movable] = np.maximum.reduceat(values[self.targets], self.starts[self._movable])
        return out


@dataclass(frozen=True)
class Conflict:
    """A conflict in graph form.

    ``names`` and ``moves`` have one entry a decision-maker; ``ranks`` has shape (decision-makers, states): the higher, the
    better, and equal for states between which a decision-maker is indifferent.
    """

    names: tuple[str, ...]
    moves: tuple[Moves, ...]
    ranks: Ints

    @cached_property
    def improvements(self) -> tuple[Moves, ...]:
        """The unilateral improvements of each decision-maker."""
        return tuple(m.better(rank) for m, rank in zip(self.moves, self.ranks, strict=True))

    @property
    def makers(self) -> range:
        """The numbers of the decision-makers."""
        return range(len(self.names))

    @property
    def states(self) -> int:
        """The number of states."""
        return int(self.ranks.shape[1])

    def others(self, group: Iterable[int]) -> tuple[int, ...]:
        """Return the decision-makers that are not in a group."""
        inside = set(group)
        return tuple(i for i in self.makers if i not in inside)

    def with_ranks(self, ranks: Ints) -> Conflict:
        """Return the same conflict with other preferences."""
        return Conflict(self.names, self.moves, ranks)


def conflict_from_lists(
    names: Sequence[str], moves: Sequence[Iterable[tuple[int, int]]], rankings: Sequence[Sequence[int]], states: Sequence[int]
) -> Conflict:
    """Return a conflict given as textbooks print it: moves as pairs of states, rankings as lists, best first.

    ``states`` are the labels in the order in which the conflict numbers them from 0.

    Raises:
        InputError: fewer than two decision-makers, a label that is no state, a ranking that does not hold each state once.

    >>> c = conflict_from_lists(["A", "B"], [[(1, 2)], []], [[2, 1], [1, 2]], [1, 2])
    >>> c.improvements[0].of(0).tolist()
    [1]
    """
    if len(names) < 2 or not len(names) == len(moves) == len(rankings):
        raise InputError(
            f"{len(names)} names, {len(moves)} lists of moves and {len(rankings)} rankings; give one of each for two or more"
        )
    at = {label: k for k, label in enumerate(states)}
    made, ranks = [], np.zeros((len(names), len(at)), dtype=np.int64)
    for i, (pairs, ranking) in enumerate(zip(moves, rankings, strict=True)):
        chosen = list(pairs)
        if unknown := {label for pair in chosen for label in pair} - set(at):
            raise InputError(f"{names[i]}: moves name {min(unknown)}, which is no state; valid are {_few(at)}")
        if sorted(ranking) != sorted(at):
            raise InputError(f"{names[i]}: the ranking must name each state once; states are {_few(at)}")
        array = np.array([(at[a], at[b]) for a, b in chosen], dtype=np.int64).reshape(-1, 2)
        made.append(Moves.from_pairs(len(at), array[:, 0], array[:, 1]))
        for place, label in enumerate(ranking):
            ranks[i, at[label]] = len(at) - place
    return Conflict(tuple(names), tuple(made), ranks)


def _few(labels: Iterable[int]) -> str:
    listed = [str(x) for x in labels]
    return ", ".join(listed[:20]) + (f" and {len(listed) - 20} more" if len(listed) > 20 else "")
