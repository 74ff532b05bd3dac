"""The form in which all measures see events: one table of rows in DuckDB."""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Any, Self

import duckdb

from comity.errors import InputError
from comity.ontology import CAMEO, PLOVER, goldstein, score

VIEW = "comity_rows"
COLUMNS: Mapping[str, str] = MappingProxyType(
    {
        "id": "VARCHAR",
        "day": "DATE",
        "type": "VARCHAR",
        "mode": "VARCHAR",
        "cameo": "VARCHAR",
        "source": "VARCHAR",
        "target": "VARCHAR",
        "source_sector": "VARCHAR",
        "target_sector": "VARCHAR",
        "status": "VARCHAR",
        "joint": "BOOLEAN",
        "weight": "DOUBLE",
        "reports": "INTEGER",
        "doc": "VARCHAR",
        "contexts": "VARCHAR[]",
    }
)
"""Columns of the rows with their types.

``day`` is null where it is unknown. ``type`` and ``mode`` are PLOVER's (null where it has none), ``cameo`` is a CAMEO code.
``source`` did it to ``target``: codes of states, organisations, groups; null where nobody is named or known. The sectors are
those of ``docs/claims.md``, empty for a state as a whole. ``status`` is an event's, or ``reported`` in tables of others.
``joint``: the act is of both, and stands once in each direction. ``weight``: what the row counts. ``reports``: in how many it
was told. ``doc``: the document or story that it was found in, by which resampling draws. ``contexts`` are PLOVER's; null where
the source has none.
"""

COUNTED = ("corroborated", "single-source", "contested", "fulfilled", "reported")
"""Statuses that count as having happened: not what is denied, planned or cancelled."""

OFFICIAL = ("", "GOV", "MIL", "LEG", "JUD", "COP", "SPY", "IGO")
"""Sectors that act for a state or an organisation of states."""

FIRST_DAY, LAST_DAY = dt.date(1800, 1, 1), dt.date(2200, 12, 31)
"""Days that a row may have: what lies before or after is taken for a mistake, and has no day."""

_SHOWN = 8  # codes that an error names
_HOST = "host"  # CAMEO's mode of the side that receives a visit: scored as the visit is


