"""Queries of a project, in a fixed order, without loading it whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import duckdb

from comity.records import Claim, ClaimDate, ClaimPlace, Participant, Speaker, Trigger
from comity.records.schemas import CLAIMS
from comity.store.entry import Known

CLAIM_ORDER = "d.number, c.sentence, c.trigger_start, c.position"
_BLOCK = 256  # documents that are held in memory at a time


class StoredClaim(NamedTuple):
    """A claim with the source of its document."""

    claim: Claim
    source: str


class Reading:
    """The part of the store that asks and does not write."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Run a query and return all its rows."""
        return self.connection.execute(sql, list(values)).fetchall()

    def value(self, sql: str, values: Sequence[Any] = ()) -> Any:
        """Run a query that returns one value."""
        return self.rows(sql, values)[0][0]

    def records(self, sql: str, values: Sequence[Any] = ()) -> Iterator[dict[str, Any]]:
        """Run a query and yield its rows as dicts, some at a time."""
        cursor = self.connection.cursor()
        try:
            cursor.execute(sql, list(values))
            names = [str(column[0]) for column in cursor.description or ()]
            while block := cursor.fetchmany(2000):
                for row in block:
                    yield dict(zip(names, row, strict=True))
        finally:
            cursor.close()

    def meta(self) -> dict[str, str]:
        """Return the table ``meta``: format, versions, the id of the model bundle."""
        return {str(key): str(value) for key, value in self.rows("SELECT key, value FROM meta")}

    def known(self, ids: Sequence[str]) -> dict[str, Known]:
        """Return those of the ids that are stored."""
        return {k.id: k for k in self._known("id", ids)}

    def same_source(self, sources: Sequence[str]) -> dict[str, list[Known]]:
        """Return, by source, the current (not superseded) documents of these sources, oldest first."""
        out: dict[str, list[Known]] = defaultdict(list)
        for known in self._known("source", sources):
            if known.superseded_by is None:
                out[known.source].append(known)
        return dict(out)

    def _known(self, column: str, values: Sequence[str]) -> list[Known]:
        if not values:
            return []
        rows = self.rows(
            f"SELECT id, source, text_hash, duplicate_of, superseded_by FROM documents "
            f"WHERE {column} IN (SELECT unnest(?::VARCHAR[])) ORDER BY number",
            [list(values)],
        )
        return [Known(*row) for row in rows]

    def fingerprints(self) -> Iterator[tuple[str, str, bytes]]:
        """Yield id, text hash and fingerprint of the current documents that copy none, in the order of reading."""
        for row in self.records(
            "SELECT d.id, d.text_hash, f.fingerprint FROM documents d JOIN fingerprints f ON f.doc = d.id "
            "WHERE d.superseded_by IS NULL AND d.duplicate_of IS NULL ORDER BY d.number"
        ):
            yield row["id"], row["text_hash"], row["fingerprint"]

    def counts(self) -> dict[str, int]:
        """Return the number of rows of documents, sentences, claims, participants, mentions and skipped."""
        names = ("documents", "sentences", "claims", "participants", "mentions", "skipped")
        return {name: int(self.value(f"SELECT count(*) FROM {name}")) for name in names}

    def claims(self, superseded: bool = False) -> Iterator[StoredClaim]:
        """Yield the claims in the order of their documents, sentences and triggers.

        Args:
            superseded: also those of documents that a newer version has replaced.
        """
        last = int(self.value("SELECT coalesce(max(number), -1) FROM documents"))
        current = "" if superseded else " AND d.superseded_by IS NULL"
        columns = ", ".join(f'c."{f.name}"' for f in CLAIMS)
        for low in range(0, last + 1, _BLOCK):
            span = [low, low + _BLOCK]
            people: dict[str, dict[str, list[tuple[Any, ...]]]] = defaultdict(lambda: defaultdict(list))
            for claim, role, *rest in self.rows(
                'SELECT p.claim, p.role, p.text, p.start, p."end", p.actor, p.code, p.sector, p.reason '
                "FROM participants p JOIN documents d ON d.id = p.doc "
                "WHERE d.number >= ? AND d.number < ? ORDER BY p.claim, p.role, p.position",
                span,
            ):
                people[claim][role].append(tuple(rest))
            found = self.rows(
                f"SELECT d.source, {columns} FROM claims c JOIN documents d ON d.id = c.doc "
                f"WHERE d.number >= ? AND d.number < ?{current} ORDER BY {CLAIM_ORDER}",
                span,
            )
            for source, *row in found:
                yield StoredClaim(_claim(row, people[row[0]]), source)


def _claim(row: Sequence[Any], people: dict[str, list[tuple[Any, ...]]]) -> Claim:
    r = dict(zip((f.name for f in CLAIMS), row, strict=True))
    place = ClaimPlace(*(r[f"place_{f}"] for f in ClaimPlace._fields)) if r["place_text"] is not None else None
    date = ClaimDate(*(r[f"date_{f}"] for f in ClaimDate._fields)) if r["date_text"] is not None else None
    return Claim(
        id=r["id"],
        doc=r["doc"],
        sentence=r["sentence"],
        trigger=Trigger(r["trigger_text"], r["trigger_start"], r["trigger_end"]),
        sentence_span=(r["sentence_start"], r["sentence_end"]),
        type=r["type"],
        mode=r["mode"],
        contexts=tuple(r["contexts"]),
        actors=tuple(Participant(*p) for p in people["actor"]),
        recipients=tuple(Participant(*p) for p in people["recipient"]),
        place=place,
        date=date,
        polarity=r["polarity"],
        modality=r["modality"],
        historical=r["historical"],
        speakers=tuple(Speaker(*s[:5]) for s in people["speaker"]),
        condition=r["condition"],
        confidence=r["confidence"],
        coder=r["coder"],
        event=r["event"],
    )
