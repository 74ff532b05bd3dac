"""Measures against their formulas, computed here row by row; bands, periods, mistakes."""

from __future__ import annotations

import datetime as dt
import sys
from collections import defaultdict
from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.errors import InputError
from comity.ontology import PLOVER, goldstein, score
from comity.system.measures import MEASURES, Options, measure
from comity.system.measures.alignment import mean_distance, similarities
from comity.system.measures.evidence import events_behind
from comity.system.measures.isolation import COMPONENTS
from comity.system.measures.options import PERIODS, Window, name_of_period, next_period, periods, start_of
from comity.system.measures.sensitivity import first_day, spearman
from tests.system.rows import row, table

ACTORS = ("CHN", "PRK", "RUS", "USA")
ROW = st.builds(
    row,
    st.dates(dt.date(2022, 1, 1), dt.date(2022, 6, 30)).map(str),
    st.sampled_from([*ACTORS, None]),
    st.sampled_from([*PLOVER, None]),
    st.sampled_from([*ACTORS, None]),
    cameo=st.sampled_from(["010", "042", "190", "1621"]),
    doc=st.sampled_from(["a", "b", "c", None]),
    reports=st.integers(1, 9),
    status=st.sampled_from(["reported", "corroborated", "denied"]),
)
PAIR = [row("2022-01-01", "PRK", "SUPPORT", "RUS"), row("2022-06-30", "RUS", "ACCUSE", "PRK")]  # so that there is a window
ROWS = st.lists(ROW, max_size=30).map(lambda rows: PAIR + rows)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("rows")


def kept(rows, since=None, until=None):
    return [
        r for r in rows
        if r["status"] != "denied" and r["source"] and r["target"] and r["source"] != r["target"]
        and (since is None or str(r["day"]) >= since) and (until is None or str(r["day"]) <= until)
    ]  # fmt: skip


@settings(max_examples=25, deadline=None)
@given(ROWS, st.sampled_from(["", "month", "week"]), st.sampled_from([None, 30.0]))
def test_cooperation_is_its_formula(folder, rows, by, half_life) -> None:
    with table(folder, rows) as found:
        result = measure("cooperation", found, Options(by=by, half_life=half_life, limit=None, draws=0, ids=100))
    expected = defaultdict(lambda: [0.0, 0.0, 0.0, 0.0, 0])
    last = dt.date(2022, 6, 30)
    for r in kept(rows):
        first = start_of(r["day"], by) if by else None
        end = min(next_period(first, by) - dt.timedelta(1), last) if first else last
        w = 0.5 ** ((end - r["day"]).days / half_life) if half_life else 1.0
        one = expected[r["source"], r["target"], name_of_period(first, by)]
        points = score(r["type"], r["mode"]) if r["type"] else 0.0
        scale = goldstein(r["cameo"]) if r["cameo"] else 0.0
        for n, value in enumerate((max(points, 0), max(-points, 0), max(scale, 0), max(-scale, 0), 1 / w)):
            one[n] += w * value
    seen = set()
    for line in result.rows:
        want = expected.get((*line.key, line.period), [0, 0, 0, 0, 0])
        got = [line.values[n].value for n in ("cooperation", "conflict", "goldstein_cooperation", "goldstein_conflict")]
        assert got == pytest.approx(want[:4])
        assert line.events == round(want[4]) == len(line.ids)
        both = want[0] + want[1]
        assert line.values["balance"].value == (pytest.approx((want[0] - want[1]) / both) if both else None)
        seen.add((*line.key, line.period))
    assert set(expected) <= seen


@settings(max_examples=20, deadline=None)
@given(ROWS)
def test_ids_are_those_of_the_events_with_the_most_reports(folder, rows) -> None:
    with table(folder, rows) as found:
        result = measure("cooperation", found, Options(limit=None, draws=0, ids=2))
    ids = {f"e{n}": r for n, r in enumerate(rows)}
    for line in result.rows:
        behind = [r for r in kept(rows) if (r["source"], r["target"]) == line.key]
        assert [ids[i]["reports"] for i in line.ids] == sorted((r["reports"] for r in behind), reverse=True)[:2]
        assert all((ids[i]["source"], ids[i]["target"]) == line.key for i in line.ids)


