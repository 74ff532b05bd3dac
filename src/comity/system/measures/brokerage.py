"""Brokerage: who stands between others in the network of cooperation.

The strength of a tie a_ij is the sum of w * s over events with a PLOVER score s > 0 between i and j, both directions together;
the network has the actors with the most such events, MOST at most.

    betweenness  c_i = mean of g_jk(i) / g_jk over the pairs j, k of others that are connected

where g_jk is the number of shortest paths between j and k, and g_jk(i) of those through i; a tie is the shorter the stronger,
its length is 1 / a_ij (Freeman 1977, "A set of measures of centrality based on betweenness", *Sociometry* 40; Newman 2001 for
the lengths; the dependencies are summed up as Brandes 2001 has it). 0 for actors through whom no shortest path leads, 1 for the
centre of a star. In a connected network this is Freeman's normalised measure; where parts are not connected, it does not fall
with every loose end.

    constraint   C_i = sum over neighbours j of (p_ij + sum over q of p_iq p_qj)^2,  p_ij = a_ij / sum over k of a_ik

(Burt 1992, *Structural Holes*, chapter 2): low for an actor whose partners do not know each other, high where they do; it can be
above 1 for actors with one or two partners. No unit.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

import numpy as np

from comity.errors import InputError
from comity.system.measures.evidence import NOTHING, busiest_actors, day_of, events_behind
from comity.system.measures.options import Options, counted, name_of_period, pairs_of, window
from comity.system.measures.resample import Drawn, Floats, Ints, band, draw_by, resampled
from comity.system.measures.result import Result, Row, Value
from comity.system.tables import EventTable, literals

UNITS: Mapping[str, str] = MappingProxyType(
    {"betweenness": "share of the pairs of others", "constraint": "0 up", "partners": "actors", "strength": "PLOVER points"}
)
MOST = 80
DRAWS = 60
_COOPERATIVE = "type IN ('AGREE', 'CONSULT', 'SUPPORT', 'CONCEDE', 'COOPERATE', 'AID', 'RETREAT')"


def brokerage(table: EventTable, options: Options | None = None) -> Result:
    """Return betweenness and constraint of actors, by period: of those given, or of the highest.

    The network is that of all actors of the table, not only of those given. Bands are drawn DRAWS times at most.

    Raises:
        InputError: no such actor, no event in the window, fewer than three actors that cooperate.
    """
    options = options or Options()
    given = table.check(options.actors)
    span = window(table, options)
    options = replace(options, draws=min(options.draws, DRAWS))
    where = f"{_COOPERATIVE} AND {pairs_of(())}"
    active = busiest_actors(table, counted(table, options, where), MOST)
    actors = (*given, *(a for a in active if a not in given))[: max(MOST, len(given))]
    if len(actors) < 3:
        raise InputError(
            f"brokerage needs three actors or more that cooperate; {table.label} has {len(actors)} "
            f"from {span.since} to {span.until}"
        )
    inside = counted(table, options, f"{where} AND source IN {literals(actors)} AND target IN {literals(actors)}")
    rows = f"SELECT *, least(source, target) AS a, greatest(source, target) AS b FROM ({inside})"
    drawn = draw_by(table, rows, ("a", "b", "period"), {"strength": "w * greatest(plover, 0)"}, options)
    again = resampled(drawn, ["strength"], options)["strength"] if options.draws and drawn.groups > 1 else np.zeros((0, 0))
    days = drawn.cells["period"].astype("int64")
    lines: list[Row] = []
    for day in np.unique(days) if options.by else [None]:
        cells = np.flatnonzero(days == day) if day is not None else np.arange(len(days))
        lines += _rows_of(table, drawn, again, cells, actors, given, options)
    behind = events_behind(table, _either(rows, sorted({row.key[0] for row in lines})), ("actor", "period"), options)
    names = {name_of_period(day, options.by): day for _, day in behind if day} if options.by else {"": ""}
    shown = []
    for row in lines:
        found = behind.get((row.key[0], names.get(row.period, "")), NOTHING)
        shown.append(replace(row, events=found.events, ids=found.ids))
    return Result(
        "brokerage",
        ("actor",),
        UNITS,
        tuple(shown),
        span,
        options.by,
        drawn.groups if options.draws else 0,
        options.draws,
        options.level,
    )


def _either(rows: str, actors: list[str]) -> str:
    """Return the rows with any of some actors, once for each of them, with the column ``actor``."""
    ends = ", ".join(f"CASE WHEN {side} IN {literals(actors)} THEN {side} END" for side in ("a", "b"))
    return f"SELECT *, unnest(list_filter([{ends}], lambda x: x IS NOT NULL)) AS actor FROM ({rows})"


def _rows_of(
    table: EventTable, drawn: Drawn, again: Floats, cells: Ints, actors: tuple[str, ...],
    given: tuple[str, ...], options: Options,
) -> list[Row]:  # fmt: skip
    place = {actor: n for n, actor in enumerate(actors)}
    ends = [np.array([place[str(x)] for x in drawn.cells[side][cells]], dtype=int) for side in ("a", "b")]

    def network(strengths: Floats) -> Floats:
        ties = np.zeros((len(actors), len(actors)))
        ties[ends[0], ends[1]] = ties[ends[1], ends[0]] = strengths
        return ties

    ties = network(drawn.total("strength")[cells])
    found, tight = betweenness(ties), constraint(ties)
    draws = [network(again[n, cells]) for n in range(len(again))]
    more = np.array([betweenness(d) for d in draws]).reshape(len(draws), len(actors))
    tighter = np.array([constraint(d) for d in draws]).reshape(len(draws), len(actors))
    period = name_of_period(day_of(drawn.cells["period"][cells[0]]), options.by) if len(cells) else ""
    order = [place[a] for a in given] or sorted(np.flatnonzero(ties.sum(axis=0) > 0), key=lambda n: (-found[n], -ties[n].sum()))
    out = []
    for n in order[: None if given else options.limit]:
        values = {
            "betweenness": band(float(found[n]), more[:, n] if len(draws) else np.empty(0), options.level),
            "constraint": band(float(tight[n]), tighter[:, n] if len(draws) else np.empty(0), options.level),
            "partners": Value(float((ties[n] > 0).sum())),
            "strength": Value(float(ties[n].sum())),
        }
        out.append(Row((actors[n],), period, values, 0))
    return out


def betweenness(ties: Floats) -> Floats:
    """Return the betweenness of each actor, shape (n,), of a symmetric matrix of strengths, shape (n, n), 0 for no tie."""
    n = len(ties)
    lengths = np.divide(1.0, ties, out=np.full_like(ties, np.inf), where=ties > 0)
    np.fill_diagonal(lengths, np.inf)
    far = lengths.copy()
    np.fill_diagonal(far, 0.0)
    for middle in range(n):  # Floyd and Warshall
        np.minimum(far, far[:, middle, None] + far[None, middle, :], out=far)
    order = np.argsort(far, axis=1, kind="stable")
    sources = np.arange(n)
    paths = np.eye(n)
    for rank in range(1, n):
        nodes = order[:, rank]
        paths[sources, nodes] = (_before(far, lengths, sources, nodes) * paths).sum(axis=1)
    depends = np.zeros((n, n))
    for rank in range(n - 1, 0, -1):
        nodes = order[:, rank]
        through = np.divide(1 + depends[sources, nodes], paths[sources, nodes], out=np.zeros(n), where=paths[sources, nodes] > 0)
        depends += _before(far, lengths, sources, nodes) * paths * through[:, None]
    np.fill_diagonal(depends, 0.0)
    reached = np.isfinite(far).sum(axis=0) - 1  # others that each is connected with
    pairs = reached.sum() - 2 * reached
    out: Floats = np.divide(depends.sum(axis=0), pairs, out=np.zeros(n), where=pairs > 0)
    return out


def _before(far: Floats, lengths: Floats, sources: Ints, nodes: Ints) -> Floats:
    """Return, for each source, which nodes come right before one node on a shortest path: shape (n, n), 0 or 1."""
    end = far[sources, nodes][:, None]
    with np.errstate(invalid="ignore"):
        gap = np.abs(far + lengths[:, nodes].T - end)
        hit: Floats = (np.isfinite(end) & (gap <= 1e-9 * end)).astype(np.float64)
    return hit


def constraint(ties: Floats) -> Floats:
    """Return Burt's constraint of each actor, shape (n,); NaN for actors without a tie."""
    whole = ties.sum(axis=1, keepdims=True)
    shares = np.divide(ties, whole, out=np.zeros_like(ties), where=whole > 0)
    out: Floats = (((shares + shares @ shares) ** 2) * (ties > 0)).sum(axis=1)
    return np.where(whole[:, 0] > 0, out, np.nan)
