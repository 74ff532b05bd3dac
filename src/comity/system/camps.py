"""The balance of the system that events describe: its camps at a day, or over time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from comity.errors import InputError
from comity.system.balance import Balance, balance_of, triangles_of
from comity.system.measures.options import Options, name_of_period, next_period, periods, window
from comity.system.signed_network import SignedTie
from comity.system.tables import EventTable
from comity.system.ties import Standing, Tie, TieOptions, signed, ties

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
    if options.most is None and not options.actors:
        options = replace(options, most=MOST)
    found = ties(table, options, standing)
    pairs = signed(found, weights=weights)
    until = options.until or table.days[1]
    assert until is not None  # ties were found
    if not pairs:
        raise InputError(f"{table.label} has no friendly or hostile tie up to {until}; take a longer window")
    return Camps(until, period, tuple(found), tuple(pairs), balance_of(pairs), triangles_of(pairs).share)


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
