"""One DuckDB file per project: documents, their sentences, claims, participants, mentions, what was skipped, runs.

See ``docs/store.md`` for the tables. ``duckdb`` and ``pyarrow`` load when this package is imported.
"""

from __future__ import annotations

from comity.store.entry import Entry, Known
from comity.store.read import CLAIM_ORDER, StoredClaim
from comity.store.schema import SCHEMA_VERSION, TABLES
from comity.store.store import Store

__all__ = ["CLAIM_ORDER", "SCHEMA_VERSION", "TABLES", "Entry", "Known", "Store", "StoredClaim"]
