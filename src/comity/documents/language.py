"""Language identification with py3langid (naive Bayes over byte n-grams; Lui and Baldwin 2012)."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import Any

_SAMPLE = 4000
_FEW_LETTERS = 40
_SURE = {"pcm": 0.9}  # a creole of English: a sentence full of names looks like it
_SURE_ELSE = 0.7


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def identify_language(text: str) -> tuple[str, float]:
    """Return the ISO 639-1 code of a text's language and the probability that the model gives it.

    A text of fewer than 40 letters is taken for English if it is in Latin letters: there is too little to tell.
    """
    sample = text[:_SAMPLE]
    letters = [c for c in sample if c.isalpha()]
    if not letters:
        return "", 0.0
    latin = sum(unicodedata.name(c, "").startswith("LATIN") for c in letters)
    if len(letters) < _FEW_LETTERS and latin >= len(letters) / 2:
        return "en", 0.5
    language, probability = _identifier().classify(sample)
    if language != "en" and probability < _SURE.get(language, _SURE_ELSE) and latin >= 0.9 * len(letters):
        return ("en", 1 - float(probability)) if _looks_english(sample) else (str(language), float(probability))
    return str(language), float(probability)


def _looks_english(text: str) -> bool:
    words = text.lower().split()
    common = {"the", "of", "and", "to", "in", "a", "is", "that", "for", "on", "with", "was", "by", "at", "it"}
    return sum(w in common for w in words) >= 0.15 * len(words)
