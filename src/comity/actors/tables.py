"""Users' tables of actors: the forms of ``data/*.csv``, recognised by their header, checked row by row."""

from __future__ import annotations

import csv
import datetime as dt
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from comity.actors.knowledge import COLUMNS, KnowledgeBase, fold
from comity.actors.problems import Problem

NAMED = ("GRP:", "IGO:")  # codes that hold a name
SECTORS = ("BUS", "COP", "CVL", "GOV", "IGO", "JUD", "LEG", "MED", "MIL", "NGO", "OPP", "PTY", "REB", "REF", "SPY")

# The columns that a table is recognised by; the others may be missing.
REQUIRED: Mapping[str, tuple[str, ...]] = {
    "states.csv": ("code", "name", "kind", "adjectives", "demonyms"),
    "regions.csv": ("code", "name", "adjectives", "demonyms"),
    "people.csv": ("name", "state", "office"),
    "organisations.csv": ("name", "kind", "seat"),
    "members.csv": ("organisation", "state"),
    "groups.csv": ("name", "kind", "sector", "state"),
    "organs.csv": ("code", "name", "sector"),
    "media.csv": ("name", "state", "kind"),
    "roles.csv": ("noun", "sector", "kind"),
    "places.csv": ("name", "country", "kind"),
}
_FILLED = {
    "states.csv": ("code", "name", "kind"), "regions.csv": ("code", "name"), "people.csv": ("name", "state"),
    "organisations.csv": ("name", "kind"), "members.csv": ("organisation", "state"), "groups.csv": ("name",),
    "organs.csv": ("code", "name"), "media.csv": ("name",), "roles.csv": ("noun", "kind"), "places.csv": ("name",),
}  # fmt: skip
_KINDS = {
    "states.csv": ("continued", "former", "observer", "state-like", "territory", "un-member"),
    "roles.csv": ("collective", "office", "person"),
}
_STATES = {
    "people.csv": "state", "members.csv": "state", "groups.csv": "state", "organs.csv": "code", "media.csv": "state",
    "places.csv": "country", "states.csv": "parent",
}  # fmt: skip
_UNIQUE = {"organisations.csv": "id", "groups.csv": "id", "organs.csv": "id", "media.csv": "id", "states.csv": "code"}
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


class Row(NamedTuple):
    """A row of a table with the line on which it ends; every column of the table is there."""

    line: int
    values: dict[str, str]


@dataclass(slots=True)
class Table:
    """A user's table; ``name`` is that of the shipped one of its form, for example ``people.csv``."""

    file: str
    name: str
    rows: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def table_of(header: Sequence[str]) -> str:
    """Return the name of the table that has a header, empty if there is none."""
    given = set(header)
    return next((n for n, needed in REQUIRED.items() if given.issuperset(needed) and given.issubset(COLUMNS[n])), "")


def forms() -> str:
    """Return in words which headers there are."""
    return "; ".join(f"{name.removesuffix('.csv')}: {','.join(columns)}" for name, columns in COLUMNS.items())


def read_table(file: str, text: str) -> Table | None:
    """Read a table whose values are separated by commas, semicolons or tabs; None where the header is of no table."""
    lines = text.splitlines(keepends=True)
    first = lines[0] if lines else ""
    for mark in (",", ";", "\t"):
        header = [column.strip().lower() for column in next(csv.reader([first], delimiter=mark), [])]
        if name := table_of(header):
            break
    else:
        return None
    table = Table(file, name)
    if len(set(header)) < len(header):
        table.problems.append(Problem(file, 1, "a column is there twice"))
        return table
    reader = csv.reader(lines, strict=True, delimiter=mark)
    next(reader)
    try:
        for cells in reader:
            values = [cell.strip() for cell in cells]
            if not any(values):
                continue
            if len(values) != len(header):
                text = f"{len(values)} values; the header has {len(header)} columns"
                table.problems.append(Problem(file, reader.line_num, text))
                continue
            row = dict.fromkeys(COLUMNS[name], "") | dict(zip(header, values, strict=True))
            table.rows.append(Row(reader.line_num, complete(name, row)))
    except csv.Error as error:
        table.problems.append(Problem(file, reader.line_num, f"no CSV from here on ({error})"))
    return table


def complete(table: str, row: dict[str, str]) -> dict[str, str]:
    """Return a row with the ids and codes that follow from the rest where they were left empty."""
    name = row.get("name", "")
    if table == "people.csv":
        row["id"] = row["id"] or actor_id(row["state"], row["sector"], name)
    elif table == "organs.csv":
        row["id"] = row["id"] or actor_id(row["code"], row["sector"], name)
    elif table == "media.csv":
        row["id"] = row["id"] or actor_id(row["state"], "MED", name)
    elif table in ("groups.csv", "organisations.csv"):
        prefix = "IGO" if table == "organisations.csv" and row["kind"] != "ngo" else "GRP"
        row["id"] = row["id"] or row["code"] or f"{prefix}:{name}"
        row["code"] = row["code"] or row["id"]
    return row


