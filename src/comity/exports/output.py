"""A file that appears whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from comity.errors import OutputError


@contextmanager
def open_output(path: str | Path, force: bool = False) -> Iterator[BinaryIO]:
    """Open a file for writing; it takes its name only when the block has ended without an error.

    Args:
        path: the file.
        force: replace it if it exists.

    Raises:
        OutputError: it exists, or cannot be written.
    """
    path = Path(path)
    if path.is_dir():
        raise OutputError(f"{path} is a folder; name a file in it, for example {path / 'claims.jsonl'}")
    if path.exists() and not force:
        raise OutputError(f"{path} exists; choose another name, or replace it with --force")
    if path.exists() and not path.is_file():  # a device or a pipe: there is nothing to rename
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
