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
    if b.actors:
        console.print()
        _actors(console, b)
    console.print()
    if b.acts:
        _acts(console, b)
        if more := wording.more(b):
            console.print(more)
    else:
        console.print("No claims.")
    for line in b.acts:
        _quotes(console, line)


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
    from rich.table import Table

    table = Table(title="Who did what to whom", title_justify="left", box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for name in ("who", "act", "to whom", "standing"):
        table.add_column(name, overflow="fold")
    table.add_column("reports", justify="right")
    table.add_column("docs", justify="right")
    table.add_column("who says so", overflow="fold")
    for line in b.acts:
        table.add_row(
            wording.who(line.actor_names),
            wording.act(line),
            wording.to_whom(line),
            wording.standing(line),
            f"{line.reports:,}",
            f"{line.documents:,}",
            wording.voices(line),
            style="red" if line.contested else None,
        )
    console.print(table)


def _quotes(console: Console, line: ActLine) -> None:
    if not line.quotes:
        return
    from rich.padding import Padding
    from rich.text import Text

    console.print()
    title = f"{wording.who(line.actor_names)}: {wording.act(line)} {wording.to_whom(line)}".strip()
    console.print(title, style="bold")
    for quote in line.quotes:
        console.print(Padding(Text(f"{quote.standing}: {quote.text}"), (0, 0, 0, 2)))
        console.print(Padding(Text(wording.origin(quote), style="dim"), (0, 0, 0, 4)))
