"""Independent origins: copies, rewrites and texts that credit the same outlet or the same speaker count once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from zlib import crc32

from comity.reconcile.credits import said_by, spoken_for
from comity.reconcile.views import View
from comity.records import Document

SIMILAR = 0.55  # share of the words of the shorter text beyond which a text is a rewrite
_LEAD = 160  # code points at the start of a text in which an agency's name is its dateline
_SHINGLE = 3
_FEWEST = 8  # shingles of a text below which it is too short to be told a rewrite
_WORDS = re.compile(r"\w+")


@dataclass(slots=True)
class Source:
    """What of a document tells where its reports come from; shingles are made when they are first asked for."""

    document: Document
    agencies: tuple[tuple[int, str], ...] = ()  # code point and id of each agency that the text names
    _shingles: frozenset[int] | None = field(default=None, repr=False)

    @property
    def keys(self) -> frozenset[str]:
        """What stands for the agencies that the text names."""
        return frozenset(f"outlet:{agency}" for _, agency in self.agencies)

    @property
    def body(self) -> int:
        """The code point at which the text begins, below what a file has above it."""
        return self.document.sentences[0].start if self.document.sentences else 0

    def shingles(self) -> frozenset[int]:
        """Return checksums of the text's runs of three words."""
        if self._shingles is None:
            words = [w.lower() for w in _WORDS.findall(self.document.text, self.body)]
            runs = (" ".join(words[i : i + _SHINGLE]) for i in range(max(1, len(words) - _SHINGLE + 1)))
            self._shingles = frozenset(crc32(run.encode("utf-8", "surrogatepass")) for run in runs)
        return self._shingles


def source_of(document: Document, agencies: Mapping[str, str]) -> Source:
    """Return the source of a document; ``agencies`` maps names of news agencies and outlets to their ids."""
    named = []
    if agencies:
        for match in _pattern(tuple(agencies)).finditer(document.text):
            named.append((match.start(), agencies[match[0]]))
    return Source(document, tuple(named))


_PATTERNS: dict[tuple[str, ...], re.Pattern[str]] = {}


def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    found = _PATTERNS.get(names)
    if found is None:
        ordered = sorted(names, key=lambda n: (-len(n), n))
        found = _PATTERNS[names] = re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, ordered)) + r")(?!\w)")
    return found


def origins(members: Iterable[View], sources: Mapping[str, Source], agencies: Mapping[str, str]) -> list[list[str]]:
    """Return the documents of the claims in groups of one origin each, in the order of the claims.

    Two documents are of one origin if one copies or rewrites the other, links to it, credits the other's outlet, if both credit
    the same agency, or if all that both say of the event is credited to the same speaker. The cost grows with the documents and
    with what they share, not with the pairs of them.
    """
    views: dict[str, list[View]] = {}
    for member in members:
        views.setdefault(member.claim.doc, []).append(member)
    if len(views) < 2:
        return [list(views)] if views else []
    groups = _Groups(list(views))
    found = [sources[doc] for doc in views]
    outlets = _Outlets((s.document.outlet for s in found), agencies)
    for source in found:
        doc = source.document.id
        groups.join(f"text:{source.document.duplicate_of or doc}", doc)
        for key in _credits(views[doc], source, outlets):
            groups.join(key, doc)
    _links(found, groups)
    _rewrites(found, groups)
    return groups.listed()


class _Groups:
    """Documents in groups, by union and find; a key stands for the first document that had it."""

    def __init__(self, docs: Sequence[str]) -> None:
        self._place = {doc: n for n, doc in enumerate(docs)}
        self._parent = {doc: doc for doc in docs}
        self._first: dict[str, str] = {}

    def root(self, doc: str) -> str:
        while self._parent[doc] != doc:
            self._parent[doc] = doc = self._parent[self._parent[doc]]
        return doc

    def join(self, key: str, doc: str) -> None:
        self.unite(self._first.setdefault(key, doc), doc)

    def unite(self, a: str, b: str) -> None:
        first, second = sorted((self.root(a), self.root(b)), key=self._place.__getitem__)
        self._parent[second] = first

    def listed(self) -> list[list[str]]:
        out: dict[str, list[str]] = {}
        for doc in self._place:
            out.setdefault(self.root(doc), []).append(doc)
        return list(out.values())


