"""How all pairs stand at a day, and features of the chance that a relation happens between two of them in the days that follow.

A row is a pair and a relation: "A does r to B at least once from the day on, within the horizon". Only pairs with an act
before the day are rows here.
"""

from __future__ import annotations

import numpy as np

from comity.system.forecast.history import Array, Floats, History, Ints
from comity.system.forecast.recurrence import HALF_LIVES, Recurrence
from comity.system.forecast.rules import GAPS, gap_class

_LONG, _ALL = 3, 4
_LONG_AGO = 1000
_CASES = 20.0


class Standing:
    """Fading counts by pair, by act of a pair, by role of an actor, by actor and by link, at the beginning of a day."""

    def __init__(self, history: History) -> None:
        """Start before the first day."""
        self.history = history
        subject, link, other, self._when = (np.ascontiguousarray(column) for column in history.both.T[:4])
        self.actors, self.links, self.relations = len(history.actors), history.links, len(history.relations)
        self.pairs = Recurrence(subject, subject * self.actors + other, HALF_LIVES, self.actors)
        self.partner: Ints = other[self.pairs.example]
        count = len(self.partner)
        self.acts = Recurrence(self.pairs.key, self.pairs.key * self.links + link, HALF_LIVES, count)
        self.act_link: Ints = link[self.acts.example]
        self.roles = Recurrence(subject, subject * self.links + link, HALF_LIVES, self.actors)
        self.busy = Recurrence(subject, subject, HALF_LIVES, self.actors)
        self.total = Recurrence(np.zeros_like(link), link, HALF_LIVES, 1)
        self._done = 0
        self.day = history.first

    def advance(self, until: int) -> None:
        """Count all acts before ``until``, which is not before the day that this stands at."""
        stop = int(np.searchsorted(self._when, until))
        days, starts = np.unique(self._when[self._done : stop], return_index=True)
        edges = np.append(starts, stop - self._done) + self._done
        for day, first, last in zip(days.tolist(), edges[:-1].tolist(), edges[1:].tolist(), strict=True):
            for counts in (self.pairs, self.acts, self.roles, self.busy, self.total):
                counts.add(counts.key[first:last], day)
        self._done, self.day = stop, until

    def known(self) -> Ints:
        """Return the pairs with an act so far, each in both orders."""
        return np.flatnonzero(self.pairs.last >= self.history.first)

    def outcomes(self, until: int) -> tuple[Ints, Ints, Ints]:
        """Return what happens from the day on and before ``until``, each pair and relation once.

        Returns:
            pairs and relations, for pairs with an act so far; and the relations of the acts of all others.
        """
        acts = self.history.acts
        part = acts[np.searchsorted(acts[:, 3], self.day) : np.searchsorted(acts[:, 3], until)]
        pair = self.pairs.find(part[:, 0] * self.actors + part[:, 2])
        keys = np.unique(pair * self.relations + part[:, 1])
        pair, relation = keys // self.relations, keys % self.relations
        old = self.pairs.last[pair] >= self.history.first
        return pair[old], relation[old], relation[~old]

    def features(self, pair: Ints, relation: Ints, rules: HorizonRules) -> Floats:
        """Return the features of rows, shape (rows, features)."""
        day = self.day
        source, target = self.pairs.subject[pair], self.partner[pair]
        act = self.acts.find(pair * self.links + relation)
        answer = self.acts.find(pair * self.links + relation + self.relations)
        both = self.pairs.faded(pair, day)
        doer = self._shares(source, relation)
        done_to = self._shares(target, relation + self.relations)
        usual = self.total.faded(self.total.find(relation), day)
        usual = usual / max(1e-9, float(self.total.faded(np.arange(len(self.total.last)), day)[:, _ALL].sum() / 2))
        expected = [both[:, _LONG] * share for share in (doer, done_to, usual[:, _ALL])]
        best, either = rules.evidence(self, pair, relation)
        columns = [
            *np.log1p(self.acts.faded(act, day)).T,
            *np.log1p(self.acts.faded(answer, day)[:, [1, _LONG]]).T,
            *np.log1p(both).T,
            *(np.log1p(values) for values in expected),
            *(np.log(values + 1e-4) for values in (doer, done_to, usual[:, _ALL])),
            np.log(np.maximum(_LONG_AGO / (day - np.where(act < 0, day - _LONG_AGO, self.acts.last[act])), 1)),
            np.log(np.maximum(_LONG_AGO / (day - self.pairs.last[pair]), 1)),
            best,
            either,
        ]
        return np.stack(columns, axis=1).astype(np.float64)

    def _shares(self, actor: Ints, link: Ints) -> Array:
        """The share of a link among all acts of an actor, with long memory."""
        role = self.roles.faded(self.roles.find(actor * self.links + link), self.day)[:, _LONG]
        shares: Array = role / (self.busy.faded(self.busy.find(actor), self.day)[:, _LONG] + 0.1)
        return shares

    def weight(self, actors: Ints) -> Floats:
        """Return each actor's share of all acts, with long memory."""
        every = self.busy.faded(np.arange(len(self.busy.last)), self.day)[:, _LONG].sum()
        known = int((self.busy.last >= self.history.first).sum())
        own = self.busy.faded(self.busy.find(actors), self.day)[:, _LONG]
        shares: Floats = (own + 0.5).astype(np.float64) / (every + 0.5 * known)
        return shares


