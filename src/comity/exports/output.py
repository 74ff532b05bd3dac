"""A file that appears whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from comity.errors import OutputError

_PROJECT = (8, b"DUCK")  # a project has these bytes at this place


def check_output(path: str | Path, force: bool = False, inputs: Iterable[str | Path | None] = ()) -> None:
    """Refuse a file that must not be written, before any work is done for it.

    What a command reads from is never replaced, and no project is, whether forced or not: they may hold the work of hours.

    Args:
        path: the file to be written.
        force: it may be replaced if it exists.
        inputs: what the command reads from: a project, a table, a pattern such as ``2023*.csv``; None and empty ones are none.

    Raises:
        OutputError: it is a folder, an input or a project; it exists and ``force`` is not given; it cannot be looked at.
    """
    path = Path(path)
    try:
        if path.is_dir():
            raise OutputError(f"{path} is a folder; name a file in it, for example {path / 'claims.jsonl'}")
        if not path.exists():
            return
        if not path.is_file():  # a device or a pipe holds nothing that could be lost
            what = ""
        elif any(path.samefile(there) for given in inputs if given for there in _files(str(given))):
            what = "is what this command reads from, and would be lost"
        elif _is_project(path):
            what = "is a project or another DuckDB file, and is not replaced by an output, not even with --force"
        else:
            what = ""
    except OSError as error:
        raise OutputError(f"{path} cannot be written ({error.strerror or error}); choose another name") from error
    if what:
        raise OutputError(f"{path} {what}; choose another name")
    if not force:
        raise OutputError(f"{path} exists; choose another name, or replace it with --force")


def _files(given: str) -> Iterator[Path]:
    """Yield the files that an input names, which may be a pattern."""
    here = Path(given)
    pattern = any(sign in here.name for sign in "*?[") and "**" not in here.name
    there = here.parent.glob(here.name) if pattern and here.parent.is_dir() else ()
    yield from (path for path in (here, *there) if path.is_file())


def _is_project(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            head = file.read(_PROJECT[0] + len(_PROJECT[1]))
    except PermissionError:  # it can be replaced where its folder allows that; what it is cannot be told
        return False
    return head[_PROJECT[0] :] == _PROJECT[1]


@contextmanager
def open_output(path: str | Path, force: bool = False, inputs: Iterable[str | Path | None] = ()) -> Iterator[BinaryIO]:
    """Open a file for writing; it takes its name only when the block has ended without an error.

    Args:
        path: the file.
        force: replace it if it exists.
        inputs: what is read from, as in :func:`check_output`; it is never replaced.

    Raises:
        OutputError: it must not be written (:func:`check_output`), or cannot be.
    """
    path, inputs = Path(path), tuple(inputs)
    check_output(path, force, inputs)
    if path.exists() and not path.is_file():  # there is nothing to rename
        with path.open("wb") as stream:
            yield stream
        return
    temporary = ""
    try:
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        mask = os.umask(0)
        os.umask(mask)
        Path(temporary).chmod(0o666 & ~mask)  # as a plain open would have made it
        check_output(path, force, inputs)  # it may have come into being meanwhile
        Path(temporary).replace(path)
    except OSError as error:
        _remove(temporary)
        raise OutputError(f"{path} cannot be written ({error.strerror or error}); nothing was left of it") from error
    except BaseException:
        _remove(temporary)
        raise


def _remove(path: str) -> None:
    if path:
        with suppress(OSError):
            Path(path).unlink()
