"""What there is among events or claims: their time, their actors and types, for a report that has nothing to show."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from comity.store.events import REPORTED
from comity.store.read import Reading

_ACTORS = 10  # actors that are named


class Spread(NamedTuple):
    """Some events or claims: how many, from which day to which, and what is most frequent among them, the most frequent first.

    ``statuses`` and ``kinds`` (of disputes) are of events alone.
    """

    total: int
    first: str | None
    last: str | None
    actors: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()


def spread_of_events(store: Reading, disputed: bool = False) -> Spread:
    """Return the spread of all events of a project, or of those that are disputed."""
    chosen = "FROM events e" + (" WHERE e.id IN (SELECT event FROM disputes)" if disputed else "")
    total, first, last = store.rows(
        f"WITH {REPORTED} SELECT count(*), min(coalesce(e.date_start, r.first)), max(coalesce(e.date_end, r.last)) "
        f"FROM (SELECT e.* {chosen}) e LEFT JOIN reported r ON r.event = e.id"
    )[0]
    return Spread(
        int(total), first, last,
        _most(store, f"SELECT unnest(list_concat(e.actors, e.recipients)).code AS x {chosen}", _ACTORS),
        _most(store, f"SELECT e.type AS x {chosen}"),
        _most(store, f"SELECT e.status AS x {chosen}"),
        _most(store, "SELECT what AS x FROM disputes"),
    )  # fmt: skip


def spread_of_claims(store: Reading) -> Spread:
    """Return the spread of the claims of the current documents of a project."""
    chosen = "FROM claims c JOIN documents d ON d.id = c.doc WHERE d.superseded_by IS NULL"
    total, first, last = store.rows(
        f"SELECT count(*), min(coalesce(c.date_start, d.date)), max(coalesce(c.date_end, d.date)) {chosen}"
    )[0]
    people = f"SELECT p.code AS x FROM participants p WHERE p.role <> 'speaker' AND p.claim IN (SELECT c.id {chosen})"
    return Spread(int(total), first, last, _most(store, people, _ACTORS), _most(store, f"SELECT c.type AS x {chosen}"))


def _most(store: Reading, values: str, limit: int = 20) -> tuple[str, ...]:
    rows: Sequence[tuple[Any, ...]] = store.rows(
        f"SELECT x FROM ({values}) WHERE x <> '' GROUP BY x ORDER BY count(*) DESC, x LIMIT {limit}"
    )
    return tuple(str(x) for (x,) in rows)
