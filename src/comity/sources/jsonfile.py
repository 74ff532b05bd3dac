"""JSON Lines, and JSON files with one object or an array of objects."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from comity.records import Skipped, Source
from comity.sources.fields import FieldsError, Labels, map_fields, source_of_record
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
    yield from _sources(_objects(lines, name), name, options, "line")


def _objects(lines: Iterable[bytes], name: str) -> Iterator[tuple[int, Any]]:
    """Yield the number of each line with its value, or with the skip of what is no JSON."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            yield number, json.loads(line.decode("utf-8-sig" if number == 1 else "utf-8"))
        except UnicodeDecodeError as error:
            yield number, Skipped(f"{name}#{number}", "encoding", f"line {number} is not UTF-8 (byte {error.start} of the line)")
        except (ValueError, RecursionError) as error:
            yield number, Skipped(f"{name}#{number}", "json", f"line {number} is not JSON: {error}")


def _sources(values: Iterable[tuple[int, Any]], name: str, options: SourceOptions, unit: str) -> Iterator[Source | Skipped]:
    """Yield the sources of records.

    One without a text is skipped; a file of such records alone is skipped as a whole, with the reason of the first. ``unit`` is
    what the numbers count: lines or records.
    """
    labels = Labels(name)
    bare: list[Skipped] = []  # records without a field for the text, until one has it
    texts = 0
    for number, value in values:
        if isinstance(value, Skipped):
            yield value
        elif not isinstance(value, dict):
            yield Skipped(f"{name}#{number}", "json", f"{unit} {number} is no JSON object")
        else:
            try:
                fields = map_fields(value, options)
            except FieldsError as error:
                skipped = Skipped(labels.label(number, value, {"id": "id"}), "fields", f"{unit} {number}: {error}")
                if texts:
                    yield skipped
                else:
                    bare.append(skipped)
                continue
            if not texts:
                yield from bare
            texts += 1
            yield source_of_record(labels.label(number, value, fields), value, fields, options)
    if bare and not texts:
        more = f" (so have the other {len(bare) - 1:,})" if len(bare) > 1 else ""
        yield Skipped(name, "fields", bare[0].reason + more)


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
    yield from _sources(enumerate(_records(value), 1), name, options, "record")


def _records(value: Any) -> list[Any]:
    if isinstance(value, list):
        return value
    if isinstance(value, dict):
        for key in ("articles", "documents", "docs", "items", "records", "data", "results"):
            if isinstance(value.get(key), list):
                return list(value[key])
    return [value]
