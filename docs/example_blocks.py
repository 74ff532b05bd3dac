"""The examples of a page: its blocks, their marks, and the present output in the form of the old (see examples.py)."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

COLUMNS = 100
ELISIONS = ("...", "[...]")
MARKS = ("skip", "output", "piece", "python", "id", "columns", "notes", "silent", "exit", "lines", "wrap")
VALUED = ("skip", "output", "piece", "id", "columns", "exit", "lines", "wrap")
ON_TABLES = ("measure", "network", "balance", "forecast")  # with --events; without it, on a project

_MARK = re.compile(r"<!-- example: (\w+)(?: = (.+?))? -->\s*")
_FENCE = re.compile(r"```(\w*)\s*")
_NUMBER = re.compile(r"\b[0-9a-f]{8,16}\b|\d+")


class ExampleError(Exception):
    """An example that cannot be made; the message says why."""


@dataclass(frozen=True)
class Block:
    """A fenced block of a page: where its body is, and the marks before it."""

    info: str
    first: int  # index of the first line of the body
    body: tuple[str, ...]
    marks: dict[str, str] = field(default_factory=dict)

    @property
    def source(self) -> str:
        """The command of a block without ``$``."""
        return self.marks.get("output") or self.marks.get("piece") or ("python" if "python" in self.marks else "")

    @property
    def commands(self) -> list[str]:
        """The commands of the block, as they stand in it or in its marks."""
        return [self.source] if self.source else [line[2:] for line in self.body if line.startswith("$ ")]

    @property
    def is_example(self) -> bool:
        """Whether it shows a command of comity, or says what it is the output of."""
        return bool(self.source) or any(line.startswith("$ comity ") for line in self.body)

    @property
    def title(self) -> str:
        """The first command of comity in it."""
        return self.source or next((c for c in self.commands if c.startswith("comity ")), "")

    @property
    def rests_on_model(self) -> bool:
        """Whether what it shows rests on the language model, and not on tables alone."""
        if self.source:
            return needs_model(words(self.source))
        return any(needs_model(words(c)[1:]) for c in self.commands if c.startswith("comity "))


def needs_model(args: Sequence[str]) -> bool:
    """Return whether what a command of comity prints rests on the language model."""
    name = args[0]
    if name in ON_TABLES:
        return "--events" not in args
    if name == "whatif":
        return "--draft" in args
    return name != "resolve" and list(args[:2]) != ["actors", "check"]


def words(command: str) -> list[str]:
    """Return the words of a command, without the comment after it."""
    return shlex.split(command, comments=True)


def blocks_of(lines: Sequence[str]) -> list[Block]:
    """Return the fenced blocks of a page.

    Raises:
        ExampleError: a mark is unknown or lacks its value.
    """
    found, marks, opened = [], {}, None
    for number, line in enumerate(lines):
        if opened is not None:
            if line.rstrip() == "```":
                info, first, before = opened
                found.append(Block(info, first, tuple(lines[first:number]), before))
                opened = None
        elif mark := _MARK.fullmatch(line):
            marks[mark[1]] = _valid(mark, number)
        elif fence := _FENCE.fullmatch(line):
            opened, marks = (fence[1], number + 1, marks), {}
        elif "<!-- example" in line or marks:
            raise ExampleError(f"line {number + 1}: a mark is <!-- example: KEY = VALUE -->, on the line before a block")
    return found


def _valid(mark: re.Match[str], number: int) -> str:
    key, value = mark[1], mark[2] or ""
    if key not in MARKS:
        raise ExampleError(f"line {number + 1}: unknown mark {key!r}; valid are {', '.join(MARKS)}")
    if (key in VALUED) != bool(value):
        raise ExampleError(f"line {number + 1}: the mark {key!r} {'needs a value' if key in VALUED else 'takes no value'}")
    return value


def shown_files(blocks: Iterable[Block]) -> dict[str, str]:
    """Return the files that a page shows in blocks which begin with their names."""
    named = [(re.fullmatch(r"# ([\w.-]+\.\w+)", block.body[0]), block.body) for block in blocks if block.body]
    return {name[1]: "\n".join(body) + "\n" for name, body in named if name}


def fit(old: Sequence[str], new: Sequence[str], piece: bool = False, width: int = COLUMNS) -> list[str]:
    """Return the present output with the elisions of the old one.

    Args:
        old: the lines that the page has.
        new: the lines that the command prints.
        piece: the old lines are a piece of the output, so that they do not begin and end with it.
        width: columns at which the output is wrapped.

    Raises:
        ExampleError: a part is not found in the output.
    """
    parts, elisions = _parts(old)
    if len(parts) == 1 and not piece:
        return list(new)
    out: list[str] = []
    at = 0
    for number, part in enumerate(parts):
        text, before, after = _trimmed(part)
        last = number == len(parts) - 1
        if text:
            to_end = last and not piece
            start = 0 if number == 0 and not piece else _find(text, new, at, to_end)
            by_paragraph = after > 0 or (last and piece)
            at = len(new) if to_end else _end(text, new, start, width, by_paragraph)
            out += [""] * before + _trimmed(new[start:at])[0]
        out += [""] * after
        out += [elisions[number]] if not last else []
    return out


def _parts(old: Sequence[str]) -> tuple[list[list[str]], list[str]]:
    parts: list[list[str]] = [[]]
    elisions = []
    for line in old:
        if line.strip() in ELISIONS:
            elisions.append(line)
            parts.append([])
        else:
            parts[-1].append(line)
    return parts, elisions


def _trimmed(lines: Sequence[str]) -> tuple[list[str], int, int]:
    """Return lines without the blank ones at both ends, and how many these were."""
    full = [number for number, line in enumerate(lines) if line.strip()]
    if not full:
        return [], 0, len(lines)
    return list(lines[full[0] : full[-1] + 1]), full[0], len(lines) - 1 - full[-1]


def _find(text: Sequence[str], new: Sequence[str], at: int, to_end: bool) -> int:
    """Return where a part begins in the output: by its first three lines, two, or one; else counted from the end."""
    for form in (str, lambda line: _NUMBER.sub("#", line)):
        wanted, lines = [form(line) for line in text[:3]], [form(line) for line in new]
        for length in range(len(wanted), 0, -1):
            for start in range(at, len(lines) - length + 1):
                if lines[start : start + length] == wanted[:length]:
                    return start
    if to_end and len(new) - len(text) >= at:
        return len(new) - len(text)
    raise ExampleError(f"no line of the output is {text[0].strip()!r}; put the line that begins this part into the block")


def _end(text: Sequence[str], new: Sequence[str], start: int, width: int, by_paragraph: bool) -> int:
    """Return where a part ends in the output that begins at ``start``: after as many lines or paragraphs as it has."""
    if by_paragraph:
        left = sum(1 for a, b in zip(text, [*text[1:], ""], strict=True) if a.strip() and not b.strip())
        for number in range(start, len(new)):
            left -= bool(new[number].strip()) and (number + 1 == len(new) or not new[number + 1].strip())
            if not left:
                return number + 1
        return len(new)
    end = min(start + len(text), len(new))
    while 0 < end < len(new) and _wraps(new[end - 1], new[end], width):
        end += 1
    return end


def _wraps(line: str, following: str, width: int) -> bool:
    """Return whether a line of text goes on in the following one: its first word would not have fitted into it."""
    if not line.strip() or not following.strip() or following.lstrip().startswith("- "):
        return False
    if len(line) > width or "   " in line.strip():  # never wrapped; a row of a table
        return False
    return len(line) + 1 + len(following.split()[0]) > width


def broken(line: str, columns: int) -> list[str]:
    """Return a line of JSON broken after commas."""
    out = [""]
    for part in re.split(r"(?<=,) ", line):
        if out[-1] and len(out[-1]) + 1 + len(part) > columns:
            out.append("")
        out[-1] += part if out == [""] else f" {part}"
    return out
