"""Phrases to participants: places that stand for their state, and nouns that name another one than their possessor."""

from __future__ import annotations

import pytest

from comity.coding.graph import Graph
from comity.coding.lexicon import Lexicon
from comity.coding.participants import Mentions, Participants
from comity.records import Mention, Place
from tests.trees import mention, tree


def of_word(table: str, word: int, *found: tuple[int, str]) -> list[str]:
    """Return the codes of the participants of a word; ``found`` are words with the country of the place that they name."""
    text, annotation = tree(table)
    mentions: list[Mention] = [
        mention(annotation, head, kind="place", place=Place("x", country, None, None, "city"), reason="", political=False)
        for head, country in found
    ]
    participants = Participants(Lexicon.load(), Mentions(mentions), text)
    return [p.code for p in participants.of_word(Graph(annotation), word)]


@pytest.mark.parametrize(
    ("table", "word", "place", "codes"),
    [
        ("Gori Gori PROPN 3 nsubj:pass\nwas be AUX 3 aux:pass\nbombed bomb VERB 0 root", 0, 0, ["GEO"]),
        ("Shells shell NOUN 2 nsubj\nhit hit VERB 0 root\nnear near ADP 4 case\nGori Gori PROPN 2 obl", 3, 3, []),
        ("Gori Gori PROPN 3 nmod:poss\n's 's PART 1 case\nschools school NOUN 4 nsubj\nclosed close VERB 0 root", 2, 0, ["GEO"]),
        (
            "No no DET 2 det\none one PRON 5 nsubj\nin in ADP 4 case\nGori Gori PROPN 2 nmod\nslept sleep VERB 0 root",
            1,
            3,
            ["GEO"],
        ),
        ("Talks talk NOUN 4 nsubj\nin in ADP 3 case\nGori Gori PROPN 1 nmod\nended end VERB 0 root", 0, 2, []),
    ],
)
def test_a_place_stands_for_its_state_unless_something_is_in_it(table: str, word: int, place: int, codes: list[str]) -> None:
    assert of_word(table, word, (place, "GEO")) == codes


def test_the_ally_of_a_city_s_government_is_another_one() -> None:
    table = "Gori Gori PROPN 3 nmod:poss\n's 's PART 1 case\nally ally NOUN 4 nsubj\nleft leave VERB 0 root"
    assert of_word(table, 2, (0, "GEO")) == []
