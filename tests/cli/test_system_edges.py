"""The commands on the system at the edges: odd numbers, odd days, odd rows, tables of one kind of act, ids behind every line."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from pathlib import Path

import pytest

from tests.cli.test_system import SUMMIT, TABLE, error
from tests.cli.test_whatif import SUMMIT as SCENARIO

ROWS = ["2023-01-01,ASSAULT,RUS,UKR,a1", "2023-02-01,AID,USA,UKR,a2", "2023-03-01,ACCUSE,USA,RUS,a3"]
MEASURES = ("cooperation", "alignment", "isolation", "exchange", "brokerage", "changes")


@pytest.fixture
def own():
    def make(*rows: str, head: str = "day,type,source,target,id") -> tuple[str, str]:
        Path("own.csv").write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
        return "--events", "own.csv"

    return make


@pytest.mark.parametrize("name", MEASURES)
def test_a_table_of_assaults_alone(comity, own, name) -> None:
    done = comity("measure", name, *own(ROWS[0]))
    assert done.code in (0, 3), done.err
    if name == "isolation":
        assert done.code == 0 and re.search(r"^sanctions received +0 +0$", done.out, re.MULTILINE) and "No bands" in done.out


@pytest.mark.parametrize("life", ["inf", "nan", "-inf", "0", "1e308", "1e-300"])
@pytest.mark.parametrize("args", [("measure", "cooperation", "PRK"), ("network",), ("balance",), ("balance", "--by", "month")])
def test_a_half_life_is_a_number_above_0(comity, args, life) -> None:
    assert "half-life of" in error(comity(*args, *TABLE, "--half-life", life), 3)
    assert comity("measure", "cooperation", *TABLE, "--half-life", "1e12").code == 0


@pytest.mark.parametrize("command", ["network", "balance"])
def test_a_window_may_be_longer_than_the_calendar(comity, command) -> None:
    whole = comity(command, *TABLE)
    assert (comity(command, *TABLE, "--window", "99999999999").out, whole.code) == (whole.out, 0)
    assert "a least strength of nan is none" in error(comity(command, *TABLE, "--least", "nan"), 3)


@pytest.mark.parametrize("name", MEASURES)
@pytest.mark.parametrize(
    "span", [("--since", "0001-01-01"), ("--until", "9999-12-31"), ("--since", "0001-01-01", "--until", "9999-12-31")]
)
@pytest.mark.parametrize("by", [(), ("--by", "year"), ("--by", "day")])
def test_windows_from_the_first_day_to_the_last(comity, own, name, span, by) -> None:
    done = comity("measure", name, *own(*ROWS), *span, *by, "--draws", "10")
    assert done.code in (0, 3), done.err
    if name == "cooperation" and not by:
        assert done.code == 0


def test_the_last_day_of_the_calendar_elsewhere(comity) -> None:
    for args in (
        ("network", "--until", "9999-12-31"), ("balance", "--until", "9999-12-31"),
        ("balance", "--by", "year", "--until", "9999-12-31"), ("network", "--until", "9999-12-31", "--with", "membership"),
        ("forecast", "PRK", "RUS", "--horizon", "9999-12-31"),
    ):  # fmt: skip
        assert comity(*args, *TABLE).code in (0, 3), args
    assert "give a day up to 2200-12-31 with --from" in error(comity("forecast", "PRK", "RUS", *TABLE, "--from", "9999-12-31"), 3)


def test_days_that_are_none_are_told(comity, own) -> None:
    table = own(*ROWS, "2023-02-30,AID,USA,UKR,bad", "foo,AID,USA,UKR,foo", "9999-12-31,AID,USA,UKR,far", ",AID,USA,UKR,no")
    note = "note: 4 rows without a valid day from 1800-01-01 to 2200-12-31, for example bad: 2023-02-30; they are left out"
    for args in (
        ("measure", "cooperation"),
        ("measure", "cooperation", "--by", "year"),
        ("forecast", "USA", "UKR"),
        ("network",),
    ):
        done = comity(*args, *table)
        assert done.code == 0 and note in done.err.splitlines(), args
    assert (
        "for example row 2: foo"
        in comity("network", *own("2023-01-01,AID,A,B", "foo,AID,A,B", head="day,type,source,target")).err
    )


@pytest.mark.parametrize("weight", ["nan", "inf", "-1", "abc"])
def test_weights_are_numbers(comity, own, weight) -> None:
    table = own(*(f"{row},{w}" for row, w in zip(ROWS, ("", "2", weight), strict=True)), head="day,type,source,target,id,weight")
    said = error(comity("measure", "cooperation", *table), 3)
    assert f"own.csv, a3: the weight {weight} is none; give a number of 0 or more" in said


def test_types_are_those_of_plover_in_any_case(comity, own) -> None:
    assert comity("measure", "cooperation", *own("2023-02-01,aid,USA,UKR,a2")).code == 0
    assert "own.csv, a9: has the type 'help', which PLOVER has not" in error(
        comity("measure", "cooperation", *own(*ROWS, "2023-02-01,help,USA,UKR,a9")), 3
    )


def test_rows_of_one_side_with_itself_are_told(comity) -> None:
    Path("a.csv").write_text(
        "event_id_cnty,event_date,event_type,sub_event_type,actor1,inter1,actor2,inter2,source,country\n"
        "A1,2022-06-30,Protests,Peaceful protest,Protesters (Argentina),6,Police Forces of Argentina (2019-),1,X,Argentina\n"
        "A2,2022-07-01,Battles,Armed clash,Military Forces of Japan (1945-),1,Police Forces of Argentina (2019-),1,X,Argentina\n",
        encoding="utf-8",
    )
    done = comity("measure", "cooperation", "--events", "a.csv")
    assert "2 rows of acled, 1 of them between two known sides" in done.err
    assert "1 rows are of one known side with itself" in done.err


def test_the_filter_that_leaves_nothing_is_named(comity) -> None:
    said = error(comity("measure", "cooperation", "PRK", *TABLE, "--type", "concede"), 3)
    assert "no event between PRK and another actor of type CONCEDE from 2023-03-16" in said
    assert "has no event up to 1990-01-01; its events are from" in error(comity("network", *TABLE, "--until", "1990-01-01"), 3)


def test_alignment_of_large_tables_sums_up_first(comity, own, monkeypatch) -> None:
    table = own(*ROWS, "2023-04-01,AID,RUS,CHN,a4", "2023-04-02,AID,USA,CHN,a5", "2023-04-02,AID,UKR,CHN,a6")
    given = ("measure", "alignment", *table, "--draws", "0", "--format", "jsonl", "--by", "year", "--ids", "3")
    exact = [json.loads(line) for line in comity(*given).out.splitlines()]
    monkeypatch.setattr(
        sys.modules["comity.system.measures.alignment"], "_DISTINCT", 0
    )  # the package has a function of that name
    summed = [json.loads(line) for line in comity(*given).out.splitlines()]
    assert [line["events"] for line in summed] == [line["events"] for line in exact] and any(line["events"] for line in exact)
    assert [sorted(line["ids"]) for line in summed] == [sorted(line["ids"]) for line in exact]


def test_alignment_names_the_events_towards_third_parties_once(comity) -> None:
    with Path(SUMMIT).open(encoding="utf-8", newline="") as file:
        rows = [r for r in csv.DictReader(file) if r["status"] not in ("denied", "planned", "cancelled") and r["day"]]
    for by in ((), ("--by", "month")):
        done = comity("measure", "alignment", *TABLE, "--ids", "1000", "--draws", "0", "--format", "jsonl", *by)
        lines = [json.loads(line) for line in done.out.splitlines()]
        assert any(line["events"] for line in lines)
        for line in lines:
            pair = {line["a"], line["b"]}
            behind = {
                r["id"] for r in rows
                if r["source"] in pair and r["target"] and r["target"] not in pair and r["day"].startswith(line["period"] or "")
            }  # fmt: skip
            assert len(line["ids"]) == line["events"] == len(behind) and set(line["ids"]) == behind


def test_every_signed_tie_leads_back(comity) -> None:
    lines, cells = (comity("balance", *TABLE, "--format", style) for style in ("jsonl", "csv"))
    record, (cell,) = json.loads(lines.out), csv.DictReader(io.StringIO(cells.out))
    ids = {i for tie in record["signed"] for listed in tie["events"].values() for i in listed}
    assert all(any(tie["events"].values()) for tie in record["signed"]) and set(cell["ids"].split(";")) == ids
    said = error(comity("balance", *TABLE, "--add", "CHN,PRK,+", "--add", "CHN,PRK,-"), 3)
    assert "'CHN,PRK,+' and 'CHN,PRK,-' give CHN and PRK both signs" in said


def test_claims_that_a_scenario_cites_are_looked_up(comity, folder) -> None:
    text = SCENARIO.read_text(encoding="utf-8")
    assert "\n[decision_maker.preferences]\n" in text
    cites = text.replace("\n[decision_maker.preferences]\n", '\n[decision_maker.preferences]\ncites = ["nosuchclaim"]\n')
    Path("s.toml").write_text(cites, encoding="utf-8")
    alone = comity("whatif", "s.toml", "--samples", "0")
    assert alone.code == 0 and "was not checked; give their project with --project" in alone.err
    assert "there is no project" in error(comity("whatif", "s.toml", "--project", "none.duckdb"), 5)
    assert comity("read", folder, "--date", "2023-09-13").code == 0
    page = " ".join(comity("whatif", "s.toml", "--samples", "0").out.split())
    assert "no claim of comity.duckdb has the id 'nosuchclaim' that is cited for the preferences of" in page
    assert "All preferences are the analyst's assumptions." in page
    record = json.loads(comity("whatif", "s.toml", "--samples", "0", "--format", "json").out)
    assert {m["preferences"]["basis"] for m in record["decision_makers"]} == {"assumption"} and len(record["remarks"]) == 1
    with_claim = json.loads(comity("export", "--what", "claims", "--format", "jsonl").out.splitlines()[0])["claim"]
    Path("s.toml").write_text(cites.replace("nosuchclaim", with_claim), encoding="utf-8")
    known = comity("whatif", "s.toml", "--samples", "0")
    assert "no claim of" not in known.out and "All preferences cite claims" in " ".join(known.out.split()) and known.err == ""