def test_unknown_days_and_denied_events_do_not_count(folder) -> None:
    rows = [*PAIR, row(None, "PRK", "AID", "RUS"), row("2022-02-01", "PRK", "AID", "RUS", status="denied")]
    rows.append(row("2022-02-01", "PRK", "AID", "RUS", status="planned"))
    with table(folder, rows) as found:
        assert [line.events for line in measure("cooperation", found).rows] == [1, 1]
        assert [
            line.events for line in measure("cooperation", found, Options(statuses=("denied",), since=dt.date(2022, 1, 1))).rows
        ] == [1]


def test_official_leaves_out_those_who_act_for_themselves(folder) -> None:
    rows = [*PAIR, row("2022-02-01", "PRK", "PROTEST", "RUS", source_sector="CVL"), row("2022-02-01", "GRP:X", "ASSAULT", "RUS")]
    rows.append(row("2022-02-01", "PRK", "AID", "RUS", source_sector="MIL"))
    with table(folder, rows) as found:
        lines = measure("cooperation", found, Options(official=True)).rows
    assert {line.key: line.events for line in lines} == {("PRK", "RUS"): 2, ("RUS", "PRK"): 1}


def test_types_and_periods_without_events(folder) -> None:
    with table(folder, PAIR) as found:
        result = measure("cooperation", found, Options(actors=("PRK", "RUS"), by="month", types=("ACCUSE",)))
    assert [line.period for line in result.rows] == [f"2022-0{n}" for n in range(1, 7)]
    assert [line.values["conflict"].value for line in result.rows] == [0, 0, 0, 0, 0, 3.0]
    assert result.rows[0].values["balance"].value is None


@settings(max_examples=20, deadline=None)
@given(ROWS)
def test_alignment_is_its_formula(folder, rows) -> None:
    with table(folder, rows) as found:
        result = (
            measure("alignment", found, Options(actors=("PRK", "RUS", "USA"), draws=0)) if {"USA"} <= set(found.codes) else None
        )
    if result is None:
        return
    sums = defaultdict(list)
    for r in kept(rows):
        if r["source"] in ("PRK", "RUS", "USA"):
            sums[r["source"], r["target"]] += [score(r["type"], "")] if r["type"] else []
    parties = {t for _, t in sums}
    for line in result.rows:
        a, b = line.key
        others = sorted(parties - {a, b})
        assert line.values["third_parties"].value == len(others)
        if len(others) < 2:
            assert line.values["s"].value is None
            continue
        x, y = ([float(np.mean(sums[s, t])) if sums.get((s, t)) else 0.0 for t in others] for s in (a, b))
        observed = np.mean([abs(p - q) for p, q in zip(x, y, strict=True)])
        assert line.values["s"].value == pytest.approx(1 - observed / 10)
        if len(set(x)) == 1 or len(set(y)) == 1:
            assert line.values["kappa"].value is line.values["pi"].value is None
            continue
        by_chance = np.mean([abs(p - q) for p in x for q in y])
        pooled = np.mean([abs(p - q) for p in x + y for q in x + y])
        assert line.values["kappa"].value == pytest.approx(1 - observed / by_chance)
        assert line.values["pi"].value == pytest.approx(1 - observed / pooled)


def test_kappa_of_two_categories_is_cohens() -> None:
    """With two values, the linear weights are those of Cohen's kappa of 1960: (p_o - p_e) / (1 - p_e)."""
    x = np.array([[1, 1, 1, 0, 0, 0, 0, 1, 0, 0]], float)
    y = np.array([[1, 0, 1, 0, 0, 1, 0, 1, 0, 0]], float)
    agree, p, q = 0.8, 0.4, 0.4
    chance = p * q + (1 - p) * (1 - q)
    found = similarities(x, y, np.ones_like(x))
    assert found["kappa"][0] == pytest.approx((agree - chance) / (1 - chance))
    assert found["pi"][0] == pytest.approx(found["kappa"][0])  # equal margins
    assert similarities(x, x, np.ones_like(x))["kappa"][0] == similarities(x, x, np.ones_like(x))["pi"][0] == 1


