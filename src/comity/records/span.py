"""A stretch of a document's stored text."""

from __future__ import annotations

from typing import NamedTuple


class Span(NamedTuple):
    """Text with its place: ``start`` and ``end`` are code points into the document's stored text."""

    text: str
    start: int
    end: int
