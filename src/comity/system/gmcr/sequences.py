"""Shortest legal sequences of moves: reachable lists of groups, paths, coalition improvements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

import numpy as np

from comity.system.gmcr.graph import NEVER, Bools, Conflict, Ints


class Step(NamedTuple):
    """One move: who (number of the decision-maker), from which state, to which."""

    maker: int
    source: int
    target: int


@dataclass(frozen=True)
class Reach:
    """What a group reaches from ``start``.

    ``depth`` has shape (members, states): the length of the shortest legal sequence that ends there with a move of that
    member, -1 if there is none. ``came_from`` and ``came_by`` name the state and member before that move.
    """

    start: int
    group: tuple[int, ...]
    depth: Ints
    came_from: Ints
    came_by: Ints

    @property
    def states(self) -> Ints:
        """The states that can be reached, in ascending order, without ``start``."""
        reached: Bools = np.logical_or.reduce(self.depth > 0, axis=0)
        reached[self.start] = False
        return np.flatnonzero(reached)

    @property
    def steps(self) -> Ints:
        """The moves of the shortest sequence to each state, -1 if there is none, 0 for ``start``; shape (states,)."""
        far = np.where(self.depth > 0, self.depth, NEVER).min(axis=0, initial=NEVER)
        out: Ints = np.where(far == NEVER, -1, far)
        out[self.start] = 0
        return out

    def path(self, target: int) -> tuple[Step, ...]:
        """Return a shortest sequence to a state; empty if there is none, or for ``start``."""
        column = self.depth[:, target]
        if target == self.start or not (column > 0).any():
            return ()
        member = int(np.where(column > 0, column, NEVER).argmin())
        steps: list[Step] = []
        while member >= 0:
            source = int(self.came_from[member, target])
            steps.append(Step(self.group[member], source, target))
            member, target = int(self.came_by[member, target]), source
        return tuple(reversed(steps))


def reach(conflict: Conflict, group: Sequence[int], start: int, improving: bool = False) -> Reach:
    """Return what a group reaches from a state by legal sequences (nobody moves twice in a row).

    With ``improving``, every move must be an improvement for who makes it: this is R+_H, else R_H.
    """
    moves = [(conflict.improvements if improving else conflict.moves)[i] for i in group]
    shape = (len(moves), conflict.states)
    depth, came_from, came_by = (np.full(shape, -1, dtype=np.int64) for _ in range(3))
    # The edge of the search: the states last entered, and by which member; the start was entered by nobody (-1).
    edge, lasts, level = np.array([start], dtype=np.int64), np.array([-1], dtype=np.int64), 0
    while len(edge) and moves:
        level += 1
        entered = []
        for member, own in enumerate(moves):
            states, first = np.unique(edge[lasts != member], return_index=True)
            last = lasts[lasts != member][first]
            sources, targets = own.out_of(states)
            new = depth[member, targets] < 0
            fresh, at = np.unique(targets[new], return_index=True)
            source = sources[new][at]
            depth[member, fresh], came_from[member, fresh] = level, source
            came_by[member, fresh] = last[np.searchsorted(states, source)]
            entered.append(fresh)
        edge = np.concatenate(entered)
        lasts = np.repeat(np.arange(len(moves)), [len(x) for x in entered])
    return Reach(start, tuple(group), depth, came_from, came_by)


@dataclass(frozen=True, slots=True)
class JointMove:
    """A coalition improvement: a sequence by a group to a state that every member likes better than the one it starts in.

    ``answer`` is the shortest sequence of the others after it to a state that is no better for some member than the start;
    empty if there is none. ``credible``: every mover of the answer gains by its own step.
    """

    group: tuple[int, ...]
    path: tuple[Step, ...]
    answer: tuple[Step, ...]
    credible: bool

    @property
    def target(self) -> int:
        """The state that the group reaches."""
        return self.path[-1].target


def coalition_improvements(conflict: Conflict, group: Sequence[int], state: int) -> Ints:
    """Return the states that a group can reach together and that all of its members like better, in ascending order.

    A state without any is coalitionally (Nash) stable for the group: Kilgour, Hipel, Fang and Peng, Coalition analysis in
    group decision support, Group Decision and Negotiation 10 (2001). Steps on the way need not be improvements.
    """
    found = reach(conflict, group, state).states
    ranks = conflict.ranks[list(group)]
    return found[(ranks[:, found] > ranks[:, [state]]).all(axis=0)]


def joint_moves(conflict: Conflict, state: int, most: int = 3) -> tuple[JointMove, ...]:
    """Return for each smallest coalition of 2 to ``most`` members that can improve together its best way to do so.

    A coalition that holds a smaller one from the list is left out, and so is one in which a member alone could do it.
    Best is what the others cannot answer, then what they cannot answer credibly, then the fewest moves, then the state that is
    best for the member who gains least in rank.
    """
    out: list[JointMove] = []
    for size in range(2, min(most, len(conflict.names)) + 1):
        for group in combinations(conflict.makers, size):
            if any(set(small.group) < set(group) for small in out):
                continue
            targets = coalition_improvements(conflict, group, state)
            if len(targets) and (best := _best_joint(conflict, group, state, targets)) is not None:
                out.append(best)
    return tuple(out)


def _best_joint(conflict: Conflict, group: tuple[int, ...], state: int, targets: Ints) -> JointMove | None:
    together = reach(conflict, group, state)
    paths = [p for p in (together.path(int(t)) for t in targets) if len({step.maker for step in p}) == len(group)]
    if not paths:
        return None  # it does not take them all
    ranks = conflict.ranks[list(group)]
    gains = {p[-1].target: int((ranks[:, p[-1].target] - ranks[:, state]).min()) for p in paths}
    paths.sort(key=lambda p: (len(p), -gains[p[-1].target], p[-1].target))
    made = [_with_answer(conflict, group, state, path) for path in paths[:20]]
    return min(made, key=lambda m: (bool(m.answer), m.credible))  # min keeps the first of equals: the shortest


def _with_answer(conflict: Conflict, group: tuple[int, ...], state: int, path: tuple[Step, ...]) -> JointMove:
    others, ranks = conflict.others(group), conflict.ranks[list(group)]
    for credible in (True, False):
        after = reach(conflict, others, path[-1].target, improving=credible)
        found = after.states
        found = found[(ranks[:, found] <= ranks[:, [state]]).any(axis=0)]
        if len(found):
            nearest = found[after.steps[found].argmin()]
            return JointMove(group, path, after.path(int(nearest)), credible)
    return JointMove(group, path, (), False)
