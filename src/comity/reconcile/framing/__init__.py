"""How documents word what they tell: loaded terms, voice, quotes, names, and what each leaves out. Described, not judged."""

from __future__ import annotations

from comity.reconcile.framing.frame import Material, frame
from comity.reconcile.framing.model import (
    Act,
    Comparison,
    DocumentFrame,
    Naming,
    Place,
    QuoteHit,
    TermHit,
    Voice,
    Wording,
)
from comity.reconcile.framing.record import as_records
from comity.reconcile.framing.sides import Focus, compare
from comity.reconcile.framing.terms import CLASSES, TONES, Terms

__all__ = [
    "CLASSES",
    "TONES",
    "Act",
    "Comparison",
    "DocumentFrame",
    "Focus",
    "Material",
    "Naming",
    "Place",
    "QuoteHit",
    "TermHit",
    "Terms",
    "Voice",
    "Wording",
    "as_records",
    "compare",
    "frame",
]
