"""The tables that others publish: how to know them, which columns to take, and what their codes mean."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from comity.ontology import PLOVER, crosswalk
from comity.ontology.backwards import plover_of
from comity.system.tables.names import Coded, Names

SEPARATOR = "\x1f"  # between the parts of a key
_HERE = Path(__file__).parent


class ActCodes(NamedTuple):
    """An act in our codes; ``joint`` where the table writes it once for each side."""

    type: str
    mode: str
    cameo: str
    joint: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """A table of others.

    Attributes:
        name: as users name it.
        needed: columns by which it is known, in lower case with underscores for blanks.
        columns: the rows' columns as SQL over the table's columns. ``act``, ``who`` and ``whom`` are keys: what
            distinguishes acts and actors, joined with :data:`SEPARATOR`.
        act: what an act's key means.
        actor: whom an actor's key means.
    """

    name: str
    needed: tuple[str, ...]
    columns: Mapping[str, str]
    act: Callable[[list[str]], ActCodes]
    actor: Callable[[list[str], Names], Coded]


def _key(*columns: str) -> str:
    return f" || chr({ord(SEPARATOR)}) || ".join(f"coalesce({c}, '')" for c in columns)


def _cameo(parts: list[str]) -> ActCodes:
    act = plover_of(parts[0])
    mode = "host" if parts[0].startswith("043") else act.mode
    return ActCodes(act.type, mode, parts[0], act.type == "CONSULT" and mode not in ("visit", "host"))


@cache
def _acled_acts() -> dict[tuple[str, str], tuple[str, str]]:
    with (_HERE / "acled.csv").open(encoding="utf-8", newline="") as file:
        return {(r["event_type"], r["sub_event_type"]): (r["type"], r["mode"]) for r in csv.DictReader(file)}


def _acled_act(parts: list[str]) -> ActCodes:
    table = _acled_acts()
    type, mode = table.get((parts[0], parts[1])) or table.get((parts[0], "")) or ("", "")
    return ActCodes(type, mode, crosswalk(type, mode) if type else "")


def _plover_act(parts: list[str]) -> ActCodes:
    type, mode = parts[0].strip().upper(), parts[1].strip().lower().replace("_", "-")
    if type not in PLOVER:
        return ActCodes("", "", "")
    mode = mode if mode in PLOVER[type].modes else ""
    return ActCodes(type, mode, crosswalk(type, mode))


@cache
def _icews_sectors() -> dict[str, str]:
    with (_HERE / "icews_sectors.csv").open(encoding="utf-8", newline="") as file:
        return {r["word"]: r["sector"] for r in csv.DictReader(file)}


def _icews_actor(parts: list[str], names: Names) -> Coded:
    name, sectors, country = parts
    words = set(sectors.split(","))
    sector = next((s for word, s in _icews_sectors().items() if word in words), "")
    if group := names.other(name):
        return Coded(group, "")
    code = names.country(country) if country else names.country(name)
    return Coded(code, "" if name == country or not words - {""} else sector or "CVL")


def _gdelt_actor(parts: list[str], names: Names) -> Coded:
    return names.cameo(parts[0]) if parts[0] else Coded("")


def _polecat_actor(parts: list[str], names: Names) -> Coded:
    name, country, sector = (part.split(";")[0].strip() for part in parts)
    if group := names.other(name):
        return Coded(group, "")
    return Coded(names.country(country), sector if name and names.country(name) == "" else "")


_STATE_FORCES = re.compile(r"^(Military Forces|Police Forces|Government) of (.+?)(?: \(.*)?$")
_OF_COUNTRY = re.compile(r"^(Protesters|Rioters|Civilians|Unidentified[^(]*) \((.+)\)$")
_FORCES = MappingProxyType({"Military Forces": "MIL", "Police Forces": "COP", "Government": "GOV"})


def _acled_actor(parts: list[str], names: Names) -> Coded:
    name = parts[0]
    if found := _STATE_FORCES.match(name):
        return Coded(names.country(found[2]), _FORCES[found[1]])
    if found := _OF_COUNTRY.match(name):
        return Coded(names.country(found[2]), "REB" if found[1].startswith("Unidentified") else "CVL")
    if not name:
        return Coded("")
    plain = re.sub(r" \([^()]*\)$", "", name)
    return Coded(names.other(plain) or names.other(plain.split(":")[0]) or f"GRP:{plain}", "REB")


_DATES = "'%Y-%m-%d', '%Y%m%d', '%d %B %Y', '%d-%b-%Y', '%m/%d/%Y', '%Y-%m-%d %H:%M:%S'"


def _day(column: str) -> str:
    return f"try_strptime({column}, [{_DATES}])::DATE"


GDELT_1 = (
    "globaleventid", "day", "monthyear", "year", "fractiondate",
    *(f"actor{n}{what}" for n in (1, 2) for what in (
        "code", "name", "countrycode", "knowngroupcode", "ethniccode", "religion1code", "religion2code", "type1code", "type2code",
        "type3code")),
    "isrootevent", "eventcode", "eventbasecode", "eventrootcode", "quadclass", "goldsteinscale", "nummentions", "numsources",
    "numarticles", "avgtone",
    *(f"{who}geo_{what}" for who in ("actor1", "actor2", "action") for what in (
        "type", "fullname", "countrycode", "adm1code", "lat", "long", "featureid")),
    "dateadded", "sourceurl",
)  # fmt: skip
"""Columns of GDELT 1.0 events. Before 1 April 2013 the last one is missing."""
GDELT_2 = (*GDELT_1[:35], *(
    f"{who}geo_{what}" for who in ("actor1", "actor2", "action") for what in (
        "type", "fullname", "countrycode", "adm1code", "adm2code", "lat", "long", "featureid")
), "dateadded", "sourceurl")  # fmt: skip
"""Columns of GDELT 2.0 events."""

FORMS: Mapping[str, Form] = MappingProxyType(
    {
        form.name: form
        for form in (
            Form(
                "gdelt",
                ("globaleventid", "actor1code", "actor2code", "eventcode"),
                {"id": "globaleventid", "day": _day("day"), "act": _key("eventcode"), "who": _key("actor1code"),
                 "whom": _key("actor2code"), "reports": "numarticles", "doc": "sourceurl"},
                _cameo,
                _gdelt_actor,
            ),
            Form(
                "icews",
                ("event_id", "event_date", "cameo_code", "source_name", "target_name"),
                {"id": "event_id", "day": _day("event_date"), "act": _key("cameo_code"),
                 "who": _key("source_name", "source_sectors", "source_country"),
                 "whom": _key("target_name", "target_sectors", "target_country"), "reports": "1", "doc": "story_id"},
                _cameo,
                _icews_actor,
            ),
            Form(
                "polecat",
                ("event_id", "event_date", "event_type", "event_mode", "actor_country", "recipient_country"),
                {"id": "event_id", "day": _day("event_date"), "act": _key("event_type", "event_mode"),
                 "who": _key("actor_name", "actor_country", "primary_actor_sector"),
                 "whom": _key("recipient_name", "recipient_country", "primary_recipient_sector"), "reports": "1", "doc": "NULL",
                 "contexts": "CASE WHEN contexts <> '' THEN list_transform(string_split(contexts, ';'), lambda x: trim(x)) END"},
                _plover_act,
                _polecat_actor,
            ),
            Form(
                "acled",
                ("event_id_cnty", "event_date", "event_type", "sub_event_type", "actor1", "actor2"),
                {"id": "event_id_cnty", "day": _day("event_date"), "act": _key("event_type", "sub_event_type"),
                 "who": _key("actor1"), "whom": _key("actor2"),
                 "reports": "1 + len(coalesce(source, '')) - len(replace(coalesce(source, ''), ';', ''))", "doc": "NULL"},
                _acled_act,
                _acled_actor,
            ),
        )
    }
)  # fmt: skip
"""Tables of others by name."""

ALIASES: Mapping[str, Sequence[str]] = MappingProxyType(
    {"day": ("sqldate", "date"), "event_mode": ("mode",), "event_type": ("type",), "event_id_cnty": ("data_id",)}
)
"""Other names that columns have in some releases."""
