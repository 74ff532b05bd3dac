"""The act between two marked parties: the relation benchmark of PLV (Hu et al. 2024, "Leveraging codebook knowledge ...").

    python benchmarks/plv.py FILE.tsv [--train FILE.tsv | --folds 5] [--confusions]

FILE has the columns ``sentence``, ``source``, ``target``, ``gold_root`` and ``gold_penta``. Without ``--train`` the shipped
model answers, which has seen no sentence of it: that measures transfer. With ``--train`` a support vector machine is fitted
on the model's vectors and the words of another file; with ``--folds`` on the same file, by cross-validation.

Roots are 15: CONCEDE and RETREAT are YIELD. PLV calls a future CONSULT, SUPPORT, COOPERATE or AID an AGREE, as PLOVER does, and
an act of cooperation that somebody will not do or did not do a REJECT. Its roots were carried over from CAMEO by the published
table (openeventdata/PLOVER, CAMEO2PLOVER-2021), where a verdict of a court is an ACCUSE (CAMEO 116).
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

QUADS = {1: "AGREE CONSULT SUPPORT", 2: "COOPERATE AID YIELD", 3: "ACCUSE REQUEST REJECT THREATEN",
         4: "PROTEST MOBILIZE SANCTION COERCE ASSAULT"}  # fmt: skip
ROOTS = [root for roots in QUADS.values() for root in roots.split()]
QUAD = {root: quad for quad, roots in QUADS.items() for root in roots.split()}
COOPERATIVE = {"AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT"}
WORDS, BETWEEN = 18, 12  # weights of the words of the sentence, and of those from one party to the other, beside the standardised
# vectors; these and the width of the kernel were chosen by cross-validation on PLV's training part
FOLDED = {"CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT"}


class Answer(NamedTuple):
    """The model's answer for one sentence: the probability of each root, and its vector; and the sentence."""

    scores: dict[str, float]
    vector: np.ndarray
    text: str
    between: str


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def answer(row: dict[str, str]) -> Answer:
    """Ask the model for the act between the two parties of a row."""
    from comity import relate

    spans = [span(row["sentence"], row[side]) for side in ("source", "target")]
    if spans == [None, None]:
        spans[0] = (0, len(row["sentence"]))
    found = relate(row["sentence"], *spans)
    scores = dict.fromkeys(ROOTS, 0.0)
    later = found.modality in ("future", "possible") and found.polarity == "affirmed"
    refused = found.polarity == "negated"
    for kind, value in found.types.items():
        root = "YIELD" if kind in ("CONCEDE", "RETREAT") else "ACCUSE" if kind == "SANCTION" and found.mode == "convict" else kind
        root = "REJECT" if refused and kind in COOPERATIVE else "AGREE" if later and kind in FOLDED else root
        scores[root] += value
    vector = np.concatenate([np.array(found.vector), np.log(np.array([scores[r] for r in ROOTS]) + 1e-6)])
    return Answer(scores, vector, row["sentence"], between(row["sentence"], *spans))


def span(sentence: str, words: str) -> tuple[int, int] | None:
    """Return where a party stands; None for "An actor" and "a recipient", who are named nowhere."""
    start = sentence.find(words.strip())
    return (start, start + len(words.strip())) if start >= 0 and words.strip() else None


def between(sentence: str, source: tuple[int, int] | None, target: tuple[int, int] | None) -> str:
    """Return the words from one party to the other with a word of its own for each; all words where one is named nowhere."""
    if not source or not target:
        return sentence
    (_, start, first), (end, _, last) = sorted([(*source, "theactor"), (*target, "therecipient")])
    return f"{first} {sentence[start:end]} {last}"


def fitted(train: Sequence[Answer], gold: Sequence[str], test: Sequence[Answer]) -> list[str]:
    """Return the roots of ``test`` by a support vector machine on ``train``: vectors, and runs of one to three words."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.preprocessing import StandardScaler
    from sklearn.svm import SVC

    scaler = StandardScaler().fit(np.stack([a.vector for a in train]))
    words, inner = (TfidfVectorizer(ngram_range=(1, 3), min_df=2, sublinear_tf=True) for _ in range(2))
    words.fit([a.text for a in train])
    inner.fit([a.between for a in train])

    def features(answers: Sequence[Answer]) -> np.ndarray:
        return np.hstack([
            scaler.transform(np.stack([a.vector for a in answers])),
            WORDS * words.transform([a.text for a in answers]).toarray(),
            BETWEEN * inner.transform([a.between for a in answers]).toarray(),
        ])  # fmt: skip

    model = SVC(C=10, gamma=0.04 / len(train[0].vector))
    model.fit(features(train), list(gold))
    return list(model.predict(features(test)))


def crossed(answers: Sequence[Answer], gold: Sequence[str], folds: int) -> list[str]:
    """Return the roots of all rows, each by a model fitted on the other folds."""
    from sklearn.model_selection import StratifiedKFold

    out = [""] * len(gold)
    for train, test in StratifiedKFold(folds, shuffle=True, random_state=1).split(np.zeros(len(gold)), list(gold)):
        found = fitted([answers[i] for i in train], [gold[i] for i in train], [answers[i] for i in test])
        for i, root in zip(test, found, strict=True):
            out[i] = root
    return out


def tell(name: str, gold: Sequence[str], found: Sequence[str], confusions: bool) -> None:
    from sklearn.metrics import accuracy_score, f1_score

    quads = [[QUAD[r] for r in side] for side in (gold, found)]
    root = f1_score(gold, found, labels=ROOTS, average="macro", zero_division=0)
    quad = f1_score(*quads, labels=list(QUADS), average="macro")
    print(f"{name}: root accuracy {accuracy_score(gold, found):.3f} macro-F1 {root:.3f}, "
          f"quad accuracy {accuracy_score(*quads):.3f} macro-F1 {quad:.3f}")  # fmt: skip
    if confusions:
        each = f1_score(gold, found, labels=ROOTS, average=None, zero_division=0)
        print("  " + "  ".join(f"{r} {v:.2f}" for r, v in zip(ROOTS, each, strict=True)))
        for (g, f), n in Counter((g, f) for g, f in zip(gold, found, strict=True) if g != f).most_common(20):
            print(f"  {g} taken for {f}: {n}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--train", type=Path)
    parser.add_argument("--folds", type=int, default=0)
    parser.add_argument("--confusions", action="store_true")
    options = parser.parse_args()
    test = rows(options.file)
    gold = [r["gold_root"] for r in test]
    answers = [answer(r) for r in test]
    tell("transfer", gold, [max(a.scores, key=a.scores.__getitem__) for a in answers], options.confusions)
    if options.train:
        train = rows(options.train)
        found = fitted([answer(r) for r in train], [r["gold_root"] for r in train], answers)
        tell(f"fitted on {options.train.name}", gold, found, options.confusions)
    if options.folds:
        tell(f"{options.folds}-fold", gold, crossed(answers, gold, options.folds), options.confusions)


if __name__ == "__main__":
    main()
