"""What the learned coder reads as denied: negators of the act itself, and reports that are called false."""

from __future__ import annotations

from functools import cache

import pytest

from comity.coding.graph import Graph
from comity.coding.lexicon import Lexicon
from comity.coding.standing import called_false, plainly_negated
from comity.pipeline import ReadOptions
from comity.pipeline.stages import Stages, load_stages
from comity.records import Claim, Source
from tests.trees import tree

SIGNALS = Lexicon.load().signals


@cache
def stages() -> Stages:
    return load_stages(ReadOptions())


def claims(text: str) -> dict[str, Claim]:
    """The claims of a text, by trigger."""
    document = stages().prepare(Source("denials", text, date="2024-05-05"))
    return {c.trigger.text: c for c in stages().interpret(document, stages().annotate([document])[0])[1]}


@pytest.mark.parametrize(
    ("text", "trigger", "polarity"),
    [
        ("No such meeting took place, the foreign ministry in Cairo said.", "meeting", "negated"),
        ("Moscow denied that it had supplied arms to Mali.", "supplied", "negated"),
        ("Benin has trained no rebels, its foreign minister said.", "trained", "negated"),
        ("Turkey has carried out no airstrike in Syria.", "airstrike", "negated"),
        ("Russia called the report of an attack on Ukraine by Belarus a fabrication.", "attack", "negated"),
        ("Iran dismissed reports of an attack on the Israeli embassy as baseless.", "attack", "negated"),
        ("India's accusation that Pakistan shelled Poonch is false, Islamabad said.", "shelled", "negated"),
        ("India's accusation that Pakistan shelled Poonch is false, Islamabad said.", "accusation", "affirmed"),
        ("Russia attacked Ukraine with no warning.", "attacked", "affirmed"),
    ],
)
def test_polarity(text: str, trigger: str, polarity: str) -> None:
    assert claims(text)[trigger].polarity == polarity


def graph(table: str) -> Graph:
    return Graph(tree(table)[1])


def test_not_only_is_no_negator() -> None:
    words = "Russia Russia PROPN 4 nsubj\n{} {} PART 4 advmod\n{} only ADV 4 advmod\ninvaded invade VERB 0 root"
    assert not plainly_negated(graph(words.format("not", "not", "only")), 3, SIGNALS)
    assert plainly_negated(graph(words.format("not", "not", "yesterday")), 3, SIGNALS)


def test_a_false_accusation_was_made() -> None:
    false = graph("The the DET 2 det\naccusation accusation NOUN 4 nsubj\nis be AUX 4 cop\nfalse false ADJ 0 root")
    assert not called_false(false, 1, SIGNALS)
    deal = "Reports report NOUN 5 nsubj\nof of ADP 3 case\ndeals deal NOUN 1 nmod\nare be AUX 5 cop\n{} ADJ 0 root"
    assert called_false(graph(deal.format("groundless groundless")), 2, SIGNALS)
    assert not called_false(graph(deal.format("true true")), 2, SIGNALS)
    denied = deal.format("groundless groundless").replace("are be AUX 5 cop", "aren't not PART 5 advmod")
    assert not called_false(graph(denied), 2, SIGNALS)


@pytest.mark.parametrize(
    ("preposition", "object_", "negated"), [("to", "nothing", True), ("after", "nothing", False), ("to", "much", False)]
)
def test_agreeing_to_nothing(preposition: str, object_: str, negated: bool) -> None:
    words = f"Iran Iran PROPN 2 nsubj\nagreed agree VERB 0 root\n{preposition} {preposition} ADP 4 case\n{object_} {object_} PRON 2 obl"
    assert plainly_negated(graph(words), 1, SIGNALS) is negated
