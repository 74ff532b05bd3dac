"""Histories: order, codes, both directions, mistakes."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.errors import ComityError
from comity.system.forecast import Happening, History, day_of
from comity.system.forecast.recurrence import HALF_LIVES, Recurrence
from comity.system.forecast.rules import GAPS, gap_class
from tests.system.forecast.worlds import acts


@given(acts, st.randoms(use_true_random=False))
def test_the_order_of_the_input_does_not_matter(rows, random) -> None:
    mixed = list(rows)
    random.shuffle(mixed)
    one, other = History.of(rows), History.of(mixed)
    assert (one.actors, one.relations) == (other.actors, other.relations)
    assert np.array_equal(one.acts, other.acts) and np.array_equal(one.both, other.both)
    assert one.events == other.events


@given(acts)
def test_each_act_is_there_in_both_directions(rows) -> None:
    history = History.of(rows)
    kept = sorted((r.source, r.relation, r.target, r.day, r.event) for r in rows if r.source != r.target)
    told = [(history.actors[s], history.relations[r], history.actors[t], d) for s, r, t, d in history.acts.tolist()]
    assert sorted((*act, event) for act, event in zip(told, history.events, strict=True)) == kept
    assert len(history.both) == 2 * len(history.acts)
    for subject, link, other, day, row in history.both.tolist():
        source, relation, target, when = history.acts[row].tolist()
        assert day == when and history.link_name(link) == history.relations[relation]
        assert (subject, other) == ((source, target) if link < len(history.relations) else (target, source))


@given(acts, st.integers(990, 1130))
def test_before_leaves_out_later_days_and_nothing_else(rows, day) -> None:
    history = History.of(rows)
    assert np.array_equal(history.before(day).acts, history.acts[history.acts[:, 3] < day])


@given(acts, st.integers(1000, 1121))
def test_counts_fade_by_half_in_each_span(rows, day) -> None:
    history = History.of(rows)
    source, _, target, when = history.acts.T
    counts = Recurrence(source, source * len(history.actors) + target, HALF_LIVES, len(history.actors))
    for past in sorted(set(when[when < day].tolist())):
        counts.add(counts.key[when == past], past)
    for key in range(len(counts.last)):
        gaps = (day - when[(counts.key == key) & (when < day)]).astype(float)
        expected = [np.sum(0.5 ** (gaps / span)) for span in HALF_LIVES]
        assert np.allclose(counts.faded(np.array([key]), day)[0], expected, rtol=1e-4, atol=1e-6)


def test_classes_of_gaps() -> None:
    assert [int(gap_class(np.array([gap]))[0]) for gap in GAPS] == list(range(len(GAPS)))
    assert gap_class(np.array([3, 30, 5000])).tolist() == [1, 4, 6]


def test_days_of_dates() -> None:
    assert day_of("2023-09-13") == day_of(dt.date(2023, 9, 13)) == dt.date(2023, 9, 13).toordinal()
    with pytest.raises(ComityError, match="'soon' is no date"):
        day_of("soon")


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([], "there is none"),
        ([Happening("A", "x", "A", 1)], "there is none"),
        ([Happening("A", "x", "B", 1.5)], "no whole number"),
    ],
)
def test_what_is_no_history(rows, message) -> None:
    with pytest.raises(ComityError, match=message):
        History.of(rows)


def test_unknown_names_name_what_is_near() -> None:
    history = History.of([Happening("Russia", "meet", "China", 1)])
    with pytest.raises(ComityError, match="'Rusia'; among those it has: Russia"):
        history.actor("Rusia")
    with pytest.raises(ComityError, match="the relation 'greet'"):
        history.relation("greet")
