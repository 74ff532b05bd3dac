"""JSON lines: one object a line, UTF-8, every key in the order of its documentation."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, BinaryIO


def write_jsonl(rows: Iterable[dict[str, Any]], what: str, out: BinaryIO) -> int:
    """Write one line per row. Line separators of Unicode are escaped, so that every reader sees the same lines."""
    count = 0
    for row in rows:
        line = json.dumps(row, ensure_ascii=False, separators=(", ", ": "))
        for mark in ("\u2028", "\u2029", "\x85"):
            if mark in line:
                line = line.replace(mark, f"\\u{ord(mark):04x}")
        out.write(line.encode("utf-8") + b"\n")
        count += 1
    return count
