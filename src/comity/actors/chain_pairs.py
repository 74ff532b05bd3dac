"""Candidate antecedents of a document's mentions, and the value that each feature (``chain_features``) has for each pair.

A document takes a few operations on arrays: one column a feature, one row a pair.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from comity.actors.chain_features import (
    ANAPHORS,
    BY_STRENGTH,
    LINKS,
    NEW_FEATURES,
    PAIR_FEATURES,
    QUOTED,
    RANKS,
    SENTENCES,
    STRINGS,
)
from comity.actors.chain_mentions import DEFINITE, MODIFIERS, ROLES, WORDS, Traits
from comity.actors.chain_words import CLASS, CLASSES

Numbers = NDArray[np.int64]
Booleans = NDArray[np.bool_]

WINDOW = 32  # nearest mentions that are candidates
BLOCK = 2000  # mentions whose pairs are in memory at a time
_FAR = 4  # candidates farther back, for each word that they share with the mention

_ANAPHOR = {name: i for i, name in enumerate(ANAPHORS)}
_BY_CLASS = {"he": "he", "she": "he", "it": "it", "they": "they", "i": "first", "we": "first", "you": "first",
             "this": "this", "these": "this", "anyone": "noun", "group": "group"}  # fmt: skip

# number (1 one, 2 several) and gender (1 m, 2 f, 4 neither) that a class may have
_MAY = {
    "he": (1, 1), "she": (1, 2), "it": (1, 4), "they": (2, 7), "i": (1, 3), "we": (2, 7), "you": (3, 3), "this": (1, 4),
    "these": (2, 7), "anyone": (1, 3), "per_m": (1, 1), "per_f": (1, 2), "per": (1, 3), "org": (3, 4), "loc": (1, 4),
    "name": (1, 7), "names": (2, 7), "man": (1, 1), "woman": (1, 2), "person": (1, 3), "people": (2, 3), "body": (3, 4),
    "bodies": (2, 4), "place": (1, 4), "time": (1, 4), "thing": (1, 4), "things": (2, 7), "agentive": (1, 7), "noun": (1, 7),
    "group": (2, 7),
}  # fmt: skip
NUMBER = np.array([_MAY[c][0] for c in CLASSES])
GENDER = np.array([_MAY[c][1] for c in CLASSES])
_SPEECH_ACT = np.array([{"i": 1, "we": 2, "you": 3}.get(c, 0) for c in CLASSES])


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of mentions, the later ones from number ``first`` on, and the features of each.

    ``later`` and ``earlier`` are indices of mentions, sorted by ``later`` and there from the nearest back. ``rows`` (pairs by
    features) holds a column for each of :data:`PAIR_FEATURES`, ``new`` (later mentions by features) one for each of
    :data:`NEW_FEATURES`: numbers of values, those of one anaphor type after those of another.
    """

    first: int
    later: Numbers
    earlier: Numbers
    rows: Numbers
    new: Numbers


def anaphor(traits: Traits) -> int:
    """Return the type of a mention as anaphor, an index of :data:`ANAPHORS`."""
    name = _BY_CLASS.get(CLASSES[traits.category])
    if name is None:
        if traits.mention.kind == "name":
            name = "name"
        else:
            name = "the" if DEFINITE[traits.definite] in ("the", "this", "of") else "noun"
    return _ANAPHOR[name]


def pair(mentions: Sequence[Traits], block: int = BLOCK) -> Iterator[Pairs]:
    """Yield the candidate pairs of a document with their features, those of ``block`` later mentions at a time."""
    later, earlier = _candidates(mentions)
    table = _Table(mentions)
    for first in range(0, len(mentions), block):
        low, high = np.searchsorted(later, (first, first + block))
        j, i = later[low:high], earlier[low:high]
        strings = table.strings(j, i)
        here = slice(first, first + block)
        yield Pairs(first, j, i, table.rows(j, i, strings), table.new(here, j, i, strings))


def _candidates(mentions: Sequence[Traits]) -> tuple[Numbers, Numbers]:
    later: list[int] = []
    earlier: list[int] = []
    buckets: dict[tuple[str, str], list[int]] = defaultdict(list)
    for j, traits in enumerate(mentions):
        near = range(j - 1, max(-1, j - 1 - WINDOW), -1)
        keys = _keys(traits)
        far = {i for key in keys for i in buckets[key][-_FAR:] if i < j - WINDOW}
        found = [*near, *sorted(far, reverse=True)]
        later.extend([j] * len(found))
        earlier.extend(found)
        for key in keys:
            buckets[key].append(j)
    return np.array(later, dtype=np.int64), np.array(earlier, dtype=np.int64)


