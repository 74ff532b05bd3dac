"""Bands: how far a value would move if other documents had been read.

The unit that is drawn is the document, since what one document tells stands or falls together. An event that k documents report
belongs to each of them with the share 1/k, so that a sum over events is a sum over documents; rows without a document are drawn
one by one. Up to about EXACT documents, each counts as often as a Poisson number of mean 1 says (the Poisson bootstrap: Hanley
and MacGibbon 2006, "Creating non-parametric bootstrap samples using Poisson frequencies"; Chamandy et al. 2012): so the number
of documents is itself uncertain, as it is for a count. Beyond that, documents are put into GROUPS groups by a hash, and as many
groups are drawn with replacement: the number of documents in a group is random already (random groups: Wolter 2007,
*Introduction to Variance Estimation*, chapter 2).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from comity.system.measures.options import Options
from comity.system.measures.result import Value
from comity.system.tables import EventTable

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

EXACT = 600
GROUPS = 400
_FIRST = 20_000  # rows in which there may be so many documents that all need not be counted
_CHUNK = 4_000_000  # numbers that are in memory at a time


class Drawn(NamedTuple):
    """Cells of a measure by group of documents.

    Attributes:
        cells: columns that tell cells apart, by name, shape (n,).
        number: the cell of each part, shape (m,).
        group: its group of documents, shape (m,).
        parts: sums of each part, by name, shape (m,).
        units: how many documents there are; 0 for more than were counted.
        groups: how many groups are drawn.
    """

    cells: dict[str, npt.NDArray[Any]]
    number: Ints
    group: Ints
    parts: dict[str, Floats]
    units: int
    groups: int

    def total(self, name: str) -> Floats:
        """Return the sums of all cells, shape (n,)."""
        return np.bincount(self.number, self.parts[name], len(next(iter(self.cells.values())))).astype(np.float64)

    def matrix(self, name: str, cells: slice = slice(None)) -> Floats:
        """Return the sums of cells by group, shape (n, groups)."""
        count = len(next(iter(self.cells.values())))
        first, last, _ = cells.indices(count)
        kept = (self.number >= first) & (self.number < last)
        place = (self.number[kept] - first) * self.groups + self.group[kept]
        sums = np.bincount(place, self.parts[name][kept], (last - first) * self.groups).astype(np.float64)
        return sums.reshape(last - first, self.groups)


class Groups(NamedTuple):
    """How the documents of some rows are drawn.

    Attributes:
        units: how many documents there are; 0 for more than were counted.
        groups: how many groups of them are drawn.
        number: a row's group, as SQL.
        doc: a row's document, as SQL.
    """

    units: int
    groups: int
    number: str
    doc: str


_WHOLE = Groups(1, 1, "0", "")


def groups_of(table: EventTable, rows: str, options: Options) -> Groups:
    """Number the documents of some rows, or groups of them; of none if there are no draws."""
    if not options.draws:
        return _WHOLE
    doc = "origin" if table.documents else "coalesce(doc, id)"
    source = _source(table, rows)
    hashed = Groups(0, GROUPS, f"(hash({doc}, {options.seed}) % {GROUPS})::BIGINT", doc)
    ((first,),) = table.rows(f"SELECT count(DISTINCT {doc}) FROM (SELECT * FROM {source} LIMIT {_FIRST}) r")
    if first > EXACT:
        return hashed
    ((units,),) = table.rows(f"SELECT approx_count_distinct({doc}) FROM {source} r")
    if units > EXACT * 1.2:
        return hashed
    table.connection.execute(
        f"CREATE OR REPLACE TEMP TABLE comity_units AS SELECT unit, row_number() OVER (ORDER BY unit) - 1 AS n "
        f"FROM (SELECT DISTINCT {doc} AS unit FROM {source} r)"
    )
    ((units,),) = table.rows("SELECT count(*) FROM comity_units")
    if not units:
        return _WHOLE
    return Groups(int(units), max(int(units), 1), "u.n", doc)


def _source(table: EventTable, rows: str) -> str:
    """Return the rows once for each document, with what belongs to it: ``origin`` and ``share``."""
    if not table.documents:
        return f"(SELECT *, 1.0 AS share FROM ({rows}))"
    return f"(SELECT x.*, o.doc AS origin, o.share FROM ({rows}) x JOIN comity_origins o ON o.id = x.id)"


def draw_by(
    table: EventTable, rows: str, keys: Sequence[str], sums: dict[str, str], options: Options, groups: Groups | None = None
) -> Drawn:
    """Sum rows by keys and by groups of documents.

    Args:
        table: the events.
        rows: a query with the columns of :func:`comity.system.measures.options.counted`.
        keys: columns that tell cells apart.
        sums: what to sum, as SQL over the columns, by name; scores are ``plover`` and ``goldstein``.
        options: draws and seed.
        groups: of the documents, where they are known already.
    """
    groups = groups or groups_of(table, rows, options)
    listed = ", ".join(keys)
    source = _source(table, rows) if groups.groups > 1 else f"(SELECT *, 1.0 AS share FROM ({rows}))"
    join = f"JOIN comity_units u ON u.unit = {groups.doc}" if groups.number == "u.n" else ""
    number = groups.number if groups.groups > 1 else "0"
    if any(score in sql for sql in sums.values() for score in ("plover", "goldstein")):
        plover, goldstein = table.scores
        inner = (
            f"SELECT c.*, p.plover, g.goldstein FROM (SELECT {listed}, type, mode, cameo, {number} AS grp, sum(w * share) AS w "
            f"FROM {source} r {join} GROUP BY ALL) c "
            f"LEFT JOIN {plover} p ON p.type = c.type AND p.mode = c.mode LEFT JOIN {goldstein} g ON g.cameo = c.cameo"
        )
    else:
        inner = f"SELECT r.* REPLACE (w * share AS w), {number} AS grp FROM {source} r {join}"
    wanted = ", ".join(f"coalesce(sum({sql}), 0)::DOUBLE AS {name}" for name, sql in sums.items())
    table.connection.execute(
        f"CREATE OR REPLACE TEMP TABLE comity_parts AS SELECT {listed}, grp::BIGINT AS grp, {wanted} FROM ({inner}) GROUP BY ALL"
    )
    table.connection.execute(
        f"CREATE OR REPLACE TEMP TABLE comity_cells AS SELECT *, row_number() OVER (ORDER BY {listed}) - 1 AS cell "
        f"FROM (SELECT DISTINCT {listed} FROM comity_parts)"
    )
    cells = table.columns(f"SELECT {listed} FROM comity_cells ORDER BY cell")
    same = " AND ".join(f"p.{k} IS NOT DISTINCT FROM c.{k}" for k in keys)
    parts = table.columns(
        f"SELECT c.cell, p.grp, {', '.join(f'p.{name}' for name in sums)} FROM comity_parts p JOIN comity_cells c ON {same} "
        "ORDER BY 1, 2"
    )
    return Drawn(
        {k: plain(cells[k]) for k in keys},
        plain(parts["cell"]).astype(np.int64),
        plain(parts["grp"]).astype(np.int64),
        {name: plain(parts[name]).astype(np.float64) for name in sums},
        groups.units,
        groups.groups,
    )


def plain(column: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Return a column of a query without its mask: empty text, no date (NaT) and 0 stand for null."""
    if column.dtype == object:
        return np.asarray(np.ma.filled(column, ""))
    return np.asarray(np.ma.filled(column, np.datetime64("NaT") if column.dtype.kind == "M" else 0))