class EventTable:
    """Rows of events in DuckDB under the name ``comity_rows``. Close it, or use it as a context manager.

    Attributes:
        connection: to the engine.
        label: the file, as errors name it.
        notes: what a reader should know of the rows: how many there are, what could not be used.
        names: what people call the codes.
        documents: whether rows come out of several documents; then the view ``comity_origins`` (id, doc, share) has each
            event's documents, with shares that sum to 1, and the column ``doc`` is null.
        denials: whether the view ``comity_denials`` (id, day, speaker) has who denies which event.
        newest: the day of the newest document, where documents have days: no later day is the last one.
    """

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        label: str,
        *,
        notes: Sequence[str] = (),
        names: Mapping[str, str] = MappingProxyType({}),
        documents: bool = False,
        denials: bool = False,
        newest: dt.date | None = None,
        close: Callable[[], None] | None = None,
    ) -> None:
        self.connection = connection
        self.label = label
        self.notes = tuple(notes)
        self.names = names
        self.documents = documents
        self.denials = denials
        self.newest = newest
        self._close = close or connection.close
        connection.execute("SET enable_progress_bar = false")  # the library never prints

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the engine and of temporary files."""
        self._close()

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """Run a query and return all its rows."""
        return self.connection.execute(sql).fetchall()

    def columns(self, sql: str) -> dict[str, Any]:
        """Run a query and return its columns as NumPy arrays, by name."""
        return dict(self.connection.execute(sql).fetchnumpy())

    @cached_property
    def codes(self) -> dict[str, int]:
        """Number of rows of each code, on either side, the most frequent first."""
        found = self.rows(
            f"SELECT code, sum(n)::BIGINT FROM (SELECT source AS code, count(*) AS n FROM {VIEW} GROUP BY 1 "
            f"UNION ALL SELECT target, count(*) FROM {VIEW} WHERE target IS DISTINCT FROM source GROUP BY 1) "
            "WHERE code <> '' GROUP BY 1 ORDER BY 2 DESC, 1"
        )
        return {str(code): int(n) for code, n in found}

    @cached_property
    def days(self) -> tuple[dt.date | None, dt.date | None, int, int]:
        """First and last day, number of rows, and of rows whose day is unknown.

        What is planned lies ahead: the last day is never after the newest document, unless all rows are.
        """
        first, last, rows, dated = self.rows(f"SELECT min(day), max(day), count(*), count(day) FROM {VIEW}")[0]
        if self.newest and first and first <= self.newest < last:
            last = self.newest
        return first, last, int(rows), int(rows) - int(dated)

    @property
    def covered(self) -> dt.date | None:
        """The last day of which the source tells: that of the newest document, else of the last row."""
        return self.newest or self.days[1]

    def check(self, codes: Iterable[str]) -> tuple[str, ...]:
        """Return codes as the table writes them.

        Raises:
            InputError: the table has no such code; the message names the nearest, and the most frequent.
        """
        if not self.days[2]:
            raise InputError(self.empty)
        given_codes = tuple(codes)
        if not given_codes:
            return ()
        known = {code.lower(): code for code in self.codes}
        labels = {name.lower(): code for code, name in self.names.items() if code in self.codes}
        out = []
        for given in dict.fromkeys(given_codes):
            wanted = given.strip().lower()
            found = known.get(wanted) or labels.get(wanted)
            if found is None:
                close = difflib.get_close_matches(wanted, known, 9, 0.5)
                close.sort(key=lambda code: sorted(code) != sorted(wanted))  # letters in another order: a slip of the hand
                near = [labels[n] for n in difflib.get_close_matches(wanted, labels, 2, 0.8)] + [known[n] for n in close[:3]]
                nearest = f"nearest: {', '.join(dict.fromkeys(near))}; " if near else ""
                most = ", ".join(list(self.codes)[:_SHOWN])
                raise InputError(f"{self.label} has no event of the actor {given!r}; {nearest}most frequent: {most}")
            out.append(found)
        return tuple(dict.fromkeys(out))

    @property
    def empty(self) -> str:
        """What to say where there is no row at all."""
        if self.documents:
            return f"{self.label} has no events yet; read documents into it with: comity read PATH --project {self.label}"
        return f"{self.label} has no events: it holds no row that could be read"

    @cached_property
    def scores(self) -> tuple[str, str]:
        """Names of two tables: (type, mode, plover) and (cameo, goldstein), the scores of the ontology."""
        modes = [(t.name, m, score(t.name, m)) for t in PLOVER.values() for m in ("", *t.modes)]
        modes.append(("CONSULT", _HOST, score("CONSULT", "visit")))
        there = (str(code) for (code,) in self.rows(f"SELECT DISTINCT cameo FROM {VIEW} WHERE cameo <> ''"))
        codes = [(c, goldstein(c)) for c in there if any(c[:n] in CAMEO for n in (2, 3, 4))]
        self._small("comity_plover", "type VARCHAR, mode VARCHAR, plover DOUBLE", modes)
        self._small("comity_goldstein", "cameo VARCHAR, goldstein DOUBLE", codes)
        return "comity_plover", "comity_goldstein"

    def _small(self, name: str, columns: str, rows: Sequence[Sequence[str | float]]) -> None:
        self.connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} ({columns})")
        if rows:
            cells = ("(" + ", ".join(literal(v) if isinstance(v, str) else repr(v) for v in row) + ")" for row in rows)
            self.connection.execute(f"INSERT INTO {name} VALUES {', '.join(cells)}")

    def save(self, path: str | Path) -> None:
        """Write the rows as a Parquet file of this form, which :func:`read_table` opens without converting anything.

        Raises:
            duckdb.Error: it cannot be written.
        """
        first = "(SELECT min(o.doc) FROM comity_origins o WHERE o.id = r.id)" if self.documents else "r.doc"
        columns = ", ".join(f"{first} AS doc" if c == "doc" else f"r.{c}" for c in COLUMNS)
        self.connection.execute(
            f"COPY (SELECT {columns} FROM {VIEW} r) TO {literal(str(path))} (FORMAT parquet, COMPRESSION zstd)"
        )


def literal(text: str) -> str:
    """Return a text as a literal of SQL.

    >>> literal("Cote d'Ivoire")
    "'Cote d''Ivoire'"
    """
    return "'" + text.replace("'", "''") + "'"


def literals(texts: Iterable[str]) -> str:
    """Return texts as a list in brackets for ``IN``; of none, one that nothing is in."""
    return "(" + (", ".join(literal(t) for t in texts) or "NULL") + ")"
