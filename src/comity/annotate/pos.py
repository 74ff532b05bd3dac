"""Decoder of the parts of speech: the best tag of each word."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

__all__ = ["decode"]


def decode(scores: NDArray[np.float32], lengths: NDArray[np.int64], labels: Sequence[str]) -> list[list[str]]:
    """Return the tags of each sentence for ``scores`` [sentences, words, labels]."""
    best = scores.argmax(axis=2).tolist()
    return [[labels[t] for t in row[:n]] for row, n in zip(best, lengths.tolist(), strict=True)]