def _keys(traits: Traits) -> set[tuple[str, str]]:
    """Return the words by which a mention finds those that are far back."""
    kind = traits.mention.kind
    if kind == "name":
        keys = {("word", w) for w in (traits.words[0], traits.words[-1])}
        return keys | ({("short", traits.short)} if traits.short else set())
    if kind == "noun":
        return {("word", traits.lemma)}
    group = CLASSES[traits.category]
    return {("pronoun", group)} if group in ("i", "we", "you") else set()


def _bin(values: Numbers, edges: Sequence[int]) -> Numbers:
    return np.searchsorted(np.array(edges), values, side="right")


def _named(values: Sequence[str], choices: Sequence[tuple[Booleans, str]]) -> Numbers:
    """Return, for each pair, the index of the value whose condition holds first; 0 where none does."""
    return np.select([c for c, _ in choices], [values.index(name) for _, name in choices], 0)


class _Table:
    """The mentions of a document as arrays."""

    def __init__(self, mentions: Sequence[Traits]) -> None:
        self.n = len(mentions)

        def numbers(values: list[int]) -> Numbers:
            return np.array(values, dtype=np.int64)

        self.anaphor = numbers([anaphor(t) for t in mentions])
        self.category = numbers([t.category for t in mentions])
        self.role = numbers([t.role for t in mentions])
        self.definite = numbers([t.definite for t in mentions])
        self.place = numbers([t.place for t in mentions])
        self.paragraph = numbers([t.paragraph for t in mentions])
        self.order = numbers([t.order for t in mentions])
        self.governor = numbers([t.governor for t in mentions])
        self.quote = numbers([t.quote for t in mentions])
        self.above = numbers([t.above for t in mentions])
        self.link = numbers([("", "appos", "pred", "conj").index(t.link) for t in mentions])
        self.kind = numbers([("name", "noun", "pronoun", "group").index(t.mention.kind) for t in mentions])
        self.flags = numbers([t.reflexive + 2 * t.question + 4 * t.says + 8 * bool(t.modifiers) for t in mentions])
        self.words(mentions)

    def words(self, mentions: Sequence[Traits]) -> None:
        ids: dict[str, int] = {}

        def number(word: str) -> int:
            return ids.setdefault(word, len(ids)) if word else -1

        names = np.full((self.n, WORDS), -1, dtype=np.int64)
        modifiers = np.full((self.n, MODIFIERS), -1, dtype=np.int64)
        lasts, firsts, wholes, shorts, sizes = [], [], [], [], []
        for i, t in enumerate(mentions):
            found = [number(w) for w in t.words]
            names[i, : len(found)] = found
            inner = [number(w) for w in t.modifiers]
            modifiers[i, : len(inner)] = inner
            firsts.append(found[0] if found else -1)
            lasts.append(found[-1] if found else -1)
            wholes.append(number(" ".join(t.words)))
            shorts.append(number("." + t.short if t.short else ""))
            sizes.append(len(found))
        self.names, self.modifiers = names, modifiers
        self.first, self.last = np.array(firsts, dtype=np.int64), np.array(lasts, dtype=np.int64)
        self.whole, self.short = np.array(wholes, dtype=np.int64), np.array(shorts, dtype=np.int64)
        self.size = np.array(sizes, dtype=np.int64)
        counts = Counter(lasts)
        self.count = _bin(np.array([counts[x] if x >= 0 else 1 for x in lasts], dtype=np.int64), (2, 3, 5, 9))

    def strings(self, j: Numbers, i: Numbers) -> Numbers:
        """Return how the words of each pair are alike, an index of ``STRINGS``."""
        out = np.zeros(len(j), dtype=np.int64)
        kj, ki = self.kind[j], self.kind[i]
        names = (kj == 0) & (ki == 0)
        if names.any():
            at = np.flatnonzero(names)
            out[at] = self._of_names(j[at], i[at])
        nouns = (kj == 1) & (ki == 1) & (self.last[j] == self.last[i])
        if nouns.any():
            at = np.flatnonzero(nouns)
            out[at] = self._of_nouns(j[at], i[at])
        mixed = (((kj == 1) & (ki == 0)) | ((kj == 0) & (ki == 1))) & (self.last[j] >= 0)
        if mixed.any():
            at = np.flatnonzero(mixed)
            noun, name = np.where(kj[at] == 1, j[at], i[at]), np.where(kj[at] == 1, i[at], j[at])
            inside = (self.names[name] == self.last[noun][:, None]).any(axis=1)
            out[at[inside]] = _STRING["lemma in name"]
        out[(kj == 2) & (ki == 2) & (self.category[j] == self.category[i])] = _STRING["same pronoun"]
        return out

    def _of_names(self, j: Numbers, i: Numbers) -> Numbers:
        a, b = self.names[j], self.names[i]
        alike = (a[:, :, None] == b[:, None, :]) & (a >= 0)[:, :, None]
        common_j, common_i = alike.any(axis=2).sum(axis=1), alike.any(axis=1).sum(axis=1)
        sj, si = self.size[j], self.size[i]
        last, first = self.last[j] == self.last[i], self.first[j] == self.first[i]
        person = np.isin(self.category[j], _PEOPLE) & np.isin(self.category[i], _PEOPLE)
        short = (self.short[j] >= 0) & (self.short[j] == self.short[i]) & ((sj == 1) != (si == 1))
        return _named(STRINGS, (
            ((self.whole[j] == self.whole[i]) & self._modified_alike(j, i), "same"),
            (self.whole[j] == self.whole[i], "same name, other modifiers"),
            (short, "acronym"),
            (last & (sj == 1) & (si > 1), "surname"),
            (last & (si == 1) & (sj > 1), "full after surname"),
            (first & (sj == 1) & (si > 1), "given name"),
            (first & (si == 1) & (sj > 1), "full after given name"),
            (first & last, "outer words same"),
            (last & person, "other person of that surname"),
            ((common_j == sj) | (common_i == si), "all words in"),
            (last, "head word and more"),
            (common_j > 0, "some words"),
        ))  # fmt: skip

    def _modified_alike(self, j: Numbers, i: Numbers) -> Booleans:
        a, b = self.modifiers[j], self.modifiers[i]
        alike = (a[:, :, None] == b[:, None, :]) & (a >= 0)[:, :, None]
        out: Booleans = ((a < 0) | alike.any(axis=2)).all(axis=1) & ((b < 0) | alike.any(axis=1)).all(axis=1)
        return out

    def _of_nouns(self, j: Numbers, i: Numbers) -> Numbers:
        a, b = self.modifiers[j], self.modifiers[i]
        alike = (a[:, :, None] == b[:, None, :]) & (a >= 0)[:, :, None]
        inside_j = alike.any(axis=2).sum(axis=1) == (a >= 0).sum(axis=1)
        inside_i = alike.any(axis=1).sum(axis=1) == (b >= 0).sum(axis=1)
        return _named(STRINGS, (
            (inside_j & inside_i, "same noun"),
            (inside_j, "same noun, fewer modifiers"),
            (inside_i, "same noun, more modifiers"),
            (~(inside_j | inside_i), "same noun, other modifiers"),
        ))  # fmt: skip

    def links(self, j: Numbers, i: Numbers) -> Numbers:
        """Return how the tree joins each pair, an index of ``LINKS``."""
        joined = np.where(self.above[j] == self.order[i], self.link[j], 0)
        joined = np.where((self.above[i] == self.order[j]) & (joined == 0), self.link[i], joined)
        together = (self.governor[j] == self.governor[i]) & (self.governor[j] >= 0)
        own = (self.order[j] == self.order[i]) | ((self.kind[i] == 3) & (joined == 3))
        reflexive = (self.flags[j] & 1) > 0
        return _named(LINKS, (
            (own, "own coordination"),
            (joined == 1, "apposition"),
            (joined == 2, "predicate"),
            (joined == 3, "coordinated"),
            (together & reflexive, "same predicate, reflexive"),
            (together, "same predicate"),
            (self.governor[j] == self.order[i], "governs"),
            (self.governor[i] == self.order[j], "governed"),
        ))  # fmt: skip

    def quotes(self, j: Numbers, i: Numbers) -> Numbers:
        """Return how the pair stands to quotes and their speakers, an index of ``QUOTED``."""
        qj, qi = self.quote[j], self.quote[i]
        apart = self.place[j] - self.place[i]
        first_j, first_i = np.isin(self.category[j], _FIRST), np.isin(self.category[i], _FIRST)
        says_j, says_i = (self.flags[j] & 4) > 0, (self.flags[i] & 4) > 0
        into, out = (qj > 0) & (qi == 0), (qj == 0) & (qi > 0)
        return _named(QUOTED, (
            (into & first_j & says_i & (apart == 0), "speaker here, first person"),
            (into & first_j & says_i & (apart <= 2), "speaker before, first person"),
            (out & first_i & says_j & (apart == 0), "first person, speaker here"),
            (out & first_i & says_j & (apart <= 2), "first person, speaker after"),
            (into, "into a quote"),
            (out, "out of a quote"),
            ((qj > 0) & (qj == qi), "same quote"),
            ((qj > 0) & (qi > 0), "other quotes"),
        ))  # fmt: skip

    def fits(self, j: Numbers, i: Numbers) -> Booleans:
        """Tell whether number, gender and person of each pair may agree."""
        a, b = self.category[j], self.category[i]
        agree = ((NUMBER[a] & NUMBER[b]) > 0) & ((GENDER[a] & GENDER[b]) > 0)
        pronouns = (self.kind[j] == 2) & (self.kind[i] == 2)
        out: Booleans = agree & (~pronouns | (_SPEECH_ACT[a] == _SPEECH_ACT[b]))
        return out

    def ranks(self, j: Numbers, fits: Booleans) -> Numbers:
        """Return, for each pair that fits, how many of its mention fit up to it (the nearest 1), for others 0."""
        total = np.cumsum(fits)
        starts = np.searchsorted(j, j, side="left")
        before = np.where(starts > 0, total[starts - 1], 0)
        return np.where(fits, total - before, 0)

    def rows(self, j: Numbers, i: Numbers, strings: Numbers) -> Numbers:
        """Return the features of each pair (pairs by features)."""
        apart = self.place[j] - self.place[i]
        sentences = _bin(apart, (1, 2, 3, 4, 6, 10, 20))
        near, where = np.minimum(sentences, 3), np.minimum(sentences, 2)
        fits = self.fits(j, i)
        rank = _bin(self.ranks(j, fits), (1, 2, 3, 4, 6, 10))
        links, quotes = self.links(j, i), self.quotes(j, i)
        person_j, person_i = _PERSON[self.category[j]], _PERSON[self.category[i]]
        both = person_j * 4 + person_i
        pages = np.minimum(self.paragraph[j] - self.paragraph[i], 3)
        asks_j, asks_i = (self.flags[j] >> 1) & 1, (self.flags[i] >> 1) & 1
        asks = np.where(asks_j == asks_i, 0, np.where(asks_j == 1, 1, 2))
        classes, roles, kinds = len(CLASSES), len(ROLES), len(DEFINITE)
        columns = (
            sentences,
            _bin(j - i, (2, 3, 4, 5, 7, 10, 15, 25)),
            self.category[j] * classes + self.category[i],
            strings,
            strings * kinds + self.definite[j],
            strings * classes + self.category[j],
            self.role[i] * 3 + where,
            self.role[j] * roles + self.role[i],
            (self.role[j] * roles + self.role[i]) * 3 + where,
            self.category[i] * len(SENTENCES) + sentences,
            self.definite[i] * roles + self.role[i],
            links,
            links * classes + self.category[i],
            quotes,
            both * len(QUOTED) + quotes,
            pages,
            (both * 4 + pages) * 3 + asks,
            rank,
            rank * 4 + near,
            self.definite[i] * 4 + near,
            self.count[i] * 3 + where,
            self.count[i] * classes + self.category[i],
        )
        kind = self.anaphor[j]
        return np.stack([kind * len(f.values) + c for f, c in zip(PAIR_FEATURES, columns, strict=True)], axis=1)

    def new(self, here: slice, j: Numbers, i: Numbers, strings: Numbers) -> Numbers:
        """Return the features of a mention's being new (mentions of the slice by features); ``j`` lie in the slice."""
        group, role, definite, flags = (x[here] for x in (self.category, self.role, self.definite, self.flags))
        best = np.full(len(group), len(STRINGS) - 1, dtype=np.int64)
        np.minimum.at(best, j - here.start, _STRENGTH[strings])
        fitting = np.zeros(len(group), dtype=np.int64)
        np.add.at(fitting, j - here.start, self.fits(j, i) & (self.place[j] - self.place[i] <= 1))
        columns = (
            group,
            definite * len(ROLES) + role,
            group * len(ROLES) + role,
            np.argsort(_STRENGTH)[best],
            group * len(RANKS) + _bin(fitting, (1, 2, 3, 4, 6, 10)),
            _bin(self.place[here], (1, 2, 5, 20)),
            self.count[here] * len(DEFINITE) + definite,
            (flags >> 3) & 1,
        )
        kind = self.anaphor[here]
        return np.stack([kind * len(f.values) + c for f, c in zip(NEW_FEATURES, columns, strict=True)], axis=1)


_PEOPLE = [CLASS[c] for c in ("per", "per_m", "per_f", "name")]
_FIRST = [CLASS[c] for c in ("i", "we")]
_PERSON = np.array([{"i": 0, "we": 1, "you": 2}.get(c, 3) for c in CLASSES])
_STRENGTH = np.array([BY_STRENGTH.index(name) for name in STRINGS])  # 0 the most telling
_STRING = {name: i for i, name in enumerate(STRINGS)}
