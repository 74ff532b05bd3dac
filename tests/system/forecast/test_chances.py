"""Chances: within bounds, calibrated where the world stays as it is, blind to the future; rates where history is thin."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.errors import ComityError
from comity.system.forecast import ChanceOptions, Forecaster, Happening, History, backtest
from comity.system.forecast.calibration import (
    BANDS,
    Isotonic,
    brier,
    calibration_error,
    in_words,
    log_score,
    logit,
    reliability,
    sigmoid,
)
from comity.system.forecast.chances import Chances, TooThinError
from comity.system.forecast.rates import STRAY, Rates
from tests.system.forecast.worlds import RELATIONS, acts, changed, world

_FAST = ChanceOptions(rows=2000)


@settings(deadline=None, max_examples=40)
@given(acts, st.integers(1, 60))
def test_chances_are_probabilities_whatever_the_history(rows, horizon) -> None:
    history = History.of(rows)
    model = Forecaster(history, horizon=horizon, options=_FAST)
    for source in history.actors[:2]:
        for target in history.actors:
            if source != target:
                found = model.between(source, target)
                assert len(found) == 2 * len(model.history.relations)
                assert all(0 < o.probability < 1 and 0 < o.usual < 1 for o in found)
                assert all(o.last - o.first + 1 == horizon and o.first == history.last + 1 for o in found)
                assert [o.probability for o in found] == sorted((o.probability for o in found), reverse=True)
                assert all(p.day < o.first for o in found for p in o.precedents)


@settings(max_examples=5, deadline=None)
@given(st.integers(0, 1000))
def test_forecasts_know_nothing_of_the_future(seed) -> None:
    rows, day = world(seed), 700_180
    one, two = (
        Forecaster(h, day, horizon=14, options=_FAST).between("A0", "A1") for h in (History.of(rows), changed(rows, day, seed))
    )
    assert one == two


def test_forecasts_are_calibrated_in_a_steady_world() -> None:
    """Over worlds whose rates do not change, chances and shares lie close, and base rates are beaten."""
    gaps, skills = [], []
    for seed in range(3):
        judged = {j.group: j for j in backtest(History.of(world(seed, actors=12)), 14, days=3, options=_FAST)}
        gaps.append(judged["all"].error)
        skills.append(judged["all"].skill)
        assert judged["all"].log < judged["all"].usual_log
        assert judged["seen"].rows + judged["new"].rows == pytest.approx(judged["all"].rows)
    assert np.mean(gaps) < 0.04 and np.mean(skills) > 0.25


def test_a_pair_that_always_does_it_has_a_high_chance_and_its_precedents() -> None:
    rows = [*world(4), *(Happening("A0", "AID", "Z", 700_000 + day, f"z{day}") for day in range(0, 240, 5))]
    found = Forecaster(History.of(rows), 700_240, horizon=14, options=_FAST).between("A0", "Z", both=False)
    first = found[0]
    assert (first.relation, first.past, first.calibrated) == ("AID", 48, True) and first.probability > 0.8 > first.usual
    again = [p for p in first.precedents if p.why == "again"]
    assert [p.event for p in again] == ["z235", "z230", "z225", "z220", "z215"]


def test_rules_are_counted_as_precedents() -> None:
    """Wherever one accuses, the other answers within days: the answer's precedent is the accusation, with its count."""
    random = np.random.default_rng(0)
    rows = []
    for day in range(0, 400):
        a, b = random.choice(8, 2, replace=False).tolist()
        rows.append(Happening(f"A{a}", "CONSULT", f"A{b}", 700_000 + day))
        if day % 2:
            rows += [
                Happening(f"A{a}", "ACCUSE", f"A{b}", 700_000 + day, f"x{day}"),
                Happening(f"A{b}", "SANCTION", f"A{a}", 700_003 + day),
            ]
    last = rows[-2]
    model = Forecaster(History.of([r for r in rows if r.day <= last.day]), last.day + 1, horizon=5, options=_FAST)
    found = next(o for o in model.between(last.target, last.source, both=False) if o.relation == "SANCTION")
    rule = next(p for p in found.precedents if p.why == "rule" and p.relation == "ACCUSE")
    assert (rule.source, rule.day, rule.since) == (last.source, last.day, 1)
    assert rule.hits > 0.9 * rule.cases >= 5 and found.probability > 4 * found.usual


@settings(deadline=None)
@given(acts, st.integers(1, 400), st.integers(1, 400))
def test_rates_rise_with_the_horizon_and_with_what_the_pair_has_done(rows, short, more) -> None:
    history = History.of(rows)
    day = history.last + 1
    near, far = Rates(history, day, short), Rates(history, day, short + more)
    for target in range(1, len(history.actors)):
        assert np.all(near.of(0, target) <= far.of(0, target))
    start = history.acts[int(STRAY * len(history.acts)), 3]
    counts = Counter((s, r, t) for s, r, t, when in history.acts.tolist() if when >= start)
    known = {(s, t) for s, _, t, _ in history.acts.tolist()} | {(t, s) for s, _, t, _ in history.acts.tolist()}
    for relation in range(len(history.relations)):
        order = sorted((counts[s, relation, t], near.of(s, t)[relation]) for s, t in known)
        assert [chance for _, chance in order] == sorted(chance for _, chance in order)
    assert np.all(near.usual() > 0) and np.all(near.usual() <= far.usual())


