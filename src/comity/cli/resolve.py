"""``comity resolve``: which actor a phrase stands for."""

from __future__ import annotations

import json
import sys
from typing import Any

import click

from comity.cli.common import actors_option, iso_date, say, standard_output
from comity.errors import InputError

KEYS = ("text", "context", "date")


@click.command("resolve", short_help="Say which actor a phrase stands for.")
@click.argument("text")
@click.option("--date", metavar="DATE", callback=iso_date, help="Date at which it was said (YYYY-MM-DD).")
@click.option("--context", metavar="TEXT", default="", help="Text around it, which may name the actor.")
@actors_option
def command(text: str, date: str | None, context: str, actors: tuple[str, ...]) -> None:
    """Print which actor a phrase stands for, as one JSON object.

    TEXT is a noun phrase, or - for JSON lines of {"text", "context", "date"} on standard input. A bad line gives a line
    with "error" and its number, and exit code 3 at the end.
    """
    if text == "-":
        _lines(context, date, actors)
        return
    from comity.pipeline import resolve

    with standard_output() as out:
        out.write(_json(resolve(text, date=date, context=context, actors=actors)))


def _lines(context: str, date: str | None, actors: tuple[str, ...]) -> None:
    from comity.pipeline import resolve

    bad = 0
    with standard_output() as out:
        for number, line in enumerate(sys.stdin.buffer, 1):
            if not line.strip():
                continue
            try:
                item = _item(line)
                said, around = item.get("date") or date, item.get("context") or context
                answer = resolve(item["text"], date=said, context=around, actors=actors)
            except InputError as error:
                bad += 1
                answer = {"error": str(error), "line": number}
            out.write(_json(answer))
    if bad:
        say(f'comity: error: {bad} of the lines could not be resolved; see the lines with "error"')
        raise click.exceptions.Exit(InputError.exit_code)


def _item(line: bytes) -> dict[str, str]:
    """Read one line of input.

    Raises:
        InputError: it is no JSON object with a text.
    """
    try:
        item = json.loads(line)
    except ValueError as error:
        raise InputError(f"no JSON: {error}") from None
    if not isinstance(item, dict) or not isinstance(item.get("text"), str):
        raise InputError('expected an object with "text", and optionally "context" and "date"')
    for key in KEYS:
        if not isinstance(item.get(key), str | None):
            raise InputError(f'"{key}" is no text')
    return {key: item[key] for key in KEYS if item.get(key)} | {"text": item["text"]}


def _json(value: dict[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode("utf-8") + b"\n"
