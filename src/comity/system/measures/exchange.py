"""Exchange: who gives what to whom, and who promises it.

    given    = sum of w * u over AID, COOPERATE and SUPPORT of source towards target
    promised = sum of w * u over what is intended: CAMEO 031 to 033, and planned acts of a project

by kind of goods. The kind is that of the CAMEO code where the code is fine enough (072 is arms); else it follows from the
event's PLOVER contexts, where u = 1/k for an event with k kinds; SUPPORT (praise, votes, recognition) is backing. ``goods.csv``
beside this module is the whole rule. Contexts are those of the sentence, so an event told in one breath with another may lend
it its kind: read the events behind a row. A joint act counts in both directions. Unit: events. The reading of relations as
exchange is Blau's (1964, *Exchange and Power in Social Life*); the kinds are ours.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

import numpy as np

from comity.system.measures.cooperation import between
from comity.system.measures.evidence import NOTHING, among, busiest_pairs, day_of, events_behind
from comity.system.measures.options import Options, counted, name_of_period, nothing, pairs_of, window
from comity.system.measures.resample import band, draw_by, resampled
from comity.system.measures.result import Result, Row
from comity.system.tables import EventTable, literal

UNITS: Mapping[str, str] = MappingProxyType({"given": "events", "promised": "events"})
_GOODS = Path(__file__).parent / "goods.csv"
_SUMS = {"given": "w * (NOT promise)::INTEGER", "promised": "w * promise::INTEGER"}
_KEYS = ("source", "target", "goods", "period")
_EXCHANGED = "(type IN ('AID', 'COOPERATE', 'SUPPORT') OR regexp_matches(cameo, '^03[123]'))"


def exchange(table: EventTable, options: Options | None = None) -> Result:
    """Return what each side of a pair gives and promises the other, by kind of goods and period.

    With one actor: it and all others; with several: those among them; with none: the pairs with the most exchange.

    Raises:
        InputError: no such actor, no event in the window, no exchange between the actors.
    """
    options = options or Options()
    actors = table.check(options.actors)
    span = window(table, options)
    statuses = (*options.statuses, *(() if "planned" in options.statuses else ("planned",)))
    pairs = busiest_pairs(table, counted(table, options, f"{_EXCHANGED} AND {pairs_of(actors)}", statuses), options.limit)
    if not pairs:
        raise nothing(table, f"exchange (AID, COOPERATE, SUPPORT) {between(actors)}", span, options)
    rows = _with_goods(table, counted(table, options, f"{_EXCHANGED} AND {among(pairs)}", statuses))
    drawn = draw_by(table, rows, _KEYS, _SUMS, options)
    behind = events_behind(table, rows, _KEYS, options)
    totals = {name: drawn.total(name) for name in UNITS}
    again = resampled(drawn, list(UNITS), options) if options.draws and drawn.groups > 1 else {}
    lines = []
    for n, (source, target, goods, period) in enumerate(zip(*drawn.cells.values(), strict=True)):
        day = day_of(period)
        found = behind.get((str(source), str(target), str(goods), day or ""), NOTHING)
        values = {
            name: band(float(totals[name][n]), again[name][:, n] if again else np.empty(0), options.level) for name in UNITS
        }
        lines.append(
            Row((str(source), str(target), str(goods)), name_of_period(day, options.by), values, found.events, found.ids)
        )
    place = {pair: n for n, pair in enumerate(pairs)}
    lines.sort(
        key=lambda row: (place[row.key[0], row.key[1]], row.period, -sum(v.value or 0.0 for v in row.values.values()), row.key[2])
    )
    return Result(
        "exchange",
        _KEYS[:3],
        UNITS,
        tuple(lines),
        span,
        options.by,
        drawn.groups if options.draws else 0,
        options.draws,
        options.level,
    )


@cache
def goods_of() -> dict[str, dict[str, str]]:
    """Return the kinds of goods by scheme (``cameo``, ``context``, ``type``) and key."""
    out: dict[str, dict[str, str]] = {}
    with _GOODS.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            out.setdefault(row["scheme"], {})[row["key"]] = row["goods"]
    return out


def _with_goods(table: EventTable, rows: str) -> str:
    """Return a query with the columns ``goods`` and ``promise``.

    An event of several kinds is several rows, which share its weight.
    """
    kinds = goods_of()
    contexts = "MAP {" + ", ".join(f"{literal(k)}: {literal(v)}" for k, v in kinds["context"].items()) + "}"
    by_code = "CASE " + " ".join(
        f"WHEN starts_with(cameo, {literal(code)}) THEN [{literal(goods)}]"
        for code, goods in sorted(kinds["cameo"].items(), key=lambda item: -len(item[0]))
    ) + " END"  # fmt: skip
    by_type = "CASE type " + " ".join(f"WHEN {literal(k)} THEN [{literal(v)}]" for k, v in kinds["type"].items()) + " END"
    named = f"list_transform(coalesce(contexts, []), lambda x: {contexts}[x])"
    by_context = f"list_sort(list_distinct(list_filter({named}, lambda x: x IS NOT NULL)))"
    of_all = f"coalesce({by_code}, nullif({by_context}, []), {by_type})"
    return (
        "SELECT * EXCLUDE (kinds, w), unnest(kinds) AS goods, w / len(kinds) AS w FROM "
        "(SELECT *, coalesce(starts_with(cameo, '03'), false) AS promise, "
        f"CASE WHEN type = 'SUPPORT' THEN ['backing'] ELSE {of_all} END AS kinds FROM ({rows}))"
    )
