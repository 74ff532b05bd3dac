"""Coreference inside a document: mentions and features on trees written by hand, the ranker, actors along chains."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.actors.chain_actors import along
from comity.actors.chain_features import ANAPHORS, BY_STRENGTH, NEW_FEATURES, PAIR_FEATURES, STRINGS
from comity.actors.chain_mentions import Traits, find
from comity.actors.chain_pairs import pair
from comity.actors.chain_words import CLASSES, Words, words
from comity.actors.chains import COLUMNS, Ranker, ranker, slots
from comity.errors import DataFileError
from comity.records import ActorRef, Annotation, Entity, Mention, Word
from tests.trees import tree

BOLDEN = "Charles Charles PROPN 3 nsubj\nBolden Bolden PROPN 1 flat\nspoke speak VERB 0 root"
HE_LEFT = "Then then ADV 3 advmod\nhe he PRON 3 nsubj\nleft leave VERB 0 root"
SURNAME = "Reporters reporter NOUN 2 nsubj\nasked ask VERB 0 root\nBolden Bolden PROPN 2 obj"


def sentences(*tables: str, people: dict[int, tuple[int, int]] | None = None) -> tuple[str, list[Annotation]]:
    """Return a document of hand-written trees; ``people`` gives the words of a person's name by sentence."""
    text, annotations = "", []
    for number, table in enumerate(tables):
        part, annotation = tree(table, sentence=number, offset=len(text) + bool(text))
        text = f"{text} {part}" if text else part
        named = (Entity(*people[number], "PER"),) if people and number in people else ()
        annotations.append(Annotation(number, annotation.start, annotation.end, annotation.words, named))
    return text, annotations


def phrases(text: str, found: list[Traits]) -> list[tuple[str, str, str]]:
    return [(text[t.mention.start : t.mention.end], t.mention.kind, CLASSES[t.category]) for t in found]


def test_word_lists_are_clean() -> None:
    lists = words().lists
    assert not lists["men"] & lists["women"] and not lists["men_titles"] & lists["women_titles"]
    assert all(w == w.lower() for name in lists for w in lists[name])
    assert len(lists["men"]) > 700 and len(lists["women"]) > 480


@pytest.mark.parametrize(
    ("lemma", "plural", "category"),
    [
        ("wife", False, "woman"), ("man", True, "people"), ("government", False, "body"), ("company", True, "bodies"),
        ("election", False, "thing"), ("lobbyist", False, "agentive"), ("rope", True, "things"), ("rope", False, "noun"),
    ],
)  # fmt: skip
def test_nouns_have_a_class(lemma: str, plural: bool, category: str) -> None:
    assert words().noun(lemma, plural) == category


def test_names_pronouns_and_nouns_are_mentions() -> None:
    text, annotations = sentences(BOLDEN, HE_LEFT, SURNAME, people={0: (0, 1), 2: (2, 2)})
    assert phrases(text, find(text, annotations)) == [
        ("Charles Bolden", "name", "per_m"), ("he", "pronoun", "he"), ("Reporters", "noun", "people"), ("Bolden", "name", "per_m"),
    ]  # fmt: skip


def test_expletives_and_relative_pronouns_are_none() -> None:
    text, annotations = sentences(
        "It it PRON 2 expl\nseems seem VERB 0 root",
        "Laws law NOUN 0 root\nthat that PRON 3 nsubj\nhelp help VERB 1 acl:relcl",
    )
    assert [t.lemma for t in find(text, annotations)] == ["law"]


def test_a_coordination_stands_before_its_first_member() -> None:
    text, annotations = sentences("Iran Iran PROPN 4 nsubj\nand and CCONJ 3 cc\nOman Oman PROPN 1 conj\nagreed agree VERB 0 root")
    assert [(t.mention.kind, text[t.mention.start : t.mention.end]) for t in find(text, annotations)] == [
        ("group", "Iran and Oman"), ("name", "Iran"), ("name", "Oman"),
    ]  # fmt: skip


def test_the_words_of_names_are_compared() -> None:
    text, annotations = sentences(BOLDEN, SURNAME, HE_LEFT, people={0: (0, 1), 1: (2, 2)})
    found = find(text, annotations)
    pairs = next(pair(found))
    at = [f.name for f in PAIR_FEATURES].index("strings")
    like = {
        (int(j), int(i)): STRINGS[row[at] % len(STRINGS)]
        for j, i, row in zip(pairs.later, pairs.earlier, pairs.rows, strict=True)
    }
    assert like[2, 0] == "surname" and like[2, 1] == "none" and like[3, 2] == "none"


