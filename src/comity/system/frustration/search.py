"""Good divisions of a signed graph by tabu search: the start for the exact solution, never its result unproved.

Source: Glover 1989, "Tabu search, part I"; one node changes sides at a time, as for unconstrained binary quadratic problems.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Division: TypeAlias = NDArray[np.int64]  # 1 or -1 for each node

STARTS = 8
_SEED = 6


def divisions(size: int, edges: Sequence[tuple[int, int, float]]) -> Iterator[Division]:
    """Yield divisions, each as good as its search made it, from :data:`STARTS` starts: all on one side, then random ones.

    The same input gives the same divisions on any machine.

    Args:
        size: number of nodes.
        edges: (node, node, signed weight).
    """
    ends: list[list[int]] = [[] for _ in range(size)]
    weights: list[list[float]] = [[] for _ in range(size)]
    for a, b, weight in edges:
        ends[a].append(b)
        ends[b].append(a)
        weights[a].append(weight)
        weights[b].append(weight)
    near = [(np.array(e, dtype=np.int64), np.array(w, dtype=np.float64)) for e, w in zip(ends, weights, strict=True)]
    draw = random.Random(_SEED)
    for start in range(STARTS):
        division = np.array([1 if start == 0 or draw.random() < 0.5 else -1 for _ in range(size)], dtype=np.int64)
        _search(division, near, draw)
        yield division


def _search(division: Division, near: list[tuple[NDArray[np.int64], NDArray[np.float64]]], draw: random.Random) -> None:
    """Improve a division in place."""
    # gain[i]: weight of kept minus weight of frustrated ties at i, that is, what it costs that i changes sides
    gain = np.array([float(division[i] * (division[ends] @ weights)) for i, (ends, weights) in enumerate(near)])
    cost = -float(gain.sum()) / 4  # up to a constant
    best, least, since = division.copy(), cost, 0
    barred_until = np.zeros(len(near), dtype=np.int64)
    patience = 20 + 3 * len(near)
    step = 0
    while since < patience:
        step += 1
        node = int(gain.argmin())
        if barred_until[node] > step and cost + gain[node] >= least:
            node = int(np.where(barred_until > step, np.inf, gain).argmin())
        cost += float(gain[node])
        ends, weights = near[node]
        gain[ends] -= 2 * division[node] * division[ends] * weights
        gain[node] = -gain[node]
        division[node] = -division[node]
        barred_until[node] = step + min(5 + len(near) // 50 + int(draw.random() * 8), len(near) // 2)
        if cost < least - 1e-9 * abs(least):
            best, least, since = division.copy(), cost, 0
        else:
            since += 1
    division[:] = best
