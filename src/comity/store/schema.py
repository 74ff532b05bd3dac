"""Tables of a project file, its version, and the steps from one version to the next."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from types import MappingProxyType

import duckdb
import pyarrow as pa

from comity.records.schemas import SCHEMAS

FORMAT = "comity project"
SCHEMA_VERSION = 1

TABLES = (*SCHEMAS, "runs", "meta")

# A step takes a project of its version to the next one, inside a transaction. Version 1 is the first.
MIGRATIONS: Mapping[int, Callable[[duckdb.DuckDBPyConnection], None]] = MappingProxyType({})

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
    out = []
    for table, schema in SCHEMAS.items():
        columns = [f'"{f.name}" {_sql_type(f.type)}' + (" PRIMARY KEY" if _KEYS.get(table) == f.name else "") for f in schema]
        out.append(f"CREATE TABLE {table} ({', '.join(columns)})")
    return [*out, _RUNS, _META]