def test_the_shipped_weights_link_a_surname_and_a_pronoun() -> None:
    text, annotations = sentences(BOLDEN, HE_LEFT, SURNAME, people={0: (0, 1), 2: (2, 2)})
    chains = ranker().chains(text, annotations)
    assert [[text[m.start : m.end] for m in chain] for chain in chains] == [["Charles Bolden", "he", "Bolden"]]


def test_weights_decide() -> None:
    text, annotations = sentences(BOLDEN, HE_LEFT, people={0: (0, 1)})
    found = find(text, annotations)
    places, _ = slots()
    weights = np.zeros(len(places))
    assert Ranker(weights).antecedents(found) == [-1, -1]  # nothing speaks for a link
    weights[places["he", "sentences apart", "1"]] = 1
    assert Ranker(weights).antecedents(found) == [-1, 0]
    weights[places["he", "new: class", "he"]] = 2
    assert Ranker(weights).antecedents(found) == [-1, -1]


def test_names_of_values_are_unique() -> None:
    places, starts = slots()
    features = PAIR_FEATURES + NEW_FEATURES
    assert len(places) == sum(len(ANAPHORS) * len(f.values) for f in features) and len(starts) == len(features)
    assert sorted(BY_STRENGTH) == sorted(STRINGS)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("a,b\n", "must name the columns"),
        (",".join(COLUMNS) + "\nhe,height,1,0.5\n", ":2: no such weight"),
        (",".join(COLUMNS) + "\nhe,sentences apart,1,much\n", "cannot be read"),
    ],
)
def test_a_bad_table_of_weights_is_named(tmp_path: Path, text: str, problem: str) -> None:
    path = tmp_path / "weights.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataFileError, match=problem):
        Ranker.load(path)


def test_missing_data_are_named(tmp_path: Path) -> None:
    with pytest.raises(DataFileError, match="cannot be read"):
        Ranker.load(tmp_path / "weights.csv")
    (tmp_path / "words.toml").write_text('men = "adam"\n', encoding="utf-8")
    with pytest.raises(DataFileError, match="no list 'women'"):
        Words.load(tmp_path / "words.toml")


FORMS = [
    ("Bolden", "Bolden", "PROPN"), ("NATO", "NATO", "PROPN"), ("he", "he", "PRON"), ("they", "they", "PRON"), ("I", "I", "PRON"),
    ("ministers", "minister", "NOUN"), ("the", "the", "DET"), ("said", "say", "VERB"), ("“", "“", "PUNCT"), ("?", "?", "PUNCT"),
]  # fmt: skip
RELATIONS = ("nsubj", "obj", "conj", "appos", "nmod:poss", "compound", "flat", "det", "cop", "obl", "expl", "acl:relcl")


@st.composite
def documents(draw: st.DrawFn) -> tuple[str, list[Annotation]]:
    """Return a document of nonsense: any words, any heads, any relations, any names."""
    text, annotations = "", []
    for number in range(draw(st.integers(0, 5))):
        start, tokens = len(text), []
        n = draw(st.integers(0, 8))
        for i in range(n):
            form, lemma, upos = draw(st.sampled_from(FORMS))
            head = draw(st.integers(-1, n - 1).filter(lambda h, i=i: h != i))
            tokens.append(Word(form, len(text), len(text) + len(form), lemma, upos, head, draw(st.sampled_from(RELATIONS))))
            text += form + " "
        named = (Entity(0, draw(st.integers(0, n - 1)), draw(st.sampled_from(("PER", "ORG", "LOC")))),) if n else ()
        annotations.append(Annotation(number, start, len(text), tuple(tokens), named))
        text += draw(st.sampled_from(("", "\n\n")))
    return text, annotations


