"""Ranks by the benchmark's protocol, against a plain computation; and nothing of the future in them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.errors import ComityError
from comity.system.forecast import History, Kinds, Ranker, RankOptions
from comity.system.forecast.combine import Choices, FitOptions
from comity.system.forecast.ranking import filtered_ranks
from tests.system.forecast.worlds import changed, world

_OPTIONS = RankOptions(fit_days=30, extra=5, fit_extra=5, fit=FitOptions(hidden=4, passes=1))


@given(st.data())
def test_ranks_are_those_of_the_protocol(data) -> None:
    questions, actors = data.draw(st.integers(1, 4)), data.draw(st.integers(2, 7))
    answers = np.zeros((questions, actors), bool)
    scores = np.full((questions, actors), -np.inf)
    for row in range(questions):
        answers[row, list(data.draw(st.sets(st.integers(0, actors - 1), min_size=1)))] = True
        for column in data.draw(st.sets(st.integers(0, actors - 1))):
            scores[row, column] = data.draw(st.integers(0, 3))
    question, candidate = np.nonzero(np.isfinite(scores))
    found = Choices(question, candidate, np.zeros((len(question), 1)), questions)
    ranks, of = filtered_ranks(found, scores[question, candidate].astype(np.float32), answers)
    expected = []
    for row, answer in np.argwhere(answers).tolist():
        rivals = scores[row][~answers[row]]  # other true answers of the day are taken out
        own = scores[row, answer]
        expected.append((row, 1 + np.sum(rivals > own) + np.sum(rivals == own) / 2))
    assert sorted(zip(of.tolist(), ranks.tolist(), strict=True)) == sorted(expected)


@settings(max_examples=4, deadline=None)
@given(st.integers(0, 100))
def test_scores_of_a_day_know_nothing_of_it_or_later(seed) -> None:
    rows = world(seed, days=80, actors=6)
    history, day = History.of(rows), 700_060
    other = changed(rows, day, seed)
    kinds = Kinds(np.arange(6) % 3, np.array([0, 0, 1, 1, 0, 1]), 0)
    subjects, links = np.array([0, 3, 5, 5]), np.array([0, 4, 2, 5])
    (one, a), (two, b) = (Ranker(h, day - 5, kinds, _OPTIONS).scores(subjects, links, day) for h in (history, other))
    assert np.array_equal(one.candidate, two.candidate) and np.array_equal(one.question, two.question)
    assert np.array_equal(a, b)


def test_a_question_does_not_depend_on_the_others_of_its_day() -> None:
    ranker = Ranker(History.of(world(3, days=80, actors=6)), 700_060, None, _OPTIONS)
    subjects, links = np.array([0, 3, 5]), np.array([0, 4, 2])
    found, scores = ranker.scores(subjects, links, 700_060)
    for place in range(3):
        alone, own = ranker.scores(subjects[place : place + 1], links[place : place + 1], 700_060)
        assert np.allclose(own, scores[found.question == place]) and np.array_equal(
            alone.candidate, found.candidate[found.question == place]
        )


def test_recurring_acts_are_ranked_first() -> None:
    history = History.of(world(1, days=200, actors=12, busy=0.02))
    ranks, inverse = Ranker(history, 700_150, None, _OPTIONS).ranks(history.last + 1)
    assert len(ranks) == 2 * np.sum(history.acts[:, 3] >= 700_150) and inverse.sum() * 2 == len(inverse)
    assert np.mean(1 / ranks) > 1.5 * np.mean(1 / np.arange(1, 12))  # that of an order by chance


def test_the_same_input_gives_the_same_ranks() -> None:
    history = History.of(world(2, days=80, actors=6))
    one, two = (Ranker(history, 700_060, None, _OPTIONS).ranks(700_070)[0] for _ in range(2))
    assert np.array_equal(one, two)


def test_mistakes() -> None:
    history = History.of(world(2, days=40, actors=6))
    with pytest.raises(ComityError, match="'moon'; there are triple, pair"):
        Ranker(history, 700_030, None, RankOptions(without=frozenset({"moon"})))
    with pytest.raises(ComityError, match="no acts on two days before"):
        Ranker(history, 700_000)
    ranker = Ranker(history, 700_030, None, _OPTIONS)
    with pytest.raises(ComityError, match="day 700010 is past"):
        ranker.scores(np.array([0]), np.array([0]), 700_010)
