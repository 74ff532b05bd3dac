"""Fit what the learned coder asks of an act: thresholds and calibration, on the held-back part of the corpus.

    python training/thresholds.py --bundle build/model/en [--data ../shared/data]

Half of the held-back files choose (coordinate descent over a grid, for the type and triple F1 on newswire, releases and
written sentences alike), the other half shows what the choice is worth. Calibration is Platt's (1999): a logistic
regression of "has the right type" on the log odds of the model, with an intercept for each verdict of the lexicon.
The winners go by hand into ``comity/coding/learned.py``.
"""

from __future__ import annotations

import argparse
import math
import re
import sys
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))
sys.path.insert(0, str(ROOT / "benchmarks"))

import numpy as np

from acts import corpus, is_held_back
from claim_text import Item
from comity.annotate import Annotator, Bundle, SentenceText
from comity.coding import LearnedCoder
from comity.coding.coder import Draft
from comity.coding.learned import THRESHOLDS, Thresholds
from comity.documents import segment
from comity.ontology import claim_record
from comity.pipeline.stages import resolver
from comity.records import Annotation, Document, Mention
from corpus import SERIES, gold_of, scorer

GRID = {
    "alone": (0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7),
    "agreed": (0.0, 0.05, 0.1, 0.15, 0.2, 0.3, 0.4),
    "disputed": (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7),
    "nobody": (0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9),
    "overruled": (0.3, 0.4, 0.5, 0.6, 0.7, 0.8),
}


@dataclass
class Prepared:
    """A sentence that is annotated and resolved, with its gold claims."""

    part: str
    half: int
    lead: int
    document: Document
    annotations: list[Annotation]
    mentions: list[Mention]
    gold: list[dict[str, Any]]


def prepare(items: list[Item], annotator: Annotator) -> list[Prepared]:
    """Annotate and resolve the items, each with the sentence before it."""
    documents = []
    for n, item in enumerate(items):
        lead = f"{item.before}\n\n" if item.before else ""
        text = lead + item.text
        documents.append(Document(str(n), "corpus", text, "", date=item.date, sentences=tuple(segment(text))))
    flat = iter(
        annotator.annotate([SentenceText(d.text[s.start : s.end], s.start, s.index) for d in documents for s in d.sentences])
    )
    out = []
    for item, document in zip(items, documents, strict=True):
        found = [next(flat) for _ in document.sentences]
        mentions = resolver().document(document.text, found, document.date, "")
        number = re.search(r"(\d+)\.txt$", item.file)
        half = int(number[1]) // 8 % 2 if number else 0
        part = SERIES.get(item.file.partition("-")[0], "written")
        lead = len(document.text) - len(item.text)
        out.append(Prepared(part, half, lead, document, found, mentions, gold_of(item)))
    return out


def coded(sentence: Prepared, coder: LearnedCoder) -> list[dict[str, Any]]:
    """Return the claims of a sentence in the form of the scorer."""
    out = []
    for claim in coder.code(sentence.document, sentence.annotations, sentence.mentions):
        record = claim_record(claim, "corpus")
        start = record["trigger"]["start"] - sentence.lead
        if start >= 0:
            out.append(dict(record, start=start, end=record["trigger"]["end"] - sentence.lead))
    return out


def figures(score: ModuleType, sentences: list[Prepared], limits: Thresholds) -> dict[str, dict[str, float]]:
    """Return the scorer's figures for each part of the corpus."""
    coder = LearnedCoder()
    coder.thresholds = limits
    parts: dict[str, list[tuple[list[Any], list[Any]]]] = defaultdict(list)
    for sentence in sentences:
        parts[sentence.part].append((sentence.gold, coded(sentence, coder)))
    out = {}
    for part, pairs in parts.items():
        gold = {("", n): g for n, (g, _) in enumerate(pairs)}
        found = {("", n): p for n, (_, p) in enumerate(pairs)}
        out[part] = score.score({}, defaultdict(list, gold), defaultdict(list, found))[0]
    return out


def descend(value: Callable[[Thresholds], float], start: Thresholds) -> Thresholds:
    """Return the best thresholds by changing one at a time until none helps."""
    best, top = start, value(start)
    for _ in range(3):
        before = top
        for name, choices in GRID.items():
            for choice in choices:
                tried = replace(best, **{name: choice})
                if tried != best and (got := value(tried)) > top + 1e-6:
                    best, top = tried, got
        if top == before:
            break
    return best


