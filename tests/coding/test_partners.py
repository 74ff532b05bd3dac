"""Who takes part beside the one that is known, on trees written by hand."""

from __future__ import annotations

import pytest

from comity.coding.graph import Graph
from comity.coding.lexicon import Lexicon
from comity.coding.participants import Mentions, Participants
from comity.coding.partners import partners
from tests.trees import mention, tree

MEETS = "Iran Iran PROPN 2 nsubj\nmet meet VERB 0 root\nwith with ADP 4 case\nIraq Iraq PROPN 2 obl"
HOLDS = "Iran Iran PROPN 2 nsubj\nheld hold VERB 0 root\ntalks talk NOUN 2 obj\nwith with ADP 5 case\nIraq Iraq PROPN 3 nmod"
CLASHES = MEETS.replace("met meet", "clashed clash")
HITS = MEETS.replace("met meet", "hit hit")


@pytest.mark.parametrize(
    ("table", "word", "kind", "known", "other", "found"),
    [
        (MEETS, 1, "CONSULT", 0, 3, ["IRQ"]),
        (MEETS, 1, "CONSULT", 3, 0, ["IRN"]),
        (HOLDS, 2, "CONSULT", 4, 0, ["IRN"]),
        (CLASHES, 1, "ASSAULT", 0, 3, ["IRQ"]),
        (HITS, 1, "ASSAULT", 0, 3, []),
        (MEETS, 1, "REQUEST", 0, 3, []),
    ],
)
def test_the_other_side(table: str, word: int, kind: str, known: int, other: int, found: list[str]) -> None:
    text, annotation = tree(table)
    named = {0: ("IRN", "IRN", ""), max(known, other): ("IRQ", "IRQ", "")}
    participants = Participants(
        Lexicon.load(), Mentions([mention(annotation, h, ref, reason="") for h, ref in named.items()]), text
    )
    graph = Graph(annotation)
    actors = participants.of_word(graph, known)
    assert [p.code for p in partners(graph, word, kind, actors, participants)] == found
