"""Bytes of a file, or why they cannot be had."""

from __future__ import annotations

from pathlib import Path

from comity.records import Skipped


def read_bytes(path: Path, name: str, limit: int) -> bytes | Skipped:
    """Return a file's bytes; skips say ``empty``, ``too-large``, ``permission`` or ``unreadable``."""
    try:
        size = path.stat().st_size
        if size == 0 and path.is_file():
            return Skipped(name, "empty", "the file is empty")
        if size > limit:
            return Skipped(name, "too-large", f"it has {size:,} bytes; the limit for one text is {limit:,}")
        return path.read_bytes()
    except OSError as error:
        return unreadable(name, error)


def unreadable(name: str, error: OSError) -> Skipped:
    """Return the skip for an error of the operating system."""
    if isinstance(error, PermissionError):
        return Skipped(name, "permission", "no permission to read it")
    return Skipped(name, "unreadable", f"it cannot be read: {error.strerror or error}")
