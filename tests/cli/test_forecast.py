"""Forecasts through the command line: over a table and a project, the log, the backtest, and mistakes."""

from __future__ import annotations

import csv
import datetime as dt
import json
from pathlib import Path

import pytest

from comity.system.forecast import Happening
from tests.system.forecast.worlds import world

START = dt.date(2022, 1, 1)


def write(path: Path, rows: list[Happening]) -> str:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("id", "day", "type", "source", "target"))
        writer.writerows((r.event, dt.date.fromordinal(r.day), r.relation, r.source, r.target) for r in rows)
    return str(path)


@pytest.fixture(scope="module")
def events(tmp_path_factory) -> str:
    return write(tmp_path_factory.mktemp("events") / "events.csv", world(1, days=400, actors=8, start=START.toordinal()))


def records(text: str) -> list[dict]:
    return [json.loads(line) for line in text.splitlines()]


def test_chances_are_records_with_precedents_and_base_rates(comity, events) -> None:
    done = comity("forecast", "A0", "A1", "--horizon", "2w", "--least", "0", "--events", events, "--format", "jsonl")
    found = records(done.out)
    assert done.code == 0 and len(found) == 6
    keys = ["source", "type", "target", "first", "last", "probability", "words", "usual", "past", "calibrated", "precedents"]
    assert all(list(one) == keys for one in found)
    assert all(0 < one["probability"] < 1 and 0 < one["usual"] < 1 and one["calibrated"] for one in found)
    assert [one["probability"] for one in found] == sorted((one["probability"] for one in found), reverse=True)
    assert {(one["first"], one["last"]) for one in found} == {("2023-02-05", "2023-02-18")}
    with Path(events).open(encoding="utf-8") as file:
        told = {row["id"]: row for row in csv.DictReader(file)}
    for one in found:
        for past in one["precedents"]:
            row = told[past["event"]]
            assert [row["day"], row["source"], row["type"], row["target"]] == [
                past[k] for k in ("day", "source", "type", "target")
            ]
            assert 0 <= past["followed"] <= past["cases"]


def test_between_may_be_left_out_and_options_come_first(comity, events) -> None:
    one = comity("forecast", "--events", events, "a0", "A1", "--type", "AID", "--format", "jsonl", "--least", "0")
    other = comity("forecast", "between", "A0", "A1", "--events", events, "--type", "aid", "--format", "jsonl", "--least", "0")
    assert one.code == other.code == 0 and one.out == other.out
    assert {r["type"] for r in records(one.out)} == {"AID"}
    assert "comity forecast RUS PRK" in " ".join(comity("forecast", "--help").out.split())


@pytest.mark.parametrize("style", ["table", "md"])
def test_the_page_says_how_to_read_it(comity, events, style) -> None:
    done = comity("forecast", "A0", "A1", "--events", events, "--format", style)
    text = " ".join(done.out.split())
    assert "A0 and A1, 2023-02-05 to 2023-03-06" in text and "any pair" in text and "calibrated on the past" in text
    assert "before: 2023-0" in text


def test_what_came_later_changes_nothing(comity, events, tmp_path) -> None:
    rows = world(1, days=400, actors=8, start=START.toordinal())
    cut = dt.date(2022, 12, 1)
    earlier = write(tmp_path / "earlier.csv", [r for r in rows if r.day < cut.toordinal()])
    asked = ("A0", "A1", "--from", "2022-12-01", "--format", "jsonl", "--least", "0")
    assert comity("forecast", *asked, "--events", events).out == comity("forecast", *asked, "--events", earlier).out != ""


def test_a_thin_table_gives_rates_and_says_so(comity, tmp_path) -> None:
    rows = [
        Happening("RUS", "AID", "PRK", START.toordinal(), "a"),
        Happening("PRK", "CONSULT", "RUS", START.toordinal() + 9, "b"),
    ]
    done = comity("forecast", "RUS", "PRK", "--events", write(tmp_path / "thin.csv", rows))
    assert done.code == 0 and "Not calibrated" in done.out and "RUS AID PRK" in done.out
    done = comity("forecast", "RUS", "PRK", "--events", tmp_path / "thin.csv", "--least", "1")
    assert "no act has a chance of 1 or more" in done.err and "less likely acts" in done.out