def multiplicities(drawn: Drawn, options: Options) -> Floats:
    """Return how often each group is drawn, shape (draws, groups)."""
    rng = np.random.default_rng(options.seed)
    if drawn.units == drawn.groups:
        return rng.poisson(1.0, size=(options.draws, drawn.groups)).astype(np.float64)
    return rng.multinomial(drawn.groups, np.full(drawn.groups, 1 / drawn.groups), size=options.draws).astype(np.float64)


def resampled(drawn: Drawn, names: Sequence[str], options: Options) -> dict[str, Floats]:
    """Return the sums of all cells in each resample, by name, shape (draws, n)."""
    count = len(next(iter(drawn.cells.values())))
    often = multiplicities(drawn, options)
    step = max(_CHUNK // max(drawn.groups, 1), 1)
    out = {name: np.empty((options.draws, count)) for name in names}
    for first in range(0, count, step):
        cells = slice(first, min(first + step, count))
        for name in names:
            out[name][:, cells] = often @ drawn.matrix(name, cells).T
    return out


def band(value: float | None, resamples: Floats, level: float) -> Value:
    """Return a value with the percentiles of its resamples; no band where fewer than half of them are defined."""
    if value is None or not np.isfinite(value):
        return Value(None)
    defined = resamples[np.isfinite(resamples)]
    if len(defined) * 2 < len(resamples) or len(resamples) < 2:
        return Value(float(value))
    low, high = np.quantile(defined, [(1 - level) / 2, (1 + level) / 2], method="inverted_cdf")
    return Value(float(value), float(low), float(high))
