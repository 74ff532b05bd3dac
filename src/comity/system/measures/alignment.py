"""Alignment: how alike two actors treat third parties.

An actor's profile has one number for each third party k: x_k, the mean PLOVER score (weighted by w) of what it did to k in the
window, from -10 to 10, and 0 where it did nothing. With the distance |x - y| between numbers, and over the K third parties
towards whom at least one of the compared actors acted (the pair itself left out),

    observed  D_o = mean over k of |x_k - y_k|
    S         = 1 - 2 D_o / 20                    (Signorino and Ritter 1999, "Tau-b or not tau-b", *ISQ* 43; equal weights)
    kappa     = 1 - D_o / D_kappa,  D_kappa = mean over k, l of |x_k - y_l|       (Cohen 1968: weighted kappa, linear weights)
    pi        = 1 - D_o / D_pi,     D_pi = mean over pairs drawn from both profiles                               (Scott 1955)

S is not corrected for chance: two actors that leave most of the world alone look alike. Kappa and pi are; pi takes both actors'
levels as one, kappa each by its own (Haege 2011, "Choice or circumstance? Adjusting measures of foreign policy similarity for
chance agreement", *Political Analysis* 19). All are 1 for equal profiles; kappa and pi are 0 for what chance would give, and
not defined where a profile never varies. No unit.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from itertools import combinations
from types import MappingProxyType
from typing import Any

import numpy as np

from comity.errors import InputError
from comity.system.measures.cooperation import between
from comity.system.measures.evidence import NOTHING, Behind, busiest_actors, day_of, events_behind
from comity.system.measures.options import Options, counted, name_of_period, pairs_of, window
from comity.system.measures.resample import Drawn, Floats, band, draw_by, resampled
from comity.system.measures.result import Result, Row, Value
from comity.system.tables import EventTable, literal, literals

UNITS: Mapping[str, str] = MappingProxyType(
    {"kappa": "at most 1, 0 by chance", "pi": "at most 1, 0 by chance", "s": "-1 to 1", "third_parties": "actors"}
)
_SUMS = {"points": "w * plover", "weight": "w * (plover IS NOT NULL)::INTEGER"}
_RANGE = 20.0  # of the scores, -10 to 10
_LEAST = 2  # third parties
_DISTINCT = 1_000_000  # rows up to which one id may be several rows: a project's events, saved as a table


def alignment(table: EventTable, options: Options | None = None) -> Result:
    """Return the alignment of each pair of actors, by period.

    With one actor: it with each of the most active others; with several: all pairs of them; with none: pairs of the most active.

    Raises:
        InputError: no such actor, no event in the window, fewer than two actors that act.
    """
    options = options or Options()
    given = table.check(options.actors)
    span = window(table, options)
    actors = _compared(table, options, given)
    if len(actors) < 2:
        raise InputError(
            f"alignment compares two actors or more; {table.label} has from {span.since} to {span.until} no event "
            f"{between(given[:1])}: take a longer window or another actor"
        )
    rows = counted(table, options, f"source IN {literals(actors)} AND target IS NOT NULL AND source <> target")
    drawn = draw_by(table, rows, ("source", "target", "period"), _SUMS, options)
    alone = len(given) == 1
    pairs = [(given[0], other) for other in actors if other != given[0]] if alone else list(combinations(actors, 2))
    behind = _behind(table, rows, pairs, options)
    lines = []
    for day, profiles in _profiles(drawn, options, actors).items():
        for a, b in pairs:
            values = _compare(profiles, actors.index(a), actors.index(b), options)
            found = behind.get((a, b, day or ""), NOTHING)
            lines.append(Row((a, b), name_of_period(day, options.by), values, found.events, found.ids))
    if not options.by:
        lines.sort(key=lambda row: -(row.values["kappa"].value if row.values["kappa"].value is not None else -9.0))
    return Result(
        "alignment",
        ("a", "b"),
        UNITS,
        tuple(lines),
        span,
        options.by,
        drawn.groups if options.draws else 0,
        options.draws,
        options.level,
    )


def _behind(table: EventTable, rows: str, pairs: Sequence[tuple[str, str]], options: Options) -> dict[tuple[Any, ...], Behind]:
    """Return the events behind each pair and period: those of either towards third parties, each once.

    Of a table with so many rows that it is one of others, each row is an event, and they are summed up first, for speed.
    """
    listed = ", ".join(f"({literal(a)}, {literal(b)})" for a, b in pairs)
    joined = f"JOIN (VALUES {listed}) p(a, b) ON r.source IN (p.a, p.b) AND r.target NOT IN (p.a, p.b)"
    if table.documents or table.days[2] <= _DISTINCT:
        acts = f"SELECT DISTINCT p.a, p.b, r.period, r.id, r.reports FROM ({rows}) r {joined}"
        return events_behind(table, acts, ("a", "b", "period"), options)
    both = "{'r': reports, 'i': id}"
    best = f"max_by({both}, {both}, {options.ids})" if options.ids else "[]"
    ids = f"list_transform(list_reverse_sort(flatten(list(r.best)))[:{options.ids}], lambda x: x.i)" if options.ids else "[]"
    found = table.rows(
        f"WITH r AS (SELECT source, target, period, count(*) AS n, {best} AS best FROM ({rows}) GROUP BY ALL) "
        f"SELECT p.a, p.b, r.period, sum(r.n)::BIGINT, {ids} FROM r {joined} GROUP BY ALL"
    )
    return {(a, b, day or ""): Behind(n, tuple(dict.fromkeys(listed))) for a, b, day, n, listed in found}


def _compared(table: EventTable, options: Options, given: tuple[str, ...]) -> tuple[str, ...]:
    if len(given) > 1:
        return given
    active = counted(table, options, pairs_of(()))
    limit = None if options.limit is None else options.limit + 1
    others = [a for a in busiest_actors(table, active, limit) if a not in given]
    return (*given, *others[: options.limit])


class _Profiles:
    """Profiles of actors in a period.

    ``points`` has the shape (actors, parties), ``again`` its resamples, (draws, actors, parties), and ``there``, (draws,
    parties), is 1 where a resample has an act of any of the actors towards the party, else 0.
    """

    def __init__(self, actors: tuple[str, ...], parties: list[str]) -> None:
        self.parties = parties
        self.column = {party: n for n, party in enumerate(parties)}
        self.own = [self.column.get(a) for a in actors]
        self.points = np.zeros((len(actors), len(parties)))
        self.again = np.zeros((0, len(actors), len(parties)))
        self.there = np.zeros((0, len(parties)))


def _profiles(drawn: Drawn, options: Options, actors: tuple[str, ...]) -> dict[dt.date | None, _Profiles]:
    sources, targets, days = drawn.cells.values()
    place = {a: n for n, a in enumerate(actors)}
    mean = _ratio(drawn.total("points"), drawn.total("weight"))
    again, weight = None, np.empty(0)
    if options.draws and drawn.groups > 1:
        sums = resampled(drawn, list(_SUMS), options)
        again, weight = _ratio(sums["points"], sums["weight"]), sums["weight"]
    out: dict[dt.date | None, _Profiles] = {}
    for when in np.unique(days.astype("int64")) if options.by else [None]:
        cells = np.flatnonzero(days.astype("int64") == when) if when is not None else np.arange(len(sources))
        found = _Profiles(actors, sorted({str(t) for t in targets[cells]}))
        at = (
            np.array([place[str(s)] for s in sources[cells]], dtype=int),
            np.array([found.column[str(t)] for t in targets[cells]], dtype=int),
        )
        found.points[at] = mean[cells]
        if again is not None:
            found.again = np.zeros((options.draws, *found.points.shape))
            found.again[:, at[0], at[1]] = again[:, cells]
            found.there = np.zeros((options.draws, len(found.parties)))
            np.maximum.at(found.there.T, at[1], (weight[:, cells] > 0).astype(np.float64).T)
        out[day_of(days[cells[0]]) if len(cells) else None] = found
    return out


def _ratio(points: Floats, weight: Floats) -> Floats:
    return np.divide(points, weight, out=np.zeros_like(points), where=weight > 0)


def _compare(profiles: _Profiles, a: int, b: int, options: Options) -> dict[str, Value]:
    kept = np.ones(len(profiles.parties), dtype=bool)
    kept[[n for n in (profiles.own[a], profiles.own[b]) if n is not None]] = False
    number = int(kept.sum())
    if number < _LEAST:
        return {name: Value(float(number) if name == "third_parties" else None) for name in UNITS}
    found = similarities(profiles.points[a, kept][None], profiles.points[b, kept][None], np.ones((1, number)))
    again = similarities(profiles.again[:, a][:, kept], profiles.again[:, b][:, kept], profiles.there[:, kept])
    out = {name: band(float(found[name][0]), again[name], options.level) for name in ("kappa", "pi", "s")}
    return {**out, "third_parties": Value(float(number))}


def similarities(x: Floats, y: Floats, weights: Floats) -> dict[str, Floats]:
    """Return kappa, pi and S of profiles as arrays of shape (m,); NaN where they are not defined.

    Args:
        x: profiles, shape (m, k).
        y: profiles, shape (m, k).
        weights: of the third parties, shape (m, k).
    """
    whole = weights.sum(axis=1)
    observed = np.divide((np.abs(x - y) * weights).sum(axis=1), whole, out=np.full_like(whole, np.nan), where=whole > 0)
    vary = (np.ptp(x, axis=1) > 0) & (np.ptp(y, axis=1) > 0)
    both, twice = np.concatenate([x, y], axis=1), np.concatenate([weights, weights], axis=1)
    return {
        "kappa": np.where(vary, _corrected(observed, mean_distance(x, y, weights, weights)), np.nan),
        "pi": np.where(vary, _corrected(observed, mean_distance(both, both, twice, twice)), np.nan),
        "s": 1 - 2 * observed / _RANGE,
    }


def _corrected(observed: Floats, expected: Floats) -> Floats:
    return 1 - np.divide(observed, expected, out=np.full_like(observed, np.nan), where=expected > 1e-12)


def mean_distance(x: Floats, y: Floats, x_weights: Floats, y_weights: Floats) -> Floats:
    """Return the weighted mean of |x_k - y_l| over all k and l, for rows of shape (m, k) and (m, l), as an array of shape (m,).

    It is the area under F (1 - G) + G (1 - F) with the distribution functions F and G, found by sorting.
    """
    order = np.argsort(np.concatenate([x, y], axis=1), axis=1, kind="stable")
    ranked = np.take_along_axis(np.concatenate([x, y], axis=1), order, axis=1)
    shares = []
    for own, other, first in ((x_weights, np.zeros_like(y_weights), True), (y_weights, np.zeros_like(x_weights), False)):
        placed = np.concatenate([own, other] if first else [other, own], axis=1)
        summed = np.cumsum(np.take_along_axis(placed, order, axis=1), axis=1)
        shares.append(np.divide(summed, summed[:, -1:], out=np.zeros_like(summed), where=summed[:, -1:] > 0)[:, :-1])
    f, g = shares
    area: Floats = (np.diff(ranked, axis=1) * (f * (1 - g) + g * (1 - f))).sum(axis=1)
    return area
