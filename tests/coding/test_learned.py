"""The learned coder on scored acts written by hand: what it makes of them, whatever model scored them."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import pytest

from comity.coding import LearnedCoder, Lexicon
from comity.coding.learned import CALIBRATION, THRESHOLDS
from comity.records import Claim, ScoredAct
from tests.trees import document, mention, tree

SENTENCE = """
Tokyo   Tokyo   PROPN 2  nsubj
said    say     VERB  0  root
Russia  Russia  PROPN 5  nsubj
would   would   AUX   5  aux
attack  attack  VERB  2  ccomp
Ukraine Ukraine PROPN 5  obj
if      if      SCONJ 9  mark
talks   talk    NOUN  9  nsubj
failed  fail    VERB  5  advcl
.       .       PUNCT 2  punct
"""
REFS = {0: "JPN", 2: "RUS", 5: "UKR"}
ATTACK = ScoredAct(4, "ASSAULT", "aerial", "affirmed", "conditional", False, 0.7, 0.9,
                   {"actor": (2,), "recipient": (5,), "speaker": (0,), "condition": (7,)})  # fmt: skip
TALKS = ScoredAct(7, "CONSULT", "", "negated", "conditional", True, 0.4, 1.0, {})


def code(*acts: ScoredAct, precision: str = "recall") -> list[Claim]:
    text, annotation = tree(SENTENCE)
    found = [mention(annotation, i, (c, c, "GOV")) for i, c in REFS.items()]
    return LearnedCoder(precision=precision).code(document(text), [replace(annotation, acts=acts)], found)


def test_an_act_becomes_a_claim_with_its_roles_and_standing() -> None:
    attack, talks = code(ATTACK, TALKS)
    assert (attack.type, attack.mode, attack.trigger.text) == ("ASSAULT", "aerial", "attack")
    assert [p.code for p in attack.actors] == ["RUS"] and [p.code for p in attack.recipients] == ["UKR"]
    assert [s.code for s in attack.speakers] == ["JPN"]
    assert (attack.polarity, attack.modality, attack.condition) == ("affirmed", "conditional", talks.id)
    assert attack.confidence == pytest.approx(calibrated(0.63, "agrees"), abs=1e-3)
    assert (talks.polarity, talks.historical, talks.actors, talks.condition) == ("negated", True, (), None)
    assert {attack.coder, talks.coder} == {"model"}


def calibrated(probability: float, verdict: str) -> float:
    odds = CALIBRATION["slope"] * math.log(probability / (1 - probability)) + CALIBRATION[verdict]
    return 1 / (1 + math.exp(-odds))


UNNAMED = ScoredAct(8, "RETREAT", "", "affirmed", "actual", False, 0.75, 1.0, {})  # the lexicon has no "fail"


@pytest.mark.parametrize(("precision", "known"), [("high", False), ("balanced", True), ("recall", True)])
def test_precision_sets_the_threshold_of_what_the_lexicon_does_not_name(precision: str, known: bool) -> None:
    assert ("RETREAT" in {c.type for c in code(UNNAMED, precision=precision)}) is known


def test_the_lexicon_lowers_the_threshold_of_an_act_of_its_type() -> None:
    limits = THRESHOLDS["balanced"]
    unsure = (limits.alone + limits.agreed) / 2
    acts = (ATTACK._replace(probability=unsure), UNNAMED._replace(probability=unsure))
    assert [c.type for c in code(*acts, precision="balanced")] == ["ASSAULT"]


def test_an_unsure_model_leaves_the_type_to_the_lexicon_and_a_sure_one_does_not() -> None:
    for certainty, kind in ((0.3, "ASSAULT"), (1.0, "COERCE")):
        (claim,) = code(ATTACK._replace(type="COERCE", mode="", probability=0.9, certainty=certainty), precision="balanced")
        assert claim.type == kind


def test_an_act_of_the_users_lexicon_stays_whatever_the_model_says(tmp_path: Path) -> None:
    own = tmp_path / "mine.toml"
    own.write_text('type = "THREATEN"\n[[act]]\nverbs = ["attack"]\n', encoding="utf-8")
    text, annotation = tree(SENTENCE)
    found = [mention(annotation, i, (c, c, "GOV")) for i, c in REFS.items()]
    coder = LearnedCoder(Lexicon.load([own]), "balanced")
    for acts in ((), (ATTACK,), (ATTACK._replace(probability=0.1),)):
        (claim,) = coder.code(document(text), [replace(annotation, acts=acts)], found)
        assert claim.type == "THREATEN"


def test_who_is_left_open_by_the_model_comes_from_the_rules() -> None:
    (claim,) = code(ATTACK._replace(roles={"actor": (2,)}), precision="balanced")
    assert [p.code for p in claim.recipients] == ["UKR"]


def test_who_is_on_both_sides_is_an_actor() -> None:
    both = ATTACK._replace(roles={"actor": (2,), "recipient": (2, 5)})
    (claim,) = code(both, precision="balanced")
    assert [p.code for p in claim.recipients] == ["UKR"]


def test_a_speaker_whom_nobody_knows_keeps_the_word() -> None:
    (claim,) = code(ATTACK._replace(roles={"speaker": (8,)}), precision="balanced")
    assert [(s.text, s.code) for s in claim.speakers] == [("failed", "")]


@pytest.mark.parametrize(("precision", "mode"), [("high", "aerial"), ("balanced", "raids"), ("recall", "raids")])
def test_an_act_like_the_users_examples_takes_the_name_of_the_category(precision: str, mode: str) -> None:
    like = ATTACK._replace(mode="raids", category="raids", probability=0.6)
    (claim,) = code(ATTACK, like, precision=precision)
    assert (claim.type, claim.mode, [p.code for p in claim.actors]) == ("ASSAULT", mode, ["RUS"])
