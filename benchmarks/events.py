"""How well claims are merged into events, on 40 small story clusters written for the project.

    python benchmarks/events.py [--part all|fitted|held] [--list] [--coder model|rules]

Each folder of ``benchmarks/data/stories`` holds two to six documents and ``gold.toml``: events with every mention, the number
of independent origins, the status, and disputes. A gold mention is found where a claim's trigger overlaps it. B-cubed
(Bagga and Baldwin 1998) is given over the mentions that the coder found, which measures the merging, and over all gold
mentions, where one that was not found stands alone, which measures the whole line. A dispute is right if its kind is,
and one claim of each side; the count of origins and the status are those of the event that shares most mentions.
"""

from __future__ import annotations

import argparse
import re
import sys
import tomllib
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

from comity.pipeline.options import ReadOptions
from comity.pipeline.stages import agencies, load_stages
from comity.reconcile import Reconciled, Reconciler, Report
from comity.records import Claim, Document

STORIES = Path(__file__).parent / "data" / "stories"


@dataclass
class Story:
    """A story as read and as annotated: gold event of each mention (document number, start, end)."""

    name: str
    documents: list[Document] = field(default_factory=list)
    claims: list[list[Claim]] = field(default_factory=list)
    mentions: dict[tuple[int, int, int], str] = field(default_factory=dict)
    gold: dict[str, Any] = field(default_factory=dict)


def read(folder: Path, options: ReadOptions) -> Story:
    """Read, code and match one story."""
    stages = load_stages(options)
    story = Story(folder.name, gold=tomllib.loads((folder / "gold.toml").read_text(encoding="utf-8")))
    for path in sorted(folder.glob("0*.md")):
        for source in stages.open(str(path), options):
            document = stages.prepare(source)  # type: ignore[arg-type]
            assert isinstance(document, Document), document
            annotations = stages.annotate([document])[0]
            story.documents.append(document)
            story.claims.append(stages.interpret(document, annotations)[1])
    for event in story.gold["event"]:
        for written in event["claims"]:
            story.mentions[place(written, story.documents)] = event["id"]
    return story


