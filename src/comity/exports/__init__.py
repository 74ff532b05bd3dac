"""Write what a project holds: one writer per format, one list of rows per kind of thing."""

from __future__ import annotations

from comity.exports.output import check_output, open_output
from comity.exports.rows import WHAT, rows
from comity.exports.write import FORMATS, write

__all__ = ["FORMATS", "WHAT", "check_output", "open_output", "rows", "write"]
