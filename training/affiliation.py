"""Fit the weights by which a participant gets the state that the text speaks of, and write them to the package.

    python training/affiliation.py --data ../shared/data [--check]

Each participant of the claims corpus whose words give no code is an example: the actors that its document names before it,
or beside it in its sentence, are the candidates, and nobody. Right is the code of the corpus if it is among them, else
nobody. The conditional logit is fitted by AdaGrad with a first-norm penalty (Duchi, Hazan and Singer 2011, section 5.1).
``--check`` prints how many are right on the test part of the corpus, and writes nothing.
"""

from __future__ import annotations

import argparse
import csv
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

from acts import corpus, is_held_back
from claim_text import Item, Part
from comity.coding.affiliation import COLUMNS, WEIGHTS, Affiliations, Asked, weights
from comity.coding.graph import Graph
from comity.coding.lexicon import Lexicon
from comity.coding.participants import Mentions, Participants
from comity.documents import segment
from comity.pipeline.options import ReadOptions
from comity.pipeline.stages import load_stages, resolver
from comity.records import Annotation, Document
from stand_off import texts

LEAD = 10  # sentences of a document that are read before the coded one
RARE = 3  # examples in which a feature must be seen
EPOCHS, RATE, PENALTY, LEAST = 12, 0.3, 3e-4, 0.02


class Example(NamedTuple):
    """The features of each candidate of a participant, and the code that is right (empty: nobody)."""

    held_back: bool
    candidates: dict[str, list[str]]
    right: str
    told: bool


def leads(items: Sequence[Item], data: Path) -> list[str]:
    """Return what stands before the sentence of each item: of a real document its text, of a written one the items before."""
    sources = texts(data)
    by_date: dict[str, list[str]] = defaultdict(list)
    for document in sources.values():
        by_date[document["date"]].append(document["text"])
    out: list[str] = []
    for item, earlier in zip(items, [None, *items], strict=False):
        text = ""
        if item.file.startswith(("real-", "gum-")):
            text = next((t for t in by_date[item.date] if item.text in t), "")
            text = text[: text.index(item.text)] if text else ""
        elif earlier is not None and earlier.file == item.file and item.before == earlier.text:
            text = f"{out[-1]}{earlier.text}\n\n"
        out.append(text or (f"{item.before}\n\n" if item.before else ""))
    return out


def documents(items: Sequence[Item], data: Path) -> list[Document]:
    """Return each item as a document that ends with its sentence."""
    out = []
    for number, (item, lead) in enumerate(zip(items, leads(items, data), strict=True)):
        starts = [s.start for s in segment(lead)][-LEAD:] if lead.strip() else []
        text = (lead[starts[0] :] if starts else "") + item.text
        out.append(Document(str(number), "corpus", text, "", date=item.date, sentences=tuple(segment(text))))
    return out


def examples(items: Sequence[Item], data: Path) -> Iterator[Example]:
    """Yield the participants of the items whose words give no code."""
    stages, names, lexicon = load_stages(ReadOptions()), resolver(), Lexicon.load()
    found = documents(items, data)
    for at in range(0, len(found), 200):
        part = found[at : at + 200]
        for item, document, annotated in zip(items[at : at + 200], part, stages.annotate(part), strict=True):
            mentions = names.document(document.text, annotated, document.date, "")
            participants = Participants(lexicon, Mentions(mentions))
            yield from _of_item(item, document, annotated, participants, Affiliations(mentions))


