from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from comity.annotate import tokenize


def words(text: str) -> list[str]:
    return [t.text for t in tokenize(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Russia's president can't attend.", ["Russia", "'s", "president", "ca", "n't", "attend", "."]),
        ("They’ll say it’s over; I don’t.", ["They", "’ll", "say", "it", "’s", "over", ";", "I", "do", "n’t", "."]),
        ("the ministers' talks", ["the", "ministers", "'", "talks"]),
        ("They cannot agree.", ["They", "can", "not", "agree", "."]),
        ("I'd've gone", ["I", "'d", "'ve", "gone"]),
        ("The U.S. and the U.N. met.", ["The", "U.S.", "and", "the", "U.N.", "met", "."]),
        ("He lives in the U.S.", ["He", "lives", "in", "the", "U.S."]),
        (
            "John F. Kennedy met Gen. Smith, Sen. Paul and Mr. Li.",
            ["John", "F.", "Kennedy", "met", "Gen.", "Smith", ",", "Sen.", "Paul", "and", "Mr.", "Li", "."],
        ),
        ("It was no. He said No. 5.", ["It", "was", "no", ".", "He", "said", "No.", "5", "."]),
        (
            "about 1,200.50 dollars (10%) on 9/11 at 5:30pm",
            ["about", "1,200.50", "dollars", "(", "10", "%", ")", "on", "9/11", "at", "5:30", "pm"],
        ),
        (
            "$5 billion in the 1990s and the 21st century",
            ["$", "5", "billion", "in", "the", "1990s", "and", "the", "21st", "century"],
        ),
        ("a U.S.-led anti-war ex-minister", ["a", "U.S.", "-", "led", "anti-war", "ex-minister"]),
        (
            "the 35-year-old Franco-German co-founder",
            ["the", "35", "-", "year", "-", "old", "Franco", "-", "German", "co-founder"],
        ),
        (
            "See http://www.example.org/a(b)?q=1), or write to a.b@c-d.org.",
            ["See", "http://www.example.org/a(b)?q=1", ")", ",", "or", "write", "to", "a.b@c-d.org", "."],
        ),
        ("visit example.com/news.", ["visit", "example.com/news", "."]),
        ("“Peace,” he said — twice...", ["“", "Peace", ",", "”", "he", "said", "—", "twice", "..."]),
        ("O'Neal and D'Angelo in Sana'a", ["O'Neal", "and", "D'Angelo", "in", "Sana'a"]),
        ("on 2022-03-14, call 555-123-4567", ["on", "2022-03-14", ",", "call", "555-123-4567"]),
        ("AT&T and Q&A", ["AT", "&", "T", "and", "Q&A"]),
        ("", []),
        (" \n\t ", []),
    ],
)
def test_words_follow_the_treebanks(text: str, expected: list[str]) -> None:
    assert words(text) == expected


PIECES = [
    "U.S.",
    "'s",
    "n't",
    "can",
    " ",
    "  ",
    "-",
    "–",
    "…",
    "...",
    "’",
    "http://a.b",
    "a@b.c",
    "1,000",
    "No.",
    "et al.",
    ". . .",
    "\u00ad",
    "\u200b",
    "é",
    "\u0301",
    "北京",
    "😀",
    "#",
    "@x",
    "A&B",
    "'90s",
    "(",
    ")",
    "\n",
]


@given(st.one_of(st.text(), st.lists(st.sampled_from(PIECES)).map("".join)))
@example(". . . .")
@example("e-")
@example("-mail e-mail-")
@example("n't")
@example("\x1c\x85 a")
def test_words_are_ordered_and_cover_every_character_that_is_not_space(text: str) -> None:
    place = 0
    for token in tokenize(text):
        assert token.text and token.text == text[token.start : token.end]
        assert token.start >= place and not text[place : token.start].strip()
        assert token.text == token.text.strip()
        place = token.end
    assert not text[place:].strip()


@given(st.text())
def test_splitting_is_deterministic_and_offsets_shift_with_leading_space(text: str) -> None:
    assert [(t.text, t.start + 1) for t in tokenize(text)] == [(t.text, t.start) for t in tokenize("\n" + text)] or text[
        :1
    ] in "'’:;=8.…"


def test_a_long_text_takes_linear_time() -> None:
    text = "-" * 5000 + "a." * 5000 + "'" * 5000 + "1," * 5000
    assert "".join(words(text)) == text
