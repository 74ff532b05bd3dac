"""CSV and TSV files with a header."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from pathlib import Path

from comity.records import Skipped, Source
from comity.sources.fields import map_fields, source_of_record
from comity.sources.options import SourceOptions
from comity.sources.reading import unreadable


def read_table(path: Path, name: str, options: SourceOptions) -> Iterator[Source | Skipped]:
    """Read a .csv or .tsv file row by row; a row with another number of values is skipped with its line."""
    csv.field_size_limit(sys.maxsize)
    delimiter = "\t" if path.suffix.lower() in (".tsv", ".tab") else ","
    try:
        if path.stat().st_size == 0:
            yield Skipped(name, "empty", "the file is empty")
            return
        with path.open("rb") as probe:
            if b"\0" in probe.read(65536):
                yield Skipped(name, "binary", "it is a binary file, not a table")
                return
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield from _rows(file, name, delimiter, options)
    except UnicodeDecodeError as error:
        yield Skipped(name, "encoding", f"it is not UTF-8 (byte {error.start} of a block is 0x{error.object[error.start]:02x})")
    except OSError as error:
        yield unreadable(name, error)


def _rows(file: Iterator[str], name: str, delimiter: str, options: SourceOptions) -> Iterator[Source | Skipped]:
    reader = csv.reader(file, delimiter=delimiter)
    header = next(reader, [])
    fields = map_fields(header, options, name)
    used: set[str] = set()
    number = 0
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Skipped(f"{name}#{number + 1}", "table", f"line {reader.line_num}: {error}")
            continue
        number += 1
        if not any(cell.strip() for cell in row):
            continue
        if len(row) != len(header):
            yield Skipped(
                f"{name}#{number}",
                "table",
                f"line {reader.line_num} has {len(row)} values; the header has {len(header)}",
            )
            continue
        record = dict(zip(header, row, strict=True))
        key = record.get(fields.get("id", ""), "")
        here = {k: v for k, v in fields.items() if k != "id"} if not key or key in used else fields
        used.add(key)
        yield source_of_record(name, number, record, here, options)
