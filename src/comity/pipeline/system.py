"""The events of a project, or of a table of others, as the rows on which measures run; with what comity knows of names."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from comity.config import Settings
from comity.errors import InputError
from comity.pipeline.stages import knowledge
from comity.system.measures.options import next_period
from comity.system.tables import Coded, EventTable, Names, project_table, read_table
from comity.system.tables.names import country_names
from comity.system.ties import Standing, Tie, TieOptions, ties

if TYPE_CHECKING:
    from comity.actors import KnowledgeBase

_OLD = "the events are older than the documents; bring them up to date with: comity events --refresh"
_MEMORY = 1200  # megabytes for tables of others, where the setting names less


class KnownNames(Names):
    """Codes and names of other people's tables, by what comity knows of actors."""

    def __init__(self, base: KnowledgeBase) -> None:
        self.base = base
        self.states = {e.code for entries in base.entries.values() for e in entries if e.file in ("states.csv", "regions.csv")}

    def country(self, name: str) -> str:
        """Return the code of a state or region by its code or name, also as "Moldova, Republic of"."""
        if name in self.states:
            return name
        if name in country_names():
            return country_names()[name]
        for form in (name, name.removeprefix("the ").removeprefix("The "), name.split(",")[0]):
            codes = [
                e.code for e in self.base.entries.get(form, ()) if e.file in ("states.csv", "regions.csv") and e.kind == "name"
            ]
            if codes:
                return next((c for c in codes if self.base.labels.get(c) == form), codes[0])
        return ""

    def cameo(self, code: str) -> Coded:
        """Return the actor of a CAMEO code; empty where it names no state, organisation or group that comity knows."""
        from comity.actors.cameo import coded, is_null

        if not code.strip() or is_null(code):
            return Coded("")
        found = coded(code, self.states)
        return Coded("" if found.unknown else found.code, found.sector)

    def other(self, name: str) -> str:
        """Return the code of an organisation or group by its name."""
        files = ("organisations.csv", "groups.csv")
        return next((e.code for e in self.base.entries.get(name, ()) if e.file in files and e.kind == "name"), "")


@cache
def known_names() -> KnownNames:
    """Return what comity knows of names; it is read once."""
    return KnownNames(knowledge())


def open_events(project: str | Path = "", table: str | Path = "", form: str = "") -> EventTable:
    """Open the events of a project, or of a table of others, as rows. Close what comes back.

    Args:
        project: a project file.
        table: a table of events; then the project is not opened.
        form: of the table; empty to tell it from its columns.

    Raises:
        InputError: neither is given; the table cannot be read.
        ProjectError: the project cannot be opened.
    """
    if not project and not table:
        raise InputError("no events are given; give a project or a table of events")
    names = known_names()
    memory = Settings.from_environment().memory
    if table:
        return read_table(table, form=form, names=names, labels=names.base.names(), memory=max(memory, _MEMORY))
    from comity.store import Store
    from comity.store.events import is_current

    store = Store.open(project, read_only=True, memory=memory)
    try:
        found = project_table(store.connection, str(project), names.base.names(), store.close)
        if not is_current(store) and int(store.value("SELECT count(*) FROM claims")):
            found.notes = (*found.notes, _OLD)
        return found
    except BaseException:
        store.close()
        raise


def network(table: EventTable, options: TieOptions, standing: Sequence[Standing] = (), known: Sequence[str] = ()) -> list[Tie]:
    """Return the ties between actors, with what comity knows of members and offices at the day of the network.

    Args:
        table: the events.
        options: which ties, and as of when.
        standing: statements of the user's own.
        known: ``membership``, ``office``, or both.

    Raises:
        InputError: as :func:`comity.system.ties.ties`.
    """
    found = ties(table, options, standing)
    if not known:
        return found
    until = options.until or table.days[1]
    codes = {code for tie in found for code in tie[:2]}
    return ties(table, options, [*standing, *known_statements(codes, until, known)]) if until else found


def known_statements(codes: set[str], day: dt.date, kinds: Sequence[str]) -> list[Standing]:
    """Return what comity's tables of members and of terms of office say of some codes at a day."""
    base = known_names().base
    out: list[Standing] = []
    if "membership" in kinds:
        for organisation in sorted(c for c in codes if c.startswith("IGO:")):
            out += [
                Standing(s, organisation, "membership") for s in sorted(base.members(organisation, day.isoformat())) if s in codes
            ]
    if "office" in kinds:
        for state in sorted(codes):
            for term in base.terms.get(state, ()):
                start, end = _day(term.start, first=True), _day(term.end, first=False)
                out.append(Standing(term.actor, state, "office", start, end))
    return out


def _day(text: str, first: bool) -> dt.date | None:
    """Return a day of a table in which a year or month stands for its first or last day; None where it is open."""
    year, _, rest = text.partition("-")
    if not year.isdigit():
        return None
    month, _, day = rest.partition("-")
    if day:
        return dt.date.fromisoformat(text)
    start = dt.date(int(year), int(month or 1), 1)
    if first:
        return start
    return next_period(start, "month" if month else "year") - dt.timedelta(days=1)
