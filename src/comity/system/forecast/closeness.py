"""Who stands near whom: paths over one partner, and actors that act alike.

They rank actors that the asking one has never dealt with. Paths are rules of two steps without their relations (TLogic's
longer rules, Liu et al. 2022, here summed over all relations at once); acting alike is neighbourhood-based collaborative
filtering (Sarwar et al. 2001, "Item-based collaborative filtering recommendation algorithms", section 3, cosine).
"""

from __future__ import annotations

import numpy as np

from comity.system.forecast.history import Floats, Ints, Singles
from comity.system.forecast.recurrence import Recurrence, ranges

SHARPNESS = 1.5
"""Power of the cosine: many actors are a little alike, and what they do should not drown what the few alike ones do."""


class Closeness:
    """Weights of all pairs at one day, and what follows from them."""

    def __init__(self, pairs: Recurrence, partner: Ints, actors: int, day: int, spans: tuple[int, int]) -> None:
        """Weigh pairs by the log of their faded counts, at two of the half-lives of ``pairs``: a short and a long one."""
        self._pairs, self._partner, self._actors = pairs, partner, actors
        faded = pairs.faded(np.arange(len(partner)), day)
        self._weights = [self._balanced(np.log1p(faded[:, span].astype(np.float64))) for span in spans]
        long = np.log1p(faded[:, spans[1]].astype(np.float64))
        length = np.sqrt(np.bincount(pairs.subject, long * long, minlength=actors)) + 1e-9
        # Counts are the same both ways, so the second step of a path, taken backwards, is a share of the partner's own.
        self._out: Floats = long / length[pairs.subject]
        self._back: Floats = long / length[partner]

    def _balanced(self, weights: Floats) -> Floats:
        """Divide by the roots of both partners' totals, so that a path over a busy actor counts for less."""
        total = np.sqrt(np.bincount(self._pairs.subject, weights, minlength=self._actors)) + 0.5
        balanced: Floats = weights / (total[self._pairs.subject] * total[self._partner])
        return balanced

    def around(self, subjects: Ints) -> tuple[Singles, Singles, Singles]:
        """Return paths over one partner, short and long memory, and likeness: each of shape (subjects, actors)."""
        first, owner = self._pairs.rows(subjects)
        second, step = self._pairs.rows(self._partner[first])
        place = owner[step] * self._actors + self._partner[second]
        shape = (len(subjects), self._actors)
        short, long = (
            np.bincount(place, weight[first][step] * weight[second], minlength=shape[0] * shape[1]).reshape(shape)
            for weight in self._weights
        )
        like = np.bincount(place, self._out[first][step] * self._back[second], minlength=shape[0] * shape[1]).reshape(shape)
        like[np.arange(len(subjects)), subjects] = 0
        return short.astype(np.float32), long.astype(np.float32), (np.maximum(like, 0) ** SHARPNESS).astype(np.float32)

    def beside(self, partners: Ints, weights: Floats, owner: Ints, questions: int) -> Singles:
        """Return how near each actor is to weighted partners of a question, shape (questions, actors)."""
        rows, step = ranges(self._pairs.start[partners], self._pairs.known[partners])
        place = owner[step] * self._actors + self._partner[rows]
        near = np.bincount(place, weights[step] * self._weights[1][rows], minlength=questions * self._actors)
        return near.reshape(questions, self._actors).astype(np.float32)


class Alike:
    """What actors that act alike have done, for each question about a link."""

    def __init__(self, subject: Ints, link: Ints, other: Ints, weights: Singles, links: int) -> None:
        """Take for each (subject, link, other) its weight; those without weight are left out."""
        rows = np.flatnonzero(weights > 1e-3)
        rows = rows[np.argsort(link[rows], kind="stable")]
        self._subject, self._other, self._weights = subject[rows], other[rows], weights[rows]
        self._start = np.searchsorted(link[rows], np.arange(links + 1))

    def scores(self, likeness: Singles, place: Ints, links: Ints) -> Singles:
        """Return the weighted sum over actors alike, shape (questions, actors).

        Args:
            likeness: shape (subjects, actors).
            place: for each question, the row of its subject in ``likeness``.
            links: for each question, its link.
        """
        actors = likeness.shape[1]
        scores = np.zeros((len(links), actors), np.float32)
        for question, (row, link) in enumerate(zip(place.tolist(), links.tolist(), strict=True)):
            part = slice(self._start[link], self._start[link + 1])
            weights = likeness[row, self._subject[part]] * self._weights[part]
            scores[question] = np.bincount(self._other[part], weights, minlength=actors)
        return scores
