"""Decoder of named entities: spans from BIO tags."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from comity.records.annotation import Entity

__all__ = ["decode", "spans"]


def spans(tags: Sequence[str]) -> tuple[Entity, ...]:
    """Return the entities of one sentence; an ``I`` that does not continue a span of its label opens one."""
    out: list[Entity] = []
    for i, tag in enumerate(tags):
        if tag == "O":
            continue
        begins, label = tag[0] == "B", tag[2:]
        if not begins and out and out[-1].last == i - 1 and out[-1].label == label:
            out[-1] = out[-1]._replace(last=i)
        else:
            out.append(Entity(i, i, label))
    return tuple(out)


def decode(scores: NDArray[np.float32], lengths: NDArray[np.int64], labels: Sequence[str]) -> list[tuple[Entity, ...]]:
    """Return the entities of each sentence for ``scores`` [sentences, words, labels] over BIO labels."""
    best = scores.argmax(axis=2)
    outside = labels.index("O")
    named = (best != outside).any(axis=1).tolist()
    rows = best.tolist()
    return [spans([labels[t] for t in rows[i][:n]]) if named[i] else () for i, n in enumerate(lengths.tolist())]
