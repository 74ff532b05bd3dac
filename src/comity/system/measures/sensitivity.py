"""How much a measure depends on what the analyst chose: window and half-life; of change points, period and penalty."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise

import numpy as np

from comity.errors import InputError
from comity.system.measures.changes import changes
from comity.system.measures.options import LONGEST, PERIODS, SHORTEST, Options, Window
from comity.system.measures.result import Result, Variant
from comity.system.tables import EventTable

Function = Callable[[EventTable, Options | None], Result]
_COARSER = dict(pairwise(PERIODS))
_LEAST = 3  # rows from which an order says something


def sensitivity(table: EventTable, function: Function, options: Options, *, rates: bool = False) -> tuple[Variant, ...]:
    """Return a measure under other windows and half-lives beside the one asked for, over the whole window.

    The windows are the later half of the one asked for and, where the table goes back so far, twice as long; the half-lives
    half and twice the one asked for, or, where there is none, half the window.

    Args:
        table: the events.
        function: the measure.
        options: as asked for.
        rates: whether values are counts, which are set to the same rate a day before they are compared.
    """
    plain = replace(options, draws=0, ids=0, by="")
    base = function(table, plain)
    out = []
    for what, other in _others(table, plain, base.span):
        try:
            found = function(table, other)
        except InputError:  # nothing is left in the shorter window
            continue
        scale = _effective_days(base.span, plain) / _effective_days(found.span, other) if rates else 1.0
        if variant := compare(what, base, found, scale):
            out.append(variant._replace(what=f"{what}, at the same rate a day") if rates else variant)
    return tuple(out)


def _others(table: EventTable, options: Options, span: Window) -> Iterator[tuple[str, Options]]:
    first = table.days[0] or span.since
    half = span.days // 2
    if half:
        later = span.until - dt.timedelta(days=half - 1)
        yield f"half the window (from {later})", replace(options, since=later, until=span.until)
    earlier = max(first, dt.date.fromordinal(max(1, span.since.toordinal() - span.days)))
    if (span.since - earlier).days * 2 >= span.days:
        yield f"a longer window (from {earlier})", replace(options, since=earlier, until=span.until)
    for life in (options.half_life / 2, options.half_life * 2) if options.half_life else (span.days / 2,):
        if SHORTEST <= life <= LONGEST:
            yield f"a half-life of {life:g} days", replace(options, half_life=life)


def _effective_days(span: Window, options: Options) -> float:
    if options.half_life is None:
        return float(span.days)
    return float((0.5 ** (np.arange(span.days) / options.half_life)).sum())


def compare(what: str, base: Result, other: Result, scale: float = 1.0) -> Variant | None:
    """Return how the first value changes from one result to another; None where they have no row in common."""
    name = next(iter(base.units))
    values = {row.key: row.values[name].value for row in other.rows}
    pairs = [
        (row.key, float(value), float(values[row.key] or 0.0) * scale)
        for row in base.rows
        if (value := row.values[name].value) is not None and values.get(row.key) is not None
    ]
    if not pairs:
        return None
    before, after = (np.array([pair[n] for pair in pairs], dtype=np.float64) for n in (1, 2))
    most = int(np.abs(after - before).argmax())
    return Variant(what, len(pairs), spearman(before, after), *pairs[most])


def spearman(x: np.ndarray[tuple[int], np.dtype[np.float64]], y: np.ndarray[tuple[int], np.dtype[np.float64]]) -> float | None:
    """Return Spearman's rank correlation of two columns; None for fewer than three rows, or where one does not vary."""
    if len(x) < _LEAST:
        return None
    ranks = [_ranks(column) for column in (x, y)]
    spread = [float(r.std()) for r in ranks]
    if min(spread) == 0:
        return None
    return float(((ranks[0] - ranks[0].mean()) * (ranks[1] - ranks[1].mean())).mean() / (spread[0] * spread[1]))


def _ranks(column: np.ndarray[tuple[int], np.dtype[np.float64]]) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Return ranks from 0, the mean rank for equal values."""
    _, place, counts = np.unique(column, return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    means: np.ndarray[tuple[int], np.dtype[np.float64]] = ends - (counts + 1) / 2
    return means[place]


def sensitivity_of_changes(table: EventTable, options: Options) -> tuple[Variant, ...]:
    """Return the change points under half and twice the penalty, and by longer periods.

    ``rows`` are the change points as asked for, ``becomes`` those of the variant, ``was`` how many of the former the variant
    also has, within a period; ``order`` and ``key`` are empty.
    """
    plain = replace(options, draws=0, ids=0, by=options.by or "month")
    base = changes(table, plain)
    spans = replace(plain, since=base.span.since, until=base.span.until)
    variants = [(f"{factor:g} times the penalty", spans, factor) for factor in (0.5, 2.0)]
    if plain.by in _COARSER:
        variants.append((f"by {_COARSER[plain.by]}", replace(spans, by=_COARSER[plain.by]), 1.0))
    out = []
    for what, other, penalty in variants:
        try:
            found = changes(table, other, penalty=penalty)
        except InputError:  # too few of the longer periods
            continue
        before, after = _breaks(base), _breaks(found)
        near = _days(plain.by) if other.by == plain.by else _days(other.by)
        kept = sum(any(a[:2] == b[:2] and abs((a[2] - b[2]).days) <= near for b in after) for a in before)
        out.append(Variant(what, len(before), None, (), float(kept), float(len(after))))
    return tuple(out)


def _breaks(result: Result) -> list[tuple[str, str, dt.date]]:
    """Return the change points of a result: pair and first day of the new stretch."""
    out: list[tuple[str, str, dt.date]] = []
    seen: set[tuple[str, ...]] = set()
    for row in result.rows:
        if row.key[:2] in seen:
            out.append((row.key[0], row.key[1], first_day(row.period, result.by)))
        seen.add(row.key[:2])
    return out


def first_day(name: str, by: str) -> dt.date:
    """Return the first day of a period by its name.

    >>> first_day("2023-Q3", "quarter"), first_day("2023-W27", "week")
    (datetime.date(2023, 7, 1), datetime.date(2023, 7, 3))
    """
    if by == "week":
        return dt.date.fromisocalendar(int(name[:4]), int(name[6:]), 1)
    if by == "quarter":
        return dt.date(int(name[:4]), int(name[-1]) * 3 - 2, 1)
    return dt.date.fromisoformat(name + {"month": "-01", "year": "-01-01"}.get(by, ""))


def _days(by: str) -> int:
    return {"day": 1, "week": 7, "month": 31, "quarter": 92, "year": 366}[by]