def test_the_log_is_settled_and_scored(comity, events) -> None:
    asked = ("A0", "A1", "--from", "2022-12-01", "--horizon", "14d", "--log", "log.jsonl", "--events", events)
    assert "6 forecasts added to log.jsonl, 0 were there; their days have begun already" in comity("forecast", *asked).err
    assert "0 forecasts added to log.jsonl, 6 were there" in comity("forecast", *asked).err
    before = [json.loads(line) for line in Path("log.jsonl").read_text().splitlines()]
    early = comity("forecast", "resolve", "log.jsonl", "--events", events, "--until", "2022-12-13")
    assert "0 settled now, 0 before, 6 open; the next is due on 2022-12-14" in early.out
    done = comity("forecast", "resolve", "log.jsonl", "--events", events)
    assert "6 forecasts: 6 settled now, 0 before, 0 open." in done.out and "made in hindsight" in done.out
    after = records(comity("forecast", "resolve", "log.jsonl", "--events", events, "--format", "jsonl").out)
    fixed = ("id", "made", "source", "relation", "target", "first", "last", "probability", "usual", "precedents")
    assert [[one[k] for k in fixed] for one in after] == [[one[k] for k in fixed] for one in before]
    with Path(events).open(encoding="utf-8") as file:
        acts = {(r["source"], r["type"], r["target"]) for r in csv.DictReader(file) if "2022-12-01" <= r["day"] <= "2022-12-14"}
    assert all(one["happened"] == ((one["source"], one["relation"], one["target"]) in acts) for one in after)
    assert "0 settled now, 6 before" in comity("forecast", "resolve", "log.jsonl", "--events", events, "--format", "md").out


def test_the_backtest_beats_base_rates(comity, events) -> None:
    found = {
        r["group"]: r
        for r in records(comity("forecast", "backtest", "--horizon", "14d", "--events", events, "--format", "jsonl").out)
    }
    assert found["all"]["brier"] < found["all"]["usual_brier"] and found["all"]["log"] < found["all"]["usual_log"]
    assert sum(b["forecasts"] for b in found["all"]["bins"]) == pytest.approx(found["all"]["rows"])
    page = comity("forecast", "backtest", "--horizon", "14d", "--times", "1", "--events", events).out
    assert "Reliability" in page and "1 forecast: 2023-01-22 to 2023-02-04." in page


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("A0",), "between two actors, and A0 is one; others by number of events: A"),
        ((), "between two actors, and none is named; others by number of events: A"),
        (("A0", "A0"), "A0 is both; others"),
        (("A0", "A1", "A2"), "these are 3: A0, A1, A2; give two"),
        (("A0", "XYZ"), "no event of the actor 'XYZ'"),
        (("A0", "A1", "--horizon", "soon"), "'soon' is no horizon; give a number of days"),
        (("A0", "A1", "--horizon", "-3d"), "lies in the past"),
        (("A0", "A1", "--horizon", "2020-01-01"), "2020-01-01 has passed when the forecast begins, on 2023-02-05"),
        (("A0", "A1", "--from", "2022-01-01"), "nothing is known before 2022-01-01: the events begin on 2022-01-01"),
        (("A0", "A1", "--type", "RETREAT"), "no act of type RETREAT is among the events; there are ACCUSE, AID, CONSULT"),
        (("resolve", "none.jsonl"), "none.jsonl has no forecasts; make some with: comity forecast"),
        (("backtest", "--horizon", "300d"), "take 2250 days of history, and there are 400: give at most 53 days, or fewer"),
    ],
)
def test_mistakes_are_one_line_that_names_what_is_valid(comity, events, args, message) -> None:
    done = comity("forecast", *args, "--events", events)
    errors = [line for line in done.err.splitlines() if not line.startswith("note: ")]
    assert done.code not in (0, 70) and len(errors) == 1 and message in errors[0] and done.out == ""


def test_a_forecast_long_after_the_last_event_says_so(comity, events) -> None:
    done = comity("forecast", "A0", "A1", "--from", "2023-03-01", "--events", events)
    assert done.code == 0 and "the last event is of 2023-02-04, 24 days before the forecast begins" in done.err


def test_tables_and_projects_without_events(comity, folder, tmp_path) -> None:
    empty = write(tmp_path / "empty.csv", [])
    assert "has no events" in comity("forecast", "RUS", "PRK", "--events", empty).err
    assert "there is no project comity.duckdb; make it with" in comity("forecast", "RUS", "PRK").err


