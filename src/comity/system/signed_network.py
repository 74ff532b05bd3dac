"""A signed network between any actors: ties are checked, actors put in order and numbered, weights made whole."""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterable, Sequence
from fractions import Fraction
from numbers import Integral, Real
from typing import Generic, TypeAlias, TypeVar

from comity.errors import ComityError

Actor = TypeVar("Actor", bound=Hashable)
SignedTie: TypeAlias = tuple[Actor, Actor, float]


class SignedNetwork(Generic[Actor]):
    """Ties between numbered actors, with their weights as given and as whole numbers.

    Attributes:
        actors: in order; ``number`` has their numbers.
        ties: (number, larger number, weight) in ascending order.
        edges: the same with whole weights: those of ``ties`` times ``unit``.
        near: for each actor the others that it is tied to, with whole weights.
    """

    def __init__(self, ties: dict[tuple[Actor, Actor], float]) -> None:
        self.actors = _in_order(ties)
        self.number = {actor: number for number, actor in enumerate(self.actors)}
        numbered = ((self.number[a], self.number[b], weight) for (a, b), weight in ties.items())
        self.ties = sorted((min(a, b), max(a, b), weight) for a, b, weight in numbered)
        self.unit = math.lcm(*(Fraction(weight).denominator for *_, weight in self.ties))
        self.edges = [(a, b, int(Fraction(weight) * self.unit)) for a, b, weight in self.ties]
        self.near: list[list[tuple[int, int]]] = [[] for _ in self.actors]
        for a, b, weight in self.edges:
            self.near[a].append((b, weight))
            self.near[b].append((a, weight))

    def cost(self, sides: Sequence[int]) -> int:
        """Return the frustration of a division in whole numbers."""
        return sum(abs(weight) for a, b, weight in self.edges if (sides[a] != sides[b]) == (weight > 0))

    def loss(self, node: int, sides: Sequence[int]) -> int:
        """Return by how much the frustration rises if one actor changes camp."""
        return sum(weight if sides[node] == sides[other] else -weight for other, weight in self.near[node])

    def components(self) -> list[list[int]]:
        """Return the connected components, each in ascending order."""
        found, seen = [], [False] * len(self.actors)
        for first in range(len(self.actors)):
            if seen[first]:
                continue
            seen[first] = True
            members = [first]
            for node in members:  # grows while it is read
                for other, _ in self.near[node]:
                    if not seen[other]:
                        seen[other] = True
                        members.append(other)
            found.append(sorted(members))
        return found

    def named(self, nodes: Iterable[int]) -> tuple[Actor, ...]:
        """Return the actors with these numbers."""
        return tuple(self.actors[node] for node in nodes)


def read_signed(ties: Iterable[SignedTie[Actor]], what: str = "tie") -> dict[tuple[Actor, Actor], float]:
    """Return the ties by pair, in the order in which they come, each once.

    Args:
        ties: (actor, actor, weight).
        what: how errors call one of them.

    Raises:
        ComityError: a tie of an actor with itself, two different ties of one pair, a weight that is zero or no number.
    """
    found: dict[tuple[Actor, Actor], float] = {}
    for number, tie in enumerate(ties, start=1):
        if len(tie) != 3:
            raise ComityError(f"{what} {number} has {len(tie)} parts: give an actor, an actor and a weight such as 1 or -1")
        a, b, given = tie
        weight = _weight(given, f"{what} {number} ({a!r}, {b!r})")
        if a == b:
            raise ComityError(f"{what} {number} joins {a!r} with itself; a tie is between two actors: leave it out")
        pair = (b, a) if (b, a) in found else (a, b)
        if found.setdefault(pair, weight) != weight:
            raise ComityError(
                f"{what} {number} gives {a!r} and {b!r} the weight {given!r}, an earlier one {found[pair]!r}; "
                "give one tie per pair: add them up, or keep the later one"
            )
    return found


def _weight(given: object, where: str) -> float:
    """Return a weight as a Python number: whole ones as int."""
    if isinstance(given, Integral):
        weight: float = int(given)
    else:
        weight = float(given) if isinstance(given, Real) else math.nan
        if not math.isfinite(weight):
            raise ComityError(f"{where} has the weight {given!r}; give a number: above 0 for friends, below 0 for enemies")
        weight = int(weight) if weight.is_integer() else weight
    if not weight:
        raise ComityError(f"{where} has the weight 0; give a number above 0 for friends, below 0 for enemies, or leave it out")
    return weight


def _in_order(ties: Iterable[tuple[Actor, Actor]]) -> list[Actor]:
    """Return the actors of some pairs in their natural order, or as they come if they are not all text or all numbers."""
    actors = list(dict.fromkeys(actor for pair in ties for actor in pair))
    if all(isinstance(actor, str) for actor in actors) or all(isinstance(actor, Real) for actor in actors):
        return sorted(actors)  # type: ignore[type-var]  # text or numbers: they compare
    return actors


def total(weights: Iterable[float | Fraction]) -> float:
    """Return a sum that is exact where it can be: a whole number as int."""
    exact = sum((Fraction(weight) for weight in weights), Fraction(0))
    return exact.numerator if exact.denominator == 1 else float(exact)
