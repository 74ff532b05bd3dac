from __future__ import annotations

import pytest

from comity.annotate import Bundle
from comity.annotate.lemmas import Lemmatizer, by_rule


@pytest.mark.parametrize(
    ("word", "upos", "lemma"),
    [
        ("met", "VERB", "meet"), ("said", "VERB", "say"), ("were", "AUX", "be"), ("n't", "PART", "not"),
        ("threatening", "VERB", "threaten"), ("withdrew", "VERB", "withdraw"), ("imposes", "VERB", "impose"),
        ("agreed", "VERB", "agree"), ("agreeing", "VERB", "agree"), ("denied", "VERB", "deny"), ("condemned", "VERB", "condemn"),
        ("accused", "VERB", "accuse"), ("killed", "VERB", "kill"), ("attacking", "VERB", "attack"), ("urged", "VERB", "urge"),
        ("recognised", "VERB", "recognise"), ("deployed", "VERB", "deploy"), ("sanctions", "NOUN", "sanction"),
        ("countries", "NOUN", "country"), ("talks", "NOUN", "talk"), ("crises", "NOUN", "crisis"), ("Russia", "PROPN", "Russia"),
        ("Hamas", "PROPN", "Hamas"), ("Abbas", "PROPN", "Abbas"), ("Paris", "PROPN", "Paris"), ("larger", "ADJ", "large"),
        ("worse", "ADJ", "bad"), ("them", "PRON", "they"), ("pledged", "VERB", "pledge"), ("freed", "VERB", "free"),
        ("missiles", "NOUN", "missile"), ("gunmen", "NOUN", "gunman"), ("seized", "VERB", "seize"), ("shelled", "VERB", "shell"),
    ],
)  # fmt: skip
def test_lemmas_of_the_packaged_bundle(word: str, upos: str, lemma: str) -> None:
    assert BUNDLE.lemmatizer.lemma(word, upos) == lemma


BUNDLE = Bundle.load()


def test_a_form_is_looked_up_as_written_then_in_lower_case() -> None:
    known = {"VERB": frozenset({"found"})}
    lemmatizer = Lemmatizer({"VERB": {"found": "find", "Founded": "X"}, "PROPN": {"may": "x"}}, known)
    assert lemmatizer.lemma("Found", "VERB") == "find"
    assert lemmatizer.lemma("Founded", "VERB") == "X"
    assert lemmatizer.lemma("founded", "VERB") == "found"
    assert lemmatizer.lemma("May", "PROPN") == "May"


def test_rules_without_a_vocabulary_still_answer() -> None:
    assert by_rule("stopping", "VERB", {}) == "stop"
    assert by_rule("escalated", "VERB", {}) == "escalate"
    assert by_rule("11,200", "NUM", {}) == "11200"
    assert by_rule("s", "NOUN", {}) == "s"
