"""Fit the weights of coreference inside a document and write them to the package.

    python training/chain_weights.py --data ../shared/data [--dev]

Reads GUM's training documents as raw text, annotates them with the shipped bundle (no gold syntax, no gold mentions), finds
mentions and candidate pairs as the package does, and fits a log-linear antecedent ranker: the probability of all right
antecedents together, with costs of false links and false starts added to the scores (Durrett and Klein 2013, section 3.3),
by AdaGrad with a first-norm penalty (Duchi, Hazan and Singer 2011, section 5.1), so that most weights are zero and are not
written. A mention that GUM does not mark counts as new. ``--dev`` prints the CoNLL score on the development documents and
that of a cross-validation over the training documents, and writes nothing.
"""

from __future__ import annotations

import argparse
import csv
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

ROOT = Path(__file__).resolve().parent.parent
sys.path.append(str(ROOT / "benchmarks"))  # behind training/, which has modules of the same names

from comity.actors.chain_features import PAIR_FEATURES
from comity.actors.chain_mentions import find
from comity.actors.chain_pairs import pair
from comity.actors.chain_words import FOLDER
from comity.actors.chains import COLUMNS, Ranker, slots
from comity.records import Annotation
from coref_scores import conll, score
from gum_coref import GoldDocument, Key, annotate, gold_keys, key_of, load_gum

Numbers = NDArray[np.int64]
Weights = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Options:
    """How to fit. Costs: of a link of a new mention, of a start where there is an antecedent, of a wrong antecedent."""

    epochs: int = 15
    rate: float = 0.4
    penalty: float = 2e-4
    false_link: float = 0.1
    false_new: float = 1.5
    wrong_link: float = 0.5
    least: float = 0.02  # smaller weights are not written
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Sample:
    """A document as numbers: weights of each pair and of each mention's being new, and which of these are right."""

    rows: Numbers
    new: Numbers
    later: Numbers
    firsts: Numbers
    right: Weights
    right_new: Weights
    costs: Weights
    costs_new: Weights


def sample(document: GoldDocument, annotations: Sequence[Annotation], options: Options) -> Sample:
    """Return a document as numbers."""
    mentions = find(document.text, annotations)
    pairs = next(pair(mentions, block=max(1, len(mentions))))
    gold = gold_keys(document)
    keys = [key_of(annotations, t.mention.sentence, t.mention.head, t.mention.kind == "group") for t in mentions]
    chain = np.array([gold[k].chain if k in gold else -1 - i for i, k in enumerate(keys)])
    right = chain[pairs.later] == chain[pairs.earlier]
    new = np.ones(len(mentions), dtype=bool)
    new[pairs.later[right]] = False
    starts = np.array(slots()[1])
    return Sample(
        pairs.rows + starts[: len(PAIR_FEATURES)],
        pairs.new + starts[len(PAIR_FEATURES) :],
        pairs.later,
        np.flatnonzero(np.diff(pairs.later, prepend=-1)),
        right.astype(float),
        new.astype(float),
        np.where(right, 0.0, np.where(new[pairs.later], options.false_link, options.wrong_link)),
        np.where(new, 0.0, options.false_new),
    )


def gradient(weights: Weights, s: Sample) -> tuple[float, Weights]:
    """Return the loss of a document and its gradient."""
    n = len(s.new)
    scores, fresh = weights[s.rows].sum(axis=1) + s.costs, weights[s.new].sum(axis=1) + s.costs_new
    top = fresh.copy()
    which = s.later[s.firsts]
    top[which] = np.maximum(top[which], np.maximum.reduceat(scores, s.firsts))
    e, e_new = np.exp(scores - top[s.later]), np.exp(fresh - top)
    total = np.bincount(s.later, e, n) + e_new
    good = np.maximum(np.bincount(s.later, e * s.right, n) + e_new * s.right_new, 1e-300)
    by_pair = e / total[s.later] - e * s.right / good[s.later]
    by_new = e_new / total - e_new * s.right_new / good
    out = np.bincount(s.rows.ravel(), np.repeat(by_pair, s.rows.shape[1]), len(weights))
    out += np.bincount(s.new.ravel(), np.repeat(by_new, s.new.shape[1]), len(weights))
    return float((np.log(total) - np.log(good)).sum()), out


