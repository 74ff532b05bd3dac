"""Each command: data to standard output, everything else to standard error."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest

import comity as package
from comity.cli import app
from comity.cli.export import FORMATS, WHAT
from comity.exports import FORMATS as ALL_FORMATS
from comity.exports import WHAT as ALL_WHAT


@pytest.fixture
def project(comity, folder) -> str:
    assert comity("read", folder, "--date", "2023-09-13", "--quiet") == (0, "", "", b"")
    return "comity.duckdb"


def test_read_says_what_it_did_and_what_comes_next(comity, folder) -> None:
    (folder / "e.bin").write_text("x")
    done = comity("read", folder, "--project", "p.duckdb")
    assert (done.code, done.out) == (0, "")
    lines = done.err.splitlines()
    assert lines[0].startswith("p.duckdb: 4 new documents, 10 sentences, 9 claims in ")
    assert "give --date" in lines[1] and "give --outlet" in lines[2] and "binary 1" in lines[3]
    assert lines[-1] == "next: comity brief --project p.duckdb"
    again = comity("read", folder, "--project", "p.duckdb")
    assert "0 new documents (4 known already)" in again.err


def test_the_project_can_come_from_the_environment(comity, folder, monkeypatch) -> None:
    monkeypatch.setenv("COMITY_PROJECT", "env.duckdb")
    assert comity("read", folder).code == 0
    assert Path("env.duckdb").exists() and not Path("comity.duckdb").exists()
    assert "env.duckdb" in comity("brief").out


def test_brief(comity, project) -> None:
    done = comity("brief", "--quotes")
    assert (done.code, done.err) == (0, "")
    assert "North Korea" in done.out and "CONTESTED" in done.out and "a.txt [0:36]" in done.out
    assert "a.txt [0:36]" not in comity("brief").out
    assert comity("brief", "--format", "md").out.startswith("# Brief of comity.duckdb")
    assert "limited to actor USA, type ACCUSE" in comity("brief", "--actor", "USA", "--type", "accuse").out


@pytest.mark.parametrize("style", FORMATS)
@pytest.mark.parametrize("what", WHAT)
def test_export_to_standard_output_and_to_a_file_agree(comity, project, what, style, folder) -> None:
    out = comity("export", "--what", what, "--format", style)
    assert out.code == 0 and out.err == ""
    done = comity("export", "--what", what, "--format", style, "--out", "x")
    assert done.code == 0 and done.out == "" and f"({what} of comity.duckdb)" in done.err
    assert Path("x").read_bytes() == out.raw
    if style == "parquet":
        pq.read_table(io.BytesIO(out.raw))


def test_export_refuses_an_existing_file(comity, project) -> None:
    Path("x").write_text("mine")
    done = comity("export", "--out", "x")
    assert done.code == 6 and "--force" in done.err and Path("x").read_text() == "mine"
    assert comity("export", "--out", "x", "--force").code == 0
    assert Path("x").read_text() != "mine"


def test_export_never_replaces_the_project(comity, project) -> None:
    before = Path(project).read_bytes()
    done = comity("export", "--out", project, "--force")
    assert done.code == 6 and "what this command reads from" in done.err
    assert Path(project).read_bytes() == before


def test_export_knows_what_there_is() -> None:
    assert tuple(ALL_WHAT) == WHAT
    assert tuple(ALL_FORMATS) == FORMATS


def test_code(comity) -> None:
    done = comity("code", "Kim met Russia today. Washington condemned Kim.", "--date", "2023-09-13")
    claims = [json.loads(line) for line in done.out.splitlines()]
    assert [c["type"] for c in claims] == ["CONSULT", "ACCUSE"]
    assert claims[0]["date"]["start"] == "2023-09-13"
    piped = comity("code", "-", "--date", "2023-09-13", stdin="Kim met Russia today. Washington condemned Kim.")
    assert piped.out == done.out
    assert "CONSULT (visit)" in comity("code", "Kim met Russia.", "--format", "table").out
    assert comity("code", "Nothing.", "--format", "table").out == "No claims.\n"
    assert comity("code", "Nothing.").out == ""


def test_resolve(comity) -> None:
    done = comity("resolve", "Kim", "--date", "2023-09-13", "--context", "Pyongyang")
    assert json.loads(done.out) == {"text": "Kim", "date": "2023-09-13", "code": "PRK", "context": "Pyongyang"}


def test_resolve_lines(comity) -> None:
    lines = '{"text": "Kim", "date": "2020-01-01"}\n\nno json\n{"context": "x"}\n["Kim"]\n{"text": ""}\n{"text": "Russia"}\n'
    done = comity("resolve", "-", "--date", "2023-09-13", stdin=lines)
    answers = [json.loads(line) for line in done.out.splitlines()]
    assert done.code == 3 and "4 of the lines" in done.err
    assert [a.get("line") for a in answers] == [None, 3, 4, 5, 6, None]
    assert (answers[0]["date"], answers[-1]["date"], answers[-1]["code"]) == ("2020-01-01", "2023-09-13", "RUS")
    assert comity("resolve", "-", stdin='{"text": "Kim"}').code == 0


def test_demo(comity, monkeypatch) -> None:
    done = comity("demo", "--project", "demo.duckdb")
    assert done.code == 0
    assert "documents" in done.out and "comity brief --project demo.duckdb" in done.err
    done = comity("demo")
    place = Path(done.err.split("comity brief --project ")[1].split()[0])
    assert place.exists() and place.name == "demo.duckdb"
    place.unlink()
    place.parent.rmdir()


def test_version_and_help(comity) -> None:
    assert comity("--version").out == f"comity {package.__version__}\n"
    page = comity("--help").out
    for name in app.COMMANDS:
        assert f"  {name} " in page
        assert comity(name, "--help").code == 0
    assert "..." not in page.split("Commands:")[1]
