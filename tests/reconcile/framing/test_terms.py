"""The lexicon: what is in it, what counts as a term, and the line of each mistake."""

from __future__ import annotations

import csv
import shutil

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.errors import DataFileError
from comity.reconcile.framing import CLASSES, TONES, Terms
from comity.reconcile.framing.terms import FOLDER
from comity.records import Annotation, Entity, Word
from tests.trees import tree

TERMS = Terms.load()


def found(table: str, title: bool = False, entities: tuple[Entity, ...] = ()) -> list[tuple[str, str]]:
    text, annotation = tree(table)
    annotation = Annotation(0, 0, len(text), annotation.words, entities)
    return [(f.term.text, f.term.tone) for f in TERMS.find(annotation, title)]


def test_the_lexicon_is_large_and_says_what_is_neutral() -> None:
    rows = [row for kind in CLASSES for row in csv.DictReader((FOLDER / f"{kind}.csv").open(encoding="utf-8"))]
    assert len(rows) > 1000
    assert sum(bool(row["neutral"]) for row in rows) > 700
    assert {row["tone"] for row in rows} == set(TONES)
    assert len(TERMS) > 2000


@pytest.mark.parametrize(
    ("term", "tone", "neutral"),
    [
        ("terrorist", "disapproving", "armed group member"),
        ("militant", "plain", "armed group member"),
        ("freedom fighter", "approving", "armed group member"),
        ("regime", "disapproving", "government"),
        ("massacre", "disapproving", "killing"),
        ("crackdown", "disapproving", "police operation"),
        ("provocation", "disapproving", "attack"),
        ("aggression", "disapproving", "war"),
        ("special operation", "softening", "war"),
        ("liberation", "approving", "capture"),
    ],
)
def test_choices_for_one_thing_share_their_counterpart(term, tone, neutral) -> None:
    entry = next(t for t in TERMS.entries[term.split()[0]] if t.text == term)
    assert (entry.tone, entry.neutral) == (tone, neutral)


def test_the_longest_term_wins_and_hyphens_are_blanks() -> None:
    table = """
    A a DET 7 det
    so so ADV 4 advmod
    - - PUNCT 4 punct
    called call VERB 7 amod
    special special ADJ 7 amod
    military military ADJ 7 amod
    operation operation NOUN 0 root
    """
    assert found(table) == [("so called", "doubting"), ("special military operation", "softening")]


def test_a_wildcard_is_one_word() -> None:
    table = """
    what what PRON 3 obj
    he he PRON 3 nsubj
    called call VERB 0 root
    a a DET 6 det
    sacred sacred ADJ 6 amod
    fight fight NOUN 3 xcomp
    """
    assert [t for t, _ in found(table)] == ["what * call", "sacred fight"]


def test_the_part_of_speech_counts() -> None:
    claim = "They they PRON 2 nsubj\nclaimed claim VERB 0 root\nthat that SCONJ 5 mark\nit it PRON 5 nsubj\nwon win VERB 2 ccomp"
    assert found(claim) == [("claim", "doubting")]
    relations = "They they PRON 2 nsubj\nmaintain maintain VERB 0 root\nrelations relation NOUN 2 obj"
    assert all(t != "maintain" for t, _ in found(relations))
    claims = "Their their PRON 2 nmod:poss\nclaims claim NOUN 0 root"
    assert found(claims) == [("claim", "doubting")]


def test_exceptions_and_names_are_no_terms() -> None:
    table = "A a DET 4 det\nfighter fighter NOUN 4 compound\njet jet NOUN 4 compound\nclaimed claim VERB 0 root\nresponsibility responsibility NOUN 4 obj"
    assert found(table) == []
    court = "The the DET 4 det\nInternational International PROPN 4 amod\nBrutal Brutal ADJ 4 amod\nCourt Court PROPN 0 root"
    assert found(court, entities=(Entity(1, 3, "ORG"),)) == []
    assert found(court) == [("brutal", "disapproving")]
    army = "Liberation Liberation PROPN 2 compound\nArmy Army PROPN 0 root"
    assert found(army) == []


def test_headlines_are_written_as_names_are() -> None:
    table = "Brutal Brutal PROPN 2 compound\nRegime Regime PROPN 3 nsubj\nAttacks attack VERB 0 root"
    assert [t for t, _ in found(table, title=True)] == ["brutal", "regime"]
    assert found(table) == []


def test_the_counterpart_itself_is_found() -> None:
    assert found("The the DET 2 det\ngovernment government NOUN 3 nsubj\nsaid say VERB 0 root\nso so ADV 3 advmod") == [
        ("government", "neutral"),
        ("say", "neutral"),
    ]


WORDS = st.sampled_from(
    [("regime", "NOUN"), ("special", "ADJ"), ("operation", "NOUN"), ("so", "ADV"), ("-", "PUNCT"), ("called", "VERB"),
     ("what", "PRON"), ("he", "PRON"), ("military", "ADJ"), ("the", "DET"), ("Kiev", "PROPN"), ("could", "AUX"), ("not", "PART")]
)  # fmt: skip


@settings(deadline=None)
@given(st.lists(WORDS, max_size=12))
def test_terms_are_in_order_and_share_no_word(words) -> None:
    rows = tuple(Word(t, i * 10, i * 10 + len(t), t.lower(), tag, i - 1, "dep") for i, (t, tag) in enumerate(words))
    hits = TERMS.find(Annotation(0, 0, 10 * len(rows), rows))
    last = -1
    for hit in hits:
        assert last < hit.first <= hit.last < len(rows)
        last = hit.last
    assert hits == TERMS.find(Annotation(0, 0, 10 * len(rows), rows))


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("thug,NOUN,rude,person", "label.csv, line 3: 'rude' is no tone; valid are disapproving"),
        ("thug,NN,disapproving,person", "label.csv, line 3: 'NN' is no part of speech"),
        ("thug,NOUN,disapproving", "label.csv, line 3: 3 values; the header has 4 columns"),
        ("tyrant,NOUN,disapproving,leader", "'tyrant' stands in label.csv, line 2 too"),
        ("Thug,NOUN,disapproving,person", "has capital letters"),
        ("*,NOUN,disapproving,person", "is no term"),
        ('"thug,NOUN,disapproving,person', "label.csv, line 3"),
    ],
)
def test_mistakes_name_their_line(tmp_path, line, message) -> None:
    folder = tmp_path / "lexicon"
    folder.mkdir()
    for kind in (*CLASSES, "none"):
        (folder / f"{kind}.csv").write_text("term,pos,tone,neutral\n", encoding="utf-8")
    (folder / "label.csv").write_text(f"term,pos,tone,neutral\ntyrant,NOUN,disapproving,leader\n{line}\n", encoding="utf-8")
    with pytest.raises(DataFileError) as error:
        Terms.load(folder)
    assert message in str(error.value)


def test_a_missing_file_is_named(tmp_path) -> None:
    shutil.copytree(FOLDER, tmp_path / "lexicon")
    assert len(Terms.load(tmp_path / "lexicon")) == len(TERMS)
    (tmp_path / "lexicon" / "hedge.csv").unlink()
    with pytest.raises(DataFileError, match=r"hedge\.csv: cannot be read"):
        Terms.load(tmp_path / "lexicon")
    (tmp_path / "lexicon" / "hedge.csv").write_text("word,tone\n", encoding="utf-8")
    with pytest.raises(DataFileError, match=r"hedge\.csv, line 1: the columns are word,tone"):
        Terms.load(tmp_path / "lexicon")
