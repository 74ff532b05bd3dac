from __future__ import annotations

import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from comity.annotate.syntax import decode, heads
from comity.annotate.trees import are_trees, maximum_tree


def is_tree(found: list[int]) -> bool:
    if sum(h == 0 for h in found) != 1:
        return False
    for i in range(1, len(found) + 1):
        seen = set()
        while i:
            if i in seen:
                return False
            seen.add(i)
            i = found[i - 1]
    return True


def brute_force(scores: np.ndarray) -> float:
    n = len(scores)
    return max(
        sum(float(scores[i, h]) for i, h in enumerate(row))
        for row in itertools.product(range(n + 1), repeat=n)
        if is_tree(list(row))
    )


@given(st.integers(1, 5), st.integers(0, 2**32 - 1))
def test_the_tree_is_the_best_of_all_trees_with_one_root(n: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(n, n + 1)).astype(np.float32) * 3
    found = maximum_tree(scores)[1:].tolist()
    assert is_tree(found)
    assert abs(sum(float(scores[i, h]) for i, h in enumerate(found)) - brute_force(scores)) < 1e-4


@given(st.integers(1, 60), st.integers(0, 2**32 - 1))
def test_large_sentences_get_trees(n: int, seed: int) -> None:
    draw = np.random.default_rng(seed)
    scores = draw.integers(-3, 3, size=(2, n, n + 1)).astype(np.float32)  # many ties
    lengths = np.array([n, draw.integers(1, n + 1)])
    found = heads(scores, lengths)
    for row, length in zip(found, lengths, strict=True):
        assert is_tree(row[1 : length + 1].tolist()) and (row[length + 1 :] == -1).all()


def test_are_trees_tells_cycles_and_second_roots() -> None:
    rows = np.array([[0, 0, 1, 2], [0, 0, 3, 2], [0, 0, 0, 1], [0, 2, 0, -1], [0, 2, 1, -1]])
    assert are_trees(rows).tolist() == [True, False, False, True, False]


def test_the_root_relation_is_given_to_the_root_and_to_nothing_else() -> None:
    draw = np.random.default_rng(3)
    scores = {
        "arcs": draw.normal(size=(2, 4, 5)).astype(np.float32),
        "dependents": draw.normal(size=(2, 4, 6)).astype(np.float32),
        "governors": draw.normal(size=(2, 5, 6)).astype(np.float32),
    }
    weights = {"relation_weight": draw.normal(size=(18, 3)).astype(np.float32), "relation_bias": np.zeros(3, np.float32)}
    found = decode(scores, np.array([4, 2]), ["nsubj", "root", "obj"], weights)
    assert [len(h) for h, _ in found] == [4, 2]
    for row, relations in found:
        assert [r == "root" for r in relations] == [h == -1 for h in row]
