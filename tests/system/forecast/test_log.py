"""The log of forecasts: written once, settled when their days are over, never changed."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.errors import ComityError, DataFileError, InputError, OutputError
from comity.system.forecast import ForecastLog, Happening, History, Outlook, Precedent
from comity.system.forecast.log import logged

DAY = 738_000


def outlook(relation: str = "AID", first: int = DAY, days: int = 10, probability: float = 0.4, **more) -> Outlook:
    past = Precedent("again", "A", relation, "B", first - 3, "e1", 1, 2, 2, 3)
    return replace(Outlook("A", relation, "B", first, first + days - 1, probability, 0.1, 1, (past,)), **more)


HISTORY = History.of(
    [Happening("A", "AID", "B", DAY - 20), Happening("A", "AID", "B", DAY + 4, "hit"), Happening("B", "AID", "A", DAY + 30)]
)


@given(
    st.lists(
        st.tuples(st.text(min_size=1, max_size=8), st.integers(1, 60), st.floats(0, 1), st.integers(1, 900)),
        min_size=1,
        max_size=12,
    )
)
def test_what_is_logged_comes_back(tmp_path_factory, rows) -> None:
    log = ForecastLog(tmp_path_factory.mktemp("log") / "log.jsonl")
    made = [outlook(relation, DAY + shift, days, chance) for relation, days, chance, shift in rows]
    entries = {e.id: e for e in reversed([logged(o, DAY) for o in made])}
    assert log.record(made, DAY) == len(entries)
    assert {e.id: e for e in log.read()} == entries  # of two for the same act and days, the one that came first
    assert log.record(made, DAY) == 0


def test_a_forecast_is_never_overwritten(tmp_path) -> None:
    log = ForecastLog(tmp_path / "log.jsonl")
    assert log.record([outlook()], DAY) == 1
    assert log.record([outlook(probability=0.9), outlook("ACCUSE")], DAY) == 1
    assert [(e.relation, e.probability) for e in log.read()] == [("AID", 0.4), ("ACCUSE", 0.4)]
    assert log.resolve(HISTORY, DAY + 40) == 2
    before = (tmp_path / "log.jsonl").read_bytes()
    opposite = History.of([Happening("A", "ACCUSE", "B", DAY - 1), Happening("A", "ACCUSE", "B", DAY + 2)])
    assert log.resolve(opposite, DAY + 40) == 0  # what is settled stays so
    assert log.record([outlook()], DAY) == 0
    assert (tmp_path / "log.jsonl").read_bytes() == before
    assert log.record([outlook()], DAY + 1) == 1  # made on another day, it is another forecast


def test_forecasts_are_settled_when_their_days_are_over(tmp_path) -> None:
    log = ForecastLog(tmp_path / "log.jsonl")
    log.record([outlook(), outlook("ACCUSE")], DAY)
    assert log.resolve(HISTORY, DAY + 9) == 0  # the last day is not over, though the act is known
    assert log.resolve(HISTORY, DAY + 10) == 2
    aid, accuse = log.read()
    assert (aid.happened, aid.events, accuse.happened, accuse.events) == (True, ("hit",), False, ())
    assert aid.resolved < accuse.resolved == accuse.last
    scores = log.scores(ahead=True)
    assert (scores.settled, scores.open) == (2, 0)
    assert scores.brier == pytest.approx((0.36 + 0.16) / 2) and scores.usual_brier == pytest.approx((0.81 + 0.01) / 2)


def test_what_the_events_do_not_cover_stays_open(tmp_path) -> None:
    log = ForecastLog(tmp_path / "log.jsonl")
    log.record([outlook(target="C"), outlook(first=DAY - 40)], DAY - 50)
    assert log.resolve(HISTORY, DAY + 100) == 0
    with pytest.raises(ComityError, match="none of the 2 forecasts"):
        log.scores()


def test_hindsight_is_told_apart(tmp_path) -> None:
    log = ForecastLog(tmp_path / "log.jsonl")
    log.record([outlook()], DAY)
    log.record([outlook()], DAY + 1)
    assert [e.ahead for e in log.read()] == [True, False]
    log.resolve(HISTORY, DAY + 40)
    assert log.scores(ahead=True).settled == log.scores(ahead=False).settled == 1 and log.scores().settled == 2


def test_the_log_before_it_was_settled_is_kept(tmp_path) -> None:
    log = ForecastLog(tmp_path / "log.jsonl")
    log.record([outlook(), outlook(first=DAY + 20)], DAY, "/a/p.duckdb")
    before = log.path.read_bytes()
    log.path.chmod(0o640)
    assert log.resolve(HISTORY, DAY - 5, "/b/q.duckdb") == 0 and not log.backup.exists()  # nothing is settled, nothing is kept
    assert log.resolve(HISTORY, DAY + 12, "/b/q.duckdb") == 1
    assert log.backup == tmp_path / "log.jsonl.bak" and log.backup.read_bytes() == before
    assert [(e.made_from, e.resolved_from) for e in log.read()] == [("/a/p.duckdb", "/b/q.duckdb"), ("/a/p.duckdb", "")]
    assert [p.stat().st_mode & 0o777 for p in (log.path, log.backup)] == [0o640, 0o640]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["log.jsonl", "log.jsonl.bak"]


def test_a_log_that_cannot_be_kept_is_not_settled(tmp_path) -> None:
    log = ForecastLog(tmp_path / "log.jsonl")
    log.record([outlook()], DAY)
    before = log.path.read_bytes()
    log.backup.mkdir()
    with pytest.raises(OutputError, match="the log is as it was"):
        log.resolve(HISTORY, DAY + 12)
    assert log.path.read_bytes() == before


def test_a_link_to_a_log_stays_one(tmp_path) -> None:
    (tmp_path / "logs").mkdir()
    real = ForecastLog(tmp_path / "logs" / "log.jsonl")
    real.record([outlook()], DAY)
    (tmp_path / "link.jsonl").symlink_to(real.path)
    assert ForecastLog(tmp_path / "link.jsonl").record([outlook("ACCUSE")], DAY) == 1
    assert (tmp_path / "link.jsonl").is_symlink() and len(real.read()) == 2


def test_logs_from_before_the_source_was_kept_are_read(tmp_path) -> None:
    log = ForecastLog(tmp_path / "log.jsonl")
    log.record([outlook()], DAY)
    old = {k: v for k, v in json.loads(log.path.read_text()).items() if k not in ("made_from", "resolved_from")}
    log.path.write_text(json.dumps(old) + "\n")
    assert log.read()[0].made_from == "" and log.resolve(HISTORY, DAY + 12, "t.csv") == 1


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("nonsense", "line 2: no forecast"),
        ("[1]", "line 2"),
        ('{"id": "x"}', "'made' is missing; a forecast has id, made"),
    ],
)
def test_lines_that_are_no_forecasts_are_named(tmp_path, line, message) -> None:
    log = ForecastLog(tmp_path / "log.jsonl")
    log.record([outlook()], DAY)
    text = log.path.read_text()
    log.path.write_text(text + line + "\n")
    for act in (log.read, lambda: log.record([outlook("ACCUSE")], DAY)):
        with pytest.raises(DataFileError, match=message):
            act()
    assert log.path.read_text() == text + line + "\n"


@pytest.mark.parametrize(("key", "value"), [("probability", 1.4), ("usual", "much"), ("first", "soon"), ("last", "2000-01-01")])
def test_values_that_are_none_are_named(tmp_path, key, value) -> None:
    log = ForecastLog(tmp_path / "log.jsonl")
    log.record([outlook()], DAY)
    log.path.write_text(json.dumps(json.loads(log.path.read_text()) | {key: value}) + "\n")
    with pytest.raises(DataFileError, match="line 1: no forecast"):
        log.read()


def test_files_that_cannot_be_used(tmp_path) -> None:
    with pytest.raises(InputError, match="cannot be read as a log"):
        ForecastLog(tmp_path).read()
    with pytest.raises(OutputError, match="the log is as it was"):
        ForecastLog(tmp_path / "none" / "log.jsonl").record([outlook()], DAY)
    with pytest.raises(ComityError, match="is no date"):
        logged(outlook(first=-5), DAY)
