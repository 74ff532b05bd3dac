"""Change points: when the number of events a period changed for good.

The series of a pair is its events per period, periods without events as 0. It is divided into stretches of one rate so that

    sum over stretches of 2 S (1 - log(S / n))  +  number of change points * penalty

is least (S events in n periods; PELT with the cost of a Poisson rate, see :mod:`comity.system.measures.breaks`). The penalty is
3 phi log N for N periods: that of the modified Bayesian information criterion (Zhang and Siegmund 2007, *Biometrics* 63), times
the overdispersion phi of the series, since events come in bursts (quasi-likelihood: McCullagh and Nelder 1989, *Generalized
Linear Models*, chapter 9). A stretch has two periods at least. ``support`` is the share of resamples of the documents in which
a change point lies within one period of the one that opens the stretch. Unit: events per period.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

import numpy as np

from comity.errors import InputError
from comity.system.measures.breaks import dispersion, partitions, pelt
from comity.system.measures.cooperation import between
from comity.system.measures.evidence import among, busiest_pairs, day_of, events_behind
from comity.system.measures.options import (
    Options,
    Window,
    counted,
    name_of_period,
    next_period,
    nothing,
    pairs_of,
    periods,
    window,
)
from comity.system.measures.resample import Drawn, Floats, Ints, band, draw_by, resampled
from comity.system.measures.result import Result, Row, Value
from comity.system.tables import EventTable

UNITS: Mapping[str, str] = MappingProxyType(
    {"rate": "events per period", "times": "rate to that before", "support": "share of resamples", "periods": "periods"}
)
LEAST = 2
MOST = 2000  # periods of a series


def changes(table: EventTable, options: Options | None = None, *, penalty: float = 1.0) -> Result:
    """Return the stretches of one rate of each pair, the first period of each as its period; by month if no period is given.

    With one actor: its acts towards all others, and theirs; with several: those among them; with none: the pairs with the most
    events.

    Args:
        table: the events.
        options: which of them; a half-life does not count here.
        penalty: times the usual penalty: more for fewer change points.

    Raises:
        InputError: no such actor, no event in the window or between the actors, fewer than four periods, or more than MOST.
    """
    options = replace(options or Options(), half_life=None)
    options = options if options.by else replace(options, by="month")
    actors = table.check(options.actors)
    span = window(table, options)
    days = periods(span, options.by)
    if not 2 * LEAST <= len(days) <= MOST:
        raise InputError(
            f"{span.since} to {span.until} has {len(days):,} periods; change points take {2 * LEAST} to {MOST:,}: "
            f"take another period than a {options.by}, or another window"
        )
    pairs = busiest_pairs(table, counted(table, options, pairs_of(actors)), options.limit)
    if not pairs:
        raise nothing(table, f"event {between(actors)}", span, options)
    rows = counted(table, options, among(pairs))
    drawn = draw_by(table, rows, ("source", "target", "period"), {"n": "w"}, options)
    lines = [row for pair in pairs for row in _series(table, drawn, pair, days, options, penalty)]
    lines = _with_events(table, rows, lines, options)
    resampled_from = drawn.groups if options.draws else 0
    return Result(
        "changes", ("source", "target", "until"), UNITS, tuple(lines), span, options.by, resampled_from, options.draws,
        options.level, _edges(span, days, options.by),
    )  # fmt: skip


def _edges(span: Window, days: list[dt.date], by: str) -> tuple[str, ...]:
    last_day = next_period(days[-1], by) - dt.timedelta(days=1)
    ends = ((days[0], days[0] >= span.since), (days[-1], last_day <= span.until))
    cut = [name_of_period(day, by) for day, whole in ends if not whole]
    return (f"the window cuts off {' and '.join(dict.fromkeys(cut))}: a change there may be that of the window",) if cut else ()


def _series(
    table: EventTable, drawn: Drawn, pair: tuple[str, str], days: list[dt.date], options: Options, penalty: float
) -> list[Row]:
    place = {day: n for n, day in enumerate(days)}
    mine = np.flatnonzero((drawn.cells["source"] == pair[0]) & (drawn.cells["target"] == pair[1]))
    at = np.array([place[day] for value in drawn.cells["period"][mine] if (day := day_of(value))], dtype=np.int64)
    counts = np.zeros(len(days))
    counts[at] = drawn.total("n")[mine]
    points = breaks_of(counts, penalty)
    again = np.zeros((0, len(days)))
    supports: list[list[int]] = []
    if options.draws and drawn.groups > 1:
        part = _only(drawn, mine)
        again = np.zeros((options.draws, len(days)))
        again[:, at] = resampled(part, ["n"], options)["n"]
        weights = np.array([penalty_of(row, penalty) for row in again])
        supports = partitions(again, weights, LEAST)
    out, before = [], None
    for first, end in zip([0, *points], [*points, len(days)], strict=True):
        rate = float(counts[first:end].mean())
        share = sum(any(abs(p - first) <= 1 for p in found) for found in supports) / len(supports) if supports and first else None
        values = {
            "rate": band(rate, again[:, first:end].mean(axis=1), options.level),
            "times": Value(rate / before if before else None),
            "support": Value(share),
            "periods": Value(float(end - first)),
        }
        names = [name_of_period(day, options.by) for day in (days[first], days[end - 1])]
        out.append(Row((*pair, names[1]), names[0], values, 0))
        before = rate
    return out


def breaks_of(counts: Floats, penalty: float = 1.0) -> list[int]:
    """Return the change points of a series of counts, shape (n,): places where a new stretch begins."""
    return pelt(counts, penalty_of(counts, penalty), LEAST)


def penalty_of(counts: Floats, times: float = 1.0) -> float:
    """Return the penalty of a change point, 3 phi log n, times a factor."""
    return times * 3 * dispersion(counts) * math.log(len(counts))


def _only(drawn: Drawn, cells: Ints) -> Drawn:
    """Return some cells, numbered anew."""
    number = np.full(len(next(iter(drawn.cells.values()))), -1)
    number[cells] = np.arange(len(cells))
    kept = number[drawn.number] >= 0
    return drawn._replace(
        cells={name: column[cells] for name, column in drawn.cells.items()},
        number=number[drawn.number][kept],
        group=drawn.group[kept],
        parts={name: part[kept] for name, part in drawn.parts.items()},
    )


def _with_events(table: EventTable, rows: str, lines: list[Row], options: Options) -> list[Row]:
    behind = events_behind(table, rows, ("source", "target", "period"), options)
    named = {(a, b, name_of_period(day, options.by)): found for (a, b, day), found in behind.items() if day}
    out = []
    for row in lines:
        inside = [
            found for (a, b, name), found in sorted(named.items()) if (a, b) == row.key[:2] and row.period <= name <= row.key[2]
        ]
        ids = [i for found in inside for i in found.ids]
        out.append(replace(row, events=sum(found.events for found in inside), ids=tuple(ids[: options.ids])))
    return out
