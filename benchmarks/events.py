"""How well claims are merged into events, on 40 small story clusters written for the project.

    python benchmarks/events.py [--part all|fitted|held] [--merged] [--list] [--coder model|rules]

Each folder of ``benchmarks/data/stories`` holds two to six documents and ``gold.toml``: events with every mention, the number
of independent origins, the status, and disputes. A gold mention is found where a claim's trigger overlaps it. B-cubed
(Bagga and Baldwin 1998) is given over the mentions that the coder found, which measures the merging, and over all gold
mentions, where one that was not found stands alone, which measures the whole line; beside it what the line would reach if
all that was found were merged as annotated: the rest is due to missed mentions. The count of
origins and the status are those of the event that shares most mentions, over the events of which a mention was found, and over
those of which all were.

A dispute is right if its kind is, and one claim of each side; by sentences, if its kind is, and one sentence of each side, which
is what a reader is shown. Recall is given over all disputes, and over those of which the coder found a mention of each side.
``--merged`` merges what was found as annotated, and so measures origins, status and disputes by themselves.
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
from comity.reconcile.origins import Source, source_of
from comity.reconcile.summary import summarise
from comity.reconcile.views import View, topic_of, view
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
    """Return document number, start and end of a mention written as ``02:talks#2``; what stands above the text does not count."""
    number, _, words = written.partition(":")
    words, _, nth = words.partition("#")
    index = int(number) - 1
    body = documents[index].sentences[0].start
    pattern = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)")
    found = [m.span() for m in pattern.finditer(documents[index].text, body)]
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
    perfect = {m: e if m in gold else f"missed {m}" for m, e in story.mentions.items()}
    sides = (("merge", gold, found), ("line", story.mentions, whole), ("perfect", story.mentions, perfect))
    for name, (p, r, n) in ((name, b_cubed(wanted, had)) for name, wanted, had in sides):
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
        if all(m in found for m in mentions):
            totals["events_found"] += 1
            totals["origins_found"] += best.origins == event["origins"]
            totals["status_found"] += best.status == event["status"]
        if show and (best.origins != event["origins"] or best.status != event["status"] or len(near) > 1):
            counts = f"{len(near)} events, origins {best.origins} for {event['origins']}"
            print(f"{story.name} {event['id']} {event['type']}: {counts}, {best.status} for {event['status']}")
    disputes(story, result, where, totals, show)


def disputes(story: Story, result: Reconciled, where: dict[str, tuple[int, int, int]], totals: Counter[str], show: bool) -> None:
    """Add right, found and wanted disputes, by claims and by sentences."""
    found = set(where.values())
    by_claim: list[tuple[Any, ...]] = []
    by_sentence: list[tuple[Any, ...]] = []
    for dispute in story.gold.get("dispute", []):
        sides = [{place(w, story.documents) for w in dispute[s]} for s in ("affirming", "disputing")]
        by_claim.append((dispute["what"], *sides))
        by_sentence.append((dispute["what"], *({sentence(m, story.documents) for m in side} for side in sides)))
        totals["disputes_findable"] += all(side & found for side in sides)
    totals["disputes_wanted"] += len(by_claim)
    told = {c.id: (n, c.sentence) for n, claims in enumerate(story.claims) for c in claims}
    for dispute in result.disputes:
        mine = [{where[c] for c in side if c in where} for side in (dispute.affirming, dispute.disputing)]
        if not mine[0] and not mine[1]:
            continue  # about something that is not annotated
        totals["disputes_found"] += 1
        sentences = [{told[c] for c in side} for side in (dispute.affirming, dispute.disputing)]
        totals["disputes_shown"] += _strike(by_sentence, dispute.what, sentences)
        right = _strike(by_claim, dispute.what, mine)
        totals["disputes_right"] += right
        if show and not right:
            print(f"{story.name}: spurious {dispute.what}: {dispute.summary}")
    if show:
        for what, *_ in by_claim:
            print(f"{story.name}: missed {what}")


