"""Participants whose words do not say whose they are, on trees written by hand."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.coding import LearnedCoder
from comity.coding.affiliation import COLUMNS, REASON, Affiliations, Asked, weights
from comity.coding.graph import Graph
from comity.errors import DataFileError
from comity.records import Claim, Mention, ScoredAct
from tests.trees import document, mention, tree

SENTENCE = """
In        in       ADP   2  case
Cairo     Cairo    PROPN 4  obl
police    police   NOUN  4  nsubj
arrested  arrest   VERB  0  root
villagers villager NOUN  4  obj
.         .        PUNCT 4  punct
"""
ARREST = ScoredAct(3, "COERCE", "arrest", "affirmed", "actual", False, 0.95, 0.95, {"actor": (2,), "recipient": (4,)})


def arrest(*named: str) -> Claim:
    text, annotation = tree(SENTENCE)
    found = [mention(annotation, 1, *((c, c, "") for c in named))]
    found.append(replace(mention(annotation, 2, kind="role"), sector="COP"))
    claims = LearnedCoder().code(document(text), [replace(annotation, acts=(ARREST,))], found)
    return claims[0]


def test_police_and_villagers_are_those_of_the_only_state_that_is_named() -> None:
    claim = arrest("EGY")
    (police,), (villagers,) = claim.actors, claim.recipients
    assert (police.code, police.actor, police.sector, police.reason) == ("EGY", "EGY.COP", "COP", REASON)
    assert (villagers.text, villagers.code, villagers.reason) == ("villagers", "EGY", REASON)


def test_they_are_nobody_where_nobody_is_named() -> None:
    claim = arrest()
    assert [p.code for p in (*claim.actors, *claim.recipients)] == [""]


def asked(codes: list[str]) -> tuple[Affiliations, Asked]:
    _, annotation = tree(SENTENCE)
    found: list[Mention] = [mention(annotation, 1, *((c, c, "") for c in codes))] if codes else []
    return Affiliations(found), Asked(Graph(annotation), 2, "actor", "COERCE", "COP", frozenset())


@given(st.lists(st.sampled_from(["EGY", "SYR", "IGO:UN", "GRP:Hamas", "EUR"]), unique=True, max_size=4))
def test_the_choice_is_a_candidate_or_nobody(codes: list[str]) -> None:
    affiliations, question = asked(codes)
    assert set(affiliations.candidates(question)) == {*codes, ""}
    assert affiliations.guess(question) in {*codes, ""}


def test_sentences_too_far_back_name_no_candidate() -> None:
    _, far = tree(SENTENCE, sentence=0)
    _, here = tree(SENTENCE, sentence=20)
    affiliations = Affiliations([mention(far, 1, ("SYR", "SYR", ""))])
    assert affiliations.guess(Asked(Graph(here), 2, "actor", "COERCE", "COP", frozenset())) == ""


@pytest.mark.parametrize(("text", "said"), [("a,b\n", ",".join(COLUMNS[:1])), ("feature,weight\nx,much\n", "much")])
def test_a_table_that_is_none_is_named(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "affiliation.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataFileError, match=said) as error:
        weights(path)
    assert str(path) in str(error.value)
