"""Options and streams that several commands share."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import BinaryIO

import click

from comity.errors import InputError, OutputError

project_option = click.option(
    "--project",
    metavar="FILE",
    default="comity.duckdb",
    envvar="COMITY_PROJECT",
    show_default=True,
    show_envvar=True,
    help="The project file.",
)

lexicon_option = click.option(
    "--lexicon",
    metavar="FILE",
    multiple=True,
    type=click.Path(dir_okay=False),
    help="A lexicon of acts of your own (TOML), whose acts come before the shipped ones. Repeat it for several.",
)

actors_option = click.option(
    "--actors",
    metavar="FILE",
    multiple=True,
    type=click.Path(dir_okay=False),
    help="Actors of your own (a table, or a PETRARCH dictionary), which come before the shipped ones. Repeat it for several.",
)

coder_option = click.option(
    "--coder",
    type=click.Choice(["model", "rules"]),
    help="Who codes: the model (the default), or the rules and their lexicon.",
)

precision_option = click.option(
    "--precision",
    type=click.Choice(["high", "balanced", "recall"]),
    default="balanced",
    show_default=True,
    help="How sure the model must be of an act: few wrong claims, or few missed ones.",
)


def iso_date(ctx: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """Check a date given on the command line (a Click callback)."""
    if value is None:
        return None
    from comity.pipeline.options import check_date

    try:
        return check_date(value)
    except InputError as error:
        raise click.BadParameter(str(error)) from None


def plover_type(ctx: click.Context, parameter: click.Parameter, value: str) -> str:
    """Check a PLOVER type given on the command line (a Click callback)."""
    if not value:
        return ""
    from comity.ontology import PLOVER

    if value.upper() not in PLOVER:
        raise click.BadParameter(f"no PLOVER type {value!r}; valid are {', '.join(PLOVER)}")
    return value.upper()


def code_of(actor: str) -> str:
    """Return the code of an actor that is given by its name ("North Korea"); what is no name is a code or id already."""
    if not actor or actor == actor.upper():
        return actor
    from comity.pipeline import actor_names

    wanted = actor.strip().lower()
    found = [code for code, name in actor_names().items() if name.lower() == wanted]
    return min(found, key=lambda code: (code.count("."), found.index(code)), default=actor)


def say(text: str) -> None:
    """Say something to the user, beside the data: on standard error."""
    click.echo(text, err=True)


@contextmanager
def standard_output() -> Iterator[BinaryIO]:
    """Give standard output as a binary stream; end quietly where the reader has had enough (``| head``).

    Raises:
        OutputError: it cannot be written.
    """
    stream = sys.stdout.buffer
    try:
        yield stream
        stream.flush()
    except BrokenPipeError:
        _silence()
        raise click.exceptions.Exit(0) from None
    except OSError as error:
        _silence()
        raise OutputError(f"standard output cannot be written ({error.strerror})") from error


def _silence() -> None:
    """Point standard output to nowhere, so that Python's last flush does not complain."""
    with suppress(OSError, ValueError):  # the stream of a test has no descriptor
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def read_standard_input() -> str:
    """Return the text on standard input, which is UTF-8.

    Raises:
        InputError: it is not UTF-8.
    """
    data = sys.stdin.buffer.read()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"standard input is not UTF-8 (byte {error.start}); convert it first") from None
