"""What the encoder sees of a word beside its lower-cased pieces: its shape."""

from __future__ import annotations

__all__ = ["ACTOR", "RECIPIENT", "SHAPES", "shape"]

SHAPES = ("none", "lower", "title", "upper", "initial", "mixed", "digit", "other", "actor", "recipient")
ACTOR, RECIPIENT = len(SHAPES) - 2, len(SHAPES) - 1  # marks of the two parties whose act is asked for
_LOWER, _TITLE, _UPPER, _INITIAL, _MIXED, _DIGIT, _OTHER = range(1, ACTOR)


def shape(word: str) -> int:
    """Return the index in ``SHAPES`` of a word's writing; the encoder's own vocabulary is lower-cased."""
    letters = [c for c in word if c.isalpha()]
    if not letters:
        return _DIGIT if any(c.isdigit() for c in word) else _OTHER
    upper = sum(c.isupper() for c in letters)
    if upper == 0:
        return _LOWER
    if upper == len(letters):
        return _INITIAL if upper == 1 else _UPPER
    return _TITLE if upper == 1 and letters[0].isupper() else _MIXED
