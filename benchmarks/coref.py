"""Which mentions of events, in different documents, are of one event: the CoNLL score on the development part of ECB+.

    python benchmarks/coref.py --data ../shared/data [--train] [--stories] [--meantime] [--topics gold|predicted]

Gold mentions are given, and chains of one mention count too, as is usual (Cybulska and Vossen 2015; Barhom et al. 2019).
Mentions are compared within a topic: ``gold`` takes the two seminal events of each topic of the corpus apart, as the names of
its files do; ``predicted`` clusters the documents by the cosine of their words (tf-idf, average linkage). Compared are

- ``lemma``: mentions of one topic with the same head lemma (Barhom et al. 2019, section 5);
- ``lemma, alike``: the same where their documents have a cosine of at least delta besides (Upadhyay et al. 2016);
- ``kin``: with heads of one root or of one list of near-synonyms (``words.toml`` of ``comity.reconcile``);
- ``permitted``: a logistic score of each pair (:mod:`coref_mentions`), clustered by average linkage, fitted on the leads that
  this project wrote for it (``benchmarks/data/leads.txt``: 25 topics, each of events that are easily confused), which may feed
  weights that ship. It leaves out the encoder's vectors, which 525 mentions are too few to weigh. ``--stories`` adds the
  stories, whose gold knows coded claims only, ``--meantime`` MEANTIME, which has six events that two documents tell of;
- ``trained``: the same with vectors, fitted on the train part of ECB+, with ``--train``; such weights never ship.

Delta and the threshold of ``trained`` are the best of the train part, the threshold of ``permitted`` the best of its own corpora
by cross-validation over topics, and in a second row the best of the train part. Seconds are those of comparing and clustering;
annotating comes first and is given apart.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import defaultdict
from collections.abc import Hashable, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.linalg import eigh
from scipy.spatial.distance import squareform

from comity.annotate import Annotator, Bundle
from coref_mentions import (
    Corpus,
    Described,
    Matrix,
    describe,
    document_vectors,
    ecbplus,
    features,
    groups_of,
    leads,
    meantime,
    pairs,
    stories,
    unit,
)
from coref_scores import METRICS, Tally, conll, score

RIDGE = 10.0
FOLDS = 5
ALIKE = 0.14  # cosine from which documents are of one topic, on average; best for the train part
THRESHOLDS = (0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6)
DELTAS = (0.0, 0.05, 0.1, 0.15, 0.2, 0.25)
# what the score adds up: features, and products of features with `kin`
TERMS: tuple[tuple[str, ...], ...] = (
    *((n,) for n in ("lemma", "root", "kin", "prefix", "same_sentence", "names", "subject", "modifiers", "in_sentence", "pronoun",
                     "verb_noun", "other_particle")),
    *(("kin", n) for n in ("document", "words", "arguments", "same_document", "near", "names", "rare", "speech", "light")),
)  # fmt: skip
WITH_VECTORS = (*((n,) for n in ("vector", "bare", "context", "learned")), ("kin", "vector"), ("kin", "learned"))
Groups = Sequence[NDArray[np.int64]]


class Space:
    """Directions of the encoder's vectors in which mentions of one chain are near and others are far: discriminant analysis
    (Fisher 1936) with a within-chain covariance that is shrunk towards a multiple of the unit matrix."""

    def __init__(self, vectors: NDArray[Any], chains: Sequence[str], size: int = 100) -> None:
        self.mean = vectors.mean(0)
        x = vectors - self.mean
        _, chain = np.unique(chains, return_inverse=True)
        counts = np.bincount(chain)
        means = np.zeros((len(counts), x.shape[1]))
        np.add.at(means, chain, x)
        within = x - (means / counts[:, None])[chain]
        scatter = within.T @ within / max(1, int((counts - 1).sum()))
        scatter += np.trace(scatter) / len(scatter) * np.eye(len(scatter))
        self.axes = eigh(x.T @ x / len(x), scatter)[1][:, ::-1][:, :size]

    def cosine(self, vectors: NDArray[Any], one: NDArray[np.int64], other: NDArray[np.int64]) -> Matrix:
        """Return the cosine of pairs of rows."""
        y = unit((vectors - self.mean) @ self.axes)
        return np.einsum("ij,ij->i", y[one], y[other])


class Data:
    """A corpus with the pairs of its topics."""

    def __init__(self, described: Described, groups: Groups) -> None:
        self.described = described
        self.groups = groups
        self.one, self.other = pairs(groups)
        self.chains = np.array([m.chain for m in described.corpus.mentions])
        self.same = (self.chains[self.one] == self.chains[self.other]).astype(np.float32)
        self.features = features(described, groups)
        self.vectors = np.concatenate([described.vectors, described.bare], 1)
        topics = sorted({m.topic for m in described.corpus.mentions})
        turn = dict(zip(np.random.default_rng(0).permutation(topics), np.arange(len(topics)) % FOLDS, strict=True))
        self.fold = np.array([turn[m.topic] for m in described.corpus.mentions])

    def matrix(self, learned: Matrix | None) -> Matrix:
        """Return the terms of all pairs; those of vectors only with the cosine ``learned`` of them."""
        f = self.features if learned is None else {**self.features, "learned": learned}
        terms = TERMS if learned is None else TERMS + WITH_VECTORS
        return np.stack([np.prod([f[n] for n in term], axis=0) for term in terms], 1)

    def clusters(self, likely: Matrix, threshold: float) -> list[list[Hashable]]:
        """Return the clusters of average linkage, cut where the mean probability falls below the threshold."""
        return _cut(self.groups, likely, threshold)


def _cut(groups: Groups, likely: Matrix, threshold: float) -> list[list[Hashable]]:
    found: list[list[Hashable]] = []
    start = 0
    for group in groups:
        count = len(group) * (len(group) - 1) // 2
        labels = np.ones(1)
        if count:
            tree = linkage(np.clip(1 - likely[start : start + count], 0, None), "average")
            labels = fcluster(tree, 1 - threshold, "distance")
        found += [[int(i) for i in group[labels == k]] for k in np.unique(labels)]
        start += count
    return found


def key(chains: Sequence[str]) -> list[list[Hashable]]:
    """Return the gold chains."""
    found: dict[str, list[Hashable]] = defaultdict(list)
    for i, chain in enumerate(chains):
        found[chain].append(i)
    return list(found.values())


def logistic(x: Matrix, y: Matrix) -> tuple[NDArray[Any], float]:
    """Return weights and bias of a ridge-penalised logistic regression by Newton's method, on standardised features."""
    middle, spread = x.mean(0), x.std(0) + 1e-6
    z = np.concatenate([(x - middle) / spread, np.ones((len(x), 1), np.float32)], 1).astype(np.float32)
    w = np.zeros(z.shape[1])
    penalty = np.r_[np.full(z.shape[1] - 1, RIDGE), 1e-6]
    for _ in range(30):
        p = 1 / (1 + np.exp(-np.clip(z @ w.astype(np.float32), -30, 30)))
        step = np.linalg.solve((z * (p * (1 - p))[:, None]).T @ z + np.diag(penalty), z.T @ (p - y) + penalty * w)
        w -= step
        if np.abs(step).max() < 1e-4:
            break
    return w[:-1] / spread, float(w[-1] - middle @ (w[:-1] / spread))


