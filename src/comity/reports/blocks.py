"""A report as blocks, and the blocks as plain text or Markdown."""

from __future__ import annotations

import io
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 or 2."""

    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    text: str


@dataclass(frozen=True, slots=True)
class Item:
    """A point of a list, with points under it."""

    text: str
    below: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; ``right`` are the numbers of the columns that are set flush right."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    right: tuple[int, ...] = ()


Block = Heading | Paragraph | Item | Grid


def blocks_to_text(blocks: Sequence[Block], width: int = 100) -> str:
    """Return blocks as plain text of at most ``width`` columns."""
    width = max(width, 40)
    out: list[str] = []
    for k, block in enumerate(blocks):
        if k and not _tight(blocks[k - 1], block):
            out.append("")
        match block:
            case Heading(text, level):
                out.append(text if level > 1 else f"{text}\n{'=' * len(text)}")
            case Paragraph(text):
                out.append(textwrap.fill(text, width))
            case Item(text, below):
                out.append(textwrap.fill(text, width, initial_indent="  ", subsequent_indent="    "))
                out.extend(textwrap.fill(b, width, initial_indent="    - ", subsequent_indent="      ") for b in below)
            case Grid():
                out.append(_grid_text(block, width))
    return "\n".join(out) + "\n"


def _tight(above: Block, block: Block) -> bool:
    """Tell whether a block stands right under the one above, without a line between them."""
    return isinstance(above, Heading) or (isinstance(above, Paragraph | Item) and isinstance(block, Item | type(above)))


def _grid_text(grid: Grid, width: int) -> str:
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for k, name in enumerate(grid.columns):
        if k in grid.right:
            table.add_column(name, justify="right", no_wrap=True)
        else:  # what gives way where the terminal is narrow
            table.add_column(name, overflow="fold", min_width=12 if any(len(row[k]) >= 12 for row in grid.rows) else None)
    for row in grid.rows:
        table.add_row(*row)
    buffer = io.StringIO()
    Console(file=buffer, width=width, markup=False, highlight=False, emoji=False, legacy_windows=False).print(table)
    return "\n".join(line.rstrip() for line in buffer.getvalue().splitlines())


def blocks_to_markdown(blocks: Sequence[Block]) -> str:
    """Return blocks as Markdown."""
    out: list[str] = []
    for k, block in enumerate(blocks):
        if k and not (isinstance(block, Item) and isinstance(blocks[k - 1], Item)):
            out.append("")
        match block:
            case Heading(text, level):
                out.append(f"{'#' * level} {_escaped(text)}")
            case Paragraph(text):
                out.append(_escaped(text))
            case Item(text, below):
                out.append(f"- {_escaped(text)}")
                out.extend(f"  - {_escaped(b)}" for b in below)
            case Grid(columns, rows, right):
                out.append(_row(columns))
                out.append("|" + "|".join("---:" if k in right else "---" for k in range(len(columns))) + "|")
                out.extend(_row(row) for row in rows)
    return "\n".join(out) + "\n"


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(_escaped(c).replace("|", "\\|") for c in cells) + " |"


def _escaped(text: str) -> str:
    """Escape what Markdown would read as markup in names and ids that a user wrote."""
    for mark in ("\\", "*", "_", "`", "<", "["):
        text = text.replace(mark, f"\\{mark}")
    return text
