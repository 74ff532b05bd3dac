"""``comity brief``: sum a project up."""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING, Any

import click

from comity.cli.common import code_of, iso_date, plover_type, project_option, standard_output
from comity.errors import check_window

if TYPE_CHECKING:
    from comity.reports import BriefOptions


@click.command("brief", short_help="Who did what to whom, and who says so.")
@project_option
@click.option("--actor", metavar="CODE", default="", help="Only acts with this actor on one side, for example PRK.")
@click.option("--type", metavar="TYPE", default="", callback=plover_type, help="Only acts of this PLOVER type, for example AID.")
@click.option("--since", metavar="DATE", callback=iso_date, help="Only acts from this date on (YYYY-MM-DD).")
@click.option("--until", metavar="DATE", callback=iso_date, help="Only acts up to this date (YYYY-MM-DD).")
@click.option("--limit", type=click.IntRange(min=1), default=10, show_default=True, help="Lines of acts.")
@click.option(
    "--quotes",
    "--quote",
    metavar="[N]",
    type=click.IntRange(min=0),
    default=0,
    is_flag=False,
    flag_value=1,
    help="Show the sentences behind each line: N for each standing, or one.",
)
@click.option("--format", "style", type=click.Choice(["text", "md"]), default="text", show_default=True, help="Form.")
def command(project: str, style: str, **options: Any) -> None:
    """Show who matters and who did what to whom in a project, and who says so.

    Acts that some report and others deny are marked CONTESTED.
    """
    from comity.pipeline import actor_names
    from comity.reports import BriefOptions

    check_window(options["since"], options["until"])
    options["actor"] = code_of(options["actor"])
    given = {name: value for name, value in options.items() if value is not None}
    show(project, BriefOptions(**given, names=actor_names()), style)


def show(project: str, options: BriefOptions, style: str = "text") -> None:
    """Print the brief of a project."""
    from comity.config import Settings
    from comity.reports import brief, to_markdown, to_text
    from comity.store import Store

    with Store.open(project, read_only=True, memory=Settings.from_environment().memory) as store:
        result = brief(store, options)
    if style == "md":
        text = to_markdown(result)
    else:
        terminal = sys.stdout.isatty()
        text = to_text(result, width=shutil.get_terminal_size((100, 24)).columns, colour=terminal)
    with standard_output() as out:
        out.write(text.encode("utf-8"))
