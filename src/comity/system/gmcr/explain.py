"""Why a state is stable for a decision-maker, or is not: its improvements, and who can answer each of them, and how."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from comity.system.gmcr.graph import Ints
from comity.system.gmcr.sequences import Step, reach
from comity.system.gmcr.stability import Stability


@dataclass(frozen=True, slots=True)
class Answer:
    """One improvement of a decision-maker and the strongest answer of the others to it.

    ``sanction`` are the moves of the answer, empty if there is none; after it the decision-maker is no better off than before
    its improvement (``worse``: worse off). ``credible``: each mover of the sanction gains by its own step. ``way_out`` is a
    state to which it could then go and be better off after all, None if there is none.
    """

    improvement: Step
    sanction: tuple[Step, ...] = ()
    credible: bool = False
    worse: bool = False
    way_out: int | None = None


@dataclass(frozen=True, slots=True)
class Why:
    """Why a state is stable for a decision-maker, or is not.

    ``concepts`` are those under which it is stable. ``answers`` are its improvements, those that nobody can answer first, then
    the best first; ``improvements`` is their number (more than there are answers where the list was cut). ``can_move``: it
    has a move at all.
    """

    maker: int
    state: int
    concepts: tuple[str, ...]
    answers: tuple[Answer, ...]
    improvements: int
    can_move: bool


def why(stability: Stability, state: int, maker: int, most: int = 3) -> Why:
    """Return why a state is stable for a decision-maker or is not, with at most ``most`` of its improvements."""
    conflict = stability.conflict
    rank = conflict.ranks[maker]
    found = conflict.improvements[maker].of(state)
    answered = {c: low[maker, found] <= rank[state] for c, low in stability.held_to.items()}
    strength = answered["GMR"].astype(np.int64) + answered["SEQ"]  # 0: no answer, 1: none that is credible, 2: credible
    shown = found[np.lexsort((found, -rank[found], strength))][:most]
    return Why(
        maker,
        state,
        stability.concepts(state, maker),
        tuple(_answer(stability, state, maker, int(s)) for s in shown),
        len(found),
        bool(len(conflict.moves[maker].of(state))),
    )


def _answer(stability: Stability, state: int, maker: int, improvement: int) -> Answer:
    conflict, step = stability.conflict, Step(maker, state, improvement)
    rank, limit = conflict.ranks[maker], int(conflict.ranks[maker, state])
    if stability.held_to["GMR"][maker, improvement] > limit:
        return Answer(step)
    credible = bool(stability.held_to["SEQ"][maker, improvement] <= limit)
    after = reach(conflict, conflict.others([maker]), improvement, improving=credible)
    holds = after.states[rank[after.states] <= limit]
    firm = holds[stability.escape[maker, holds] <= limit]  # from which there is no way out
    end = _nearest(firm if len(firm) else holds, after.steps, rank)
    ways = conflict.moves[maker].of(end)
    out = int(ways[rank[ways].argmax()]) if len(ways) and not len(firm) else None
    return Answer(step, after.path(end), credible, bool(rank[end] < limit), out)


def _nearest(states: Ints, steps: Ints, rank: Ints) -> int:
    """Return the state of the fewest moves, of equals the one that hurts most."""
    return int(states[np.lexsort((rank[states], steps[states]))[0]])
