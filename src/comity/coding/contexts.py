"""PLOVER contexts: what a claim is about, from the words of its sentence and a readable word list."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from comity.coding.graph import Graph

_FILE = Path(__file__).parent / "lexicon" / "contexts.toml"


@cache
def _words() -> dict[str, tuple[str, ...]]:
    data = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    out: dict[str, tuple[str, ...]] = {}
    for context, lemmas in data["contexts"].items():
        for lemma in lemmas:
            out[lemma] = (*out.get(lemma, ()), context)
    return out


def contexts_of(graph: Graph) -> tuple[str, ...]:
    """Return the contexts named in a sentence, in the order of their first word."""
    table = _words()
    out: dict[str, None] = {}
    previous = ""
    for word in graph.words:
        lemma = word.lemma.lower()
        for context in (*table.get(lemma, ()), *table.get(f"{previous} {lemma}", ())):
            out[context] = None
        previous = lemma
    return tuple(out)