NUMBERS = st.lists(st.integers(-10, 10).map(float), min_size=1, max_size=8)


@settings(max_examples=50, deadline=None)
@given(NUMBERS, NUMBERS, st.integers(0, 99))
def test_mean_distance_against_all_pairs(x, y, seed) -> None:
    rng = np.random.default_rng(seed)
    a, b = rng.integers(0, 3, len(x)) + 0.0, rng.integers(0, 3, len(y)) + 0.0
    a[0] = b[0] = 1
    want = sum(p * q * abs(u - v) for u, p in zip(x, a, strict=True) for v, q in zip(y, b, strict=True)) / a.sum() / b.sum()
    assert mean_distance(*(np.array([v]) for v in (x, y, a, b)))[0] == pytest.approx(want)


def test_isolation_counts_each_component(folder) -> None:
    day = "2022-02-01"
    rows = [
        row(day, "PRK", "CONSULT", "RUS", mode="visit"), row(day, "PRK", "CONSULT", "CHN", mode="visit"),
        row(day, "CHN", "CONSULT", "PRK", mode="visit"), row(day, "PRK", "CONSULT", "CHN", mode="host"),
        row(day, "PRK", "CONSULT", "RUS", joint=True), row(day, "RUS", "CONSULT", "PRK", joint=True),
        row(day, "JPN", "CONSULT", "PRK", mode="phone"),
        row(day, "USA", "REJECT", "PRK", mode="meet"), row(day, "RUS", "REJECT", "PRK", mode="assist"),
        row(day, "USA", "SANCTION", "PRK"), row(day, "JPN", "SANCTION", "PRK"), row(day, "USA", "SANCTION", "PRK"),
        row(day, "USA", "ACCUSE", "PRK", mode="disapprove"), row(day, "RUS", "AID", "PRK"), row(day, "CHN", "SUPPORT", "PRK"),
        row(day, "CHN", "ACCUSE", "PRK"), row(day, "PRK", "ACCUSE", "CHN"), row(day, "PRK", "CONSULT", "PRK"),
    ]  # fmt: skip
    with table(folder, rows) as found:
        result = measure("isolation", found, Options(actors=("PRK", "JPN")))
    got = {line.key: line.values["value"].value for line in result.rows}
    want = {
        "visits_made": 2, "visits_received": 1, "meetings": 2, "partners": 3, "meetings_cancelled": None, "meetings_refused": 1,
        "sanctions_received": 3, "sanctioning": 2, "condemnations_received": 2, "condemning": 2, "backers": 2,
        "rebuffs_by_backers": 2, "denials_by_backers": None,
    }  # fmt: skip
    assert {name: got["PRK", name] for name in COMPONENTS} == want
    assert got["JPN", "meetings"] == 1 and got["JPN", "partners"] == 1 and got["JPN", "backers"] == 0
    assert result.notes and "not known" in result.notes[0]


def test_exchange_sorts_goods_by_code_context_and_type(folder) -> None:
    day = "2022-02-01"
    rows = [
        row(day, "PRK", "AID", "RUS", cameo="070", contexts=["military", "diplomatic"]),
        row(day, "RUS", "AID", "PRK", cameo="070", contexts=["technology", "human_security"]),
        row(day, "RUS", "AID", "PRK", cameo="072", contexts=["technology"]),
        row(day, "RUS", "AID", "PRK", cameo="070"), row(day, "RUS", "SUPPORT", "PRK", cameo="050", contexts=["military"]),
        row(day, "RUS", "AGREE", "PRK", cameo="0333"), row(day, "RUS", "AGREE", "PRK", cameo="033", status="planned", contexts=["cyber"]),
        row(day, "RUS", "AGREE", "PRK", cameo="036"), row(day, "RUS", "AID", "PRK", cameo="070", status="denied"),
    ]  # fmt: skip
    with table(folder, rows) as found:
        result = measure("exchange", found, Options(actors=("PRK", "RUS"), draws=0))
    got = {line.key: (line.values["given"].value, line.values["promised"].value) for line in result.rows}
    assert got == {
        ("PRK", "RUS", "arms"): (1, 0), ("RUS", "PRK", "arms"): (1, 0), ("RUS", "PRK", "technology"): (0.5, 1),
        ("RUS", "PRK", "food and relief"): (0.5, 1), ("RUS", "PRK", "aid of unknown kind"): (1, 0), ("RUS", "PRK", "backing"): (1, 0),
    }  # fmt: skip


