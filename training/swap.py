"""More names for the entity head: copies of training sentences with names out of the project's own actor tables."""

from __future__ import annotations

import csv
import random
from collections.abc import Sequence
from pathlib import Path

from comity.annotate.words import tokenize
from data import Sample
from names import spans

TABLES = Path(__file__).resolve().parent.parent / "src/comity/actors/data"
# label -> table and its columns of names
SOURCES = {
    "LOC": [("states.csv", ("name", "names", "capital")), ("places.csv", ("name", "names"))],
    "PER": [("people.csv", ("name", "aliases"))],
    "ORG": [
        ("organisations.csv", ("name", "names")), ("groups.csv", ("name", "names")), ("organs.csv", ("name", "names")),
        ("media.csv", ("name", "names")),
    ],
}  # fmt: skip


def pools(folder: Path = TABLES) -> dict[str, list[list[str]]]:
    """Return for each label the names of the tables, split into words, each name once, in the tables' order."""
    out: dict[str, list[list[str]]] = {}
    for label, tables in SOURCES.items():
        seen: dict[tuple[str, ...], None] = {}
        for name, columns in tables:
            with (folder / name).open(encoding="utf-8", newline="") as file:
                for row in csv.DictReader(file):
                    for cell in (row.get(c) or "" for c in columns):
                        for value in cell.split("|"):
                            words = [t.text for t in tokenize(value.split(":")[0])]
                            if words and words[0].lower() == "the":
                                words = words[1:]
                            if words and words[0][0].isupper():
                                seen.setdefault(tuple(words))
        out[label] = [list(w) for w in seen]
    return out


def swapped(samples: Sequence[Sample], seed: int = 1, copies: float = 0.35, swaps: float = 0.6) -> list[Sample]:
    """Return copies of a part of the samples with names, some names replaced; the copies carry entity labels only."""
    chance = random.Random(seed)
    names = pools()
    out = []
    for sample in samples:
        if sample.source == "ewt" or chance.random() > copies:
            continue
        found = spans(sample.entities)
        if not found:
            continue
        words, tags, place = [], [], 0
        for first, last, label in found:
            words += sample.words[place:first]
            tags += sample.entities[place:first]
            name = chance.choice(names[label]) if chance.random() < swaps else sample.words[first : last + 1]
            words += name
            tags += [f"B-{label}", *[f"I-{label}"] * (len(name) - 1)]
            place = last + 1
        out.append(Sample(f"{sample.source}-swapped", words + sample.words[place:], entities=tags + sample.entities[place:]))
    return out
