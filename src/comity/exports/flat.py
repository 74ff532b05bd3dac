"""Records of any keys as CSV: the columns are the keys of the first record."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Any, BinaryIO


def write_flat_csv(rows: Iterable[dict[str, Any]], out: BinaryIO) -> int:
    """Write a header and one line per record, and return how many. Lists are joined with semicolons, null is an empty cell."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    count = 0
    for row in rows:
        if not count:
            writer.writerow(row)
        writer.writerow(";".join(map(str, v)) if isinstance(v, list | tuple) else v for v in row.values())
        count += 1
    out.write(text.getvalue().encode("utf-8"))
    return count
