"""Dates: what the field writes, resolved from the article's date at the precision that the text supports."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.coding.dates import find_dates, resolve_date

REFERENCE = "2019-09-06"  # a Friday


@pytest.mark.parametrize(
    ("text", "start", "end", "precision"),
    [
        ("on Monday", "2019-09-02", "2019-09-02", "day"),
        ("Friday", "2019-09-06", "2019-09-06", "day"),
        ("last Friday", "2019-08-30", "2019-08-30", "day"),
        ("next Tuesday", "2019-09-10", "2019-09-10", "day"),
        ("yesterday", "2019-09-05", "2019-09-05", "day"),
        ("January 23, 2019", "2019-01-23", "2019-01-23", "day"),
        ("23 January 2019", "2019-01-23", "2019-01-23", "day"),
        ("Jan. 23", "2019-01-23", "2019-01-23", "day"),
        ("25-27 April 2019", "2019-04-25", "2019-04-27", "range"),
        ("April 2019", "2019-04-01", "2019-04-30", "month"),
        ("in July", "2019-07-01", "2019-07-31", "month"),
        ("last month", "2019-08-01", "2019-08-31", "month"),
        ("later this week", "2019-09-02", "2019-09-08", "week"),
        ("two weeks ago", "2019-08-19", "2019-08-25", "week"),
        ("last year", "2018-01-01", "2018-12-31", "year"),
        ("in 2011", "2011-01-01", "2011-12-31", "year"),
        ("since 2011", "2011-01-01", "2019-09-06", "range"),
        ("since June", "2019-06-01", "2019-09-06", "range"),
        ("the 1990s", "1990-01-01", "1999-12-31", "range"),
        ("from 1950 to 1953", "1950-01-01", "1953-12-31", "range"),
        ("over the last four years", "2015-01-01", "2019-09-06", "range"),
        ("2019-04-25", "2019-04-25", "2019-04-25", "day"),
    ],
)
def test_resolves_what_news_write(text: str, start: str, end: str, precision: str) -> None:
    found = resolve_date(text, REFERENCE)
    assert found is not None
    assert (found.start, found.end, found.precision) == (start, end, precision)


@pytest.mark.parametrize("text", ["on Monday", "last year", "Jan. 23", "two weeks ago", "in July", "today"])
def test_relative_words_stay_unresolved_without_a_reference(text: str) -> None:
    assert resolve_date(text, None) is None


def test_open_words_point_forward_for_what_is_planned() -> None:
    assert resolve_date("on Monday", REFERENCE, direction="future") == ("Monday", "2019-09-09", "2019-09-09", "day")
    found = resolve_date("in June", REFERENCE, direction="future")
    assert found is not None and found.start == "2020-06-01"


@pytest.mark.parametrize("text", ["He may 5", "about 2000 people", "9 airports", "March on the capital", "Feb 31, 2019"])
def test_what_is_no_date(text: str) -> None:
    assert resolve_date(text, REFERENCE) is None


@given(st.dates(date(1950, 1, 1), date(2049, 12, 31)), st.sampled_from(["%Y-%m-%d", "%B %d, %Y", "%d %B %Y"]))
def test_full_dates_come_back(day: date, style: str) -> None:
    found = resolve_date(day.strftime(style), None)
    assert found is not None
    assert (found.start, found.precision) == (day.isoformat(), "day")


@given(st.dates(date(1990, 1, 1), date(2030, 12, 31)), st.sampled_from(["Monday", "last Sunday", "next Friday", "this week",
       "last month", "next year", "three days ago", "in May", "since March", "the past decade"]))  # fmt: skip
def test_every_resolution_is_an_interval(reference: date, text: str) -> None:
    found = resolve_date(text, reference.isoformat())
    if found is not None:
        assert found.start <= found.end


@given(st.text(max_size=200))
def test_expressions_are_anchored_and_disjoint(text: str) -> None:
    last = 0
    for found in find_dates(text):
        assert text[found.start : found.end] == found.text
        assert found.start >= last
        last = found.end
