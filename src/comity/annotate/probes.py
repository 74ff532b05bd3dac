"""Probes: classifiers of the users' own categories of acts, fitted to a handful of examples on the encoder's vectors.

A probe is a ridge-penalised logistic regression on the standardised vector of a word (a "linear probe", Alain and
Bengio 2017). What it shall find are the marked words of the examples; what it shall leave alone are the other nouns
and verbs of the examples and those of some background text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from comity.annotate.pieces import batches, feed, windows
from comity.annotate.words import tokenize
from comity.errors import DataFileError, InputError

if TYPE_CHECKING:
    from comity.annotate.annotator import Annotator

__all__ = ["Example", "Probe", "fit", "probed"]

FLOOR = 0.3  # a word less probable than this is not handed on; the coder sets its own threshold
_WORDS = ("NOUN", "VERB")  # what acts are named by
_RIDGE = 0.1
_WEIGHT = 10.0  # of a marked word against one that is none: examples are few
_STEPS = 25

Array = NDArray[np.float64]


class Example(NamedTuple):
    """A sentence of a category and the code points of the words that name the act; none where it is a counterexample."""

    text: str
    triggers: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Probe:
    """A fitted probe: the category, the PLOVER type that it belongs to, and the line that divides the vectors."""

    category: str
    type: str
    weights: NDArray[np.float32]
    bias: float


def fit(annotator: Annotator, category: str, kind: str, examples: Sequence[Example], background: Iterable[str] = ()) -> Probe:
    """Return the probe of a category.

    Args:
        annotator: its bundle must hand out vectors of words.
        category: name of the category.
        kind: PLOVER type of its acts.
        examples: sentences with the words that name the act.
        background: sentences that hold no such act, or hardly any.

    Raises:
        InputError: no word is marked.
        DataFileError: the bundle hands out no vectors.
    """
    if not any(e.triggers for e in examples):
        raise InputError(f"category {category!r}: no example has a marked word; write **word** around what names the act")
    if "acts" not in annotator.bundle.labels:
        raise DataFileError("the model bundle cannot learn from examples; install a newer bundle, or give patterns alone")
    everything = [*examples, *(Example(text) for text in background)]
    rows, marks = zip(*_labelled(annotator, everything), strict=True)
    vectors, wanted = np.stack(rows).astype(np.float64), np.array(marks, dtype=np.float64)
    mean, spread = vectors.mean(0), np.maximum(vectors.std(0), 1e-6) * np.sqrt(vectors.shape[1])
    line = _logistic((vectors - mean) / spread, wanted, np.where(wanted > 0, _WEIGHT, 1.0))
    weights = line[:-1] / spread
    return Probe(category, kind, weights.astype(np.float32), float(line[-1] - mean @ weights))


def probed(
    outputs: Mapping[str, NDArray[np.float32]], tags: Sequence[str], inside: NDArray[np.bool_], probes: Sequence[Probe]
) -> Iterator[tuple[int, int, str, float, float, str]]:
    """Yield sentence, word, type, probability, 1 and category for each word that a probe finds.

    ``outputs`` holds ``vectors`` [sentences, words, width] and ``pos`` [sentences, words, labels]; ``tags`` names the
    labels; ``inside`` [sentences, words] tells words from padding.
    """
    nameable = inside & np.isin(outputs["pos"].argmax(-1), [i for i, t in enumerate(tags) if t in _WORDS])
    for probe in probes:
        scores = outputs["vectors"] @ probe.weights + probe.bias
        chances = np.where(nameable, 1 / (1 + np.exp(-np.clip(scores, -30, 30))), 0)
        for sentence, word in zip(*(place.tolist() for place in np.nonzero(chances >= FLOOR)), strict=True):
            yield sentence, word, probe.type, float(chances[sentence, word]), 1.0, probe.category


def _labelled(annotator: Annotator, examples: Sequence[Example]) -> Iterator[tuple[NDArray[np.float32], bool]]:
    """Yield the vector of each noun and verb, and of each marked word, with whether it is marked."""
    tokens = [tokenize(e.text) for e in examples]
    bundle = annotator.bundle
    for batch in batches(windows(bundle.tokenizer, [[t.text for t in row] for row in tokens], bundle.longest)):
        inputs, lengths = feed(batch, bundle.hints)
        outputs = annotator.run(inputs, ("vectors", "pos"))
        for i, window in enumerate(batch):
            for place in range(int(lengths[i])):
                token = tokens[window.sentence][window.first + place]
                marked = any(token.start < b and a < token.end for a, b in examples[window.sentence].triggers)
                if marked or bundle.labels["pos"][int(outputs["pos"][i, place].argmax())] in _WORDS:
                    yield outputs["vectors"][i, place], marked


def _logistic(vectors: Array, wanted: Array, counts: Array) -> Array:
    """Return weights and bias of a ridge-penalised logistic regression, by Newton's method."""
    rows = np.hstack([vectors, np.ones((len(vectors), 1))])
    penalty = np.full(rows.shape[1], _RIDGE)
    penalty[-1] = 1e-6
    line = np.zeros(rows.shape[1])
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-np.clip(rows @ line, -30, 30)))
        slope = rows.T @ (counts * (chance - wanted)) + penalty * line
        curve = (rows * (counts * chance * (1 - chance))[:, None]).T @ rows + np.diag(penalty)
        step = np.linalg.solve(curve, slope)
        line -= step
        if np.abs(step).max() < 1e-6:
            break
    return line
