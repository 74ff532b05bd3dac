"""CSV and TSV files with a header."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from comity.records import Skipped, Source
from comity.sources.fields import FieldsError, Labels, map_fields, source_of_record
from comity.sources.options import SourceOptions
from comity.sources.reading import unreadable


def read_table(path: Path, name: str, options: SourceOptions) -> Iterator[Source | Skipped]:
    """Read a .csv or .tsv file row by row; a row with another number of values is skipped with its line.

    Columns that are separated by a semicolon, a tab or a bar are known by the header.
    """
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


def _delimiter(header: str, usual: str) -> str:
    """Return what separates the columns: the usual sign of such files, unless it finds one column and another sign more."""
    counts = {sign: len(next(csv.reader([header], delimiter=sign), [])) for sign in (usual, ",", ";", "\t", "|")}
    return usual if counts[usual] > 1 else max(counts, key=lambda sign: counts[sign])


def _rows(file: Iterator[str], name: str, usual: str, options: SourceOptions) -> Iterator[Source | Skipped]:
    first = next(file, "")
    reader = csv.reader(chain([first], file), delimiter=_delimiter(first, usual))
    header = next(reader, [])
    try:
        fields = map_fields(header, options)
    except FieldsError as error:
        yield Skipped(name, "fields", str(error))
        return
    labels = Labels(name)
    number = 0
    while True:
        line = reader.line_num + 1
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
            yield Skipped(f"{name}#{number}", "table", _odd(row, line, reader.line_num, len(header)))
            continue
        record = dict(zip(header, row, strict=True))
        yield source_of_record(labels.label(number, record, fields), record, fields, options)


def _odd(row: list[str], first: int, last: int, columns: int) -> str:
    """Say what is wrong with a row that has another number of values than the header."""
    where = f"line {first}" if first == last else f"lines {first} to {last}"
    found = f"{where}: {len(row)} value{'' if len(row) == 1 else 's'}; the header has {columns}"
    return found + ("; a quotation mark seems not to be closed" if first != last else "")
