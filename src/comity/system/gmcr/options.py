"""The conflict in option form: feasible states out of yes/no options, and the moves that the options allow.

A state is a choice of options; a decision-maker moves by changing any number of its own options at once (Fang, Hipel and
Kilgour 1993, section 3.2; the option form is that of N. Howard, Paradoxes of Rationality, 1971).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from comity.errors import InputError
from comity.system.gmcr.conditions import Condition
from comity.system.gmcr.graph import Bools, Ints, Moves

MAX_OPTIONS = 20
MAX_STATES = 65_536
MAX_MOVES = 10_000_000

REVERSIBLE, TAKEN, DROPPED = "", "taken", "dropped"


@dataclass(frozen=True, slots=True)
class Option:
    """A yes/no option of decision-maker ``owner`` (a number).

    ``does`` is a phrase that follows "could": "supply shells openly". ``irreversible`` is "taken" where it cannot be dropped
    once taken, "dropped" where it cannot be taken up again, else "". ``cites`` are ids of claims; none: an assumption.
    """

    id: str
    does: str
    owner: int
    irreversible: str = REVERSIBLE
    cites: tuple[str, ...] = ()


@dataclass(frozen=True)
class Space:
    """The states of a conflict in option form, numbered from 0.

    ``combinations`` has shape (feasible combinations,): which options are taken, as bits, the first option lowest, ascending.
    ``state_of`` has the same shape: the state that each belongs to; several belong to one where the analyst counts them as
    the same outcome. ``first`` has shape (states,): the first combination of each state.
    """

    options: tuple[Option, ...]
    combinations: Ints
    state_of: Ints
    first: Ints

    def __len__(self) -> int:
        return len(self.first)

    @cached_property
    def taken(self) -> Bools:
        """The options taken in each state (in its first combination), shape (options, states)."""
        return bits_taken(self.first, len(self.options))

    def find(self, taken: Sequence[int]) -> int | None:
        """Return the state in which exactly the options of the given numbers are taken; None if it is infeasible."""
        bits = sum(1 << k for k in set(taken))
        at = int(np.searchsorted(self.combinations, bits))
        return int(self.state_of[at]) if at < len(self.combinations) and self.combinations[at] == bits else None

    def moves(self, maker: int) -> Moves:
        """Return the moves of a decision-maker.

        Raises:
            InputError: there are more than MAX_MOVES.
        """
        own = [k for k, o in enumerate(self.options) if o.owner == maker]
        if not own:
            return Moves.from_pairs(len(self), np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64))
        low, width = own[0], len(own)  # a decision-maker's options stand side by side
        choice = (self.combinations >> low) & ((1 << width) - 1)
        rest, row = np.unique(self.combinations & ~(((1 << width) - 1) << low), return_inverse=True)
        counts = np.bincount(row)
        if int((counts * (counts - 1)).sum()) > MAX_MOVES:
            raise InputError(
                f"more than {MAX_MOVES:,} moves of one decision-maker ({width} options); give it fewer options, or declare "
                "combinations that cannot be as infeasible"
            )
        table = np.full((len(rest), 1 << width), -1, dtype=np.int64)
        table[row, choice] = self.state_of
        stays = sum(1 << (k - low) for k in own if self.options[k].irreversible == TAKEN)
        gone = sum(1 << (k - low) for k in own if self.options[k].irreversible == DROPPED)
        used, sources, targets = np.unique(choice), [], []
        for a in used:
            b = used[((a & ~used & stays) == 0) & ((used & ~a & gone) == 0) & (used != a)]
            start, end = np.broadcast_arrays(table[:, [a]], table[:, b])
            valid = (start >= 0) & (end >= 0)
            sources.append(start[valid])
            targets.append(end[valid])
        return Moves.from_pairs(len(self), np.concatenate(sources), np.concatenate(targets))


def bits_taken(bits: Ints, options: int) -> Bools:
    """Return which options are taken, shape (options, combinations)."""
    taken: Bools = (bits[np.newaxis, :] >> np.arange(options)[:, np.newaxis]) & 1 == 1
    return taken


def space(options: Sequence[Option], infeasible: Sequence[Condition], same: Sequence[Condition] = ()) -> Space:
    """Return the feasible states.

    Args:
        options: in the order of their decision-makers.
        infeasible: conditions that no state may fulfil.
        same: conditions whose states all count as one.

    Raises:
        InputError: too many options or states; no feasible state.
    """
    if len(options) > MAX_OPTIONS:
        raise InputError(
            f"{len(options)} options make {2.0 ** len(options):.0e} combinations; at most {MAX_OPTIONS} options can be "
            "analysed: leave out those that decide nothing, or merge options that are always taken together"
        )
    bits = np.arange(1 << len(options), dtype=np.int64)
    taken = bits_taken(bits, len(options))
    for condition in infeasible:
        keep = ~condition.holds(taken)
        bits, taken = bits[keep], taken[:, keep]
    if not len(bits):
        raise InputError("the infeasible patterns leave no state at all; take one of them out")
    group = np.arange(len(bits))
    for condition in same:
        inside = condition.holds(taken)
        if inside.any():  # all groups that it touches become one
            group[np.isin(group, group[inside])] = group[inside].min()
    chosen, state_of = np.unique(group, return_inverse=True)
    if len(chosen) > MAX_STATES:
        raise InputError(
            f"{len(chosen):,} feasible states; at most {MAX_STATES:,} can be analysed: declare combinations that cannot be as "
            "infeasible, or leave out options"
        )
    return Space(tuple(options), bits, state_of.astype(np.int64), bits[chosen])
