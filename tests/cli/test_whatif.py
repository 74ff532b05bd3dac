"""``comity whatif``: its forms, its errors, and that the page about it shows what it prints."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import comity as package
from tests.cli.test_ends import DOCS, one_error_line

SUMMIT = Path(package.__file__).parent / "examples" / "whatif-summit-2023.toml"


def test_forms(comity) -> None:
    table, page, data = (comity("whatif", SUMMIT, "--samples", "20", "--format", f) for f in ("table", "md", "json"))
    assert (table.code, page.code, data.code, table.err) == (0, 0, 0, "")
    assert table.out.startswith("The summit of September 2023\n====")
    assert page.out.startswith("# The summit of September 2023\n")
    record = json.loads(data.out)
    assert record["samples"] == 20 and record["equilibria"][0]["taken"] == ["talks"]
    assert comity("whatif", SUMMIT, "--samples", "20").out == table.out
    assert "No rankings were sampled." in comity("whatif", SUMMIT, "--samples", "0").out


def test_states_asked_for(comity) -> None:
    done = comity("whatif", SUMMIT, "--samples", "0", "--state", "covert,technology", "--state", "today", "--state", "1")
    assert "State 6 (covert, technology): an equilibrium (SMR, GMR)" in done.out
    assert "State 1 (none): an equilibrium (SMR, GMR)" in done.out
    assert done.out.count("Today, state 13") == 1


def test_mistakes(comity) -> None:
    assert "no such file" in one_error_line(comity("whatif", "missing.toml"), 7)
    assert "options are open, covert" in one_error_line(comity("whatif", SUMMIT, "--state", "opn"), 3)
    Path("s.toml").write_text('[[decision_maker]]\nname = "A"\n')
    assert "s.toml: decision_maker: found 1 decision-maker" in one_error_line(comity("whatif", "s.toml"), 7)
    assert comity("whatif", SUMMIT, "--samples", "many").code == 2


@pytest.mark.parametrize("args", [("--samples", "200"), ("--samples", "0", "--state", "covert,technology")])
def test_the_page_shows_what_is_printed(comity, args, monkeypatch) -> None:
    """docs/whatif.md holds pieces of the real output, each in a block that starts with the command."""
    monkeypatch.setenv("COLUMNS", "100")
    page = (DOCS / "whatif.md").read_text(encoding="utf-8")
    command = " ".join(("$ comity whatif whatif-summit-2023.toml", *(args if args[1] != "200" else ())))
    block = page.split(command + "\n", 1)[1].split("```", 1)[0]
    printed = comity("whatif", SUMMIT, *args).out
    pieces = [piece.strip("\n") for piece in block.split("[...]")]
    assert all(piece in printed for piece in pieces), [p for p in pieces if p not in printed]
