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
    root = _context(cli, "comity", None)
    parts = [_HEAD, _section("comity", root)]
    for name in COMMANDS:
        command = cli.get_command(root, name)
        assert command is not None
        context = _context(command, name, root)
        parts.append(_section(f"comity {name}", context))
        for part, inner in sorted(command.commands.items()) if isinstance(command, click.Group) else ():
            parts.append(_section(f"comity {name} {part}", _context(inner, part, context)))
    return "\n".join(parts)


def _context(command: click.Command, name: str, parent: click.Context | None) -> click.Context:
    """Return a context of a fixed width, so that the page is the same on every terminal."""
    return click.Context(
        command,
        parent=parent,
        info_name=name,
        terminal_width=100,
        max_content_width=100,
        help_option_names=list(cli.context_settings["help_option_names"]),
    )


def _section(title: str, context: click.Context) -> str:
    return f"## {title}\n\n```\n{context.get_help()}\n```\n"


if __name__ == "__main__":
    click.echo(pages(), nl=False)
