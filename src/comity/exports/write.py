"""Rows into a stream, in one of the formats."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any, BinaryIO

from comity.errors import ComityError
from comity.exports.csv_file import write_csv
from comity.exports.jsonl_file import write_jsonl
from comity.exports.parquet_file import write_parquet

Row = dict[str, Any]
Writer = Callable[[Iterable[Row], str, BinaryIO], int]

FORMATS: Mapping[str, Writer] = MappingProxyType({"jsonl": write_jsonl, "csv": write_csv, "parquet": write_parquet})
"""Writers by name. Each takes rows, what they are, and a binary stream, and returns how many rows it wrote."""


def write(rows: Iterable[Row], format: str, out: BinaryIO, what: str = "claims") -> int:
    """Write rows to a binary stream and return their number.

    Args:
        rows: as :func:`comity.exports.rows` gives them.
        format: one of :data:`FORMATS`.
        out: a binary stream that is open for writing.
        what: the kind of the rows, which decides the columns of CSV and Parquet.

    Raises:
        ComityError: there is no such format.
    """
    if format not in FORMATS:
        raise ComityError(f"no export format {format!r}; valid are {', '.join(FORMATS)}")
    return FORMATS[format](rows, what, out)
