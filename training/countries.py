"""Other countries in coded sentences: copies in which names, adjectives and capitals of countries are exchanged.

A small model learns too easily which country does what; in the copies the act stays and the countries change. Each
name has one word for one word, so that places of acts and roles stay as they are.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from data import Sample
from swap import TABLES

FORMS = ("name", "adjective", "people", "capital")
AMBIGUOUS = {"Georgia", "Georgian", "Georgians", "Jordan", "Chad", "Turkey", "Polish", "Dutch", "Victoria", "Hamilton", "Male"}


@cache
def countries() -> list[dict[str, str]]:
    """Return the forms of each country's names that are one word: of its people the plural."""
    out = []
    with (TABLES / "states.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["kind"] != "un-member" or row["end"]:
                continue
            adjective = row["adjectives"].split("|")[0]
            people = next((d for d in row["demonyms"].split("|") if d == f"{adjective}s"), "")
            words = (row["name"], adjective, people, row["capital"].split("|")[0])
            forms = {f: w for f, w in zip(FORMS, words, strict=True) if w.isalpha() and w not in AMBIGUOUS}
            if {"name", "adjective"} <= set(forms) and forms["name"] != forms.get("capital"):
                out.append(forms)
    return out


@cache
def _places() -> dict[str, tuple[int, str]]:
    return {word: (i, form) for i, forms in enumerate(countries()) for form, word in forms.items()}


def exchanged(samples: Sequence[Sample], seed: int = 1) -> list[Sample]:
    """Return one sample for each sample: with another country for each country of the tables, where it names any."""
    chance = random.Random(seed)
    table, places = countries(), _places()
    out = []
    for sample in samples:
        needed: dict[int, set[str]] = {}
        for place, form in (places[w] for w in sample.words if w in places):
            needed.setdefault(place, set()).add(form)
        to: dict[int, dict[str, str]] = {}
        for place, forms in needed.items():
            free = [f for i, f in enumerate(table) if i not in needed and f not in to.values() and forms <= set(f)]
            to[place] = chance.choice(free)
        words = [to[places[w][0]][places[w][1]] if w in places else w for w in sample.words]
        out.append(replace(sample, words=words) if needed else sample)
    return out
