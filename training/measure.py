"""A quick measure of the model while it trains (greedy heads); the figures of the card come from the benchmark."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from tokenizers import Tokenizer

from batches import encode, plain_batches
from data import Sample
from model import NO_LABEL, Model
from names import spans


def measure(model: Model, samples: Sequence[Sample], tokenizer: Tokenizer) -> str:
    """Return UPOS, UAS, LAS and the F1 of entities, in per cent, as far as the samples have labels."""
    items = encode(samples, tokenizer, model.labels)
    model.eval()
    hits = dict.fromkeys(("upos", "uas", "las"), 0)
    words = found = right = wanted = 0
    names = model.labels["entities"]
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
        for _, batch in plain_batches(items):
            vectors = model.vectors(batch)
            mask = batch.words >= 0
            syntax = model.heads["syntax"]
            heads = syntax.arcs(vectors).masked_fill(~mask[:, None, :], -1e4).argmax(-1)
            relations = syntax.relations(vectors, heads).argmax(-1)
            gold = batch.labels
            real = gold["heads"] != NO_LABEL
            words += int(real.sum())
            hits["upos"] += int((model.heads["pos"].out(vectors[:, 1:]).argmax(-1) == gold["pos"])[real].sum())
            hits["uas"] += int((heads == gold["heads"])[real].sum())
            hits["las"] += int(((heads == gold["heads"]) & (relations == gold["deprels"]))[real].sum())
            tags = model.heads["entities"].out(vectors[:, 1:]).argmax(-1)
            for row, target in zip(tags.tolist(), gold["entities"].tolist(), strict=True):
                known = [i for i, t in enumerate(target) if t != NO_LABEL]
                mine = set(spans([names[t] if target[i] != NO_LABEL else "O" for i, t in enumerate(row)]))
                theirs = set(spans([names[t] if t != NO_LABEL else "O" for t in target]))
                if known:
                    found, wanted, right = found + len(mine), wanted + len(theirs), right + len(mine & theirs)
    out = [f"{k} {100 * v / words:.2f}" for k, v in hits.items() if words]
    return " ".join(out + ([f"ner {200 * right / (found + wanted):.2f}"] if found + wanted else []))


def measure_acts(model: Model, samples: Sequence[Sample], tokenizer: Tokenizer) -> str:
    """Return the F1 of acts found and typed, and on the gold acts the accuracy of standing and the F1 of roles, in per cent."""
    items = encode(samples, tokenizer, model.labels)
    model.eval()
    head = model.heads["acts"]
    count = dict.fromkeys(("found", "wanted", "word", "type", "acts", "polarity", "modality", "mode"), 0)
    roles = torch.zeros(3, len(model.labels["roles"]))
    with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
        for _, batch in plain_batches(items):
            vectors, gold = model.vectors(batch), batch.labels
            best = {k: layer(vectors[:, 1:]).argmax(-1) for k, layer in head.flat.items()}
            known = gold["acts"] != NO_LABEL
            mine, theirs = (best["acts"] > 0) & known, gold["acts"] > 0
            count["found"] += int(mine.sum())
            count["wanted"] += int(theirs.sum())
            count["word"] += int((mine & theirs).sum())
            count["type"] += int((mine & theirs & (best["acts"] == gold["acts"])).sum())
            for name, key in (("polarity", "polarity"), ("modality", "modality"), ("modes", "mode")):
                count[key] += int((best[name] == gold[name])[theirs].sum())
            real = (gold["triggers"] >= 0)[:, :, None, None] & (batch.words >= 0)[:, None, :, None]
            found, right = (head.roles(vectors, gold["triggers"]) > 0) & real, (gold["roles"] > 0) & real
            for row, part in enumerate((found & right, found, right)):
                roles[row] += part.sum((0, 1, 2))
    n, both = max(1, count["wanted"]), max(1, count["found"] + count["wanted"])
    out = [f"{k} {200 * count[k] / both:.2f}" for k in ("word", "type")]
    out += [f"{k} {100 * count[k] / n:.2f}" for k in ("polarity", "modality", "mode")]
    f1 = 200 * roles[0] / (roles[1] + roles[2]).clamp(min=1)
    return " ".join(out + [f"{name} {value:.1f}" for name, value in zip(model.labels["roles"], f1.tolist(), strict=True)])
