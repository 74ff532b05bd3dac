"""Put the present output of comity into the examples of README.md and docs/*.md: ``python docs/examples.py``.

An example is a fenced block with lines ``$ comity ...``, each followed by what the command prints. In a temporary folder
this script lays out what examples assume (the project of ``comity demo``, as demo.duckdb and comity.duckdb, and the
example tables of the package), runs the commands of a page one after the other, and writes what they print in the place of
the old. ``--check`` writes nothing, names the blocks that differ, and ends with 1 if there are any.

``$ cat FILE`` shows a file of the page's own, which the next commands can use, or one that a command has made; a block whose
first line is ``# FILE`` shows one too. ``$ sed -i 's/A/B/' FILE`` is understood. Standard error is not shown.

Marks on the lines before a block, ``<!-- example: KEY -->`` or ``<!-- example: KEY = VALUE -->``:

- ``skip = REASON``: leave the block alone; it needs what the repository does not have.
- ``output = COMMAND``: the block, which has no ``$``, is what ``comity COMMAND`` (or ``cat FILE``) prints.
- ``piece = COMMAND``: it is a piece of that, found by its first lines.
- ``python``: it is what the Python block before it prints.
- ``id = events OPTIONS``: the id in the command is that of the first event of ``comity events OPTIONS``.
- ``columns = N``: the terminal has N columns (100).
- ``notes``: standard error is shown too, below the output.
- ``silent``: the output is not shown; the command has to end well all the same.
- ``exit = N``: a command may end with N.
- ``lines = PATTERN``: only lines of the output in which this regular expression is found.
- ``wrap = N``: long lines of JSON are broken at N columns, after commas.

Lines ``...`` and ``[...]`` stand for lines left out, and stay. Before one, as many lines are shown as there were, and the
rest of a wrapped line; or, if a blank line stands before it, as many paragraphs. What follows one begins where its first
lines are found in the output (numbers and ids aside, if need be); at the end of a block it may also be counted backwards.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from importlib.resources import as_file, files
from pathlib import Path
from unittest.mock import patch

from example_blocks import COLUMNS, Block, ExampleError, blocks_of, broken, fit, needs_model, shown_files, words

from comity.cli import run

DOCS = Path(__file__).resolve().parent
PROJECTS = ("demo.duckdb", "comity.duckdb")  # the names that pages use; the second is the default

_ID = re.compile(r"\b[0-9a-f]{8,16}\b")


@dataclass(frozen=True)
class Ran:
    """What a command left."""

    code: int
    out: str
    err: str


class Desk:
    """A folder in which the examples of a page are run, in the order of the page."""

    def __init__(self, folder: Path, project: Callable[[], Path]) -> None:
        self.folder = folder
        self._project = project
        self._ran: dict[tuple[str, ...], Ran] = {}
        with as_file(files("comity") / "examples") as examples:
            for file in (*examples.glob("*.csv"), *examples.glob("*.toml")):
                shutil.copy(file, folder)

    def comity(self, args: Sequence[str], columns: int = COLUMNS) -> Ran:
        """Run a command of comity in the folder."""
        if needs_model(args) and args[0] != "code" and not (self.folder / PROJECTS[0]).exists():
            for name in PROJECTS:
                shutil.copy(self._project(), self.folder / name)
        return called(lambda: run(list(args)), self.folder, columns)

    def once(self, args: Sequence[str], columns: int) -> Ran:
        """Run a command of which several blocks of a page show pieces."""
        key = (*args, str(columns))
        if key not in self._ran:
            self._ran[key] = self.comity(args, columns)
        return self._ran[key]

    def body(self, block: Block, code: str = "") -> list[str]:
        """Run the commands of a block, and return its body anew.

        Raises:
            ExampleError: a command fails, or its output cannot be put into the place of the old one.
        """
        if block.source:
            return fit(block.body, self._lines(block, self._printed(block, code)), "piece" in block.marks, self._columns(block))
        out: list[str] = []
        rest = list(block.body)
        while rest:
            command = rest.pop(0)
            length = next((n for n, line in enumerate(rest) if line.startswith("$ ")), len(rest))
            shown, rest = rest[:length], rest[length:]
            if not command.startswith("$ "):
                raise ExampleError(f"{command!r} stands before the first command")
            out += self._step(block, command, shown)
        return out

    def _step(self, block: Block, command: str, shown: list[str]) -> list[str]:
        """Run one command of a block; return its line and its output."""
        name, *args = words(command[2:])
        path = self.folder / args[-1]
        if name == "cat" and len(args) == 1:
            if not path.exists():
                path.write_text("".join(f"{line}\n" for line in shown), encoding="utf-8")
            return [command, *fit(shown, path.read_text(encoding="utf-8").splitlines())]
        if name == "sed" and args[0] == "-i" and len(args) == 3:
            substitute(args[1], path)
            return [command, *shown]
        if name != "comity":
            raise ExampleError(f"{name!r} is no command that examples know: comity, cat FILE, sed -i 's/A/B/' FILE")
        if "id" in block.marks:
            found = self._event(block.marks["id"])
            command = _ID.sub(lambda old: found[: len(old[0])], command, count=1)
            args = words(command[2:])[1:]
        ran = self.comity(args, self._columns(block))
        return [command, *fit(shown, self._lines(block, ran), width=self._columns(block))]

    def _printed(self, block: Block, code: str) -> Ran:
        args = words(block.source)
        if "python" in block.marks:
            return called(lambda: exec(compile(code, "example", "exec"), {}), self.folder, COLUMNS)
        if args[0] == "cat":
            path = self.folder / args[1]
            if not path.exists():
                raise ExampleError(f"no command before this block has made {args[1]}")
            return Ran(0, path.read_text(encoding="utf-8"), "")
        return self.once(args, self._columns(block))

    @staticmethod
    def _columns(block: Block) -> int:
        return int(block.marks.get("columns", COLUMNS))

    @staticmethod
    def _lines(block: Block, ran: Ran) -> list[str]:
        """Return the lines that a block shows of what a command printed."""
        if ran.code not in (0, int(block.marks.get("exit", 0))):
            raise ExampleError(f"the command ended with {ran.code}: {_last(ran.err)}")
        if "silent" in block.marks:
            return []
        lines = (ran.out + (ran.err if "notes" in block.marks else "")).rstrip().splitlines()
        if "lines" in block.marks:
            lines = [line for line in lines if re.search(block.marks["lines"], line)]
        if "wrap" in block.marks:
            lines = [part for line in lines for part in broken(line, int(block.marks["wrap"]))]
        return lines

    def _event(self, options: str) -> str:
        ran = self.comity([*words(options), "--format", "jsonl"])
        if ran.code or not ran.out:
            raise ExampleError(f"comity {options} finds no event: {_last(ran.err)}")
        return str(json.loads(ran.out.splitlines()[0])["event"])


def called(function: Callable[[], int | None], folder: Path, columns: int) -> Ran:
    """Call a function in a folder, on a terminal of so many columns, and return what it printed."""
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", newline="", write_through=True) for _ in range(2))
    with chdir(folder), patch.dict(os.environ, COLUMNS=str(columns)), redirect_stdout(out), redirect_stderr(err):
        os.environ.pop("COMITY_PROJECT", None)
        code = function() or 0
    texts = [stream.buffer.getvalue().decode() for stream in (out, err) if isinstance(stream.buffer, io.BytesIO)]
    return Ran(code, *texts)


def _last(text: str) -> str:
    """Return the last line of a text: the error, after the notes."""
    return text.strip().rpartition("\n")[2]


def substitute(script: str, path: Path) -> None:
    """Do what ``sed -i`` does with substitutions of fixed texts: the first one in each line."""
    pairs = re.findall(r"s/([^/]*)/([^/]*)/(?:;\s*|$)", script)
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    for old, new in pairs:
        lines = [line.replace(old, new, 1) for line in lines]
    path.write_text("".join(lines), encoding="utf-8")


@dataclass
class Report:
    """What became of the examples of some pages."""

    same: int = 0
    skipped: int = 0
    differing: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)


def page_anew(page: Path, desk: Desk, report: Report, only: str = "") -> str:
    """Return the text of a page with the present output in its examples; what differs or fails is noted in the report."""
    lines = page.read_text(encoding="utf-8").splitlines()
    out = list(lines)
    try:
        blocks = blocks_of(lines)
    except ExampleError as error:
        report.failed.append(f"{_name(page)}: {error}")
        return "\n".join(lines) + "\n"
    for name, text in shown_files(blocks).items():
        (desk.folder / name).write_text(text, encoding="utf-8")
    code, moved = "", 0
    for block in blocks:
        code = "\n".join(block.body) if block.info == "python" else code
        if not block.is_example or (only and block.rests_on_model != (only == "model")):
            continue
        if "skip" in block.marks:
            report.skipped += 1
            continue
        where = f"{_name(page)}:{block.first + 1}: {block.title}"
        try:
            body = desk.body(block, code)
        except ExampleError as error:
            report.failed.append(f"{where}: {error}")
            continue
        if body == list(block.body):
            report.same += 1
            continue
        report.differing.append(where)
        start = block.first + moved
        out[start : start + len(block.body)] = body
        moved += len(body) - len(block.body)
    return "\n".join(out) + "\n"


def _name(page: Path) -> str:
    return str(page.relative_to(DOCS.parent)) if page.is_relative_to(DOCS.parent) else str(page)


def update(pages: Sequence[Path], check: bool = False, only: str = "") -> Report:
    """Run the examples of some pages, and write their present output into them unless they are only checked."""
    report = Report()
    with tempfile.TemporaryDirectory(prefix="comity-examples-") as name:
        folder = Path(name)

        def project() -> Path:
            if not (path := folder / "made.duckdb").exists():
                ran = called(lambda: run(["demo", "--project", path.name]), folder, COLUMNS)
                if ran.code:
                    raise ExampleError(f"comity demo ended with {ran.code}: {_last(ran.err)}")
            return path

        for number, page in enumerate(pages):
            place = folder / str(number)
            place.mkdir()
            text = page_anew(page, Desk(place, project), report, only)
            if not check and text != page.read_text(encoding="utf-8"):
                page.write_text(text, encoding="utf-8")
    return report


def main(args: Sequence[str] | None = None) -> int:
    """Run the command line, and return its exit code."""
    parser = argparse.ArgumentParser(description="Put the present output of comity into the examples of the documentation.")
    parser.add_argument("pages", metavar="FILE", nargs="*", type=Path, help="pages; README.md and docs/*.md if none is named")
    parser.add_argument("--check", action="store_true", help="write nothing; name what differs, and end with 1 if anything does")
    parser.add_argument("--only", choices=("tables", "model"), default="",
                        help="only examples on tables, which the language model does not change, or only the others")  # fmt: skip
    options = parser.parse_args(args)
    pages = [p.resolve() for p in options.pages] or [DOCS.parent / "README.md", *sorted(DOCS.glob("*.md"))]
    if missing := [str(p) for p in pages if not p.is_file()]:
        parser.error(f"no such file: {', '.join(missing)}")
    report = update(pages, options.check, options.only)
    what = "differ" if options.check else "updated"
    for line in report.differing:
        print(f"{line}: {what}{'s' if options.check else ''}")
    for line in report.failed:
        print(f"{line}: failed")
    changed = len(report.differing)
    print(f"examples: {report.same} as they are, {changed} {what}, {len(report.failed)} failed, {report.skipped} skipped")
    return int(bool(report.failed or (options.check and changed)))


if __name__ == "__main__":
    sys.exit(main())
