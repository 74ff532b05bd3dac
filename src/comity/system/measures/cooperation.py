"""Cooperation and conflict of one actor towards another, over time.

    cooperation = sum of w * s over events with a score s > 0
    conflict    = sum of w * |s| over events with a score s < 0
    balance     = (cooperation - conflict) / (cooperation + conflict), from -1 (conflict alone) to 1 (cooperation alone)

``s`` is PLOVER's conflict-cooperation score of the event's type and mode, -10 to +10 (PLOVER manual, draft; our ontology has
the table), and in the columns ``goldstein_*`` the Goldstein score of its CAMEO code (Goldstein 1992, "A conflict-cooperation
scale for WEIS events data", *Journal of Conflict Resolution* 36; in the form for CAMEO that ICEWS uses). ``w`` is 1, or
0.5^(age / half-life). Sums grow with the attention of the press, so compare ``balance`` where coverage differs (on sums and
means of scaled events see Lowe 2012, "Measurement models for event data"). Unit: score points.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

import numpy as np

from comity.system.measures.evidence import NOTHING, among, busiest_pairs, day_of, events_behind
from comity.system.measures.options import Options, counted, name_of_period, nothing, pairs_of, periods, window
from comity.system.measures.resample import Drawn, Floats, band, draw_by, resampled
from comity.system.measures.result import Result, Row, Value
from comity.system.tables import EventTable

UNITS: Mapping[str, str] = MappingProxyType(
    {
        "balance": "-1 to 1, PLOVER",
        "cooperation": "PLOVER points",
        "conflict": "PLOVER points",
        "goldstein_cooperation": "Goldstein points",
        "goldstein_conflict": "Goldstein points",
    }
)
_SUMS = {
    "cooperation": "w * greatest(plover, 0)",
    "conflict": "w * greatest(-plover, 0)",
    "goldstein_cooperation": "w * greatest(goldstein, 0)",
    "goldstein_conflict": "w * greatest(-goldstein, 0)",
}
MOST_BANDS = 20_000  # rows up to which bands are drawn


def cooperation(table: EventTable, options: Options | None = None) -> Result:
    """Return cooperation and conflict of each pair, by period.

    With one actor: its acts towards all others, and theirs towards it; with several: those among them; with none: the pairs with
    the most events. With ``by``, periods without events are rows of zeros.

    Raises:
        InputError: no such actor, no event in the window, no event between the actors.
    """
    options = options or Options()
    actors = table.check(options.actors)
    span = window(table, options)
    pairs = busiest_pairs(table, counted(table, options, pairs_of(actors)), options.limit)
    if not pairs:
        raise nothing(table, f"event {between(actors)}", span, options)
    rows = counted(table, options, among(pairs))
    size = len(pairs) * (len(periods(span, options.by)) if options.by else 1)
    notes = []
    if options.draws and size > MOST_BANDS:
        notes.append(f"no bands: {size:,} rows are more than the {MOST_BANDS:,} for which they are drawn")
    draws = options.draws if size <= MOST_BANDS else 0
    chosen = _with_draws(options, draws)
    drawn = draw_by(table, rows, ("source", "target", "period"), _SUMS, chosen)
    behind = events_behind(table, rows, ("source", "target", "period"), options)
    values = _values(drawn, chosen)
    lines = []
    for pair in pairs:
        for day in periods(span, options.by) if options.by else [None]:
            key = (*pair, day or "")
            found = behind.get(key, NOTHING)
            lines.append(Row(pair, name_of_period(day, options.by), values.get(key, _nothing()), found.events, found.ids))
    units = drawn.groups if draws else 0
    return Result(
        "cooperation", ("source", "target"), UNITS, tuple(lines), span, options.by, units, draws, options.level, tuple(notes)
    )


def between(actors: Iterable[str]) -> str:
    """Return how an error says which events there are not."""
    codes = tuple(actors)
    if not codes:
        return "between two known sides"
    return f"between {codes[0]} and another actor" if len(codes) == 1 else f"among {', '.join(codes)}"


def _with_draws(options: Options, draws: int) -> Options:
    from dataclasses import replace

    return options if options.draws == draws else replace(options, draws=draws)


def _nothing() -> dict[str, Value]:
    return {name: Value(None if name == "balance" else 0.0) for name in UNITS}


def _values(drawn: Drawn, options: Options) -> dict[tuple[Any, ...], dict[str, Value]]:
    totals = {name: drawn.total(name) for name in _SUMS}
    totals["balance"] = balance(totals["cooperation"], totals["conflict"])
    again: dict[str, Floats] = {}
    if options.draws and drawn.groups > 1:
        again = resampled(drawn, list(_SUMS), options)
        again["balance"] = balance(again["cooperation"], again["conflict"])
    out = {}
    for n, (source, target, period) in enumerate(zip(*drawn.cells.values(), strict=True)):
        day = day_of(period)
        out[(str(source), str(target), day or "")] = {
            name: band(float(totals[name][n]), again[name][:, n] if again else np.empty(0), options.level) for name in UNITS
        }
    return out


def balance(cooperation: Floats, conflict: Floats) -> Floats:
    """Return (cooperation - conflict) / (cooperation + conflict), NaN where both are 0."""
    whole = cooperation + conflict
    return np.divide(cooperation - conflict, whole, out=np.full_like(whole, np.nan), where=whole > 0)
