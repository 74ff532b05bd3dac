"""``comity measure``, ``network``, ``balance`` and ``whatif --draft``: from a table of events and from a project."""

from __future__ import annotations

import csv
import io
import json
import re
import tomllib
from importlib.resources import files
from pathlib import Path

import networkx as nx
import pytest

from comity.cli.eventtable import _FORMS
from comity.cli.measure import _MEASURES
from comity.cli.network import _FORMATS, _KINDS
from comity.store import Store
from comity.system.gmcr import read_scenario
from comity.system.measures import MEASURES
from comity.system.network import FORMATS
from comity.system.tables import FORMS
from comity.system.ties import kinds
from tests.cli.test_ends import DOCS

SUMMIT = str(files("comity") / "examples" / "events-summit-2023.csv")
TABLE = ("--events", SUMMIT)


def error(done, code: int) -> str:
    """The one line of an error, after the notes on the events."""
    assert (done.code, done.out) == (code, "")
    *notes, last = done.err.splitlines()
    assert last.startswith("comity: error: ") and all(n.startswith("note: ") for n in notes)
    return last


def test_the_choices_are_those_of_the_library() -> None:
    """They are written out in the commands, which load nothing before they run."""
    assert tuple(MEASURES) == _MEASURES and tuple(kinds()) == _KINDS
    assert {"comity", *FORMS} == set(_FORMS) and {"table", "md", *FORMATS} == set(_FORMATS)


@pytest.mark.parametrize("name", _MEASURES)
def test_measures_in_all_forms(comity, name) -> None:
    given = ("measure", name, *TABLE, "--limit", "3", "--draws", "20")
    table, page, lines, cells = (comity(*given, "--format", f) for f in ("table", "md", "jsonl", "csv"))
    assert {d.code for d in (table, page, lines, cells)} == {0}
    assert "In brackets: the band of 90% of 20 resamples" in table.out and "What this depends on" in table.out
    assert page.out.startswith("# ") and ("| events |" in page.out or name == "isolation")
    found = [json.loads(line) for line in lines.out.splitlines()]
    with Path(SUMMIT).open(encoding="utf-8", newline="") as file:
        there = {row["id"] for row in csv.DictReader(file)}
    assert found and all(set(r["ids"]) <= there and len(r["ids"]) <= r["events"] for r in found)
    assert any(r["ids"] for r in found)
    assert [r["ids"] for r in csv.DictReader(io.StringIO(cells.out))] == [";".join(r["ids"]) for r in found]
    assert "note: 146 rows" in table.err


def test_measure_takes_actors_windows_and_periods(comity) -> None:
    done = comity(
        "measure",
        "cooperation",
        "PRK",
        "rus",
        *TABLE,
        "--by",
        "month",
        "--since",
        "2023-07-01",
        "--draws",
        "0",
        "--format",
        "jsonl",
    )
    found = [json.loads(line) for line in done.out.splitlines()]
    assert {(r["source"], r["target"]) for r in found} == {("PRK", "RUS"), ("RUS", "PRK")}
    assert [r["period"] for r in found[:3]] == ["2023-07", "2023-08", "2023-09"] and found[0]["balance_low"] is None
    assert "No bands were drawn." in comity("measure", "cooperation", *TABLE, "--draws", "0", "--no-sensitivity").out


def test_network_files(comity) -> None:
    done = comity("network", *TABLE, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(done.out)))
    assert {"PRK", "RUS", "USA"} <= {r["source"] for r in rows} and all(r["ids"] for r in rows)
    assert (
        comity("network", *TABLE, "--out", "n.graphml", "--format", "graphml").err.splitlines()[-1]
        == f"n.graphml: {len(rows)} ties"
    )
    assert nx.read_graphml("n.graphml").number_of_edges() == len(rows)
    assert "exists; choose another name" in error(comity("network", *TABLE, "--out", "n.graphml", "--format", "graphml"), 6)
    assert [json.loads(line)["source"] for line in comity("network", *TABLE, "--format", "jsonl").out.splitlines()] == [
        r["source"] for r in rows
    ]
    assert f"{len(rows)} ties among" in comity("network", *TABLE).out and comity("network", *TABLE, "--out", "t.txt").code == 2
    kept = comity("network", "PRK", "RUS", *TABLE, "--kind", "sanctions", "--kind", "backing", "--format", "csv")
    assert {r["kind"] for r in csv.DictReader(io.StringIO(kept.out))} == {"backing"}


def test_network_with_what_is_known_and_what_is_stated(comity) -> None:
    Path("s.csv").write_text("source,target,kind\nPRK,CHN,alliance\n", encoding="utf-8")
    done = comity("network", *TABLE, "--with", "membership", "--with", "office", "--standing", "s.csv", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(done.out)))
    stated = [(r["source"], r["target"], r["kind"]) for r in rows if r["ids"] == "standing"]
    assert ("CHN", "PRK", "alliance") in stated and ("CHN", "IGO:UN", "membership") in stated
    assert any(kind == "office" and target == "PRK" for _, target, kind in stated)


def test_balance_in_all_forms(comity) -> None:
    table, lines, cells = (comity("balance", *TABLE, "--format", f) for f in ("table", "jsonl", "csv"))
    record, (cell,) = json.loads(lines.out), csv.DictReader(io.StringIO(cells.out))
    assert f"frustration index {record['index']}" in table.out and cell["index"] == str(record["index"])
    for tie in record["frustrated"]:
        assert any(tie["events"].values())
    change = json.loads(comity("balance", *TABLE, "--add", "PRK,RUS,CHN,+", "--format", "jsonl").out)["change"]
    assert change["difference"] == change["index"] - record["index"]
    assert "With PRK + RUS, PRK + CHN, RUS + CHN\n" in comity("balance", *TABLE, "--add", "PRK,RUS,CHN,+").out
    months = comity("balance", *TABLE, "--by", "month", "--since", "2023-08-01", "--format", "csv")
    assert [r["period"] for r in csv.DictReader(io.StringIO(months.out))] == ["2023-08", "2023-09"]


