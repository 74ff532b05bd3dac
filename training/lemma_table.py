"""The lemma table of the bundle: forms of the training data that the suffix rules get wrong."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from comity.annotate.lemmas import by_rule
from data import Sample

_OPEN = ("NOUN", "VERB", "AUX", "ADJ", "ADV")


def build(samples: Sequence[Sample]) -> dict[str, dict]:
    """Return ``table`` and ``known`` of :class:`comity.annotate.lemmas.Lemmatizer`."""
    seen: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    lower: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    known: dict[str, set[str]] = defaultdict(set)
    for sample in samples:
        for word, upos, lemma in zip(sample.words, sample.upos, sample.lemmas, strict=False):
            if lemma == "_" and word != "_":
                continue
            seen[upos, word][lemma] += 1
            if upos != "ADJ" or not word[:1].isupper():  # "National" is looked up as written
                lower[upos, word.lower()][lemma] += 1
            if upos in _OPEN and lemma.isalpha():
                known[upos].add(lemma)
    frozen = {k: frozenset(v) for k, v in known.items()}
    table: dict[str, dict[str, str]] = defaultdict(dict)
    for (upos, word), lemmas in sorted(lower.items()):
        best = lemmas.most_common(1)[0][0]
        if upos != "PROPN" and by_rule(word, upos, frozen) != best:
            table[upos][word] = best
    for (upos, word), lemmas in sorted(seen.items()):
        best, n = lemmas.most_common(1)[0]
        present = (upos != "PROPN" and table[upos].get(word.lower())) or by_rule(word, upos, frozen)
        if present != best and (n > 1 or upos == "PROPN"):
            table[upos][word] = best
    return {"table": {k: dict(sorted(v.items())) for k, v in table.items()}, "known": {k: sorted(v) for k, v in known.items()}}
