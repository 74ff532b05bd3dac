"""The bargaining zone of an exchange between two parties with outside options.

Each item can be given whole, in part or not at all, and is worth more or less to who gets it and costs who gives it: so the
best divisions form a falling, concave line of at most one piece an item. On it lie the zone of possible agreement (both do
at least as well as outside), the Nash solution (Nash, The Bargaining Problem, Econometrica 18, 1950: the greatest product of
gains over the outside options) and the divisions that patience leads to (Rubinstein, Econometrica 50, 1982; with outside
options as Binmore, Shaked and Sutton, Quarterly Journal of Economics 104, 1989: an outside option of the one who answers
matters only where it beats waiting).

All values are ranges, because nobody knows them: so the solutions are zones, not points. Points are the analyst's, on one
scale for a party; the points of two parties are never compared.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product

import numpy as np
from numpy.typing import NDArray

from comity.errors import InputError

Floats = NDArray[np.float64]
Range = tuple[float, float]

MOST_POINTS = 1e6
_CORNERS = 1024  # all combinations of range ends up to so many, else so many of them at random
_DIGITS = 9  # of a point: less than that is nothing
_EDGE = 1e-9  # a zone that is upside down by less than this is one point
_ROUNDS = 60  # of bisection: 2^-60 of the greatest value


@dataclass(frozen=True, slots=True)
class Item:
    """Something that party ``giver`` (0 or 1) can give to the other.

    ``cost`` to who gives it and ``worth`` to who gets it, in points of each, both 0 or more.
    """

    what: str
    giver: int
    cost: Range
    worth: Range
    cites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Party:
    """One side. ``outside``: what it has without a deal, in its points (0: as now).

    ``patience``: what a point is worth to it one round later, 0 to below 1.
    """

    name: str
    outside: Range = (0.0, 0.0)
    patience: Range = (0.9, 0.9)


@dataclass(frozen=True, slots=True)
class Exchange:
    """An exchange between two parties."""

    first: Party
    second: Party
    items: tuple[Item, ...]
    note: str = ""

    @property
    def parties(self) -> tuple[Party, Party]:
        """Both sides."""
        return self.first, self.second


@dataclass(frozen=True, slots=True)
class Solution:
    """What a solution gives over all values in the ranges: points of each party, and the share of each item given (0 to 1)."""

    gains: tuple[Range, Range]
    shares: tuple[Range, ...]


@dataclass(frozen=True, slots=True)
class Zone:
    """The bargaining zone.

    ``agreement`` is "always", "never" or "depends": whether some exchange is better for both than what each has outside, for
    all, no or some values in the ranges. ``widest`` and ``surest`` are the points that each can get in the zone at the most
    and least favourable ends of the ranges for a deal; None where there is no zone. ``possible`` is the part of the sampled
    values with a zone, on which ``nash`` and ``rubinstein`` rest (None without one).
    """

    agreement: str
    widest: tuple[Range, Range] | None
    surest: tuple[Range, Range] | None
    possible: float
    nash: Solution | None
    rubinstein: Solution | None


@dataclass(frozen=True)
class _Lines:
    """The best divisions for m draws of the values.

    ``top`` has shape (m, 2): the points of both where the first party does best. ``less`` and ``more`` have shape (m, items):
    what the first gives up and the second gains by each piece of the line, in falling order of more / less; ``order`` says
    which item each piece is. ``given`` has shape (m, items): the share of each item that is given at the top.
    """

    top: Floats
    less: Floats
    more: Floats
    order: NDArray[np.int64]
    given: Floats

    def where(self, kept: NDArray[np.bool_]) -> _Lines:
        """Return some of the draws; ``kept`` has shape (m,)."""
        return _Lines(self.top[kept], self.less[kept], self.more[kept], self.order[kept], self.given[kept])

    @cached_property
    def _starts(self) -> tuple[Floats, Floats, Floats]:
        """Points of the first and the second party where each piece starts, and what the second gains for a point of the first.

        Each of shape (m, items); a piece without length has an infinite start of the second and no slope.
        """
        real = self.less > 0
        first = self.top[:, :1] - (np.cumsum(self.less, axis=1) - self.less)
        second = self.top[:, 1:] + np.cumsum(self.more, axis=1) - self.more
        slope = np.divide(self.more, self.less, out=np.zeros_like(self.more), where=real)
        return first, np.where(real, second, np.inf), slope

    def second(self, first: Floats) -> Floats:
        """Return the points of the second party where the first has so many, shape (m,); a concave line is its lowest tangent."""
        start, other, slope = self._starts
        height = (other + slope * (start - first[:, np.newaxis])).min(axis=1)
        points: Floats = np.minimum(height, self.top[:, 1] + self.more.sum(axis=1))
        return points

    def first(self, second: Floats) -> Floats:
        """Return the most points of the first party where the second has so many or more, shape (m,)."""
        start, other, slope = self._starts
        far = start - np.divide(second[:, np.newaxis] - other, slope, out=np.full_like(slope, -np.inf), where=slope > 0)
        points: Floats = np.minimum(far.min(axis=1), self.top[:, 0])
        return points

    def shares(self, first: Floats) -> Floats:
        """Return the share of each item that is given where the first party has so many points, shape (m, items)."""
        along = self._starts[0] - first[:, np.newaxis]
        part = np.clip(np.divide(along, self.less, out=np.zeros_like(along), where=self.less > 0), 0.0, 1.0)
        moved = np.zeros_like(part)
        np.put_along_axis(moved, self.order, part, axis=1)
        shares: Floats = np.abs(self.given - moved)  # a piece gives what was not given, or takes back what was
        return shares


def bargaining_zone(exchange: Exchange, samples: int = 2000, seed: int = 0) -> Zone:
    """Return the bargaining zone of an exchange and the zones of both solutions in it.

    The solutions are computed at the ends of all ranges and at ``samples`` values drawn from them uniformly with ``seed``.

    Raises:
        InputError: no item, points beyond MOST_POINTS, a negative cost or worth, a patience that is not from 0 to below 1,
            a range upside down.
    """
    _check(exchange)
    ends = _values(exchange)
    best = _zone_of(exchange, np.array([_side(exchange, favourable=True)]))
    if best is None:
        return Zone("never", None, None, 0.0, None, None)
    worst = _zone_of(exchange, np.array([_side(exchange, favourable=False)]))
    drawn = _draws(ends, samples, np.random.default_rng(seed))
    lines, outside = _lines(exchange, drawn), drawn[:, -4:-2]
    room = _room(lines, outside)
    kept = room[:, 1] >= room[:, 0]
    agreement = "depends" if worst is None else "always"
    if not kept.any():
        return Zone(agreement, best, worst, 0.0, None, None)
    lines = lines.where(kept)
    outside, patience, room = outside[kept], drawn[kept, -2:], room[kept]
    nash = _nash(lines, outside, room)
    offers = _rubinstein(lines, np.maximum(outside, 0.0), patience)
    return Zone(
        agreement, best, worst, float(kept.mean()), _solution(lines, [nash]),
        None if offers is None else _solution(offers[0], offers[1:]),
    )  # fmt: skip


def _check(exchange: Exchange) -> None:
    if not exchange.items:
        raise InputError("an exchange needs one item or more")
    bounds = [(f"cost of {i.what}", i.cost, 0.0, MOST_POINTS) for i in exchange.items]
    bounds += [(f"worth of {i.what}", i.worth, 0.0, MOST_POINTS) for i in exchange.items]
    bounds += [(f"outside option of {p.name}", p.outside, -MOST_POINTS, MOST_POINTS) for p in exchange.parties]
    bounds += [(f"patience of {p.name}", p.patience, 0.0, 1 - 1e-6) for p in exchange.parties]
    for name, (low, high), least, most in bounds:
        if not least <= low <= high <= most:
            raise InputError(f"{name}: [{low:g}, {high:g}] is no range from {least:g} to {most:.6g}, low end first")


def _values(exchange: Exchange) -> Floats:
    """Return all ranges, shape (2 items + 4, 2): costs, worths, outside options, patience."""
    rows = [i.cost for i in exchange.items] + [i.worth for i in exchange.items]
    rows += [p.outside for p in exchange.parties] + [p.patience for p in exchange.parties]
    return np.array(rows, dtype=np.float64)


def _side(exchange: Exchange, favourable: bool) -> list[float]:
    """Return the values that are most (or least) favourable to a deal: costs and outside options low, worths high."""
    low, high = (0, 1) if favourable else (1, 0)
    row = [i.cost[low] for i in exchange.items] + [i.worth[high] for i in exchange.items]
    return row + [p.outside[low] for p in exchange.parties] + [p.patience[0] for p in exchange.parties]


def _draws(ranges: Floats, samples: int, rng: np.random.Generator) -> Floats:
    wide = np.flatnonzero(ranges[:, 0] < ranges[:, 1])
    if 2 ** len(wide) <= _CORNERS:
        ends = np.array(list(product((0.0, 1.0), repeat=len(wide)))).reshape(-1, len(wide)) if len(wide) else np.zeros((1, 0))
    else:
        ends = rng.integers(0, 2, (_CORNERS, len(wide))).astype(np.float64)
    inside = rng.random((samples if len(wide) else 0, len(wide)))
    place = np.zeros((len(ends) + len(inside), len(ranges)))
    place[:, wide] = np.concatenate((ends, inside))
    return np.round(ranges[:, 0] + place * (ranges[:, 1] - ranges[:, 0]), _DIGITS)


def _lines(exchange: Exchange, values: Floats) -> _Lines:
    n = len(exchange.items)
    cost, worth = values[:, :n], values[:, n : 2 * n]
    gives = np.array([i.giver == 0 for i in exchange.items])  # by the first party
    less, more = np.where(gives, cost, worth), np.where(gives, worth, cost)
    # Where the first does best it gives nothing, unless it costs nothing; and it gets all that is worth something to it.
    free = less <= 0
    given = np.where(gives, free & (worth > 0), worth > 0).astype(np.float64)
    top = np.stack(
        [(~gives * worth).sum(axis=1), (gives * free * worth).sum(axis=1) - (~gives * (worth > 0) * cost).sum(axis=1)], axis=1
    )
    idle = free | (more <= 0)  # pieces without use: they are given (or not) all along
    less, more = np.where(idle, 0.0, less), np.where(idle, 0.0, more)
    ratio = np.divide(more, less, out=np.full_like(more, -1.0), where=less > 0)
    order = np.argsort(-ratio, axis=1, kind="stable")
    return _Lines(top, np.take_along_axis(less, order, 1), np.take_along_axis(more, order, 1), order, given)


def _room(lines: _Lines, outside: Floats) -> Floats:
    """Return the least and greatest points of the first party in the zone, shape (m, 2); upside down where there is none."""
    bottom = lines.top[:, 0] - lines.less.sum(axis=1)
    low = np.maximum(outside[:, 0], bottom)
    high = np.where(lines.second(bottom) < outside[:, 1] - _EDGE, -np.inf, lines.first(outside[:, 1]))
    return np.stack([low, np.where((high < low) & (high > low - _EDGE), low, high)], axis=1)


def _zone_of(exchange: Exchange, values: Floats) -> tuple[Range, Range] | None:
    values = np.round(values, _DIGITS)
    lines, outside = _lines(exchange, values), values[:, -4:-2]
    room = _room(lines, outside)
    if room[0, 1] < room[0, 0]:
        return None
    second = lines.second(room[:, 1]), lines.second(room[:, 0])
    return (float(room[0, 0]), float(room[0, 1])), (float(second[0][0]), float(second[1][0]))


def _nash(lines: _Lines, outside: Floats, room: Floats) -> Floats:
    """Return the points of the first party at the Nash solution, shape (m,).

    On each piece of the line the product of gains is a parabola with a known peak; the best of the peaks, moved into
    the zone where they lie outside it, is the solution.
    """
    less, more = lines.less, lines.more
    start = lines.top[:, :1] - (np.cumsum(less, axis=1) - less)
    x, y = start - outside[:, :1], lines.top[:, 1:] + np.cumsum(more, axis=1) - more - outside[:, 1:]
    peak = np.divide(x * more - y * less, 2 * less * more, out=np.zeros_like(x), where=less > 0)
    firsts = np.clip(start - np.clip(peak, 0.0, 1.0) * less, room[:, :1], room[:, 1:])
    seconds = np.stack([lines.second(column) for column in firsts.T], axis=1)
    best = ((firsts - outside[:, :1]) * (seconds - outside[:, 1:])).argmax(axis=1)
    chosen: Floats = np.take_along_axis(firsts, best[:, np.newaxis], axis=1)[:, 0]
    return chosen


def _rubinstein(lines: _Lines, outside: Floats, patience: Floats) -> tuple[_Lines, Floats, Floats] | None:
    """Return the points of the first party if it proposes first, and if the other does, with the lines that they lie on.

    Waiting is worth 0 a round beyond what is agreed in the end: no deal means that all stays as it is. So draws in which no
    exchange is better than that for both are left out. None if all are.
    """
    room = _room(lines, outside)
    kept = room[:, 1] >= room[:, 0]
    if not kept.any():
        return None
    lines = lines.where(kept)
    outside, patience, low, high = outside[kept], patience[kept], room[kept, 0].copy(), room[kept, 1].copy()

    def answer(mine: Floats) -> Floats:
        """Return what the first accepts from the other if it gets ``mine`` by its own offer."""
        return np.maximum(patience[:, 0] * mine, outside[:, 0])

    for _ in range(_ROUNDS):
        middle = (low + high) / 2
        owed = np.maximum(patience[:, 1] * lines.second(answer(middle)), outside[:, 1])
        enough = lines.second(middle) >= owed
        low, high = np.where(enough, middle, low), np.where(enough, high, middle)
    return lines, low, np.clip(answer(low), room[kept, 0], room[kept, 1])


def _solution(lines: _Lines, firsts: Sequence[Floats]) -> Solution:
    own = np.concatenate(list(firsts))
    other = np.concatenate([lines.second(f) for f in firsts])
    shares = np.concatenate([lines.shares(f) for f in firsts])
    return Solution((_range(own), _range(other)), tuple(_range(shares[:, k]) for k in range(shares.shape[1])))


def _range(values: Floats) -> Range:
    return float(values.min()), float(values.max())