def test_a_thin_history_gives_rates_and_says_so() -> None:
    history = History.of([Happening("A", "AID", "B", 10), Happening("B", "ACCUSE", "C", 20)])
    with pytest.raises(TooThinError, match="too long for the 11 days"):
        Chances(history, 21, 30)
    model = Forecaster(history, horizon=30)
    found = model.between("A", "B")
    assert model.thin and not any(o.calibrated for o in found) and found[0].relation == "AID" and found[0].source == "A"
    few = History.of([Happening("A", "AID", "B", day) for day in range(0, 2000, 200)])
    with pytest.raises(TooThinError, match="acts followed within 7 days in the first half"):
        Chances(few, 2000, 7)


def test_one_burst_does_not_make_a_model() -> None:
    """Years of silence and then a crisis: a model would call everything certain, or nothing; so rates stand in."""
    quiet = [Happening(f"A{k % 5}", "CONSULT", f"A{(k + 1) % 5}", 700_000 + 60 * k) for k in range(30)]
    burst = [row._replace(day=row.day + 1800) for row in world(5, days=20, actors=5, busy=0.2)]
    model = Forecaster(History.of([*quiet, *burst]), horizon=30)
    found = model.between("A0", "A1")
    assert "first half" in model.thin or "one half" in model.thin
    assert max(o.probability for o in found) < 0.9


def test_mistakes() -> None:
    history = History.of(world(0, days=60))
    with pytest.raises(ComityError, match="no act is known before day 699999"):
        Forecaster(history, 699_999)
    with pytest.raises(ComityError, match="has passed already"):
        Forecaster(history, horizon=0)
    with pytest.raises(ComityError, match="'A1' is both actors"):
        Forecaster(history, horizon=7, options=_FAST).between("A1", "A1")
    with pytest.raises(ComityError, match="judges nothing"):
        backtest(history, 7, days=0)
    with pytest.raises(ComityError, match="give at most"):
        backtest(history, 30, days=1)


odds = st.floats(-8, 8)


@given(
    st.lists(st.tuples(odds, st.booleans(), st.floats(0.1, 50)), min_size=1, max_size=80), st.lists(odds, min_size=2, max_size=20)
)
def test_the_calibrated_curve_rises_and_stays_within_bounds(cases, asked) -> None:
    values, outcome, weight = (np.array(column, float) for column in zip(*cases, strict=True))
    curve = Isotonic.fitted(values, outcome, weight)(np.sort(np.array(asked)))
    assert np.all((curve > 0) & (curve < 1)) and np.all(np.diff(curve) >= -1e-12)


def test_a_small_step_on_top_does_not_fall_below_the_one_before() -> None:
    outcome = np.array([0.0, *[1.0] * 10])
    curve = Isotonic.fitted(np.array([0.0] * 10 + [1.0]), outcome, np.ones(11))(np.array([0.0, 1.0]))
    assert curve[0] <= curve[1]


def test_the_curve_mends_forecasts_that_are_too_bold() -> None:
    random = np.random.default_rng(1)
    true = random.uniform(-4, 1, 20_000)
    outcome = random.random(20_000) < sigmoid(true)
    bold = 2 * true + 1
    mended = Isotonic.fitted(bold, outcome, np.ones(20_000))(bold)
    assert calibration_error(reliability(sigmoid(bold), outcome)) > 0.05
    assert calibration_error(reliability(mended, outcome)) < 0.01
    assert np.allclose(logit(sigmoid(true)), true)


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=50))
def test_scores_and_bins_count_every_forecast(cases) -> None:
    chance, outcome = [c for c, _ in cases], [float(o) for _, o in cases]
    assert brier(chance, outcome) == pytest.approx(np.mean([(c - o) ** 2 for c, o in zip(chance, outcome, strict=True)]))
    assert log_score(chance, outcome) >= 0
    bins = reliability(chance, outcome)
    assert sum(b.forecasts for b in bins) == len(cases) and all(b.low <= b.mean <= b.high for b in bins)
    assert sum(b.forecasts * b.share for b in bins) == pytest.approx(sum(outcome))


def test_words_follow_the_bands() -> None:
    assert [in_words(p) for p in (0, 0.05, 0.5, 0.6, 0.96, 1)] == [
        "almost no chance", "very unlikely", "roughly even", "likely", "almost certain", "almost certain",
    ]  # fmt: skip
    assert len(BANDS) == 8 and set(RELATIONS) == {"ACCUSE", "AID", "CONSULT"}
    with pytest.raises(ComityError, match="no forecast to score"):
        brier([], [])
