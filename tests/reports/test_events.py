"""The words that reports about events are made of."""

from __future__ import annotations

import pytest

from comity.records import Event, EventActor, EventDate
from comity.reports.brief import _STANDING
from comity.reports.wording import event_title, four_counts, standing_of, when
from comity.store import Store

NAMES = {"PRK": "North Korea", "RUS": "Russia"}


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        (EventDate("2023-09-13", "2023-09-13", "day"), "2023-09-13"),
        (EventDate("2023-09-11", "2023-09-17", "week"), "week of 2023-09-11"),
        (EventDate("2023-09-01", "2023-09-30", "month"), "2023-09"),
        (EventDate("2023-01-01", "2023-12-31", "year"), "2023"),
        (EventDate("2023-09-12", "2023-09-17", "range"), "2023-09-12 to 2023-09-17"),
        (None, "(2023-09-14)"),
    ],
)
def test_dates_are_as_precise_as_they_are_known(date, expected) -> None:
    assert when(date, "2023-09-14") == expected
    assert when(None) == ""


def test_an_event_in_words() -> None:
    event = Event(
        "e", "CONSULT", "visit", "denied", (EventActor("PRK.GOV.KIM", "PRK"),), (EventActor("GRP:Wagner", "GRP:Wagner"),), None,
        None, 0, 0, 0, 0, ("a",), ("a",), False, 0.9,
    )  # fmt: skip
    assert event_title(event, NAMES) == "North Korea: CONSULT (visit) -> Wagner"
    assert four_counts(event) == "no report affirms it, 1 report denies it"


@pytest.mark.parametrize("polarity", ["affirmed", "negated"])
@pytest.mark.parametrize("modality", ["actual", "future", "possible", "conditional"])
@pytest.mark.parametrize("historical", [True, False])
def test_standings_are_those_of_the_brief(tmp_path_factory, polarity, modality, historical) -> None:
    with Store.open(tmp_path_factory.mktemp("s") / "p.duckdb", create=True) as store:
        sql = f"SELECT {_STANDING} FROM (SELECT ? AS polarity, ? AS modality, ? AS historical) c"
        assert store.value(sql, [polarity, modality, historical]) == standing_of(polarity, modality, historical)
