"""Structural balance: how far a system of friends and enemies is from two camps, and what a new tie would change.

Ties are (actor, actor, weight): a positive weight for friends, a negative one for enemies, 1 and -1 where there is no more to
say. In a balanced system the actors fall into two camps, with friends inside and enemies across (Heider 1946; Cartwright and
Harary 1956). The frustration index counts, or weighs, the ties that speak against the best division into two camps (Harary
1959, "On the measurement of structural balance"). It is computed exactly: see :mod:`comity.system.frustration`.

>>> found = balance_of([("PRK", "RUS", 1), ("RUS", "USA", -1), ("PRK", "USA", -1), ("KOR", "USA", 2), ("KOR", "RUS", 1)])
>>> found.index, found.camps, found.frustrated
(1, (('KOR', 'USA'), ('PRK', 'RUS')), (('KOR', 'RUS', 1),))
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Generic, TypeAlias

import numpy as np

from comity.errors import ComityError
from comity.system.frustration import Solution, least_frustrated
from comity.system.signed_network import Actor, SignedNetwork, SignedTie, read_signed, total

Camps: TypeAlias = tuple[tuple[Actor, ...], tuple[Actor, ...]]

SECONDS = 120.0
MOST_FOR_WALKS = 4000


@dataclass(frozen=True, slots=True)
class Balance(Generic[Actor]):
    """The least frustrated division of a signed network.

    Several divisions may be equally good: this is one of them, always the same for the same ties, in whatever order.

    Attributes:
        index: the frustration index: total weight of the frustrated ties, a whole number if all weights are.
        camps: the two camps; the first actor of each component stands in the first one.
        components: the two camps of each connected component: how those of different components stand is not known.
        frustrated: the ties that the division frustrates: enemies in one camp, friends in two.
        either: actors that could change camp, each on its own, without raising the index.
        actors: number of actors.
        ties: number of ties.
        weight: total weight of the ties, whatever their sign.
    """

    index: float
    camps: Camps[Actor]
    components: tuple[Camps[Actor], ...]
    frustrated: tuple[SignedTie[Actor], ...]
    either: tuple[Actor, ...]
    actors: int
    ties: int
    weight: float

    @property
    def balanced(self) -> bool:
        """Whether no tie is frustrated."""
        return not self.frustrated

    @property
    def level(self) -> float:
        """The normalised index 1 - 2 index / weight: 1 if balanced, above 0 always (Aref and Wilson 2018)."""
        return 1 - 2 * self.index / self.weight if self.weight else 1.0


@dataclass(frozen=True, slots=True)
class Change(Generic[Actor]):
    """What new ties would do to a signed network.

    Attributes:
        before: the balance without them.
        after: the balance with them; of all best divisions one that moves the fewest actors.
        difference: ``after.index - before.index``.
        moved: actors that would stand in another camp than before, relative to those that they were connected with.
        strained: ties that would become frustrated, new ones among them.
        relieved: ties that would no longer be frustrated, or no longer exist.
        replaced: old ties in whose place new ones stand.
    """

    before: Balance[Actor]
    after: Balance[Actor]
    difference: float
    moved: tuple[Actor, ...]
    strained: tuple[SignedTie[Actor], ...]
    relieved: tuple[SignedTie[Actor], ...]
    replaced: tuple[SignedTie[Actor], ...]


@dataclass(frozen=True, slots=True)
class Triangles:
    """How many triangles a signed network has, and how many are balanced: with an even number of negative ties."""

    total: int
    balanced: int

    @property
    def share(self) -> float | None:
        """The share of balanced triangles, None if there is no triangle."""
        return self.balanced / self.total if self.total else None


def balance_of(ties: Iterable[SignedTie[Actor]], *, seconds: float = SECONDS) -> Balance[Actor]:
    """Return the frustration index of a signed network with its two camps and the ties that are frustrated.

    Args:
        ties: (actor, actor, weight), at most one per pair, in either direction; a repeated tie counts once. Actors are any
            hashable values. They are taken in their natural order if they are all text or all numbers, else in
            the order in which they come: that order decides between divisions that are equally good.
        seconds: how long the exact solution may take.

    Whole weights up to a million times their common divisor give an exact index; others are proved to nine digits of the
    largest weight.

    Raises:
        ComityError: a tie of an actor with itself, two different ties of one pair, a weight that is zero or no number; no proof
            within the time (the message says between which values the index lies).
    """
    network = SignedNetwork(read_signed(ties))
    return _record(network, _best_sides(network, _limit(seconds)))


def with_ties(
    ties: Iterable[SignedTie[Actor]],
    new: Iterable[SignedTie[Actor]],
    *,
    without: Iterable[tuple[Actor, Actor]] = (),
    seconds: float = SECONDS,
) -> Change[Actor]:
    """Return what new ties would change: the index, the camps, the ties that come under strain.

    Args:
        ties: the network as it is, as for :func:`balance_of`.
        new: ties that come in; one of a pair that has a tie already replaces it.
        without: pairs whose tie goes.
        seconds: how long each of the exact solutions may take (there are up to three).

    Raises:
        ComityError: as :func:`balance_of`; a pair in ``without`` that has no tie.
    """
    limit = _limit(seconds)
    old, fresh = read_signed(ties), read_signed(new, "new tie")
    pairs = {frozenset(pair): pair for pair in old}
    later = dict(old)
    replaced = []
    for a, b in without:
        pair = pairs.get(frozenset((a, b)))
        if pair is None:
            raise ComityError(f"there is no tie between {a!r} and {b!r} to leave out; leave out pairs that have one")
        later.pop(pair, None)
    for key, weight in fresh.items():
        pair = pairs.get(frozenset(key), key)
        if old.get(pair, weight) != weight:
            replaced.append((*pair, old[pair]))
        later[pair] = weight
    network, changed = SignedNetwork(old), SignedNetwork(later)
    sides = _best_sides(network, limit)
    before = _record(network, sides)
    after = _record(changed, _nearest(changed, network, sides, limit))
    frustrated_before, frustrated_after = ({frozenset(tie[:2]) for tie in x.frustrated} for x in (before, after))
    return Change(
        before=before,
        after=after,
        difference=total([after.index, -before.index]),
        moved=_moved(network.actors, before, after),
        strained=tuple(tie for tie in after.frustrated if frozenset(tie[:2]) not in frustrated_before),
        relieved=tuple(tie for tie in before.frustrated if frozenset(tie[:2]) not in frustrated_after),
        replaced=tuple(replaced),
    )


def triangles_of(ties: Iterable[SignedTie[Actor]]) -> Triangles:
    """Count the triangles of a signed network and the balanced ones (Cartwright and Harary 1956). Only signs count.

    Raises:
        ComityError: mistakes in the ties, as :func:`balance_of`.
    """
    network = SignedNetwork(read_signed(ties))
    later: list[dict[int, bool]] = [{} for _ in network.actors]
    for a, b, weight in network.edges:
        later[a][b] = weight < 0
    count = balanced = 0
    for near in later:
        for middle, first in near.items():
            for last in near.keys() & later[middle].keys():
                count += 1
                balanced += not (first ^ later[middle][last] ^ near[last])
    return Triangles(count, balanced)


def walk_balance(ties: Iterable[SignedTie[Actor]]) -> float:
    """Return the walk-based balance tr(exp A) / tr(exp |A|): 1 if balanced, towards 0 the more unbalanced closed walks there are.

    A has 1 for a positive tie, -1 for a negative one: closed walks of all lengths count, long ones for less (Estrada and
    Benzi 2014, "Walk-based measure of balance in signed networks", *Physical Review E* 90). It falls with the number
    of actors too: compare networks of one size only.

    Raises:
        ComityError: mistakes in the ties, as :func:`balance_of`; more than 4,000 actors.
    """
    network = SignedNetwork(read_signed(ties))
    size = len(network.actors)
    if size > MOST_FOR_WALKS:
        raise ComityError(
            f"the walk-based balance of {size:,} actors takes too much memory: it goes up to {MOST_FOR_WALKS:,}; "
            "use the share of balanced triangles, or fewer actors"
        )
    if not size:
        return 1.0
    matrix = np.zeros((size, size))
    for a, b, weight in network.edges:
        matrix[a, b] = matrix[b, a] = math.copysign(1, weight)
    signed, plain = np.linalg.eigvalsh(matrix), np.linalg.eigvalsh(np.abs(matrix))
    largest = plain[-1]  # no eigenvalue of either is larger, so nothing overflows
    return min(1.0, float(np.exp(signed - largest).sum() / np.exp(plain - largest).sum()))


def _record(network: SignedNetwork[Actor], sides: Sequence[int]) -> Balance[Actor]:
    """Return a division as a record, each component turned so that its first actor stands in the first camp."""
    components = []
    for members in network.components():
        turned = [[node for node in members if (sides[node] != sides[members[0]]) == apart] for apart in (False, True)]
        components.append((network.named(turned[0]), network.named(turned[1])))
    both = [sorted(network.number[actor] for camps in components for actor in camps[side]) for side in (0, 1)]
    frustrated = [tie for tie in network.ties if (sides[tie[0]] != sides[tie[1]]) == (tie[2] > 0)]
    return Balance(
        index=total(abs(weight) for *_, weight in frustrated),
        camps=(network.named(both[0]), network.named(both[1])),
        components=tuple(components),
        frustrated=tuple((network.actors[a], network.actors[b], weight) for a, b, weight in frustrated),
        either=network.named([node for node in range(len(network.actors)) if not network.loss(node, sides)]),
        actors=len(network.actors),
        ties=len(network.ties),
        weight=total(abs(weight) for *_, weight in network.ties),
    )


def _best_sides(network: SignedNetwork[Actor], seconds: float) -> list[int]:
    """Return the side of each actor in a least frustrated division; where single actors are free, they join the first camp."""
    solution = least_frustrated(len(network.actors), network.edges, seconds)
    sides = _turned(solution)
    cost = network.cost(sides)
    if cost > solution.bound:
        least, most = (total([Fraction(x, network.unit)]) for x in (solution.bound, cost))
        raise ComityError(
            f"the frustration index of {len(network.actors)} actors and {len(network.ties)} ties was not proved in "
            f"{seconds:g} s: it lies between {least:g} and {most:g}; give more seconds or a narrower network"
        )
    _free(network, sides, range(len(sides)))
    return sides


def _turned(solution: Solution) -> list[int]:
    """Return the sides, each group turned so that its first actor is on side 0."""
    first: dict[int, int] = {}
    return [side ^ first.setdefault(group, side) for group, side in zip(solution.groups, solution.sides, strict=True)]


def _free(network: SignedNetwork[Actor], sides: list[int], movable: Iterable[int]) -> None:
    """Move actors that can stand on either side to side 0, in their order, until none is left."""
    nodes = list(movable)
    moving = True
    while moving:
        moving = False
        for node in nodes:
            if sides[node] and not network.loss(node, sides):
                sides[node] = 0
                moving = True


def _nearest(network: SignedNetwork[Actor], old: SignedNetwork[Actor], old_sides: Sequence[int], seconds: float) -> list[int]:
    """Return the least frustrated division of a changed network that moves the fewest actors.

    For each component of the old network a node is added, tied by a very small weight to its actors, positively to one camp and
    negatively to the other: what these ties cost is the number of actors that move.
    """
    best = _best_sides(network, seconds)
    before = {actor: old_sides[number] for number, actor in enumerate(old.actors)}
    size, heavier = len(network.actors), len(network.actors) + 1
    edges = [(a, b, weight * heavier) for a, b, weight in network.edges]
    extra = size
    for members in old.components():
        there = [old.actors[node] for node in members if old.actors[node] in network.number]
        edges += [(network.number[actor], extra, -1 if before[actor] else 1) for actor in there]
        extra += 1
    sides = _turned(least_frustrated(extra, edges, seconds))[:size]
    if network.cost(sides) > network.cost(best):
        return best  # the time was over before a best one was found that is near too
    _free(network, sides, [node for node, actor in enumerate(network.actors) if actor not in before])
    return sides


def _moved(actors: Sequence[Actor], before: Balance[Actor], after: Balance[Actor]) -> tuple[Actor, ...]:
    """Return who changed camp, component by component of the network as it was: the smaller group counts as moved."""
    side = {actor: number for number, camp in enumerate(after.camps) for actor in camp}
    moved: set[Actor] = set()
    for camps in before.components:
        parts: tuple[list[Actor], list[Actor]] = ([], [])
        for number, camp in enumerate(camps):
            for actor in camp:
                if actor in side:
                    parts[side[actor] ^ number].append(actor)
        moved.update(parts[0] if len(parts[0]) < len(parts[1]) else parts[1])
    return tuple(actor for actor in actors if actor in moved)


def _limit(seconds: float) -> float:
    if not seconds > 0:
        raise ComityError(f"seconds is {seconds!r}; give a number above 0, or math.inf for no limit")
    return seconds
