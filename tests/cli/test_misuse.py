"""What a user must not lose, and what commands say where there is nothing to show."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from comity.pipeline import run as run_module
from comity.pipeline.stages import open_inputs
from comity.store import Store
from tests import samples

TABLE = "day,type,source,target,id\n2023-01-01,ASSAULT,RUS,UKR,a1\n2023-01-02,AID,USA,UKR,a2\n"


@pytest.fixture
def project(comity, folder) -> str:
    assert comity("read", folder, "--date", "2023-09-13", "--quiet").code == 0
    return "comity.duckdb"


@pytest.fixture
def readers(monkeypatch) -> None:
    """The readers of files, in place of those of the samples."""
    monkeypatch.setattr(run_module, "load_stages", lambda options: replace(samples.stages(), open=open_inputs))


@pytest.mark.parametrize("force", [["--force"], []])
@pytest.mark.parametrize(
    "args",
    [
        ["export", "--out", "comity.duckdb"],
        ["network", "--format", "csv", "--out", "comity.duckdb"],
        ["network", "--format", "csv", "--out", "link.csv"],
        ["network", "--events", "own.csv", "--format", "csv", "--out", "own.csv"],
        ["network", "--events", "ow*.csv", "--format", "csv", "--out", "own.csv"],
        ["network", "--events", "own.csv", "--format", "csv", "--out", "comity.duckdb"],
        ["network", "--standing", "standing.csv", "--format", "csv", "--out", "standing.csv"],
        ["export", "--out", "other.duckdb"],
        ["whatif", "--draft", "PRK", "RUS", "--out", "comity.duckdb"],
    ],
)
def test_no_output_replaces_what_is_read_from_or_a_project(comity, project, args, force) -> None:
    Path("own.csv").write_text(TABLE)
    Path("standing.csv").write_text("source,target,kind,start,end\nRUS,BLR,alliance,,\n")
    Path("link.csv").symlink_to(project)
    Store.open("other.duckdb", create=True).close()
    before = {path: path.read_bytes() for path in Path().iterdir() if path.is_file()}
    done = comity(*args, *force)
    assert (done.code, done.out, len(done.err.splitlines())) == (6, "", 1), done.err
    assert "choose another name" in done.err
    assert {path: path.read_bytes() for path in Path().iterdir() if path.is_file()} == before


@pytest.mark.parametrize("log", ["comity.duckdb", "own.csv"])
def test_a_log_of_forecasts_is_no_project_and_no_table(comity, project, log) -> None:
    Path("own.csv").write_text(TABLE)
    before = Path(log).read_bytes()
    source = ["--events", "own.csv"] if log == "own.csv" else []
    for args in (["forecast", "RUS", "UKR", "--log", log], ["forecast", "resolve", log]):
        done = comity(*args, *source)
        assert done.code == 6 and "reads from" in done.err and Path(log).read_bytes() == before


@pytest.mark.parametrize("place", ["in/a.jsonl", "in"])
def test_a_bad_record_is_skipped_alone_wherever_its_file_is_named(comity, readers, place) -> None:
    Path("in").mkdir()
    lines = [{"text": "Kim met Russia."}, {"id": "x"}, {"text": "Washington condemned Kim."}]
    Path("in/a.jsonl").write_text("\n".join(map(json.dumps, lines)))
    done = comity("read", place, "--date", "2023-09-13")
    assert done.code == 0 and "2 new documents" in done.err and "1 input skipped (fields 1)" in done.err
    skipped = json.loads(comity("export", "--what", "skipped").out)
    assert skipped["source"] == "in/a.jsonl#x" and "line 2: no field holds the text; it has id" in skipped["reason"]
    assert "line 2" in comity("brief").out


@pytest.mark.parametrize(("name", "data"), [("a.jsonl", '{"id": "x"}\n{"id": "y"}'), ("a.csv", "when;what\n1;2\n")])
def test_a_file_without_texts_ends_alike_alone_and_in_a_folder(comity, readers, name, data) -> None:
    Path("in").mkdir()
    Path("in", name).write_text(data)
    alone, inside = comity("read", f"in/{name}"), comity("read", "in")
    assert alone.code == inside.code == 4
    assert f"in/{name}: " in alone.err and alone.err.split(f": in/{name}: ")[1] == inside.err.split(f": in/{name}: ")[1]
    assert "no field holds the text" in alone.err and "--field text=NAME" in alone.err and ";what" not in alone.err


def test_a_failed_reading_leaves_no_project(comity, readers, folder) -> None:
    Path("empty").mkdir()
    assert comity("read", "empty").code == 4 and not Path("comity.duckdb").exists()
    assert comity("read", folder, "--field", "corpus=x").code == 3 and not Path("comity.duckdb").exists()
    assert comity("read", folder, "--date", "2023-09-13").code == 0
    assert comity("read", "empty").code == 4 and Path("comity.duckdb").exists()


def test_documents_without_an_outlet_are_named(comity, project, folder) -> None:
    for command in (["brief"], ["events"], ["events", "--format", "jsonl"]):
        done = comity(*command)
        assert (done.out + done.err).count("each counts as independent") == 1
    assert "no outlet known for 4 documents" in comity("read", folder, "--project", "b.duckdb").err
    comity("read", folder, "--project", "c.duckdb", "--outlet", "Agency")
    done = comity("events", "--project", "c.duckdb")
    assert "independent" not in done.out + done.err


def test_a_date_that_is_none_is_named(comity, readers) -> None:
    records = [{"text": "Kim met Russia.", "date": "last week"}, {"text": "Washington condemned Kim.", "date": "2023-01-01"}]
    Path("a.json").write_text(json.dumps(records))
    assert "1 date could not be read, for example a.json#1: 'last week'" in comity("read", "a.json").err


def test_nothing_to_show_says_why(comity, project) -> None:
    for args, why in (
        (["events", "--since", "2030-01-01"], "none fits since 2030-01-01. Without this filter there are"),
        (["events", "--actor", "ZZZ", "--type", "aid"], "none fits actor ZZZ, type AID. Without these filters"),
        (["timeline", "--actor", "ZZZ"], "most frequent actors: RUS, PRK"),
        (["disputes", "--actor", "JPN"], "No disputes: "),
        (["brief", "--actor", "ZZZ"], "No claims: none fits actor ZZZ"),
        (["brief", "--since", "2030-01-01"], "from 20"),
    ):
        done = comity(*args)
        assert done.code == 0 and why in " ".join(done.out.split()), done.out
    done = comity("events", "--actor", "ZZZ", "--format", "jsonl")
    assert (done.out, done.code) == ("", 0) and "note: No events: none fits actor ZZZ" in done.err
    Store.open("new.duckdb", create=True).close()
    for command in ("events", "timeline", "disputes", "brief"):
        assert "the project has no documents yet" in " ".join(comity(command, "--project", "new.duckdb").out.split())
    Path("quiet.txt").write_text("Nothing.")
    comity("read", "quiet.txt", "--project", "quiet.duckdb")
    assert "found no political act in the 1 document" in comity("events", "--project", "quiet.duckdb").out


@pytest.mark.parametrize("command", [["events"], ["timeline"], ["disputes"], ["brief"], ["measure", "cooperation"]])
def test_a_window_that_ends_before_it_begins(comity, project, command) -> None:
    done = comity(*command, "--since", "2023-09-19", "--until", "2023-09-01")
    assert done.code == 3 and "the window is upside down: since 2023-09-19 is after until 2023-09-01" in done.err


def test_actors_may_be_given_by_name(comity, project) -> None:
    for command in ("events", "timeline", "disputes", "brief"):
        named, coded = (comity(command, "--actor", actor).out for actor in ("north korea", "PRK"))
        assert named == coded


def test_a_wrong_type_is_wrong_usage_everywhere(comity, project) -> None:
    for command in ("events", "brief"):
        done = comity(command, "--type", "GIFT")
        assert done.code == 2 and "valid are" in done.err


def test_codes_of_scenarios_are_those_of_the_page(comity) -> None:
    assert comity("whatif", "nosuch.toml").code == 7
    Path("bad.toml").write_text("title = ")
    assert comity("whatif", "bad.toml").code == 7
