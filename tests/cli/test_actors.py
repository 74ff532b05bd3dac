"""``comity actors``, and --actors of the other commands."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

import comity.pipeline as pipeline
from comity.cli import actors as module
from comity.pipeline import Suggestion
from comity.pipeline.suggest import FORMS

FOUND = [
    Suggestion(
        "Ada Nemorin",
        3,
        2,
        1,
        True,
        "KEN",
        "GOV",
        ("Nemorin",),
        "The mayor of the old town and its harbour, Ada Nemorin, left.",
        "a.txt",
    )
]


def test_check_says_file_and_line_and_ends_with_one(comity) -> None:
    Path("a.txt").write_text("ZENDA_MARCH [KENREB]\nNOBODY_HERE\n")
    done = comity("actors", "check", "a.txt")
    assert (done.code, done.out) == (
        1,
        "a.txt:2: 'NOBODY HERE' has no code; write it in brackets behind the name or in the next line\n",
    )
    assert done.err == "2 names in 1 file: 1 problem\n"


def test_check_of_good_files(comity) -> None:
    Path("a.csv").write_text("name,state,office\nAda Nemorin,KEN,mayor\n")
    assert comity("actors", "check", "a.csv") == (0, "", "1 name in 1 file: no problem\n", b"")
    assert comity("actors", "check", "none.csv").code == 7
    assert comity("actors", "check").code == 2


def test_suggest_shows_the_name_in_its_sentence(comity, monkeypatch) -> None:
    asked = []
    monkeypatch.setattr(pipeline, "suggest", lambda *args: asked.append(args) or FOUND)
    done = comity("actors", "suggest", "--limit", "5", "--actors", "x.csv")
    assert (done.code, done.err) == (0, "") and asked == [("comity.duckdb", 5, 2, ("x.csv",), None)]
    assert done.out.splitlines()[0].split() == ["mentions", "documents", "claims", "name", "of", "first", "sentence"]
    assert "Ada Nemorin (Nemorin)" in done.out and "KEN.GOV" in done.out and "old town" in done.out
    monkeypatch.setattr(pipeline, "suggest", lambda *args: [])
    assert comity("actors", "suggest").out == "No names that the tables lack.\n"


def test_suggest_writes_a_table_to_fill_in(comity, monkeypatch) -> None:
    asked = []
    monkeypatch.setattr(pipeline, "suggest", lambda *args: asked.append(args[-1]) or FOUND)
    (row,) = csv.DictReader(io.StringIO(comity("actors", "suggest", "--format", "csv").out))
    assert (row["id"], row["state"], row["office"]) == ("KEN.GOV.ADA-NEMORIN", "KEN", "")
    assert comity("actors", "suggest", "--format", "csv", "--table", "groups").out.startswith(
        "id,code,name,names,kind,sector,state"
    )
    assert asked == [True, False]
    assert comity("actors", "suggest").code == 0


def test_a_project_that_is_not_there(comity) -> None:
    assert comity("actors", "suggest").code == 5


def test_the_forms_are_those_of_the_pipeline() -> None:
    assert module.FORMS == FORMS


@pytest.mark.parametrize("stdin", ["", '{"text": "Kim"}\n'])
def test_resolve_passes_the_files_on(comity, monkeypatch, stdin) -> None:
    asked = []

    def resolve(text, date=None, context="", actors=()):
        asked.append(actors)
        return {}

    monkeypatch.setattr(pipeline, "resolve", resolve)
    assert comity("resolve", "-" if stdin else "Kim", "--actors", "a.csv", "--actors", "b.txt", stdin=stdin).code == 0
    assert asked == [("a.csv", "b.txt")]


def test_code_and_read_pass_the_files_on(comity, folder, monkeypatch) -> None:
    asked = []
    monkeypatch.setattr(pipeline, "code", lambda text, date, **options: asked.append(options["actors"]) or [])
    assert comity("code", "Kim met Russia.", "--actors", "a.csv").code == 0
    monkeypatch.setattr(pipeline, "left_out", lambda files: asked.append(files) or {"a.txt": 2})
    done = comity("read", folder, "--actors", "a.txt")
    assert "a.txt: 2 lines with a problem; list them with: comity actors check a.txt" in done.err
    assert asked == [("a.csv",), ("a.txt",)]
