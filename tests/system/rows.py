"""Tables of events for the tests of ties, measures and camps, made on the spot."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from comity.system.tables import EventTable, read_table

_KINDS = {
    "weight": pa.float64(),
    "reports": pa.int32(),
    "joint": pa.bool_(),
    "day": pa.date32(),
    "contexts": pa.list_(pa.string()),
}


def row(day: str | None, source: str | None, type: str | None, target: str | None, **more: Any) -> dict[str, Any]:
    import datetime as dt

    given = {
        "mode": "",
        "cameo": None,
        "doc": None,
        "status": "reported",
        "joint": False,
        "reports": 1,
        "weight": 1.0,
        "contexts": None,
    }
    given |= {"source_sector": "", "target_sector": ""}
    return {"day": dt.date.fromisoformat(day) if day else None, "source": source, "type": type, "target": target, **given, **more}


def table(folder: Path, rows: list[dict[str, Any]], **options: Any) -> EventTable:
    """Open rows as a table of events; ids are e0, e1, ... where none are given."""
    rows = [{"id": f"e{n}", **r} for n, r in enumerate(rows)]
    names = list(rows[0]) if rows else ["id", *row(None, None, None, None)]
    columns = {name: pa.array([r[name] for r in rows], _KINDS.get(name, pa.string())) for name in names}
    path = folder / "rows.parquet"
    pq.write_table(pa.table(columns), path)
    return read_table(path, **options)
