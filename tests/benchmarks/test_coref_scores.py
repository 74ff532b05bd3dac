"""Scores of coreference against the small examples of the papers that define them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("scipy", reason="the extra `bench` is not installed")

from coref_scores import METRICS, Tally, b_cubed, ceaf_phi4, conll, muc, score

Partition = list[set[str]]


def parts(text: str) -> Partition:
    """Read "abc de" as two chains."""
    return [set(chain) for chain in text.split()]


TRUTH = parts("12345 67 89ABC")  # the example of Bagga and Baldwin 1998 and of Luo 2005


def rounded(tally: Tally) -> tuple[float, float, float]:
    return round(tally.recall, 2), round(tally.precision, 2), round(tally.f1, 2)


def test_the_reference_example() -> None:
    """Pradhan et al. 2014, section 4: twinless mentions on both sides."""
    key, response = parts("abc defg"), parts("ab cd fghi")
    assert rounded(muc(key, response)) == (0.40, 0.40, 0.40)
    assert rounded(b_cubed(key, response))[:2] == (0.42, 0.50)
    assert rounded(ceaf_phi4(key, response)) == (0.65, 0.43, 0.52)


@pytest.mark.parametrize(
    ("key", "response", "recall", "precision"),
    [
        ("abcd", "ab cd", 2 / 3, 1),
        ("ab cd", "abcd", 1, 2 / 3),
        ("abcd", "abcd", 1, 1),
        ("abc", "ac", 1 / 2, 1),
    ],
)
def test_muc_counts_missing_links(key: str, response: str, recall: float, precision: float) -> None:
    """Vilain et al. 1995, sections 3 and 4: a set cut into p parts lacks p - 1 links."""
    found = muc(parts(key), parts(response))
    assert (found.recall, found.precision) == pytest.approx((recall, precision))


@pytest.mark.parametrize(("response", "precision"), [("12345 6789ABC", 0.76), ("1234589ABC 67", 0.58)])
def test_b_cubed_minds_the_size_of_what_is_merged(response: str, precision: float) -> None:
    """Bagga and Baldwin 1998, section 2: MUC takes both responses for equally good."""
    assert rounded(muc(TRUTH, parts(response)))[:2] == (1.0, 0.9)
    found = b_cubed(TRUTH, parts(response))
    assert found.recall == 1 and round(found.precision, 2) == precision


@pytest.mark.parametrize(
    ("response", "f1"),
    [("12345 6789ABC", 0.733), ("1234589ABC 67", 0.667), ("123456789ABC", 0.294), ("1 2 3 4 5 6 7 8 9 A B C", 0.178)],
)
def test_ceaf_aligns_chains(response: str, f1: float) -> None:
    """Luo 2005, table 1: the column of phi 4."""
    assert ceaf_phi4(TRUTH, parts(response)).f1 == pytest.approx(f1, abs=5e-4)


def test_the_conll_score_is_the_mean_over_the_corpus() -> None:
    tallies = score([(parts("abc defg"), parts("ab cd fghi")), (TRUTH, TRUTH)])
    assert conll(tallies) == pytest.approx(sum(tallies[m].f1 for m in METRICS) / 3)
    assert tallies["muc"].recall == (2 + 9) / (5 + 9)


def test_nothing_found_scores_nothing() -> None:
    for metric in METRICS.values():
        assert metric(TRUTH, []).f1 == metric([], TRUTH).f1 == metric([], []).f1 == 0


def test_a_mention_in_two_chains_is_refused() -> None:
    with pytest.raises(ValueError, match="two chains"):
        muc(parts("ab bc"), parts("ab"))


partitions = st.lists(st.integers(0, 5), min_size=2, max_size=12).map(
    lambda row: [{i for i, c in enumerate(row) if c == chain} for chain in set(row)]
)


@given(partitions, partitions)
def test_scores_are_shares_and_turn_round(key: list[set[int]], response: list[set[int]]) -> None:
    for metric in METRICS.values():
        there, back = metric(key, response), metric(response, key)
        assert 0 <= there.recall <= 1 + 1e-9 and 0 <= there.precision <= 1 + 1e-9
        assert (there.recall, there.precision) == pytest.approx((back.precision, back.recall))


@given(partitions)
def test_the_same_chains_are_right(key: list[set[int]]) -> None:
    assert b_cubed(key, key).f1 == pytest.approx(1) and ceaf_phi4(key, key).f1 == pytest.approx(1)
    assert muc(key, key).f1 == (1 if any(len(c) > 1 for c in key) else 0)