def _links(found: Sequence[Source], groups: _Groups) -> None:
    """Unite a document with those that it links to."""
    pages = {s.document.url: s.document.id for s in found if s.document.url}
    for source in found:
        for link in source.document.links:
            if link in pages:
                groups.unite(pages[link], source.document.id)


def _rewrites(found: Sequence[Source], groups: _Groups) -> None:
    """Unite texts most of which stands in another one. Rewrites of one text are compared with it, not with each other."""
    index: dict[int, list[int]] = {}
    for n, source in enumerate(found):
        mine = source.shingles()
        shared = Counter(m for shingle in mine for m in index.get(shingle, ()))
        alike = []
        for m, count in shared.items():
            smaller = min(len(mine), len(found[m].shingles()))
            if smaller >= _FEWEST and count / smaller >= SIMILAR:
                alike.append(m)
                groups.unite(found[m].document.id, source.document.id)
        if not any(len(found[m].shingles()) >= len(mine) for m in alike):
            for shingle in mine:
                index.setdefault(shingle, []).append(n)


class _Outlets:
    """The outlets of the documents of an event, as other documents may name them."""

    def __init__(self, names: Iterable[str], agencies: Mapping[str, str]) -> None:
        self._agencies = agencies
        self._by_word: dict[str, list[str]] = {}
        for name in dict.fromkeys(names):
            first = _WORDS.search(name)
            if first is not None and name not in agencies:
                self._by_word.setdefault(first[0], []).append(name)

    def key(self, name: str) -> str:
        """Return what stands for an outlet: its id if it is known, else its name."""
        return f"outlet:{self._agencies.get(name, name.lower())}"

    def named_in(self, source: Source) -> list[tuple[int, str]]:
        """Return where a text credits one of the outlets, and the outlet's key."""
        text = source.document.text
        out = [(at, f"outlet:{agency}") for at, agency in source.agencies]
        for match in _WORDS.finditer(text, source.body) if self._by_word else ():
            for name in self._by_word.get(match[0], ()):
                if name != source.document.outlet and text.startswith(name, match.start()):
                    end = match.start() + len(name)
                    if not text[end : end + 1].isalnum() and spoken_for(text, match.start(), end):
                        out.append((match.start(), self.key(name)))
        return sorted(out)


def _credits(views: Sequence[View], source: Source, outlets: _Outlets) -> set[str]:
    """The outlet, and whom the document credits for the event: another outlet at its start or beside the claim ("the agency
    said" stands for the one named before), or the speakers of every claim."""
    document = source.document
    named = outlets.named_in(source)
    out = {outlets.key(document.outlet)} if document.outlet else set()
    spans = [v.claim.sentence_span for v in views]
    opening = document.text.find("\n\n", source.body)
    all_opening = opening < 0 or all(end <= opening for _, end in spans)
    for at, key in named:
        near = any(start - 1 <= at <= end + _LEAD for start, end in spans)
        dateline = at < source.body + _LEAD and (key in source.keys or (all_opening and at >= source.body))
        if near or dateline:
            out.add(key)
    for at in _anaphors(document.text, source.body):
        before = [key for where, key in named if where < at]
        if before and any(start <= at <= end for start, end in spans):
            out.add(before[-1])
    speakers = [_speakers(v, document.text) for v in views]
    if all(speakers):
        out |= {name for found in speakers for name in found}
    return out


_AGENCY_SAID = re.compile(r"\bthe (?:news |press |wire )?(?:agency|service|newspaper|paper|broadcaster) (?:\w+ly )?"
                          r"(?:said|says|added|wrote|writes|reports|reported|quoted|cited|noted)\b")  # fmt: skip


def _anaphors(text: str, body: int) -> list[int]:
    return [m.start() for m in _AGENCY_SAID.finditer(text, body)]


def _speakers(v: View, text: str) -> set[str]:
    """Whom the text credits for a claim: the coder's speakers, or the person whom the sentence names beside a verb of saying."""
    known = {f"speaker:{s.actor or s.code}" for s in v.claim.speakers if s.actor or s.code}
    start, end = v.claim.sentence_span
    names = {f"name:{name}" for name in said_by(text[start:end])}
    return known | names
