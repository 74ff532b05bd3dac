"""Hints: which types of acts the lexicon lists for a word, told to the encoder beside the word itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from comity.annotate.lemmas import Lemmatizer

__all__ = ["Hints"]

_MOST = 100_000  # words kept; a bound on memory, not on what is answered


class Hints:
    """Looks up words in a table of lemmas: ``{"VERB": {"attack": [15]}, "NOUN": {"raid": [15]}}``.

    The numbers are places in the multi-hot vector of a word: a type listed for verbs and the same type listed for nouns
    have places of their own. ``width`` is the length of that vector.
    """

    def __init__(self, table: Mapping[str, Mapping[str, Sequence[int]]], width: int, lemmatizer: Lemmatizer) -> None:
        self.width = width
        self._table = table
        self._lemma = lemmatizer.lemma
        self._known: dict[str, tuple[int, ...]] = {}

    def of(self, word: str) -> tuple[int, ...]:
        """Return the places of a word, as a verb and as a noun."""
        found = self._known.get(word)
        if found is None:
            places = {p for tag, lemmas in self._table.items() for p in lemmas.get(self._lemma(word, tag).lower(), ())}
            found = tuple(sorted(places))
            if len(self._known) < _MOST:
                self._known[word] = found
        return found
