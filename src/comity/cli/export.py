"""``comity export``: take the data out of a project."""

from __future__ import annotations

import sys

import click

from comity.cli.common import project_option, say, standard_output

WHAT = ("claims", "documents", "sentences", "participants", "mentions", "skipped", "events", "disputes")
FORMATS = ("jsonl", "csv", "parquet")


@click.command("export", short_help="Take claims and the rest out as JSON lines, CSV or Parquet.")
@project_option
@click.option("--what", type=click.Choice(WHAT), default="claims", show_default=True, help="What to export.")
@click.option("--format", "style", type=click.Choice(FORMATS), default="jsonl", show_default=True, help="Format.")
@click.option("--out", metavar="FILE", help="Write to a file, which appears whole or not at all.")
@click.option("--force", is_flag=True, help="Replace the file if it exists.")
@click.option("--all-versions", is_flag=True, help="Also documents that a newer version has replaced.")
def command(project: str, what: str, style: str, out: str | None, force: bool, all_versions: bool) -> None:
    """Write claims, documents and the rest as JSON lines, CSV or Parquet.

    Without --out the data go to standard output. The order is that of reading, then of the text.
    """
    from comity.config import Settings
    from comity.errors import OutputError
    from comity.exports import check_output, open_output, rows, write
    from comity.store import Store

    if out is None and style == "parquet" and sys.stdout.isatty():
        raise OutputError("Parquet is binary and would garble the terminal; give --out FILE")
    if out is not None:
        check_output(out, force, [project])
    with Store.open(project, read_only=True, memory=Settings.from_environment().memory) as store:
        data = rows(store, what, all_versions)
        if out is None:
            with standard_output() as stream:
                write(data, style, stream, what)
        else:
            with open_output(out, force, [project]) as stream:
                count = write(data, style, stream, what)
            say(f"{out}: {count:,} rows ({what} of {project})")
