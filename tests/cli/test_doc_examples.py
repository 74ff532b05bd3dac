"""The examples of README.md and docs/*.md show what the commands print; and the script that puts it there, docs/examples.py."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import example_blocks
import examples
import pytest

from tests.cli.test_ends import DOCS

NETWORK = "$ comity network --events events-summit-2023.csv --limit 2"


def page(tmp_path: Path, *lines: str) -> Path:
    path = tmp_path / "page.md"
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def block(*lines: str, marks: tuple[str, ...] = ()) -> list[str]:
    return [*(f"<!-- example: {mark} -->" for mark in marks), "```", *lines, "```"]


def check(only: str) -> str:
    """Run the script as maintainers do: the other tests of commands have put stages of their own into the package."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("COMITY_")}
    script = [sys.executable, str(DOCS / "examples.py"), "--check", "--only", only]
    done = subprocess.run(script, env=env, capture_output=True, text=True, timeout=300)
    return done.stdout + done.stderr


@pytest.mark.slow
def test_examples_on_tables_show_what_is_printed() -> None:
    found = check("tables")
    assert re.search(r"^examples: [1-9]\d* as they are, 0 differ, 0 failed", found, re.MULTILINE), f"run: make docs\n{found}"


@pytest.mark.slow
def test_examples_on_the_shipped_model_can_be_made() -> None:
    """Eight-bit products round otherwise on other processors, which may tip a claim: what is printed may differ there."""
    found = check("model")
    assert re.search(r"^examples: \d+ as they are, \d+ differ, 0 failed", found, re.MULTILINE), f"run: make docs\n{found}"


def test_every_page_can_be_read_and_every_skip_has_its_reason() -> None:
    found = [
        b for p in (DOCS.parent / "README.md", *DOCS.glob("*.md")) for b in example_blocks.blocks_of(p.read_text().splitlines())
    ]
    shown = [b for b in found if b.is_example]
    assert sum(line.startswith("$ comity ") for b in found for line in b.body) == sum(
        line.startswith("$ comity ") for b in shown for line in b.body
    )
    assert {b.marks["skip"] for b in shown if "skip" in b.marks} == {
        "icews14.tab is made of data that the repository does not have"
    }
    assert {b.rests_on_model for b in shown} == {True, False}


def test_check_names_what_differs_and_update_mends_it(tmp_path, capsys) -> None:
    path = page(tmp_path, "# Ties", "", *block(f"{NETWORK}  # two", "old", "[...]"), "", "after")
    before = path.read_text()
    assert examples.main(["--check", str(path)]) == 1
    out = capsys.readouterr().out
    assert f"page.md:4: {NETWORK[2:]}  # two: differs" in out and "0 as they are, 1 differ" in out
    assert path.read_text() == before
    assert examples.main([str(path)]) == 0
    lines = path.read_text().splitlines()
    assert lines[:4] == ["# Ties", "", "```", f"{NETWORK}  # two"] and lines[5:] == ["[...]", "```", "", "after"]
    assert re.fullmatch(r"\d+ ties among \d+ actors: .*", lines[4])
    assert examples.main(["--check", str(path)]) == 0
    assert examples.main(["--check", "--only", "model", str(path)]) == 0
    assert "0 as they are, 0 differ" in capsys.readouterr().out.splitlines()[-1]


def test_files_that_the_page_shows_are_there(tmp_path) -> None:
    bad = ["name,state,office,start", "Andrei Kulik,RUS,ambassador,2023-13"]
    good = ["$ sed -i 's/2023-13/2018-07/' people.csv", "$ comity actors check people.csv", "old"]
    path = page(
        tmp_path,
        *block("$ cat people.csv", *bad, "$ comity actors check people.csv", *good, marks=("exit = 1", "notes")),
        *block(marks=("output = cat people.csv",)),
        *block(marks=("output = cat own.toml",)),
        *block("# own.toml", 'type = "AID"'),
        *block("$ comity network --events events-summit-2023.csv --standing missing.csv"),
    )
    report = examples.update([path])
    text = path.read_text()
    assert "people.csv:2: '2023-13' is no date" in text and "1 name in 1 file: 1 problem\n$ sed" in text
    assert "$ comity actors check people.csv\n1 name in 1 file: no problem\n```\n" in text
    assert "-->\n```\nname,state,office,start\nAndrei Kulik,RUS,ambassador,2018-07\n```\n" in text
    assert text.count('```\n# own.toml\ntype = "AID"\n```\n') == 2
    assert len(report.failed) == 1 and "--standing missing.csv: the command ended with 7: comity: error: " in report.failed[0]
    assert text.endswith("--standing missing.csv\n```\n")


