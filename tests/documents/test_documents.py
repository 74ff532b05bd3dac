"""Language, ids and copies."""

from __future__ import annotations

import random

import pytest

from comity.documents import Duplicates, fingerprint, identify_language, prepare, similarity
from comity.records import Document, Skipped, Source

ENGLISH = "The foreign ministers of the two countries met in Geneva on Monday and agreed to continue their talks."
OTHERS = {
    "fr": "Les ministres des affaires étrangères des deux pays se sont rencontrés lundi à Genève pour poursuivre les discussions.",
    "de": "Die Außenminister der beiden Länder trafen sich am Montag in Genf und vereinbarten, die Gespräche fortzusetzen.",
    "ru": "Министры иностранных дел двух стран встретились в понедельник в Женеве и договорились продолжить переговоры.",
    "es": "Los ministros de Exteriores de los dos países se reunieron el lunes en Ginebra y acordaron continuar las conversaciones.",
}


def test_english_is_english() -> None:
    assert identify_language(ENGLISH)[0] == "en"
    assert identify_language("Putin meets Kim")[0] == "en"


@pytest.mark.parametrize("language", sorted(OTHERS))
def test_other_languages_are_skipped_with_the_reason(language: str) -> None:
    found = prepare(Source("a.txt", OTHERS[language]))
    assert isinstance(found, Skipped) and found.code == "language" and f" {language} " in found.reason


def test_nothing_but_signs_is_empty() -> None:
    found = prepare(Source("a.txt", " \n--- ...\n"))
    assert isinstance(found, Skipped) and found.code == "empty"


def test_an_archive_in_one_text_is_skipped_with_its_length() -> None:
    found = prepare(Source("a.txt", (ENGLISH + " ") * 20_000))
    assert isinstance(found, Skipped) and found.code == "too-long" and "2,060,000 characters" in found.reason


def test_a_sentence_full_of_names_is_english() -> None:
    text = "Kim Jong Un met Vladimir Putin in Russia on Wednesday, 13 September 2023."
    assert isinstance(prepare(Source("a.txt", text)), Document)


def test_ids_depend_on_the_input_alone() -> None:
    def of(**change: str) -> str:
        found = prepare(Source(**{"source": "a.txt", "text": ENGLISH, "title": "T", "date": "2020-01-01", **change}))
        assert isinstance(found, Document)
        return found.id

    assert of() == of()
    assert len({of(), of(source="b.txt"), of(title="U"), of(date="2020-01-02"), of(text=ENGLISH + " Yes.")}) == 5


def text_of(seed: int, words: int = 200) -> str:
    choose = random.Random(seed)
    return " ".join(f"word{choose.randrange(5000)}" for _ in range(words))


def document(name: str, text: str) -> Document:
    found = prepare(Source(name, text))
    return found if isinstance(found, Document) else Document(name, name, text, name)


def test_copies_are_recognised_and_others_are_not() -> None:
    copies = Duplicates()
    first, _ = copies.add(document("a", text_of(1)))
    again, _ = copies.add(document("b", text_of(1).replace(" ", "  ")))
    near, _ = copies.add(document("c", text_of(1) + " and a few words more"))
    other, _ = copies.add(document("d", text_of(2)))
    assert first.duplicate_of is None and other.duplicate_of is None
    assert (again.duplicate_of, again.duplicate_kind, again.similarity) == (first.id, "exact", 1.0)
    assert (near.duplicate_of, near.duplicate_kind) == (first.id, "near") and (near.similarity or 0) >= 0.8


def test_copies_are_told_by_the_text_below_the_front_matter() -> None:
    copies, texts = Duplicates(), "Iran warned Israel on Monday. The United States urged restraint."
    found = []
    for n in range(30):
        head = f"---\ntitle: Number {n}\ndate: {1995 + n}-01-01\noutlet: Paper {n}\n---\n"
        made = prepare(Source(f"{n}.md", head + texts, body_start=len(head)))
        assert isinstance(made, Document)
        found.append(copies.add(made)[0])
    assert [d.duplicate_kind for d in found] == ["", *["exact"] * 29]
    assert {d.duplicate_of for d in found[1:]} == {found[0].id}


def test_a_document_is_no_copy_of_itself_and_state_can_be_rebuilt() -> None:
    copies = Duplicates()
    first, print_ = copies.add(document("a", text_of(1)))
    assert copies.add(first)[0].duplicate_of is None
    later = Duplicates()
    later.seed([(first.id, first.text_hash, print_)])
    assert later.add(first)[0].duplicate_of is None
    assert later.add(document("b", text_of(1)))[0].duplicate_of == first.id


def test_fingerprints_estimate_similarity() -> None:
    assert similarity(fingerprint(text_of(1)), fingerprint(text_of(1))) == 1.0
    assert similarity(fingerprint(text_of(1)), fingerprint(text_of(2))) < 0.2