@settings(max_examples=15, deadline=None)
@given(ROWS, st.sampled_from(["cooperation", "isolation", "exchange"]))
def test_bands_hold_the_value_of_what_is_drawn_and_come_again_with_the_seed(folder, rows, name) -> None:
    with table(folder, [*rows, row("2022-03-01", "PRK", "AID", "RUS", doc="z")]) as found:
        first, again, other = (measure(name, found, Options(actors=("PRK", "RUS"), seed=s)) for s in (0, 0, 1))
    assert first == again
    for line in first.rows:
        for value in line.values.values():
            assert value.low is None or value.low <= value.high
    assert other.rows[0].values.keys() == first.rows[0].values.keys()


def test_bands_cover_a_poisson_count(folder) -> None:
    """Of 40 series of 40 events expected, the band of 90 % covers the rate about as often (documents of one event each)."""
    rng = np.random.default_rng(5)
    hits = 0
    for _ in range(40):
        rows = PAIR + [row("2022-02-01", "PRK", "CONSULT", "RUS", doc=f"d{n}") for n in range(rng.poisson(40))]
        with table(folder, rows) as found:
            value = measure("isolation", found, Options(actors=("PRK",))).rows[2].values["value"]
        hits += value.low <= 40 <= value.high
    assert 30 <= hits <= 40


def test_one_document_gives_no_band_and_clusters_widen_it(folder) -> None:
    events = [row("2022-02-01", "PRK", "CONSULT", "RUS", doc="d") for _ in range(20)]
    with table(folder, events) as found:
        assert measure("isolation", found, Options(actors=("PRK",))).rows[2].values["value"] == (20.0, None, None)
    spread = [{**e, "doc": f"d{n}"} for n, e in enumerate(events)]
    paired = [{**e, "doc": f"d{n % 2}"} for n, e in enumerate(events)]
    widths = []
    for rows in (spread, paired):
        with table(folder, rows) as found:
            value = measure("isolation", found, Options(actors=("PRK",))).rows[2].values["value"]
            widths.append(value.high - value.low)
    assert widths[1] > 2 * widths[0]


def test_many_documents_are_drawn_in_groups(folder) -> None:
    rows = [row("2022-02-01", "PRK", "CONSULT", "RUS", doc=f"d{n}") for n in range(1600)]
    with table(folder, rows) as found:
        result = measure("isolation", found, Options(actors=("PRK",), ids=3))
    value = result.rows[2].values["value"]
    assert result.resampled == 400 and value.value == 1600
    assert 1600 - 150 < value.low < 1600 - 30 < 1600 + 30 < value.high < 1600 + 150  # 1.64 * 40 = 66


@pytest.mark.parametrize("name", MEASURES)
def test_mistakes_are_named(folder, name) -> None:
    with table(folder, [row("2022-02-01", "PRK", "CONSULT", None), row("2022-12-01", "PRK", "AID", None)]) as found:
        with pytest.raises(InputError, match=r"has no|needs three|compares two"):
            measure(name, found, Options())
        with pytest.raises(InputError, match="has no event of the actor 'PKR'; nearest: PRK"):
            measure(name, found, Options(actors=("PKR",)))
        with pytest.raises(
            InputError, match="no event from 1999-01-01 to 1999-12-31; its events are from 2022-02-01 to 2022-12-01"
        ):
            measure(name, found, Options(since=dt.date(1999, 1, 1), until=dt.date(1999, 12, 31)))
    with table(folder, []) as empty, pytest.raises(InputError, match="holds no row"):
        measure(name, empty, Options())
    with table(folder, [row(None, "PRK", "CONSULT", "RUS")]) as undated, pytest.raises(InputError, match="none with a day"):
        measure(name, undated, Options())


