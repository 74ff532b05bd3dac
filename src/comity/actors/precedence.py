"""Users' entries come before the shipped ones, where they hold at the date."""

from __future__ import annotations

from collections.abc import Sequence

from comity.actors.knowledge import Entry, KnowledgeBase
from comity.actors.offices import in_office


def own_first(base: KnowledgeBase, entries: Sequence[Entry], date: str) -> Sequence[Entry]:
    """Return the entries of the users' files that hold at a date; all entries where there are none.

    Of several entries of one actor the first that holds counts, as in PETRARCH; one without dates counts where no dated
    one holds. A name of the users' that does not hold at the date leaves its place to the shipped ones, if there are any.

    Args:
        base: the knowledge base.
        entries: what a name may stand for.
        date: ISO date, empty if unknown: then whatever lasts comes before what has ended.
    """
    if not base.own:
        return entries
    own = [e for e in entries if e.file in base.own]
    if not own:
        return entries
    if not date:
        return sorted(own, key=lambda e: bool(e.end)) if own[0].kind != "person" else own
    found: dict[str, Entry] = {}
    for entry in own:
        if (entry.start or entry.end) and in_office(entry.start, entry.end, date):
            found.setdefault(entry.actor, entry)
    for entry in own:
        if not entry.start and not entry.end:
            found.setdefault(entry.actor, entry)
    if found:
        return list(found.values())
    people = [e for e in own if e.kind == "person"]  # out of office: their state stays theirs
    return [*people, *(e for e in entries if e.file not in base.own)] or entries
