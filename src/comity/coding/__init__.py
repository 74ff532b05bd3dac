"""From annotated sentences and resolved mentions to claims: the rule coder and its lexicon of acts."""

from __future__ import annotations

from comity.coding.coder import Coder
from comity.coding.dates import resolve_date
from comity.coding.lexicon import Act, Lexicon

__all__ = ["Act", "Coder", "Lexicon", "resolve_date"]
