"""The rows of an event table as a history, and the days that a user's words for a horizon mean."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from types import MappingProxyType

import numpy as np

from comity.errors import InputError
from comity.ontology import PLOVER
from comity.system.forecast.history import History
from comity.system.measures.options import official as is_official
from comity.system.tables import COUNTED, EventTable, literals
from comity.system.tables.table import VIEW

MOST_DAYS = 3660
_UNITS = MappingProxyType(
    {"": 1, "d": 1, "day": 1, "w": 7, "week": 7, "m": 30, "month": 30, "q": 91, "quarter": 91, "y": 365, "year": 365}
)
_VALID = "give a number of days, weeks, months or years, such as 30d, 4w, 3m or 1y, or its last day, such as 2026-12-31"


def horizon_days(text: str, first: dt.date) -> int:
    """Return the number of days of a horizon that begins on ``first``: "30d", "2 weeks", "3m" (of 30 days), or its last day.

    Raises:
        InputError: it cannot be read, has passed, or is longer than ten years.

    >>> horizon_days("2w", dt.date(2023, 9, 1)), horizon_days("2023-09-30", dt.date(2023, 9, 1))
    (14, 30)
    """
    given = text.strip().lower()
    if re.fullmatch(r"\d{4}-\d{1,2}-\d{1,2}", given):
        try:
            last = dt.date.fromisoformat(given)
        except ValueError:
            raise InputError(f"{text!r} is no date; {_VALID}") from None
        days = (last - first).days + 1
        if days < 1:
            raise InputError(f"the horizon {last} has passed when the forecast begins, on {first}; {_VALID}")
    else:
        found = re.fullmatch(r"([+-]?\d+)\s*([a-z]*)", given)
        unit = found[2].removesuffix("s") if found and len(found[2]) > 1 else found[2] if found else "?"
        if not found or unit not in _UNITS:
            raise InputError(f"{text!r} is no horizon; {_VALID}")
        days = int(found[1]) * _UNITS[unit]
        if days < 1:
            raise InputError(f"a horizon of {text} lies in the past or is empty; {_VALID}")
    if days > MOST_DAYS:
        raise InputError(f"a horizon of {days:,} days is longer than {MOST_DAYS:,}, the most that is forecast; {_VALID}")
    return days


def history_of(table: EventTable, *, types: Sequence[str] = (), official: bool = False) -> History:
    """Return the acts between two known sides that have a day and a PLOVER type and count as having happened.

    Relations are the types; an act that one does to another several times on one day is one act. Days are ordinals.

    Args:
        table: the events.
        types: PLOVER types; empty for all.
        official: only acts between states and organisations of states, and those who act for them.

    Raises:
        InputError: there is no such act; or no such type.
    """
    if unknown := [t for t in types if t not in PLOVER]:
        raise InputError(f"no PLOVER type {unknown[0]!r}; valid are {', '.join(PLOVER)}")
    if not table.days[2]:
        raise InputError(table.empty)
    parts = [
        f"status IN {literals(COUNTED)}",
        "day IS NOT NULL",
        "type <> ''",
        "source <> ''",
        "target <> ''",
        "source <> target",
    ]
    parts += [f"day <= DATE '{table.days[1]}'"] if table.newest and table.days[1] else []  # what lies ahead has not happened
    parts += [f"type IN {literals(types)}"] if types else []
    parts += [is_official("source"), is_official("target")] if official else []
    where = " AND ".join(parts)
    names = table.rows(f"SELECT DISTINCT code FROM (SELECT source AS code FROM {VIEW} WHERE {where} UNION ALL "
                       f"SELECT target FROM {VIEW} WHERE {where}) ORDER BY 1")  # fmt: skip
    if not names:
        what = f" of type {', '.join(types)}" if types else ""
        raise InputError(
            f"{table.label} has no dated act{what} between two known actors among its {table.days[2]:,} rows; "
            "read more documents, or give a table of events with --events"
        )
    actors = [str(name) for (name,) in names]
    kinds = [str(name) for (name,) in table.rows(f"SELECT DISTINCT type FROM {VIEW} WHERE {where} ORDER BY 1")]
    numbers = "SELECT code, row_number() OVER (ORDER BY code) - 1 AS number FROM (SELECT DISTINCT {column} AS code FROM {source})"
    sides = "(SELECT source AS code FROM kept UNION ALL SELECT target FROM kept)"
    columns = table.columns(
        f"""WITH kept AS (SELECT source, type, target, day, id FROM {VIEW} WHERE {where}),
        people AS ({numbers.format(column="code", source=sides)}), kinds AS ({numbers.format(column="type", source="kept")})
        SELECT a.number AS source, k.number AS relation, b.number AS target, (e.day - DATE '0001-01-01')::BIGINT + 1 AS day,
            min(e.id) AS id
        FROM kept e JOIN people a ON a.code = e.source JOIN people b ON b.code = e.target JOIN kinds k ON k.code = e.type
        GROUP BY ALL"""
    )
    acts = np.stack([np.asarray(columns[name], np.int64) for name in ("source", "relation", "target", "day")], axis=1)
    events = ["" if event is None else str(event) for event in np.ma.filled(columns["id"], "").tolist()]
    return History.of_codes(acts, actors, kinds, events)
