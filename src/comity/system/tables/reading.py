"""Open a table of events: know its form by its columns, and bring it into DuckDB as rows.

Text files (comma, tab, semicolon; also ``.gz`` and the ``.zip`` that GDELT comes in) and Parquet. What this reads of the formats
stands in :mod:`comity.system.tables.forms`.
"""

from __future__ import annotations

import codecs
import gzip
import shutil
import tempfile
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import IO, Any

import duckdb

from comity.errors import InputError
from comity.ontology import PLOVER
from comity.system.tables.forms import ALIASES, FORMS, GDELT_1, GDELT_2, SEPARATOR, Form
from comity.system.tables.names import Names
from comity.system.tables.table import COLUMNS, FIRST_DAY, LAST_DAY, VIEW, EventTable, literal, literals

_OWN = ("day", "type", "source", "target")  # columns by which our own form is known
_DEFAULTS = MappingProxyType(
    {"id": "'row ' || row_number() OVER ()", "status": "'reported'", "joint": "false", "weight": "1.0", "reports": "1",
     "source_sector": "''", "target_sector": "''", "mode": "''"}
)  # fmt: skip
_BLOCK = 1 << 20
_UNKNOWN = 5  # unknown actors that a note names
_IN_RANGE = f"BETWEEN DATE '{FIRST_DAY}' AND DATE '{LAST_DAY}'"
MEMORY = 1200


@dataclass(frozen=True, slots=True)
class _Input:
    """A file with what its head says: its columns, how it is separated, and whether the first line names them."""

    paths: tuple[Path, ...]
    columns: tuple[str, ...]
    parquet: bool = False
    delimiter: str = ","
    header: bool = True
    encoding: str = "utf-8"
    originals: tuple[str, ...] = ()  # the columns of Parquet as they are written


def read_table(
    path: str | Path,
    *,
    form: str = "",
    names: Names | None = None,
    labels: Mapping[str, str] = MappingProxyType({}),
    memory: int = MEMORY,
    threads: int = 2,
) -> EventTable:
    """Open events in a table of others, or in the form of :data:`comity.system.tables.COLUMNS`.

    A Parquet file of our own form is read where it lies. Everything else is converted once, into a temporary file that goes when
    the table is closed.

    Args:
        path: a file; or a pattern such as ``2023*.csv`` for several of one form.
        form: ``gdelt``, ``icews``, ``polecat``, ``acled``, ``comity``; empty to tell it from the columns.
        names: who the actors are.
        labels: what people call the codes.
        memory: megabytes for the engine.
        threads: of the engine.

    Raises:
        InputError: no such file; no form that is known; not what its form should be.
    """
    folder = Path(tempfile.mkdtemp(prefix="comity-events-"))
    connection = duckdb.connect(
        str(folder / "rows.duckdb"),
        config={
            "memory_limit": f"{memory}MB",
            "threads": threads,
            "temp_directory": str(folder),
            "preserve_insertion_order": False,
            "autoinstall_known_extensions": False,  # comity asks for no network
        },
    )

    def close() -> None:
        connection.close()
        shutil.rmtree(folder, ignore_errors=True)

    try:
        given = _look(path, folder, connection)
        chosen = _form(given, form, str(path))
        notes = _own(connection, given) if chosen is None else _convert(connection, given, chosen, names or Names())
        return EventTable(connection, str(path), notes=notes, names=labels, close=close)
    except duckdb.Error as error:
        close()
        raise InputError(f"{path} cannot be read as a table of events ({_first_line(error)})") from error
    except BaseException:
        close()
        raise


def _look(path: str | Path, folder: Path, connection: duckdb.DuckDBPyConnection) -> _Input:
    paths = _paths(path)
    if any(p.suffix == ".zip" for p in paths):
        paths = [_unpacked(p, folder) for p in paths]
    with paths[0].open("rb") as file:
        if file.read(4) == b"PAR1":
            found = connection.execute(f"DESCRIBE SELECT * FROM read_parquet({literal(str(paths[0]))})").fetchall()
            originals = tuple(str(row[0]) for row in found)
            return _Input(tuple(paths), tuple(_plain(name) for name in originals), parquet=True, originals=originals)
    try:
        with _opened(paths[0]) as stream:
            first = stream.readline(_BLOCK)
    except (OSError, EOFError) as error:
        raise InputError(f"{path} cannot be read ({error})") from error
    if not first.strip():
        raise InputError(f"{path} is empty")
    encoding = "utf-8" if all(_is_utf8(p) for p in paths) else "latin-1"
    line = first.decode(encoding, "replace").lstrip("\ufeff").rstrip("\r\n")
    delimiter = max(("\t", ",", ";", "|"), key=line.count)
    cells = line.split(delimiter)
    if delimiter == "\t" and len(cells) in (57, 58, 61) and cells[0].isdigit() and cells[1].isdigit():
        columns = GDELT_2 if len(cells) == 61 else GDELT_1
        return _Input(tuple(paths), columns, delimiter="\t", header=False, encoding=encoding)
    names = tuple(_plain(cell.strip('"')) for cell in cells)
    return _Input(tuple(paths), names, delimiter=delimiter, encoding=encoding)


