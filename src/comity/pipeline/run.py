"""Read inputs into a project file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from comity.config import Settings
from comity.errors import ComityError, NothingToReadError
from comity.pipeline.events import EventsReport, reconcile_store
from comity.pipeline.inputs import check_inputs, count_inputs
from comity.pipeline.options import Progress, ReadOptions, ReadReport
from comity.pipeline.stages import Stages, load_stages

if TYPE_CHECKING:
    from comity.pipeline.reader import Tally
    from comity.store import Store


def read(
    paths: str | Path | Sequence[str | Path],
    project: str | Path,
    options: ReadOptions | None = None,
    progress: Callable[[Progress], None] | None = None,
    *,
    stages: Stages | None = None,
) -> ReadReport:
    """Read files, folders and URLs into a project file, which is made if there is none.

    Documents are stored in batches, each with all its rows in one transaction. What the project has already is left as
    it is, so the same call goes on where a stopped one was. A document that cannot be processed is skipped with the
    reason, and the run goes on. At the end the claims are merged into events, if anything has changed.

    Args:
        paths: files, folders, URLs, or ``-`` for standard input.
        project: the DuckDB file of the project.
        options: see :class:`ReadOptions`.
        progress: called after each batch.
        stages: other stages than comity's own, for tests and experiments.

    Raises:
        InputError: a path does not exist, or a date is none.
        NothingToReadError: not one document could be read.
        ProjectError: the project file is of another version, no project, or in use.
        OutputError: the project file cannot be written.
        DataFileError: the model bundle, the actors or the lexicon are missing or have a mistake.
    """
    options = options or ReadOptions()
    inputs = [str(p) for p in ([paths] if isinstance(paths, str | Path) else paths)]
    check_inputs(inputs)
    fresh = not Path(project).exists()
    try:
        return _read(inputs, project, options, progress, stages)
    except Exception:
        if fresh:
            _discard(Path(project))
        raise


def _read(
    inputs: Sequence[str],
    project: str | Path,
    options: ReadOptions,
    progress: Callable[[Progress], None] | None,
    stages: Stages | None,
) -> ReadReport:
    from comity.pipeline.reader import Reader
    from comity.store import Store

    with Store.open(project, create=True, memory=Settings.from_environment().memory) as store:
        stages = stages or load_stages(options)
        run = store.begin_run(inputs, options.as_record(), stages.bundle)
        reader = Reader(store, stages, options, run, progress, count_inputs(inputs) if progress else None)
        try:
            reader.read(inputs)
            report = reader.tally.report(str(project), run)
            report = replace(report, events=_merge(store, stages, report, progress))
        except BaseException as error:
            with suppress(ComityError):  # the first error is the one to show
                store.end_run(run, "stopped" if isinstance(error, KeyboardInterrupt) else "failed", reader.tally.stored())
            raise
        store.end_run(run, "finished", reader.tally.stored())
    _check_something(inputs, reader.tally)
    return report


def _discard(project: Path) -> None:
    """Remove a project that a run has made and left without a document or a skip: it would look like one that was read."""
    from comity.store import Store

    with suppress(ComityError, OSError):
        with Store.open(project, read_only=True) as store:
            kept = int(store.value("SELECT (SELECT count(*) FROM documents) + (SELECT count(*) FROM skipped)"))
        if not kept:
            project.unlink()
            project.with_name(f"{project.name}.wal").unlink(missing_ok=True)


def _merge(store: Store, stages: Stages, report: ReadReport, progress: Callable[[Progress], None] | None) -> EventsReport | None:
    """Bring the events up to date, unless they rest on the same documents and corrections already."""
    from comity.store.events import is_current

    if is_current(store):
        return None

    def advance(done: int, total: int) -> None:
        if progress:
            skipped = sum(report.skipped.values())
            documents = report.documents + report.known
            progress(Progress(documents, report.sentences, report.claims, skipped, done, total, "events"))

    return reconcile_store(store, stages.agencies(), progress=advance)


def _check_something(inputs: Sequence[str], tally: Tally) -> None:
    if tally.documents or tally.known:
        return
    text = f"nothing could be read from {', '.join(inputs)}"
    if tally.first_skips:
        raise NothingToReadError(text + ": " + "; ".join(f"{s.source}: {s.reason}" for s in tally.first_skips))
    raise NothingToReadError(text + ": there is no document in it")
