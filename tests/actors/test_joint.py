"""Who "we" are in a statement that several issue, and "they" long after a meeting."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.actors.joint import joint_issuers
from tests.actors.test_document import base, codes, mentions


@pytest.mark.parametrize(
    ("text", "issuers"),
    [
        ("The text of the following statement was released by the Governments of France, Italy, and Japan. We regret it.",
         ["FRA", "ITA", "JPN"]),
        ("We, the leaders of Chile, Peru and Bolivia met today.", ["CHL", "PER", "BOL"]),
        ("Joint statement by Kenya and Uganda\nOur teams will meet.", ["KEN", "UGA"]),
        ("Canada, the Kingdom of Denmark and Norway note the report. We support it.", ["CAN", "DNK", "NOR"]),
        ("The following is a statement from the G7 foreign ministers of Canada, France and the High Representative of the European "
         "Union. We condemn it.", ["IGO:G7", "IGO:EU"]),
        ("Mali and Niger left. They will not return.", []),  # nobody speaks as "we"
        ("Mali and Niger left. “We are tired,” said a guest.", []),  # somebody is quoted
        ("France agrees with the joint statement by Kenya and Uganda. We support it.", []),
        ("The special envoy for Yemen will visit Oman. We wish him well.", []),
        ("We, the people, met in France and in Italy.", []),
    ],
)  # fmt: skip
def test_the_issuers_of_a_statement(text: str, issuers: list[str]) -> None:
    assert [r.code for r in joint_issuers(base(), text, "2022-03-01")] == issuers


@settings(deadline=None)  # the first text builds the search
@given(st.text(max_size=200))
def test_no_text_breaks_it(text: str) -> None:
    found = joint_issuers(base(), f"We, the leaders of {text}", "")
    assert len(found) != 1 and len({r.code for r in found}) == len(found)


def test_we_are_all_who_issue_it() -> None:
    found = mentions(
        "We we PRON 7 nsubj\n, , PUNCT 4 punct\nthe the DET 4 det\nleaders leader NOUN 1 appos\nof of ADP 6 case\nChile Chile PROPN 4 nmod\n"
        "and and CCONJ 8 cc\nPeru Peru PROPN 6 conj\nmet meet VERB 0 root",
        "Our our PRON 2 nmod:poss\nteams team NOUN 3 nsubj\nworked work VERB 0 root",
    )
    assert codes(found, 1, 0) == ["CHL", "PER"]


MET = "France France PROPN 2 nsubj\nmet meet VERB 0 root\nwith with ADP 4 case\nItaly Italy PROPN 2 obl"
ALONE = "France France PROPN 2 nsubj\nmourned mourn VERB 0 root\nUkraine Ukraine PROPN 2 obj"
THEY = "They they PRON 2 nsubj\nagreed agree VERB 0 root"


def test_those_who_met_stay_they_over_sentences() -> None:
    assert codes(mentions(MET, ALONE, THEY), 2, 0) == ["FRA", "ITA"]


def test_another_group_ends_it() -> None:
    protests = "Kenyan Kenyan ADJ 2 amod\nprotesters protester NOUN 3 nsubj\nmarched march VERB 0 root"
    assert codes(mentions(MET, protests, THEY), 2, 0) == ["KEN"]


def test_participants_are_those_who_met() -> None:
    assert codes(mentions(MET, "Participants participant NOUN 2 nsubj\nagreed agree VERB 0 root"), 1, 0) == ["FRA", "ITA"]


def test_subjects_who_do_it_together() -> None:
    table = "France France PROPN 4 nsubj\nand and CCONJ 3 cc\nItaly Italy PROPN 1 conj\nconvened convene VERB 0 root"
    assert codes(mentions(table, THEY), 1, 0) == ["FRA", "ITA"]


def test_the_minister_beside_the_secretary_is_the_other_one() -> None:
    found = mentions(
        "The the DET 2 det\nSecretary Secretary PROPN 3 nsubj\nmet meet VERB 0 root\nwith with ADP 5 case\nItaly Italy PROPN 3 obl",
        "The the DET 2 det\nSecretary Secretary PROPN 6 nsubj\nand and CCONJ 5 cc\nthe the DET 5 det\nMinister minister NOUN 2 conj\n"
        "agreed agree VERB 0 root",
    )
    assert codes(found, 1, 4) == ["ITA"]
