"""Look at the inputs before a run begins."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from comity.errors import InputError

_LINES = (".jsonl", ".ndjson")  # one document a line


def is_url(source: str) -> bool:
    """Whether a source is a web address."""
    return source.lower().startswith(("http://", "https://"))


def check_inputs(inputs: Sequence[str]) -> None:
    """Refuse paths that do not exist before anything is made or read.

    Raises:
        InputError: no inputs, or one that is not there.
    """
    if not inputs:
        raise InputError("nothing to read was given; name a file, a folder or a URL, or - for standard input")
    for path in inputs:
        if path != "-" and not is_url(path) and not os.path.lexists(path):
            raise InputError(f"there is no file or folder {path}; check the name and the folder that you are in")


def count_inputs(inputs: Sequence[str]) -> int | None:
    """Return how many files, or lines of files with one document a line, the inputs hold; None if that is unknown."""
    total = 0
    for path in inputs:
        if path == "-" or is_url(path):
            return None
        here = Path(path)
        for file in _files(here):
            if file.suffix.lower() in _LINES:
                total += _lines(file)
            elif here.is_file():
                return None  # one file may hold any number of documents
            else:
                total += 1
    return total


def _files(path: Path) -> Iterable[Path]:
    if not path.is_dir():
        yield path
        return
    for folder, folders, names in os.walk(path):
        folders[:] = [name for name in folders if not name.startswith(".")]  # hidden ones are not read
        for name in names:
            if not name.startswith("."):
                yield Path(folder) / name


def _lines(path: Path) -> int:
    try:
        with path.open("rb") as file:
            return sum(block.count(b"\n") for block in iter(lambda: file.read(1 << 20), b""))
    except OSError:
        return 0
