"""Users' dictionaries: tables in the project's own forms and PETRARCH's files, put before the shipped knowledge base."""

from __future__ import annotations

import gc
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import fields
from pathlib import PurePath
from typing import Any

from comity.actors.discards import Discard, Discards
from comity.actors.knowledge import COLUMNS, KnowledgeBase, Term, fold
from comity.actors.petrarch import Dictionary, kind_of, read_dictionary
from comity.actors.problems import Problem, read_text
from comity.actors.tables import Table, check_tables, forms, read_table
from comity.actors.translate import Translator
from comity.errors import DataFileError


def with_dictionaries(base: KnowledgeBase, files: Sequence[str]) -> KnowledgeBase:
    """Return a knowledge base with the entries of users' files before those of ``base``, which stays as it is.

    Args:
        base: the shipped knowledge base.
        files: tables with a header of ``data/*.csv``, or PETRARCH's actors, agents and discards; what comes first counts.

    Raises:
        DataFileError: a file cannot be read, is of no known form, or a table has a mistake (file and line are named).
            Lines of PETRARCH's files that cannot be read are left out and counted in ``left_out``.
    """
    with no_collection():
        sources = [read_source(file) for file in files]
        tables = [s for s in sources if isinstance(s, Table)]
        for problem in check_tables(tables, base):
            if problem.fatal:
                raise problem.error()
        return _Builder(base, tables).build(sources)


@contextmanager
def no_collection() -> Iterator[None]:
    """Keep the collector of garbage still: a large dictionary makes a hundred thousand small tuples, none of them garbage."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def read_source(file: str) -> Table | Dictionary:
    """Read a user's file, whose form is seen from its content.

    Raises:
        DataFileError: it cannot be read, or is of no known form.
    """
    source = recognise(file, read_text(file))
    if isinstance(source, Problem):
        raise DataFileError(f"{source.file}, line {source.line}: {source.text}")
    return source


def recognise(file: str, text: str) -> Table | Dictionary | Problem:
    """Read the text of a user's file; a file of no known form is a problem."""
    table = read_table(file, text)
    if table is not None:
        return table
    if PurePath(file).suffix.lower() in (".csv", ".tsv"):
        header = text.partition("\n")[0].strip()
        return Problem(file, 1, f"no table has the columns {header!r}; valid are, for {forms()}")
    kind = kind_of(file, text)
    if kind == "verbs":
        return Problem(file, 1, "a PETRARCH dictionary of verbs or issues; valid are actors, agents and discards")
    if not kind:
        text = (
            "no file of actors; valid are tables (docs/actors.md has their columns) and PETRARCH's actors (NAME [USAGOV]), "
            "agents (NOUN [~GOV]) and discards (a string a line, in capitals)"
        )
        return Problem(file, 1, text)
    return read_dictionary(file, text, kind)


def own_name(file: str) -> str:
    """Return how entries of a user's file name it, so that it is not taken for a shipped table."""
    return f"./{file}" if file in COLUMNS else file


class _Builder:
    """Gathers what the users' files say, and puts it before the base."""

    def __init__(self, base: KnowledgeBase, tables: Sequence[Table]) -> None:
        self.base = base
        self.own = KnowledgeBase(folder=base.folder)
        self.members: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
        self.nobody: set[str] = set()
        self.discards: list[Discard] = []
        codes = {row.values["code"] for t in tables if t.name in ("states.csv", "regions.csv") for row in t.rows}
        self.translator = Translator(base, {c for c in base.labels if len(c) == 3} | codes)

    def build(self, sources: Sequence[Table | Dictionary]) -> KnowledgeBase:
        for source in sources:
            if isinstance(source, Table):
                self._add_table(source)
            else:
                self._add_dictionary(source)
        self.own.own = frozenset(own_name(s.file) for s in sources)
        self.own.discards = Discards(self.discards) if self.discards else None
        return self._before_base()

    def _add_table(self, table: Table) -> None:
        part = KnowledgeBase()
        if table.name == "members.csv":
            for row in table.rows:
                v = row.values
                self.members[v["organisation"]].append((v["state"], v["start"], v["end"]))
            return
        add = part.readers()[table.name]
        for row in table.rows:
            add(row.values)
        for name, entries in part.entries.items():
            part.entries[name] = [e._replace(file=own_name(table.file)) for e in entries]
        self.own = _joined(self.own, part)

    def _add_dictionary(self, source: Dictionary) -> None:
        file = own_name(source.file)
        for record in source.records:
            self.nobody.update(self.translator.add_record(record, self.own, file))
        for agent in source.agents:
            self.translator.add_agent(agent, self.own)
        self.discards.extend(Discard(d.text, d.story, d.whole) for d in source.discards)
        if source.problems:
            self.own.left_out[source.file] = source.left_out()

    def _before_base(self) -> KnowledgeBase:
        out = _joined(self.own, self.base)
        for name in self.nobody:
            if fold(name) not in self.own.entries:
                out.entries.pop(fold(name), None)
        for state, terms in self.own.terms.items():
            out.terms[state] = [*terms, *(t for t in self.base.terms.get(state, ()) if not _is_replaced(t, terms))]
        if self.members:
            members = dict(self.base._members)
            for organisation, rows in self.members.items():
                states = {state for state, _, _ in rows}
                members[organisation] = [*rows, *(m for m in members.get(organisation, ()) if m[0] not in states)]
            vars(out)["_members"] = members  # where the cached property looks first
        return out


def _joined(first: KnowledgeBase, second: KnowledgeBase) -> KnowledgeBase:
    """Return a new base with the entries of both, those of the first one in front; neither of the two is changed."""
    values: dict[str, Any] = {}
    for f in fields(KnowledgeBase):
        a, b = getattr(first, f.name), getattr(second, f.name)
        if f.name == "surnames":  # filled when somebody asks for them
            continue
        if isinstance(a, dict):
            values[f.name] = b.copy()
            for key, value in a.items():
                values[f.name][key] = [*value, *b.get(key, ())] if isinstance(value, list) else value
        elif isinstance(a, set | frozenset):
            values[f.name] = a | b
        else:
            values[f.name] = a or b
    values["folder"] = second.folder
    return KnowledgeBase(**values)


def _is_replaced(term: Term, own: Sequence[Term]) -> bool:
    """Tell whether a shipped term of office begins in a term of the same office that the user gives."""
    return any(
        o.office == term.office and o.start <= term.start and (not o.end or term.start[: len(o.end)] <= o.end) for o in own
    )
