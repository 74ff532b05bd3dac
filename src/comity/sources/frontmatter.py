"""A block of ``key: value`` lines between ``---`` at the head of a text file."""

from __future__ import annotations

import re

_BLOCK = re.compile(r"\A---[ \t]*\r?\n(.*?)^(?:---|\.\.\.)[ \t]*\r?$\n?", re.DOTALL | re.MULTILINE)
_LINE = re.compile(r"^([A-Za-z][\w -]{0,40}?)[ \t]*:[ \t]*(.*?)[ \t]*$")
_LONGEST = 20_000


def front_matter(text: str) -> tuple[dict[str, str], int]:
    """Return the values of the front matter (keys in lower case) and the code point at which the body begins."""
    match = _BLOCK.match(text[:_LONGEST])
    if match is None:
        return {}, 0
    values: dict[str, str] = {}
    for line in match.group(1).splitlines():
        if found := _LINE.match(line):
            values[found.group(1).lower()] = found.group(2).strip("\"'")
    return (values, match.end()) if values else ({}, 0)
