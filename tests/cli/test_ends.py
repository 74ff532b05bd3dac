"""How commands end: exit codes, one line of error, no traceback for a user's mistake."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import click
import pytest

import comity as package
from comity import errors
from comity.cli import app, pages
from comity.cli import read as read_command
from comity.config import SETTINGS
from comity.exports.columns import COLUMNS
from comity.ontology import PLOVER
from comity.pipeline import run as run_module
from comity.store import TABLES

DOCS = Path(__file__).parents[2] / "docs"
SOURCE = Path(package.__file__).parents[1]


def one_error_line(done, code: int) -> str:
    assert done.code == code
    assert done.out == ""
    lines = done.err.splitlines()
    assert len(lines) == 1 and lines[0].startswith("comity: error: "), done.err
    return lines[0]


def test_mistakes_of_users_end_with_one_line_and_their_code(comity, folder) -> None:
    assert "no file or folder" in one_error_line(comity("read", "missing"), 3)
    Path("empty").mkdir()
    assert "no document" in one_error_line(comity("read", "empty"), 4)
    assert "make it with" in one_error_line(comity("brief", "--project", "missing.duckdb"), 5)
    Path("notes.txt").write_text("mine")
    assert "nothing was changed" in one_error_line(comity("read", folder, "--project", "notes.txt"), 5)
    assert "no folder" in one_error_line(comity("read", folder, "--project", "no/p.duckdb"), 6)
    assert "no text" in one_error_line(comity("code", " "), 3)
    assert "not UTF-8" in one_error_line(comity("code", "-", stdin=b"\xff\xfe"), 3)


def test_a_broken_data_file(comity, folder, monkeypatch) -> None:
    def broken(options):
        raise errors.DataFileError("lexicon/AID.toml, line 3:\n no such class")

    monkeypatch.setattr(run_module, "load_stages", broken)
    assert "line 3: no such class" in one_error_line(comity("read", folder), 7)


@pytest.mark.parametrize(
    "args",
    [
        ["read"],
        ["reed"],
        ["read", "x", "--date", "yesterday"],
        ["read", "x", "--field", "text"],
        ["export", "--format", "xml"],
        ["brief", "--limit", "0"],
    ],
)
def test_wrong_usage_is_two_and_points_to_help(comity, args) -> None:
    done = comity(*args)
    assert done.code == 2
    assert "--help" in done.err or "Usage" in done.err


def test_a_wrong_setting(comity, folder, monkeypatch) -> None:
    monkeypatch.setenv("COMITY_MEMORY", "lots")
    assert "COMITY_MEMORY" in one_error_line(comity("read", folder), 1)


def test_a_bug_says_that_it_is_one(comity, folder, monkeypatch) -> None:
    def broken(options):
        raise ZeroDivisionError("by zero")

    monkeypatch.setattr(run_module, "load_stages", broken)
    done = comity("read", folder)
    assert done.code == app.BUG
    assert done.err.startswith("comity: bug: ZeroDivisionError: by zero.") and "Traceback" not in done.err
    monkeypatch.setenv("COMITY_DEBUG", "1")
    assert "Traceback" in comity("read", folder).err


def test_ctrl_c_says_that_the_run_goes_on_later(comity, folder, monkeypatch) -> None:
    def stop(options):
        raise KeyboardInterrupt

    monkeypatch.setattr(run_module, "load_stages", stop)
    done = comity("read", folder)
    assert done.code == app.STOPPED
    assert "what was read is in comity.duckdb, and the same command goes on from there" in done.err


def shell(command: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "PYTHONPATH": str(SOURCE), "COMITY": f"{sys.executable} -m comity.cli"}
    return subprocess.run(["bash", "-c", command], cwd=cwd, env=env, capture_output=True, text=True, check=False)


@pytest.fixture
def filled(comity, folder, tmp_path) -> Path:
    for n in range(300):
        (folder / f"n{n}.txt").write_text(f"{n} Kim met Russia today number {n}. Washington condemned Kim.")
    assert comity("read", folder, "--quiet", "--date", "2023-09-13").code == 0
    return tmp_path


def test_a_reader_that_has_had_enough_ends_it_quietly(filled) -> None:
    done = shell("$COMITY export | head -n 1; echo ${PIPESTATUS[0]}", filled)
    assert done.stderr == ""
    assert done.stdout.splitlines()[1] == "0"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_behind_standard_output(filled) -> None:
    done = shell("$COMITY export > /dev/full; echo $?", filled)
    assert done.stdout == "6\n"
    assert "No space left" in done.stderr and "Traceback" not in done.stderr


def test_ctrl_c_on_a_real_process(filled) -> None:
    script = (
        "import signal, sys, time\nfrom dataclasses import replace\nfrom comity.cli import run\nfrom comity.pipeline import run as r\n"
        "from tests import samples\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # a test run in the background of a shell ignores it
        "def slow(d, a):\n    print('on', flush=True)\n    time.sleep(0.2)\n    return samples.interpret(d, a)\n"
        "r.load_stages = lambda o: replace(samples.stages(), interpret=slow)\n"
        "sys.exit(run(['read', 'in', '--project', 'slow.duckdb']))"
    )
    env = {**os.environ, "PYTHONPATH": f"{SOURCE}:{DOCS.parent}"}
    process = subprocess.Popen(
        [sys.executable, "-c", script], cwd=filled, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    process.stdout.readline()
    time.sleep(0.1)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "goes on from there" in err and "Traceback" not in err


HEAVY = ("onnxruntime", "duckdb", "pyarrow", "numpy", "tokenizers", "trafilatura", "rich")


@pytest.mark.parametrize("code", ["import comity", "from comity.cli import run; run(['--help'])"])
def test_nothing_heavy_is_loaded_before_it_is_needed(code, tmp_path) -> None:
    script = f"import sys\n{code}\nprint('loaded:', *[m for m in {HEAVY!r} if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines()[-1] == "loaded:"


def test_every_exit_code_is_documented() -> None:
    page = (DOCS / "errors.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| (\d+) \| `?(\w+)?", page, re.MULTILINE))
    classes = [c for c in vars(errors).values() if isinstance(c, type) and issubclass(c, errors.ComityError)]
    for error in classes:
        assert rows[str(error.exit_code)] == error.__name__
    assert {"0", str(click.UsageError.exit_code), str(app.BUG), str(app.STOPPED)} <= set(rows)
    assert set(rows) == {str(c.exit_code) for c in classes} | {"0", "2", str(app.BUG), str(app.STOPPED)}


def test_every_setting_is_documented() -> None:
    page = (DOCS / "errors.md").read_text(encoding="utf-8") + (DOCS / "store.md").read_text(encoding="utf-8")
    for setting in SETTINGS:
        assert f"`{setting.variable}`" in page


def test_the_page_of_commands_is_current() -> None:
    assert (DOCS / "cli.md").read_text(encoding="utf-8") == pages.pages(), "run: python -m comity.cli.pages > docs/cli.md"


def test_read_options_are_parsed(comity, folder, monkeypatch) -> None:
    seen = []

    def opened(options):
        seen.append(options)
        raise KeyboardInterrupt

    monkeypatch.setattr(run_module, "load_stages", opened)
    comity("read", folder, "--field", "text=body", "--field", "date=published", "--outlet", "X", "--threads", "2")
    assert seen[0].fields == {"text": "body", "date": "published"}
    assert (seen[0].outlet, seen[0].threads, seen[0].date) == ("X", 2, None)
    assert read_command.command.name == "read"


def test_claims_page_names_every_key_column_and_type() -> None:
    page = (DOCS / "claims.md").read_text(encoding="utf-8")
    for column in COLUMNS["claims"]:
        assert f"`{column}`" in page
    for entry in PLOVER.values():
        assert f"| {entry.name} | {entry.quad} | {entry.score:g} | {entry.cameo} |" in page
    store = (DOCS / "store.md").read_text(encoding="utf-8")
    for table in TABLES:
        assert f"| `{table}` |" in store
