"""Records into Arrow tables, column by column."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import pyarrow as pa

from comity.records import ActorRef, Claim, Document, Mention, Skipped
from comity.records.schemas import SCHEMAS
from comity.store.entry import Entry


def table(name: str, rows: Iterable[Sequence[Any]]) -> pa.Table:
    """Return rows (values in the order of the schema) as an Arrow table."""
    schema = SCHEMAS[name]
    columns = list(zip(*rows, strict=True)) or [()] * len(schema)
    return pa.Table.from_arrays([pa.array(c, f.type) for c, f in zip(columns, schema, strict=True)], schema=schema)


def entry_tables(entries: Sequence[Entry], first_number: int, run: int) -> dict[str, pa.Table]:
    """Return the tables of new documents, numbered from ``first_number`` on."""
    rows: dict[str, list[Sequence[Any]]] = {
        name: [] for name in ("documents", "sentences", "claims", "participants", "mentions", "fingerprints")
    }
    for number, entry in enumerate(entries, first_number):
        doc = entry.document
        rows["documents"].append(_document(doc, number, run))
        rows["sentences"].extend((doc.id, s.index, s.start, s.end) for s in doc.sentences)
        for position, claim in enumerate(entry.claims):
            rows["claims"].append(_claim(claim, position))
            rows["participants"].extend(_participants(claim))
        rows["mentions"].extend(_mention(doc.id, i, m) for i, m in enumerate(entry.mentions))
        if entry.fingerprint is not None:
            rows["fingerprints"].append((doc.id, entry.fingerprint))
    return {name: table(name, values) for name, values in rows.items() if values}


def skipped_table(skipped: Sequence[Skipped], first_number: int, run: int) -> pa.Table:
    """Return the table of inputs that were not read or not coded."""
    return table("skipped", ((first_number + i, _text(s.source), s.code, _text(s.reason), run) for i, s in enumerate(skipped)))


def _text(value: str) -> str:
    # Lone surrogates come from undecodable file names; DuckDB stores UTF-8.
    return value.encode("utf-8", "replace").decode("utf-8") if not value.isascii() else value


def _document(doc: Document, number: int, run: int) -> Sequence[Any]:
    return (
        number, doc.id, _text(doc.source), _text(doc.title), _text(doc.outlet), doc.date, doc.date_from, _text(doc.url),
        [_text(link) for link in doc.links], doc.language, doc.text, doc.text_hash, doc.duplicate_of,
        doc.duplicate_kind, doc.similarity, None, run,
    )  # fmt: skip


def _claim(c: Claim, position: int) -> Sequence[Any]:
    place = tuple(c.place) if c.place else (None,) * 6
    date = tuple(c.date) if c.date else (None,) * 4
    return (
        c.id, c.doc, position, c.sentence, *c.trigger, *c.sentence_span, c.type, c.mode, list(c.contexts), *place,
        *date, c.polarity, c.modality, c.historical, c.condition, c.confidence, c.coder, c.event,
    )  # fmt: skip


def _participants(claim: Claim) -> Iterable[Sequence[Any]]:
    for role, people in (("actor", claim.actors), ("recipient", claim.recipients)):
        for i, p in enumerate(people):
            yield claim.id, claim.doc, role, i, *p
    for i, s in enumerate(claim.speakers):
        yield claim.id, claim.doc, "speaker", i, *s, "", ""


def _refs(refs: Sequence[ActorRef]) -> list[dict[str, str]]:
    return [{"actor": r.actor, "code": r.code, "sector": r.sector} for r in refs]


def _mention(doc: str, position: int, m: Mention) -> Sequence[Any]:
    place = tuple(m.place) if m.place else (None,) * 5
    return (
        doc, position, m.sentence, m.head, m.first, m.last, m.text, m.start, m.end, m.kind, _refs(m.refs), m.reason,
        m.political, *place, _refs(m.candidates), m.sector,
    )  # fmt: skip
