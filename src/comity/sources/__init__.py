"""Bring documents in: one file per format, and one entry for all."""

from __future__ import annotations

from comity.sources.opening import READERS, open_source
from comity.sources.options import FIELDS, SourceOptions

__all__ = ["FIELDS", "READERS", "SourceOptions", "open_source"]
