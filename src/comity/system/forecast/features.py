"""Candidates for the questions of a day, and what speaks for each of them.

Candidates are all partners of the subject so far, and the actors next likely by popularity, closeness and kind.
"""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from comity.system.forecast.closeness import Alike, Closeness
from comity.system.forecast.combine import Choices
from comity.system.forecast.history import Array, Ints, Singles
from comity.system.forecast.recurrence import HALF_LIVES, Recurrence
from comity.system.forecast.rules import gap_class
from comity.system.forecast.walk import Kinds, View, Walk

_SHORT, _MIDDLE, _LONG, _ALL = 1, 2, 3, 4
_FORGOTTEN = 1000

GROUPS = ("triple", "pair", "rules", "popularity", "activity", "paths", "alike", "kinds")
"""What features come from: the same act of the same pair; any act of the pair; rules of one step; how often the candidate
stands in the link, or at all; how active the subject is; paths over one partner; actors alike; attributes of actors."""


def choices(walk: Walk, view: View, *, extra: int = 100, without: Collection[str] = ()) -> Choices:
    """Return the candidates of each question of a view with their features.

    Args:
        walk: a walk that stands at the view's day.
        view: the questions.
        extra: the most candidates that are no partners of the subject so far.
        without: names of :data:`GROUPS` to leave out.
    """
    return _Table(walk, view).choices(extra, without)


