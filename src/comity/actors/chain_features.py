"""The features of coreference by name: what each asks, and the values it may have.

Every feature is a choice among named values, so that the score of a pair is a sum of table look-ups. The features follow Soon
et al. (2001), Bengtson and Roth (2008) and Durrett and Klein (2013): string and head match, agreement, distance, syntactic
role, definiteness, quotes and the salience of what the document repeats.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from comity.actors.chain_mentions import DEFINITE, ROLES
from comity.actors.chain_words import CLASSES

ANAPHORS = ("he", "it", "they", "first", "this", "name", "the", "noun", "group")

SENTENCES = ("0", "1", "2", "3", "4-5", "6-9", "10-19", "20+")
STEPS = ("1", "2", "3", "4", "5-6", "7-9", "10-14", "15-24", "25+")
RANKS = ("no", "1", "2", "3", "4-5", "6-9", "10+")
COUNTS = ("1", "2", "3-4", "5-8", "9+")
STRINGS = (
    "none", "same", "surname", "full after surname", "given name", "full after given name", "outer words same", "acronym",
    "all words in", "head word and more", "some words", "other person of that surname", "lemma in name",
    "same name, other modifiers", "same noun", "same noun, fewer modifiers", "same noun, more modifiers",
    "same noun, other modifiers", "same pronoun",
)  # fmt: skip
# the same from the most telling on
BY_STRENGTH = (
    "same", "same name, other modifiers", "acronym", "outer words same", "surname", "full after surname", "same noun",
    "same noun, fewer modifiers", "given name", "full after given name", "all words in", "head word and more",
    "same noun, more modifiers", "lemma in name", "same noun, other modifiers", "some words", "other person of that surname",
    "same pronoun", "none",
)  # fmt: skip
LINKS = (
    "none", "apposition", "predicate", "coordinated", "same predicate", "same predicate, reflexive", "governs",
    "governed", "own coordination",
)  # fmt: skip
QUOTED = (
    "none", "same quote", "other quotes", "into a quote", "out of a quote",
    "speaker here, first person", "speaker before, first person", "first person, speaker here", "first person, speaker after",
)  # fmt: skip
PARAGRAPHS = ("same", "next", "second", "farther")


class Feature(NamedTuple):
    """A feature of a pair (or, of the choice "new", of a mention): its name and the names of its values."""

    name: str
    values: tuple[str, ...]


def _crossed(*parts: Sequence[str]) -> tuple[str, ...]:
    out = [""]
    for part in parts:
        out = [f"{a} & {b}" if a else b for a in out for b in part]
    return tuple(out)


WHERE = ("here", "before", "farther")
PAIR_FEATURES = (
    Feature("sentences apart", SENTENCES),
    Feature("mentions apart", STEPS),
    Feature("classes", _crossed(CLASSES, CLASSES)),
    Feature("strings", STRINGS),
    Feature("strings, definite", _crossed(STRINGS, DEFINITE)),
    Feature("strings, class", _crossed(STRINGS, CLASSES)),
    Feature("role of antecedent", _crossed(ROLES, WHERE)),
    Feature("roles", _crossed(ROLES, ROLES)),
    Feature("roles, where", _crossed(ROLES, ROLES, WHERE)),
    Feature("class of antecedent, sentences", _crossed(CLASSES, SENTENCES)),
    Feature("antecedent is, role", _crossed(DEFINITE, ROLES)),
    Feature("links", LINKS),
    Feature("links, class", _crossed(LINKS, CLASSES)),
    Feature("quotes", QUOTED),
    Feature("quotes, classes", _crossed(("i", "we", "you", "other"), ("i", "we", "you", "other"), QUOTED)),
    Feature("paragraphs", PARAGRAPHS),
    Feature("paragraphs, first person", _crossed(("i", "we", "you", "other"), ("i", "we", "you", "other"),
                                                 PARAGRAPHS, ("alike", "asks", "answers"))),
    Feature("fitting before it", RANKS),
    Feature("fitting before it, sentences", _crossed(RANKS, SENTENCES[:4])),
    Feature("antecedent is", _crossed(DEFINITE, SENTENCES[:4])),
    Feature("repeated", _crossed(COUNTS, WHERE)),
    Feature("repeated, class", _crossed(COUNTS, CLASSES)),
)  # fmt: skip
NEW_FEATURES = (
    Feature("new: class", CLASSES),
    Feature("new: definite, role", _crossed(DEFINITE, ROLES)),
    Feature("new: class, role", _crossed(CLASSES, ROLES)),
    Feature("new: best string", STRINGS),
    Feature("new: class, fitting", _crossed(CLASSES, RANKS)),
    Feature("new: sentence", ("first", "second", "3-5", "6-20", "later")),
    Feature("new: repeated", _crossed(COUNTS, DEFINITE)),
    Feature("new: modified", ("no", "yes")),
)