def _of_item(
    item: Item, document: Document, annotations: Sequence[Annotation], participants: Participants, affiliations: Affiliations
) -> Iterator[Example]:
    lead = len(document.text) - len(item.text)
    graphs = [Graph(a) for a in annotations if a.words and a.end > lead]
    for claim in item.claims:
        sides = {"actor": claim.actors, "recipient": claim.recipients, "speaker": claim.speakers}
        heads = {role: {h: p for p in parts if (h := _head(graphs, p, lead))} for role, parts in sides.items()}
        known = {
            role: {p.code for graph, word in of for p in participants.of_word(graph, word) if p.code}
            for role, of in heads.items()
        }
        for role, of in heads.items():
            others = frozenset(known["recipient" if role == "actor" else "actor"])
            for (graph, word), part in of.items():
                if any(p.code for p in participants.of_word(graph, word)):
                    continue
                gold = {p.code for p in sides[role] if (p.start, p.end) == (part.start, part.end) and p.code}
                mention = participants.mentions.at(graph.annotation.sentence, word)
                asked = Asked(graph, word, role, claim.type, mention.sector if mention else "", others)
                candidates = affiliations.candidates(asked)
                right = next(iter(gold)) if len(gold) == 1 else ""
                yield Example(is_held_back(item.file), candidates, right if right in candidates else "", bool(gold))


def _head(graphs: Sequence[Graph], part: Part, lead: int) -> tuple[Graph, int] | None:
    for graph in graphs:
        words = graph.words
        inside = {
            i for i, w in enumerate(words) if w.start >= lead + part.start and w.end <= lead + part.end and w.upos != "PUNCT"
        }
        top = [i for i in sorted(inside) if words[i].head not in inside]
        if top:
            return graph, top[0]
    return None


def fit(samples: Sequence[Example], seed: int = 1) -> dict[str, float]:
    """Return the weights of the features that are seen often enough."""
    seen = Counter(f for s in samples for f in {f for fs in s.candidates.values() for f in fs})
    index = {f: i for i, f in enumerate(f for f, n in seen.items() if n >= RARE)}
    data = []
    for sample in samples:
        rows = [np.array([index[f] for f in fs if f in index], dtype=np.int64) for fs in sample.candidates.values()]
        data.append((rows, list(sample.candidates).index(sample.right)))
    table, sums, counts = np.zeros(len(index)), np.full(len(index), 1e-8), np.zeros(len(index))
    chance, total = random.Random(seed), np.zeros(len(index))
    for _ in range(EPOCHS):
        chance.shuffle(data)
        for rows, right in data:
            scores = np.array([table[r].sum() for r in rows])
            share = np.exp(scores - scores.max())
            share /= share.sum()
            share[right] -= 1
            for row, slope in zip(rows, share, strict=True):
                if abs(slope) > 1e-3:
                    sums[row] += slope * slope
                    table[row] -= RATE * slope / np.sqrt(sums[row])
        table = np.sign(table) * np.maximum(0, np.abs(table) - PENALTY * RATE * len(data) / np.sqrt(sums) / 10)
        total += table
        counts += 1
    mean = total / counts
    return {f: round(float(mean[i]), 3) for f, i in index.items() if abs(mean[i]) >= LEAST}


def tell(samples: Sequence[Example], table: dict[str, float]) -> None:
    """Print how often the choice is right, where there is one and where nobody is."""
    counts: Counter[str] = Counter()
    for s in samples:
        scores = {c: sum(table.get(f, 0.0) for f in fs) for c, fs in s.candidates.items()}
        best = max(scores, key=lambda c: (scores[c], c == ""))
        counts["given" if best else "left"] += 1
        counts["given right" if best else "left right"] += best == s.right and (bool(best) or not s.told)
        counts["told"] += s.told
        counts["reachable"] += bool(s.right)
    print(f"{len(samples)} participants without a code of their own; the corpus gives {counts['told']} one, "
          f"{counts['reachable']} that of a candidate")  # fmt: skip
    share = counts["given right"] / max(1, counts["given"])
    print(f"given a code {counts['given']}, right {counts['given right']} ({share:.2f}); "
          f"left without {counts['left']}, right {counts['left right']}")  # fmt: skip


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=ROOT / "../shared/data")
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    found = list(examples(corpus(ROOT / "training/data", options.data), options.data))
    held = [s for s in found if s.held_back]
    table = weights() if options.check else fit([s for s in found if not s.held_back])
    tell(held, table)
    if not options.check:
        with WEIGHTS.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerows([COLUMNS, *sorted(table.items())])
        print(f"{WEIGHTS}: {len(table)} weights")


if __name__ == "__main__":
    main()
