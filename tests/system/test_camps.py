"""The balance of what events describe: camps at a day, over time, and what a new tie would change."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from comity.errors import InputError
from comity.system.camps import camps, camps_over_time, changed, flat_record, read_change, read_changes, record
from comity.system.ties import Standing, TieOptions
from tests.system.rows import row, table

ROWS = [
    row("2022-01-10", "PRK", "AID", "RUS"),
    row("2022-01-11", "KOR", "SUPPORT", "USA"),
    row("2022-01-12", "USA", "SANCTION", "RUS"),
    row("2022-02-10", "USA", "ACCUSE", "PRK"),
    row("2022-02-11", "KOR", "SUPPORT", "RUS"),
]


def test_camps_with_the_events_behind_what_does_not_fit(tmp_path) -> None:
    with table(tmp_path, ROWS) as found:
        got = camps(found)
        assert (got.until, got.balance.index, got.triangles) == (dt.date(2022, 2, 11), 1, 0.5)
        whole = record(got)
    assert json.loads(json.dumps(whole)) == whole
    assert whole["actors"] == 4 and whole["ties"] == 5 and whole["period"] is None and "change" not in whole
    (tie,) = whole["frustrated"]
    events = {("KOR", "RUS"): "e4", ("KOR", "USA"): "e1"}  # either way is best: Seoul stands with one of two enemies
    assert tie["events"] == {"backing": [events[tie["a"], tie["b"]]]}
    flat = flat_record(got)
    ids = [i for one in whole["signed"] for listed in one["events"].values() for i in listed]
    assert all(any(one["events"].values()) for one in whole["signed"]) and set(flat["ids"]) == set(ids)
    assert flat["ids"][0] == events[tie["a"], tie["b"]] and len(set(flat["ids"])) == len(flat["ids"])
    assert flat["frustrated"] == [f"{tie['a']}+{tie['b']}"]
    assert sorted(flat["camp_1"] + flat["camp_2"]) == ["KOR", "PRK", "RUS", "USA"]


def test_over_time_and_by_score(tmp_path) -> None:
    with table(tmp_path, ROWS) as found:
        january, february = camps_over_time(found, "month")
        assert (january.period, january.balance.index, february.period, february.balance.index) == ("2022-01", 0, "2022-02", 1)
        since = camps_over_time(found, "month", dt.date(2022, 2, 1))
        assert [c.period for c in since] == ["2022-02"]
        by_score = camps(found, TieOptions(half_life=1e9), weights="score")
        assert by_score.balance.index == 5.0 and by_score.balance.weight == 29.0  # AID 10, SUPPORT 5 twice, SANCTION 6, ACCUSE 3
    with table(tmp_path, ROWS) as found, pytest.raises(InputError, match="no event of the actor 'XYZ'"):
        camps_over_time(found, "month", None, TieOptions(actors=("PRK", "XYZ")))


def test_new_ties(tmp_path) -> None:
    with table(tmp_path, ROWS, labels={"CHN": "China"}) as found:
        now = camps(found)
        change = changed(found, now, read_change("KOR,RUS,-"))
        assert change.difference == -1 and change.replaced == (("KOR", "RUS", 1.0),)
        assert changed(found, now, read_change("CHN,PRK,RUS,+")).difference == 0
        assert record(now, change)["change"]["index"] == 0
        with pytest.raises(InputError, match="no event of the actor 'XYZ'"):
            changed(found, now, read_change("PRK,XYZ,+"))
    assert read_change(" CHN, PRK ,RUS,+") == [("CHN", "PRK", 1.0), ("CHN", "RUS", 1.0), ("PRK", "RUS", 1.0)]
    for text in ("PRK,RUS", "PRK,+", "PRK,PRK,+", "PRK,RUS,?", ""):
        with pytest.raises(InputError, match=r"write it as A,B,\+"):
            read_change(text)


def test_new_ties_say_one_thing_of_a_pair() -> None:
    assert read_changes(["A,B,+", "B,A,+", "A,C,-"]) == [("A", "B", 1.0), ("A", "C", -1.0)]
    with pytest.raises(InputError, match=r"'A,B,C,\+' and 'C,B,-' give C and B both signs; leave one of them out"):
        read_changes(["A,B,C,+", "C,B,-"])


def test_mistakes(tmp_path) -> None:
    with table(tmp_path, ROWS) as found:
        for function in (camps, lambda t, o: camps_over_time(t, "month", None, o)):
            with pytest.raises(InputError, match="two actors or more; PRK is one"):
                function(found, TieOptions(actors=("PRK",)))
    with table(tmp_path, [row("2022-01-10", "PRK", "CONSULT", "RUS")]) as found:
        with pytest.raises(InputError, match="no tie among PRK, RUS from 2022-01-10"):
            camps(found)
        with pytest.raises(InputError, match="no friendly or hostile tie up to"):
            camps(found, TieOptions(kinds=("contact",)))


def test_a_treaty_alone_makes_a_tie(tmp_path) -> None:
    with table(tmp_path, [row("2022-01-10", "PRK", "CONSULT", "RUS")]) as found:
        got = camps(found, TieOptions(actors=("PRK", "RUS")), [Standing("PRK", "RUS", "alliance")])
    assert got.signed == (("PRK", "RUS", 1.0),) and record(got)["signed"] == [
        {"a": "PRK", "b": "RUS", "weight": 1.0, "events": {"alliance": ["standing"]}}
    ]
