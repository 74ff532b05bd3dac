"""The word lists of reconciliation (``words.toml``)."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

FILE = Path(__file__).parent / "words.toml"


@cache
def words(part: str) -> dict[str, tuple[str, ...]]:
    """Return the lists of a part of the file, by name; ``~`` stands for a blank within an entry."""
    data = tomllib.loads(FILE.read_text(encoding="utf-8"))[part]
    return {name: tuple(entry.replace("~", " ") for entry in text.split()) for name, text in data.items()}
