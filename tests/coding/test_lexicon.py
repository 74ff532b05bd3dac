"""The lexicon: the shipped files, users' files, and their mistakes."""

from __future__ import annotations

from pathlib import Path

import pytest

from comity.coding.lexicon import Lexicon
from comity.errors import DataFileError
from comity.ontology import PLOVER


def test_the_shipped_lexicon_covers_every_type_with_verbs_and_nouns() -> None:
    lexicon = Lexicon.load()
    verbs = {act.type for acts in lexicon.verbs.values() for act in acts}
    nouns = {act.type for acts in lexicon.nouns.values() for act in acts}
    assert verbs == nouns == set(PLOVER)


def test_words_are_lemmas_in_lower_case() -> None:
    lexicon = Lexicon.load()
    for index in (lexicon.verbs, lexicon.nouns):
        for acts in index.values():
            for act in acts:
                assert act.words == tuple(w.lower().strip() for w in act.words) and all(act.words), act


def test_a_users_file_comes_first(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text('type = "SANCTION"\n[[act]]\nverbs = ["derecognise"]\nmode = "withdraw"\nneeds = "both"\n')
    lexicon = Lexicon.load([path])
    (act,) = lexicon.verbs["derecognise"]
    assert (act.type, act.mode, act.needs) == ("SANCTION", "withdraw", "both")
    assert "derecognise" not in Lexicon.load().verbs


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('type = "SCOLD"\n', "none of ACCUSE"),
        ("[[act]]\n", "needs a line like type"),
        ('type = "ACCUSE"\n[[act]]\nverbs = ["tut"]\nmode = "loudly"\n', "no mode of ACCUSE; valid are"),
        ('type = "ACCUSE"\n[[act]]\nverb = ["tut"]\n', "unknown key 'verb'; valid are"),
        ('type = "ACCUSE"\n[[act]]\nmode = "allege"\n', "needs `verbs` or `nouns`"),
        ('type = "ACCUSE"\n[[act]]\nverbs = ["tut"]\nneeds = "much"\n', "needs = 'much' is not valid; choose one of"),
        ('type = "ACCUSE"\n[[act]]\nverbs = ["tut"]\nobject = ["nowhere"]\n', "'nowhere' is not a class"),
        ('type = "ACCUSE"\n[[act]]\nverbs = [" "]\n', "an empty word"),
        ("type = \n", "not valid TOML"),
    ],
)
def test_mistakes_name_file_and_what_is_valid(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(text)
    with pytest.raises(DataFileError) as error:
        Lexicon.load([path])
    assert message in str(error.value) and "mine.toml" in str(error.value) and "\n" not in str(error.value).strip()


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(DataFileError, match="cannot be read"):
        Lexicon.load([tmp_path / "nope.toml"])


CATEGORY = """type = "SANCTION"
name = "water"
description = "Water is held back."
examples = ["A **cut** it.", "B **cut** it.", "C **cut** it.", "D **cut** it.", "E **cut** and **shut** it."]
counterexamples = ["F cut taxes."]
[[act]]
verbs = ["dam"]
"""


def test_a_category_has_marked_examples_and_patterns_with_its_name_as_mode(tmp_path: Path) -> None:
    path = tmp_path / "water.toml"
    path.write_text(CATEGORY, encoding="utf-8")
    lexicon = Lexicon.load([path])
    (category,) = lexicon.categories
    assert (category.name, category.type) == ("water", "SANCTION")
    assert category.examples[0] == ("A cut it.", ((2, 5),))
    assert [e[1] for e in category.examples[4:]] == [((2, 5), (10, 14)), ()]
    assert lexicon.verbs["dam"][0].mode == "water" and lexicon.verbs["dam"][0].own


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('name = "water"\n', "", "has examples but no name"),
        ('"water"', '"Water Cut"', "use small letters, digits and hyphens"),
        ('"water"', '"expel"', "is a mode of SANCTION already"),
        ('"Water is held back."', '""', "needs a description"),
        ('"A **cut** it.", ', "", "has 4 examples; give 5 to 20"),
        ("A **cut** it", "A cut it", "no word is marked in the example 'A cut it.'"),
        ("A **cut** it", "A **cut it", "without its partner"),
        ('["F cut taxes."]', '"F cut taxes."', "counterexamples is no list of sentences"),
    ],
)
def test_mistakes_in_a_category(tmp_path: Path, old: str, new: str, message: str) -> None:
    path = tmp_path / "water.toml"
    path.write_text(CATEGORY.replace(old, new), encoding="utf-8")
    with pytest.raises(DataFileError) as caught:
        Lexicon.load([path])
    assert message in str(caught.value) and "water.toml" in str(caught.value)
