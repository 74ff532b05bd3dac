"""Abbreviations and names that several groups share: "the PNP" is Jamaica's where the text speaks of Jamaica."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from comity.actors.branches import Found
from comity.actors.knowledge import Entry, KnowledgeBase, fold

_CAPITALS = re.compile(r"(?=[A-Z][A-Z-])(?<![\w.&-])[A-Z][A-Z-]{1,6}(?![\w&]|\.\w)")
_BODY = re.compile(
    r"(?=[A-Z])\b(?:[A-Z][\w'’-]+\s+(?:(?:of|for|and|the)\s+)*){1,5}"
    r"(?:Party|Front|Movement|Congress|Alliance|Union|Coalition|Army|Bloc|Force|Action|Democracy|Forum|Progress|Republic)\b"
)
_OF = re.compile(r"\s+\(.*\)$|,.*$")
_SMALL = {"of", "the", "for", "and", "in", "to", "on", "de", "du", "la", "le", "des", "et", "da", "do", "y", "e", "del"}
_BODIES = {"REB", "PTY", "OPP"}


def abbreviations(base: KnowledgeBase, text: str, hits: Sequence[Found]) -> Iterator[Found]:
    """Yield the abbreviations of groups whose state the text names, where the tables have none or only others' of that name.

    An abbreviation is what a group's code has ("UDF" of ``GRP:UDF-Malawi``), or the initials of one of its names.

    Args:
        base: the knowledge base.
        text: the text.
        hits: the names that were found in it.
    """
    known = {h[1]: h for h in hits}
    index = _index(base)
    spans = [(m.start(), m.end()) for m in _CAPITALS.finditer(text)]
    for match in _BODY.finditer(text):
        starts = [match.start(), *(match.start() + m.end() for m in re.finditer(r"\s+(?=[A-Z])", match[0]))]
        spans += [(start, match.end()) for start in starts if fold(text[start : match.end()]) in index][:1]
    candidates = [(a, b, fold(text[a:b]), known.get(b)) for a, b in spans if fold(text[a:b]) in index]
    if not candidates:
        return
    states: Counter[str] = Counter()
    doubtful = {stop for _, stop, _, _ in candidates}
    for hit in hits:
        codes = {base.home(e.code) for e in hit[2] if hit[1] not in doubtful or hit[2][0].file == "states.csv"}
        if len(codes) == 1:
            states.update(codes)
    for begin, stop, name, own in candidates:
        if own is not None and any(states[base.home(e.code)] or len(base.home(e.code)) != 3 for e in own[2]):
            continue
        if own is None and any(start <= begin and stop <= end for start, end, _ in hits):
            continue
        near = [e for e in index[name] if states[base.home(e.code)]]
        codes = {e.code for e in near}
        if codes and (len(codes) == 1 or own is None):
            best = max(near, key=lambda e: states[base.home(e.code)])
            yield (own[0] if own else begin), stop, [e for e in near if e.code == best.code]


def _index(base: KnowledgeBase) -> dict[str, list[Entry]]:
    """The groups by abbreviation."""
    if not base.shared:
        found: dict[str, dict[Entry, None]] = defaultdict(dict)
        bodies: dict[str, dict[Entry, None]] = defaultdict(dict)
        for name, entries in base.entries.items():
            for entry in entries:
                if entry.file != "groups.csv" or entry.sector not in _BODIES or not entry.code.startswith("GRP:"):
                    continue
                found[entry.code[4:].split("-")[0]][entry] = None
                words = _OF.sub("", name).replace("-", " ").split()
                if len(words) > 2 and sum(w[0].isupper() for w in words) > 2:
                    found["".join(w[0] for w in words if w.lower() not in _SMALL).upper()][entry] = None
                if name.isupper():
                    found[name][entry] = None
                if name.endswith(")"):  # "Patriotic Front (Zambia)"
                    bodies[name.partition(" (")[0]][entry] = None
        base.shared.update({k: list(v) for k, v in found.items() if k.isupper() and 1 < len(k) < 8})
        base.shared.update({k: list(v) for k, v in bodies.items() if " " in k})
    return base.shared
