"""What the language model says of a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple


class Word(NamedTuple):
    """A syntactic word in the sense of Universal Dependencies.

    ``start`` and ``end`` are code points into the document's text. ``head`` is the index of the governing word in
    the same sentence, -1 for the root. ``deprel`` is the UD relation, subtypes kept (``nsubj:pass``).
    """

    text: str
    start: int
    end: int
    lemma: str
    upos: str
    head: int
    deprel: str


class Entity(NamedTuple):
    """A named entity: words ``first`` to ``last`` inclusive, ``label`` one of ``PER``, ``ORG``, ``LOC``."""

    first: int
    last: int
    label: str


class ScoredAct(NamedTuple):
    """A word that the model takes for a political act.

    ``probability`` is that of any act, ``certainty`` that of ``type`` among the types. ``roles`` maps actor,
    recipient, speaker, place, date and condition to the words that head them. ``category`` names the user's category
    whose examples the word is like; ``probability`` is then that of the category.
    """

    word: int
    type: str
    mode: str
    polarity: str
    modality: str
    historical: bool
    probability: float
    certainty: float
    roles: Mapping[str, tuple[int, ...]]
    category: str = ""


class Relation(NamedTuple):
    """The act between two parties: the probability of each type, the most probable first, its mode and its standing.

    ``mode`` is that of the most probable type, empty where it has none. ``vector`` is what the model makes of sentence
    and parties, and of the acts of the sentence; classifiers of other categories can be fitted on it.
    """

    types: Mapping[str, float]
    mode: str
    polarity: str
    modality: str
    vector: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Annotation:
    """One annotated sentence. ``sentence`` is its number in the document, ``start`` and ``end`` its code points."""

    sentence: int
    start: int
    end: int
    words: tuple[Word, ...]
    entities: tuple[Entity, ...] = ()
    acts: tuple[ScoredAct, ...] = ()

    def children(self) -> list[list[int]]:
        """Return, for each word, the indices of its dependents in order."""
        out: list[list[int]] = [[] for _ in self.words]
        for i, word in enumerate(self.words):
            if word.head >= 0:
                out[word.head].append(i)
        return out
