"""CSV: one flat row each, lists joined with semicolons, UTF-8, comma, CRLF line ends as RFC 4180 has them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Any, BinaryIO

from comity.exports.columns import COLUMNS


def write_csv(rows: Iterable[dict[str, Any]], what: str, out: BinaryIO) -> int:
    """Write a header and one line per row. Null is an empty cell; booleans are ``true`` and ``false``."""
    columns = COLUMNS[what]
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow(columns)
    count = 0
    for row in rows:
        writer.writerow(_cell(take(row)) for take in columns.values())
        count += 1
        if count % 500 == 0:
            _flush(buffer, out)
    _flush(buffer, out)
    return count


def _flush(buffer: io.StringIO, out: BinaryIO) -> None:
    out.write(buffer.getvalue().encode("utf-8"))
    buffer.seek(0)
    buffer.truncate()


def _cell(value: Any) -> Any:
    if value is True:
        return "true"
    return "false" if value is False else value
