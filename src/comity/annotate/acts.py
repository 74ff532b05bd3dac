"""Decoder of political acts: which words are acts, of what type and standing, and which words play a role in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from comity.annotate.probes import Probe, probed
from comity.annotate.syntax import relations
from comity.records.annotation import ScoredAct

__all__ = ["FLOOR", "OUTPUTS", "decode"]

FLAT = ("acts", "modes", "polarity", "modality", "historical")
OUTPUTS = (*FLAT, "role_acts", "role_words")
FLOOR = 0.1  # an act less probable than this is not handed on; the coder sets its own threshold above it
_ROLE, _BEST = 0.4, 0.2  # a word plays a role from the first probability on, the best of its sentence from the second


def decode(
    outputs: Mapping[str, NDArray[np.float32]],
    lengths: NDArray[np.int64],
    labels: Mapping[str, Sequence[str]],
    weights: Mapping[str, NDArray[np.float32]],
    probes: Sequence[Probe] = (),
) -> list[tuple[ScoredAct, ...]]:
    """Return the acts of each sentence in the order of their words, then those of the users' categories.

    Args:
        outputs: ``acts``, ``modes``, ``polarity``, ``modality``, ``historical`` [sentences, words, labels];
            ``role_acts`` and ``role_words`` [sentences, words + 1, rank]; with probes also ``pos`` and ``vectors``.
        lengths: words of each sentence.
        labels: the names behind these outputs, and ``roles``. The first of ``acts`` is "no act".
        weights: ``role_weight`` [3 * rank, roles] and ``role_bias`` [roles].
    """
    inside = np.arange(outputs["acts"].shape[1])[None, :] < lengths[:, None]
    places = list(_acts(outputs["acts"], labels["acts"], inside))
    if probes:
        places += probed(outputs, labels["pos"], inside, probes)
    if not places:
        return [()] * len(lengths)
    sentences, words = np.array([p[0] for p in places]), np.array([p[1] for p in places])
    rows = {k: softmax(outputs[k][sentences, words]) for k in FLAT[1:]}
    roles = _roles(outputs, lengths, sentences, words, weights)
    out: list[list[ScoredAct]] = [[] for _ in lengths]
    for i, (sentence, word, kind, probability, certainty, category) in enumerate(places):
        pick = {k: labels[k][int(rows[k][i].argmax())] for k in FLAT[2:]}
        played = {role: found for k, role in enumerate(labels["roles"]) if (found := _players(roles[i][1:, k]))}
        out[sentence].append(
            ScoredAct(
                word=word,
                type=kind,
                mode=category or mode_of(rows["modes"][i], kind, labels["modes"]),
                polarity=pick["polarity"],
                modality=pick["modality"],
                historical=pick["historical"] == "yes",
                probability=probability,
                certainty=certainty,
                roles=played,
                category=category,
            )
        )
    return [tuple(row) for row in out]


def _acts(
    scores: NDArray[np.float32], labels: Sequence[str], inside: NDArray[np.bool_]
) -> Iterator[tuple[int, int, str, float, float, str]]:
    """Yield sentence, word, type, probability, certainty of the type, and no category, for each word that may be an act."""
    found = softmax(scores)
    some = np.where(inside, 1 - found[..., 0], 0)
    for sentence, word in zip(*(place.tolist() for place in np.nonzero(some >= FLOOR)), strict=True):
        types = found[sentence, word, 1:]
        kind = int(types.argmax())
        yield sentence, word, labels[kind + 1], float(some[sentence, word]), float(types[kind] / max(types.sum(), 1e-9)), ""


def _players(chances: NDArray[np.float32]) -> tuple[int, ...]:
    """Return the words that play a role, from the probability of each word."""
    return tuple(np.flatnonzero((chances > _ROLE) | ((chances > _BEST) & (chances == chances.max()))).tolist())


def mode_of(scores: NDArray[np.float32], kind: str, labels: Sequence[str]) -> str:
    """Return the best mode among those of the type."""
    own = [(float(scores[i]), label) for i, label in enumerate(labels) if label.startswith(f"{kind}/")]
    return max(own)[1].partition("/")[2] if own else ""


def _roles(
    outputs: Mapping[str, NDArray[np.float32]],
    lengths: NDArray[np.int64],
    sentences: NDArray[np.int64],
    words: NDArray[np.int64],
    weights: Mapping[str, NDArray[np.float32]],
) -> NDArray[np.float32]:
    """Return [acts, words + 1, roles]: the probability that a word (0: the root) plays a role in an act."""
    places = outputs["role_words"].shape[1]
    n = len(sentences)
    acts = np.repeat(outputs["role_acts"][sentences, words + 1], places, axis=0)
    others = outputs["role_words"][sentences].reshape(n * places, -1)
    scores = relations(acts, others, weights["role_weight"], weights["role_bias"]).reshape(n, places, -1)
    scores = np.asarray(1 / (1 + np.exp(-np.clip(scores, -30, 30))), dtype=np.float32)
    scores[np.arange(places)[None, :] > lengths[sentences][:, None]] = 0
    return scores


def softmax(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return the scores of the last axis as probabilities."""
    raised = np.exp(scores - scores.max(-1, keepdims=True))
    return np.asarray(raised / raised.sum(-1, keepdims=True), dtype=np.float32)
