"""Maximum spanning trees with one root, over arc scores of a sentence (Chu-Liu and Liu 1965, Edmonds 1967)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = ["are_trees", "maximum_tree"]

Scores = NDArray[np.float32]
Heads = NDArray[np.int64]


def are_trees(heads: Heads) -> NDArray[np.bool_]:
    """Return for each row of ``heads`` [sentences, words + 1] whether it is a tree with exactly one root.

    Column 0 is the root's own place and must hold 0; padding words must point to 0 through a column that is not
    counted: give them head -1. Pointer jumping: after log2(words) doublings each word must have arrived at 0.
    """
    padded = heads < 0
    one_root = ((heads == 0) & ~padded)[:, 1:].sum(axis=1) == 1
    up = np.where(padded, 0, heads)
    for _ in range(max(1, int(heads.shape[1]).bit_length())):
        up = np.take_along_axis(up, up, axis=1)
    return np.asarray(one_root & (up == 0).all(axis=1))


def _cycle(heads: Heads) -> list[int]:
    """Return the nodes of one cycle, empty where there is none."""
    state = np.zeros(len(heads), dtype=np.int8)  # 0 not seen, 1 on the way, 2 done
    state[0] = 2
    for start in range(1, len(heads)):
        path = []
        node = start
        while state[node] == 0:
            state[node] = 1
            path.append(node)
            node = int(heads[node])
        if state[node] == 1:
            return path[path.index(node) :]
        state[path] = 2
    return []


def _spanning(scores: NDArray[np.float64]) -> Heads:
    """Return the best head of each node for ``scores`` [node, head]; node 0 is the root. Contracts cycles."""
    heads: Heads = scores.argmax(axis=1)
    heads[0] = 0
    cycle = _cycle(heads)
    if not cycle:
        return heads
    inside = np.zeros(len(scores), dtype=bool)
    inside[cycle] = True
    rest = np.flatnonzero(~inside)
    members = np.asarray(cycle)
    gains = scores[np.ix_(members, rest)] - scores[members, heads[members]][:, None]  # entering, in place of own head
    entry = gains.argmax(axis=0)
    leaving = scores[np.ix_(rest, members)]
    exits = leaving.argmax(axis=1)
    n = len(rest)
    small = np.full((n + 1, n + 1), -np.inf)
    small[:n, :n] = scores[np.ix_(rest, rest)]
    small[n, :n] = gains.max(axis=0)
    small[:n, n] = leaving.max(axis=1)
    np.fill_diagonal(small, -np.inf)
    inner = _spanning(small)
    out = heads.copy()
    for i in range(1, n):
        out[rest[i]] = rest[inner[i]] if inner[i] < n else members[exits[i]]
    entered = int(inner[n])
    out[members[entry[entered]]] = rest[entered]
    return out


def maximum_tree(scores: Scores) -> Heads:
    """Return the heads [words + 1] of the best tree with exactly one root for ``scores`` [words, words + 1].

    Row i scores the heads of word i + 1, column 0 is the root; entry 0 of the result is 0. Exactly one word gets the
    root: a penalty on root arcs larger than any tree can make good (Stanojevic and Cohen 2021).
    """
    words = len(scores)
    full = np.full((words + 1, words + 1), -np.inf)
    full[1:] = scores
    finite = full[1:][np.isfinite(full[1:])]
    full[1:, 0] -= (float(finite.max() - finite.min()) + 1.0) * (words + 1) if finite.size else 0.0
    np.fill_diagonal(full, -np.inf)
    full[0] = -np.inf
    return _spanning(full)
