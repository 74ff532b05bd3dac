"""The linter of users' files of actors: every problem with its file and line."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from comity.actors.cameo import coded, is_null, sector_of
from comity.actors.dictionaries import no_collection, recognise
from comity.actors.knowledge import KnowledgeBase, fold
from comity.actors.petrarch import Dictionary
from comity.actors.problems import Problem, read_text
from comity.actors.spelling import common_words
from comity.actors.tables import Row, Table, check_tables

_NAMES = {
    "states.csv": ("name", "names", "adjectives", "demonyms", "capital", "metonyms", "former_names"),
    "regions.csv": ("name", "names", "adjectives", "demonyms"),
    "people.csv": ("name", "aliases"),
    "roles.csv": ("noun", "plural"),
}  # the other tables have name and names


class Use(NamedTuple):
    """A name where it is given. Two uses may clash if their ``kind`` (actor, place, role or discard) is the same."""

    name: str
    kind: str
    meaning: str
    start: str
    end: str
    office: str
    file: str
    line: int


class Checked(NamedTuple):
    """What the linter has seen: how many names, nouns and strings the files give, and their problems in order."""

    names: int
    problems: list[Problem]


def check_files(files: Sequence[str], base: KnowledgeBase) -> Checked:
    """Return the problems of users' files that are used together, in the order of files and lines.

    Args:
        files: tables and PETRARCH's dictionaries.
        base: the shipped knowledge base, which knows states and organisations.

    Raises:
        DataFileError: a file is not there, or not UTF-8.
    """
    with no_collection():
        return _check([recognise(file, read_text(file)) for file in files], files, base)


def _check(sources: Sequence[Table | Dictionary | Problem], files: Sequence[str], base: KnowledgeBase) -> Checked:
    tables = [s for s in sources if isinstance(s, Table)]
    dictionaries = [s for s in sources if isinstance(s, Dictionary)]
    problems = [s for s in sources if isinstance(s, Problem)]
    problems += check_tables(tables, base)
    states = {c for c in base.labels if len(c) == 3}
    states |= {row.values["code"] for t in tables if t.name in ("states.csv", "regions.csv") for row in t.rows}
    for dictionary in dictionaries:
        problems += dictionary.problems
        problems += _unknown_codes(dictionary, states)
    uses = [use for table in tables for row in table.rows for use in _table_uses(table, row)]
    uses += [use for dictionary in dictionaries for use in _dictionary_uses(dictionary)]
    problems += _common(uses, {t.file for t in tables})
    problems += _doubles(uses)
    place = {file: number for number, file in enumerate(files)}
    ordered = sorted(dict.fromkeys(problems), key=lambda p: (place[p.file], p.line))
    return Checked(len({(use.kind, use.name) for use in uses}), ordered)


def _unknown_codes(source: Dictionary, states: set[str]) -> Iterator[Problem]:
    for record in source.records:
        for code in record.codes:
            what = coded(code.code, states)
            if what.unknown and not is_null(code.code):
                text = f"unknown state {what.unknown!r} in [{code.code}]; valid are CAMEO's codes of states, regions and roles"
                yield Problem(source.file, code.line, text, False)
    for agent in source.agents:
        if sector_of(agent.code).unknown:
            text = f"unknown sector {agent.code!r}; valid are CAMEO's roles, for example GOV, MIL, COP, REB, OPP, CVL, BUS, MED"
            yield Problem(source.file, agent.line, text, False)


def _table_uses(table: Table, row: Row) -> Iterator[Use]:
    v = row.values
    role = table.name == "roles.csv"
    meaning = v["sector"] if role else v.get("id") or v.get("code") or v.get("country", "")
    columns = _NAMES.get(table.name, ("name", "names"))
    found = {part.split(":")[0].strip() for column in columns for part in v.get(column, "").split("|")}
    if table.name == "members.csv":
        return
    kind = {"roles.csv": "role", "places.csv": "place"}.get(table.name, "actor")
    for name in sorted(found - {""}):
        yield Use(name, kind, meaning, v.get("start", ""), v.get("end", ""), v.get("office", ""), table.file, row.line)


def _dictionary_uses(source: Dictionary) -> Iterator[Use]:
    for record in source.records:
        codes = ", ".join(dict.fromkeys(c.code for c in record.codes)) or "an actor without a code"
        start = min((c.start for c in record.codes), default="")
        end = "" if any(not c.end for c in record.codes) else max((c.end for c in record.codes), default="")
        for name in record.names:
            yield Use(name.text, "actor", codes, start, end, "", source.file, name.line)
    for agent in source.agents:
        for noun in {agent.noun, agent.plural} - {""}:
            yield Use(noun, "role", agent.code, "", "", "", source.file, agent.line)
    for discard in source.discards:
        yield Use(discard.text, "discard", "story" if discard.story else "sentence", "", "", "", source.file, discard.line)


def _common(uses: Iterable[Use], tables: set[str]) -> Iterator[Problem]:
    words = common_words()
    for use in uses:
        lower = use.name.lower()
        if use.kind == "discard" and lower in words:
            yield Problem(use.file, use.line, f"{use.name!r} is a common word: all that has it would be left out", False)
        if use.kind != "actor":
            continue
        bare = use.name.removeprefix("the ").removeprefix("The ")
        if use.file in tables and bare.lower() in words and bare in (bare.lower(), bare.capitalize()):
            text = f"{use.name!r} is a common word: texts that only use the word would name this actor"
            yield Problem(use.file, use.line, text, False)
        elif use.file not in tables and lower in words and len(lower) > 3:
            yield Problem(use.file, use.line, f"{use.name!r} is a common word: it is found in capitals alone", False)


def _doubles(uses: Iterable[Use]) -> Iterator[Problem]:
    seen: dict[tuple[str, str], list[Use]] = defaultdict(list)
    for use in uses:
        before = seen[use.kind, fold(use.name).upper()]
        for other in before:
            if other.line == use.line and other.file == use.file:
                continue
            where = f"line {other.line}" if other.file == use.file else f"{other.file}, line {other.line}"
            if other.meaning != use.meaning and _overlap(other, use):
                text = f"{use.name!r} is {other.meaning} too ({where}); the first counts"
                yield Problem(use.file, use.line, text, False)
                break
            if other[2:6] == use[2:6]:
                yield Problem(use.file, use.line, f"{use.name!r} is there already ({where})", False)
                break
        before.append(use)


def _overlap(one: Use, other: Use) -> bool:
    first, second = sorted((one, other), key=lambda use: use.start)
    return not first.end or not second.start or second.start[: len(first.end)] <= first.end
