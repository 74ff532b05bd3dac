"""The index of names: whole words, longest first, and what the plain search over all slices finds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.actors.index import NameIndex

NAMES = [
    "Sudan",
    "the Sudan",
    "Sudanese army",
    "The Hague",
    "al-Qaeda",
    "al-Qaeda in Iraq",
    "#MeToo",
    "5+2",
    "U.S.",
    "the South",
    "South Africa",
]


def found(names: list[str], text: str) -> list[str]:
    return [name for _, _, name in NameIndex(names).find(text)]


@pytest.mark.parametrize(("text", "names"), [
    ("He went to the Sudan, not to Sudanese towns.", ["the Sudan"]),
    ("the Sudanese army", ["Sudanese army"]),
    ("The Hague and the Hague", ["The Hague", "The Hague"]),
    ("(al-Qaeda in Iraq)", ["al-Qaeda in Iraq"]),
    ("al-Qaedas, pre#MeToo, 15+2", []),
    ("A #MeToo in the 5+2 talks of the U.S.", ["#MeToo", "5+2", "U.S."]),
    ("He lives in the South Africa of old.", ["South Africa"]),
    ("He lives in the Sud", []),
])  # fmt: skip
def test_names_are_whole_words_and_the_longest_wins(text: str, names: list[str]) -> None:
    assert found(NAMES, text) == names


def plain(names: list[str], text: str) -> list[tuple[int, int]]:
    """All names by trying every slice, then the longest first at each place."""
    spans = []
    for start in range(len(text)):
        for end in range(start + 1, len(text) + 1):
            outer = text[max(start - 1, 0) : start] + text[end : end + 1]
            if text[start:end] in names and not any(c.isalnum() or c == "_" for c in outer):
                spans.append((start + 4 if text[start:].startswith("the ") else start, -end, start))
    out: list[tuple[int, int]] = []
    for _, end, start in sorted(spans):
        if not out or start >= out[-1][1]:
            out.append((start, -end))
    return out


words = st.sampled_from(["a", "b", "the", "A", "é", "1", "_"])
joined = st.lists(st.tuples(words, st.sampled_from([" ", "-", "", "."])), min_size=1, max_size=8).map(
    lambda parts: "".join(w + s for w, s in parts).strip() or "a"
)


@given(st.lists(joined, min_size=1, max_size=6, unique=True), joined)
def test_the_index_finds_what_trying_every_slice_finds(names: list[str], text: str) -> None:
    assert [(start, end) for start, end, _ in NameIndex(names).find(text)] == plain(names, text)
