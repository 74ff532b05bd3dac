"""Measure the model bundle: accuracy of tags, trees, lemmas and names, and speed.

    python benchmarks/annotate.py --data ../shared/data

Prints one line a figure. Gold tokens: the words of the treebank. Raw text: the package's own words, aligned to the
treebank's by their characters, so that a word split otherwise counts as wrong (F1). The sources are read by
``training/data.py``; nothing here needs torch.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "training"))

from comity.annotate import Annotator, Bundle, SentenceText
from comity.records.annotation import Annotation
from data import Sample, load
from names import IGNORE, spans

GOLD = ("ewt-dev", "gum-dev", "gum-test")
NAMED = ("gmb", "re3d", "gum-test", "uner-ewt-dev")


def gold_figures(annotator: Annotator, samples: Sequence[Sample]) -> dict[str, float]:
    """Return UPOS, UAS, LAS and lemma accuracy on gold words, in per cent."""
    lemma = annotator.bundle.lemmatizer.lemma
    hits = dict.fromkeys(("upos", "uas", "las", "lemma", "lemma, gold upos"), 0)
    words = 0
    for sample, found in zip(samples, annotator.tag([s.words for s in samples]), strict=True):
        for i, word in enumerate(sample.words):
            words += 1
            right = found.heads[i] == sample.heads[i] - 1
            hits["upos"] += found.upos[i] == sample.upos[i]
            hits["uas"] += right
            hits["las"] += right and found.deprels[i] == sample.deprels[i]
            hits["lemma"] += lemma(word, found.upos[i]) == sample.lemmas[i]
            hits["lemma, gold upos"] += lemma(word, sample.upos[i]) == sample.lemmas[i]
    return {k: 100 * v / words for k, v in hits.items()}


def _characters(words: Sequence[str]) -> list[tuple[int, int]]:
    """Return the span of each word in the text without white space."""
    out, place = [], 0
    for word in words:
        n = len("".join(word.split()))
        out.append((place, place + n))
        place += n
    return out


def raw_figures(annotator: Annotator, samples: Sequence[Sample]) -> dict[str, float]:
    """Return the F1 of words, UPOS, UAS and LAS from raw text, in per cent.

    Treebank sentences whose words do not spell their text (``wanna`` as ``want to``) are left out.
    """
    kept = [s for s in samples if "".join(s.text.split()) == "".join("".join(s.words).split())]
    results = annotator.annotate([SentenceText(s.text) for s in kept])
    hits = dict.fromkeys(("words", "upos", "uas", "las"), 0)
    total = 0
    for sample, found in zip(kept, results, strict=True):
        gold = _characters(sample.words)
        mine = _characters([w.text for w in found.words])
        place = {span: i for i, span in enumerate(gold)}
        total += len(gold) + len(mine)
        for word, span in zip(found.words, mine, strict=True):
            i = place.get(span)
            if i is None:
                continue
            head = mine[word.head] if word.head >= 0 else None
            right = head == (gold[sample.heads[i] - 1] if sample.heads[i] else None)
            hits["words"] += 1
            hits["upos"] += word.upos == sample.upos[i]
            hits["uas"] += right
            hits["las"] += right and word.deprel == sample.deprels[i]
    return {k: 200 * v / total for k, v in hits.items()} | {"sentences": len(kept), "left out": len(samples) - len(kept)}


def name_figures(annotator: Annotator, samples: Sequence[Sample]) -> dict[str, float]:
    """Return precision, recall and F1 of names (exact span and label), and the F1 of each label, in per cent.

    Words of unknown label count for nobody.
    """
    counts: dict[str, list[int]] = {}
    for sample, found in zip(samples, annotator.tag([s.words for s in samples]), strict=True):
        known = [t != IGNORE for t in sample.entities]
        mine = {(e.first, e.last, e.label) for e in found.entities if all(known[e.first : e.last + 1])}
        gold = set(spans(["O" if t == IGNORE else t for t in sample.entities]))
        for label in ("PER", "ORG", "LOC"):
            row = counts.setdefault(label, [0, 0, 0])
            a, b = ({s for s in side if s[2] == label} for side in (mine, gold))
            for i, n in enumerate((len(a & b), len(a), len(b))):
                row[i] += n
    right, found_all, wanted = (sum(r[i] for r in counts.values()) for i in range(3))
    out = {"precision": 100 * right / max(1, found_all), "recall": 100 * right / max(1, wanted)}
    out["f1"] = 200 * right / max(1, found_all + wanted)
    return out | {label: 200 * r[0] / max(1, r[1] + r[2]) for label, r in counts.items()}


def speed(bundle: Bundle, texts: Sequence[str], threads: int) -> float:
    """Return sentences a second, the best of three runs after one to warm up."""
    annotator = Annotator(bundle, threads)
    sentences = [SentenceText(t) for t in texts]
    annotator.annotate(sentences[:200])
    best = 0.0
    for _ in range(3):
        start = time.perf_counter()
        found: list[Annotation] = annotator.annotate(sentences)
        best = max(best, len(found) / (time.perf_counter() - start))
    return best


def show(title: str, figures: dict[str, float]) -> None:
    """Print one line."""
    print(f"{title:32s} " + "  ".join(f"{k} {v:.2f}" if isinstance(v, float) else f"{k} {v}" for k, v in figures.items()))


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=ROOT / "../shared/data")
    parser.add_argument("--bundle", type=Path, default=None, help="folder of a bundle (default: the packaged one)")
    parser.add_argument("--threads", type=int, default=None)
    parser.add_argument("--json", type=Path, default=None, help="write the figures to this file too")
    parser.add_argument("--record", action="store_true", help="write the figures into the bundle's manifest too")
    parser.add_argument("--only", choices=("gold", "raw", "names", "speed"), default=None)
    args = parser.parse_args()
    bundle = Bundle.load(args.bundle)
    annotator = Annotator(bundle, args.threads)
    held = load(args.data).held
    figures: dict[str, dict[str, float]] = {}
    for part in GOLD if args.only in (None, "gold") else ():
        figures[f"gold tokens, {part}"] = gold_figures(annotator, held[part])
        show(f"gold tokens, {part}", figures[f"gold tokens, {part}"])
    for part in GOLD if args.only in (None, "raw") else ():
        figures[f"raw text, {part}"] = raw_figures(annotator, held[part])
        show(f"raw text, {part}", figures[f"raw text, {part}"])
    for part in NAMED if args.only in (None, "names") else ():
        if part in held:
            figures[f"names, {part}"] = name_figures(annotator, held[part])
            show(f"names, {part}", figures[f"names, {part}"])
    if args.only in (None, "speed"):
        texts = [s.text for part in ("ewt-dev", "gum-test") for s in held[part]]
        news = [" ".join(s.words) for s in held["gmb"]] * 3
        for threads in (1, 2):
            figures[f"speed, {threads} threads"] = {
                "treebank text, sentences/s": speed(bundle, texts, threads),
                "news (GMB), sentences/s": speed(bundle, news, threads),
            }
            show(f"speed, {threads} threads", figures[f"speed, {threads} threads"])
    if args.json:
        args.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    if args.record:
        path = bundle.folder / "manifest.json"
        rounded = {k: {n: round(v, 2) for n, v in row.items()} for k, row in figures.items()}
        manifest = {**bundle.manifest, "figures": {**bundle.manifest.get("figures", {}), **rounded}}
        path.write_text(json.dumps(manifest, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
