"""Who is next: actors ranked for a subject, a relation and a day, from what is known before the day.

The benchmark's protocol (Gastinger et al. 2024, section 2): for each act both ends are asked for; other true answers of the
same day are taken out of the ranking; equal scores share the mean of their ranks.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from comity.errors import ComityError
from comity.system.forecast.combine import Choices, Combination, FitOptions, joined
from comity.system.forecast.features import GROUPS, choices
from comity.system.forecast.history import Flags, Floats, History, Ints, Singles
from comity.system.forecast.walk import Kinds, Walk


@dataclass(frozen=True, slots=True)
class RankOptions:
    """How a ranker works.

    Attributes:
        fit_days: the combination is fitted on the acts of so many days.
        extra: the most candidates that are no partners of the subject so far.
        fit_extra: the same for the days that are fitted on: fewer, as they fill memory.
        without: groups of features to leave out, see :data:`~comity.system.forecast.features.GROUPS`.
        fit: see :class:`~comity.system.forecast.combine.FitOptions`.
    """

    fit_days: int = 100
    extra: int = 150
    fit_extra: int = 20
    without: frozenset[str] = frozenset()
    fit: FitOptions = field(default_factory=FitOptions)


class Ranker:
    """Ranks actors at days from ``until`` on; what it weighs by is fitted on the days just before."""

    def __init__(self, history: History, until: int, kinds: Kinds | None = None, options: RankOptions | None = None) -> None:
        """Read all days before ``until`` and fit.

        Raises:
            ComityError: if an option is wrong, or the days before ``until`` are too few to learn from.
        """
        self.options = options or RankOptions()
        unknown = self.options.without - set(GROUPS)
        if unknown:
            raise ComityError(f"no group of features is called '{sorted(unknown)[0]}'; there are {', '.join(GROUPS)}")
        self._walk = Walk(history, kinds)
        self._walk.advance(max(until - self.options.fit_days, history.first + 1))
        parts: list[Choices] = []
        right: list[Flags] = []
        for part, answers, _ in self._over(until, self.options.fit_extra):
            parts.append(part.small())
            right.append(answers[part.question, part.candidate])
        if not parts:
            raise ComityError(
                f"no acts on two days before {until} to learn from; the history has days {history.first} to {history.last}"
            )
        learned = joined(parts)
        self.combination = Combination.fitted(learned, np.concatenate(right), self.options.fit)

    def _choices(self, day: int, subjects: Ints, links: Ints) -> Choices:
        view = self._walk.view(day, subjects, links)
        return choices(self._walk, view, extra=self.options.extra, without=self.options.without)

    def _over(self, until: int, extra: int) -> Iterator[tuple[Choices, Flags, Ints]]:
        """Yield the choices of each day and which actors are answers, with the links; then learn the day."""
        for day in self._walk.days(until):
            subjects, links, answers = self._walk.questions(day)
            view = self._walk.view(day, subjects, links)
            yield choices(self._walk, view, extra=extra, without=self.options.without), answers, links
            self._walk.close(view, answers)

    def scores(self, subjects: Ints, links: Ints, day: int) -> tuple[Choices, Singles]:
        """Return the candidates of questions at a day and their scores. Actors that are no candidates rank below all.

        Raises:
            ComityError: if the ranker has read this day already.
        """
        if day < self._walk.day:
            raise ComityError(
                f"day {day} is past: this ranker has read all days before {self._walk.day}; ask for that day or later"
            )
        self._walk.advance(day)
        found = self._choices(day, subjects, links)
        return found, self.combination.scores(found.features)

    def ranks(self, until: int) -> tuple[Floats, Flags]:
        """Rank the answer to both questions of each act, day by day to the one before ``until``.

        Returns:
            the ranks, from 1, of one entry a question and answer; and whether the question had an inverse link.
        """
        ranks, inverse = [], []
        for found, answers, links in self._over(until, self.options.extra):
            rank, question = filtered_ranks(found, self.combination.scores(found.features), answers)
            ranks.append(rank)
            inverse.append(links[question] >= len(self._walk.history.relations))
        return np.concatenate(ranks), np.concatenate(inverse)


def filtered_ranks(found: Choices, scores: Singles, answers: Flags) -> tuple[Floats, Ints]:
    """Return the rank of each answer among itself and the actors that are no answers, and its question.

    Args:
        found: candidates; actors that are none share the ranks below them.
        scores: one a candidate.
        answers: shape (questions, actors).
    """
    right = answers[found.question, found.candidate]
    order = np.lexsort((-scores, found.question))
    question, score, hit = found.question[order], scores[order], right[order]
    wrong_before = np.concatenate([[0], np.cumsum(~hit)])
    edges = np.searchsorted(question, np.arange(found.count + 1))
    fresh = np.ones(len(order), bool)
    fresh[1:] = (question[1:] != question[:-1]) | (score[1:] != score[:-1])
    starts = np.flatnonzero(fresh)
    tie = np.cumsum(fresh) - 1
    ends = np.append(starts[1:], len(order))
    better = wrong_before[starts[tie]] - wrong_before[edges[question]]
    level = wrong_before[ends[tie]] - wrong_before[starts[tie]]
    placed = (1 + better + level / 2)[hit]
    total = answers.sum(axis=1)
    missing = total - np.bincount(question[hit], minlength=found.count)
    wrong = wrong_before[edges[1:]] - wrong_before[edges[:-1]]
    below = 1 + wrong + (answers.shape[1] - total - wrong) / 2
    ranks = np.concatenate([placed, np.repeat(below, missing)])
    return ranks, np.concatenate([question[hit], np.repeat(np.arange(found.count), missing)])
