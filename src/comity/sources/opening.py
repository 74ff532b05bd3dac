"""One entry for all inputs: a file, a folder, a URL, or ``-`` for standard input."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from comity.errors import InputError
from comity.records import Skipped, Source
from comity.sources.fields import check_fields
from comity.sources.html import read_html
from comity.sources.jsonfile import read_json, read_jsonl, records_of_lines
from comity.sources.options import SourceOptions
from comity.sources.outlets import with_outlet
from comity.sources.table import read_table
from comity.sources.textfile import decode, read_text, source_of_text
from comity.sources.web import is_url, read_url

Reader = Callable[[Path, str, SourceOptions], Iterator[Source | Skipped]]

READERS: dict[str, Reader] = {
    ".txt": read_text,
    ".text": read_text,
    ".md": read_text,
    ".markdown": read_text,
    ".html": read_html,
    ".htm": read_html,
    ".xhtml": read_html,
    ".jsonl": read_jsonl,
    ".ndjson": read_jsonl,
    ".json": read_json,
    ".csv": read_table,
    ".tsv": read_table,
    ".tab": read_table,
}


def open_source(target: str | Path, options: SourceOptions | None = None) -> Iterator[Source | Skipped]:
    """Yield the texts of an input and what of it is skipped, in a fixed order.

    Args:
        target: a file, a folder (read recursively), an http(s) URL, or ``-`` for standard input.
        options: see :class:`SourceOptions`.

    Raises:
        InputError: there is no such file, or the options name a field that there is not.
    """
    options = options or SourceOptions()
    check_fields(options)
    return map(with_outlet, _open(target, options))


def _open(target: str | Path, options: SourceOptions) -> Iterator[Source | Skipped]:
    name = str(target)
    if name == "-":
        return _standard_input(options)
    if is_url(name):
        return read_url(name, options)
    path = Path(target)
    try:
        if not path.exists():
            raise InputError(f"{name}: there is no such file or folder")
    except PermissionError:
        return iter([Skipped(name, "permission", "no permission to read it")])
    return _folder(path, options) if path.is_dir() else _file(path, options)


def _file(path: Path, options: SourceOptions) -> Iterator[Source | Skipped]:
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        known = " ".join(sorted(READERS))
        yield Skipped(
            str(path),
            "unsupported",
            f"files named {path.suffix or 'without a suffix'} are not read; comity reads {known}",
        )
        return
    yield from reader(path, str(path), options)


def _folder(folder: Path, options: SourceOptions) -> Iterator[Source | Skipped]:
    """Read a folder in the order of its names; hidden files are left out, links to folders are not followed."""
    try:
        entries = sorted(folder.iterdir(), key=lambda p: p.name)
    except OSError as error:
        yield Skipped(str(folder), "permission", f"the folder cannot be read: {error.strerror}")
        return
    for path in entries:
        if path.name.startswith("."):
            continue
        if path.is_dir():
            if not path.is_symlink():
                yield from _folder(path, options)
        else:
            yield from _file(path, options)


def _standard_input(options: SourceOptions) -> Iterator[Source | Skipped]:
    """Read one text, or JSON Lines if the first line is a JSON object."""
    data = sys.stdin.buffer.read(options.max_bytes * 8 + 1)
    if not data.strip():
        yield Skipped("-", "empty", "standard input is empty")
        return
    if data.lstrip()[:1] == b"{":
        yield from records_of_lines(data.splitlines(), "-", options)
        return
    text = decode(data)
    if isinstance(text, Skipped):
        yield Skipped("-", text.code, text.reason)
    else:
        yield source_of_text("-", text, options)