def test_marks(tmp_path) -> None:
    path = page(
        tmp_path,
        *block("$ comity forecast CHN JPN --events no.tab", "kept", marks=("skip = no such table",)),
        *block(NETWORK, marks=("silent",)),
        *block(NETWORK, marks=("notes", "lines = ^note")),
        *block(NETWORK + " --format jsonl", marks=("wrap = 60", "columns = 60")),
        *block("no such line", "[...]", marks=(f"piece = {NETWORK[9:]}",)),
        "```python",
        "print(6 * 7)",
        "```",
        *block(marks=("python",)),
    )
    report = examples.update([path])
    text = path.read_text()
    assert report.skipped == 1 and "no.tab\nkept\n```" in text
    assert f"silent -->\n```\n{NETWORK}\n```\n" in text and f"^note -->\n```\n{NETWORK}\nnote: 146 rows\n```\n" in text
    record = text.split("jsonl\n")[1].split("```")[0].splitlines()
    assert len(record) > 4 and max(map(len, record)) <= 60 and record[0].startswith("{") and record[1].startswith(" ")
    assert report.failed == [f"{path}:22: {NETWORK[9:]}: no line of the output is 'no such line'; "
                             "put the line that begins this part into the block"]  # fmt: skip
    assert text.endswith("python -->\n```\n42\n```\n")


@pytest.mark.parametrize(
    ("mark", "wrong"),
    [
        ("skip", "'skip' needs a value"),
        ("notes = 1", "'notes' takes no value"),
        ("hidden", "unknown mark 'hidden'; valid are skip,"),
    ],
)
def test_mistakes_in_marks(tmp_path, mark, wrong) -> None:
    report = examples.update([page(tmp_path, *block(NETWORK, marks=(mark,)))])
    assert len(report.failed) == 1 and "page.md: line 1: " in report.failed[0] and wrong in report.failed[0]
    stray = examples.update([page(tmp_path, "<!-- example: notes -->", "", *block(NETWORK))])
    assert "line 2: a mark is <!-- example: KEY = VALUE -->, on the line before a block" in stray.failed[0]


def test_an_id_is_looked_up(tmp_path, monkeypatch) -> None:
    """By the events of the project; here these are given."""
    asked = []

    def comity(desk, args, columns=100):
        asked.append(list(args))
        return examples.Ran(0, '{"event": "0123456789abcdef"}\n' if args[0] == "events" else f"shows {args[1]}\n", "")

    monkeypatch.setattr(examples.Desk, "comity", comity)
    path = page(
        tmp_path, *block("$ comity event 4493fd22 --why", "old 4493fd22", marks=("id = events --type ASSAULT --limit 1",))
    )
    examples.update([path])
    assert "$ comity event 01234567 --why\nshows 01234567\n```" in path.read_text()
    assert asked[0] == ["events", "--type", "ASSAULT", "--limit", "1", "--format", "jsonl"]


OUTPUT = ["Title", "=====", "", "One", "  a 1", "  b 2", "", "Two", "  c " + "x" * 20, "    yyyyy", "  - d", "", "End 12"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (["gone"], OUTPUT),
        (["gone", "[...]"], ["Title", "[...]"]),
        (["gone", "gone", "", "[...]"], ["Title", "=====", "", "[...]"]),
        (["gone", "...", "", "gone"], ["Title", "...", "", "End 12"]),
        (["gone", "[...]", "Two", "gone"], ["Title", "[...]", *OUTPUT[7:]]),
        (["[...]", "One", "  a 3", "[...]"], ["[...]", "One", "  a 1", "[...]"]),
        (["[...]", "One", "  a 3", "  gone", "", "[...]"], ["[...]", *OUTPUT[3:7], "[...]"]),
        (["[...]", "Two", "  gone", "[...]"], ["[...]", *OUTPUT[7:10], "[...]"]),
        (["[...]", "End 7"], ["[...]", "End 12"]),
    ],
)
def test_elisions_stay(old, new) -> None:
    assert example_blocks.fit(old, OUTPUT, width=28) == new
    assert example_blocks.fit(new, OUTPUT, width=28) == new


def test_pieces() -> None:
    assert example_blocks.fit(["One", "gone"], OUTPUT, piece=True) == OUTPUT[3:6]
    assert example_blocks.fit(["One", "gone", "", "Two"], OUTPUT, piece=True) == OUTPUT[3:11]
    assert example_blocks.fit(["One", "...", "  - d"], OUTPUT, piece=True) == ["One", "...", "  - d"]
    for lost in (["gone"], ["One", "...", "gone", "..."]):
        with pytest.raises(example_blocks.ExampleError, match="no line of the output is 'gone'"):
            example_blocks.fit(lost, OUTPUT, piece=True)
