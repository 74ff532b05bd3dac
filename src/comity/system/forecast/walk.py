"""A walk through a history, day by day: it knows what has happened before the day that it stands at, and nothing else.

A question is a subject and a link: "whom will A do r to?", or with an inverse link "who will do r to A?".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from comity.system.forecast.history import Flags, History, Ints
from comity.system.forecast.recurrence import HALF_LIVES, Recurrence
from comity.system.forecast.rules import Rules, gap_class


@dataclass(frozen=True, slots=True)
class Kinds:
    """Attributes of actors, by code: a place (country) and a sort (police, citizens, head of government).

    ``own`` is the sort of actors that are called by their own name.
    """

    place: Ints
    sort: Ints
    own: int


@dataclass(frozen=True, slots=True)
class View:
    """The questions of one day, with what their subjects have done before it."""

    day: int
    subjects: Ints
    links: Ints
    pair: Ints
    pair_owner: Ints
    triple: Ints
    triple_owner: Ints


class Walk:
    """The state of everything that is counted, at the beginning of one day. It only goes forward."""

    def __init__(self, history: History, kinds: Kinds | None = None) -> None:
        """Start before the first day."""
        self.history, self.kinds = history, kinds
        self.actors, links = len(history.actors), history.links
        self._subject, self._link, self.other, self._when = (np.ascontiguousarray(column) for column in history.both.T[:4])
        acts = (self._subject, self._link, self.other)
        pair = acts[0] * self.actors + acts[2]
        self.pairs = Recurrence(acts[0], pair, HALF_LIVES, self.actors)
        self.triples = Recurrence(acts[0], pair * links + acts[1], HALF_LIVES, self.actors)
        self.by_link = Recurrence(acts[1], acts[1] * self.actors + acts[2], HALF_LIVES, links)
        self.by_actor = Recurrence(np.zeros_like(acts[2]), acts[2], HALF_LIVES, 1)
        counted = [self.pairs, self.triples, self.by_link, self.by_actor]
        self.sorts = 0
        if kinds is not None:
            self.sorts = int(kinds.sort.max()) + 1
            asking = acts[1] * self.sorts + kinds.sort[acts[0]]
            self.by_sort = Recurrence(asking, asking * self.sorts + kinds.sort[acts[2]], HALF_LIVES, links * self.sorts)
            counted.append(self.by_sort)
        self._counted = counted
        self.partner = self.other[self.pairs.example]
        self.body = self._link[self.triples.example]
        self.body_partner = self.other[self.triples.example]
        self.body_pair = self.pairs.key[self.triples.example]
        self.rules = Rules(links)
        self.day = history.first
        self._done = 0

    def _acts(self, day: int) -> slice:
        return slice(int(np.searchsorted(self._when, day)), int(np.searchsorted(self._when, day, side="right")))

    def questions(self, day: int) -> tuple[Ints, Ints, Flags]:
        """Return subjects and links of the day's acts, each once, and their answers, shape (questions, actors)."""
        acts = self._acts(day)
        keys, place = np.unique(self._subject[acts] * self.history.links + self._link[acts], return_inverse=True)
        answers = np.zeros((len(keys), self.actors), bool)
        answers[place, self.other[acts]] = True
        return keys // self.history.links, keys % self.history.links, answers

    def view(self, day: int, subjects: Ints, links: Ints) -> View:
        """Return what is known of the subjects of questions; the walk must have come to ``day``."""
        return View(day, subjects, links, *self.pairs.rows(subjects), *self.triples.rows(subjects))

    def close(self, view: View, answers: Flags) -> None:
        """Learn what a day has brought: which rules have hit, and its acts. ``view`` holds the questions of the day."""
        gaps = gap_class(view.day - self.triples.last[view.triple])
        hits = answers[view.triple_owner, self.body_partner[view.triple]]
        self.rules.observe(view.links[view.triple_owner], self.body[view.triple], gaps, hits)
        acts = self._acts(view.day)
        for counts in self._counted:
            counts.add(counts.key[acts], view.day)
        self.day, self._done = view.day + 1, acts.stop

    def days(self, until: int) -> Iterator[int]:
        """Yield the days with acts from where the walk stands to the one before ``until``."""
        days = np.unique(self._when[self._done : np.searchsorted(self._when, until)])
        yield from days.tolist()

    def advance(self, until: int) -> None:
        """Learn all days before ``until``."""
        for day in self.days(until):
            subjects, links, answers = self.questions(day)
            self.close(self.view(day, subjects, links), answers)
