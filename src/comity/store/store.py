"""Open, write and close a project file."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import duckdb
import pyarrow as pa

from comity.errors import OutputError, ProjectError
from comity.records import Skipped
from comity.store.entry import Entry, Known
from comity.store.read import Reading
from comity.store.schema import FORMAT, MIGRATIONS, SCHEMA_VERSION, comity_version, create_statements
from comity.store.tables import entry_tables, skipped_table

_MAGIC = (8, b"DUCK")  # a DuckDB file has these bytes at this place


class Store(Reading):
    """A project: one DuckDB file. Use :meth:`open`; close it, or use it as a context manager.

    Many readers or one writer may have it open at a time.
    """

    def __init__(self, path: Path, connection: duckdb.DuckDBPyConnection) -> None:
        super().__init__(connection)
        self.path = path

    @classmethod
    def open(
        cls,
        path: str | Path,
        create: bool = False,
        read_only: bool = False,
        memory: int = 256,
        threads: int = 2,
    ) -> Self:
        """Open a project file.

        Args:
            path: the file.
            create: make it if there is none.
            read_only: only to query it.
            memory: megabytes that the engine may use before it spills to disk.
            threads: of the engine.

        Raises:
            ProjectError: no such file, no comity project, another version, or in use by another process.
            OutputError: it cannot be made or written there.
        """
        path = Path(path)
        fresh = _check_path(path, create)
        config: dict[str, Any] = {
            "memory_limit": f"{memory}MB",
            "threads": threads,
            "autoinstall_known_extensions": False,  # comity asks for no network
            "autoload_known_extensions": False,
        }
        try:
            connection = duckdb.connect(str(path), read_only=read_only, config=config)
        except duckdb.Error as error:
            raise _opening_error(path, error, fresh) from error
        store = cls(path, connection)
        try:
            store._prepare(create and not read_only, read_only)
        except BaseException:
            store.close()
            raise
        return store

    def close(self) -> None:
        """Close the file. Closing twice is no error."""
        self.connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def _prepare(self, create: bool, read_only: bool) -> None:
        tables = {str(name) for (name,) in self.rows("SELECT table_name FROM duckdb_tables()")}
        if not tables and create:  # a new file, or one whose making was cut off
            with self.transaction():
                for statement in create_statements():
                    self.connection.execute(statement)
                now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
                for key, value in (
                    ("format", FORMAT),
                    ("schema_version", str(SCHEMA_VERSION)),
                    ("comity_version", comity_version()),
                    ("created", now),
                ):
                    self.connection.execute("INSERT INTO meta VALUES (?, ?)", [key, value])
            return
        meta = self.meta() if "meta" in tables else {}
        if meta.get("format") != FORMAT:
            raise ProjectError(f"{self.path} is a DuckDB file but no comity project; nothing was changed. Give another --project")
        self._migrate(meta, read_only)

    def _migrate(self, meta: Mapping[str, str], read_only: bool) -> None:
        stored = int(meta.get("schema_version", "0"))
        by = f"{self.path} is a project of comity {meta.get('comity_version', '?')} (format {stored})"
        here = f"this is comity {comity_version()} (format {SCHEMA_VERSION})"
        if stored > SCHEMA_VERSION:
            raise ProjectError(f"{by}; {here}. Install comity {meta.get('comity_version')} or newer to open it")
        steps = range(stored, SCHEMA_VERSION)
        if any(step not in MIGRATIONS for step in steps):
            raise ProjectError(
                f"{by}; {here}, which cannot convert it. Read the documents into a new project, or install that version"
            )
        if steps and read_only:
            raise ProjectError(f"{by}; {here}. Run comity read once with this project to convert it")
        if steps:
            with self.transaction():
                for step in steps:
                    MIGRATIONS[step](self.connection)
                self.set_meta(schema_version=str(SCHEMA_VERSION), comity_version=comity_version())

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of the block is stored, or nothing.

        Raises:
            OutputError: the disk is full or the file cannot be written.
        """
        try:
            self.connection.begin()
            yield
            self.connection.commit()
        except _UNWRITABLE as error:
            self._rollback()
            raise OutputError(
                f"{self.path} cannot be written ({_first_line(error)}). What was stored before is safe; make room "
                "or mend the permission, and run the same command again: it goes on where it was"
            ) from error
        except BaseException:
            self._rollback()
            raise

    def _rollback(self) -> None:
        with suppress(duckdb.Error):  # no transaction is open, or the engine has given it up already
            self.connection.rollback()

    def insert(self, table: str, rows: pa.Table) -> None:
        """Append rows to a table; call it inside :meth:`transaction`."""
        self.connection.register("new_rows", rows)
        try:
            self.connection.execute(f"INSERT INTO {table} BY NAME SELECT * FROM new_rows")
        finally:
            self.connection.unregister("new_rows")

    def set_meta(self, **values: str) -> None:
        """Set values of the table ``meta``."""
        for key, value in values.items():
            self.connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", [key, value])

    def begin_run(self, inputs: Sequence[str], options: Mapping[str, Any], bundle: str) -> int:
        """Note that a run begins and return its number. A run that was cut off before is marked so."""
        number = int(self.value("SELECT coalesce(max(run), 0) + 1 FROM runs"))
        with self.transaction():
            self.connection.execute("UPDATE runs SET status = 'cut off' WHERE status = 'running'")
            self.connection.execute(
                "INSERT INTO runs VALUES (?, ?, NULL, 'running', ?, ?, ?, ?, 0, 0, 0, 0, 0)",
                [number, _now(), list(inputs), json.dumps(dict(options), sort_keys=True), comity_version(), bundle],
            )
            self.set_meta(bundle=bundle, comity_version=comity_version())
        return number

    def end_run(self, run: int, status: str, counts: Mapping[str, int]) -> None:
        """Note how a run ended: ``finished``, ``stopped`` (by the user) or ``failed``, with what it added."""
        columns = ("documents", "duplicates", "skipped", "sentences", "claims")
        with self.transaction():
            self.connection.execute(
                "UPDATE runs SET ended = ?, status = ?, documents = ?, duplicates = ?, skipped = ?, sentences = ?, "
                "claims = ? WHERE run = ?",
                [_now(), status, *(counts.get(c, 0) for c in columns), run],
            )

    def write(self, entries: Sequence[Entry], skipped: Sequence[Skipped] = (), run: int = 0) -> None:
        """Store documents with all their rows, and skips, in one transaction.

        A document whose id is stored already is left as it is, and so is a skip with the same source, code and reason.

        Raises:
            OutputError: the disk is full or the file cannot be written.
        """
        known = self.known([e.document.id for e in entries])
        new = list({e.document.id: e for e in entries if e.document.id not in known}.values())
        skips = self._new_skips(skipped)
        if not new and not skips:
            return
        with self.transaction():
            if new:
                first = int(self.value("SELECT coalesce(max(number), -1) + 1 FROM documents"))
                for name, rows in entry_tables(new, first, run).items():
                    self.insert(name, rows)
                for entry in new:
                    self._supersede(entry.supersedes, entry.document.id)
            if skips:
                first = int(self.value("SELECT coalesce(max(number), -1) + 1 FROM skipped"))
                self.insert("skipped", skipped_table(skips, first, run))

    def _new_skips(self, skipped: Sequence[Skipped]) -> list[Skipped]:
        unique = list(dict.fromkeys(skipped))
        if not unique:
            return []
        table = skipped_table(unique, 0, 0)
        self.connection.register("new_rows", table)
        try:
            stored = self.rows("SELECT n.number FROM new_rows n SEMI JOIN skipped USING (source, code, reason)")
        finally:
            self.connection.unregister("new_rows")
        old = {int(number) for (number,) in stored}
        return [s for i, s in enumerate(unique) if i not in old]

    def _supersede(self, old: Sequence[str], new: str) -> None:
        for doc in old:
            self.connection.execute("UPDATE documents SET superseded_by = ? WHERE id = ?", [new, doc])

    def revive(self, known: Known) -> None:
        """Make a superseded document the current one again: what was read last under a name counts."""
        newest = known.superseded_by
        seen = {known.id}
        while newest is not None and newest not in seen:
            seen.add(newest)
            rows = self.rows("SELECT superseded_by FROM documents WHERE id = ?", [newest])
            if not rows or rows[0][0] is None:
                break
            newest = rows[0][0]
        with self.transaction():
            self.connection.execute("UPDATE documents SET superseded_by = NULL WHERE id = ?", [known.id])
            if newest is not None and newest != known.id:
                self._supersede([newest], known.id)


