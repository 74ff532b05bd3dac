"""Fit the weights of the score that two claims are one happening, on the story clusters with odd numbers.

    python training/events.py [--coder model|rules] [--write]

Pairs of claims of one story, both matched to gold mentions and not forbidden to be one happening, are the samples; beside them
stand as many pairs of acts of one type from two stories, made to look as if they were of the same parties and weeks, since in an
archive most such pairs are different happenings. A
ridge-penalised logistic regression gives the weights, and the threshold is that of the best B-cubed F1 on the same stories.
The stories with even numbers show what the fit is worth. ``--write`` puts the weights into ``comity/reconcile/weights.toml``.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))
sys.path.insert(0, str(ROOT / "benchmarks"))

import numpy as np

import events as bench
from comity.pipeline.options import ReadOptions
from comity.pipeline.stages import agencies
from comity.reconcile import Reconciler, Report, compare, reconciler
from comity.reconcile.views import View, topic_of, view

RIDGE = 1.0
JOINS = (0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7)


def samples(stories: list[bench.Story]) -> tuple[list[str], np.ndarray, np.ndarray]:
    """Return the names of the features, their values [pairs, features], and whether each pair is one happening."""
    rows, same = [], []
    names: list[str] = []
    every: list[tuple[str, View]] = []
    rarity = reconciler.Rarity()
    for story in stories:
        where = bench.matched(story)
        views: list[View] = []
        for document, claims in zip(story.documents, story.claims, strict=True):
            topic = topic_of(document)
            rarity.add(topic)
            views += [view(c, document, topic) for c in claims if c.id in where]
        every += [(story.name, v) for v in views]
        for i, a in enumerate(views):
            for b in views[:i]:
                if not compare.forbidden(a, b):
                    found = compare.features(a, b, rarity)
                    names = list(found)
                    rows.append(list(found.values()))
                    same.append(story.mentions[where[a.claim.id]] == story.mentions[where[b.claim.id]])
    chance = random.Random(1)
    apart = [(a, b) for n, a in every for m, b in every if n < m and a.claim.type == b.claim.type]
    for a, b in chance.sample(apart, min(len(rows), len(apart))):
        dated = chance.random() < 0.2
        first, last, by_day = (a.first, a.last, a.by_day) if dated else (None, None, False)
        published = None if a.published is None else a.published + chance.randint(-compare.SLACK, compare.SLACK)
        codes = a.codes | (b.codes if chance.random() < 0.5 else frozenset())
        alike = replace(b, codes=codes, actors=a.actors, recipients=a.recipients, published=published)
        alike = replace(alike, first=first, last=last, by_day=by_day)
        rows.append(list(compare.features(a, alike, rarity).values()))
        same.append(False)
    return names, np.array(rows), np.array(same, dtype=float)


def logistic(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Return the weights of a ridge-penalised logistic regression by Newton's method."""
    line = np.zeros(x.shape[1])
    for _ in range(60):
        chance = 1 / (1 + np.exp(-np.clip(x @ line, -30, 30)))
        curve = (x * (chance * (1 - chance))[:, None]).T @ x + RIDGE * np.eye(x.shape[1])
        step = np.linalg.solve(curve, x.T @ (y - chance) - RIDGE * line)
        line += step
        if np.abs(step).max() < 1e-8:
            break
    return line


def judge(stories: list[bench.Story]) -> Counter[str]:
    """Return the totals of the benchmark."""
    totals: Counter[str] = Counter()
    for story in stories:
        made = Reconciler(agencies())
        for document, claims in zip(story.documents, story.claims, strict=True):
            made.add(Report(document, claims))
        bench.judge(story, made.result(), totals, False)
    return totals


def f1(totals: Counter[str], name: str) -> float:
    """Return the B-cubed F1 of totals."""
    p, r = (totals[f"{name}_{k}"] / totals[f"{name}_n"] for k in "pr")
    return 2 * p * r / (p + r)


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--coder", default="")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    stories = [bench.read(folder, ReadOptions(coder=args.coder)) for folder in sorted(bench.STORIES.iterdir())]
    odd = [s for s in stories if int(s.name[:2]) % 2]
    even = [s for s in stories if not int(s.name[:2]) % 2]
    print(f"before: merge F1 {f1(judge(odd), 'merge'):.3f} odd, {f1(judge(even), 'merge'):.3f} even")
    names, x, y = samples(odd)
    weights = dict(zip(names, (round(float(w), 2) for w in logistic(x, y)), strict=True))
    for module in (compare, reconciler):
        module.load_weights = lambda: weights  # type: ignore[attr-defined]
    figures = {}
    for join in JOINS:
        weights["join"] = join
        figures[join] = f1(judge(odd), "merge")
    weights["join"] = best = max(figures, key=lambda join: figures[join])
    print(f"{len(y)} pairs, {y.mean():.2f} of them one happening; join = {best}")
    for name, part in (("odd", odd), ("even", even)):
        totals = judge(part)
        shares = [totals[f"merge_{k}"] / totals["merge_n"] for k in "pr"]
        shares += [totals[k] / totals["events"] for k in ("origins", "status")]
        values = (f1(totals, "merge"), *shares[:2], f1(totals, "line"), *shares[2:])
        labels = ("merge F1", "precision", "recall", "line F1", "origins", "status")
        print(f"{name}:", ", ".join(f"{label} {v:.3f}" for label, v in zip(labels, values, strict=True)))
    print("\n".join(f"{k} = {v}" for k, v in weights.items()))
    if args.write:
        head = "# Weights of the score that two claims are one happening, fitted by training/events.py.\n"
        rows = "".join(f"{k} = {v}\n" for k, v in weights.items() if k != "join")
        compare.WEIGHTS.write_text(f"{head}join = {best}\n\n[weights]\n{rows}", encoding="utf-8")


if __name__ == "__main__":
    main()
