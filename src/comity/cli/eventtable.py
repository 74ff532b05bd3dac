"""What the commands on the system share: where the events come from, and how results are written."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import click

from comity.cli.common import iso_date, project_option, say, standard_output

if TYPE_CHECKING:
    from comity.reports.blocks import Block
    from comity.system.tables import EventTable

_Command = TypeVar("_Command", bound=Callable[..., Any])
_FORMS = ("comity", "gdelt", "icews", "polecat", "acled")


def source_options(function: _Command) -> _Command:
    """Add the options that name the events: a project, or a table of others."""
    options = (
        project_option,
        click.option("--events", "table", metavar="FILE", help="A table of events (CSV, TSV, Parquet), in place of a project."),
        click.option("--form", type=click.Choice(_FORMS), help="Its form.  [default: told from its columns]"),
        click.option("--official", is_flag=True, help="Only acts of and towards states, their organs and their organisations."),
    )
    for option in reversed(options):
        function = option(function)
    return function


def opened_events(project: str, table: str | None, form: str | None) -> EventTable:
    """Open the events that the options name, and say what a reader should know of them.

    Raises:
        click.UsageError: both were given on the command line; a form without a table.
    """
    source = click.get_current_context().get_parameter_source("project")
    if table and source is click.core.ParameterSource.COMMANDLINE:
        raise click.UsageError("give --project or --events, not both")
    if form and not table:
        raise click.UsageError("--form is that of a table; give it with --events")
    from comity.pipeline.system import open_events

    found = open_events(project, table or "", form or "")
    for note in found.notes if found.days[2] else ():  # of no events the error says enough
        say(f"note: {note}")
    return found


def day_option(name: str, help: str) -> Callable[[_Command], _Command]:
    """Return an option that takes a day."""
    return click.option(name, metavar="DATE", callback=_day, help=help)


def _day(ctx: click.Context, parameter: click.Parameter, value: str | None) -> dt.date | None:
    text = iso_date(ctx, parameter, value)
    return dt.date.fromisoformat(text) if text else None


def plover_types(ctx: click.Context, parameter: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...]:
    """Check PLOVER types given on the command line (a Click callback)."""
    if not value:
        return ()
    from comity.ontology import PLOVER

    for name in value:
        if name.upper() not in PLOVER:
            raise click.BadParameter(f"no PLOVER type {name!r}; valid are {', '.join(PLOVER)}")
    return tuple(name.upper() for name in value)


def show_records(rows: Iterable[dict[str, Any]], style: str) -> None:
    """Write records to standard output as JSON lines or CSV."""
    from comity.exports import write
    from comity.exports.flat import write_flat_csv

    with standard_output() as out:
        if style == "csv":
            write_flat_csv(rows, out)
        else:
            write(rows, "jsonl", out)


def show_page(blocks: Sequence[Block], style: str) -> None:
    """Write a report to standard output as text or Markdown."""
    from comity.reports.blocks import blocks_to_markdown, blocks_to_text

    width = shutil.get_terminal_size((100, 24)).columns
    text = blocks_to_markdown(blocks) if style == "md" else blocks_to_text(blocks, width)
    with standard_output() as out:
        out.write(text.encode("utf-8"))
