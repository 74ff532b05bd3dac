"""Change points: PELT finds the least cost, the breaks of simulated series, and none where there are none."""

from __future__ import annotations

import math
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.system.measures import Options, measure
from comity.system.measures.breaks import dispersion, partitions, pelt
from comity.system.measures.changes import breaks_of
from tests.system.rows import row, table


def cost(counts: list[float], points: tuple[int, ...], penalty: float) -> float:
    total = penalty * len(points)
    for a, b in zip((0, *points), (*points, len(counts)), strict=True):
        s = sum(counts[a:b])
        total += 2 * s * (1 - math.log(s / (b - a))) if s else 0
    return total


@settings(max_examples=80, deadline=None)
@given(st.lists(st.integers(0, 12), min_size=2, max_size=10), st.floats(0, 15), st.integers(1, 3))
def test_pelt_finds_the_least_cost_of_all_divisions(counts, penalty, least) -> None:
    if len(counts) < least:
        return
    found = pelt(np.array(counts, float), penalty, least)
    ways = [
        points for k in range(len(counts)) for points in combinations(range(1, len(counts)), k)
        if all(b - a >= least for a, b in zip((0, *points), (*points, len(counts)), strict=True))
    ]  # fmt: skip
    assert tuple(found) in ways
    assert cost(counts, tuple(found), penalty) == pytest.approx(min(cost(counts, p, penalty) for p in ways), abs=1e-6)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.lists(st.integers(0, 20), min_size=30, max_size=30), min_size=1, max_size=4), st.floats(0.5, 20))
def test_partitions_cost_what_pelt_costs(rows, penalty) -> None:
    found = partitions(np.array(rows, float), np.full(len(rows), penalty))
    for counts, points in zip(rows, found, strict=True):
        own = pelt(np.array(counts, float), penalty)
        assert cost(counts, tuple(points), penalty) == pytest.approx(cost(counts, tuple(own), penalty), abs=1e-6)


def series(rng, rates, overdispersed: bool) -> np.ndarray:
    parts = [rng.negative_binomial(4, 4 / (4 + rate), n) if overdispersed else rng.poisson(rate, n) for rate, n in rates]
    return np.concatenate(parts).astype(float)


@pytest.mark.parametrize("overdispersed", [False, True])
def test_simulated_breaks_are_found_and_steady_rates_have_none(overdispersed) -> None:
    """Seeded: 100 series of each kind. Poisson counts, and counts with the variance mu + mu^2 / 4."""
    rng = np.random.default_rng(11)
    high = 15 if overdispersed else 11
    false = sum(bool(breaks_of(series(rng, [(5, 100)], overdispersed))) for _ in range(100))
    near = exact = 0
    for _ in range(100):
        found = breaks_of(series(rng, [(5, 40), (high, 60)], overdispersed))
        near += any(abs(p - 40) <= 3 for p in found)
        exact += len(found) == 1
    assert false <= 4
    assert near >= 88 and exact >= 85


def test_two_breaks_and_a_short_burst() -> None:
    rng = np.random.default_rng(3)
    found = breaks_of(series(rng, [(2, 30), (20, 6), (2, 30)], False))
    assert found == [30, 36]
    assert breaks_of(np.zeros(20)) == [] and breaks_of(np.array([0.0] * 10 + [9.0] * 10)) == [10]


def test_dispersion_is_one_for_poisson_whatever_the_rate_and_more_for_bursts() -> None:
    rng = np.random.default_rng(2)
    slow = rng.poisson(np.linspace(2, 60, 4000)).astype(float)
    assert dispersion(slow) == pytest.approx(1, abs=0.1)
    assert dispersion(series(rng, [(12, 4000)], True)) == pytest.approx(4, rel=0.15)  # 1 + 12 / 4
    assert dispersion(np.zeros(5)) == 1


def test_changes_of_a_table(tmp_path) -> None:
    rows = [row(f"2021-{m:02}-{d:02}", "RUS", "CONSULT", "PRK", doc=f"a{m}{d}") for m in range(1, 13) for d in (1, 15)]
    rows += [row(f"2022-{m:02}-{d:02}", "RUS", "CONSULT", "PRK", doc=f"b{m}{d}") for m in range(1, 13) for d in range(1, 13)]
    with table(tmp_path, rows) as found:
        result = measure("changes", found, Options(actors=("RUS", "PRK"), ids=3))
    first, second = result.rows
    assert (first.period, first.key, second.period, second.key[2]) == ("2021-01", ("RUS", "PRK", "2021-12"), "2022-01", "2022-12")
    assert (first.values["rate"].value, second.values["rate"].value, second.values["times"].value) == (2, 12, 6)
    assert second.values["support"].value > 0.95 and first.values["support"].value is None
    assert second.values["rate"].low < 12 < second.values["rate"].high
    assert (first.events, second.events, len(second.ids)) == (24, 144, 3)
    assert "cuts off 2022-12" in result.notes[0]
