"""The brief on a terminal, or as plain text."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from comity.reports import wording
from comity.reports.model import ActLine, Brief

if TYPE_CHECKING:
    from rich.console import Console


def to_text(b: Brief, width: int = 100, colour: bool = False) -> str:
    """Return the brief as text of at most ``width`` columns, with terminal colours if asked for."""
    from rich.console import Console

    buffer = io.StringIO()
    console = Console(
        file=buffer,
        width=width,
        force_terminal=colour,
        color_system="standard" if colour else None,
        highlight=False,
        emoji=False,
        markup=False,
        legacy_windows=False,
    )
    _print(console, b)
    return "\n".join(line.rstrip() for line in buffer.getvalue().splitlines()) + "\n"


def _print(console: Console, b: Brief) -> None:
    from rich.padding import Padding
    from rich.text import Text

    console.print(f"{b.project}: {wording.what_was_read(b)}", style="bold")
    for remark in wording.remarks(b):
        console.print(Padding(Text(remark), (0, 0, 0, 2)))
    if b.known:
        console.print()
        _known(console, b)
    if b.actors:
        console.print()
        _actors(console, b)
    console.print()
    if b.acts:
        _acts(console, b)
        if more := wording.more(b):
            console.print(more)
    else:
        console.print(b.empty)
    for line in b.acts:
        _quotes(console, line)


def _known(console: Console, b: Brief) -> None:
    """A heading for each kind of certainty, and under it the events of the most origins."""
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    console.print(f"What is known: {wording.events(b)}", style="bold")
    for kind in b.known:
        console.print(Padding(Text(wording.known_heading(kind)), (0, 0, 0, 2)))
        table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=False)
        table.add_column(no_wrap=True)
        table.add_column(no_wrap=True)
        table.add_column(overflow="fold", ratio=1)
        for line in kind.lines:
            counts = f"{wording.count(line.origins, 'origin')}, {wording.count(line.reports, 'report')}"
            table.add_row(line.id[: wording.SHORT], line.when, f"{line.title} ({counts})")
        console.print(Padding(table, (0, 0, 0, 4)))


def _actors(console: Console, b: Brief) -> None:
    from rich.table import Table

    table = Table(title="Who matters", title_justify="left", box=None, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column("actor")
    table.add_column("code")
    for name in ("acts", "is acted on", "speaks", "documents"):
        table.add_column(name, justify="right")
    for a in b.actors:
        table.add_row(a.name, a.code, *(f"{n:,}" for n in a[2:]))
    console.print(table)


def _acts(console: Console, b: Brief) -> None:
    """Two lines per act: who, what and whom with the counts at the right; the standing and who says so."""
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), expand=True, show_header=True)
    table.add_column("Who did what to whom", ratio=1, overflow="fold")
    table.add_column("reports", justify="right")
    table.add_column("documents", justify="right")
    for line in b.acts:
        head = Text.assemble((wording.title(line), "bold"))
        if line.contested:
            head.append(" CONTESTED", style="bold red")
        below = f"{wording.standing(line)} | {wording.voices(line)}"
        cell = Table.grid()
        cell.add_row(head)
        cell.add_row(Padding(Text(below, style="dim"), (0, 0, 0, 4)))
        table.add_row(cell, f"{line.reports:,}", f"{line.documents:,}")
    console.print(table)


def _quotes(console: Console, line: ActLine) -> None:
    if not line.quotes:
        return
    from rich.padding import Padding
    from rich.text import Text

    console.print()
    console.print(wording.title(line), style="bold")
    for quote in line.quotes:
        console.print(Padding(Text(f"{quote.standing}: {quote.text}"), (0, 0, 0, 2)))
        console.print(Padding(Text(wording.origin(quote), style="dim"), (0, 0, 0, 4)))
