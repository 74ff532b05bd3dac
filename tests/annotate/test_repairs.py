"""Trees put right after decoding: names are headed by their first word, a quoted clause has its own subject."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from comity.annotate.repairs import repair


def test_a_name_is_headed_by_its_first_word() -> None:
    # Vladimir Putin and Kim met: "Putin" hung on "Kim"
    heads, relations = [4, 3, 3, 0, -1], ["nsubj", "flat", "cc", "conj", "root"]
    repair(heads, relations, ["PROPN", "PROPN", "CCONJ", "PROPN", "VERB"])
    assert heads == [4, 0, 3, 0, -1]


def test_a_quoted_clause_has_the_first_subject() -> None:
    # Reports are groundless , Peskov told
    heads, relations = [5, 2, 5, 2, 5, -1], ["nsubj", "cop", "ccomp", "punct", "nsubj", "root"]
    tags = ["NOUN", "AUX", "ADJ", "PUNCT", "PROPN", "VERB"]
    repair(heads, relations, tags)
    assert heads == [2, 2, 5, 2, 5, -1]


@st.composite
def trees(draw) -> tuple[list[int], list[str], list[str]]:
    n = draw(st.integers(1, 8))
    order = draw(st.permutations(range(n)))
    heads = [-1] * n
    for place, word in enumerate(order[1:], 1):
        heads[word] = order[draw(st.integers(0, place - 1))]
    relations = [draw(st.sampled_from(["flat", "nsubj", "ccomp", "obj"])) for _ in range(n)]
    return heads, relations, [draw(st.sampled_from(["PROPN", "VERB", "NOUN"])) for _ in range(n)]


@given(trees())
def test_a_tree_stays_a_tree(tree: tuple[list[int], list[str], list[str]]) -> None:
    heads, relations, tags = tree
    root = heads.index(-1)
    repair(heads, relations, tags)
    assert heads.count(-1) == 1 and heads[root] == -1
    for word in range(len(heads)):
        steps = 0
        while word != root:
            word, steps = heads[word], steps + 1
            assert steps <= len(heads)
