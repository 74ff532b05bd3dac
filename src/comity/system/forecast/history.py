"""A history of dated acts: who did what to whom on which day, as sorted arrays that every method here reads.

Each act is kept twice: as (source, relation, target) and, with an inverse relation, as (target, relation + R, source). A
question "who is next?" about a source and one about a target are then the same question.
"""

from __future__ import annotations

import datetime
import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from comity.errors import ComityError

Ints: TypeAlias = NDArray[np.int64]
Floats: TypeAlias = NDArray[np.float64]
Singles: TypeAlias = NDArray[np.float32]
Flags: TypeAlias = NDArray[np.bool_]
Array: TypeAlias = NDArray[Any]


class Happening(NamedTuple):
    """One dated act. ``day`` counts days from any start (``date.toordinal()``); ``event`` is the id of the event behind it."""

    source: str
    relation: str
    target: str
    day: int
    event: str = ""


def day_of(text: str | datetime.date) -> int:
    """Return the number of a date, as ``date.toordinal`` counts it.

    Raises:
        ComityError: if the text is no ISO 8601 date.
    """
    if isinstance(text, datetime.date):
        return text.toordinal()
    try:
        return datetime.date.fromisoformat(text[:10]).toordinal()
    except ValueError:
        raise ComityError(f"'{text}' is no date: write year, month and day, such as 2023-09-13") from None


@dataclass(frozen=True, slots=True)
class History:
    """Acts in order of day, source, relation, target and event id, so that the order of the input does not matter.

    Attributes:
        actors: names of the actors; their codes are places in this tuple. Sorted.
        relations: names of the relations, likewise.
        events: ids of the events, one an act.
        acts: shape (n, 4): codes of source, relation, target, and the day.
        both: shape (2n, 5): subject, link, other, day, and the act's row; link is the relation, or relation + R for inverse
            acts. In order of day, subject, link, other, row.
    """

    actors: tuple[str, ...]
    relations: tuple[str, ...]
    events: tuple[str, ...]
    acts: Ints
    both: Ints

    @classmethod
    def of(cls, rows: Iterable[Happening]) -> History:
        """Return the history of acts given in any order; acts of an actor on itself are left out.

        Raises:
            ComityError: if there is no act between two actors, or a day is no whole number.
        """
        kept = [row if isinstance(row, Happening) else Happening(*row) for row in rows]
        for row in kept:
            if isinstance(row.day, bool) or not isinstance(row.day, (int, np.integer)):
                raise ComityError(f"the day of {tuple(row)} is no whole number: give the ordinal of the date, see `day_of`")
        kept = [row for row in kept if row.source != row.target]
        actors = tuple(sorted({row.source for row in kept} | {row.target for row in kept}))
        relations = tuple(sorted({row.relation for row in kept}))
        actor = {name: code for code, name in enumerate(actors)}
        relation = {name: code for code, name in enumerate(relations)}
        codes = [(actor[row.source], relation[row.relation], actor[row.target], int(row.day)) for row in kept]
        return cls.of_codes(np.array(codes, np.int64).reshape(-1, 4), actors, relations, [row.event for row in kept])

    @classmethod
    def of_codes(
        cls, acts: Array, actors: Sequence[str], relations: Sequence[str], events: Sequence[str] | None = None
    ) -> History:
        """Return the history of acts that are coded already: shape (n, 4), source, relation, target, day.

        Raises:
            ComityError: if there is no act, or a code has no name.
        """
        acts = np.asarray(acts, np.int64)
        if acts.ndim != 2 or acts.shape[1] != 4 or not len(acts):
            raise ComityError(
                "a forecast needs dated acts between two actors, and there is none: read documents or a table first"
            )
        sizes = (len(actors), len(relations), len(actors))
        for column, (what, size) in enumerate(zip(("source", "relation", "target"), sizes, strict=True)):
            low, high = int(acts[:, column].min()), int(acts[:, column].max())
            if low < 0 or high >= size:
                raise ComityError(f"{what} {low if low < 0 else high} has no name: {size} are named, 0 to {size - 1}")
        names = list(events) if events is not None else [""] * len(acts)
        order = sorted(range(len(acts)), key=names.__getitem__) if any(names) else range(len(acts))
        start = np.fromiter(order, np.int64, len(acts))
        acts = acts[start]
        order_by_day = np.lexsort((acts[:, 2], acts[:, 1], acts[:, 0], acts[:, 3]))
        acts = acts[order_by_day]
        ids = tuple(names[row] for row in start[order_by_day])
        return cls(tuple(actors), tuple(relations), ids, acts, _both(acts, len(relations)))

    @property
    def links(self) -> int:
        """The number of relations and their inverses, 2R."""
        return 2 * len(self.relations)

    @property
    def first(self) -> int:
        """The first day with an act."""
        return int(self.acts[0, 3])

    @property
    def last(self) -> int:
        """The last day with an act."""
        return int(self.acts[-1, 3])

    def before(self, day: int) -> History:
        """Return the history of the days before ``day``, with the same codes. It may be empty of acts."""
        acts = self.acts[: np.searchsorted(self.acts[:, 3], day)]
        return History(self.actors, self.relations, self.events[: len(acts)], acts, _both(acts, len(self.relations)))

    def actor(self, name: str) -> int:
        """Return the code of an actor.

        Raises:
            ComityError: if no act names the actor.
        """
        return _code(name, self.actors, "actor")

    def relation(self, name: str) -> int:
        """Return the code of a relation.

        Raises:
            ComityError: if no act is of this relation.
        """
        return _code(name, self.relations, "relation")

    def link_name(self, link: int) -> str:
        """Return the name of a relation, whether the link is the relation itself or its inverse."""
        return self.relations[link % len(self.relations)]


def _both(acts: Ints, relations: int) -> Ints:
    rows = np.arange(len(acts))
    forward = np.stack([acts[:, 0], acts[:, 1], acts[:, 2], acts[:, 3], rows], axis=1)
    inverse = np.stack([acts[:, 2], acts[:, 1] + relations, acts[:, 0], acts[:, 3], rows], axis=1)
    both = np.concatenate([forward, inverse])
    return both[np.lexsort((both[:, 4], both[:, 2], both[:, 1], both[:, 0], both[:, 3]))]


def _code(name: str, names: Sequence[str], what: str) -> int:
    try:
        return names.index(name)
    except ValueError:
        near = difflib.get_close_matches(name, names, n=3, cutoff=0.5) or list(names[:5])
        raise ComityError(f"no act names the {what} '{name}'; among those it has: {', '.join(near)}") from None