_UNWRITABLE = (
    duckdb.IOException,
    duckdb.OutOfMemoryException,
    duckdb.FatalException,
    duckdb.TransactionException,  # a commit for which the disk has no room
)


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC).replace(tzinfo=None, microsecond=0)


def _first_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0].strip() if str(error).strip() else type(error).__name__


def _check_path(path: Path, create: bool) -> bool:
    """Return whether the file is new; refuse what cannot be a project before the engine touches it."""
    try:
        if path.is_dir():
            raise ProjectError(f"{path} is a folder; a project is one file, for example {path / 'comity.duckdb'}")
        if not path.exists():
            if not create:
                raise ProjectError(f"there is no project {path}; make it with: comity read PATH --project {path}")
            if not path.parent.is_dir():
                raise OutputError(f"{path} cannot be made: there is no folder {path.parent}; make it first")
            return True
        with path.open("rb") as file:
            head = file.read(16)
    except OSError as error:
        raise ProjectError(f"{path} cannot be opened ({error.strerror}); check its permission") from error
    if head[_MAGIC[0] : _MAGIC[0] + 4] != _MAGIC[1]:
        raise ProjectError(f"{path} is no comity project; nothing was changed. Give another --project")
    return False


def _opening_error(path: Path, error: duckdb.Error, fresh: bool) -> ProjectError | OutputError:
    text = str(error)
    if "lock on file" in text or "different configuration" in text or "already attached" in text:
        pid = re.search(r"PID (\d+)", text)
        who = f"process {pid.group(1)}" if pid else "another connection"
        return ProjectError(f"{path} is in use by {who}; wait until it ends, or stop it, and try again")
    if fresh or "Permission denied" in text or "Read-only file system" in text or "No space" in text:
        return OutputError(f"{path} cannot be written ({_first_line(error)}); choose another place with --project")
    return ProjectError(
        f"{path} cannot be opened ({_first_line(error)}). It may be damaged, or written by a newer DuckDB: restore a "
        "copy, update duckdb, or read into a new project"
    )
