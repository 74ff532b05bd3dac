"""Ties: signed, typed, dated relations between two actors, out of events and of standing statements.

The strength of a tie of one kind at a day is

    strength = sum over its events in the window of  w * 0.5^(age in days / half-life)

and its score the same sum with PLOVER's score of each event (-10 to 10) in it. The kinds with their signs, half-lives and rules
are the file ``ties.toml`` beside this module. A standing statement (a treaty in force, a membership) is a tie of strength 1
that does not age.
"""

from __future__ import annotations

import csv
import datetime as dt
import math
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from comity.errors import DataFileError, InputError
from comity.system.measures.evidence import busiest_actors
from comity.system.measures.options import Options, check_half_life, counted, pairs_of, window
from comity.system.tables import COUNTED, EventTable, literal, literals

_FILE = Path(__file__).parent / "ties.toml"
_STANDING_SCORE = 5.0  # of a standing statement, times the sign: that of SUPPORT


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of ties. Field names are those of ``ties.toml``."""

    name: str
    sign: int
    half_life: float
    mutual: bool
    shown: bool
    meaning: str
    rules: tuple[Mapping[str, tuple[str, ...]], ...]


class Tie(NamedTuple):
    """A relation of one kind.

    Attributes:
        source: who does it; in a mutual tie the first of the two codes.
        target: to whom.
        kind: one of :func:`kinds`.
        sign: 1, -1, or 0.
        strength: events, each fading with its half-life.
        score: PLOVER points, fading likewise.
        events: number of events.
        first: day of the first one; of a standing statement the day it began, if known.
        last: day of the last one.
        ids: of those with the most reports; ``standing`` for a standing statement.
    """

    source: str
    target: str
    kind: str
    sign: int
    strength: float
    score: float
    events: int
    first: dt.date | None
    last: dt.date | None
    ids: tuple[str, ...]


class Standing(NamedTuple):
    """A relation that is stated, not done: a treaty, a membership. ``start`` and ``end`` are its days, None where open."""

    source: str
    target: str
    kind: str
    start: dt.date | None = None
    end: dt.date | None = None


@dataclass(frozen=True, slots=True)
class TieOptions:
    """Which ties, and as of when.

    Attributes:
        until: the day of the network; None for the last day of the table.
        window: days back from there in which events count; None for all.
        half_life: days after which an event counts half; None for that of each kind.
        kinds: names of kinds; empty for those that ``ties.toml`` shows.
        actors: only ties among these codes, or of one code with all others; empty for all.
        statuses: of the events that count.
        official: only acts for states and organisations of states.
        least: strength that a tie has at least.
        most: actors that the network has at most, those with the most events; None for all.
        ids: how many ids of events a tie names.
    """

    until: dt.date | None = None
    window: int | None = None
    half_life: float | None = None
    kinds: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    statuses: tuple[str, ...] = COUNTED
    official: bool = False
    least: float = 0.0
    most: int | None = None
    ids: int = 20

    def __post_init__(self) -> None:
        if unknown := [k for k in self.kinds if k not in kinds()]:
            raise InputError(f"no kind of ties {unknown[0]!r}; valid are {', '.join(kinds())}")
        check_half_life(self.half_life)
        if self.window is not None and self.window < 1:
            raise InputError(f"a window of {self.window} days is none; give 1 day or more")
        if not math.isfinite(self.least):
            raise InputError(f"a least strength of {self.least} is none; give a number, for example 0.5")


@cache
def kinds() -> Mapping[str, Kind]:
    """Return the kinds of ties by name, in the order of their rules."""
    data = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    out = {}
    for name, entry in data.items():
        rules = tuple(MappingProxyType({k: tuple(v) for k, v in rule.items()}) for rule in entry["rules"])
        out[name] = Kind(
            name,
            entry["sign"],
            float(entry["half_life"]),
            entry.get("mutual", False),
            entry.get("shown", True),
            entry["meaning"],
            rules,
        )
    return MappingProxyType(out)


def ties(table: EventTable, options: TieOptions | None = None, standing: Iterable[Standing] = ()) -> list[Tie]:
    """Return the ties between actors, by source, target and kind.

    Args:
        table: the events.
        options: which ties, and as of when.
        standing: statements that add ties between actors of the network, while they are in force.

    Raises:
        InputError: no such actor, no event in the window, no tie.
    """
    options = options or TieOptions()
    actors = table.check(options.actors)
    chosen = _options(table, options, actors)
    rows = counted(table, chosen, pairs_of(actors))
    if options.most is not None and not actors:
        actors = tuple(busiest_actors(table, rows, options.most))
        rows = counted(table, chosen, f"source IN {literals(actors)} AND target IN {literals(actors)} AND source <> target")
    span = window(table, chosen)
    found = [t for t in _from_events(table, rows, options, span.until) if t.strength >= options.least]
    members = {code for tie in found for code in tie[:2]} | set(actors)
    found += _from_statements(standing, options, members, span.until)
    if not found:
        whom = f" among {', '.join(actors)}" if actors else ""
        raise InputError(
            f"{table.label} has no tie{whom} from {span.since} to {span.until}: "
            "take a longer window, a lower least strength, or other kinds"
        )
    return found


def _options(table: EventTable, options: TieOptions, actors: tuple[str, ...]) -> Options:
    plain = Options(until=options.until, statuses=options.statuses, official=options.official, actors=actors)
    if options.window is None:
        return plain
    until = options.until or table.days[1]
    return replace(plain, since=dt.date.fromordinal(max(1, until.toordinal() - options.window + 1))) if until else plain


def _from_events(table: EventTable, rows: str, options: TieOptions, until: dt.date) -> list[Tie]:
    wanted = options.kinds or tuple(k.name for k in kinds().values() if k.shown)
    plover, _ = table.scores
    lives = " ".join(
        f"WHEN {literal(k.name)} THEN {float(options.half_life or k.half_life)!r}" for k in kinds().values() if k.rules
    )
    mutual = literals(k.name for k in kinds().values() if k.mutual)
    best = f"max_by(id, {{'r': reports, 'i': id}}, {options.ids})" if options.ids else "[]"
    sql = f"""WITH named AS (SELECT *, {_case()} AS kind FROM ({rows})),
        kept AS (SELECT *, kind IN {mutual} AS mutual, DATE '{until}' - day AS age FROM named WHERE kind IN {literals(wanted)}),
        faded AS (SELECT k.*, CASE WHEN mutual AND joint THEN 0.5 ELSE 1 END AS once,
            w * pow(0.5, age / CASE kind {lives} END) AS f, p.plover
            FROM kept k LEFT JOIN {plover} p ON p.type = k.type AND p.mode = k.mode)
        SELECT CASE WHEN mutual THEN least(source, target) ELSE source END AS a,
            CASE WHEN mutual THEN greatest(source, target) ELSE target END AS b, kind, sum(f * once),
            sum(f * coalesce(plover, 0) * once), round(sum(once)), min(day), max(day), {best}
        FROM faded GROUP BY 1, 2, 3 ORDER BY 1, 2, 3"""
    return [
        Tie(a, b, kind, kinds()[kind].sign, float(strength), float(score), int(n), first, last, tuple(dict.fromkeys(ids or ())))
        for a, b, kind, strength, score, n, first, last, ids in table.rows(sql)
    ]


def _case() -> str:
    """Return the kind of an event as SQL."""
    parts = []
    for kind in kinds().values():
        for rule in kind.rules:
            conditions = []
            if "types" in rule:
                conditions.append(f"type IN {literals(rule['types'])}")
            if "modes" in rule:
                conditions.append(f"mode IN {literals(rule['modes'])}")
            if "cameo" in rule:
                conditions.append("(" + " OR ".join(f"starts_with(cameo, {literal(code)})" for code in rule["cameo"]) + ")")
            if "contexts" in rule:
                conditions.append(f"list_has_any(contexts, [{', '.join(literal(c) for c in rule['contexts'])}])")
            parts.append(f"WHEN {' AND '.join(conditions)} THEN {literal(kind.name)}")
    return f"CASE {' '.join(parts)} END"


def _from_statements(standing: Iterable[Standing], options: TieOptions, members: set[str], until: dt.date) -> list[Tie]:
    out = []
    for s in dict.fromkeys(standing):
        if s.kind not in kinds():
            raise InputError(f"no kind of ties {s.kind!r}; valid are {', '.join(kinds())}")
        inside = s.target in members and (s.source in members or s.kind == "office")  # persons are no actors of the table
        in_force = (s.start is None or s.start <= until) and (s.end is None or s.end >= until)
        if inside and in_force and (not options.kinds or s.kind in options.kinds):
            sign = kinds()[s.kind].sign
            a, b = sorted(s[:2]) if kinds()[s.kind].mutual else s[:2]
            out.append(Tie(a, b, s.kind, sign, 1.0, sign * _STANDING_SCORE, 0, s.start, s.end, ("standing",)))
    return out


def read_standing(path: str | Path) -> list[Standing]:
    """Read standing statements: a CSV table with the columns source, target, kind, and start and end (days, empty where open).

    Raises:
        DataFileError: no such file; a column, kind or day that is wrong; the message names the line.
    """
    try:
        with Path(path).open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError) as error:
        raise DataFileError(f"{path} cannot be read ({error}); give a CSV table with source,target,kind,start,end") from error
    out = []
    for number, row in enumerate(rows, 2):
        missing = [c for c in ("source", "target", "kind") if not (row.get(c) or "").strip()]
        if missing:
            raise DataFileError(f"{path}, line {number}: no {missing[0]}; columns are source,target,kind,start,end")
        kind = row["kind"].strip()
        if kind not in kinds():
            raise DataFileError(f"{path}, line {number}: no kind of ties {kind!r}; valid are {', '.join(kinds())}")
        days = []
        for name in ("start", "end"):
            text = (row.get(name) or "").strip()
            try:
                days.append(dt.date.fromisoformat(text) if text else None)
            except ValueError:
                raise DataFileError(f"{path}, line {number}: {name} {text!r} is no date; write it as YYYY-MM-DD") from None
        out.append(Standing(row["source"].strip(), row["target"].strip(), kind, days[0], days[1]))
    return out


def signed(
    found: Sequence[Tie], *, weights: str = "sign", mixed: float = 0.2, least: float = 0.0
) -> list[tuple[str, str, float]]:
    """Return one signed tie for each pair, for :mod:`comity.system.balance`.

    The net score of a pair is the sum of the scores of its ties with a sign, both directions together. A pair is left out whose
    net is less than ``mixed`` of the sum without signs: its relation is neither good nor bad.

    Args:
        found: ties.
        weights: ``sign`` for 1 and -1, ``score`` for the net score, to a tenth.
        mixed: from 0 to 1.
        least: net score, without its sign, that a pair has at least.

    Raises:
        InputError: no such weights.
    """
    if weights not in ("sign", "score"):
        raise InputError(f"no weights {weights!r}; valid are sign, score")
    net: dict[tuple[str, str], float] = defaultdict(float)
    gross: dict[tuple[str, str], float] = defaultdict(float)
    for tie in found:
        if tie.sign and tie.source != tie.target:
            pair = (min(tie.source, tie.target), max(tie.source, tie.target))
            net[pair] += tie.sign * abs(tie.score)
            gross[pair] += abs(tie.score)
    out = []
    for (a, b), value in sorted(net.items()):
        weight = round(value, 1) if weights == "score" else (1.0 if value > 0 else -1.0)
        if weight and value and abs(value) >= max(mixed * gross[a, b], least):
            out.append((a, b, weight))
    return out


def behind(found: Sequence[Tie], a: str, b: str) -> dict[str, Any]:
    """Return the kinds of ties of a pair with the ids of their events."""
    return {t.kind: list(t.ids) for t in found if {t.source, t.target} == {a, b}}
