"""Who meets whom, lists of states, and nouns that name another one than their possessor, on trees written by hand."""

from __future__ import annotations

import pytest

from comity.records import Entity
from tests.actors.test_document import codes, mentions

SPOKE = (
    "Angela Angela PROPN 3 nsubj\nMerkel Merkel PROPN 1 flat\nspoke speak VERB 0 root\nwith with ADP 5 case\n"
    "Emmanuel Emmanuel PROPN 3 obl\nMacron Macron PROPN 5 flat\nabout about ADP 8 case\nIran Iran PROPN 3 obl"
)
PEOPLE = {0: (Entity(0, 1, "PER"), Entity(4, 5, "PER"))}


@pytest.mark.parametrize(
    "later",
    [
        "They they PRON 2 nsubj\nagreed agree VERB 0 root",
        "The the DET 2 det\nleaders leader NOUN 3 nsubj\nagreed agree VERB 0 root",
        "The the DET 3 det\ntwo two NUM 3 nummod\nsides side NOUN 4 nsubj\nagreed agree VERB 0 root",
    ],
)
def test_those_who_met_in_the_sentence_before(later: str) -> None:
    found = mentions(SPOKE, later, entities=PEOPLE)
    assert [codes(found, 1, head) for head in (0, 1, 2) if codes(found, 1, head)] == [["DEU", "FRA"]]


def test_talks_between_two() -> None:
    found = mentions(
        "Talks talk NOUN 6 nsubj\nbetween between ADP 3 case\nCuba Cuba PROPN 1 nmod\nand and CCONJ 5 cc\nHaiti Haiti PROPN 3 conj\n"
        "ended end VERB 0 root",
        "They they PRON 2 nsubj\nfailed fail VERB 0 root",
    )
    assert codes(found, 1, 0) == ["CUB", "HTI"]


def test_an_ally_is_not_its_possessor() -> None:
    found = mentions(
        "Russia Russia PROPN 2 nsubj\nblamed blame VERB 0 root\nits its PRON 4 nmod:poss\nally ally NOUN 2 obj",
        "Allies ally NOUN 4 nsubj\nof of ADP 3 case\nRussia Russia PROPN 1 nmod\nleft leave VERB 0 root",
    )
    assert codes(found, 0, 3) == [] and codes(found, 1, 0) == []


def test_modifiers_that_and_joins() -> None:
    found = mentions(
        "U.S. U.S. PROPN 5 compound\nand and CCONJ 3 cc\nFrench French ADJ 5 amod\nnaval naval ADJ 5 amod\n"
        "officials official NOUN 6 nsubj\nleft leave VERB 0 root"
    )
    assert codes(found, 0, 4) == ["USA", "FRA"]


def test_a_war_of_two() -> None:
    found = mentions(
        "Iran Iran PROPN 4 compound\n- - PUNCT 1 punct\nIraq Iraq PROPN 4 compound\nWar War PROPN 5 nsubj\nended end VERB 0 root"
    )
    assert codes(found, 0, 3) == ["IRN", "IRQ"]


def test_two_states_in_one_word() -> None:
    found = mentions("U.S.-Rwanda U.S.-Rwanda PROPN 2 compound\ntalks talk NOUN 3 nsubj\nbegan begin VERB 0 root")
    assert codes(found, 0, 0) == ["USA", "RWA"] and codes(found, 0, 1) == ["USA", "RWA"]


@pytest.mark.parametrize("relation", ["conj", "appos"])
def test_a_list_whose_part_hangs_higher_up(relation: str) -> None:
    found = mentions(
        f"Ministers minister NOUN 9 nsubj\nof of ADP 3 case\nGreece Greece PROPN 1 nmod\n, , PUNCT 5 punct\nCyprus Cyprus PROPN 1 {relation}\n"
        ", , PUNCT 8 punct\nand and CCONJ 8 cc\nIsrael Israel PROPN 3 conj\nmet meet VERB 0 root"
    )
    assert sorted(codes(found, 0, 0)) == ["CYP", "GRC", "ISR"]


def test_member_states_are_the_organisation() -> None:
    found = mentions(
        "AU AU PROPN 3 compound\nmember member NOUN 3 compound\nstates state NOUN 4 nsubj\nmet meet VERB 0 root",
        "Most most ADJ 3 amod\nmember member NOUN 3 compound\nstates state NOUN 6 nsubj\nof of ADP 5 case\nNATO NATO PROPN 3 nmod\n"
        "agreed agree VERB 0 root",
    )
    assert codes(found, 0, 2) == ["IGO:AU"] and codes(found, 1, 2) == ["IGO:NATO"]


def test_who_speaks_at_the_end_is_of_the_first_one() -> None:
    found = mentions(
        "Brazil Brazil PROPN 2 nsubj\nleft leave VERB 8 ccomp\nHonduras Honduras PROPN 2 obj\n, , PUNCT 8 punct\nits its PRON 7 nmod:poss\n"
        "foreign foreign ADJ 7 amod\nminister minister NOUN 8 nsubj\nsaid say VERB 0 root\n. . PUNCT 8 punct"
    )
    assert codes(found, 0, 4) == ["BRA"]
