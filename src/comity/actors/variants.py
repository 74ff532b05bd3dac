"""Spellings of people's names that the tables do not have: "Kurmanbek Bakiev", "Qasym-Zhomart Toqayev"."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from comity.actors.knowledge import Entry, KnowledgeBase, fold

# what transcriptions write in several ways, in the order in which it is made one
_SAME = [
    (re.compile(pattern), to)
    for pattern, to in (
        (r"[^a-z]", ""), (r"t?sch|sh|tch|ch", "s"), (r"kh|gh|h", "h"), (r"zh|dj|dzh|j", "j"), (r"x|ks", "ks"), (r"ph", "f"),
        (r"q|ck|c", "k"), (r"w", "v"), (r"tz|ts", "z"), (r"off\b", "ov"), (r"[aeiouy]", ""), (r"(.)\1+", r"\1"),
    )
]  # fmt: skip
_LEAST = 7  # consonants of a full name; shorter ones are those of too many people
_ALIKE = 0.72


def skeleton(word: str) -> str:
    """Return the consonants of a name as all transcriptions have them."""
    out = fold(word).lower()
    for pattern, to in _SAME:
        out = pattern.sub(to, out)
    return out


def by_variant(base: KnowledgeBase, name: str) -> list[Entry]:
    """Return what the tables have for the one person whose name is another spelling of a full name; nothing for several."""
    words = name.split()
    if len(words) < 2:
        return []
    key = " ".join(map(skeleton, words))
    if len(key.replace(" ", "")) < _LEAST:
        return []
    known = [k for k in _index(base).get(key, ()) if _alike(fold(name).lower(), k.lower())]
    actors = {e.actor for k in known for e in base.entries[k] if e.kind == "person"}
    return [e for e in base.entries[known[0]] if e.kind == "person"] if len(actors) == 1 else []


def _index(base: KnowledgeBase) -> dict[str, list[str]]:
    if not base.variants:
        for name, entries in base.entries.items():
            if " " in name and entries[0].kind == "person":
                base.variants[" ".join(map(skeleton, name.split()))].append(name)
    return base.variants


def _alike(one: str, other: str) -> bool:
    return one[-1:] == other[-1:] and SequenceMatcher(None, one, other).ratio() >= _ALIKE