class _Table:
    """Candidates and features of the questions of one view."""

    def __init__(self, walk: Walk, view: View) -> None:
        self.walk, self.view, self.count = walk, view, len(view.subjects)
        self.who, self.who_of = np.unique(view.subjects, return_inverse=True)
        self.what, self.what_of = np.unique(view.links, return_inverse=True)
        self.exact = np.flatnonzero(walk.body[view.triple] == view.links[view.triple_owner])
        self.popular = self._spread(walk.by_link, self.what, walk.other, walk.actors)
        near = Closeness(walk.pairs, walk.partner, walk.actors, view.day, (_SHORT, _LONG))
        self.paths_short, self.paths_long, likeness = near.around(self.who)
        faded = walk.triples.faded(np.arange(len(walk.body)), view.day, slice(_LONG, _LONG + 1))[:, 0]
        weights = np.log1p(faded)
        alike = Alike(walk.triples.subject, walk.body, walk.body_partner, weights, walk.history.links)
        self.alike = alike.scores(likeness, self.who_of, view.links)
        self.likeness = likeness
        exact = view.triple[self.exact]
        self.beside = near.beside(
            walk.body_partner[exact], weights[exact].astype(np.float64), view.triple_owner[self.exact], self.count
        )

    def _spread(self, counts: Recurrence, groups: Ints, column: Ints, width: int) -> Singles:
        """Faded counts of groups as a dense table, shape (groups, width, half-lives)."""
        keys, owner = counts.rows(groups)
        table = np.zeros((len(groups), width, len(HALF_LIVES)), np.float32)
        table[owner, column[counts.example[keys]]] = counts.faded(keys, self.view.day)
        return table

    def choices(self, extra: int, without: Collection[str]) -> Choices:
        question, candidate, source = self._candidates(extra)
        partners = np.flatnonzero(source >= 0)
        groups: dict[str, Array] = {}
        for name, values in (self._of_pairs() | self._rules()).items():
            groups[name] = np.zeros((len(question), values.shape[1]), np.float32)
            groups[name][partners] = values[source[partners]]
        groups |= self._popularity(question, candidate) | self._activity(question) | self._near(question, candidate)
        if self.walk.kinds is not None:
            groups |= self._kinds(question, candidate, self.walk.kinds)
        columns: list[Array] = [values for name, values in groups.items() if name not in without]
        columns.append((source < 0)[:, None])
        return Choices(question, candidate, np.concatenate(columns, axis=1).astype(np.float32, copy=False), self.count)

    def _of_pairs(self) -> dict[str, Array]:
        """For each row of the view's pairs: the same act of the pair, and any act of it."""
        walk, view = self.walk, self.view
        any_act = walk.pairs.faded(view.pair, view.day)
        same_act = np.zeros_like(any_act)
        since = np.full(len(view.pair), _FORGOTTEN)
        exact = view.triple[self.exact]
        row = self._row(self.exact)
        same_act[row] = walk.triples.faded(exact, view.day)
        since[row] = view.day - walk.triples.last[exact]
        since_any = view.day - walk.pairs.last[view.pair]
        self.active = self._totals(any_act)
        self.active_so = self._totals(same_act)
        columns = {}
        for name, counts, totals, gap in (
            ("triple", same_act, self.active_so, since),
            ("pair", any_act, self.active, since_any),
        ):
            shares = counts / (totals[view.pair_owner] + 0.1)
            fresh = np.log(np.maximum(_FORGOTTEN / gap, 1))[:, None]
            columns[name] = np.concatenate([np.log1p(counts), shares[:, [_SHORT, _LONG, _ALL]], fresh], axis=1)
        return columns

    def _row(self, bodies: Ints) -> Ints:
        """The row of the view's pairs that each of the view's triples is about, given by place among the triples."""
        view, walk = self.view, self.walk
        sizes = np.bincount(view.pair_owner, minlength=self.count)
        first = np.cumsum(sizes) - sizes
        owner = view.triple_owner[bodies]
        row: Ints = first[owner] + walk.body_pair[view.triple[bodies]] - walk.pairs.start[view.subjects[owner]]
        return row

    def _totals(self, counts: Singles) -> Singles:
        """Sums over the pairs of each question, shape (questions, half-lives)."""
        columns = [np.bincount(self.view.pair_owner, column, minlength=self.count) for column in counts.T]
        return np.stack(columns, axis=1).astype(np.float32)

    def _rules(self) -> dict[str, Array]:
        """For each row of the view's pairs: sum, either-or, greatest, and faded sum of the confidences of rules."""
        walk, view = self.walk, self.view
        row = self._row(np.arange(len(view.triple)))
        gap = view.day - walk.triples.last[view.triple]
        heads = view.links[view.triple_owner]
        trust = walk.rules.confidence(heads, walk.body[view.triple], gap_class(gap))
        size = len(view.pair)
        greatest = np.zeros(size, np.float32)
        np.maximum.at(greatest, row, trust)
        total = np.bincount(row, trust, minlength=size)
        either = -np.expm1(np.bincount(row, np.log1p(-np.minimum(trust, 0.999)), minlength=size))
        recent = np.bincount(row, trust * np.exp2(-gap / 30), minlength=size)
        return {"rules": np.stack([total, either, greatest, recent], axis=1)}

    def _popularity(self, question: Ints, candidate: Ints) -> dict[str, Array]:
        counts = self.popular[self.what_of[question], candidate]
        totals = self.popular.sum(axis=1)[self.what_of[question]]
        shares = counts / (totals + 0.1)
        anyhow = self._spread(self.walk.by_actor, np.zeros(1, np.int64), self.walk.other, self.walk.actors)[0, candidate]
        return {"popularity": np.concatenate([np.log1p(counts), shares[:, [_SHORT, _ALL]], np.log1p(anyhow)], axis=1)}

    def _activity(self, question: Ints) -> dict[str, Array]:
        """How busy the subject is, and with the link asked for: no preference by itself, but the others' weight hangs on it."""
        partners = np.bincount(self.view.pair_owner, minlength=self.count)[:, None]
        values = np.log1p(np.concatenate([partners, self.active_so[:, [_SHORT, _LONG, _ALL]]], axis=1))
        return {"activity": values[question].astype(np.float32)}

    def _near(self, question: Ints, candidate: Ints) -> dict[str, Array]:
        who = self.who_of[question]
        beside, alike = self.beside[question, candidate], self.alike[question, candidate]
        paths = [
            np.log1p(20 * self.paths_short[who, candidate]),
            np.log1p(20 * self.paths_long[who, candidate]),
            np.log1p(20 * beside),
            beside / (self.beside.sum(axis=1)[question] + 0.01),
        ]
        likes = [
            np.log1p(10 * alike),
            alike / (self.alike.sum(axis=1)[question] + 0.01),
            self.likeness[who, candidate],
        ]
        return {"paths": np.stack(paths, axis=1), "alike": np.stack(likes, axis=1)}

    def _kinds(self, question: Ints, candidate: Ints, kinds: Kinds) -> dict[str, Array]:
        subject = self.view.subjects[question]
        same = kinds.place[subject] == kinds.place[candidate]
        groups, group_of = np.unique(self.view.links * self.walk.sorts + kinds.sort[self.view.subjects], return_inverse=True)
        table = self._spread(self.walk.by_sort, groups, kinds.sort[self.walk.other], self.walk.sorts)[:, :, _ALL]
        share = table / (table.sum(axis=1, keepdims=True) + 1)
        values = [
            same,
            kinds.sort[candidate] == kinds.own,
            share[group_of[question], kinds.sort[candidate]],
            same * np.log1p(self.popular[self.what_of[question], candidate, _ALL]),
        ]
        return {"kinds": np.stack(values, axis=1).astype(np.float32)}

    def _candidates(self, extra: int) -> tuple[Ints, Ints, Ints]:
        """Questions, candidates, and for partners so far the row of the view's pairs, else -1."""
        walk, view = self.walk, self.view
        wish = np.log1p(self.popular[:, :, 2])[self.what_of]
        wish += np.log1p(20 * self.paths_long)[self.who_of]
        wish += np.log1p(10 * self.beside)
        wish += np.log1p(10 * self.alike)
        if walk.kinds is not None:
            same = walk.kinds.place[self.who][:, None] == walk.kinds.place
            wish += same[self.who_of] * np.log1p(self.popular[:, :, -1])[self.what_of]
        partner = walk.partner[view.pair]
        wish[view.pair_owner, partner] = -1
        wish[np.arange(self.count), view.subjects] = -1
        # Strictly above the next best, so that of equal ones all or none are taken, whatever their codes.
        bar = np.partition(wish, -extra - 1, axis=1)[:, -extra - 1] if extra < walk.actors else np.zeros(self.count)
        more, further = np.nonzero(wish > np.maximum(bar, 0)[:, None])
        question = np.concatenate([view.pair_owner, more])
        candidate = np.concatenate([partner, further])
        source = np.concatenate([np.arange(len(partner)), np.full(len(more), -1)])
        order = np.lexsort((candidate, question))
        return question[order], candidate[order], source[order]