def sentence(mention: tuple[int, int, int], documents: list[Document]) -> tuple[int, int]:
    """Return the document number and the sentence of a mention."""
    number, start, _ = mention
    return number, next(s.index for s in documents[number].sentences if s.start <= start < s.end)


def _strike(left: list[tuple[Any, ...]], what: str, mine: list[set[Any]]) -> bool:
    """Strike out the first dispute of a kind whose sides are met; False if there is none."""
    hit = next((w for w in left if w[0] == what and _meet(mine, w)), None)
    if hit is not None:
        left.remove(hit)
    return hit is not None


def _meet(mine: list[set[Any]], wanted: tuple[Any, ...]) -> bool:
    a, b = wanted[1], wanted[2]
    return bool((mine[0] & a and mine[1] & b) or (mine[0] & b and mine[1] & a))


def reconciled(story: Story) -> Reconciled:
    """Return the events that the reconciler makes of a story."""
    reconciler = Reconciler(agencies())
    for document, claims in zip(story.documents, story.claims, strict=True):
        reconciler.add(Report(document, claims))
    return reconciler.result()


def merged(story: Story) -> Reconciled:
    """Return the events of a story as annotated, out of the claims that were found; other claims stand alone."""
    where = matched(story)
    sources: dict[str, Source] = {}
    members: dict[str, list[View]] = defaultdict(list)
    for document, claims in zip(story.documents, story.claims, strict=True):
        sources[document.id] = source_of(document, agencies())
        topic = topic_of(document)
        for claim in claims:
            event = story.mentions[where[claim.id]] if claim.id in where else claim.id
            members[event].append(view(claim, document, topic))
    events, disputes, groups = [], [], {}
    for told in members.values():
        event, found, origins = summarise(told[0].claim.id, told, sources, agencies())
        events.append(event)
        disputes += found
        groups[event.id] = origins
    return Reconciled(events, disputes, {}, groups)


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", choices=("all", "fitted", "held"), default="all", help="weights were fitted on odd stories")
    parser.add_argument("--merged", action="store_true", help="merge as annotated")
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--coder", default="")
    options = parser.parse_args()
    totals: Counter[str] = Counter()
    for folder in sorted(STORIES.iterdir()):
        odd = int(folder.name[:2]) % 2 == 1
        if options.part == "all" or (options.part == "fitted") == odd:
            story = read(folder, ReadOptions(coder=options.coder))
            judge(story, merged(story) if options.merged else reconciled(story), totals, options.list)
    texts = ("B3 of the mentions found", "B3 of all mentions", "B3 of all, merged right")
    for name, text in zip(("merge", "line", "perfect"), texts, strict=True):
        p, r = (totals[f"{name}_{k}"] / totals[f"{name}_n"] for k in "pr")
        count = f"{totals[f'{name}_n']:.0f} mentions"
        print(f"{text:26} precision {p:.3f} recall {r:.3f} F1 {2 * p * r / (p + r):.3f}  ({count})")
    shares = [totals[k] / totals["events"] for k in ("origins", "status")]
    print(f"origins exact {shares[0]:.3f}, status right {shares[1]:.3f} of {totals['events']} events")
    shares = [totals[f"{k}_found"] / totals["events_found"] for k in ("origins", "status")]
    print(f"origins exact {shares[0]:.3f}, status right {shares[1]:.3f} of {totals['events_found']} with all mentions found")
    found, wanted, findable = (max(1, totals[f"disputes_{k}"]) for k in ("found", "wanted", "findable"))
    for name, right in (("claims", totals["disputes_right"]), ("sentences", totals["disputes_shown"])):
        p, r = right / found, right / wanted
        f = 2 * p * r / max(1e-9, p + r)
        print(f"disputes by {name:9} precision {p:.3f} recall {r:.3f} F1 {f:.3f}  ({wanted} wanted, {found} found)")
    p, r = totals["disputes_right"] / found, totals["disputes_right"] / findable
    print(f"disputes of found mentions recall {r:.3f} F1 {2 * p * r / max(1e-9, p + r):.3f}  ({findable} wanted)")


if __name__ == "__main__":
    main()
