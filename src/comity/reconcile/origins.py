"""Independent origins: copies, rewrites and texts that credit the same agency or official count once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from comity.reconcile.views import View
from comity.records import Document

SIMILAR = 0.55  # share of the words of the shorter text beyond which a text is a rewrite
_LEAD = 160  # code points at the start of a text in which an agency's name is its dateline
_SHINGLE = 3
_WORDS = re.compile(r"\w+")


@dataclass(slots=True)
class Source:
    """What of a document tells where its reports come from."""

    document: Document
    shingles: frozenset[tuple[str, ...]]
    agencies: tuple[tuple[int, str], ...] = field(default=())  # code point and id of each agency that the text names


def source_of(document: Document, agencies: Mapping[str, str]) -> Source:
    """Return the source of a document; ``agencies`` maps names of news agencies and outlets to their ids."""
    words = [w.lower() for w in _WORDS.findall(document.text)]
    shingles = frozenset(tuple(words[i : i + _SHINGLE]) for i in range(max(1, len(words) - _SHINGLE + 1)))
    named = []
    if agencies:
        for match in _pattern(tuple(agencies)).finditer(document.text):
            named.append((match.start(), agencies[match[0]]))
    return Source(document, shingles, tuple(named))


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
    the same agency, or if all that both say of the event is credited to the same speaker.
    """
    views: dict[str, list[View]] = {}
    for member in members:
        views.setdefault(member.claim.doc, []).append(member)
    docs = list(views)
    parent = {doc: doc for doc in docs}

    def root(doc: str) -> str:
        while parent[doc] != doc:
            doc = parent[doc]
        return doc

    credits = {doc: _credits(views[doc], sources[doc], agencies) for doc in docs}
    for i, a in enumerate(docs):
        for b in docs[:i]:
            if root(a) != root(b) and (credits[a] & credits[b] or _copies(sources[a], sources[b])):
                first, second = sorted((root(a), root(b)), key=docs.index)
                parent[second] = first
    groups: dict[str, list[str]] = {}
    for doc in docs:
        groups.setdefault(root(doc), []).append(doc)
    return list(groups.values())


def _credits(views: list[View], source: Source, agencies: Mapping[str, str]) -> set[str]:
    """The outlet, and whom the document credits for the event: an agency beside the claim, or the speakers of every claim."""
    out = set()
    if source.document.outlet:
        out.add(f"outlet:{agencies.get(source.document.outlet, source.document.outlet.lower())}")
    for at, agency in source.agencies:
        near = any(v.claim.sentence_span[0] - 1 <= at <= v.claim.sentence_span[1] + _LEAD for v in views)
        if at < _LEAD or near:
            out.add(f"outlet:{agency}")
    speakers = [{s.actor or s.code for s in v.claim.speakers if s.actor or s.code} for v in views]
    if all(speakers):
        out |= {f"speaker:{name}" for found in speakers for name in found}
    return out


def _copies(a: Source, b: Source) -> bool:
    x, y = a.document, b.document
    if x.id in (y.id, y.duplicate_of) or y.id == x.duplicate_of or (x.duplicate_of and x.duplicate_of == y.duplicate_of):
        return True
    if (x.url and x.url in y.links) or (y.url and y.url in x.links):
        return True
    smaller = min(len(a.shingles), len(b.shingles))
    return smaller > 0 and len(a.shingles & b.shingles) / smaller >= SIMILAR
