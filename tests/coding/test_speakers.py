"""Quotes across sentences."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from comity.coding.speakers import quotes


def test_straight_and_typographic_quotes() -> None:
    text = 'He said "yes". Then “no”.'
    assert [text[a:b] for a, b in quotes(text)] == ['"yes"', "“no”"]


def test_an_open_quote_ends_with_its_paragraph() -> None:
    text = '"We reject this.\n\n"And we said so."'
    assert [text[a:b] for a, b in quotes(text)] == ['"We reject this.', '"And we said so."']


@given(st.text(alphabet='ab "“”\n', max_size=80))
def test_quotes_are_ordered_and_inside(text: str) -> None:
    last = 0
    for start, end in quotes(text):
        assert last <= start < end <= len(text)
        last = end
