"""Tables of a project file, its version, and the steps from one version to the next."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from types import MappingProxyType

import duckdb
import pyarrow as pa

from comity.records.schemas import SCHEMAS

FORMAT = "comity project"
SCHEMA_VERSION = 2

TABLES = (*SCHEMAS, "runs", "meta")

_KEYS = {"documents": "id", "claims": "id"}
_RUNS = """CREATE TABLE runs (
    run BIGINT PRIMARY KEY, started TIMESTAMP, ended TIMESTAMP, status VARCHAR, inputs VARCHAR[], options VARCHAR,
    comity_version VARCHAR, bundle VARCHAR, documents BIGINT, duplicates BIGINT, skipped BIGINT, sentences BIGINT,
    claims BIGINT)"""
_META = "CREATE TABLE meta (key VARCHAR PRIMARY KEY, value VARCHAR)"


def comity_version() -> str:
    """Return the version of the package, which is kept in what it writes."""
    # A plain import would close a circle: the public names of the package lead to the pipeline, and that to the store.
    return str(import_module("comity").__version__)


def _sql_type(kind: pa.DataType) -> str:
    if pa.types.is_list(kind):
        return _sql_type(kind.value_type) + "[]"
    if pa.types.is_struct(kind):
        return "STRUCT(" + ", ".join(f'"{f.name}" {_sql_type(f.type)}' for f in kind) + ")"
    names = {
        pa.string(): "VARCHAR",
        pa.binary(): "BLOB",
        pa.int32(): "INTEGER",
        pa.int64(): "BIGINT",
        pa.float64(): "DOUBLE",
        pa.bool_(): "BOOLEAN",
    }
    return names[kind]


def create_statements() -> list[str]:
    """Return the statements that make an empty project, columns as in :mod:`comity.records.schemas`."""
    return [*(_create(table) for table in SCHEMAS), _RUNS, _META]


def _create(table: str) -> str:
    key = _KEYS.get(table)
    columns = [f'"{f.name}" {_sql_type(f.type)}' + (" PRIMARY KEY" if key == f.name else "") for f in SCHEMAS[table]]
    return f"CREATE TABLE {table} ({', '.join(columns)})"


def _add_events(connection: duckdb.DuckDBPyConnection) -> None:
    """From version 1: events, their claims, disputes and corrections. The next reconciliation fills them.

    A later version that changes these tables writes their columns of version 2 out here.
    """
    for table in ("events", "event_claims", "disputes", "corrections"):
        connection.execute(_create(table))


# A step takes a project of its version to the next one, inside a transaction. Version 1 is the first.
MIGRATIONS: Mapping[int, Callable[[duckdb.DuckDBPyConnection], None]] = MappingProxyType({1: _add_events})
