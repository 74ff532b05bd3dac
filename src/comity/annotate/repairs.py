"""What no tree of Universal Dependencies may have, put right after decoding.

A name is headed by its first word (guidelines, ``flat``), and a clause has one subject: of "Reports of a deal are groundless,
Peskov said" the first noun is the subject of the quoted clause.
"""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["repair"]


def repair(heads: list[int], relations: list[str], tags: Sequence[str]) -> None:
    """Put right the heads of a sentence in place.

    Args:
        heads: the governor of each word, -1 for the root; they make a tree, and still do so afterwards.
        relations: the relation of each word to its governor.
        tags: the part of speech of each word.
    """
    for i, relation in enumerate(relations):
        if relation.startswith("flat") and heads[i] > i > 0 and tags[i - 1] == "PROPN":
            first = heads[i - 1] if relations[i - 1].startswith("flat") else i - 1
            if 0 <= first < i and not _above(heads, first, i):
                heads[i] = first
        elif relation == "ccomp" and heads[i] > i and tags[heads[i]] == "VERB":
            _give_subject(heads, relations, i)


def _give_subject(heads: list[int], relations: list[str], clause: int) -> None:
    """Give a quoted clause without a subject the first of the two of its governor, where the clause stands between them."""
    verb = heads[clause]
    if any(h == clause and r.startswith("nsubj") for h, r in zip(heads, relations, strict=True)):
        return
    subjects = [i for i, h in enumerate(heads) if h == verb and relations[i] == "nsubj"]
    if len(subjects) == 2 and subjects[0] < clause < subjects[1]:
        heads[subjects[0]] = clause


def _above(heads: Sequence[int], word: int, other: int) -> bool:
    """Tell whether ``other`` governs ``word``, at whatever distance."""
    while word >= 0:
        if word == other:
            return True
        word = heads[word]
    return False
