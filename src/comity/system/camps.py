"""The balance of the system that events describe: its camps at a day, or over time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from comity.errors import InputError
from comity.system.balance import Balance, Change, balance_of, triangles_of, with_ties
from comity.system.measures.options import Options, name_of_period, next_period, periods, window
from comity.system.signed_network import SignedTie
from comity.system.tables import EventTable
from comity.system.ties import Standing, Tie, TieOptions, behind, signed, ties

MOST = 40  # actors of the network where none are named
_SIGNS = {"+": 1.0, "-": -1.0, "−": -1.0}


@dataclass(frozen=True, slots=True)
class Camps:
    """The balance of the ties at a day.

    Attributes:
        until: the day.
        period: the period that ends there, as people write it; empty where none was asked for.
        ties: all ties behind it.
        signed: one signed tie a pair, as the balance has them.
        balance: the frustration index and the two camps.
        triangles: share of balanced triangles, None without one.
    """

    until: dt.date
    period: str
    ties: tuple[Tie, ...]
    signed: tuple[SignedTie[str], ...]
    balance: Balance[str]
    triangles: float | None


def camps(
    table: EventTable,
    options: TieOptions | None = None,
    standing: Iterable[Standing] = (),
    *,
    weights: str = "sign",
    period: str = "",
) -> Camps:
    """Return the camps at the last day of the options.

    Without actors, the network has those with the most events, MOST at most.

    Raises:
        InputError: as :func:`comity.system.ties.ties`; no tie with a sign.
        ComityError: the exact index cannot be proved in time.
    """
    options = options or TieOptions()
    _several(options.actors)
    if options.most is None and not options.actors:
        options = replace(options, most=MOST)
    found = ties(table, options, standing)
    pairs = signed(found, weights=weights)
    until = options.until or table.days[1]
    assert until is not None  # ties were found
    if not pairs:
        raise InputError(f"{table.label} has no friendly or hostile tie up to {until}; take a longer window")
    return Camps(until, period, tuple(found), tuple(pairs), balance_of(pairs), triangles_of(pairs).share)


def _several(actors: tuple[str, ...]) -> tuple[str, ...]:
    if len(actors) == 1:
        raise InputError(f"camps are among two actors or more; {actors[0]} is one: name others, or none")
    return actors


def camps_over_time(
    table: EventTable,
    by: str,
    since: dt.date | None = None,
    options: TieOptions | None = None,
    standing: Sequence[Standing] = (),
    *,
    weights: str = "sign",
) -> list[Camps]:
    """Return the camps at the end of each period; periods without a tie are left out.

    The actors are the same throughout: those of the options, or those with the most events over all periods.

    Raises:
        InputError: as :func:`camps`; no period with a tie.
    """
    options = options or TieOptions()
    options = replace(options, actors=_several(table.check(options.actors)))  # else each period would hide the mistake
    span = window(table, Options(since=since, until=options.until))
    if not options.actors:
        found = ties(table, replace(options, most=options.most or MOST, window=None, ids=0))
        options = replace(options, actors=tuple(sorted({code for tie in found for code in tie[:2]})))
    out = []
    for day in periods(span, by):
        end = min(next_period(day, by) - dt.timedelta(days=1), span.until)
        try:
            out.append(camps(table, replace(options, until=end), standing, weights=weights, period=name_of_period(day, by)))
        except InputError:  # nothing happened yet
            continue
    if not out:
        raise InputError(f"{table.label} has no friendly or hostile tie from {span.since} to {span.until}; take a longer window")
    return out


def read_change(text: str) -> list[SignedTie[str]]:
    """Return the ties of a what-if such as ``PRK,RUS,+`` or, of three or more who all join, ``CHN,PRK,RUS,+``.

    Raises:
        InputError: fewer than two codes, the same one twice, or no sign at the end.
    """
    *codes, sign = (part.strip() for part in text.split(","))
    if sign not in _SIGNS or len(codes) < 2 or "" in codes or len(set(codes)) < len(codes):
        raise InputError(f"{text!r} is no tie; write it as A,B,+ or A,B,-, and an alliance of several as A,B,C,+")
    return [(a, b, _SIGNS[sign]) for n, a in enumerate(codes) for b in codes[n + 1 :]]


def read_changes(texts: Iterable[str]) -> list[SignedTie[str]]:
    """Return the ties of several what-ifs, each pair once.

    Raises:
        InputError: as :func:`read_change`; two of them give one pair different signs.
    """
    out: dict[frozenset[str], tuple[str, SignedTie[str]]] = {}
    for text in texts:
        for tie in read_change(text):
            before, same = out.setdefault(frozenset(tie[:2]), (text, tie))
            if same[2] != tie[2]:
                raise InputError(f"{before!r} and {text!r} give {tie[0]} and {tie[1]} both signs; leave one of them out")
    return [tie for _, tie in out.values()]


def changed(table: EventTable, found: Camps, new: Sequence[SignedTie[str]]) -> Change[str]:
    """Return what new ties would change in the balance of a day.

    Raises:
        InputError: an actor that neither the events nor comity's names have.
        ComityError: as :func:`comity.system.balance.with_ties`.
    """
    table.check(code for tie in new for code in tie[:2] if code not in table.names)
    return with_ties(found.signed, new)


def record(found: Camps, change: Change[str] | None = None) -> dict[str, Any]:
    """Return the balance of a day as a record, with what new ties would change if they are given; ids of events are capped."""
    b = found.balance
    out: dict[str, Any] = {
        "until": found.until.isoformat(), "period": found.period or None, "index": b.index, "level": round(b.level, 6),
        "actors": b.actors, "ties": b.ties, "weight": b.weight, "triangles": found.triangles, "camps": [list(c) for c in b.camps],
        "either": list(b.either), "components": len(b.components),
        "frustrated": [_tie(tie) | {"events": behind(found.ties, tie[0], tie[1])} for tie in b.frustrated],
        "signed": [_tie(tie) | {"events": behind(found.ties, tie[0], tie[1])} for tie in found.signed],
    }  # fmt: skip
    if change is not None:
        out["change"] = {
            "difference": change.difference, "index": change.after.index, "camps": [list(c) for c in change.after.camps],
            "moved": list(change.moved), "strained": [_tie(t) for t in change.strained],
            "relieved": [_tie(t) for t in change.relieved], "replaced": [_tie(t) for t in change.replaced],
        }  # fmt: skip
    return out


def flat_record(found: Camps) -> dict[str, Any]:
    """Return the balance of a day as a line of CSV: ties as ``A+B`` or ``A-B``.

    The ids are those behind all ties, of those that do not fit first.
    """
    whole = record(found)
    out = {k: whole[k] for k in ("until", "period", "index", "level", "actors", "ties", "weight", "triangles")}
    out |= {f"camp_{n}": list(camp) for n, camp in enumerate(found.balance.camps, 1)} | {"either": whole["either"]}
    out["frustrated"] = [f"{a}{'+' if w > 0 else '-'}{b}" for a, b, w in found.balance.frustrated]
    ids = (i for tie in (*whole["frustrated"], *whole["signed"]) for listed in tie["events"].values() for i in listed)
    return out | {"ids": list(dict.fromkeys(ids))}


def _tie(tie: SignedTie[str]) -> dict[str, Any]:
    a, b, weight = tie
    return {"a": a, "b": b, "weight": weight}
