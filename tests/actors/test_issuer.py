"""Who issues a text, seen from its own words, and whose turn it is in a transcript."""

from __future__ import annotations

import pytest

from comity.actors.issuer import issuer_of, turn
from tests.actors.test_document import base, codes, mentions


@pytest.mark.parametrize(
    ("text", "issuer"),
    [
        ("Office of the Spokesperson\nThe following statement was released", "USA"),
        ("The Deputy Secretary thanked her hosts.", "USA"),
        ("The United States welcomes the election. We look forward to working with Zambia.", "USA"),
        ("We will consult with our Allies and partners.", "USA"),
        ("The secretary said that he was tired.", ""),
        ("The Secretary-General of the United Nations was alarmed.", ""),
        ("“We will talk,” he said. The United States has left.", ""),
        ("The Secretary of Foreign Affairs met him.", ""),
        ("Sergey Lavrov, Minister of Foreign Affairs\nWe regret this.", "RUS"),
        ("John Doe, reporter\nWe regret this.", ""),
        ("On behalf of the Government of Kenya, I greet you. We are friends of Uganda.", "KEN"),
        ("He spoke on behalf of farmers in Kenya. We left.", ""),
    ],
)
def test_the_issuer_is_seen_from_the_text(text: str, issuer: str) -> None:
    assert issuer_of(base(), text, {}, "2015-03-01") == issuer


def test_other_states_have_secretaries_too() -> None:
    assert issuer_of(base(), "The Secretary left.", {"PHL": 3, "USA": 1}) == ""


def test_offices_and_the_first_person_of_the_issuer() -> None:
    found = mentions(
        "The the DET 2 det\nSecretary Secretary PROPN 3 nsubj\nmet meet VERB 0 root\nministers minister NOUN 3 obj",
        "We we PRON 2 nsubj\nagree agree VERB 0 root",
        "The the DET 2 det\nsecretary secretary NOUN 3 nsubj\nleft leave VERB 0 root",
    )
    assert codes(found, 0, 1) == ["USA"] and codes(found, 1, 0) == ["USA"]


@pytest.mark.parametrize(
    ("label", "found"),
    [
        ("SECRETARY BLINKEN: Thank you.", ["USA"]),
        ("FOREIGN MINISTER LE DRIAN: (Via interpreter) Well.", ["FRA"]),
        ("QUESTION: Thank you.", []),
        ("He said: no.", None),
    ],
)
def test_a_label_says_whose_turn_it_is(label: str, found: list[str] | None) -> None:
    refs = turn(base(), label, "2022-02-20", {"USA", "FRA"}, "USA")
    assert (None if refs is None else [r.code for r in refs]) == found


def test_the_first_person_is_whose_turn_it_is() -> None:
    found = mentions(
        "SECRETARY secretary NOUN 5 dep\nBLINKEN Blinken PROPN 1 flat\n: : PUNCT 1 punct\nWe we PRON 5 nsubj\nagree agree VERB 0 root",
        date="2022-02-20",
    )
    assert codes(found, 0, 3) == ["USA"]
