"""JSON Lines, and JSON files with one object or an array of objects."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from comity.records import Skipped, Source
from comity.sources.fields import map_fields, source_of_record
from comity.sources.options import SourceOptions
from comity.sources.reading import read_bytes, unreadable
from comity.sources.textfile import decode


def read_jsonl(path: Path, name: str, options: SourceOptions) -> Iterator[Source | Skipped]:
    """Read a .jsonl file line by line; a broken line is skipped with its number."""
    try:
        if path.stat().st_size == 0:
            yield Skipped(name, "empty", "the file is empty")
            return
        with path.open("rb") as file:
            yield from records_of_lines(file, name, options)
    except OSError as error:
        yield unreadable(name, error)


def records_of_lines(lines: Iterable[bytes], name: str, options: SourceOptions) -> Iterator[Source | Skipped]:
    """Read JSON Lines from an iterable of lines."""
    used: set[str] = set()
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line.decode("utf-8-sig" if number == 1 else "utf-8"))
        except UnicodeDecodeError as error:
            yield Skipped(f"{name}#{number}", "encoding", f"line {number} is not UTF-8 (byte {error.start} of the line)")
            continue
        except (ValueError, RecursionError) as error:
            yield Skipped(f"{name}#{number}", "json", f"line {number} is not JSON: {error}")
            continue
        yield from _record(name, number, record, used, options)


def _record(name: str, number: int, record: Any, used: set[str], options: SourceOptions) -> Iterator[Source | Skipped]:
    if not isinstance(record, dict):
        yield Skipped(f"{name}#{number}", "json", f"record {number} is no JSON object")
        return
    fields = map_fields(record, options, f"{name}, record {number}")
    if "id" in fields and str(record.get(fields["id"])) in used:
        fields = {k: v for k, v in fields.items() if k != "id"}
    elif "id" in fields:
        used.add(str(record.get(fields["id"])))
    yield source_of_record(name, number, record, fields, options)


def read_json(path: Path, name: str, options: SourceOptions) -> Iterator[Source | Skipped]:
    """Read a .json file: an object, an array of objects, or an object that holds such an array."""
    data = read_bytes(path, name, max(options.max_bytes, 512_000_000))
    if isinstance(data, Skipped):
        yield data
        return
    text = decode(data)
    if isinstance(text, Skipped):
        yield Skipped(name, text.code, text.reason)
        return
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        if "Extra data" in str(error):  # JSON Lines under another name
            yield from records_of_lines(data.splitlines(), name, options)
        else:
            yield Skipped(name, "json", f"it is not JSON: {error}")
        return
    used: set[str] = set()
    for number, record in enumerate(_records(value), 1):
        yield from _record(name, number, record, used, options)


def _records(value: Any) -> list[Any]:
    if isinstance(value, list):
        return value
    if isinstance(value, dict):
        for key in ("articles", "documents", "docs", "items", "records", "data", "results"):
            if isinstance(value.get(key), list):
                return list(value[key])
    return [value]