def test_a_project_is_forecast_too(comity, folder) -> None:
    assert comity("read", folder, "-q", "--date", "2023-09-13").code == 0
    done = comity("forecast", "RUS", "PRK", "--format", "jsonl", "--least", "0")
    assert done.code == 0 and records(done.out)
    told = {e["event"] for e in records(comity("events", "--format", "jsonl").out)}
    assert {p["event"] for one in records(done.out) for p in one["precedents"]} <= told


def test_a_project_without_dates_says_so(comity, folder) -> None:
    assert comity("read", folder, "-q").code == 0
    done = comity("forecast", "RUS", "PRK")
    assert done.code == 3 and "has no dated act between two known actors among its" in done.err


def test_days_that_the_events_do_not_cover_settle_nothing(comity, events, tmp_path) -> None:
    assert comity("forecast", "A0", "A1", "--log", "fc.jsonl", "--events", events).code == 0  # 2023-02-05 to 2023-03-06
    text = Path("fc.jsonl").read_bytes()
    for until in (("--until", "2030-01-01"), ("--until", "9999-12-31"), ()):
        done = comity("forecast", "resolve", "fc.jsonl", *until, "--events", events)
        assert done.code == 0 and "0 settled now" in done.out and Path("fc.jsonl").read_bytes() == text
        capped = (
            f"note: nothing is known after 2023-02-04, the last day of {events}: --until {until[-1:] and until[-1]} counts as"
        )
        assert (capped in done.err) == bool(until)
        assert f"note: open as {events} ends on 2023-02-04: 6 of 6; give newer events, then resolve again" in done.err
    assert not Path("fc.jsonl.bak").exists()


def test_the_log_says_where_forecasts_come_from(comity, events, tmp_path) -> None:
    asked = ("A0", "A1", "--from", "2022-12-01", "--horizon", "14d", "--log", "log.jsonl", "--events", events)
    comity("forecast", *asked)
    before = Path("log.jsonl").read_bytes()
    assert {one["made_from"] for one in records(before.decode())} == {str(Path(events).absolute())}
    other = write(tmp_path / "other.csv", world(2, days=400, actors=8, start=START.toordinal()))
    done = comity("forecast", "resolve", "log.jsonl", "--events", other)
    assert f"note: open forecasts were made from {events}, and are settled by {other}" in done.err
    assert "6 settled for good; the log as it was before is log.jsonl.bak" in done.err
    assert Path("log.jsonl.bak").read_bytes() == before
    assert {one["resolved_from"] for one in records(Path("log.jsonl").read_text())} == {other}
    assert "were made from" not in comity("forecast", "resolve", "log.jsonl", "--events", events).err


@pytest.mark.parametrize("style", ["table", "md"])
def test_two_days_make_nothing_almost_certain(comity, tmp_path, style) -> None:
    first = START.toordinal()
    few = write(tmp_path / "few.csv", [Happening("RUS", "AID", "PRK", first + n % 2, f"e{n}") for n in range(40)])
    done = comity("forecast", "RUS", "PRK", "--events", few, "--format", style)
    lines = done.out.splitlines()
    warned = next(n for n, line in enumerate(lines) if line.startswith("Not calibrated: "))
    table = next(n for n, line in enumerate(lines) if "in words" in line)
    assert done.code == 0 and warned < table and " rest on 2 days, and to call them likely" in " ".join(done.out.split())
    assert "4 periods of 30 days, 120 days" in " ".join(done.out.split())
    assert not any(word in done.out for word in ("almost certain", "very likely", "roughly even", "almost no chance"))
    (one, *_) = records(comity("forecast", "RUS", "PRK", "--events", few, "--format", "jsonl").out)
    assert one["words"] is None and not one["calibrated"]


def test_rates_of_a_longer_time_have_words(comity, tmp_path) -> None:
    rows = [Happening("RUS", "AID", "PRK", START.toordinal() + n, f"e{n}") for n in range(0, 160, 16)]
    done = comity("forecast", "RUS", "PRK", "--events", write(tmp_path / "rows.csv", rows))
    lines = done.out.splitlines()
    assert lines[2].startswith("Not calibrated: ") and "No words" not in done.out and "likely" in done.out
