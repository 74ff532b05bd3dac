"""``comity code``: code one text, without a project."""

from __future__ import annotations

from typing import Any

import click

from comity.cli.common import (
    actors_option,
    coder_option,
    iso_date,
    lexicon_option,
    precision_option,
    read_standard_input,
    standard_output,
)


@click.command("code", short_help="Code one text and print its claims.")
@click.argument("text")
@click.option("--date", metavar="DATE", callback=iso_date, help='Date of the text (YYYY-MM-DD), for "on Thursday".')
@lexicon_option
@actors_option
@coder_option
@precision_option
@click.option("--format", "style", type=click.Choice(["jsonl", "table"]), default="jsonl", show_default=True, help="Form.")
def command(text: str, date: str | None, style: str, **options: Any) -> None:
    """Code a text and print its claims, one JSON object a line.

    TEXT is the text itself, or - for standard input. Claims have the form of "comity export".
    """
    from comity.pipeline import code

    options["coder"] = options["coder"] or ""
    claims = code(read_standard_input() if text == "-" else text, date, **options)
    with standard_output() as out:
        if style == "table":
            out.write(_table(claims).encode("utf-8"))
        else:
            from comity.exports import write

            write(claims, "jsonl", out)


def _people(people: list[dict[str, Any]]) -> str:
    return ", ".join(f"{p['text']} [{p['code'] or '?'}]" for p in people)


def _standing(claim: dict[str, Any]) -> str:
    words = [claim["modality"]]
    if claim["polarity"] == "negated":
        words.append("negated")
    if claim["historical"]:
        words.append("historical")
    return " ".join(words)


def _table(claims: list[dict[str, Any]]) -> str:
    import io
    import shutil

    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for name in ("trigger", "act", "who", "to whom", "standing", "when", "where", "says"):
        table.add_column(name, overflow="fold")
    for c in claims:
        table.add_row(
            c["trigger"]["text"],
            c["type"] + (f" ({c['mode']})" if c["mode"] else ""),
            _people(c["actors"]),
            _people(c["recipients"]),
            _standing(c),
            c["date"]["start"] if c["date"] else "",
            c["place"]["text"] if c["place"] else "",
            _people(c["speakers"]),
        )
    buffer = io.StringIO()
    width = shutil.get_terminal_size((120, 24)).columns
    console = Console(file=buffer, width=width, markup=False, highlight=False, emoji=False)
    console.print(table if claims else "No claims.")
    return "\n".join(line.rstrip() for line in buffer.getvalue().splitlines()) + "\n"
