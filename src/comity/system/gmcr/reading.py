"""Scenario files (TOML) into scenarios, with checks that name file, key and what is valid."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from comity.errors import DataFileError, InputError
from comity.system.bargaining import MOST_POINTS, Exchange, Item, Party
from comity.system.gmcr.checks import check_preference, remarks_on
from comity.system.gmcr.conditions import Condition, ConditionError, check_id, parse
from comity.system.gmcr.fields import Table, meant, read_toml, shown
from comity.system.gmcr.graph import Conflict, Ints
from comity.system.gmcr.options import DROPPED, MAX_OPTIONS, REVERSIBLE, TAKEN, Option, Space, space
from comity.system.gmcr.preferences import KINDS, TIES, Preference
from comity.system.gmcr.scenario import Maker, Pattern, Scenario, find_state

_TOP = ("title", "note", "today", "decision_maker", "infeasible", "same", "exchange")
_IRREVERSIBLE = {True: TAKEN, False: REVERSIBLE, "taken": TAKEN, "dropped": DROPPED}


def read_scenario(path: Path | str) -> Scenario:
    """Read a scenario file.

    Raises:
        DataFileError: it cannot be read, or has a mistake; the message names the file, the place and what is valid.
    """
    top = Table(str(path), "", read_toml(Path(path)))
    top.only(_TOP)
    tables = top.tables("decision_maker")
    if len(tables) < 2:
        found = f"found {len(tables)} decision-maker{'' if len(tables) == 1 else 's'}"
        raise top.wrong("decision_maker", f"{found}; a conflict needs two or more tables [[decision_maker]]")
    named = _names(tables)
    options = _options(named)
    ids = {o.id: k for k, o in enumerate(options)}
    infeasible = tuple(_pattern(t, ids) for t in top.tables("infeasible"))
    same = tuple(_pattern(t, ids) for t in top.tables("same"))
    try:
        states = space(options, [p.condition for p in infeasible], [p.condition for p in same])
    except InputError as error:
        raise DataFileError(f"{path}: {error}") from None
    if len(states) < 2:
        raise top.wrong("infeasible", "one state alone is feasible, so there is nothing to decide; take a pattern out")
    makers, orders = [], []
    for table in named:
        preference = _preference(table.table("preferences"), ids)
        orders.append(check_preference(table.table("preferences"), preference, states))
        makers.append(Maker(table.text("name"), table.text("code", ""), preference))
    conflict = _conflict(str(path), makers, states, [o.ranks() for o in orders])
    return Scenario(
        title=top.text("title", Path(path).stem),
        note=top.text("note", ""),
        makers=tuple(makers),
        space=states,
        conflict=conflict,
        orders=tuple(orders),
        today=_today(top, states, infeasible),
        infeasible=infeasible,
        same=same,
        exchange=_exchange(top.table("exchange")) if "exchange" in top.data else None,
        remarks=remarks_on(conflict, states, orders),
    )


def _names(tables: list[Table]) -> list[Table]:
    """Return the tables of the decision-makers, their places with the names."""
    seen: set[str] = set()
    out = []
    for table in tables:
        name = table.text("name")
        if name in seen:
            raise table.wrong("name", f"there is another decision-maker {name!r}; each needs a name of its own")
        seen.add(name)
        out.append(Table(table.file, f"{table.place} ({name})", table.data))
        out[-1].only(("name", "code", "options", "preferences"))
    return out


def _options(makers: list[Table]) -> tuple[Option, ...]:
    out: list[Option] = []
    for owner, maker in enumerate(makers):
        table = maker.table("options")
        if not table.data:
            raise maker.wrong("options", 'is empty; give one option or more: id = "what it does"')
        for name, value in table.data.items():
            if problem := check_id(name):
                raise table.wrong(name, problem)
            if any(o.id == name for o in out):
                raise table.wrong(name, "another option has the same id; ids are unique in the whole file")
            if isinstance(value, str):
                value = {"does": value}
            if not isinstance(value, dict):
                raise table.wrong(
                    name, f'expected "what it does", or {{ does = "...", irreversible = true }}, found {shown(value)}'
                )
            entry = Table(table.file, f"{table.place}, {name}", value)
            entry.only(("does", "irreversible", "cites"))
            lasting = value.get("irreversible", False)
            if not isinstance(lasting, bool | str) or lasting not in _IRREVERSIBLE:
                valid = 'true or "taken" (once taken), "dropped" (once dropped), or false'
                raise entry.wrong("irreversible", f"expected {valid}; found {shown(lasting)}")
            out.append(Option(name, entry.text("does"), owner, _IRREVERSIBLE[lasting], entry.texts("cites")))
    if len(out) > MAX_OPTIONS:
        raise DataFileError(
            f"{makers[0].file}: decision_maker: {len(out)} options in all; at most {MAX_OPTIONS} can be analysed: leave out "
            "those that decide nothing, or merge options that are always taken together"
        )
    return tuple(out)


def _condition(table: Table, key: str, text: object, ids: dict[str, int]) -> Condition:
    if not isinstance(text, str):
        raise table.wrong(key, f"expected a condition in quotes, found {shown(text)}")
    try:
        return parse(text, ids)
    except ConditionError as error:
        raise table.wrong(key, str(error)) from None


def _pattern(table: Table, ids: dict[str, int]) -> Pattern:
    table.only(("when", "why", "cites"))
    return Pattern(_condition(table, "when", table.text("when"), ids), table.text("why", ""), table.texts("cites"))


def _preference(table: Table, ids: dict[str, int]) -> Preference:
    table.only((*KINDS, "ties", "cites"))
    kinds = [k for k in KINDS if k in table.data]
    if len(kinds) != 1:
        found = f"{' and '.join(kinds)} contradict each other" if kinds else "none is given"
        raise table.wrong("", f"expected one of {', '.join(KINDS)}; {found}")
    kind = kinds[0]
    ties, cites = table.choice("ties", TIES, TIES[0]), table.texts("cites")
    if kind == "weights":
        points = table.table("weights")
        if not points.data:
            raise table.wrong(kind, 'is empty; give points, for example { "open and not tighten" = 3 }')
        weights = tuple((_condition(points, key, key, ids), *points.interval(key)) for key in points.data)
        return Preference(kind, weights=weights, ties=ties, cites=cites)
    lines = table.data[kind]
    if not isinstance(lines, list) or not lines:
        raise table.wrong(kind, f'expected a list of conditions, for example ["open", "not tighten"], found {shown(lines)}')
    read: list[tuple[Condition, ...]] = []
    for number, line in enumerate(lines, 1):
        key = f"{kind}, line {number}"
        if isinstance(line, list) and not line:
            raise table.wrong(key, "is empty; write a condition in quotes")
        if line == "else" and kind == "ranking":
            read.append((Condition("else", ("always",)),))
            continue
        read.append(tuple(_condition(table, key, text, ids) for text in (line if isinstance(line, list) else [line])))
    return Preference(kind, tuple(read), ties=ties, cites=cites)


def _conflict(file: str, makers: list[Maker], states: Space, ranks: list[Ints]) -> Conflict:
    try:
        moves = tuple(states.moves(k) for k in range(len(makers)))
    except InputError as error:
        raise DataFileError(f"{file}: decision_maker: {error}") from None
    return Conflict(tuple(m.name for m in makers), moves, np.stack(ranks))


def _today(top: Table, states: Space, infeasible: tuple[Pattern, ...]) -> int:
    value = top.data.get("today", [])
    if isinstance(value, list) and all(isinstance(x, str) for x in value):
        value = ",".join(value)
    if not isinstance(value, str):
        raise top.wrong("today", f'expected a list of the options taken today, for example ["tighten"], found {shown(value)}')
    try:
        return find_state(states, value, infeasible)
    except InputError as error:
        raise top.wrong("today", str(error)) from None


def _exchange(table: Table) -> Exchange:
    table.only(("between", "item", "outside", "patience", "note"))
    names = table.texts("between")
    if len(names) != 2 or names[0] == names[1]:
        raise table.wrong("between", f'expected two names, for example ["North Korea", "Russia"], found {shown(list(names))}')
    items = []
    for entry in table.tables("item"):
        entry.only(("what", "from", "cost", "worth", "cites"))
        giver = entry.text("from")
        if giver not in names:
            raise entry.wrong("from", f"{giver!r} takes no part{meant(giver, names)}; valid are {', '.join(names)}")
        cost, worth = entry.interval("cost", 0, MOST_POINTS), entry.interval("worth", 0, MOST_POINTS)
        items.append(Item(entry.text("what"), names.index(giver), cost, worth, entry.texts("cites")))
    if not items:
        raise table.wrong("item", "there is nothing to exchange; add tables [[exchange.item]]")
    parties = []
    for key, default, least, greatest in (("outside", 0.0, -MOST_POINTS, MOST_POINTS), ("patience", 0.9, 0.0, 0.999)):
        part = table.table(key, empty=True)
        part.only(names)
        parties.append([part.interval(n, least, greatest) if n in part.data else (default, default) for n in names])
    (out_a, out_b), (calm_a, calm_b) = parties
    return Exchange(Party(names[0], out_a, calm_a), Party(names[1], out_b, calm_b), tuple(items), note=table.text("note", ""))
