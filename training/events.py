"""Fit the weights of the score that two claims are one happening, on the story clusters with odd numbers.

    python training/events.py --data ../shared/data [--coder model|rules] [--join 0.1] [--write]

Pairs of claims of one story, both matched to gold mentions and not forbidden to be one happening, are the samples; beside them
stand as many pairs of acts of one type from two stories, made to look as if they were of the same parties and weeks, and pairs
from an archive of government releases (public domain), taken to be different happenings: of 92 likely ones read, 10 were one,
mostly the war that all speak of, so acts of war and sentences that share many words are left out. A ridge-penalised
logistic regression gives the weights. The threshold is that of the best F1 of B-cubed recall on the stories, read as one archive
in the order of their dates, and of precision, one third of which is that on releases: the share of each event's claims that
are of one release.
The stories with even numbers show what the fit is worth. ``--write`` puts the weights into ``comity/reconcile/weights.toml``.
"""

from __future__ import annotations

import argparse
import json
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
from comity.pipeline.stages import agencies, load_stages
from comity.reconcile import Reconciler, Report, compare, reconciler
from comity.reconcile.views import View, topic_of, view
from comity.records import Document, Source

RIDGE = 1.0
RELEASES = 150  # documents of the archive
PAIRS = 3000  # pairs of it
LONGEST = 25_000  # code points of a release; longer ones are transcripts of hours
JOINS = (0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4)
TIED = 0.003  # of figures so near to the best, the lowest threshold is taken: what was not merged shows no contradiction


def releases(data: Path, coder: str) -> list[Report]:
    """Return releases of the year 2021 with their claims, by date; those without claims are left out."""
    stages = load_stages(ReadOptions(coder=coder))
    lines = (data / "text" / "state-releases.jsonl").read_text(encoding="utf-8").splitlines()
    rows = sorted((json.loads(line) for line in lines), key=lambda r: (r["date"], r["id"]))
    texts = [r for r in rows if r["date"] < "2022" and len(r["text"]) < LONGEST]
    out: list[Report] = []
    for row in texts:
        document = stages.prepare(Source(row["id"], row["text"], title=row["title"], outlet="State Department", date=row["date"]))
        if isinstance(document, Document):
            claims = stages.interpret(document, stages.annotate([document])[0])[1]
            out += [Report(document, claims)] if claims else []
        if len(out) == RELEASES:
            break
    return out


def apart(reports: list[Report], count: int) -> list[list[float]]:
    """Return the features of pairs of claims of an archive that nothing forbids, taken to be different happenings."""
    chance, rarity = random.Random(1), reconciler.Rarity()
    views: list[View] = []
    for report in reports:
        topic = topic_of(report.document)
        rarity.add(topic)
        views += [view(c, report.document, topic) for c in report.claims]
    out: list[list[float]] = []
    for _ in range(200 * count):
        i = chance.randrange(1, len(views))
        a, b = views[i], views[chance.randrange(max(0, i - 600), i)]
        if a.claim.type not in compare.alike(b.claim.type) or a.claim.type == "ASSAULT" or compare.forbidden(a, b, rarity):
            continue
        found = compare.features(a, b, rarity)
        if found["words"] < 0.25 and not (found["root"] and found["same_document"]):
            out.append(list(found.values()))
        if len(out) == count:
            break
    return out


def samples(stories: list[bench.Story], archived: list[Report]) -> tuple[list[str], np.ndarray, np.ndarray]:
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
                if not compare.forbidden(a, b, rarity):
                    found = compare.features(a, b, rarity)
                    names = list(found)
                    rows.append(list(found.values()))
                    same.append(story.mentions[where[a.claim.id]] == story.mentions[where[b.claim.id]])
    chance = random.Random(1)
    strange = [(a, b) for n, a in every for m, b in every if n < m and a.claim.type == b.claim.type]
    for a, b in chance.sample(strange, min(len(rows), len(strange))):
        dated = chance.random() < 0.2
        first, last, by_day = (a.first, a.last, a.by_day) if dated else (None, None, False)
        published = None if a.published is None else a.published + chance.randint(-compare.SLACK, compare.SLACK)
        codes = a.codes | (b.codes if chance.random() < 0.5 else frozenset())
        alike = replace(b, codes=codes, actors=a.actors, recipients=a.recipients, published=published)
        alike = replace(alike, first=first, last=last, by_day=by_day)
        rows.append(list(compare.features(a, alike, rarity).values()))
        same.append(False)
    distant = apart(archived, PAIRS)
    return names, np.array(rows + distant), np.array(same + [False] * len(distant), dtype=float)


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


