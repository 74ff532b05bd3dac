"""Which state a description by its part of the world means: "the West African country", "the Gulf kingdom", "the NATO member"."""

from __future__ import annotations

import csv
from collections.abc import Collection
from functools import cache

from comity.actors.knowledge import DATA, KnowledgeBase

NOUNS = frozenset({"country", "nation", "state", "kingdom", "republic", "emirate", "monarchy", "sultanate", "island", "member",
                   "neighbour", "neighbor", "ally", "power", "sheikhdom", "economy"})  # fmt: skip


@cache
def areas() -> dict[str, frozenset[str]]:
    """Return the states of each area by the words that name it, in lower case, the longest first (``data/areas.csv``)."""
    with (DATA / "areas.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    out = {word.lower(): frozenset(row["states"].split("|")) for row in rows for word in row["words"].split("|")}
    return dict(sorted(out.items(), key=lambda item: len(item[0]), reverse=True))


def states_of(base: KnowledgeBase, modifiers: str, codes: Collection[str], date: str) -> frozenset[str] | None:
    """Return the states that fit all that stands in front of the noun; None where nothing there names an area.

    Args:
        base: knows the members of organisations.
        modifiers: the words between the article and the noun.
        codes: codes that the modifiers resolve to; of organisations the members at the date count.
        date: ISO date, or empty.
    """
    found: frozenset[str] | None = None
    rest = f" {modifiers.lower()} ".replace("-", " ")
    for words, states in areas().items():
        if f" {words} " in rest:
            rest = rest.replace(f" {words} ", " ")
            found = states if found is None else found & states
    for code in codes:
        if code.startswith("IGO:") and (members := base.members(code, date)):
            found = frozenset(members) if found is None else found & frozenset(members)
    return found
