"""Checks of stated preferences: contradictions are mistakes, statements without effect are worth a remark."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from comity.system.gmcr.conditions import Condition
from comity.system.gmcr.fields import Table
from comity.system.gmcr.graph import Bools, Conflict
from comity.system.gmcr.options import Space, bits_taken
from comity.system.gmcr.preferences import Orders, Preference


def check_preference(table: Table, preference: Preference, states: Space) -> Orders:
    """Return where the statements of a preference hold.

    Raises:
        DataFileError: two statements contradict or repeat each other; a ranking that leaves a state out or names one twice.
    """
    orders = Orders.of(preference, states.taken)
    if preference.kind == "ranking":
        _check_ranking(table, preference, orders, states)
    else:
        conditions = [c for line in preference.lines for c in line] or [c for c, _, _ in preference.weights]
        _check_statements(table, preference.kind, conditions, len(states.options))
    return orders


def _check_ranking(table: Table, preference: Preference, orders: Orders, states: Space) -> None:
    ranked = np.zeros(len(states), dtype=np.bool_)
    for number, (line, truth) in enumerate(zip(preference.lines, orders.truth, strict=True), 1):
        for condition, holds in zip(line, truth, strict=True):
            if not (holds & ~ranked).any():
                why = "lines above have all of its states" if holds.any() else "no feasible state fulfils it"
                raise table.wrong(
                    f"ranking, line {number}",
                    f"{condition.text!r} ranks nothing: {why}; a state belongs to the first line that it fulfils",
                )
            ranked |= holds
    if not ranked.all():
        state = int(np.flatnonzero(~ranked)[0])
        ids = ", ".join(o.id for o, taken in zip(states.options, states.taken[:, state], strict=True) if taken) or "none"
        raise table.wrong(
            "ranking",
            f"{int((~ranked).sum())} of {len(states)} states are in no line, for example the one with {ids} taken; "
            'add a line, or end with "else" for all others',
        )


def _check_statements(table: Table, kind: str, conditions: Sequence[Condition], options: int) -> None:
    """Compare statements over all combinations, so that a change of what is feasible makes no file wrong."""
    taken = bits_taken(np.arange(1 << options, dtype=np.int64), options)
    seen: dict[bytes, Condition] = {}
    for condition in conditions:
        holds = condition.holds(taken)
        key, opposite = np.packbits(holds).tobytes(), np.packbits(~holds).tobytes()
        if key in seen:
            raise table.wrong(kind, f"{condition.text!r} repeats {seen[key].text!r}; keep one of them")
        if kind == "prioritise" and opposite in seen:
            raise table.wrong(kind, f"{condition.text!r} contradicts {seen[opposite].text!r}; keep one of them")
        seen[key] = condition


def remarks_on(conflict: Conflict, states: Space, orders: Sequence[Orders]) -> tuple[str, ...]:
    """Return what is odd in a scenario without being a mistake, one line each."""
    out = []
    possible = bits_taken(states.combinations, len(states.options))
    for option, taken in zip(states.options, possible, strict=True):
        if not taken.any():
            out.append(f"option {option.id} is taken in no feasible state")
        elif taken.all():
            out.append(f"option {option.id} is taken in every feasible state")
    for name, moves in zip(conflict.names, conflict.moves, strict=True):
        if not len(moves):
            out.append(f"{name} has no move in any state")
    for name, order in zip(conflict.names, orders, strict=True):
        rank = order.ranks()
        if not rank.any():
            out.append(f"{name} likes all states alike")
        idle = [c.text for c, holds in _statements(order) if holds.all() or not holds.any()]
        out.extend(f"{name}: {text!r} is the same in all feasible states, so it orders nothing" for text in idle)
    return tuple(out)


def _statements(order: Orders) -> list[tuple[Condition, Bools]]:
    if order.preference.kind == "ranking":
        return []
    lines = order.preference.lines or tuple((c,) for c, _, _ in order.preference.weights)
    pairs = zip(lines, order.truth, strict=True)
    return [(c, holds) for line, truth in pairs for c, holds in zip(line, truth, strict=True)]
