"""The claims corpus as training samples: which words are acts, of what type and standing, and who plays which role."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from claim_text import Item, Part, WrittenClaim, read_folder
from comity.annotate import Annotator, SentenceText
from comity.records import Annotation
from data import Sample
from stand_off import load as load_real

ROLES = ("actor", "recipient", "speaker", "place", "date", "condition")
POLARITY = ("affirmed", "negated")
RECIPROCAL = ("CONSULT", "AGREE", "COOPERATE", "SUPPORT")
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


def samples(items: Sequence[Item], annotations: Sequence[Annotation], source: str = "claims") -> list[Sample]:
    """Return the items as samples with their acts. The heads of phrases are those of the annotations' trees."""
    out = []
    for item, annotation in zip(items, annotations, strict=True):
        sample = Sample(source, [w.text for w in annotation.words], item.text)
        sample.acts = acts(item.claims, annotation)
        out.append(sample)
    return out


def pairs(items: Sequence[Item], annotations: Sequence[Annotation], seed: int = 1) -> list[Sample]:
    """Return a sample for each pair of parties that a claim joins, marked, with the act between them.

    Where several claims join a pair, the one whose trigger governs the others counts ("agreed to send": AGREE). Half of
    the parties are marked as the text names them, half with their whole phrase.
    """
    chance = random.Random(seed)
    out = []
    for item, annotation in zip(items, annotations, strict=True):
        joined: dict[tuple[int, int], tuple[int, WrittenClaim, Part, Part | None]] = {}
        for claim in item.claims:
            depth = _depth(annotation, head(annotation, claim.trigger))
            for actor, recipient in _parties(claim):
                key = (actor.start, recipient.start if recipient else -1)
                if key not in joined or depth < joined[key][0]:
                    joined[key] = (depth, claim, actor, recipient)
        for _, claim, actor, recipient in joined.values():
            sample = Sample("pairs", [w.text for w in annotation.words], item.text)
            sample.actor = _marked(annotation, actor, chance.random() < 0.5)
            sample.recipient = _marked(annotation, recipient, chance.random() < 0.5) if recipient else []
            sample.actor = [w for w in sample.actor if w not in sample.recipient]
            sample.between = (claim.type, claim.polarity, claim.modality)
            out.append(sample)
    return out


def _parties(claim: WrittenClaim) -> list[tuple[Part, Part | None]]:
    """Return the pairs of a claim, at most three; an actor alone where nobody is on the other side."""
    if claim.recipients:
        found: list[tuple[Part, Part | None]] = [(a, r) for a in claim.actors for r in claim.recipients]
    elif len(claim.actors) > 1 and claim.type in RECIPROCAL:
        found = [(a, b) for a in claim.actors for b in claim.actors if a is not b]
    else:
        found = [(a, None) for a in claim.actors]
    return found[:3]


def _depth(annotation: Annotation, word: int) -> int:
    depth = 0
    while word >= 0:
        word, depth = annotation.words[word].head, depth + 1
    return depth


def _marked(annotation: Annotation, part: Part, whole: bool) -> list[int]:
    """Return the words of a party as named, or the run of words of its whole phrase."""
    inside = [i for i, w in enumerate(annotation.words) if w.start < part.end and part.start < w.end]
    if not whole:
        return inside
    children = annotation.children()
    kept, todo = set(inside), [head(annotation, part)]
    while todo:
        for c in children[todo.pop()]:
            if annotation.words[c].deprel.split(":")[0] in ("amod", "compound", "flat", "nmod", "nummod", "appos", "case", "det"):
                kept.add(c)
                todo.append(c)
    return [i for i in range(min(kept), max(kept) + 1) if i in kept]


def load(folder: Path, data: Path, annotator: Annotator) -> tuple[list[Sample], list[Sample]]:
    """Return the samples of the corpus, written and real: for training, and held back (:func:`is_held_back`).

    The training part holds the marked pairs of its sentences too.

    Raises:
        SystemExit: a line of a file is wrong.
    """
    items = corpus(folder, data)
    train = [i for i in items if not is_held_back(i.file)]
    held = [i for i in items if is_held_back(i.file)]
    seen, unseen = (annotator.annotate([SentenceText(i.text) for i in part]) for part in (train, held))
    return [*samples(train, seen), *pairs(train, seen)], samples(held, unseen)


def corpus(folder: Path, data: Path) -> list[Item]:
    """Return the sentences of the corpus, written and real.

    Raises:
        SystemExit: a line of a file is wrong, or the sources of the real sentences are missing.
    """
    items = read_folder(folder / "claims")
    if (folder / "real.jsonl").is_file():
        items += load_real(data, folder / "real.jsonl")
    return items


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