def actor_id(code: str, sector: str, name: str) -> str:
    """Return the id of an actor that no table gives one: ``USA.GOV.JOHN-DOE``."""
    slug = "-".join("".join(c if c.isalnum() else " " for c in fold(name)).upper().split())
    return ".".join(filter(None, (code, sector, slug)))


def check_tables(tables: Sequence[Table], base: KnowledgeBase) -> list[Problem]:
    """Return the problems of tables that are used together, those of reading them included.

    States, organisations and groups that one table adds may be named in another.
    """
    known = set(base.labels)
    for table in tables:
        known |= {row.values[c] for row in table.rows for c in ("id", "code") if row.values.get(c) and table.name != "organs.csv"}
    problems = []
    ids: dict[tuple[str, str], tuple[str, int]] = {}
    for table in tables:
        problems.extend(table.problems)
        for row in table.rows:
            problems.extend(Problem(table.file, row.line, text) for text in _row_problems(table.name, row.values, known))
            problems.extend(Problem(table.file, row.line, text, False) for text in _unknown_groups(table.name, row.values, known))
            if column := _UNIQUE.get(table.name):
                key = (table.name, row.values[column])
                if key in ids and row.values[column]:
                    file, line = ids[key]
                    problems.append(Problem(table.file, row.line, f"{column} {key[1]} is that of {file}, line {line} already"))
                ids.setdefault(key, (table.file, row.line))
    return problems


def _row_problems(table: str, row: Mapping[str, str], known: Collection[str]) -> Iterator[str]:
    for column in _FILLED[table]:
        if not row[column]:
            yield f"{column} is empty"
    sectors = [row["sector"]] if row.get("sector") else []
    sectors += [part.partition(":")[2] for part in row.get("metonyms", "").split("|") if part.partition(":")[2]]
    for sector in sectors:
        if sector not in SECTORS:
            yield f"unknown sector {sector!r}; valid are {', '.join(SECTORS)}"
    if table in _KINDS and row["kind"] and row["kind"] not in _KINDS[table]:
        yield f"unknown kind {row['kind']!r}; valid are {', '.join(_KINDS[table])}"
    for code in row.get(_STATES.get(table, ""), "").split("|"):
        if code and code not in known and code[:4] not in NAMED:
            yield _unknown_state(code)
    if table == "members.csv" and row["organisation"] and row["organisation"] not in known:
        yield f"unknown organisation {row['organisation']!r}; valid are the ids of organisations.csv and of your own tables"
    if table in ("states.csv", "regions.csv") and row["code"] and not re.fullmatch("[A-Z]{3}", row["code"]):
        yield f"the code {row['code']!r} is not three capital letters"
    yield from _date_problems(row)
    for column, limit in (("lat", 90), ("lon", 180)):
        if row.get(column) and not _degrees(row[column], limit):
            yield f"{column} {row[column]!r} is no number of degrees between -{limit} and {limit}"


def _unknown_groups(table: str, row: Mapping[str, str], known: Collection[str]) -> Iterator[str]:
    for code in row.get(_STATES.get(table, ""), "").split("|"):
        if code not in known and code[:4] in NAMED:
            yield f"unknown group {code!r}; add it to a table of groups or organisations, or check its spelling"


def _unknown_state(code: str) -> str:
    return f"unknown state {code!r}; valid are ISO 3166-1 alpha-3 codes (FRA) and the codes of your own tables"


def _degrees(text: str, limit: int) -> bool:
    try:
        return -limit <= float(text) <= limit
    except ValueError:
        return False


def _date_problems(row: Mapping[str, str]) -> Iterator[str]:
    start, end = row.get("start", ""), row.get("end", "")
    bad = [text for text in (start, end) if text and not is_date(text)]
    for text in bad:
        yield f"{text!r} is no date; write it as YYYY, YYYY-MM or YYYY-MM-DD"
    width = min(len(start), len(end))
    if start and end and not bad and end[:width] < start[:width]:
        yield f"the end {end} is before the start {start}"


def is_date(text: str) -> bool:
    """Tell whether a text is a year, a month or a day of the calendar in the form of ISO 8601."""
    match = _DATE.fullmatch(text)
    try:
        return match is not None and bool(dt.date(int(match[1]), int(match[2] or 1), int(match[3] or 1)))
    except ValueError:
        return False
