"""Decoder of the dependency tree: heads from arc scores, relations from the chosen pairs."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from comity.annotate.trees import are_trees, maximum_tree

__all__ = ["decode"]

_BLOCK = 64  # rows of one matrix product: always the same, so that a row's result never depends on its neighbours
_LOW = np.float32(-1e9)


def heads(arcs: NDArray[np.float32], lengths: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return [sentences, words + 1] heads, 0 the root, -1 in padding; ``arcs`` is [sentences, words, words + 1].

    The best head of each word where these make a tree with one root, the maximum spanning tree elsewhere.
    """
    batch, words, _ = arcs.shape
    places = np.arange(words + 1)
    scores = np.where(places[None, None, :] > lengths[:, None, None], _LOW, arcs)
    scores[:, places[:-1], places[1:]] = _LOW
    out = np.zeros((batch, words + 1), dtype=np.int64)
    out[:, 1:] = scores.argmax(axis=2)
    out[places[None, :] > lengths[:, None]] = -1
    for row in np.flatnonzero(~are_trees(out)):
        n = int(lengths[row])
        if n:
            out[row, : n + 1] = maximum_tree(scores[row, :n, : n + 1])
    return out


def relations(
    dependents: NDArray[np.float32], governors: NDArray[np.float32], weight: NDArray[np.float32], bias: NDArray[np.float32]
) -> NDArray[np.float32]:
    """Return [pairs, labels]: the low-rank biaffine of ``dependents`` and ``governors`` [pairs, rank]."""
    n, rank = dependents.shape
    blocks = -(-n // _BLOCK)
    joined = np.zeros((blocks * _BLOCK, 3 * rank), dtype=np.float32)
    joined[:n, :rank] = dependents * governors
    joined[:n, rank : 2 * rank] = dependents
    joined[:n, 2 * rank :] = governors
    scores = np.matmul(joined.reshape(blocks, _BLOCK, 3 * rank), weight) + bias
    return np.asarray(scores.reshape(blocks * _BLOCK, -1)[:n])


def decode(
    outputs: dict[str, NDArray[np.float32]],
    lengths: NDArray[np.int64],
    labels: Sequence[str],
    weights: dict[str, NDArray[np.float32]],
) -> list[tuple[list[int], list[str]]]:
    """Return for each sentence the heads (index of the word, -1 for the root) and the relations.

    Args:
        outputs: ``arcs`` [sentences, words, words + 1], ``dependents`` [sentences, words, rank], ``governors``
            [sentences, words + 1, rank].
        lengths: words of each sentence.
        labels: the relations, ``root`` among them.
        weights: ``relation_weight`` [3 * rank, labels] and ``relation_bias`` [labels].
    """
    chosen = heads(outputs["arcs"], lengths)[:, 1:]
    rows, columns = np.nonzero(chosen >= 0)
    picked = chosen[rows, columns]
    scores = relations(
        outputs["dependents"][rows, columns],
        outputs["governors"][rows, picked],
        weights["relation_weight"],
        weights["relation_bias"],
    )
    root = labels.index("root")
    scores[:, root] = np.where(picked == 0, np.inf, -np.inf)
    names = [labels[i] for i in scores.argmax(axis=1).tolist()]
    flat = (picked - 1).tolist()
    out = []
    start = 0
    for n in lengths.tolist():
        out.append((flat[start : start + n], names[start : start + n]))
        start += n
    return out
