"""Exceptions that name what was wrong, what is valid, and the next step.

Each class carries the exit code that the command line returns for it (see ``docs/errors.md``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt


class ComityError(Exception):
    """A mistake in input, project or settings that the user can mend. One line of text."""

    exit_code = 1


class InputError(ComityError):
    """An input (file, folder, URL, text) that cannot be read at all."""

    exit_code = 3


class NothingToReadError(InputError):
    """Nothing in the given inputs could be read."""

    exit_code = 4


class ProjectError(ComityError):
    """A project file that is missing, locked, of another version, or no comity project."""

    exit_code = 5


class OutputError(ComityError):
    """An output that cannot be written: no permission, disk full, file exists, or it is what is read from."""

    exit_code = 6


class DataFileError(ComityError):
    """A data file (actors, lexicon, bundle, ontology, scenario) that is missing or has a mistake; names file and line."""

    exit_code = 7


def check_window(since: dt.date | str | None, until: dt.date | str | None) -> None:
    """Refuse a window of days, or of ISO dates, that ends before it begins.

    Raises:
        InputError: it does.
    """
    if since and until and str(since) > str(until):
        raise InputError(f"the window is upside down: since {since} is after until {until}")