def _paths(path: str | Path) -> list[Path]:
    given = Path(path)
    if given.is_dir():
        raise InputError(f"{path} is a folder; give one file, or a pattern in quotes such as '{given / '*.csv'}'")
    if given.is_file():
        return [given]
    found = sorted(p for p in given.parent.glob(given.name) if p.is_file()) if any(c in given.name for c in "*?[") else []
    if not found:
        raise InputError(f"there is no file {path}; give a table of events (GDELT, ICEWS, POLECAT, ACLED)")
    return found


def _plain(name: str) -> str:
    return name.strip().lower().replace(" ", "_").replace(".", "_")


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes] | gzip.GzipFile]:
    if path.suffix == ".gz":
        with gzip.open(path) as packed:
            yield packed
    else:
        with path.open("rb") as plain:
            yield plain


def _unpacked(path: Path, folder: Path) -> Path:
    try:
        with zipfile.ZipFile(path) as archive:
            members = [m for m in archive.infolist() if not m.is_dir()]
            if len(members) != 1:
                raise InputError(f"{path} holds {len(members)} files; unpack it and give one of them")
            target = folder / f"{path.stem}.unpacked"
            with archive.open(members[0]) as packed, target.open("wb") as plain:
                shutil.copyfileobj(packed, plain, _BLOCK)
            return target
    except zipfile.BadZipFile as error:
        raise InputError(f"{path} is no ZIP file that can be read ({error})") from error