@settings(deadline=None, max_examples=60)
@given(documents(), st.integers(1, 7))
def test_any_annotation_is_read(document: tuple[str, list[Annotation]], block: int) -> None:
    text, annotations = document
    found = find(text, annotations)
    whole = list(pair(found))
    parts = list(pair(found, block))
    for name in ("later", "earlier", "rows", "new"):
        a, b = ([getattr(p, name) for p in side] for side in (whole, parts))
        if found:
            assert np.array_equal(np.concatenate(a), np.concatenate(b))  # blocks change nothing
    for pairs in whole:
        for column, feature in zip(pairs.rows.T, PAIR_FEATURES, strict=True):
            assert ((column >= 0) & (column < len(ANAPHORS) * len(feature.values))).all(), feature.name
        for column, feature in zip(pairs.new.T, NEW_FEATURES, strict=True):
            assert ((column >= 0) & (column < len(ANAPHORS) * len(feature.values))).all(), feature.name
        assert (pairs.earlier < pairs.later).all()
    chains = ranker().chains(text, annotations)
    members = [m for chain in chains for m in chain]
    assert len(members) == len(set(members)) and all(len(chain) > 1 for chain in chains)
    for chain in chains:
        assert all((a.sentence, a.head) <= (b.sentence, b.head) for a, b in pairwise(chain))


def mention(annotation: Annotation, head: int, kind: str, *refs: tuple[str, str, str], sector: str = "") -> Mention:
    word = annotation.words[head]
    found = tuple(ActorRef(*r) for r in refs)
    return Mention(annotation.sentence, head, head, head, word.text, word.start, word.end, kind, found, sector=sector)


THE_CHIEF = "The the DET 2 det\nchief chief NOUN 3 nsubj\nleft leave VERB 0 root"
NASA = ("USA.GOV.CHARLES-BOLDEN", "USA", "GOV")


def joined(known: dict[tuple[int, int], Mention], *tables: str) -> dict[tuple[int, int], tuple[str, str]]:
    """Return kind and actor of what is added where one chain holds the first word and the subjects of the other sentences."""
    text, annotations = sentences(BOLDEN, *tables, people={0: (0, 1)})
    subjects = [t.mention for t in find(text, annotations)]
    return {key: (m.kind, m.refs[0].actor) for key, m in along([subjects], known, annotations, text).items()}


def test_pronouns_and_descriptions_take_the_actor_of_their_chain() -> None:
    _, (first, *_) = sentences(BOLDEN)
    known = {(0, 0): mention(first, 0, "name", NASA)}
    assert joined(known, HE_LEFT, THE_CHIEF) == {(1, 1): ("pronoun", NASA[0]), (2, 1): ("description", NASA[0])}
    assert joined({}, HE_LEFT) == {}  # nobody is named


def test_what_has_an_actor_keeps_it_unless_it_is_nameless() -> None:
    _, (first, second) = sentences(BOLDEN, THE_CHIEF)
    named = {(0, 0): mention(first, 0, "name", NASA)}
    assert joined({**named, (1, 1): mention(second, 1, "role", ("FRA.GOV", "FRA", "GOV"))}, THE_CHIEF) == {}
    assert joined({**named, (1, 1): mention(second, 1, "role", ("USA.GOV", "USA", "GOV"))}, THE_CHIEF) == {
        (1, 1): ("role", NASA[0])
    }
    assert joined({**named, (1, 1): mention(second, 1, "role", sector="GOV")}, THE_CHIEF) == {(1, 1): ("role", NASA[0])}


def test_who_speaks_and_what_is_said_of_somebody_stay_open() -> None:
    _, (first, *_) = sentences(BOLDEN)
    known = {(0, 0): mention(first, 0, "name", NASA)}
    assert joined(known, "I I PRON 2 nsubj\nleft leave VERB 0 root") == {}
    predicate = "Who who PRON 4 nsubj\nis be AUX 4 cop\nthe the DET 4 det\nchief chief NOUN 0 root"
    assert joined(known, predicate) == {}


def test_two_actors_in_a_chain_give_none() -> None:
    text, annotations = sentences(BOLDEN, SURNAME, HE_LEFT, people={0: (0, 1), 1: (2, 2)})
    chain = [t.mention for t in find(text, annotations) if t.mention.kind != "noun"]
    known = {
        (0, 0): mention(annotations[0], 0, "name", NASA),
        (1, 2): mention(annotations[1], 2, "name", ("GBR.LEG.BOLDEN", "GBR", "LEG")),
    }
    assert along([chain], known, annotations, text) == {}
