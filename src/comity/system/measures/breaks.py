"""Change points of a series of counts: the exact least-cost division into stretches of one rate.

The cost of a stretch with n counts of sum S is twice its negative Poisson log-likelihood at the rate S / n, leaving out what no
division changes: 2 S (1 - log(S / n)). The best division minimises the sum of the costs plus a penalty for each change point.
:func:`pelt` finds it by dynamic programming that drops starts that can no longer win (Killick, Fearnhead and Eckley 2012,
"Optimal detection of changepoints with a linear computational cost", *JASA* 107). A start that loses at a place does so only
for stretches that leave room for one more from that place on, so where stretches have a least length it is dropped so much
later. :func:`partitions` does the same without dropping (Jackson et al. 2005), for many series at a time.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

_TRIM = 0.05  # share of neighbours, those that differ most, which may straddle a change point
_KEPT = 0.759  # mean of the rest of a chi-squared with one degree of freedom, whose mean is 1


def pelt(counts: Floats, penalty: float, least: int = 2) -> list[int]:
    """Return the change points of a series: places where a new stretch begins, in order.

    Args:
        counts: shape (n,), 0 or more, whole or weighted.
        penalty: for each change point, 0 or more.
        least: periods that a stretch has at least.
    """
    n = len(counts)
    sums = np.concatenate([[0.0], np.cumsum(counts)])
    best = np.full(n + 1, np.inf)
    best[0] = -penalty
    last = np.zeros(n + 1, dtype=np.int64)
    starts, gone = np.array([0]), np.array([n + 1])  # gone: from which end on a start is out
    for end in range(least, n + 1):
        starts, gone = starts[gone > end], gone[gone > end]
        costs = best[starts] + _cost(sums[end] - sums[starts], end - starts)
        choice = int(costs.argmin())
        best[end], last[end] = costs[choice] + penalty, starts[choice]
        gone = np.where(costs > best[end], np.minimum(gone, end + least), gone)
        if (fresh := end - least + 1) >= least:
            starts, gone = np.append(starts, fresh), np.append(gone, n + 1)
    return _points(last, n)


def partitions(counts: Floats, penalty: Floats, least: int = 2) -> list[list[int]]:
    """Return the change points of several series, each as :func:`pelt`.

    Args:
        counts: shape (m, n).
        penalty: shape (m,).
        least: periods that a stretch has at least.
    """
    rows, n = counts.shape
    sums = np.concatenate([np.zeros((rows, 1)), np.cumsum(counts, axis=1)], axis=1)
    best = np.full((rows, n + 1), np.inf)
    best[:, 0] = -penalty
    last = np.zeros((rows, n + 1), dtype=np.int64)
    for end in range(least, n + 1):
        starts = np.array([0, *range(least, end - least + 1)])
        costs = best[:, starts] + _cost(sums[:, end, None] - sums[:, starts], end - starts)
        choice = costs.argmin(axis=1)
        best[:, end] = costs[np.arange(rows), choice] + penalty
        last[:, end] = starts[choice]
    return [_points(row, n) for row in last]


def _cost(total: Floats, length: npt.NDArray[np.int64]) -> Floats:
    rate = np.maximum(total, 0.0) / length
    logs = np.log(rate, out=np.zeros_like(rate), where=rate > 0)
    out: Floats = 2 * total * (1 - logs)
    return out


def _points(last: npt.NDArray[np.int64], end: int) -> list[int]:
    out = []
    while end and last[end]:
        end = int(last[end])
        out.append(end)
    return out[::-1]


def dispersion(counts: Floats) -> float:
    """Return how much more a series varies than Poisson counts of a slowly changing rate, 1 at least.

    For neighbours x, y of one rate, (x - y)^2 / (x + y) has the mean 1 whatever the rate (given x + y, x is binomial). The mean
    is over neighbours, without those that differ most, since a change point may lie between them, and set right for leaving
    these out.
    """
    whole = counts[1:] + counts[:-1]
    ratio = np.sort((counts[1:] - counts[:-1])[whole > 0] ** 2 / whole[whole > 0])
    kept = ratio[: len(ratio) - math.ceil(_TRIM * len(ratio))]
    return max(1.0, float(kept.mean()) / _KEPT) if len(kept) else 1.0
