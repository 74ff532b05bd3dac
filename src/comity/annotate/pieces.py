"""Words to the encoder's pieces, in windows that the encoder can take, and windows to batches of like length."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from comity.annotate.features import shape
from comity.annotate.hints import Hints

if TYPE_CHECKING:
    from tokenizers import Tokenizer

__all__ = ["Window", "batches", "feed", "windows"]

BUCKET = 8  # lengths are filled up to a multiple of this: what fills up a window depends on the window alone
BATCH_PIECES = 1024
_BREAKS = frozenset(".;:!?,")
_shapes: dict[str, int] = {}


@dataclass(frozen=True, slots=True)
class Window:
    """A run of words of one sentence, as the encoder reads it.

    Attributes:
        sentence: index of the sentence in the call.
        first: index of the window's first word in the sentence.
        ids: pieces, the marks at both ends included.
        shapes: of the word of each piece, 0 for the marks.
        starts: place of the first piece of each word.
        words: the words themselves.
    """

    sentence: int
    first: int
    ids: list[int]
    shapes: list[int]
    starts: list[int]
    words: Sequence[str] = ()


def _shape(word: str) -> int:
    found = _shapes.get(word)
    if found is None:
        found = shape(word)
        if len(_shapes) < 100_000:  # a bound on memory, not on what is answered
            _shapes[word] = found
    return found


def _cut(words: Sequence[str], starts: Sequence[int], end: int, room: int) -> list[tuple[int, int]]:
    """Return runs of words of at most ``room`` pieces, cut after punctuation in their last third where there is any.

    ``starts`` holds the place of the first piece of each word, ``end`` the place after the last piece. No word has
    more pieces than ``room``: the tokenizer gives one unknown piece for words of over 100 characters.
    """
    bounds = [*starts, end]
    out: list[tuple[int, int]] = []
    first = 0
    while first < len(words):
        last = first + 1
        while last < len(words) and bounds[last + 1] - bounds[first] <= room:
            last += 1
        if last < len(words):
            floor = first + max(1, 2 * (last - first) // 3)
            last = next((i + 1 for i in range(last - 1, floor - 1, -1) if words[i] in _BREAKS), last)
        out.append((first, last))
        first = last
    return out


def windows(tokenizer: Tokenizer, sentences: Sequence[Sequence[str]], longest: int) -> list[Window]:
    """Return the windows of all sentences in order; a sentence without words has none.

    Words of which the tokenizer leaves nothing (a lone control character) are read as unknown. A sentence of more than
    ``longest`` pieces gets several windows, which together hold all of its words.
    """
    filled = [(i, list(words)) for i, words in enumerate(sentences) if words]
    encodings = tokenizer.encode_batch([words for _, words in filled], is_pretokenized=True)
    out: list[Window] = []
    for (sentence, words), encoding in zip(filled, encodings, strict=True):
        ids, owners = encoding.ids, encoding.word_ids
        starts = [p for p, w in enumerate(owners) if w is not None and w != owners[p - 1]]
        if len(starts) != len(words):
            present = set(owners)
            readable = [w if i in present else "[UNK]" for i, w in enumerate(words)]
            encoding = tokenizer.encode(readable, is_pretokenized=True)
            ids, owners = encoding.ids, encoding.word_ids
            starts = [p for p, w in enumerate(owners) if w is not None and w != owners[p - 1]]
        kinds = [_shape(w) for w in words]
        shapes = [0 if w is None else kinds[w] for w in owners]
        if len(ids) <= longest:
            out.append(Window(sentence, 0, ids, shapes, starts, words))
            continue
        for a, b in _cut(words, starts, len(ids) - 1, longest - 2):
            low, high = starts[a], starts[b] if b < len(words) else len(ids) - 1
            out.append(
                Window(
                    sentence,
                    a,
                    [ids[0], *ids[low:high], ids[-1]],
                    [0, *shapes[low:high], 0],
                    [p - low + 1 for p in starts[a:b]],
                    words[a:b],
                )
            )
    return out


def batches(found: Sequence[Window]) -> Iterator[list[Window]]:
    """Yield the windows in batches of the same filled-up length, long ones first."""
    buckets: dict[int, list[Window]] = {}
    for window in found:
        buckets.setdefault(-(-len(window.ids) // BUCKET) * BUCKET, []).append(window)
    for length in sorted(buckets, reverse=True):
        size = max(1, BATCH_PIECES // length)
        for start in range(0, len(buckets[length]), size):
            yield buckets[length][start : start + size]


def feed(batch: Sequence[Window], hints: Hints | None = None) -> tuple[dict[str, NDArray[Any]], NDArray[np.int64]]:
    """Return the encoder's inputs ``ids`` and ``shapes`` [windows, length], ``words`` [windows, length - 1], and lengths.

    With ``hints`` also the input ``hints`` [windows, length, width], on the first piece of each word.

    Column 0 of ``words`` is the root, which reads the first mark; places without a word read it too. The number of
    word places depends on the filled-up length alone, never on the neighbours in the batch.
    """
    length = -(-len(batch[0].ids) // BUCKET) * BUCKET
    ids = np.zeros((len(batch), length), dtype=np.int64)
    shapes = np.zeros_like(ids)
    words = np.zeros((len(batch), length - 1), dtype=np.int64)
    for i, window in enumerate(batch):
        ids[i, : len(window.ids)] = window.ids
        shapes[i, : len(window.shapes)] = window.shapes
        words[i, 1 : len(window.starts) + 1] = window.starts
    lengths = np.array([len(w.starts) for w in batch], dtype=np.int64)
    inputs: dict[str, NDArray[Any]] = {"ids": ids, "shapes": shapes, "words": words}
    if hints is not None:
        told = np.zeros((*ids.shape, hints.width), dtype=np.float32)
        for i, window in enumerate(batch):
            for word, start in zip(window.words, window.starts, strict=True):
                for place in hints.of(word):
                    told[i, start, place] = 1
        inputs["hints"] = told
    return inputs, lengths
