"""Samples to tensors: pieces, shapes, labels; batches of like length."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

import torch
from tokenizers import Tokenizer
from torch import Tensor

from acts import MODALITY, POLARITY, ROLES
from comity.annotate import Bundle
from comity.annotate.features import ACTOR, RECIPIENT, SHAPES, shape
from comity.annotate.hints import Hints
from comity.ontology import PLOVER
from data import Sample
from hint_table import hint_names, hint_table
from model import NO_LABEL, Batch

HIDDEN = 0.1  # share of triggers that are masked
NOISE = 0.08  # share of the other pieces of a coded sentence that are masked
HINTLESS = 0.1  # share of sentences that are read without hints
MASK = 103
ENTITY_LABELS = ["O", *(f"{p}-{label}" for label in ("PER", "ORG", "LOC") for p in "BI")]


def label_sets(samples: Sequence[Sample]) -> dict[str, list[str]]:
    """Return the labels of each head: those of the ontology, or those that the samples hold, the most frequent first."""
    pos = Counter(t for s in samples for t in s.upos)
    relations = Counter(t for s in samples for t in s.deprels)
    modes = sorted(f"{t}/{m}" for t, entry in PLOVER.items() for m in ("", *entry.modes))
    coded = {
        "acts": ["O", *PLOVER], "modes": modes, "polarity": list(POLARITY), "modality": list(MODALITY),
        "historical": ["no", "yes"], "roles": list(ROLES), "relate": list(PLOVER), "hints": hint_names(),
    }  # fmt: skip
    return {
        "pos": [t for t, _ in pos.most_common()],
        "syntax": [t for t, _ in relations.most_common()],
        "entities": ENTITY_LABELS,
        **(coded if any(s.acts for s in samples) else {}),
    }


@dataclass(slots=True)
class Item:
    """One sample as numbers. ``words`` holds the piece of the root (0) and of each word."""

    ids: list[int]
    shapes: list[int]
    words: list[int]
    labels: dict[str, list[int]]
    triggers: list[int] = field(default_factory=list)
    roles: list[dict[str, set[int]]] = field(default_factory=list)
    hints: list[tuple[int, ...]] = field(default_factory=list)


@cache
def hints_of(width: int) -> Hints | None:
    """Return what the lexicon says of words, for a model that takes so many hints."""
    return Hints(hint_table()["lemmas"], width, Bundle.load().lemmatizer) if width else None


def encode(samples: Sequence[Sample], tokenizer: Tokenizer, labels: dict[str, list[str]], longest: int = 160) -> list[Item]:
    """Return the samples of at most ``longest`` pieces as numbers."""
    hints = hints_of(len(labels.get("hints", ())))
    index = {head: {t: i for i, t in enumerate(names)} for head, names in labels.items()}
    tokenizer.no_padding()
    tokenizer.no_truncation()
    out = []
    for sample, encoding in zip(samples, tokenizer.encode_batch([s.words for s in samples], is_pretokenized=True), strict=True):
        first: dict[int, int] = {}
        for piece, word in enumerate(encoding.word_ids):
            if word is not None:
                first.setdefault(word, piece)
        if len(first) != len(sample.words) or len(encoding.ids) > longest:
            continue
        kinds = [shape(w) for w in sample.words]
        for mark, marked in ((ACTOR, sample.actor), (RECIPIENT, sample.recipient)):
            for word in marked:
                kinds[word] = mark
        n = len(sample.words)
        row = {
            "pos": [index["pos"][t] for t in sample.upos] or [NO_LABEL] * n,
            "heads": sample.heads or [NO_LABEL] * n,
            "deprels": [index["syntax"][t] for t in sample.deprels] or [NO_LABEL] * n,
            "entities": [index["entities"].get(t, NO_LABEL) for t in sample.entities] or [NO_LABEL] * n,
        }
        if "acts" in index:
            row |= _flat(sample, index)
        shapes = [0 if w is None else kinds[w] for w in encoding.word_ids]
        item = Item(encoding.ids, shapes, [0, *(first[i] for i in range(n))], row)
        if "relate" in index:
            item.labels["relate"] = _related(sample, index)
        if hints is not None:
            item.hints = [hints.of(w) for w in sample.words]
        item.triggers = [a.word + 1 for a in sample.acts or ()]
        item.roles = [a.roles for a in sample.acts or ()]
        out.append(item)
    return out


def _flat(sample: Sample, index: dict[str, dict[str, int]]) -> dict[str, list[int]]:
    """Return the labels of acts by word: unknown where the sentence is not coded, type ``O`` where a word is no act."""
    n = len(sample.words)
    out = {k: [NO_LABEL] * n for k in ("acts", "modes", "polarity", "modality", "historical")}
    if sample.acts is None:
        return out
    out["acts"] = [index["acts"]["O"]] * n
    for act in sample.acts:
        values = {
            "acts": act.type, "modes": f"{act.type}/{act.mode}", "polarity": act.polarity, "modality": act.modality,
            "historical": "yes" if act.historical else "no",
        }  # fmt: skip
        for name, value in values.items():
            out[name][act.word] = index[name].get(value, NO_LABEL)
    return out


def _related(sample: Sample, index: dict[str, dict[str, int]]) -> list[int]:
    """Return type, polarity and modality of the act between the marked parties."""
    if sample.between is None:
        return [NO_LABEL] * 3
    kind, polarity, modality = sample.between
    return [index["relate"][kind], index["polarity"][polarity], index["modality"][modality]]


def disguise(shapes: list[int], chance: random.Random) -> list[int]:
    """Now and then write a sentence in capitals, in lower case or as a headline, as news do."""
    lower, title, upper, digit = (SHAPES.index(s) for s in ("lower", "title", "upper", "digit"))
    draw = chance.random()
    if draw > 0.06:
        return shapes
    kind = upper if draw < 0.02 else lower if draw < 0.04 else title
    return [kind if 0 < s < digit else s for s in shapes]


def pad(rows: list[list[int]], filler: int) -> Tensor:
    """Return the rows as one tensor, filled up at their ends."""
    longest = max(map(len, rows))
    return torch.tensor([r + [filler] * (longest - len(r)) for r in rows])


def collate(items: Sequence[Item], chance: random.Random | None = None, width: int = len(hint_names())) -> Batch:
    """Return one batch; with ``chance``, disguised."""
    shapes = [disguise(i.shapes, chance) if chance else i.shapes for i in items]
    labels = {k: pad([i.labels[k] for i in items], NO_LABEL) for k in items[0].labels}
    if "acts" in labels:
        labels |= _roles(items, labels["acts"].shape[1] + 1)
    ids = pad([hide(i, chance) if chance else i.ids for i in items], 0)
    batch = Batch(ids, pad(shapes, 0), pad([i.words for i in items], -1), labels)
    if items[0].hints:
        batch.hints = torch.zeros(*ids.shape, width)
        for row, item in enumerate(items):
            if chance and chance.random() < HINTLESS:
                continue
            for word, places in enumerate(item.hints):
                for place in places:
                    batch.hints[row, item.words[word + 1], place] = 1
    return batch


def hide(item: Item, chance: random.Random) -> list[int]:
    """Return the pieces of a coded sentence with some masked, triggers above all, so that an act is found by its surroundings."""
    if "acts" not in item.labels:
        return item.ids
    ids = [MASK if 0 < i < len(item.ids) - 1 and chance.random() < NOISE else piece for i, piece in enumerate(item.ids)]
    for trigger in item.triggers:
        if chance.random() < HIDDEN:
            ids[item.words[trigger]] = MASK
    return ids


def _roles(items: Sequence[Item], places: int) -> dict[str, Tensor]:
    """Return ``triggers`` [B, K] and ``roles`` [B, K, places, roles] of a batch."""
    triggers = pad([i.triggers or [-1] for i in items], -1)
    roles = torch.zeros(*triggers.shape, places, len(ROLES))
    for b, item in enumerate(items):
        for k, found in enumerate(item.roles):
            for role, words in found.items():
                for word in words:
                    roles[b, k, word + 1, ROLES.index(role)] = 1
    return {"triggers": triggers, "roles": roles}


def batches(items: Sequence[Item], pieces: int, chance: random.Random) -> list[list[Item]]:
    """Return one epoch of batches of about ``pieces`` pieces, of like length, in random order."""
    order = sorted(items, key=lambda i: len(i.ids) * (1 + 0.15 * chance.random()) + chance.random() * 3)
    out: list[list[Item]] = [[]]
    for item in order:
        if out[-1] and (len(out[-1]) + 1) * max(len(item.ids), len(out[-1][-1].ids)) > pieces:
            out.append([])
        out[-1].append(item)
    chance.shuffle(out)
    return out


def plain_batches(items: Sequence[Item], size: int = 64) -> Iterator[tuple[list[int], Batch]]:
    """Yield batches sorted by length with the places of their items, for measuring."""
    order = sorted(range(len(items)), key=lambda i: len(items[i].ids))
    for start in range(0, len(order), size):
        places = order[start : start + size]
        yield places, collate([items[i] for i in places])
