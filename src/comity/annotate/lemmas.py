"""Lemmas: a table of what the rules get wrong, made from the training data, and suffix rules for the rest."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

__all__ = ["Lemmatizer", "by_rule"]

_VOWELS = frozenset("aeiou")


def _undouble(stem: str) -> str:
    return stem[:-1] if len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] not in "aeiouslzf" else stem


_PREFIXES = ("re", "mis", "de", "over", "under", "out", "un", "dis", "pre", "co")
# Endings of stems that lost a silent e; long stems only, so that "plan" and "visit" stay as they are.
_SILENT_E = re.compile(
    r"([^eo]at|v|c|dg|iz|[^c]is|ais|ur|[^io]ng|u|ys|rs|ns|yz|[bpgtcdfzk]l|ag|[ai]ps|eas|oos|[aeiou][kq]|um|lor|plor|ib|[cp]ed"
    r"|[^eo]ad|[svc]id|[lr]od|ieg|[^o]ut|[mv]ot|[^aeiou]in|[pl]ar|[^ao]ir|[^aeo]il|[bcdfgptv]r|as[ct]|us|rg|yr)$"
)
_NO_E = re.compile(r"([aeiou]our|[^aeiou]our|ing|ong|ang|abor|ambas)$")


def _restore(stem: str, known: frozenset[str], nouns: frozenset[str]) -> str:
    """Return the verb behind a stem whose ``-ed`` or ``-ing`` was cut off."""
    candidates = (stem, stem + "e", _undouble(stem))
    for vocabulary in (known, nouns):
        for candidate in candidates:
            if candidate in vocabulary:
                return candidate
    for candidate in candidates:
        if any(candidate.startswith(p) and candidate[len(p) :] in known for p in _PREFIXES):
            return candidate
    single = _undouble(stem)
    if single != stem:
        return single
    if len(stem) > 3 and _SILENT_E.search(stem) and not _NO_E.search(stem):
        return stem + "e"
    short = len(stem) >= 3 and stem[-1] not in _VOWELS | set("wxy") and stem[-2] in _VOWELS and stem[-3] not in _VOWELS
    return stem + "e" if short and sum(c in _VOWELS for c in stem) == 1 else stem


def _plural(word: str, known: frozenset[str]) -> str:
    if not word.endswith("s") or word.endswith(("ss", "us", "is")) or len(word) < 3:
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y" if word[:-1] not in known else word[:-1]
    if word.endswith(("sses", "shes", "ches", "xes", "zzes", "oes")):
        return word[:-1] if word[:-1] in known else word[:-2]
    return word[:-2] if word.endswith("ses") and word[:-2] in known and word[:-1] not in known else word[:-1]


def _verb(word: str, known: frozenset[str], nouns: frozenset[str]) -> str:
    if word in known:
        return word
    if word.endswith("ing") and len(word) > 4 and any(c in _VOWELS | {"y"} for c in word[:-3]):
        return _restore(word[:-3], known, nouns)
    if word.endswith("eed") and len(word) > 4:
        return word[:-1]
    if word.endswith("ied") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith("ed") and len(word) > 3 and any(c in _VOWELS | {"y"} for c in word[:-2]):
        return _restore(word[:-2], known, nouns)
    return _plural(word, known)


def _degree(word: str, known: frozenset[str]) -> str:
    for suffix in ("er", "est"):
        if word.endswith(suffix) and len(word) > len(suffix) + 2:
            stem = word[: -len(suffix)]
            for candidate in (stem[:-1] + "y" if stem.endswith("i") else stem, stem + "e", _undouble(stem)):
                if candidate in known and word not in known:
                    return candidate
    return word


def _proper(word: str, nouns: frozenset[str]) -> str:
    """Names keep their form; "Partners" is a plural where "partner" is known, "Libertarians" by its ending."""
    if word.endswith(("ians", "ists", "crats", "eans")) and word[:1].isupper():
        return word[:-1]
    single = _plural(word, nouns) if word[-1:] == "s" and not word.isupper() else word
    return single if single.lower() in nouns else word


def by_rule(word: str, upos: str, known: Mapping[str, frozenset[str]]) -> str:
    """Return the lemma that the suffix rules give; ``known`` holds lemmas by part of speech."""
    lower = word.lower()
    vocabulary = known.get(upos, frozenset())
    if upos == "PROPN":
        return _proper(word, known.get("NOUN", frozenset()))
    if upos == "NOUN":
        if lower.endswith("men") and lower[:-2] + "an" in vocabulary | {"horseman", "gunman", "militiaman"}:
            return lower[:-2] + "an"
        return lower if lower in vocabulary and not lower.endswith("s") else _plural(lower, vocabulary)
    if upos == "VERB":
        return _verb(lower, vocabulary, known.get("NOUN", frozenset()))
    if upos == "ADJ":
        lemma = _degree(lower, vocabulary)
        return word if lemma == lower and word[:1].isupper() and lower not in vocabulary else lemma
    if upos == "ADV":
        return _degree(lower, vocabulary)
    if upos == "NUM":
        return lower.replace(",", "") if lower[:1].isdigit() else lower
    return word if upos in ("X", "SYM", "PUNCT") else lower


@dataclass(frozen=True, slots=True)
class Lemmatizer:
    """Gives the lemma of a word form with its part of speech.

    Attributes:
        table: ``upos`` -> form -> lemma, for forms that the rules get wrong. A form is looked up as written, then
            in lower case (names as written only).
        known: ``upos`` -> the lemmas of the training data, against which the rules check what they cut off.
    """

    table: Mapping[str, Mapping[str, str]]
    known: Mapping[str, frozenset[str]]
    _seen: dict[tuple[str, str], str] = field(default_factory=dict, repr=False, compare=False)

    def lemma(self, word: str, upos: str) -> str:
        """Return the lemma of ``word`` as ``upos``."""
        key = (word, upos)
        found = self._seen.get(key)
        if found is None:
            row = self.table.get(upos, {})
            found = row.get(word) or (row.get(word.lower()) if upos != "PROPN" else None)
            found = found or by_rule(word, upos, self.known)
            if len(self._seen) < 100_000:  # a bound on memory, not on what is answered
                self._seen[key] = found
        return found
