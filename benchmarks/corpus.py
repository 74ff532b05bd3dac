"""How well claims are coded on the test part of the corpus, which training does not see, with confidence intervals.

    python benchmarks/corpus.py --data ../shared/data [--coder rules|model] [--precision balanced]

The test part is every eighth file of each series (``training/acts.py``). Each sentence is coded with the one before it;
claims in that one do not count. Codes of groups are compared by their names in the knowledge base. Intervals are of 95 %,
by 1,000 resamples of the sentences. The texts of the real sentences are read from ``DATA``; the scorer is
``tools/score_claims.py`` beside the data. The reliability of the confidence is shown too: of the claims in each tenth, how
many have the right type, and the expected calibration error (Guo et al. 2017, "On Calibration of Modern Neural Networks",
section 2).
"""

from __future__ import annotations

import argparse
import importlib.util
import random
import sys
from collections import defaultdict
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "training"))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

from acts import corpus, is_held_back
from claim_text import Item
from comity.actors.knowledge import fold
from comity.pipeline import code
from comity.pipeline.stages import knowledge

ROOT = Path(__file__).resolve().parents[1]
FIGURES = ("trigger_f1", "type_f1", "quad_f1", "triple_f1", "polarity_acc", "modality_macro_f1", "speaker_f1")
SERIES = {
    "news": "newswire", "real": "releases", "docs": "whole releases", "blog": "weblogs", "gum": "wikinews and speeches",
    "article": "articles", "roots": "contrasts",
}  # fmt: skip
Gold = list[dict[str, Any]]


def scorer(path: Path) -> ModuleType:
    """Return the scorer as a module."""
    spec = importlib.util.spec_from_file_location("score_claims", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def held(data: Path) -> list[Item]:
    """Return the sentences of the test part."""
    return [i for i in corpus(ROOT / "training/data", data) if is_held_back(i.file)]


@cache
def canonical(code: str) -> str:
    """Return the code by which the knowledge base calls a group: ``GRP:PKK`` for ``GRP:Kurdistan Workers' Party``."""
    name = code.partition(":")[2]
    if not name:
        return code
    found = {e.code for n in (name, name[:1].upper() + name[1:]) for e in knowledge().entries.get(fold(n), ()) if ":" in e.code}
    return found.pop() if len(found) == 1 else code


def gold_of(item: Item) -> Gold:
    """Return the claims of a sentence in the form of the scorer, with offsets of the sentence."""
    return [
        {
            "start": c.trigger.start, "end": c.trigger.end, "type": c.type, "polarity": c.polarity, "modality": c.modality,
            **{side: [{"code": canonical(p.code)} for p in getattr(c, side)] for side in ("actors", "recipients", "speakers")},
        }
        for c in item.claims
    ]  # fmt: skip


def coded(item: Item, coder: str, precision: str) -> Gold:
    """Return the claims that comity codes in a sentence, with offsets of the sentence."""
    lead = f"{item.before}\n\n" if item.before else ""
    out = []
    for claim in code(lead + item.text, item.date, coder=coder, precision=precision):
        start = claim["trigger"]["start"] - len(lead)
        if start >= 0:
            out.append(dict(claim, start=start, end=claim["trigger"]["end"] - len(lead)))
    return out


def figures(score: ModuleType, pairs: list[tuple[Gold, Gold]]) -> dict[str, float]:
    """Return the figures of the scorer over gold and coded claims of sentences."""
    gold = {("", n): g for n, (g, _) in enumerate(pairs)}
    predicted = {("", n): p for n, (_, p) in enumerate(pairs)}
    result: dict[str, float] = score.score({}, defaultdict(list, gold), defaultdict(list, predicted))[0]
    return result


def interval(score: ModuleType, pairs: list[tuple[Gold, Gold]], rounds: int = 1000) -> dict[str, tuple[float, float]]:
    """Return the 2.5 and 97.5 percentiles of each figure over resampled sentences."""
    chance = random.Random(1)
    drawn = [figures(score, chance.choices(pairs, k=len(pairs))) for _ in range(rounds)]
    out = {}
    for name in FIGURES:
        values = sorted(d[name] for d in drawn)
        out[name] = (values[round(0.025 * rounds)], values[round(0.975 * rounds) - 1])
    return out


def reliability(score: ModuleType, pairs: list[tuple[Gold, Gold]]) -> None:
    """Print confidence against the share of claims with the right type."""
    bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for gold, predicted in pairs:
        right = {j for i, j in score.pair(gold, predicted) if score.types(gold[i]) & score.types(predicted[j])}
        for j, claim in enumerate(predicted):
            bins[min(9, int(10 * claim["confidence"]))].append((claim["confidence"], j in right))
    total = sum(map(len, bins.values()))
    error = 0.0
    print("confidence  claims  mean   right")
    for tenth, found in sorted(bins.items()):
        mean, right = sum(c for c, _ in found) / len(found), sum(r for _, r in found) / len(found)
        error += len(found) / total * abs(mean - right)
        print(f"{tenth / 10:.1f}-{tenth / 10 + 0.1:.1f}     {len(found):6d}  {mean:.3f}  {right:.3f}")
    print(f"expected calibration error {error:.3f}")


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=ROOT / "../shared/data")
    parser.add_argument("--coder", default="", help="model or rules (default: the model where the bundle has one)")
    parser.add_argument("--precision", default="balanced")
    options = parser.parse_args()
    score = scorer(options.data.parent / "tools" / "score_claims.py")
    items = held(options.data)
    pairs = [(gold_of(i), coded(i, options.coder, options.precision)) for i in items]
    parts: dict[str, list[tuple[Gold, Gold]]] = {name: [] for name in (*SERIES.values(), "written")}
    for item, pair in zip(items, pairs, strict=True):
        parts[SERIES.get(item.file.partition("-")[0], "written")].append(pair)
    for name, part in parts.items():
        result, ends = figures(score, part), interval(score, part)
        empty = [p for g, p in part if not g]
        print(f"{name}: {len(part)} sentences, {sum(len(g) for g, _ in part)} claims, {sum(len(p) for _, p in part)} coded")
        for figure in FIGURES:
            print(f"  {figure:18s} {result[figure]:.3f}  [{ends[figure][0]:.3f}, {ends[figure][1]:.3f}]")
        print(f"  sentences without a claim: {len(empty)}, {sum(not p for p in empty)} of them left alone")
    reliability(score, pairs)


if __name__ == "__main__":
    main()
