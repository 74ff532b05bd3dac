"""Clean documents: language, sentences with offsets, copies."""

from __future__ import annotations

from comity.documents.duplicates import Duplicates, fingerprint, similarity
from comity.documents.language import identify_language
from comity.documents.prepare import prepare
from comity.documents.segmentation import segment

__all__ = ["Duplicates", "fingerprint", "identify_language", "prepare", "segment", "similarity"]
