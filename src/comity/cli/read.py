"""``comity read``: read inputs into a project."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from comity.cli.common import actors_option, coder_option, iso_date, lexicon_option, precision_option, project_option, say

if TYPE_CHECKING:
    from comity.pipeline import ReadReport


def _fields(ctx: click.Context, parameter: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    out = {}
    for value in values:
        name, mark, column = value.partition("=")
        if not mark or not name or not column:
            raise click.BadParameter(f"{value!r} is not NAME=COLUMN, for example text=body")
        out[name] = column
    return out


@click.command("read", short_help="Read files, folders and URLs into a project.")
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@project_option
@click.option("--date", metavar="DATE", callback=iso_date, help="Date (YYYY-MM-DD) of documents that name none.")
@click.option("--outlet", metavar="NAME", default="", help="Outlet of documents that name none.")
@click.option(
    "--field",
    "fields",
    metavar="NAME=COLUMN",
    multiple=True,
    callback=_fields,
    help="Column or key that holds text, title, date, outlet or url. Repeat it for several.",
)
@click.option(
    "--threads",
    type=click.IntRange(min=0),
    default=0,
    envvar="COMITY_THREADS",
    show_envvar=True,
    help="Threads of the language model; 0 for all processors.",
)
@lexicon_option
@actors_option
@coder_option
@precision_option
@click.option("--limit", type=click.IntRange(min=1), help="Stop after so many documents.")
@click.option("--quiet", "-q", is_flag=True, help="Say nothing but errors.")
def command(paths: tuple[str, ...], project: str, quiet: bool, **options: Any) -> None:
    """Read files, folders and URLs into a project.

    PATH is a file, a folder, a URL, or - for standard input. The project file is made if there is none. What it has
    already is not read again, so a stopped run goes on where it was when the same command is given again.
    """
    from comity.cli.app import STOPPED
    from comity.cli.progress import progress_bar
    from comity.pipeline import ReadOptions, read

    try:
        with progress_bar(sys.stderr.isatty() and not quiet) as update:
            options["coder"] = options["coder"] or ""
            report = read(list(paths), project, ReadOptions(**options), update)
    except KeyboardInterrupt:
        say(f"comity: stopped; what was read is in {project}, and the same command goes on from there")
        raise click.exceptions.Exit(STOPPED) from None
    if not quiet:
        tell(report)
        _tell_left_out(options["actors"])
        say(f"next: comity brief --project {project}")


def _tell_left_out(actors: tuple[str, ...]) -> None:
    if not actors:
        return
    from comity.pipeline import left_out
    from comity.pipeline.options import count

    for file, lines in left_out(actors).items():
        say(f"{file}: {count(lines, 'line')} with a problem; list them with: comity actors check {file}")


def tell(report: ReadReport) -> None:
    """Say what a run did."""
    from comity.pipeline.options import count

    rate = report.sentences / report.seconds if report.seconds else 0.0
    known = f" ({report.known:,} known already)" if report.known else ""
    say(
        f"{report.project}: {count(report.documents, 'new document')}{known}, {count(report.sentences, 'sentence')}, "
        f"{count(report.claims, 'claim')} in {report.seconds:.1f} s ({rate:,.0f} sentences/s)"
    )
    for note in (*report.notes, *(report.events.notes if report.events else ())):
        say(note)
