"""The trainer of coreference: GUM's files are read, the gradient is right, and a rule in the samples is learned."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("scipy", reason="the extra `bench` is not installed")

from chain_weights import Options, Sample, fit, gradient, write
from comity.actors.chains import Ranker, slots
from gum_coref import gold_keys, load_gum

FILE = """\
# newdoc id = GUM_news_test
# meta::dateCreated = 2011-04-13
# newpar
# text = Bolden said it's his.
1\tBolden\tBolden\tPROPN\tNNP\t_\t2\tnsubj\t_\tEntity=(1-person-new-sssss-cf1-1-coref-Charles_Bolden)
2\tsaid\tsay\tVERB\tVBD\t_\t0\troot\t_\t_
3-4\tit's\t_\t_\t_\t_\t_\t_\t_\t_
3\tit\tit\tPRON\tPRP\t_\t5\tnsubj\t_\tEntity=(2-object-acc:inf-nnnnn-cf2-1-sgl)
4\t's\tbe\tAUX\tVBZ\t_\t5\tcop\t_\t_
5\this\this\tPRON\tPRP\t_\t2\tccomp\t_\tEntity=(1-person-giv:act-sssss-cf1-1-ana)|SpaceAfter=No
6\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_

# newpar
# text = Bolden and his wife left.
1\tBolden\tBolden\tPROPN\tNNP\t_\t5\tnsubj\t_\tEntity=(3-person-acc:aggr-nnnnn-cf1-1,4-coref(1-person-giv:act-sssss-cf1-1-coref-Charles_Bolden)
2\tand\tand\tCCONJ\tCC\t_\t4\tcc\t_\t_
3\this\this\tPRON\tPRP$\t_\t4\tnmod:poss\t_\tEntity=(4-person-new-nnnnn-cf2-2-sgl(1-person-giv:act-sssss-cf1-1-ana)
4\twife\twife\tNOUN\tNN\t_\t1\tconj\t_\tEntity=4)3)
5\tleft\tleave\tVERB\tVBD\t_\t0\troot\t_\tSpaceAfter=No
6\t.\t.\tPUNCT\t.\t_\t5\tpunct\t_\t_

"""


def test_documents_are_read(tmp_path: Path) -> None:
    (tmp_path / "dep").mkdir()
    (tmp_path / "dep/GUM_news_test.conllu").write_text(FILE, encoding="utf-8")
    (tmp_path / "splits.md").write_text("## dev\n\n  * GUM_news_test\n", encoding="utf-8")
    (document,) = load_gum(tmp_path)
    assert (document.part, document.date) == ("dev", "2011-04-13")
    assert document.text == "Bolden said it's his.\n\nBolden and his wife left."
    marked = [(document.text[m.start : m.end], m.kind, m.chain) for m in document.mentions]
    assert marked == [
        ("Bolden", "name", 1), ("it", "pronoun", 2), ("his", "pronoun", 1), ("Bolden and his wife", "name", 3),
        ("Bolden", "name", 1), ("his wife", "noun", 4), ("his", "pronoun", 1),
    ]  # fmt: skip
    keys = gold_keys(document)
    start = document.text.rindex("Bolden")
    assert keys[start, 0].chain == 1 and keys[start, 1].chain == 3  # of one head the shorter phrase comes first


def sample(seed: int) -> Sample:
    """Return six mentions with all earlier ones as candidates; the right one is known by a weight of its own."""
    chance = np.random.default_rng(seed)
    later = np.array([(j, i) for j in range(1, 6) for i in range(j - 1, -1, -1)]).T[0]
    right = np.zeros(len(later))
    for j in range(1, 5):  # the last one is new
        right[chance.choice(np.flatnonzero(later == j))] = 1
    new = np.array([1.0, 0, 0, 0, 0, 1])
    rows = np.stack([chance.integers(10, 20, len(later)), np.where(right > 0, 1, 2)], axis=1)
    fresh = np.stack([np.where(new > 0, 3, 4), chance.integers(20, 25, 6)], axis=1)
    starts = np.flatnonzero(np.diff(later, prepend=-1))
    return Sample(rows, fresh, later, starts, right, new, np.where(right > 0, 0.0, 0.5), np.where(new > 0, 0.0, 1.5))


def test_the_gradient_is_that_of_the_loss() -> None:
    weights = np.random.default_rng(1).normal(size=len(slots()[0]))
    one = sample(2)
    _, slope = gradient(weights, one)
    for place in range(25):
        step = np.zeros(len(weights))
        step[place] = 1e-5
        measured = (gradient(weights + step, one)[0] - gradient(weights - step, one)[0]) / 2e-5
        assert measured == pytest.approx(slope[place], abs=1e-5)


def test_what_tells_right_from_wrong_is_learned() -> None:
    samples = [sample(seed) for seed in range(20)]
    weights = fit(samples, Options())
    assert weights[1] > 0.5 > weights[2] and weights[3] > weights[4]
    assert np.array_equal(weights, fit(samples, Options()))  # the seed decides
    assert 0 < np.count_nonzero(weights) <= 25


def test_weights_are_found_again(tmp_path: Path) -> None:
    weights = np.zeros(len(slots()[0]))
    weights[[0, 7, len(weights) - 1]] = (0.5, -1.25, 2.0)
    assert write(weights, tmp_path / "weights.csv") == 3
    assert np.array_equal(Ranker.load(tmp_path / "weights.csv").weights, weights)
