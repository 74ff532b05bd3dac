"""The rows of an export, by kind: nested as in JSON, in a fixed order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from comity.errors import ComityError
from comity.exports.events import dispute_rows, event_rows
from comity.ontology import claim_record
from comity.store import CLAIM_ORDER, Store

Row = dict[str, Any]


def _claims(store: Store, superseded: bool) -> Iterator[Row]:
    for claim, source in store.claims(superseded):
        yield claim_record(claim, source)


def _documents(store: Store, superseded: bool) -> Iterator[Row]:
    yield from store.records(
        "SELECT d.id AS doc, d.source, d.title, d.outlet, d.date, d.date_from, d.url, d.links, d.language, "
        "d.text_hash, d.duplicate_of, nullif(d.duplicate_kind, '') AS duplicate_kind, d.similarity, d.superseded_by, "
        "(SELECT count(*) FROM sentences s WHERE s.doc = d.id) AS sentences, "
        "(SELECT count(*) FROM claims c WHERE c.doc = d.id) AS claims, d.text "
        f"FROM documents d {_current(superseded)} ORDER BY d.number"
    )


def _sentences(store: Store, superseded: bool) -> Iterator[Row]:
    yield from store.records(
        'SELECT s.doc, d.source AS doc_source, s.sentence, s.start, s."end", '
        'substr(d.text, s.start + 1, s."end" - s.start) AS text '
        f"FROM sentences s JOIN documents d ON d.id = s.doc {_current(superseded)} ORDER BY d.number, s.sentence"
    )


def _participants(store: Store, superseded: bool) -> Iterator[Row]:
    yield from store.records(
        "SELECT p.claim, p.doc, d.source AS doc_source, c.sentence, c.type, p.role, p.position, p.text, p.start, "
        "p.\"end\", nullif(p.actor, '') AS actor, p.code, nullif(p.sector, '') AS sector, p.reason "
        "FROM participants p JOIN claims c ON c.id = p.claim JOIN documents d ON d.id = p.doc "
        f"{_current(superseded)} ORDER BY {CLAIM_ORDER}, c.id, p.role, p.position"
    )


def _mentions(store: Store, superseded: bool) -> Iterator[Row]:
    for row in store.records(
        'SELECT m.doc, d.source AS doc_source, m.sentence, m.text, m.start, m."end", m.kind, m.refs, m.reason, '
        "m.political, m.place_name, m.place_country, m.place_lat, m.place_lon, m.place_kind, m.candidates, "
        "nullif(m.sector, '') AS sector "
        f"FROM mentions m JOIN documents d ON d.id = m.doc {_current(superseded)} ORDER BY d.number, m.position"
    ):
        place = {k: row.pop(f"place_{k}") for k in ("name", "country", "lat", "lon", "kind")}
        candidates, sector = row.pop("candidates"), row.pop("sector")
        row["place"] = place if place["name"] is not None else None
        row["candidates"] = candidates
        row["sector"] = sector
        yield row


def _skipped(store: Store, superseded: bool) -> Iterator[Row]:
    yield from store.records("SELECT source, code, reason, run FROM skipped ORDER BY number")


def _current(superseded: bool) -> str:
    return "" if superseded else "WHERE d.superseded_by IS NULL"


WHAT: Mapping[str, Callable[[Store, bool], Iterator[Row]]] = MappingProxyType(
    {
        "claims": _claims,
        "documents": _documents,
        "sentences": _sentences,
        "participants": _participants,
        "mentions": _mentions,
        "skipped": _skipped,
        "events": lambda store, superseded: event_rows(store),
        "disputes": lambda store, superseded: dispute_rows(store),
    }
)
"""What can be exported."""


def rows(store: Store, what: str = "claims", superseded: bool = False) -> Iterator[Row]:
    """Yield the rows of an export, in document order, then sentence and offset.

    Args:
        store: an open project.
        what: one of :data:`WHAT`.
        superseded: also rows of documents that a newer version has replaced.

    Raises:
        ComityError: ``what`` is none of these.
    """
    if what not in WHAT:
        raise ComityError(f"cannot export {what!r}; valid are {', '.join(WHAT)}")
    return WHAT[what](store, superseded)
