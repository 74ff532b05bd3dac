"""The act between two given parties of a sentence: a distribution over the types, with standing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from comity.annotate.acts import mode_of, softmax
from comity.annotate.annotator import Annotator
from comity.annotate.features import ACTOR, RECIPIENT
from comity.annotate.pieces import Window, feed, windows
from comity.annotate.words import Token, tokenize
from comity.errors import DataFileError, InputError
from comity.records.annotation import Relation

__all__ = ["Pair", "relate"]

Floats = NDArray[np.float32]

_STANDING = ("polarity", "modality")
_OUTPUTS = ("relate", "relate_polarity", "relate_modality", "relate_vector", "acts", "modes", *_STANDING)
_LEAST = 1e-3  # added before a logarithm: what is less likely counts as absent


class Pair(NamedTuple):
    """A sentence and the code points of its two parties; ``recipient`` may be missing."""

    text: str
    actor: tuple[int, int] | None
    recipient: tuple[int, int] | None


def relate(annotator: Annotator, pair: Pair) -> Relation:
    """Return the act between the parties. Of a sentence longer than the encoder's window the part around them is read.

    Raises:
        InputError: a span lies outside of the text or covers no word, or neither party is given.
        DataFileError: the bundle has no head of pairs.
    """
    bundle = annotator.bundle
    if "relate" not in bundle.labels:
        raise DataFileError("the model bundle has no head of pairs; install a newer bundle")
    tokens = tokenize(pair.text)
    marks: dict[int, int] = {}
    for mark, name, span in ((ACTOR, "actor", pair.actor), (RECIPIENT, "recipient", pair.recipient)):
        if span is not None:
            marks |= dict.fromkeys(_covered(tokens, span, name, pair.text), mark)
    if not marks:
        raise InputError("neither actor nor recipient is given; give the start and end of one at least")
    found = windows(bundle.tokenizer, [[t.text for t in tokens]], bundle.longest)
    window = max(found, key=lambda w: sum(w.first <= i < w.first + len(w.starts) for i in marks))
    inputs, lengths = feed([_marked(window, marks)], bundle.hints)
    scores = annotator.run(inputs, _OUTPUTS)
    labels = bundle.labels
    ranked = sorted(zip(labels["relate"], softmax(scores["relate"][0, 0]).tolist(), strict=True), key=lambda x: -x[1])
    words = {name: softmax(scores[name][0, : lengths[0]]) for name in ("acts", "modes", *_STANDING)}
    chances = 1 - words["acts"][:, :1]  # that a word is an act, whatever its type
    modes = (chances * words["modes"]).sum(0)
    return Relation(
        types=dict(ranked),
        mode=mode_of(modes, ranked[0][0], labels["modes"]),
        polarity=labels["polarity"][int(scores["relate_polarity"][0, 0].argmax())],
        modality=labels["modality"][int(scores["relate_modality"][0, 0].argmax())],
        vector=(*scores["relate_vector"][0, 0].tolist(), *_acts(words, chances, modes).tolist()),
    )


def _acts(words: dict[str, Floats], chances: Floats, modes: Floats) -> Floats:
    """Return what the words of the sentence say of its acts: types, modes and standing, whoever takes part in them."""
    standing = [(chances * words[name]).sum(0) / (chances.sum() + 0.2) for name in _STANDING]
    return np.concatenate([np.log(modes + _LEAST), np.log(words["acts"].max(0) + _LEAST), *standing])


def _covered(tokens: Sequence[Token], span: tuple[int, int], name: str, text: str) -> list[int]:
    start, end = span
    if not 0 <= start < end <= len(text):
        raise InputError(f"{name} {start}-{end} lies outside of the text, which has {len(text)} characters")
    inside = [i for i, t in enumerate(tokens) if t.start < end and start < t.end]
    if not inside:
        raise InputError(f"{name} {start}-{end} covers no word")
    return inside


def _marked(window: Window, marks: dict[int, int]) -> Window:
    """Return the window with the marks in place of the shapes, on all pieces of a marked word."""
    shapes = list(window.shapes)
    ends = [*window.starts[1:], len(window.ids) - 1]
    for i, (a, b) in enumerate(zip(window.starts, ends, strict=True), window.first):
        if i in marks:
            shapes[a:b] = [marks[i]] * (b - a)
    return Window(window.sentence, window.first, window.ids, shapes, window.starts, window.words)
