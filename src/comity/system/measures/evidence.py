"""The events behind a row: how many, and which."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, NamedTuple

from comity.system.measures.options import Options
from comity.system.tables import EventTable, literal


class Behind(NamedTuple):
    """The number of events behind a row and the ids of those with the most reports."""

    events: int
    ids: tuple[str, ...]


NOTHING = Behind(0, ())


def events_behind(table: EventTable, rows: str, keys: Sequence[str], options: Options) -> dict[tuple[Any, ...], Behind]:
    """Return the events behind each combination of keys of a query; null text is empty there."""
    listed = ", ".join(keys)
    ids = f"max_by(id, {{'r': reports, 'i': id}}, {options.ids})" if options.ids else "[]"
    number = "count(DISTINCT id)" if table.documents else "count(*)"  # an event of a project may be several rows
    found = table.rows(f"SELECT {listed}, {number}, {ids} FROM ({rows}) GROUP BY {listed}")
    width = len(keys)
    return {
        tuple(_key(v) for v in row[:width]): Behind(int(row[width]), tuple(dict.fromkeys(row[width + 1] or ()))) for row in found
    }


def _key(value: Any) -> Any:
    return "" if value is None else value


def day_of(value: Any) -> dt.date | None:
    """Return a day of a NumPy column, or None."""
    found = value.astype("datetime64[D]").item()
    return found if isinstance(found, dt.date) else None


def busiest_pairs(table: EventTable, rows: str, limit: int | None) -> list[tuple[str, str]]:
    """Return the pairs of source and target with the most events."""
    most = "" if limit is None else f"LIMIT {int(limit)}"
    found = table.rows(f"SELECT source, target FROM ({rows}) GROUP BY 1, 2 ORDER BY count(*) DESC, 1, 2 {most}")
    return [(str(a), str(b)) for a, b in found]


def busiest_actors(table: EventTable, rows: str, limit: int | None) -> list[str]:
    """Return the actors with the most events on either side."""
    most = "" if limit is None else f"LIMIT {int(limit)}"
    found = table.rows(
        f"WITH pairs AS (SELECT source, target, count(*) AS n FROM ({rows}) GROUP BY 1, 2), "
        "sides AS (SELECT source AS code, n FROM pairs "
        "UNION ALL SELECT target, n FROM pairs WHERE target IS DISTINCT FROM source) "
        f"SELECT code FROM sides WHERE code <> '' GROUP BY 1 ORDER BY sum(n) DESC, 1 {most}"
    )
    return [str(code) for (code,) in found]


def among(pairs: Sequence[tuple[str, str]]) -> str:
    """Return the condition that source and target are one of some pairs."""
    if not pairs:
        return "false"
    listed = ", ".join(f"({literal(a)}, {literal(b)})" for a, b in pairs)
    return f"(source, target) IN ({listed})"