def archive(stories: list[bench.Story]) -> Counter[str]:
    """Return the sums of B-cubed of the mentions found where all stories are read as one archive, by date of publication."""
    made = Reconciler(agencies())
    reports = [Report(d, c) for story in stories for d, c in zip(story.documents, story.claims, strict=True)]
    for report in sorted(reports, key=lambda r: r.document.date or ""):
        made.add(report)
    event_of = {claim: event.id for event in made.result().events for claim in event.claims}
    gold: dict[tuple[str, str], str] = {}
    found: dict[tuple[str, str], str] = {}
    for story in stories:
        for claim, mention in bench.matched(story).items():
            gold[story.name, claim] = f"{story.name} {story.mentions[mention]}"
            found[story.name, claim] = event_of[claim]
    sums = bench.b_cubed(gold, found)
    return Counter(dict(zip(("archive_p", "archive_r", "archive_n"), sums, strict=True)))  # type: ignore[arg-type]


def purity(reports: list[Report]) -> float:
    """Return the mean share, over the claims of an archive, of the claims of their event that are of the same document."""
    made = Reconciler(agencies())
    for report in reports:
        made.add(report)
    doc = {c.id: report.document.id for report in reports for c in report.claims}
    groups = [Counter(doc[c] for c in event.claims) for event in made.result().events]
    return sum(sum(n * n for n in g.values()) / sum(g.values()) for g in groups) / len(doc)


def both(totals: Counter[str], pure: float) -> float:
    """Return the figure by which the threshold is chosen."""
    p, r = ((totals[f"archive_{k}"] / totals["archive_n"]) for k in "pr")
    p = (2 * p + pure) / 3
    return 2 * p * r / (p + r)


def f1(totals: Counter[str], name: str) -> float:
    """Return the B-cubed F1 of totals."""
    p, r = (totals[f"{name}_{k}"] / totals[f"{name}_n"] for k in "pr")
    return 2 * p * r / (p + r)


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=ROOT / "../shared/data")
    parser.add_argument("--coder", default="")
    parser.add_argument("--join", type=float, help="take this threshold (docs/decisions/009)")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    stories = [bench.read(folder, ReadOptions(coder=args.coder)) for folder in sorted(bench.STORIES.iterdir())]
    odd = [s for s in stories if int(s.name[:2]) % 2]
    even = [s for s in stories if not int(s.name[:2]) % 2]
    archived = releases(args.data, args.coder)
    print(
        f"before: purity {purity(archived):.3f}, merge F1 {f1(judge(odd), 'merge'):.3f} odd, {f1(judge(even), 'merge'):.3f} even"
    )
    names, x, y = samples(odd, archived)
    weights = dict(zip(names, (round(float(w), 2) for w in logistic(x, y)), strict=True))
    for module in (compare, reconciler):
        module.load_weights = lambda: weights  # type: ignore[attr-defined]
    figures = {}
    for join in JOINS:
        weights["join"] = join
        figures[join] = both(archive(odd), purity(archived))
    print({join: round(value, 3) for join, value in figures.items()})
    best = min(join for join in JOINS if figures[join] >= max(figures.values()) - TIED)
    print(f"the threshold by these figures: {best}")
    weights["join"] = best = best if args.join is None else args.join
    print(f"{len(y)} pairs, {y.mean():.2f} of them one happening; join = {best}, purity {purity(archived):.3f}")
    for name, part in (("odd", odd), ("even", even)):
        totals = judge(part)
        shares = [totals[f"merge_{k}"] / totals["merge_n"] for k in "pr"]
        shares += [totals[k] / totals["events"] for k in ("origins", "status")]
        values = (f1(totals, "merge"), *shares[:2], f1(archive(part), "archive"), f1(totals, "line"), *shares[2:])
        labels = ("merge F1", "precision", "recall", "archive F1", "line F1", "origins", "status")
        print(f"{name}:", ", ".join(f"{label} {v:.3f}" for label, v in zip(labels, values, strict=True)))
    print("\n".join(f"{k} = {v}" for k, v in weights.items()))
    if args.write:
        head = "# Weights of the score that two claims are one happening, fitted by training/events.py.\n"
        head += "# join: docs/decisions/009.\n"
        rows = "".join(f"{k} = {v}\n" for k, v in weights.items() if k != "join")
        compare.WEIGHTS.write_text(f"{head}join = {best}\n\n[weights]\n{rows}", encoding="utf-8")


if __name__ == "__main__":
    main()