def test_mistakes(comity) -> None:
    assert "nearest: RUS" in error(comity("measure", "exchange", "RSU", *TABLE), 3)
    assert "is no gdelt table" in error(comity("network", *TABLE, "--form", "gdelt"), 3)
    assert "there is no file none.csv" in error(comity("balance", "--events", "none.csv"), 3)
    assert "there is no project" in error(comity("balance"), 5)
    assert "write it as A,B,+" in error(comity("balance", *TABLE, "--add", "PRK,RUS"), 3)
    assert "camps are among two actors or more" in error(comity("balance", "PRK", *TABLE), 3)
    for args in (
        ("measure", "love", *TABLE), ("measure", "changes", *TABLE, "--project", "p"), ("measure", "changes", "--form", "gdelt"),
        ("measure", "changes", *TABLE, "--type", "love"), ("network", *TABLE, "--until", "June"), ("network", *TABLE, "--kind", "love"),
        ("balance", *TABLE, "--since", "2023-01-01"), ("balance", *TABLE, "--add", "A,B,+", "--by", "month"),
        ("balance", *TABLE, "--add", "A,B,+", "--format", "csv"),
    ):  # fmt: skip
        assert comity(*args).code == 2, args


def test_an_empty_project_says_what_to_do(comity) -> None:
    Store.open("comity.duckdb", create=True).close()
    for args in (("measure", "isolation"), ("network",), ("balance",), ("whatif", "--draft", "PRK", "RUS")):
        done = comity(*args)
        assert done.code == 3 and "read documents into it with: comity read PATH" in done.err.splitlines()[-1], args


@pytest.fixture
def project(comity, folder) -> None:
    """A project of four short texts: Kim will supply Russia; if Russia attacked Tokyo; Washington condemned Kim."""
    assert comity("read", folder, "--date", "2023-09-13").code == 0


def test_from_a_project_every_line_leads_back_to_an_event(comity, project) -> None:
    done = comity("measure", "cooperation", "--draws", "20", "--format", "jsonl")
    found = [json.loads(line) for line in done.out.splitlines()]
    assert {(r["source"], r["target"]) for r in found} >= {("USA", "PRK")} and "events, " in done.err
    shown = comity("event", next(r["ids"][0] for r in found if (r["source"], r["target"]) == ("USA", "PRK")))
    assert shown.code == 0 and "Washington condemned Kim." in shown.out
    assert comity("network").code == 0 and "sanctions" not in comity("network").out
    balance = json.loads(comity("balance", "--format", "jsonl").out)
    (tie,) = (tie for tie in balance["signed"] if (tie["a"], tie["b"]) == ("PRK", "USA"))
    assert tie["weight"] == -1.0 and all(tie["events"].values())


def test_a_draft_is_a_scenario_that_whatif_reads(comity, project) -> None:
    done = comity("whatif", "--draft", "PRK", "russia", "--out", "d.toml")
    assert (done.code, done.out) == (0, "")
    assert "d.toml: 2 decision-makers, 2 options, 0 sanctions" in done.err and "comity whatif d.toml" in done.err
    text = Path("d.toml").read_text(encoding="utf-8")
    assert text == comity("whatif", "--draft", "PRK", "RUS").out
    assert "“Kim will supply Russia.” (d.txt" in text and text.count("ASSUMPTION") >= 3
    assert read_scenario("d.toml").space.options[0].does == "give Russia aid"
    assert tomllib.loads(text)["decision_maker"][0]["options"]["prk_aid_rus"]["cites"]
    assert "the analyst's" in " ".join(comity("whatif", "d.toml").out.split())
    some = comity("whatif", "--draft", "PRK", "RUS", "USA")
    assert some.code == 0 and "note: left out, because no claim tells what it could do: USA" in some.err


def test_mistakes_in_drafts(comity, project) -> None:
    assert "no claim of comity.duckdb has the actor 'RSU'; nearest: RUS" in error(comity("whatif", "--draft", "PRK", "RSU"), 3)
    assert "from 2 to 20 decision-makers, 1 given" in error(comity("whatif", "--draft", "PRK"), 3)
    assert "only for PRK; a scenario takes two" in error(comity("whatif", "--draft", "PRK", "USA"), 3)
    for args in (("--draft",), ("a.toml", "b.toml"), ("a.toml", "--out", "x")):
        assert comity("whatif", *args).code == 2


def examples(page: str) -> list[tuple[str, str]]:
    """Return the commands on the example table that a page shows, each with what it says they print."""
    text = (DOCS / page).read_text(encoding="utf-8")
    return re.findall(r"^```\n\$ comity (.*--events events-summit-2023\.csv.*)\n((?:.*\n)*?)```$", text, re.MULTILINE)


@pytest.mark.parametrize(("page", "command", "printed"), [(p, *s) for p in ("measures.md", "network.md") for s in examples(p)])
def test_the_pages_show_what_is_printed(comity, monkeypatch, page, command, printed) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    done = comity(*command.replace("events-summit-2023.csv", SUMMIT).split())
    assert done.code == 0 and done.out.rstrip() == printed.rstrip()


def test_the_page_of_ties_has_every_kind() -> None:
    page = (DOCS / "network.md").read_text(encoding="utf-8")
    for kind in kinds().values():
        sign = {1: "+", -1: "-", 0: "0"}[kind.sign]
        assert f"| {kind.name} | {sign} | {kind.half_life:g} |" in page or not kind.rules
