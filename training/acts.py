"""The claims corpus as training samples: which words are acts, of what type and standing, and who plays which role."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from claim_text import Item, Part, WrittenClaim, read
from comity.annotate import Annotator, SentenceText
from comity.records import Annotation
from data import Sample

ROLES = ("actor", "recipient", "speaker", "place", "date", "condition")
POLARITY = ("affirmed", "negated")
MODALITY = ("actual", "future", "possible", "conditional")


@dataclass(slots=True)
class Act:
    """One claim on words: the word that decides its type, its labels, and the word that heads each role."""

    word: int
    type: str
    mode: str
    polarity: str
    modality: str
    historical: bool
    roles: dict[str, set[int]] = field(default_factory=dict)


def samples(items: Sequence[Item], annotator: Annotator, source: str = "claims") -> list[Sample]:
    """Return the items as samples with their acts. The heads of phrases are those of the annotator's trees."""
    sentences = [SentenceText(item.text) for item in items]
    out = []
    for item, annotation in zip(items, annotator.annotate(sentences), strict=True):
        sample = Sample(source, [w.text for w in annotation.words], item.text)
        sample.acts = acts(item.claims, annotation)
        out.append(sample)
    return out


def load(folder: Path, annotator: Annotator) -> tuple[list[Sample], list[Sample]]:
    """Return the samples of all corpus files of a folder: for training, and held back (:func:`is_held_back`).

    Raises:
        SystemExit: a line of a file is wrong.
    """
    train: list[Item] = []
    held: list[Item] = []
    for path in sorted(folder.glob("*.txt")):
        found, faults = read(path)
        if faults:
            raise SystemExit("\n".join(faults))
        (held if is_held_back(path.name) else train).extend(found)
    return samples(train, annotator), samples(held, annotator)


def is_held_back(name: str) -> bool:
    """Tell whether a file is of the test part: every eighth of each series (``asia-08.txt``)."""
    number = re.search(r"-(\d+)\.txt$", name)
    return number is not None and int(number[1]) % 8 == 0


def acts(claims: Iterable[WrittenClaim], annotation: Annotation) -> list[Act]:
    """Return the acts of a sentence; of two claims on one word the first."""
    out: list[Act] = []
    words: dict[int, int] = {}
    claims = list(claims)
    for claim in claims:
        word = head(annotation, claim.trigger)
        act = Act(word, claim.type, claim.mode, claim.polarity, claim.modality, claim.historical)
        parts = {"actor": claim.actors, "recipient": claim.recipients, "speaker": claim.speakers}
        parts |= {"place": (claim.place,) if claim.place else (), "date": (claim.date,) if claim.date else ()}
        act.roles = {role: {head(annotation, p) for p in found} for role, found in parts.items() if found}
        if claim.condition is not None:
            act.roles["condition"] = {head(annotation, claims[claim.condition - 1].trigger)}
        if word not in words:
            words[word] = len(out)
            out.append(act)
    return out


def head(annotation: Annotation, part: Part) -> int:
    """Return the word of a span that hangs on a word outside of it; the last one where several do."""
    inside = [i for i, w in enumerate(annotation.words) if w.start < part.end and part.start < w.end]
    words = annotation.words
    tops = [i for i in inside if words[i].head not in inside and words[i].upos not in ("ADP", "PUNCT", "AUX")]
    return (tops or inside)[0]