class Scorer:
    """Fitted on corpora. With vectors, the learned cosine of a training pair comes from a space that has not seen its topic."""

    def __init__(self, corpora: Sequence[Data], vectors: bool, leave: int = -1) -> None:
        self.space = _space(corpora, {leave}) if vectors else None
        rows, same = [], []
        for k in set(range(FOLDS)) - {leave}:
            space = _space(corpora, {leave, k}) if vectors else None
            for d in corpora:
                mine = d.fold[d.one] == k
                if mine.any():
                    rows.append(d.matrix(_learned(space, d))[mine])
                    same.append(d.same[mine])
        self.weights, self.bias = logistic(np.concatenate(rows), np.concatenate(same))

    def __call__(self, d: Data) -> Matrix:
        """Return the probability of each pair to be of one event."""
        x = d.matrix(_learned(self.space, d))
        return np.asarray(1 / (1 + np.exp(-(x @ self.weights + self.bias))), np.float32)


def _space(corpora: Sequence[Data], without: set[int]) -> Space:
    kept = [~np.isin(d.fold, list(without)) for d in corpora]
    vectors = np.concatenate([d.vectors[k] for d, k in zip(corpora, kept, strict=True)])
    return Space(vectors, [c for d, k in zip(corpora, kept, strict=True) for c in d.chains[k]])


def _learned(space: Space | None, d: Data) -> Matrix | None:
    return None if space is None else space.cosine(d.vectors, d.one, d.other)


def threshold(corpora: Sequence[Data], vectors: bool) -> float:
    """Return the threshold of the best CoNLL score over the corpora, each topic scored by what was fitted without it."""
    likely = [np.zeros(len(d.one), np.float32) for d in corpora]
    for k in range(FOLDS):
        scorer = Scorer(corpora, vectors, k)
        for d, mine in zip(corpora, likely, strict=True):
            chosen = d.fold[d.one] == k
            mine[chosen] = scorer(d)[chosen]
    return best_cut(corpora, likely)


def best_cut(corpora: Sequence[Data], likely: Sequence[Matrix]) -> float:
    """Return the threshold of the best CoNLL score."""
    figures = {}
    for t in THRESHOLDS:
        figures[t] = conll(score((key(list(d.chains)), d.clusters(p, t)) for d, p in zip(corpora, likely, strict=True)))
    return max(THRESHOLDS, key=figures.__getitem__)