def fit(samples: Sequence[Sample], options: Options, log: bool = False) -> Weights:
    """Return the weights, one document a step, in an order that the seed decides."""
    chance = np.random.default_rng(options.seed)
    weights = np.zeros(len(slots()[0]))
    squares = np.zeros(len(weights))
    for epoch in range(options.epochs):
        loss = 0.0
        for k in chance.permutation(len(samples)):
            if not len(samples[k].later):
                continue
            more, slope = gradient(weights, samples[k])
            loss += more
            squares += slope * slope
            step = np.divide(options.rate, np.sqrt(squares), out=np.zeros(len(weights)), where=squares > 0)
            weights -= step * slope
            shrink = step * options.penalty * len(samples[k].new)
            weights = np.sign(weights) * np.maximum(np.abs(weights) - shrink, 0)
        if log:
            print(f"epoch {epoch + 1}: loss {loss:.0f}, {np.count_nonzero(weights)} weights", file=sys.stderr)
    weights[np.abs(weights) < options.least] = 0
    return weights


def write(weights: Weights, path: Path) -> int:
    """Write the weights that are not zero, in the order of the features; return how many."""
    by_place = {place: key for key, place in slots()[0].items()}
    rows = [(*by_place[int(i)], f"{weights[i]:.3f}") for i in np.flatnonzero(weights)]
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(COLUMNS)
        out.writerows(rows)
    return len(rows)


def evaluate(weights: Weights, documents: Sequence[tuple[GoldDocument, list[Annotation]]]) -> float:
    """Return the CoNLL score of names and pronouns, as ``benchmarks/coreference.py`` measures it."""
    ranker = Ranker(weights)
    rows = []
    for document, sentences in documents:
        gold: dict[int, list[Key]] = defaultdict(list)
        for key, mention in gold_keys(document).items():
            if mention.kind != "noun":
                gold[mention.chain].append(key)
        found = [
            [key_of(sentences, m.sentence, m.head) for m in chain if m.kind in ("name", "pronoun")]
            for chain in ranker.chains(document.text, sentences)
        ]
        rows.append(([c for c in gold.values() if len(c) > 1], [c for c in found if len(c) > 1]))
    return conll(score(rows))


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=ROOT / "../shared/data")
    parser.add_argument("--out", type=Path, default=FOLDER / "weights.csv")
    parser.add_argument("--dev", action="store_true", help="measure, and write nothing")
    args = parser.parse_args()
    options = Options()
    documents = [d for d in load_gum(args.data / "gum") if d.part in (("train", "dev") if args.dev else ("train",))]
    read = list(zip(documents, annotate(documents), strict=True))
    train = [(d, a) for d, a in read if d.part == "train"]
    start = time.perf_counter()
    samples = [sample(d, a, options) for d, a in train]
    weights = fit(samples, options, log=True)
    print(f"fitted on {len(samples)} documents in {time.perf_counter() - start:.0f} s", file=sys.stderr)
    if not args.dev:
        print(f"{write(weights, args.out)} weights in {args.out}")
        return
    print(f"dev: CoNLL {100 * evaluate(weights, [r for r in read if r[0].part == 'dev']):.2f}")
    folds = 4
    held = []
    for fold in range(folds):
        part = fit([s for i, s in enumerate(samples) if i % folds != fold], options)
        held.append(100 * evaluate(part, train[fold::folds]))
    print(f"cross-validation: CoNLL {sum(held) / folds:.2f} ({', '.join(f'{h:.2f}' for h in held)})")


if __name__ == "__main__":
    main()
