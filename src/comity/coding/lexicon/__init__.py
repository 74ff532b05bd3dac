"""The lexicon of acts: one TOML file per type, read into :class:`Act` records indexed by their first lemma."""

from __future__ import annotations

from comity.coding.lexicon.acts import Act, Content, Lexicon
from comity.coding.lexicon.categories import Category
from comity.coding.lexicon.signals import Signals

__all__ = ["Act", "Category", "Content", "Lexicon", "Signals"]