def lemma_pairs(d: Data, delta: float) -> Matrix:
    """Return 1 for pairs with one head lemma in documents with a cosine of ``delta`` at least."""
    near = (d.features["document"] >= delta) | (d.features["same_document"] > 0)
    return np.asarray((d.features["lemma"] > 0) & near, np.float32)


def connected(d: Data, linked: Matrix) -> list[list[Hashable]]:
    """Return the clusters that links make."""
    parent = list(range(len(d.chains)))

    def top(i: int) -> int:
        while parent[i] != i:
            parent[i] = i = parent[parent[i]]
        return i

    for a, b in zip(d.one[linked > 0], d.other[linked > 0], strict=True):
        parent[top(int(a))] = top(int(b))
    return key([str(top(i)) for i in range(len(parent))])


def topics(described: Described, kind: str) -> Groups:
    """Return the mentions of each topic."""
    mentions = described.corpus.mentions
    if kind == "gold":
        return groups_of([m.subtopic for m in mentions])
    names, rows, _ = document_vectors(described)
    far = np.clip(1 - rows @ rows.T, 0, None)
    np.fill_diagonal(far, 0)
    labels = fcluster(linkage(squareform((far + far.T) / 2, checks=False), "average"), 1 - ALIKE, "distance")
    of = dict(zip(names, labels, strict=True))
    return groups_of([str(of[described.corpus.documents[m.sentence]]) for m in mentions])


def line(name: str, tallies: dict[str, Tally], seconds: float) -> str:
    """Return the figures of a system, in per cent."""
    each = ((n, 100 * tallies[n].f1, 100 * tallies[n].recall, 100 * tallies[n].precision) for n in METRICS)
    parts = ", ".join(f"{n} {f1:.1f} ({recall:.1f}, {precision:.1f})" for n, f1, recall, precision in each)
    return f"  {name:13} CoNLL {100 * conll(tallies):.1f}   {parts}   {seconds:.1f} s"


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=ROOT / "../shared/data")
    parser.add_argument("--train", action="store_true", help="fit on the train part of ECB+ too")
    parser.add_argument("--stories", action="store_true", help="fit what is permitted on the stories too")
    parser.add_argument("--meantime", action="store_true", help="fit what is permitted on MEANTIME too")
    parser.add_argument("--topics", choices=("gold", "predicted"), action="append")
    args = parser.parse_args()
    bundle = Bundle.load(None)
    annotator = Annotator(bundle)
    folder = args.data / "coref"

    def made(corpus: Corpus) -> Described:
        return describe(corpus, bundle, annotator)

    began = time.perf_counter()
    dev = made(ecbplus(folder / "ecbplus", "Dev"))
    print(f"{dev.corpus.name}: {len(dev.corpus.mentions):,} mentions, {len(dev.lemmas):,} sentences annotated", end="")
    print(f" in {time.perf_counter() - began:.1f} s; F1 (recall, precision)")
    train = made(ecbplus(folder / "ecbplus", "Train"))
    free = [made(leads(ROOT / "benchmarks/data/leads.txt"))]
    if args.stories:
        free.append(made(stories(ROOT / "benchmarks/data/stories", range(1, 41))))
    if args.meantime:
        free.append(made(meantime(folder / "meantime")))
    permitted = [Data(d, topics(d, "gold")) for d in free]
    fitted = {"permitted": permitted}
    for kind in args.topics or ("gold", "predicted"):
        tuning, test = Data(train, topics(train, kind)), Data(dev, topics(dev, kind))
        if args.train:
            fitted["trained"] = [tuning]
        print(f"{kind} topics: {len(test.groups)}")
        gold = key(list(test.chains))
        start = time.perf_counter()
        print(line("lemma", score([(gold, connected(test, lemma_pairs(test, 0)))]), time.perf_counter() - start))
        wanted = key(list(tuning.chains))
        best = max(DELTAS, key=lambda delta: conll(score([(wanted, connected(tuning, lemma_pairs(tuning, delta)))])))
        start = time.perf_counter()
        found = connected(test, lemma_pairs(test, best))
        print(line("lemma, alike", score([(gold, found)]), time.perf_counter() - start) + f", delta {best}")
        start = time.perf_counter()
        print(line("kin", score([(gold, connected(test, test.features["kin"]))]), time.perf_counter() - start))
        for name, corpora in fitted.items():
            vectors = name == "trained"
            scorer, cut = Scorer(corpora, vectors), threshold(corpora, vectors)
            start = time.perf_counter()
            features(test.described, test.groups)
            found = test.clusters(scorer(test), cut)
            print(line(name, score([(gold, found)]), time.perf_counter() - start) + f", threshold {cut}", flush=True)
            if args.train and not vectors:
                cut = best_cut([tuning], [scorer(tuning)])
                found = test.clusters(scorer(test), cut)
                print(line("", score([(gold, found)]), 0) + f", threshold {cut}, the best of the train part", flush=True)


if __name__ == "__main__":
    main()
