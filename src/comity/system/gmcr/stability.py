"""Which states are stable, for whom, and in which sense.

Definitions (Fang, Hipel and Kilgour 1993, chapter 3; Xu, Hipel, Kilgour and Fang, Conflict Resolution Using the Graph Model,
2018, chapter 4), for decision-maker i, the others O, and the order >=_i of what i likes at least as much:

- Nash: i has no unilateral improvement from s.
- GMR: to every improvement s1 of i, the others can answer: some s2 in R_O(s1) has s >=_i s2.
- SMR: the same, and i cannot get out of it: s >=_i s3 for all s3 in R_i(s2) too.
- SEQ: as GMR, but with credible answers: s2 in R+_O(s1), where each mover gains by its own step.

R_O(s) holds what O can reach by legal sequences: any number of moves in which nobody moves twice in a row.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from comity.errors import InputError
from comity.system.gmcr.graph import NEVER, Bools, Conflict, Ints, Moves

CONCEPTS = ("Nash", "SEQ", "SMR", "GMR")


@dataclass(frozen=True)
class Stability:
    """What ``solve`` found. All arrays have shape (decision-makers, states).

    ``stable`` says by concept where each decision-maker is stable. ``held_to`` says by concept (not Nash) how low a rank the
    others can bring a decision-maker to from a state: an improvement s1 from s is answered if and only if
    ``held_to[concept][i, s1] <= ranks[i, s]``. For SMR it counts the best that i can make of its place afterwards, which
    is ``escape``.
    """

    conflict: Conflict
    stable: dict[str, Bools]
    held_to: dict[str, Ints]
    escape: Ints

    def equilibria(self, concept: str) -> Ints:
        """Return the states that are stable for all, in ascending order.

        Raises:
            InputError: an unknown concept.
        """
        return np.flatnonzero(self.everywhere(concept))

    def everywhere(self, concept: str) -> Bools:
        """Return for each state whether it is stable for all; shape (states,)."""
        if concept not in self.stable:
            raise InputError(f"no stability concept {concept!r}; valid are {', '.join(CONCEPTS)}")
        held: Bools = np.logical_and.reduce(self.stable[concept], axis=0)
        return held

    def concepts(self, state: int, maker: int | None = None) -> tuple[str, ...]:
        """Return the concepts under which a state is stable for one decision-maker, or for all."""
        chosen = slice(None) if maker is None else [maker]
        return tuple(c for c in CONCEPTS if bool(self.stable[c][chosen, state].all()))


def solve(conflict: Conflict) -> Stability:
    """Return the stability of every state for every decision-maker under all four concepts.

    The sets R_O(s) are never listed. Whether a sanction exists depends only on the worst state for i in R_O(s1), and
    the least value over legal sequences is a fixed point that takes as many rounds as the longest sequence needed.
    """
    stable = {c: np.zeros(conflict.ranks.shape, dtype=np.bool_) for c in CONCEPTS}
    held_to = {c: np.zeros_like(conflict.ranks) for c in CONCEPTS if c != "Nash"}
    escape = np.zeros_like(conflict.ranks)
    for i in conflict.makers:
        rank, mine = conflict.ranks[i], conflict.improvements[i]
        others = conflict.others([i])
        free, credible = [conflict.moves[j] for j in others], [conflict.improvements[j] for j in others]
        escape[i] = np.maximum(rank, conflict.moves[i].most(rank))
        held_to["GMR"][i] = least_reachable(free, rank)
        held_to["SMR"][i] = least_reachable(free, escape[i])
        held_to["SEQ"][i] = least_reachable(credible, rank)
        stable["Nash"][i] = np.diff(mine.starts) == 0
        for concept, lows in held_to.items():
            stable[concept][i] = mine.most(lows[i]) <= rank
    return Stability(conflict, stable, held_to, escape)


def least_reachable(moves: Sequence[Moves], values: Ints) -> Ints:
    """Return for each state the least value that a group reaches from it by legal sequences of one move or more.

    Args:
        moves: the moves of each member of the group.
        values: shape (states,).

    Returns:
        Shape (states,); ``NEVER`` where the group cannot move.
    """
    after = np.full((len(moves), len(values)), NEVER)  # least value still to come, by who moved last
    while True:
        first = np.stack([m.least(np.minimum(values, rest)) for m, rest in zip(moves, after, strict=True)])
        least: Ints = first[0]
        second: Ints = np.full(len(values), NEVER)
        for row in first[1:]:
            second = np.minimum(second, np.maximum(least, row))
            least = np.minimum(least, row)
        # Who moved last must wait: it gets the least of the others, which is the second where it holds the least itself.
        renewed = np.where(first == least, second, least)
        if np.array_equal(renewed, after):
            return least
        after = renewed
