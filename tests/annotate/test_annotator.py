from __future__ import annotations

import random
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.annotate import Annotator, SentenceText
from comity.annotate.pieces import batches, feed, windows
from comity.records.annotation import Annotation

NEWS = [
    "Russia's president met Kim Jong-un in Vladivostok on Thursday.",
    "The ministers agreed.",
    "South Korea's foreign minister said Seoul would not accept the offer, according to Yonhap.",
    "“We deny it,” the spokesman told reporters in New York.",
    "No.",
    "The European Union imposed sanctions on 12 officials accused of having ordered the arrests of protesters in the capital last month.",
    "If talks fail, Iran's Revolutionary Guard Corps will resume drills near the Strait of Hormuz, the U.S. Central Command warned.",
    "Prices rose 3.5% in May.",
    "On Sunday, Hamas and Israel traded fire; at least 14 people, among them two medics, were killed.",
    "Denies!",
]


def check(annotation: Annotation, text: str, start: int) -> None:
    place = start
    for word in annotation.words:
        assert word.text == text[word.start - start : word.end - start]
        assert word.start >= place
        place = word.end
    n = len(annotation.words)
    assert sum(w.head == -1 for w in annotation.words) == (1 if n else 0)
    for i, word in enumerate(annotation.words):
        assert (word.head == -1) == (word.deprel == "root")
        seen = set()
        while i >= 0:
            assert i not in seen and i < n
            seen.add(i)
            i = annotation.words[i].head
    assert all(0 <= e.first <= e.last < n for e in annotation.entities)


def test_offsets_count_from_the_document_and_order_is_kept(tiny: Annotator) -> None:
    sentences = [SentenceText(t, 1000 * i, i) for i, t in enumerate(NEWS)]
    found = tiny.annotate(sentences)
    assert [a.sentence for a in found] == list(range(len(NEWS)))
    for annotation, sentence in zip(found, sentences, strict=True):
        assert (annotation.start, annotation.end) == (sentence.start, sentence.start + len(sentence.text))
        check(annotation, sentence.text, sentence.start)


def test_no_sentences_and_empty_sentences(tiny: Annotator) -> None:
    assert tiny.annotate([]) == []
    found = tiny.annotate([SentenceText("", 3, 0), SentenceText("The end.", 4, 1), SentenceText(" \n\t", 12, 2)])
    assert [len(a.words) for a in found] == [0, 3, 0]
    assert found[2] == Annotation(2, 12, 15, ())


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=40), max_size=6))
def test_every_word_of_any_text_is_annotated(tiny: Annotator, texts: list[str]) -> None:
    for annotation, text in zip(tiny.annotate([SentenceText(t) for t in texts]), texts, strict=True):
        check(annotation, text, 0)
        assert "".join(w.text for w in annotation.words) == "".join(text.split())


def test_words_without_pieces_are_read_as_unknown(real: Annotator) -> None:
    text = "Iran \u200b \ufe0f denied \x00 it ."
    annotation = real.annotate([SentenceText(text)])[0]
    check(annotation, text, 0)
    assert "\x00" in [w.text for w in annotation.words]


def test_long_sentences_are_read_in_windows_without_loss(real: Annotator) -> None:
    text = " ".join(f"The minister of state number {i} met the envoy, and" for i in range(120)) + " left."
    annotation = real.annotate([SentenceText(text, 5, 1)])[0]
    check(annotation, text, 5)
    assert "".join(w.text for w in annotation.words) == text.replace(" ", "")
    assert sum(w.text == "met" and w.lemma == "meet" for w in annotation.words) == 120


def test_a_window_holds_no_more_than_the_encoder_takes(real: Annotator) -> None:
    words = [["antidisestablishmentarianism" * 3] * 80 + ["x" * 400] * 5 + ["," for _ in range(300)]]
    found = windows(real.bundle.tokenizer, words, real.bundle.longest)
    assert all(len(w.ids) <= real.bundle.longest for w in found)
    assert sum(len(w.starts) for w in found) == len(words[0])
    assert [w.first for w in found] == list(np.cumsum([0, *(len(w.starts) for w in found)])[:-1])


def test_results_do_not_depend_on_the_batch(real: Annotator) -> None:
    texts = [f"{t} {u}" if i % 3 else t for i, t in enumerate(NEWS) for u in NEWS]
    alone = [real.annotate([SentenceText(t)])[0] for t in texts]
    chance = random.Random(5)
    for size in (7, 64, 1000):
        order = list(range(len(texts)))
        chance.shuffle(order)
        for start in range(0, len(order), size):
            part = order[start : start + size]
            assert real.annotate([SentenceText(texts[i]) for i in part]) == [alone[i] for i in part]


def test_scores_are_the_same_to_the_bit_whatever_the_batch(real: Annotator) -> None:
    session = real.bundle.session(1)
    words = [t.split() for t in NEWS * 3]
    found = windows(real.bundle.tokenizer, words, real.bundle.longest)
    for batch in batches(found):
        together = session.run(None, feed(batch, real.bundle.hints)[0])
        for i, window in enumerate(batch):
            alone = session.run(None, feed([window], real.bundle.hints)[0])
            for a, b in zip(together, alone, strict=True):
                assert np.array_equal(a[i], b[0])


def test_threads_do_not_change_results(real: Annotator) -> None:
    sentences = [SentenceText(t) for t in NEWS * 20]
    assert Annotator(real.bundle, threads=1).annotate(sentences) == real.annotate(sentences)


@pytest.fixture(scope="module")
def summit(real: Annotator) -> Annotation:
    return real.annotate([SentenceText(NEWS[0])])[0]


def test_the_bundle_reads_a_plain_sentence(summit: Annotation) -> None:
    words = {w.text: w for w in summit.words}
    assert words["met"].upos == "VERB" and words["met"].head == -1 and words["met"].lemma == "meet"
    assert words["president"].deprel == "nsubj" and summit.words[words["president"].head].text == "met"
    assert words["Russia"].deprel == "nmod:poss"
    named = {" ".join(w.text for w in summit.words[e.first : e.last + 1]): e.label for e in summit.entities}
    assert named["Russia"] == "LOC" and named["Vladivostok"] == "LOC"
    assert named.get("Kim Jong - un", named.get("Kim Jong")) == "PER"


def test_importing_the_stage_loads_no_heavy_library() -> None:
    code = "import sys, comity.annotate; print([m for m in ('torch', 'onnxruntime', 'tokenizers') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
