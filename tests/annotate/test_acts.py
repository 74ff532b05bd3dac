"""Scores of acts to acts, and the act between two parties, on the bundle of random weights."""

from __future__ import annotations

import numpy as np
import pytest

from comity.annotate import Annotator, Pair, SentenceText, relate
from comity.annotate.acts import decode
from comity.annotate.hints import Hints
from comity.errors import InputError

LABELS = {
    "acts": ("O", "CONSULT", "ASSAULT"), "modes": ("ASSAULT/aerial", "CONSULT/", "CONSULT/visit"),
    "polarity": ("affirmed", "negated"), "modality": ("actual", "future"), "historical": ("no", "yes"), "roles": ("actor", "place"),
}  # fmt: skip
TEXT = "The president met the minister."


def scores(words: int = 3) -> dict[str, np.ndarray]:
    sizes = {k: len(v) for k, v in LABELS.items() if k != "roles"}
    out = {k: np.zeros((2, words, n), dtype=np.float32) for k, n in sizes.items()}
    out["acts"][..., 0] = 9
    out |= {k: np.zeros((2, words + 1, 2), dtype=np.float32) for k in ("role_acts", "role_words")}
    return out


def test_an_act_has_its_best_type_a_mode_of_that_type_and_the_words_of_its_roles() -> None:
    s = scores()
    s["acts"][1, 2] = [0, 4, 1]
    s["modes"][1, 2] = [9, 0, 1]  # the best mode is one of another type
    s["polarity"][1, 2, 1] = s["modality"][1, 2, 1] = s["historical"][1, 2, 1] = 2
    s["role_acts"][1, 3] = 1
    s["role_words"][1, 1] = s["role_words"][1, 2] = [1, -1]
    weights = {"role_weight": np.zeros((6, 2), dtype=np.float32), "role_bias": np.array([-0.5, -5], dtype=np.float32)}
    weights["role_weight"][0, 0] = 2  # the product of the first dimensions speaks for the actor
    none, (act,) = decode(s, np.array([3, 3]), LABELS, weights)
    assert none == ()
    assert (act.word, act.type, act.mode) == (2, "CONSULT", "visit")
    assert (act.polarity, act.modality, act.historical) == ("negated", "future", True)
    assert act.roles == {"actor": (0, 1)}
    assert act.probability == pytest.approx(1 - 1 / (1 + np.exp(4) + np.exp(1)), abs=1e-5)
    assert act.certainty == pytest.approx(np.exp(4) / (np.exp(4) + np.exp(1)), abs=1e-5)


def test_what_fills_up_a_batch_is_no_act() -> None:
    s = scores()
    s["acts"][:, 1:] = [0, 9, 0]
    weights = {"role_weight": np.zeros((6, 2), dtype=np.float32), "role_bias": np.full(2, 5, dtype=np.float32)}
    first, second = decode(s, np.array([1, 2]), LABELS, weights)
    assert first == () and [a.word for a in second] == [1]
    assert second[0].roles == {"actor": (0, 1), "place": (0, 1)}


def test_hints_are_those_of_the_lemma_as_a_verb_and_as_a_noun(tiny: Annotator) -> None:
    hints = tiny.bundle.hints
    assert isinstance(hints, Hints)
    assert (hints.of("met"), hints.of("Attack"), hints.of("attacks"), hints.of("tree")) == ((0,), (1, 3), (1, 3), ())


def test_acts_come_with_the_annotation_whatever_the_batch(tiny: Annotator) -> None:
    texts = [TEXT, "The president met.", "He met the president, the minister and the envoy at a meeting."] * 5
    together = tiny.annotate([SentenceText(t) for t in texts])
    assert together == [tiny.annotate([SentenceText(t)])[0] for t in texts]
    assert all(0 <= a.word < len(x.words) for x in together for a in x.acts)


def test_the_act_between_two_parties_is_a_distribution_that_depends_on_them(tiny: Annotator) -> None:
    there = relate(tiny, Pair(TEXT, (0, 13), (18, 30)))
    back = relate(tiny, Pair(TEXT, (18, 30), (0, 13)))
    assert sum(there.types.values()) == pytest.approx(1) and list(there.types) == sorted(
        there.types, key=lambda t: -there.types[t]
    )
    labels = tiny.bundle.labels
    assert there.polarity in ("affirmed", "negated")
    assert f"{next(iter(there.types))}/{there.mode}" in labels["modes"]
    assert len(there.vector) == 32 + sum(len(labels[name]) for name in ("modes", "acts", "polarity", "modality"))
    assert there.types != back.types
    assert relate(tiny, Pair(TEXT, (0, 13), None)).types != there.types


@pytest.mark.parametrize(("actor", "recipient", "what"), [
    ((0, 99), None, "actor 0-99 lies outside of the text"), ((3, 3), None, "outside"), (None, (3, 4), "recipient 3-4 covers no word"),
    (None, None, "neither actor nor recipient"),
])  # fmt: skip
def test_parties_that_are_none_are_named(tiny: Annotator, actor, recipient, what) -> None:
    with pytest.raises(InputError, match=what):
        relate(tiny, Pair(TEXT, actor, recipient))
