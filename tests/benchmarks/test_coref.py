"""The benchmark of events across documents: its readers, what it sees of pairs, and its clusters."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("scipy", reason="the extra `bench` is not installed")

import coref
from comity.annotate import Annotator, Bundle
from coref_mentions import Corpus, Mention, describe, ecbplus, groups_of, leads, pairs, stories
from coref_scores import conll, score

SENTENCES = {
    "1_1ecb": ["Police arrested the actor in Selm on Monday .", "The arrest came after a search ."],
    "1_2ecb": ["The actor was arrested in Selm ."],
    "1_1ecbplus": ["A court in Verl arrested a banker ."],
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    lines, mentions = [], []
    for doc, sentences in SENTENCES.items():
        for number, text in enumerate(sentences):
            words = text.split()
            lines += [f"{doc}\t{number}\t{n}\t{word}\t-" for n, word in enumerate(words)]
            at = next(n for n, w in enumerate(words) if w.startswith("arrest"))
            chain = "other" if doc.endswith("plus") else "one"
            mentions.append({"doc_id": doc, "sent_id": number, "tokens_number": [at], "coref_chain": chain})
    (tmp_path / "ECB_Dev_corpus.txt").write_text("\n".join(lines), encoding="utf-8")
    (tmp_path / "ECB_Dev_Event_gold_mentions.json").write_text(json.dumps(mentions), encoding="utf-8")
    return tmp_path


def test_ecbplus_is_read_with_its_subtopics(folder: Path) -> None:
    corpus = ecbplus(folder, "Dev")
    assert [corpus.sentences[m.sentence][m.words[0]] for m in corpus.mentions] == ["arrested", "arrest", "arrested", "arrested"]
    assert [m.subtopic for m in corpus.mentions] == ["1_ecb"] * 3 + ["1_ecbplus"]
    assert {m.topic for m in corpus.mentions} == {"1"}


def test_a_story_has_the_mentions_of_its_gold() -> None:
    corpus = stories(coref.ROOT / "benchmarks/data/stories", [1])
    words = [" ".join(corpus.sentences[m.sentence][w] for w in m.words) for m in corpus.mentions]
    assert words[:2] == ["met", "trip"]
    assert "put their names to" in words
    assert len({m.subtopic for m in corpus.mentions}) == 1


def test_leads_have_the_mentions_that_are_marked(tmp_path: Path) -> None:
    file = tmp_path / "leads.txt"
    file.write_text(
        "# raid\nMen [held up|r] a bank. They [fled].\n\nThe [raid|r] was short, police [said].\n# fire\nA mill [burned|r].\n"
    )
    corpus = leads(file)
    assert [" ".join(corpus.sentences[m.sentence][w] for w in m.words) for m in corpus.mentions] == [
        "held up", "fled", "raid", "said", "burned",
    ]  # fmt: skip
    held, fled, raid, said, burned = (m.chain for m in corpus.mentions)
    assert held == raid
    assert len({held, fled, said, burned}) == 4
    assert [m.topic for m in corpus.mentions] == ["raid"] * 4 + ["fire"]
    assert corpus.documents == ["raid/0", "raid/0", "raid/1", "fire/0"]


def test_no_mark_of_the_leads_is_left_in_their_text() -> None:
    corpus = leads(coref.ROOT / "benchmarks/data/leads.txt")
    assert len({m.topic for m in corpus.mentions}) == 25
    assert not {"[", "]", "|"} & {w for s in corpus.sentences for w in s}


def test_the_lemma_heuristic_and_what_a_pair_shows(folder: Path) -> None:
    bundle = Bundle.load(None)
    described = describe(ecbplus(folder, "Dev"), bundle, Annotator(bundle, 1))
    data = coref.Data(described, groups_of([m.subtopic for m in described.corpus.mentions]))
    assert data.features["root"].tolist() == [1, 1, 1]  # the pairs of the first three mentions
    assert data.features["same_document"].tolist() == [1, 0, 0]
    assert all(np.isfinite(v).all() for v in data.features.values())
    linked = np.ones(3, np.float32)
    assert sorted(map(len, coref.connected(data, linked))) == [1, 3]
    assert conll(score([(coref.key(list(data.chains)), coref.connected(data, linked))])) == pytest.approx(1)
    near = coref.lemma_pairs(data, 0.0)
    assert (coref.lemma_pairs(data, 2.0) <= near).all()
    plain, learned = data.matrix(None), data.matrix(np.zeros(3, np.float32))
    assert plain.shape[0] == learned.shape[0] == 3
    assert plain.shape[1] < learned.shape[1]


def test_average_linkage_is_cut_at_the_threshold() -> None:
    corpus = Corpus("made", [["a"]], ["d"], [Mention(0, (0,), str(n), "t", "t") for n in range(4)])
    groups = groups_of([m.topic for m in corpus.mentions])
    one, other = pairs(groups)
    likely = np.array([0.9 if {a, b} <= {0, 1} or {a, b} <= {2, 3} else 0.1 for a, b in zip(one, other, strict=True)], np.float32)
    assert sorted(sorted(c) for c in coref._cut(groups, likely, 0.5)) == [[0, 1], [2, 3]]  # type: ignore[type-var]
    assert len(coref._cut(groups, likely, 0.95)) == 4
    assert len(coref._cut(groups, likely, 0.05)) == 1


def test_logistic_regression_learns_which_feature_counts() -> None:
    rng = np.random.default_rng(1)
    x = rng.normal(size=(400, 3)).astype(np.float32)
    weights, _ = coref.logistic(x, (x[:, 1] > 0).astype(np.float32))
    assert weights[1] > 10 * max(abs(weights[0]), abs(weights[2]))
