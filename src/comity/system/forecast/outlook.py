"""What is likely next between two actors: a probability for each relation, with the precedents behind it.

>>> rows = [Happening("A", "meet", "B", day) for day in range(0, 400, 4)]
>>> rows += [Happening("B", "aid", "C", day) for day in range(400)]
>>> ahead = Forecaster(History.of(rows), 400, horizon=7).between("A", "B", both=False)
>>> [(one.relation, round(one.probability, 1), one.past, one.precedents[0].day) for one in ahead if one.past]
[('meet', 1.0, 100, 396)]
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from comity.errors import ComityError
from comity.system.forecast.chances import ChanceOptions, Chances, TooThinError
from comity.system.forecast.history import Happening, History, Ints
from comity.system.forecast.rates import Rates
from comity.system.forecast.rules import GAPS, gap_class

__all__ = ["Forecaster", "Happening", "History", "Outlook", "Precedent"]

LEAST_HITS = 3
LEAST_PERIODS = 4
"""Periods as long as the horizon that a history must cover at least before a plain rate is called likely or unlikely."""
LIFT = 1.5


class Precedent(NamedTuple):
    """A past act of the same two actors that speaks for a forecast.

    Attributes:
        why: "again" for the same act before, "rule" for another act that the forecast relation often follows.
        source, relation, target, day, event: the act; for a rule the last one of its kind.
        hits: in how many cases the forecast relation followed within the horizon.
        cases: how many times any pair had last done this as long ago (days ``since`` to ``until``, None for no end).
    """

    why: str
    source: str
    relation: str
    target: str
    day: int
    event: str
    hits: int
    cases: int
    since: int
    until: int | None


@dataclass(frozen=True, slots=True)
class Outlook:
    """The forecast that one actor does a relation to another at least once from ``first`` to ``last``, days included.

    ``usual`` is how often any pair that has dealt with each other has the relation within such a horizon; ``past`` counts
    the acts of this kind so far. ``calibrated``: whether past forecasts have shown what the probability is worth; ``worded``:
    whether there is enough behind it to put it in words.
    """

    source: str
    relation: str
    target: str
    first: int
    last: int
    probability: float
    usual: float
    past: int
    precedents: tuple[Precedent, ...]
    calibrated: bool = True
    worded: bool = True


class Forecaster:
    """Forecasts from the acts before one day, for the days from it on.

    Attributes:
        history: the acts before the day.
        day: the first day that is forecast.
        horizon: the number of days that are forecast.
        thin: why rates stand in for the model, where the history is too thin for it; else empty.
        periods: how many periods as long as the horizon these rates cover; of a calibrated model, the whole history.
    """

    def __init__(
        self, history: History, day: int | None = None, *, horizon: int = 30, options: ChanceOptions | None = None
    ) -> None:
        """Fit on the days before ``day``, by default all days of the history; of a thin history, only count rates.

        Args:
            history: the acts; those on and after ``day`` are not read.
            day: the first day that is forecast.
            horizon: the number of days that are forecast.
            options: see :class:`~comity.system.forecast.chances.ChanceOptions`.

        Raises:
            ComityError: if there is no act before the day, or the horizon is no positive number of days.
        """
        day = history.last + 1 if day is None else day
        self.history, self.day, self.horizon = history.before(day), day, horizon
        if not len(self.history.acts):
            raise ComityError(f"no act is known before day {day}: the first is of day {history.first}")
        self.thin = ""
        self.chances: Chances | Rates
        try:
            self.chances = Chances(self.history, day, horizon, options)
        except TooThinError as error:
            self.chances, self.thin = Rates(self.history, day, horizon), str(error)
        self.periods = (self.chances.days if isinstance(self.chances, Rates) else day - self.history.first) / horizon

    def between(self, source: str, target: str, *, both: bool = True, least: float = 0.0, precedents: int = 5) -> list[Outlook]:
        """Return an outlook for each relation, the likeliest first.

        Args:
            source: who acts.
            target: on whom.
            both: whether what ``target`` may do to ``source`` is forecast too.
            least: outlooks with a lower probability are left out.
            precedents: the most precedents of each of the two kinds.

        Raises:
            ComityError: if no act names an actor, or both are the same.
        """
        one, other = self.history.actor(source), self.history.actor(target)
        if one == other:
            raise ComityError(f"'{source}' is both actors: name two")
        found = self._directed(one, other, least, precedents)
        if both:
            found += self._directed(other, one, least, precedents)
        return sorted(found, key=lambda item: (-item.probability, item.relation, item.source))

    def _directed(self, source: int, target: int, least: float, most: int) -> list[Outlook]:
        history = self.history
        chances = self.chances.of(source, target)
        usual = self.chances.usual()
        mine = history.both[(history.both[:, 0] == source) & (history.both[:, 2] == target)]
        found = []
        for relation in np.flatnonzero(chances >= least).tolist():
            found.append(
                Outlook(
                    source=history.actors[source],
                    relation=history.relations[relation],
                    target=history.actors[target],
                    first=self.day,
                    last=self.day + self.horizon - 1,
                    probability=float(chances[relation]),
                    usual=float(usual[relation]),
                    past=int((mine[:, 1] == relation).sum()),
                    precedents=self._again(mine, relation, most) + self._rules(mine, relation, float(usual[relation]), most),
                    calibrated=not self.thin,
                    worded=not self.thin or self.periods >= LEAST_PERIODS,
                )
            )
        return found

    def _again(self, mine: Ints, relation: int, most: int) -> tuple[Precedent, ...]:
        acts = mine[mine[:, 1] == relation][::-1][:most]
        return tuple(self._precedent("again", act, relation) for act in acts)

    def _rules(self, mine: Ints, relation: int, usual: float, most: int) -> tuple[Precedent, ...]:
        """Rules that lift the chance: other acts of the pair, each at its last day."""
        links = mine[::-1, 1]
        kinds, last = np.unique(links, return_index=True)
        found = [
            self._precedent("rule", mine[::-1][row], relation) for kind, row in zip(kinds, last, strict=True) if kind != relation
        ]
        kept = [rule for rule in found if rule.hits >= LEAST_HITS and rule.hits > LIFT * usual * rule.cases]
        return tuple(sorted(kept, key=lambda rule: (-rule.hits / rule.cases, -rule.day, rule.relation, rule.source))[:most])

    def _precedent(self, why: str, act: Ints, relation: int) -> Precedent:
        history = self.history
        gap = gap_class(self.day - act[3:4])
        hits, cases = self.chances.counts(relation, act[1:2], gap)
        step = int(gap[0])
        source, _, target, day = (int(value) for value in history.acts[act[4]])
        return Precedent(
            why=why,
            source=history.actors[source],
            relation=history.link_name(int(act[1])),
            target=history.actors[target],
            day=day,
            event=history.events[int(act[4])],
            hits=int(hits[0]),
            cases=int(cases[0]),
            since=GAPS[step],
            until=GAPS[step + 1] - 1 if step + 1 < len(GAPS) else None,
        )