class HorizonRules:
    """How often a relation followed within the horizon, by the pair's earlier acts and how long ago the last of each was."""

    def __init__(self, relations: int) -> None:
        """Start without cases."""
        self._cases = np.zeros((2 * relations, len(GAPS)))
        self._hits = np.zeros((relations, 2 * relations, len(GAPS)))
        self._pairs = 0.0
        self._happened = np.zeros(relations)
        self._first = np.zeros(relations)
        self.origins = 0

    def observe(self, cases: tuple[Ints, Ints], hits: tuple[Ints, Ints, Ints], pairs: int, outcomes: tuple[Ints, Ints]) -> None:
        """Count the cases of one origin.

        Args:
            cases: link and class of gap of each act known at the origin.
            hits: relation that followed, link and class of gap.
            pairs: the number of pairs known at the origin.
            outcomes: relations that happened between known pairs, and between others.
        """
        np.add.at(self._cases, cases, 1.0)
        np.add.at(self._hits, hits, 1.0)
        self._pairs += pairs
        np.add.at(self._happened, outcomes[0], 1.0)
        np.add.at(self._first, outcomes[1], 1.0)
        self.origins += 1

    def base(self, relation: Ints) -> Floats:
        """Return how often a known pair has each relation within the horizon."""
        shares: Floats = (self._happened[relation] + 0.01) / (self._pairs + 1)
        return shares

    def contacts(self) -> Floats:
        """Return how many acts of each relation an origin has between pairs that had none before, shape (relations,)."""
        means: Floats = self._first / max(1, self.origins)
        return means

    def counts(self, relation: int, link: Ints, gap: Ints) -> tuple[Floats, Floats]:
        """Return hits and cases of rules with one head."""
        return self._hits[relation, link, gap], self._cases[link, gap]

    def evidence(self, standing: Standing, pair: Ints, relation: Ints) -> tuple[Floats, Floats]:
        """Return the greatest log odds that a rule gives, and those that at least one comes true, for each row."""
        bodies, owner = standing.acts.rows(pair)
        gap = gap_class(standing.day - standing.acts.last[bodies])
        link = standing.act_link[bodies]
        base = self.base(relation)
        trust = (self._hits[relation[owner], link, gap] + _CASES * base[owner]) / (self._cases[link, gap] + _CASES)
        trust = np.minimum(trust, 0.99)
        starts = np.searchsorted(owner, np.arange(len(pair)))
        best = np.maximum.reduceat(trust, starts)
        miss = np.add.reduceat(np.log1p(-trust), starts)
        return np.log(best / (1 - best)), np.log(np.expm1(np.minimum(-miss, 50.0)))
