"""Parquet: nested columns with the keys of the JSON lines, written in groups of rows."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import Any, BinaryIO

_GROUP = 10_000  # rows that are in memory at a time


class _Forward:
    """A stream that only goes forward (a pipe), with the position that the format needs."""

    closed = False

    def __init__(self, out: BinaryIO) -> None:
        self._out, self._position = out, 0

    def write(self, data: bytes) -> int:
        self._out.write(data)
        self._position += len(data)
        return len(data)

    def tell(self) -> int:
        return self._position

    def flush(self) -> None:
        self._out.flush()

    def close(self) -> None:
        self.flush()

    def readable(self) -> bool:
        return False

    def writable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return False


def write_parquet(rows: Iterable[dict[str, Any]], what: str, out: BinaryIO) -> int:
    """Write one Parquet file with the schema of :mod:`comity.exports.parquet_schemas`."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    from comity.exports.parquet_schemas import SCHEMAS

    schema = SCHEMAS[what]
    count = 0
    iterator = iter(rows)
    with pq.ParquetWriter(pa.PythonFile(_Forward(out), mode="w"), schema, compression="zstd") as writer:
        while block := list(islice(iterator, _GROUP)):
            writer.write_table(pa.Table.from_pylist(block, schema=schema))
            count += len(block)
    return count
