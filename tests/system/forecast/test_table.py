"""Event tables as histories, and horizons in users' words."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.errors import InputError
from comity.system.forecast import history_of, horizon_days
from tests.system.rows import row, table

FIRST = dt.date(2023, 9, 20)


def told(history) -> list[tuple]:
    rows = zip(history.acts.tolist(), history.events, strict=True)
    return [
        (history.actors[s], history.relations[r], history.actors[t], dt.date.fromordinal(d).isoformat(), e)
        for (s, r, t, d), e in rows
    ]


def test_rows_that_count_become_acts(tmp_path) -> None:
    rows = [
        row("2023-09-13", "PRK", "CONSULT", "RUS"),
        row("2023-09-13", "PRK", "CONSULT", "RUS"),  # the same act of the same day
        row("2023-09-14", "PRK", "AID", "RUS", status="denied"),
        row("2023-09-14", "PRK", "AID", "RUS", status="planned"),
        row(None, "PRK", "AID", "RUS"),
        row("2023-09-15", None, "AID", "RUS"),
        row("2023-09-15", "PRK", None, "RUS"),
        row("2023-09-15", "RUS", "ASSAULT", "RUS"),
        row("2023-09-16", "USA", "ACCUSE", "PRK", status="contested", source_sector="MED"),
    ]
    with table(tmp_path, rows) as events:
        assert told(history_of(events)) == [
            ("PRK", "CONSULT", "RUS", "2023-09-13", "e0"),
            ("USA", "ACCUSE", "PRK", "2023-09-16", "e8"),
        ]
        assert [r[1] for r in told(history_of(events, official=True))] == ["CONSULT"]
        assert [r[1] for r in told(history_of(events, types=["ACCUSE"]))] == ["ACCUSE"]
        with pytest.raises(InputError, match="no PLOVER type 'GREET'; valid are"):
            history_of(events, types=["GREET"])
        with pytest.raises(InputError, match="no dated act of type RETREAT"):
            history_of(events, types=["RETREAT"])


def test_tables_without_acts(tmp_path) -> None:
    with table(tmp_path, []) as events, pytest.raises(InputError, match="has no events"):
        history_of(events)
    with table(tmp_path, [row(None, "PRK", "AID", "RUS")]) as events, pytest.raises(InputError, match="among its 1 rows"):
        history_of(events)


@given(st.integers(1, 3660))
def test_a_horizon_by_its_last_day_is_the_same(days) -> None:
    last = FIRST + dt.timedelta(days=days - 1)
    assert (
        horizon_days(last.isoformat(), FIRST) == days == horizon_days(f"{days}d", FIRST) == horizon_days(f" {days} Days", FIRST)
    )


def test_horizons_in_words() -> None:
    given_texts = ("30d", "30", "2w", "2 weeks", "1 month", "3m", "1q", "1y", "+7d")
    assert [horizon_days(text, FIRST) for text in given_texts] == [30, 30, 14, 14, 30, 90, 91, 365, 7]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("soon", "'soon' is no horizon; give a number of days"),
        ("", "is no horizon"),
        ("30s", "is no horizon"),
        ("3.5d", "is no horizon"),
        ("d", "is no horizon"),
        ("0d", "lies in the past or is empty"),
        ("-3d", "lies in the past"),
        ("2023-09-19", "has passed when the forecast begins, on 2023-09-20"),
        ("2023-13-01", "is no date"),
        ("200y", "longer than 3,660"),
        ("9999-12-31", "longer than 3,660"),
    ],
)
def test_horizons_that_are_none(text, message) -> None:
    with pytest.raises(InputError, match=message):
        horizon_days(text, FIRST)
