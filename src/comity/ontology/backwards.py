"""CAMEO codes as PLOVER types: the crosswalk read backwards.

Where one PLOVER act has a CAMEO code to itself, that act is the answer. What this leaves open (codes that several modes share,
finer codes of CAMEO, whole roots) stands in ``plover_of_cameo.csv``; a code that neither has goes with its nearest parent.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from functools import cache
from typing import NamedTuple

from comity.ontology.tables import HERE, PLOVER, crosswalk


class Act(NamedTuple):
    """A PLOVER type with its mode; both are empty where PLOVER has no type for the code."""

    type: str
    mode: str


def plover_of(cameo: str) -> Act:
    """Return the PLOVER type and mode of a CAMEO code; of bare statements (root 01) and of no code, nothing.

    >>> plover_of("0874"), plover_of("1621"), plover_of("010")
    (Act(type='RETREAT', mode='withdraw'), Act(type='SANCTION', mode='discontinue'), Act(type='', mode=''))
    """
    table = _table()
    for length in range(len(cameo), 1, -1):
        if found := table.get(cameo[:length]):
            return found
    return Act("", "")


@cache
def _table() -> dict[str, Act]:
    acts: dict[str, list[Act]] = defaultdict(list)
    for entry in PLOVER.values():
        for mode in ("", *entry.modes):
            acts[crosswalk(entry.name, mode)].append(Act(entry.name, mode))
    table = {code: found[0] for code, found in acts.items() if len(found) == 1}
    with (HERE / "plover_of_cameo.csv").open(encoding="utf-8", newline="") as file:
        table.update((row["cameo"], Act(row["type"], row["mode"])) for row in csv.DictReader(file))
    return table
