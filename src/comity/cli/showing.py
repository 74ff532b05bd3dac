"""What the commands about events share: filters, forms, and the note on events that are out of date."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import click

from comity.cli.common import code_of, iso_date, plover_type, say, standard_output
from comity.errors import check_window

if TYPE_CHECKING:
    from comity.reports.blocks import Block
    from comity.store import Store
    from comity.store.events import EventFilter

LINES = 20  # lines of tables where no limit is given
_Command = TypeVar("_Command", bound=Callable[..., Any])

format_option = click.option(
    "--format", "style", type=click.Choice(["table", "jsonl", "md"]), default="table", show_default=True, help="Form."
)


def filter_options(function: _Command) -> _Command:
    """Add the options that limit events by actor, type, status and time, and their number."""
    from comity.records.event import STATUSES

    options = (
        click.option("--actor", metavar="CODE", default="", help="Only with this actor on one side, for example PRK."),
        click.option(
            "--type", metavar="TYPE", default="", callback=plover_type, help="Only of this PLOVER type, for example AID."
        ),
        click.option("--status", "statuses", type=click.Choice(STATUSES), multiple=True, help="Only these. Repeat for several."),
        click.option("--since", metavar="DATE", default="", callback=_date, help="Only from this date on (YYYY-MM-DD)."),
        click.option("--until", metavar="DATE", default="", callback=_date, help="Only up to this date (YYYY-MM-DD)."),
        click.option(
            "--limit", type=click.IntRange(min=1), help=f"How many.  [default: {LINES} in tables and Markdown, all in jsonl]"
        ),
    )
    for option in reversed(options):
        function = option(function)
    return function


def _date(ctx: click.Context, parameter: click.Parameter, value: str) -> str:
    return iso_date(ctx, parameter, value or None) or ""


def chosen(options: dict[str, Any], disputed: bool = False) -> EventFilter:
    """Return the filter of the options of a command, which are taken out of it.

    Raises:
        InputError: its window ends before it begins.
    """
    from comity.store.events import EventFilter

    taken = {name: options.pop(name) for name in ("actor", "type", "statuses", "since", "until")}
    check_window(taken["since"], taken["until"])
    taken["actor"] = code_of(taken["actor"])
    return EventFilter(**taken, disputed=disputed)


def opened(project: str) -> Store:
    """Open a project to read from it."""
    from comity.config import Settings
    from comity.store import Store

    return Store.open(project, read_only=True, memory=Settings.from_environment().memory)


def remark(store: Store) -> None:
    """Say what a reader should know of the events: that they are out of date, or count documents without an outlet."""
    from comity.reports.known import notes

    for note in notes(store):
        say(f"note: {note}")


def show_blocks(blocks: Sequence[Block], style: str) -> None:
    """Write a report to standard output as text or Markdown."""
    from comity.reports.blocks import blocks_to_markdown, blocks_to_text

    width = shutil.get_terminal_size((100, 24)).columns
    text = blocks_to_markdown(blocks) if style == "md" else blocks_to_text(blocks, width)
    with standard_output() as out:
        out.write(text.encode("utf-8"))


def show_rows(rows: Iterable[dict[str, Any]], otherwise: Callable[[], str] = str) -> None:
    """Write records to standard output, one JSON object a line; where there is none, say why beside them."""
    from comity.exports import write

    with standard_output() as out:
        count = write(rows, "jsonl", out)
    if not count and (why := otherwise()):
        say(f"note: {why}")
