"""The published cases: Fang, Hipel and Kilgour 1993; Xu, Hipel, Kilgour and Fang 2018; moves as the reference states them."""

from __future__ import annotations

from typing import NamedTuple

from comity.system.gmcr import CONCEPTS, Conflict, conflict_from_lists, solve

Pairs = list[tuple[int, int]]


class Case(NamedTuple):
    """A case: states by their published numbers, moves, rankings (best first) and the published equilibria by concept."""

    name: str
    makers: dict[str, list[int]]
    moves: list[Pairs]
    states: list[int]
    published: dict[str, list[int]]


def both(pairs: Pairs) -> Pairs:
    return pairs + [(b, a) for a, b in pairs]


def bit_moves(states: list[int], mask: int, irreversible: int = 0) -> Pairs:
    """Moves of who owns the bits of ``mask``, of which those of ``irreversible`` stay once set."""
    return [
        (a, b) for a in states for b in states
        if a != b and a & ~mask == b & ~mask and not a & ~b & irreversible
    ]  # fmt: skip


def numbered(pairs: Pairs, number: dict[int, int]) -> Pairs:
    return [(number[a], number[b]) for a, b in pairs]


def four(nash: list[int], seq: list[int], gmr: list[int], smr: list[int] | None = None) -> dict[str, list[int]]:
    return {"Nash": nash, "SEQ": seq, "GMR": gmr, "SMR": gmr if smr is None else smr}


_KOREA = [s for s in range(16) if s & 3 != 3]
_CUBA = [s for s in range(16) if s & 12 != 12]
_CUBA_NUMBER = {s: s + 1 for s in _CUBA}
_SYRIA = [s for s in range(8) if s & 3 != 3]
_SYRIA_NUMBER = {s: n for n, s in enumerate(_SYRIA, 1)}

CASES = (
    Case(
        "Elmira",
        {
            "MoE": [7, 3, 4, 8, 5, 1, 2, 6, 9],
            "Uniroyal": [1, 4, 8, 5, 9, 3, 7, 2, 6],
            "Local": [7, 3, 5, 1, 8, 6, 4, 2, 9],
        },
        [
            [(1, 2), (3, 4), (5, 6), (7, 8)],
            [(1, 3), (2, 4), (5, 7), (6, 8), *((s, 9) for s in range(1, 9))],
            both([(1, 5), (2, 6), (3, 7), (4, 8)]),
        ],
        list(range(1, 10)),
        four([5, 8, 9], [5, 8, 9], [1, 4, 5, 8, 9]),
    ),
    Case(
        "North Korea - US",
        {"US": [8, 0, 9, 10, 12, 5, 4, 13, 14, 1, 2, 6], "North Korea": [6, 14, 2, 10, 0, 4, 12, 5, 1, 13, 8, 9]},
        [bit_moves(_KOREA, 3, 1), bit_moves(_KOREA, 12)],
        _KOREA,
        four([0, 5], [0, 5, 10], [0, 4, 5, 10, 12]),
    ),
    Case(
        "Cuba 1962",
        {"US": [5, 7, 6, 8, 3, 2, 4, 1, 12, 10, 11, 9], "USSR": [1, 5, 7, 3, 6, 2, 8, 4, 12, 10, 11, 9]},
        [numbered(bit_moves(_CUBA, 3, 1), _CUBA_NUMBER), numbered(bit_moves(_CUBA, 12), _CUBA_NUMBER)],
        sorted(_CUBA_NUMBER.values()),
        four([6], [5, 6, 7], [1, 2, 3, 5, 6, 7, 8]),
    ),
    Case(
        "Prisoners",
        {"A": [3, 4, 1, 2], "B": [2, 4, 1, 3]},
        [both([(1, 2), (3, 4)]), both([(1, 3), (2, 4)])],
        [1, 2, 3, 4],
        four([1], [1, 4], [1, 4]),
    ),
    Case(
        "Syria - Iraq",
        {"Syria": [1, 3, 6, 2, 4, 5], "Iraq": [2, 4, 6, 1, 5, 3]},
        [numbered(bit_moves(_SYRIA, 3), _SYRIA_NUMBER), numbered(bit_moves(_SYRIA, 4), _SYRIA_NUMBER)],
        sorted(_SYRIA_NUMBER.values()),
        four([6], [6], [1, 6], [6]),
    ),
)


def conflict(case: Case) -> Conflict:
    """Return the conflict; its states are numbered as in ``case.states``."""
    return conflict_from_lists(list(case.makers), case.moves, list(case.makers.values()), case.states)


def solved(case: Case) -> dict[str, list[int]]:
    """Return the equilibria by concept, with their published numbers."""
    found = solve(conflict(case))
    return {c: [case.states[s] for s in found.equilibria(c)] for c in CONCEPTS}
