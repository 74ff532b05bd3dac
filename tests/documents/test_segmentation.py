"""Sentences: boundaries of news text, and what must hold for any text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.documents.segmentation import LONGEST, segment


def cut(text: str) -> list[str]:
    return [text[s.start : s.end] for s in segment(text)]


@pytest.mark.parametrize(
    "sentences",
    [
        ["Mr. Kim met Gen. Lee on Jan. 5 in Seoul.", "They talked."],
        ["U.S. troops left on Monday.", "The U.N. Security Council met."],
        ["“We reject this. ", "It is false,” he said."],
        ["He left in 2019.", "“Why?”", "Nobody knows."],
        ["J. R. Smith resigned!", "Nobody was surprised."],
        ["Prices rose 3.5 percent.", "A dollar cost 1,200 won."],
        ["It is over ...", "Perhaps."],
        ["They met in Washington, D.C.", "They agreed on little."],
        ["He lives in the U.S.", "The U.S. Army left."],
        ["At 3 p.m. Monday the U.N. High Commissioner left.", "He returned at 6 p.m.", "She did not."],
    ],
)
def test_boundaries(sentences: list[str]) -> None:
    assert cut(" ".join(s.strip() for s in sentences)) == [s.strip() for s in sentences]


def test_lines_end_sentences_and_wrapped_lines_do_not() -> None:
    assert cut("A headline without a stop\n\nThe text begins.") == ["A headline without a stop", "The text begins."]
    wrapped = "The two sides agreed on Monday to hold a further round of\ntalks in Geneva next month."
    assert len(segment(wrapped)) == 1


def test_the_body_begins_behind_the_front_matter() -> None:
    text = "---\ntitle: A\n---\nThe text."
    assert [text[s.start : s.end] for s in segment(text, text.index("The"))] == ["The text."]


@given(st.text(max_size=400))
def test_sentences_are_ordered_trimmed_and_lose_nothing(text: str) -> None:
    last, kept = 0, []
    for number, sentence in enumerate(segment(text)):
        piece = text[sentence.start : sentence.end]
        assert sentence.index == number and sentence.start >= last
        assert piece and piece == piece.strip()
        kept.append(piece)
        last = sentence.end
    assert "".join("".join(kept).split()) == "".join(text.split())


def test_an_endless_line_is_cut() -> None:
    sentences = segment("word " * 20_000)
    assert all(s.end - s.start <= LONGEST for s in sentences) and len(sentences) > 40
