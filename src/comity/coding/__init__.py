"""From annotated sentences and resolved mentions to claims: the learned coder, the rule coder and its lexicon of acts."""

from __future__ import annotations

from comity.coding.coder import Coder
from comity.coding.dates import resolve_date
from comity.coding.learned import THRESHOLDS, LearnedCoder
from comity.coding.lexicon import Act, Lexicon

__all__ = ["THRESHOLDS", "Act", "Coder", "LearnedCoder", "Lexicon", "resolve_date"]
