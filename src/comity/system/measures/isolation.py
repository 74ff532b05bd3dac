"""Isolation as its components, side by side: nothing is added up into one number, since no such index is accepted.

For an actor a, in events of the window (c counts weights w, which are 1 without a half-life; d counts different actors):

    visits_made             c: a CONSULT visit of a to another
    visits_received         c: a CONSULT visit of another to a
    meetings                c: other CONSULT events of a and another, and visits of which no text says who went to whom; an act
                               of both that stands in each direction counts once
    partners                d: actors that a met, visited, received or talked to
    meetings_cancelled      c: CONSULT events of a that were cancelled or denied (projects alone know of them)
    meetings_refused        c: REJECT meet towards a
    sanctions_received      c: SANCTION towards a
    sanctioning             d: actors behind them
    condemnations_received  c: ACCUSE towards a
    condemning              d: actors behind them
    backers                 d: actors with SUPPORT, AID or COOPERATE towards a
    rebuffs_by_backers      c: REJECT or ACCUSE towards a by those who back it in the same window
    denials_by_backers      c: events with a that a backer of a denies (projects alone know of them)

Components that a source cannot know are null, not 0. Bands of the counts d lie below the count, as a resample can lose an actor
but not find a new one: read them as how many would still be seen. Unit: events, or actors. The choice follows Geldenhuys (1990,
*Isolated States*, chapter 1), who takes diplomatic, economic and military isolation apart, as far as events tell of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

import numpy as np

from comity.system.measures.evidence import NOTHING, Behind, busiest_actors, day_of, events_behind
from comity.system.measures.options import Options, counted, name_of_period, nothing, periods, window
from comity.system.measures.resample import Groups, band, draw_by, groups_of, resampled
from comity.system.measures.result import Result, Row, Value
from comity.system.tables import EventTable, literal, literals

UNITS: Mapping[str, str] = MappingProxyType({"value": "events, or different actors"})


class Component(NamedTuple):
    """One line of the measure: which rows count, with the actor on which side, and whether it counts other actors, not events."""

    where: str
    sides: tuple[str, ...]
    distinct: bool = False
    projects: bool = False  # whether projects alone know of it


_BOTH = ("source", "target")
_CONSULT = "done AND type = 'CONSULT'"
_VISIT = f"{_CONSULT} AND mode = 'visit'"
_BACKING = "done AND type IN ('SUPPORT', 'AID', 'COOPERATE')"
COMPONENTS: Mapping[str, Component] = MappingProxyType(
    {
        "visits_made": Component(f"{_VISIT} AND NOT joint", ("source",)),
        "visits_received": Component(f"{_VISIT} AND NOT joint", ("target",)),
        "meetings": Component(f"{_CONSULT} AND (mode NOT IN ('visit', 'host') OR joint)", _BOTH),
        "partners": Component(_CONSULT, _BOTH, distinct=True),
        "meetings_cancelled": Component("type = 'CONSULT' AND status IN ('cancelled', 'denied')", _BOTH, projects=True),
        "meetings_refused": Component("done AND type = 'REJECT' AND mode = 'meet'", ("target",)),
        "sanctions_received": Component("done AND type = 'SANCTION'", ("target",)),
        "sanctioning": Component("done AND type = 'SANCTION'", ("target",), distinct=True),
        "condemnations_received": Component("done AND type = 'ACCUSE'", ("target",)),
        "condemning": Component("done AND type = 'ACCUSE'", ("target",), distinct=True),
        "backers": Component(_BACKING, ("target",), distinct=True),
        "rebuffs_by_backers": Component("done AND backer AND type IN ('REJECT', 'ACCUSE')", ("target",)),
        "denials_by_backers": Component("denied_by_backer", _BOTH, projects=True),
    }
)
_TYPES = ("CONSULT", "REJECT", "SANCTION", "ACCUSE", "SUPPORT", "AID", "COOPERATE")  # that components name
_DEFAULT = 5  # actors where none is named
_PAIR = "source IS NOT NULL AND target IS NOT NULL AND source <> target"
_SIDES = "comity_sides"
_KEYS = ("actor", "component", "period")
_ALIKE = "actor, side, type, mode, status, joint, done, backer, denied_by_backer, period"  # what tells components apart
_OTHER = ("denied", "cancelled", "planned")  # statuses of events that did not happen, of which some components tell


def isolation(table: EventTable, options: Options | None = None) -> Result:
    """Return the components of isolation of actors, by period: a row for each actor and component.

    Raises:
        InputError: no such actor, no event in the window, no event with another actor.
    """
    options = options or Options()
    actors = table.check(options.actors)
    span = window(table, options)
    if not actors:
        actors = tuple(busiest_actors(table, counted(table, options, _PAIR), min(options.limit or _DEFAULT, _DEFAULT)))
    if not actors:
        raise nothing(table, "event between two known sides", span, options)
    _gather(table, options, actors)
    groups = groups_of(table, f"SELECT * FROM {_SIDES}", options)
    rows = _rows(table)
    values = _values(table, rows, options, groups)
    behind = events_behind(table, rows, _KEYS, options) if table.documents else _behind(table, options)
    lines = []
    for day in periods(span, options.by) if options.by else [None]:
        for actor in actors:
            for name, component in COMPONENTS.items():
                key = (actor, name, day or "")
                value = values.get(key, Value(None if component.projects and not table.denials else 0.0))
                found = behind.get(key, NOTHING)
                lines.append(Row((actor, name), name_of_period(day, options.by), {"value": value}, found.events, found.ids))
    return Result(
        "isolation",
        ("actor", "component"),
        UNITS,
        tuple(lines),
        span,
        options.by,
        groups.groups if options.draws else 0,
        options.draws,
        options.level,
        _notes(table),
    )


def _notes(table: EventTable) -> tuple[str, ...]:
    if table.denials:
        return ()
    return ("meetings cancelled and denials by backers are not known: tables of others have neither",)


def _gather(table: EventTable, options: Options, actors: tuple[str, ...]) -> None:
    """Name a view of the rows with the actors: ``actor``, the ``other``, on which ``side`` the actor stands."""
    statuses = tuple(dict.fromkeys((*options.statuses, *_OTHER)))
    where = _PAIR if table.denials else f"{_PAIR} AND type IN {literals(_TYPES)}"  # denials are about acts of all types
    done = f"status IN {literals(options.statuses)}"
    columns = f"id, doc, reports, type, mode, status, joint, w, period, {done} AS done"
    sides = (
        f"SELECT {columns}, {side} AS actor, {other} AS other, '{side}' AS side "
        f"FROM ({counted(table, options, f'{side} IN {literals(actors)} AND {where}', statuses)})"
        for side, other in (("source", "target"), ("target", "source"))
    )
    table.connection.execute(f"CREATE OR REPLACE TEMP VIEW comity_actor_rows AS {' UNION ALL '.join(sides)}")
    table.connection.execute(
        "CREATE OR REPLACE TEMP TABLE comity_backers AS "
        f"SELECT DISTINCT actor, other FROM comity_actor_rows WHERE side = 'target' AND {_BACKING}"
    )
    denied = "false"
    if table.denials:
        denied = "(r.actor, r.id) IN (SELECT b.actor, d.id FROM comity_denials d JOIN comity_backers b ON b.other = d.speaker)"
    table.connection.execute(
        f"CREATE OR REPLACE TEMP VIEW {_SIDES} AS SELECT r.*, b.other IS NOT NULL AS backer, {denied} AS denied_by_backer "
        "FROM comity_actor_rows r LEFT JOIN comity_backers b ON b.actor = r.actor AND b.other = r.other"
    )


def _rows(table: EventTable, sides: str = _SIDES) -> str:
    """Return the rows of all components, with the column ``component``."""
    cases = []
    for name, component in COMPONENTS.items():
        if component.projects and not table.denials:
            continue
        where = f"({component.where}) AND side IN {literals(component.sides)}"
        if component.sides == _BOTH and not component.distinct:
            where += " AND (side = 'source' OR NOT joint)"  # a joint act stands in the other direction too
        cases.append(f"CASE WHEN {where} THEN {literal(name)} END")
    named = f"list_filter([{', '.join(cases)}], lambda x: x IS NOT NULL)"
    return f"SELECT * EXCLUDE (named), unnest(named) AS component FROM (SELECT *, {named} AS named FROM {sides})"


def _behind(table: EventTable, options: Options) -> dict[tuple[Any, ...], Behind]:
    """Return the events behind each line, as ``events_behind`` does; summed up before they go to their components, for speed."""
    pair = "{'r': reports, 'i': id}"
    best = f"max_by({pair}, {pair}, {options.ids})" if options.ids else "[]"
    alike = f"SELECT {_ALIKE}, count(*) AS n, {best} AS best FROM {_SIDES} GROUP BY ALL"
    ids = f"list_transform(list_reverse_sort(flatten(list(best)))[:{options.ids}], lambda x: x.i)" if options.ids else "[]"
    keys = ", ".join(_KEYS)
    found = table.rows(f"SELECT {keys}, sum(n)::BIGINT, {ids} FROM ({_rows(table, f'({alike})')}) GROUP BY {keys}")
    return {(actor, component, day or ""): Behind(n, tuple(dict.fromkeys(listed))) for actor, component, day, n, listed in found}


def _values(table: EventTable, rows: str, options: Options, groups: Groups) -> dict[tuple[str, str, object], Value]:
    """Return the values by actor, component and first day of the period."""
    if not groups.units and not table.documents:  # so many rows that it pays to sum them up before they go to their components
        summed = f"SELECT {_ALIKE}, other, {groups.number} AS part, sum(w) AS w FROM {_SIDES} GROUP BY ALL"
        rows, groups = _rows(table, f"({summed})"), groups._replace(number="part")
    drawn = draw_by(table, rows, (*_KEYS, "other"), {"n": "w"}, options, groups)
    labels = [(str(a), str(c), day_of(d) or "") for a, c, d in zip(*(drawn.cells[name] for name in _KEYS), strict=True)]
    place = {label: n for n, label in enumerate(dict.fromkeys(labels))}
    number = np.array([place[label] for label in labels], dtype=np.int64)
    distinct = np.array([COMPONENTS[label[1]].distinct for label in labels], dtype=bool)
    total = np.bincount(number, np.where(distinct, 1.0, drawn.total("n")), len(place))
    again = np.zeros((options.draws if groups.groups > 1 else 0, len(place)))
    if len(again):
        found = resampled(drawn, ["n"], options)["n"]
        found = np.where(distinct, found > 0, found)  # of other actors those of whom a resample has an event at all
        np.add.at(again.T, number, found.T)
    return {label: band(float(total[n]), again[:, n], options.level) for label, n in place.items()}
