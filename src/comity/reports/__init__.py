"""The brief: what was read, who matters, who did what to whom and who says so."""

from __future__ import annotations

from comity.reports.brief import brief
from comity.reports.markdown import to_markdown
from comity.reports.model import STANDINGS, ActLine, ActorLine, Brief, BriefOptions, Quote, SkipLine, Voice
from comity.reports.terminal import to_text

__all__ = [
    "STANDINGS",
    "ActLine",
    "ActorLine",
    "Brief",
    "BriefOptions",
    "Quote",
    "SkipLine",
    "Voice",
    "brief",
    "to_markdown",
    "to_text",
]
