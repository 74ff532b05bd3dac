"""The command ``comity``: its commands, and how each kind of error ends."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module

import click

import comity
from comity.config import SettingError, Settings
from comity.errors import ComityError

COMMANDS = ("read", "brief", "events", "event", "disputes", "timeline", "compare", "export", "code", "resolve", "actors",
            "measure", "network", "balance", "whatif", "forecast", "demo")  # fmt: skip

BUG = 70  # exit code of an unexpected error, as sysexits.h has it
STOPPED = 130  # exit code after Ctrl-C


class _Commands(click.Group):
    """Commands that live in a module of their own, imported when they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command = import_module(f"comity.cli.{cmd_name}").command
        assert isinstance(command, click.Command)
        return command


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Start with: comity demo",
)
@click.version_option(comity.__version__, prog_name="comity", message="%(prog)s %(version)s")
def cli() -> None:
    """Read reporting on international affairs: who did what to whom, who says so, and the sentence behind it.

    A project is one file. "comity read" fills it, "comity brief" sums it up, "comity export" takes the data out.
    """


def run(args: Sequence[str] | None = None) -> int:
    """Run a command line and return its exit code (``docs/errors.md`` lists them)."""
    try:
        result = cli.main(args=args, prog_name="comity", standalone_mode=False)
        return result if isinstance(result, int) else 0
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("comity: stopped", err=True)
        return STOPPED
    except ComityError as error:
        click.echo(f"comity: error: {_one_line(error)}", err=True)
        return error.exit_code
    except SettingError as error:
        click.echo(f"comity: error: {_one_line(error)}", err=True)
        return ComityError.exit_code
    except Exception as error:  # not the user's mistake
        return _bug(error)


def _bug(error: Exception) -> int:
    debug = False
    with suppress(SettingError):  # a wrong setting matters less than the error at hand
        debug = Settings.from_environment().debug
    if debug:
        import traceback

        click.echo("".join(traceback.format_exception(error)), err=True, nl=False)
    hint = "" if debug else " Set COMITY_DEBUG=1 to see where, and please report it"
    click.echo(f"comity: bug: {type(error).__name__}: {_one_line(error)}.{hint}", err=True)
    return BUG


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())


def main() -> None:
    """Entry point of the command ``comity``."""
    sys.exit(run())
