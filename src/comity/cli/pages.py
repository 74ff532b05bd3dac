"""The help pages of all commands as one Markdown page: ``python -m comity.cli.pages > docs/cli.md``."""

from __future__ import annotations

import click

from comity.cli.app import COMMANDS, cli

_HEAD = """# Commands

This page is made of the help pages: `python -m comity.cli.pages > docs/cli.md`.
Data go to standard output, everything else to standard error. Exit codes: [errors.md](errors.md).
"""


def pages() -> str:
    """Return the page."""
    parts = [_HEAD, _section("comity", cli, None)]
    parent = click.Context(cli, info_name="comity", terminal_width=100, max_content_width=100)
    for name in COMMANDS:
        found = cli.get_command(parent, name)
        assert found is not None
        parts.append(_section(f"comity {name}", found, parent))
    return "\n".join(parts)


def _section(title: str, command: click.Command, parent: click.Context | None) -> str:
    name = title.rpartition(" ")[2]
    context = click.Context(command, parent=parent, info_name=name, terminal_width=100, max_content_width=100)
    return f"## {title}\n\n```\n{command.get_help(context)}\n```\n"


if __name__ == "__main__":
    click.echo(pages(), nl=False)