def test_options_are_checked(folder) -> None:
    for wrong, message in (
        ({"by": "decade"}, "valid are day, week"), ({"types": ("WAVE",)}, "valid are AGREE"), ({"half_life": 0}, "above 0"),
        ({"since": dt.date(2022, 1, 2), "until": dt.date(2022, 1, 1)}, "upside down"), ({"level": 1.0}, "between 0 and 1"),
    ):  # fmt: skip
        with pytest.raises(InputError, match=message):
            Options(**wrong)
    with table(folder, PAIR) as found, pytest.raises(InputError, match="valid are cooperation, alignment"):
        measure("mood", found)


@given(st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1)), st.sampled_from(PERIODS), st.integers(0, 800))
def test_periods_meet_and_their_names_lead_back(day, by, days) -> None:
    found = periods(Window(day, day + dt.timedelta(days)), by)
    assert found[0] <= day < next_period(found[0], by)
    assert all(next_period(a, by) == b for a, b in pairwise(found))
    assert [first_day(name_of_period(d, by), by) for d in found] == found
    assert sorted(name_of_period(d, by) for d in found) == [name_of_period(d, by) for d in found]


def test_sensitivity_compares_with_other_windows_and_half_lives(folder) -> None:
    rows = [
        row(f"2022-0{m}-10", a, t, b)
        for m in range(1, 7)
        for (a, b), t in zip(combinations(ACTORS, 2), ("AID", "ACCUSE") * 3, strict=True)
    ]
    rows += [row("2022-06-20", "CHN", "ASSAULT", "PRK")]
    with table(folder, rows) as found:
        variants = measure("cooperation", found, Options(since=dt.date(2022, 4, 1)), sensitive=True).sensitivity
        counts = measure("exchange", found, Options(), sensitive=True).sensitivity
        alone = measure("changes", found, Options(by="week"), sensitive=True).sensitivity
    assert [v.what for v in variants] == [
        "half the window (from 2022-05-12)",
        "a longer window (from 2022-01-10)",
        "a half-life of 40.5 days",
    ]
    assert variants[0].key == ("CHN", "PRK") and variants[0].becomes < variants[0].was
    assert all(v.what.endswith("at the same rate a day") for v in counts)
    assert [v.what for v in alone] == ["0.5 times the penalty", "2 times the penalty", "by month"]


def test_spearman() -> None:
    x = np.array([1.0, 2, 3, 4, 5])
    assert spearman(x, x**3) == pytest.approx(1) and spearman(x, -x) == pytest.approx(-1)
    assert spearman(x, np.array([2.0, 1, 4, 3, 5])) == pytest.approx(0.8)
    assert spearman(x, np.ones(5)) is None and spearman(x[:2], x[:2]) is None


def test_records_are_flat(folder) -> None:
    with table(folder, PAIR) as found:
        records = list(measure("cooperation", found, Options(by="year")).records())
    assert list(records[0])[:6] == ["source", "target", "period", "balance", "balance_low", "balance_high"]
    assert records[0]["period"] == "2022" and records[0]["ids"] == ["e0"] and records[0]["events"] == 1


@pytest.mark.parametrize("by", ["", "month"])
def test_isolation_names_the_same_events_whichever_way_they_are_summed(folder, by, monkeypatch) -> None:
    module = sys.modules["comity.system.measures.isolation"]  # the package has the function under this name
    rows = [
        row(
            f"2022-0{1 + n % 3}-0{1 + n % 9}",
            "PRK" if n % 2 else "RUS",
            ("CONSULT", "ACCUSE", "AID")[n % 3],
            "RUS" if n % 2 else "PRK",
            reports=n % 4,
        )
        for n in range(60)
    ]
    with table(folder, rows) as found:
        quick = measure("isolation", found, Options(by=by, ids=5))
        monkeypatch.setattr(module, "_behind", lambda t, o: events_behind(t, module._rows(t), module._KEYS, o))
        assert measure("isolation", found, Options(by=by, ids=5)).rows == quick.rows
        assert sum(line.events for line in quick.rows) > 60 and max(len(line.ids) for line in quick.rows) == 5