def _is_utf8(path: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with _opened(path) as stream:
            while block := stream.read(_BLOCK):
                decoder.decode(block)
            decoder.decode(b"", True)
    except UnicodeDecodeError:
        return False
    except (OSError, EOFError) as error:
        raise InputError(f"{path} cannot be read ({error})") from error
    return True


def _form(given: _Input, wanted: str, label: str) -> Form | None:
    """Return the form of a table; None for our own."""
    names = ("comity", *FORMS)
    if wanted and wanted not in names:
        raise InputError(f"no form of tables {wanted!r}; valid are {', '.join(names)}")
    there = {*given.columns, *(ours for ours, others in ALIASES.items() if any(o in given.columns for o in others))}
    fits = [f for f in FORMS.values() if set(f.needed) <= there and wanted in ("", f.name)]
    if fits:
        return fits[0]
    if set(_OWN) <= there and wanted in ("", "comity"):
        return None
    forms = {"comity": _OWN, **{f.name: f.needed for f in FORMS.values()}}
    if wanted:
        missing = [c for c in forms[wanted] if c not in there]
        raise InputError(f"{label} is no {wanted} table: it has no column {', '.join(missing)}")
    known = "; ".join(f"{name}: {', '.join(needed)}" for name, needed in forms.items())
    raise InputError(f"{label} is no table of events that comity knows; the forms with their columns are {known}")


def _source(given: _Input) -> str:
    """Return the expression of SQL that reads a file, all columns as text with their plain names."""
    files = "[" + ", ".join(literal(str(p)) for p in given.paths) + "]"
    if given.parquet:
        plain = ", ".join(f'"{name}" AS "{_plain(name)}"' for name in given.originals)
        return f"(SELECT {plain} FROM read_parquet({files}))"
    columns = "{" + ", ".join(f"{literal(name)}: 'VARCHAR'" for name in _unique(given.columns)) + "}"
    quote = "" if given.delimiter == "\t" else '"'  # tables with tabs leave quotes in names as they are
    return (
        f"read_csv({files}, columns = {columns}, delim = {literal(given.delimiter)}, quote = {literal(quote)}, "
        f"header = {str(given.header).lower()}, encoding = '{given.encoding}', null_padding = true, auto_detect = false, "
        "max_line_size = 10000000, nullstr = ['', 'NA'])"
    )


def _unique(names: Sequence[str]) -> list[str]:
    """Return names, numbered where one comes twice or is missing."""
    seen: dict[str, int] = {}
    out = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        out.append(name if name and seen[name] == 1 else f"{name or 'column'}__{seen[name]}")
    return out


def _aliases(given: _Input) -> dict[str, str]:
    """Return, by plain name, how a column is to be written in SQL."""
    out = {name: f'"{name}"' for name in given.columns}
    for ours, others in ALIASES.items():
        out.setdefault(ours, next((f'"{o}"' for o in others if o in given.columns), "NULL"))
    return out


def _convert(connection: duckdb.DuckDBPyConnection, given: _Input, form: Form, names: Names) -> list[str]:
    known = _aliases(given)
    wanted = {column for columns in form.columns.values() for column in known if column in columns}
    picked = ", ".join(f"CAST({known[c]} AS VARCHAR) AS {c}" for c in sorted(wanted))
    missing = {c: "NULL" for c in ("doc", "contexts") if c not in form.columns}
    columns = ", ".join(f"{sql} AS {name}" for name, sql in {**form.columns, **missing}.items())
    connection.execute(f"CREATE TABLE picked AS SELECT {columns} FROM (SELECT {picked} FROM {_source(given)})")
    acts = {key: form.act(key.split(SEPARATOR)) for (key,) in connection.execute("SELECT DISTINCT act FROM picked").fetchall()}
    keys = connection.execute(
        "SELECT key, sum(n)::BIGINT FROM (SELECT who AS key, count(*) AS n FROM picked GROUP BY 1 "
        "UNION ALL SELECT whom, count(*) FROM picked GROUP BY 1) GROUP BY 1 ORDER BY 2 DESC, 1"
    ).fetchall()
    actors = {key: form.actor(key.split(SEPARATOR), names) for key, _ in keys}
    unknown = [(key, n) for key, n in keys if key.replace(SEPARATOR, " ").strip() and not actors[key].code]
    _register(connection, "acts", [(key, *act) for key, act in acts.items()], ("key", "type", "mode", "cameo", "joint"))
    _register(connection, "people", [(key, *actor) for key, actor in actors.items()], ("key", "code", "sector"))
    connection.execute(
        f"""CREATE TABLE {VIEW} AS
        SELECT coalesce(CAST(p.id AS VARCHAR), '') AS id, CASE WHEN p.day {_IN_RANGE} THEN p.day END AS day,
            nullif(a.type, '') AS type, a.mode, a.cameo,
            nullif(s.code, '') AS source, nullif(t.code, '') AS target, s.sector AS source_sector, t.sector AS target_sector,
            'reported' AS status, a.joint, 1.0::DOUBLE AS weight, coalesce(try_cast(p.reports AS INTEGER), 1) AS reports,
            CAST(p.doc AS VARCHAR) AS doc, CAST(p.contexts AS VARCHAR[]) AS contexts
        FROM picked p JOIN acts a ON a.key = p.act JOIN people s ON s.key = p.who JOIN people t ON t.key = p.whom"""
    )
    connection.execute("DROP TABLE picked")
    return _notes(connection, form, unknown)


def _register(connection: duckdb.DuckDBPyConnection, name: str, rows: list[tuple[Any, ...]], columns: Sequence[str]) -> None:
    import pyarrow as pa

    values: list[tuple[Any, ...]] = list(zip(*rows, strict=True)) or [() for _ in columns]
    kinds = [pa.bool_() if c == "joint" else pa.string() for c in columns]
    data = pa.table({c: pa.array(v, k) for c, v, k in zip(columns, values, kinds, strict=True)})
    connection.register("given", data)
    connection.execute(f"CREATE TEMP TABLE {name} AS SELECT * FROM given")
    connection.unregister("given")


def _notes(connection: duckdb.DuckDBPyConnection, form: Form, unknown: Sequence[tuple[str, int]]) -> list[str]:
    counts = connection.execute(
        f"SELECT count(*), count(*) FILTER (day IS NULL), count(*) FILTER (type IS NULL), "
        f"count(*) FILTER (source <> target), count(*) FILTER (source = target) FROM {VIEW}"
    ).fetchone()
    assert counts is not None
    rows, undated, untyped, paired, within = counts
    out = [f"{rows:,} rows of {form.name}, {paired:,} of them between two known sides"]
    if within:
        out.append(f"{within:,} rows are of one known side with itself, such as police and protesters of one country: left out")
    if untyped:
        out.append(f"{untyped:,} rows are of an act without a PLOVER type (bare statements): they have a Goldstein score alone")
    if undated:
        out.append(f"{undated:,} rows have no date that can be read and are left out")
    if unknown:
        some = ", ".join(f"{key.split(SEPARATOR)[0] or key.strip(SEPARATOR)} ({n:,})" for key, n in unknown[:_UNKNOWN])
        out.append(f"{len(unknown):,} actors without a state or a known group are left out, most often {some}")
    return out


def _own(connection: duckdb.DuckDBPyConnection, given: _Input) -> list[str]:
    """Make the rows of a table of our own form a view; text is converted."""
    columns = []
    for name, kind in COLUMNS.items():
        if name not in given.columns:
            columns.append(f"CAST({_DEFAULTS.get(name, 'NULL')} AS {kind}) AS {name}")
        elif name == "contexts" and not given.parquet:
            columns.append("CASE WHEN contexts <> '' THEN string_split(contexts, ';') END AS contexts")
        elif name == "type" and not given.parquet:
            columns.append("nullif(upper(trim(type)), '') AS type")
        elif name in ("type", "source", "target"):
            columns.append(f"nullif(CAST({name} AS VARCHAR), '') AS {name}")
        elif name == "day":
            columns.append(f"CASE WHEN try_cast(day AS DATE) {_IN_RANGE} THEN try_cast(day AS DATE) END AS day")
        else:
            default = _DEFAULTS.get(name)
            value = f"try_cast({name} AS {kind})"
            columns.append(
                f"{value} AS {name}" if default is None or given.parquet else f"coalesce({value}, {default}) AS {name}"
            )
    what = "VIEW" if given.parquet else "TABLE"
    connection.execute(f"CREATE {what} {VIEW} AS SELECT {', '.join(columns)} FROM {_source(given)}")
    _check_own(connection, given)
    rows, undated = connection.execute(f"SELECT count(*), count(*) FILTER (day IS NULL) FROM {VIEW}").fetchone() or (0, 0)
    notes = [f"{rows:,} rows"]
    if undated:
        _, first, value = _wrong(connection, given, "day", f"(try_cast(day AS DATE) {_IN_RANGE}) IS NOT TRUE")
        some = f", for example {first}: {value}" if value else ""
        notes.append(f"{undated:,} rows without a valid day from {FIRST_DAY} to {LAST_DAY}{some}; they are left out")
    return notes


def _check_own(connection: duckdb.DuckDBPyConnection, given: _Input) -> None:
    """Refuse types that PLOVER has not, and weights that are no numbers.

    Raises:
        InputError: there is one; the message names the first row that has it.
    """
    types = connection.execute(f"SELECT min(type) FROM {VIEW} WHERE type NOT IN {literals(PLOVER)}").fetchone()
    if types and types[0]:
        rows, first, value = _wrong(connection, given, "type", f"upper(trim(type)) = {literal(str(types[0]).upper())}")
        more = f" and {rows - 1:,} more" if rows > 1 else ""
        raise InputError(
            f"{given.paths[0]}, {first}{more}: has the type {value!r}, which PLOVER has not; "
            f"valid are {', '.join(PLOVER)}, or nothing"
        )
    if "weight" in given.columns:
        number = "try_cast(weight AS DOUBLE)"
        rows, first, value = _wrong(connection, given, "weight", f"({number} >= 0 AND isfinite({number})) IS NOT TRUE")
        if value:
            more = f" and {rows - 1:,} more" if rows > 1 else ""
            raise InputError(
                f"{given.paths[0]}, {first}{more}: the weight {value} is none; give a number of 0 or more, or nothing for 1"
            )


def _wrong(connection: duckdb.DuckDBPyConnection, given: _Input, column: str, where: str) -> tuple[int, str, str]:
    """Return how many rows have a value that is wrong, the name of the first one, and its value; of none, empty texts."""
    name = "CAST(id AS VARCHAR)" if "id" in given.columns else "'row ' || row_number() OVER ()"
    value = f"CAST({column} AS VARCHAR)"
    found = connection.execute(
        f"SELECT count(*), first(name), first(value) FROM (SELECT {name} AS name, {value} AS value, {column} "
        f"FROM {_source(given)}) WHERE value <> '' AND {where}"
    ).fetchone()
    rows, first, text = found or (0, "", "")
    return int(rows), str(first or ""), str(text or "")


def _first_line(error: Exception) -> str:
    return " ".join(str(error).strip().splitlines()[:2]) or type(error).__name__
