"""``comity actors``: check files of actors of your own, and see which names a project lacks."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import click

from comity.cli.common import actors_option, project_option, say, standard_output

if TYPE_CHECKING:
    from comity.pipeline import Suggestion

FORMS = ("people", "groups", "organisations", "organs", "media")
PROBLEMS = 1  # exit code where a file has problems
BEFORE = 30  # characters of a sentence before a name


@click.group("actors", short_help="Check actors of your own; list names that no table has.")
def command() -> None:
    """Check files of actors of your own, and list the names of a project that no table has.

    Such files are given to read, code and resolve with --actors.
    """


@command.command("check", short_help="Name every problem of files of actors, with its line.")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(dir_okay=False))
def check(files: tuple[str, ...]) -> None:
    """Name every problem of files of actors, one a line: file, line, what is wrong and what is valid.

    FILE is a table in one of the project's own forms, or a PETRARCH dictionary of actors, agents or discards. Files that
    are used together are checked together. The exit code is 1 where there is a problem.
    """
    from comity.pipeline import check_actors
    from comity.pipeline.options import count

    found = check_actors(files)
    with standard_output() as out:
        out.writelines(f"{problem}\n".encode() for problem in found.problems)
    what = f"{count(found.names, 'name')} in {count(len(files), 'file')}"
    if found.problems:
        say(f"{what}: {count(len(found.problems), 'problem')}")
        raise click.exceptions.Exit(PROBLEMS)
    say(f"{what}: no problem")


@command.command("suggest", short_help="List the frequent names of a project that no table has.")
@project_option
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="How many names.")
@click.option("--least", type=click.IntRange(min=1), default=2, show_default=True, help="Mentions that a name must have.")
@actors_option
@click.option("--format", "style", type=click.Choice(["table", "csv"]), default="table", show_default=True, help="Form.")
@click.option(
    "--table", "form", type=click.Choice(FORMS), default="people", show_default=True, help="With --format csv: which table."
)
def suggest_names(project: str, limit: int, least: int, actors: tuple[str, ...], style: str, form: str) -> None:
    """List the frequent names of a project that no table has, each with a sentence.

    With --format csv they are rows of a table to fill in and give to --actors: names that look like those of people
    for the table of people, the others for the other tables. What is in files given with --actors is left out.
    """
    from comity.pipeline import as_rows, suggest

    person = None if style == "table" else form == "people"
    found = suggest(project, limit, least, actors, person)
    with standard_output() as out:
        if style == "csv":
            from comity.actors import COLUMNS

            text = io.StringIO()
            writer = csv.DictWriter(text, COLUMNS[f"{form}.csv"], lineterminator="\n")
            writer.writeheader()
            writer.writerows(as_rows(found, form))
            out.write(text.getvalue().encode("utf-8"))
        else:
            out.write(_table(found).encode("utf-8"))


def _table(found: list[Suggestion]) -> str:
    import shutil

    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), expand=True)
    for name in ("mentions", "documents", "claims"):
        table.add_column(name, justify="right", min_width=len(name))
    table.add_column("name", overflow="fold", min_width=20)
    table.add_column("of", overflow="fold", min_width=4)
    table.add_column("first sentence", overflow="ellipsis", no_wrap=True, ratio=1)
    for s in found:
        name = s.name + (f" ({', '.join(s.aliases)})" if s.aliases else "")
        affiliation = ".".join(filter(None, (s.code, s.sector)))
        table.add_row(str(s.mentions), str(s.documents), str(s.claims), name, affiliation, _around(s.example, s.name))
    buffer = io.StringIO()
    width = shutil.get_terminal_size((120, 24)).columns
    console = Console(file=buffer, width=width, markup=False, highlight=False, emoji=False)
    console.print(table if found else "No names that the tables lack.")
    return "\n".join(line.rstrip() for line in buffer.getvalue().splitlines()) + "\n"


def _around(sentence: str, name: str) -> str:
    """Return a sentence from a few words before the name on, so that a narrow table shows it."""
    at = sentence.find(name)
    if at <= BEFORE:
        return sentence
    return "…" + sentence[sentence.find(" ", at - BEFORE) :].rstrip()
