"""The tables of PLOVER and CAMEO, read from the data files beside this module."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from comity.errors import ComityError, DataFileError

HERE = Path(__file__).parent
_TYPE_KEYS = {"type", "order", "quad", "meaning", "needs_recipient", "score", "cameo", "future", "modes"}


@dataclass(frozen=True, slots=True)
class Mode:
    """A mode of a PLOVER type. ``score`` is on PLOVER's scale of -10 to +10, ``cameo`` a code of CAMEO."""

    name: str
    meaning: str
    score: float
    cameo: str


@dataclass(frozen=True, slots=True)
class PloverType:
    """One of the 16 types of PLOVER.

    ``cameo`` is the code of the type without a mode. ``future_type`` and ``future_cameo`` are what PLOVER and CAMEO
    call the act while it is only intended (empty where that changes nothing).
    """

    name: str
    quad: str
    meaning: str
    score: float
    cameo: str
    needs_recipient: bool
    modes: Mapping[str, Mode]
    future_type: str = ""
    future_cameo: str = ""


@dataclass(frozen=True, slots=True)
class CameoCode:
    """A CAMEO code of two (root), three or four digits, with its Goldstein score of -10 to +10."""

    code: str
    meaning: str
    goldstein: float

    @property
    def root(self) -> str:
        """The first two digits."""
        return self.code[:2]


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise DataFileError(f"{path}: {error}; mend the file or install comity anew") from error


def _rows(path: Path) -> list[dict[str, str]]:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))
    except (OSError, ValueError) as error:
        raise DataFileError(f"{path}: {error}; mend the file or install comity anew") from error


def load_plover(folder: Path = HERE / "plover") -> Mapping[str, PloverType]:
    """Read the files ``<TYPE>.toml`` of a folder, in the order that they name.

    Raises:
        DataFileError: a file that is no TOML, lacks a key or has an unknown one.
    """
    found: list[tuple[int, PloverType]] = []
    for path in sorted(folder.glob("*.toml")):
        data = _toml(path)
        if unknown := set(data) - _TYPE_KEYS:
            raise DataFileError(f"{path}: unknown key {min(unknown)!r}; valid are {', '.join(sorted(_TYPE_KEYS))}")
        try:
            modes = {
                name: Mode(name, m["meaning"], float(m.get("score", data["score"])), m["cameo"])
                for name, m in data.get("modes", {}).items()
            }
            future = data.get("future", {})
            entry = PloverType(
                data["type"], data["quad"], data["meaning"], float(data["score"]), data["cameo"],
                bool(data["needs_recipient"]), MappingProxyType(modes), future.get("type", ""), future.get("cameo", ""),
            )  # fmt: skip
        except (KeyError, TypeError, ValueError) as error:
            raise DataFileError(f"{path}: missing or wrong key {error}; compare it with its neighbours") from error
        found.append((int(data["order"]), entry))
    return MappingProxyType({t.name: t for _, t in sorted(found, key=lambda pair: pair[0])})


def load_cameo(path: Path = HERE / "cameo.csv") -> Mapping[str, CameoCode]:
    """Read the CAMEO codes, in the order of the file.

    Raises:
        DataFileError: a file that cannot be read or a score that is no number.
    """
    out: dict[str, CameoCode] = {}
    for number, row in enumerate(_rows(path), 2):
        try:
            out[row["code"]] = CameoCode(row["code"], row["meaning"], float(row["goldstein"]))
        except (KeyError, TypeError, ValueError) as error:
            raise DataFileError(f"{path}, line {number}: {error}; expected code,meaning,goldstein") from error
    return MappingProxyType(out)


PLOVER: Mapping[str, PloverType] = load_plover()
CAMEO: Mapping[str, CameoCode] = load_cameo()
CONTEXTS: Mapping[str, str] = MappingProxyType({r["context"]: r["meaning"] for r in _rows(HERE / "contexts.csv")})


@cache
def _quads() -> dict[str, dict[str, int]]:
    return _toml(HERE / "quads.toml")


def _type(name: str) -> PloverType:
    try:
        return PLOVER[name]
    except KeyError:
        raise ComityError(f"no PLOVER type {name!r}; valid are {', '.join(PLOVER)}") from None


def plover_type(type: str, modality: str = "actual") -> str:
    """Return what PLOVER calls an act: a future CONSULT, SUPPORT, COOPERATE or AID is an AGREE.

    >>> plover_type("CONSULT", "future"), plover_type("ASSAULT", "future")
    ('AGREE', 'ASSAULT')
    """
    entry = _type(type)
    return entry.future_type or entry.name if modality == "future" else entry.name


def crosswalk(type: str, mode: str = "", modality: str = "actual") -> str:
    """Return the CAMEO code of a PLOVER type, mode and modality.

    An unknown mode counts as none. The pairs follow PLOVER's CAMEO conversion table where it decides; the comments in
    the files of ``plover/`` name the cases that it leaves open.

    >>> crosswalk("CONSULT", "visit"), crosswalk("CONSULT", "visit", "future")
    ('042', '036')
    """
    entry = _type(type)
    if modality == "future" and entry.future_cameo:
        return entry.future_cameo
    return entry.modes[mode].cameo if mode in entry.modes else entry.cameo


def score(type: str, mode: str = "") -> float:
    """Return PLOVER's conflict-cooperation score, -10 (conflict) to +10 (cooperation). An unknown mode counts as none.

    >>> score("CONSULT", "visit"), score("ASSAULT")
    (4.0, -9.0)
    """
    entry = _type(type)
    return entry.modes[mode].score if mode in entry.modes else entry.score


def goldstein(cameo: str) -> float:
    """Return the Goldstein score of a CAMEO code; of a code that is not listed, that of its nearest listed parent.

    >>> goldstein("042"), goldstein("1011")
    (1.9, -5.0)
    """
    for length in range(len(cameo), 1, -1):
        if entry := CAMEO.get(cameo[:length]):
            return entry.goldstein
    raise ComityError(f"no CAMEO code {cameo!r}; codes have two to four digits and begin with 01 to 20")


def quad(code: str, scheme: str = "plover") -> int:
    """Return the quad class of a PLOVER type or a CAMEO code in a scheme.

    Classes are 0 neutral, 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict. Schemes
    ``plover`` and ``zsp`` take types, ``gdelt`` and ``phoenix`` CAMEO codes.

    >>> quad("SANCTION"), quad("163", "phoenix")
    (4, 3)
    """
    table = _quads().get(scheme)
    if table is None:
        raise ComityError(f"no quad scheme {scheme!r}; valid are {', '.join(_quads())}")
    key = code if code in table else code[:2]
    if key not in table:
        raise ComityError(f"scheme {scheme!r} has no class for {code!r}; it takes {', '.join(table)}")
    return table[key]
