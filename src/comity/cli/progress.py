"""The progress bar of a run, on standard error."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from comity.pipeline import Progress

_STEP = "{task.fields[documents]:,} documents, {task.fields[rate]:,.0f} sentences/s"


@contextmanager
def progress_bar(show: bool) -> Iterator[Callable[[Progress], None] | None]:
    """Give a callback that moves a bar, or None where there is nobody to look at it."""
    if not show:
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    began = time.monotonic()
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn(_STEP), TimeElapsedColumn(), TimeRemainingColumn())
    with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=None, documents=0, rate=0.0)

        def update(p: Progress) -> None:
            rate = p.sentences / max(time.monotonic() - began, 0.001)
            bar.update(task, description=p.stage, completed=p.inputs, total=p.total, documents=p.documents, rate=rate)

        yield update
