"""A state by its part of the world, and people whose title the tree hangs elsewhere."""

from __future__ import annotations

import pytest

from comity.actors.areas import areas, states_of
from comity.records import Entity
from tests.actors.test_document import base, codes, mentions


def test_every_area_names_states_of_the_base() -> None:
    known = base().labels
    assert [code for states in areas().values() for code in states if code not in known] == []


@pytest.mark.parametrize(
    ("modifiers", "near", "inside", "outside"),
    [
        ("West African", set(), "MLI", "KEN"),
        ("landlocked South American", set(), "BOL", "MLI"),
        ("NATO", {"IGO:NATO"}, "TUR", "RUS"),
    ],
)
def test_states_of_an_area(modifiers: str, near: set[str], inside: str, outside: str) -> None:
    found = states_of(base(), modifiers, near, "2022-01-01")
    assert found is not None and inside in found and outside not in found


def test_no_area() -> None:
    assert states_of(base(), "old", set(), "") is None


SAID = "France France PROPN 2 nsubj\nleft leave VERB 0 root\nMali Mali PROPN 2 obj"
COUNTRY = (
    "Kenya Kenya PROPN 2 nsubj\nurged urge VERB 0 root\nthe the DET 6 det\nWest West PROPN 5 compound\nAfrican African ADJ 6 amod\n"
    "country country NOUN 2 obj"
)


def test_the_country_of_that_area_named_last() -> None:
    assert codes(mentions(SAID, COUNTRY), 1, 5) == ["MLI"]


def test_nobody_of_the_area_is_named() -> None:
    assert "MLI" not in codes(mentions("France France PROPN 2 nsubj\nleft leave VERB 0 root", COUNTRY), 1, 5)


def test_a_title_in_front_counts_wherever_the_tree_hangs_it() -> None:
    found = mentions(
        "Israeli Israeli ADJ 2 amod\nMinister minister PROPN 6 obl\nDr. Dr. PROPN 4 nmod:desc\nXalo Xalo PROPN 6 nsubj\nHulata Hulata PROPN 4 flat\n"
        "left leave VERB 0 root",
        entities={0: (Entity(3, 4, "PER"),)},
    )
    assert codes(found, 0, 3) == ["ISR"]


def test_a_preposition_that_the_tree_hangs_on_another_word() -> None:
    found = mentions(
        "Leaders leader NOUN 6 nsubj\nof of ADP 5 case\nNATO NATO PROPN 1 nmod\nmember member NOUN 5 compound\nstates state NOUN 1 nmod\n"
        "met meet VERB 0 root"
    )
    assert codes(found, 0, 0) == ["IGO:NATO"]


def test_a_stranger_in_apposition_to_whom_the_text_knows() -> None:
    found = mentions(
        "Hamas Hamas PROPN 2 nsubj\nleft leave VERB 0 root",
        "The the DET 2 det\nmovement movement NOUN 4 nmod:poss\n's 's PART 2 case\nspokesman spokesman NOUN 8 nsubj\n, , PUNCT 6 punct\n"
        "Xalo Xalo PROPN 4 appos\nHulata Hulata PROPN 6 flat\nspoke speak VERB 0 root",
        entities={1: (Entity(5, 6, "PER"),)},
    )
    assert codes(found, 1, 5) == ["GRP:Hamas"]


def test_the_army_that_removes_a_president_is_his_own() -> None:
    found = mentions(
        "Egypt Egypt PROPN 2 nsubj\nvoted vote VERB 0 root\nin in ADP 4 case\nEgypt Egypt PROPN 2 obl",
        "The the DET 2 det\narmy army NOUN 3 nsubj\nremoved remove VERB 0 root\nMohamed Mohamed PROPN 3 obj\nMorsi Morsi PROPN 4 flat",
        entities={1: (Entity(3, 4, "PER"),)},
        date="2013-07-03",
    )
    assert codes(found, 1, 1) == ["EGY"]


def based(city: str, noun: str) -> list[str]:
    found = mentions(
        f"The the DET 5 det\n{city} {city} PROPN 4 obl\n- - PUNCT 4 punct\nbased base VERB 5 amod\n{noun} {noun} NOUN 6 nsubj\nmet meet VERB 0 root"
    )
    return codes(found, 0, 4)


@pytest.mark.parametrize(
    ("city", "noun", "code"),
    [
        ("Jeddah", "organisation", ["IGO:OIC"]),
        ("Doha", "network", ["QAT"]),
        ("Jeddah", "network", ["SAU"]),
        ("Xalo", "organisation", []),
    ],
)
def test_a_body_by_its_seat(city: str, noun: str, code: list[str]) -> None:
    assert based(city, noun) == code


@pytest.mark.parametrize(("word", "code"), [("latter", ["PER"]), ("former", ["CHL"])])
def test_the_latter_of_two(word: str, code: list[str]) -> None:
    found = mentions(
        "Chile Chile PROPN 4 nsubj\nand and CCONJ 3 cc\nPeru Peru PROPN 1 conj\nmet meet VERB 0 root",
        f"The the DET 2 det\n{word} {word} ADJ 3 nsubj\nleft leave VERB 0 root",
    )
    assert codes(found, 1, 1) == code
