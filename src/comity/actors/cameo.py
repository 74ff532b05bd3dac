"""CAMEO's actor codes to comity's code and sector.

A CAMEO code is a row of groups of three letters, from the general to the specific: a state, region or kind of
organisation, then roles, then names of groups (Schrodt, CAMEO Event and Actor Codebook 1.1b3, 2012, section 3.1).
``USAGOVMIL`` is the United States, executive, of the military; ``IGOUNO`` an organisation of states, the United Nations.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Collection
from functools import cache
from pathlib import Path
from typing import NamedTuple

_TABLE = Path(__file__).parent / "data" / "cameo.csv"
_NULL = frozenset({"---", "+++", "###"})  # "not an actor"


class Coded(NamedTuple):
    """What a CAMEO code says.

    ``code`` is the state (``USA``), organisation (``IGO:UN``) or group (``GRP:Hamas``), empty where the code names none;
    ``sector`` is ours, empty where it says nothing of one; ``unknown`` is the part that no table has.
    """

    code: str
    sector: str
    unknown: str = ""


@cache
def _table() -> dict[str, dict[str, str]]:
    out: dict[str, dict[str, str]] = defaultdict(dict)
    with _TABLE.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            out[row["kind"]][row["cameo"]] = row["value"]
    return dict(out)


def is_null(code: str) -> bool:
    """Tell whether a code says that a name is no actor."""
    return code in _NULL


def coded(code: str, states: Collection[str]) -> Coded:
    """Return what a CAMEO code of an actor says.

    The first role that decides is the sector; professions and religions count only where there is no other.

    Args:
        code: the code, in any case; of two joined by a slash the first counts.
        states: codes of the states and regions that comity knows.
    """
    parts = _parts(code)
    if not parts:
        return Coded("", "", code)
    table = _table()
    first, rest = parts[0], parts[1:]
    affiliation = _state(first, states)
    if first == "IGO":
        found = [table["organisation"][p] for p in rest if p in table["organisation"]]
        return Coded(found[0] if found else "", "IGO")
    sector = _sector(rest if affiliation else parts)
    group = next((table["group"][p] for p in rest if p in table["group"]), "")
    if group:
        return Coded(group, sector if sector in ("NGO", "PTY") or not group.startswith("GRP:") else sector or "REB")
    if affiliation:
        return Coded(affiliation, sector)
    if first not in table["sector"] and first not in table["role"] and first not in ("INT", "NON"):
        return Coded(first, sector, first)
    state = next((s for s in (_state(p, states) for p in rest) if s), "")
    return Coded(state, sector)


def sector_of(code: str) -> Coded:
    """Return what a CAMEO code of an agent (``GOV``, ``MUSREB``) says; its ``code`` is empty."""
    parts = _parts(code)
    table = _table()
    unknown = [p for p in parts if p not in table["sector"] and p not in table["role"]]
    sector = _sector(parts)
    return Coded("", sector, "" if parts and len(unknown) < len(parts) else code)


def _parts(code: str) -> list[str]:
    code = code.strip().upper().split("/")[0]
    return [code[i : i + 3] for i in range(0, len(code), 3)]


def _state(part: str, states: Collection[str]) -> str:
    table = _table()
    found = table["state"].get(part) or table["region"].get(part, part)
    return found if found in states else ""


def _sector(parts: Collection[str]) -> str:
    table = _table()
    strong = next((table["sector"][p] for p in parts if p in table["sector"]), None)
    return strong if strong is not None else next((table["role"][p] for p in parts if p in table["role"]), "")
