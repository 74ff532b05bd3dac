"""Probes on the bundle of random weights: they learn what is marked, and leave the rest of the text alone."""

from __future__ import annotations

import numpy as np
import pytest

from comity.annotate import Annotator, Example, SentenceText, fit
from comity.annotate.acts import FLOOR as ACT_FLOOR
from comity.annotate.probes import _logistic
from comity.errors import InputError

TEXTS = ("the president met him", "they met the president", "he met a president today", "a president met her", "we met")
EXAMPLES = [Example(t, ((t.index("met"), t.index("met") + 3),)) for t in TEXTS]
BACKGROUND = ["the abc saw the def", "a president", "ghi jkl the mno", "the pqr and the stu"]


def acts(annotator: Annotator, text: str, *marked: Example) -> list[tuple[str, str, str]]:
    probe = fit(annotator, "meeting", "CONSULT", marked, BACKGROUND)
    (annotation,) = annotator.annotate([SentenceText(text)], [probe])
    return [(annotation.words[a.word].text, a.type, a.mode) for a in annotation.acts if a.category == "meeting"]


def test_marked_words_are_found_far_more_often_than_others(tiny: Annotator) -> None:
    hits = [a for text in TEXTS for a in acts(tiny, text, *EXAMPLES)]
    assert {h[1:] for h in hits} == {("CONSULT", "meeting")}
    share = sum(h[0] == "met" for h in hits) / len(TEXTS)
    others = [w for t in (*TEXTS, *BACKGROUND) for w in t.split() if w != "met"]
    wrong = sum(h[0] != "met" for h in hits) + sum(len(acts(tiny, text, *EXAMPLES)) for text in BACKGROUND)
    assert share > 0.5 > 2 * wrong / len(others)


def test_the_regression_divides_what_can_be_divided() -> None:
    draw = np.random.default_rng(3)
    vectors, wanted = draw.standard_normal((200, 20)), np.repeat([0.0, 1.0], [180, 20])
    vectors[wanted > 0, :3] += 4
    line = _logistic(vectors, wanted, np.where(wanted > 0, 10.0, 1.0))
    assert ((vectors @ line[:-1] + line[-1] > 0) == (wanted > 0)).mean() > 0.98


def test_probes_change_nothing_of_the_acts_of_the_model(tiny: Annotator) -> None:
    probe = fit(tiny, "meeting", "CONSULT", EXAMPLES, BACKGROUND)
    plain, probed = (tiny.annotate([SentenceText(TEXTS[0])], p)[0] for p in ((), [probe]))
    assert tuple(a for a in probed.acts if not a.category) == plain.acts
    assert all(a.probability >= ACT_FLOOR for a in plain.acts)


def test_the_line_does_not_depend_on_the_order_of_the_examples(tiny: Annotator) -> None:
    first, second = (fit(tiny, "meeting", "CONSULT", e, BACKGROUND) for e in (EXAMPLES, EXAMPLES[::-1]))
    assert np.allclose(first.weights, second.weights, atol=1e-4) and first.bias == pytest.approx(second.bias, abs=1e-3)


def test_examples_without_a_mark_are_refused(tiny: Annotator) -> None:
    with pytest.raises(InputError, match="no example has a marked word"):
        fit(tiny, "meeting", "CONSULT", [Example("they met")])