class Recorder(LearnedCoder):
    """A learned coder that shows what the model and the lexicon said of each claim, in place of a confidence."""

    def _confidence(self, draft: Draft) -> float:
        value = draft.scored.probability * draft.scored.certainty if draft.scored else 0.5
        self.said.append((min(max(value, 1e-4), 1 - 1e-4), draft.verdict))
        return float(len(self.said) - 1)


def judged(score: ModuleType, sentences: list[Prepared], limits: Thresholds) -> list[tuple[float, str, bool]]:
    """Return probability, verdict of the lexicon, and whether the type is right, for each claim."""
    coder = Recorder()
    coder.thresholds, coder.said = limits, []
    out = []
    for sentence in sentences:
        found = coded(sentence, coder)
        good = {j for i, j in score.pair(sentence.gold, found) if score.types(sentence.gold[i]) & score.types(found[j])}
        out += [(*coder.said[int(claim["confidence"])], j in good) for j, claim in enumerate(found)]
    return [row for row in out if row[1]]


def platt(rows: list[tuple[float, str, bool]]) -> dict[str, float]:
    """Return the slope and the shifts that make the log odds of the rows those of being right."""
    verdicts = ("silent", "agrees", "disputes")
    x = np.array([[math.log(p / (1 - p)), *(v == name for name in verdicts)] for p, v, _ in rows], dtype=float)
    y = np.array([right for *_, right in rows], dtype=float)
    line = np.zeros(4)
    for _ in range(50):
        chance = 1 / (1 + np.exp(-x @ line))
        curve = (x * (chance * (1 - chance))[:, None]).T @ x + 1e-3 * np.eye(4)
        line += np.linalg.solve(curve, x.T @ (y - chance) - 1e-3 * line)
    return dict(zip(("slope", *verdicts), (round(float(v), 2) for v in line), strict=True))


def error(rows: list[tuple[float, str, bool]], fitted: dict[str, float]) -> float:
    """Return the expected calibration error in ten bins."""
    bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for p, verdict, right in rows:
        chance = 1 / (1 + math.exp(-fitted["slope"] * math.log(p / (1 - p)) - fitted[verdict]))
        bins[min(9, int(10 * chance))].append((chance, right))
    return sum(abs(sum(c for c, _ in b) - sum(r for _, r in b)) for b in bins.values()) / len(rows)


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bundle", type=Path, default=None, help="folder of the bundle (default: the packaged one)")
    parser.add_argument("--data", type=Path, default=ROOT / "../shared/data")
    args = parser.parse_args()
    score = scorer(args.data.parent / "tools" / "score_claims.py")
    items = [i for i in corpus(ROOT / "training/data", args.data) if is_held_back(i.file)]
    sentences = prepare(items, Annotator(Bundle.load(args.bundle)))
    halves = [[s for s in sentences if s.half == n] for n in (1, 0)]

    def value(part: list[Prepared], limits: Thresholds) -> float:
        found = figures(score, part, limits)
        return sum(f["type_f1"] + f["triple_f1"] for f in found.values()) / len(found)

    best = descend(lambda limits: value(halves[0], limits), THRESHOLDS["balanced"])
    for name, limits in (("before", THRESHOLDS["balanced"]), ("fitted", best)):
        print(f"{name}: {limits}")
        inside, outside = (value(half, limits) for half in halves)
        print(f"  type and triple F1 together, mean of the parts: {inside:.3f} where fitted, {outside:.3f} elsewhere")
        for part, found in figures(score, halves[1], limits).items():
            shown = " ".join(f"{k} {found[k]:.3f}" for k in ("type_f1", "type_p", "type_r", "triple_f1", "speaker_f1"))
            print(f"  {part:9} {shown}")
    rows = [judged(score, half, best) for half in halves]
    fitted = platt(rows[0])
    plain = {"slope": 1.0, "silent": 0.0, "agrees": 0.0, "disputes": 0.0}
    print(
        f"calibration: {fitted}; error on the other half {error(rows[1], fitted):.3f}, uncalibrated {error(rows[1], plain):.3f}"
    )


if __name__ == "__main__":
    main()