def place(written: str, documents: list[Document]) -> tuple[int, int, int]:
    """Return document number, start and end of a mention written as ``02:talks#2``."""
    number, _, words = written.partition(":")
    words, _, nth = words.partition("#")
    index = int(number) - 1
    found = [m.span() for m in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", documents[index].text)]
    start, end = found[int(nth) - 1 if nth else 0]
    return index, start, end


def matched(story: Story) -> dict[str, tuple[int, int, int]]:
    """Return the gold mention of each claim whose trigger overlaps one."""
    out: dict[str, tuple[int, int, int]] = {}
    taken: set[tuple[int, int, int]] = set()
    for index, claims in enumerate(story.claims):
        for claim in claims:
            for mention in story.mentions:
                if mention in taken or mention[0] != index:
                    continue
                if claim.trigger.start < mention[2] and mention[1] < claim.trigger.end:
                    out[claim.id] = mention
                    taken.add(mention)
                    break
    return out


def b_cubed(gold: dict[Any, str], found: dict[Any, str]) -> tuple[float, float, float]:
    """Return the sums of precision and recall of each mention, and how many there are."""
    by_gold, by_found = defaultdict(set), defaultdict(set)
    for mention in gold:
        by_gold[gold[mention]].add(mention)
        by_found[found[mention]].add(mention)
    precision = sum(len(by_gold[gold[m]] & by_found[found[m]]) / len(by_found[found[m]]) for m in gold)
    recall = sum(len(by_gold[gold[m]] & by_found[found[m]]) / len(by_gold[gold[m]]) for m in gold)
    return precision, recall, len(gold)


def judge(story: Story, result: Reconciled, totals: Counter[str], show: bool) -> None:
    """Add the figures of one story."""
    where = matched(story)
    event_of = {claim: event.id for event in result.events for claim in event.claims}
    gold = {m: e for m, e in story.mentions.items() if m in where.values()}
    found = {mention: event_of[claim] for claim, mention in where.items()}
    whole = {m: found.get(m, f"missed {m}") for m in story.mentions}
    for name, (p, r, n) in (("merge", b_cubed(gold, found)), ("line", b_cubed(story.mentions, whole))):
        totals[f"{name}_p"] += p
        totals[f"{name}_r"] += r
        totals[f"{name}_n"] += n
    events = {e.id: e for e in result.events}
    for event in story.gold["event"]:
        mentions = [m for m, e in story.mentions.items() if e == event["id"]]
        near = Counter(found[m] for m in mentions if m in found)
        if not near:
            continue
        best = events[near.most_common(1)[0][0]]
        totals["events"] += 1
        totals["origins"] += best.origins == event["origins"]
        totals["status"] += best.status == event["status"]
        if show and (best.origins != event["origins"] or best.status != event["status"] or len(near) > 1):
            counts = f"{len(near)} events, origins {best.origins} for {event['origins']}"
            print(f"{story.name} {event['id']} {event['type']}: {counts}, {best.status} for {event['status']}")
    disputes(story, result, where, totals, show)


def disputes(story: Story, result: Reconciled, where: dict[str, tuple[int, int, int]], totals: Counter[str], show: bool) -> None:
    """Add right, found and wanted disputes."""
    wanted = []
    for dispute in story.gold.get("dispute", []):
        sides = [{place(w, story.documents) for w in dispute[s]} for s in ("affirming", "disputing")]
        wanted.append((dispute["what"], *sides))
    left = list(wanted)
    for dispute in result.disputes:
        mine = [{where[c] for c in side if c in where} for side in (dispute.affirming, dispute.disputing)]
        if not mine[0] and not mine[1]:
            continue
        totals["disputes_found"] += 1
        hit = next((w for w in left if w[0] == dispute.what and _meet(mine, w)), None)
        if hit is not None:
            left.remove(hit)
            totals["disputes_right"] += 1
        elif show:
            print(f"{story.name}: spurious {dispute.what}: {dispute.summary}")
    totals["disputes_wanted"] += len(wanted)
    if show:
        for what, *_ in left:
            print(f"{story.name}: missed {what}")


def _meet(mine: list[set[Any]], wanted: tuple[Any, ...]) -> bool:
    a, b = wanted[1], wanted[2]
    return bool((mine[0] & a and mine[1] & b) or (mine[0] & b and mine[1] & a))


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", choices=("all", "fitted", "held"), default="all", help="weights were fitted on odd stories")
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--coder", default="")
    options = parser.parse_args()
    totals: Counter[str] = Counter()
    for folder in sorted(STORIES.iterdir()):
        odd = int(folder.name[:2]) % 2 == 1
        if options.part == "all" or (options.part == "fitted") == odd:
            story = read(folder, ReadOptions(coder=options.coder))
            reconciler = Reconciler(agencies())
            for document, claims in zip(story.documents, story.claims, strict=True):
                reconciler.add(Report(document, claims))
            judge(story, reconciler.result(), totals, options.list)
    for name, text in (("merge", "B3 of the mentions found"), ("line", "B3 of all mentions")):
        p, r = (totals[f"{name}_{k}"] / totals[f"{name}_n"] for k in "pr")
        count = f"{totals[f'{name}_n']:.0f} mentions"
        print(f"{text:26} precision {p:.3f} recall {r:.3f} F1 {2 * p * r / (p + r):.3f}  ({count})")
    shares = [totals[k] / totals["events"] for k in ("origins", "status")]
    print(f"origins exact {shares[0]:.3f}, status right {shares[1]:.3f} of {totals['events']} events")
    p = totals["disputes_right"] / max(1, totals["disputes_found"])
    r = totals["disputes_right"] / max(1, totals["disputes_wanted"])
    print(
        f"disputes: precision {p:.3f} recall {r:.3f} F1 {2 * p * r / max(1e-9, p + r):.3f} ({totals['disputes_wanted']} wanted)"
    )


if __name__ == "__main__":
    main()
