"""Preferences: the order that is stated, and orders that are compatible with it."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.system.gmcr.conditions import parse
from comity.system.gmcr.preferences import KINDS, Orders, Preference

IDS = {"a": 0, "b": 1, "c": 2}
TAKEN = np.array([c[::-1] for c in product([False, True], repeat=3)]).T  # state = a + 2 b + 4 c
STATES = TAKEN.shape[1]


def lines(*texts: str | list[str]) -> tuple:
    return tuple(tuple(parse(t, IDS) for t in (line if isinstance(line, list) else [line])) for line in texts)


def order(preference: Preference) -> list[list[int]]:
    rank = Orders.of(preference, TAKEN).ranks()
    return [np.flatnonzero(rank == r).tolist() for r in sorted(set(rank.tolist()), reverse=True)]


def test_a_state_belongs_to_the_first_line_of_a_ranking_that_it_fulfils() -> None:
    assert order(Preference("ranking", lines("a and b", ["a", "b"], "c or not c"))) == [[3, 7], [1, 2, 5, 6], [0, 4]]


def test_the_first_statement_in_which_two_states_differ_decides() -> None:
    assert order(Preference("prioritise", lines("not c", "a", "b"))) == [[3], [1], [2], [0], [7], [5], [6], [4]]
    assert order(Preference("prioritise", lines("c", ["a", "b"]))) == [[7], [5, 6], [4], [3], [1, 2], [0]]


def test_weights_add_up_and_a_range_counts_with_its_middle() -> None:
    weights = tuple((parse(t, IDS), low, high) for t, low, high in (("a", 0.1, 0.1), ("b", 0.2, 0.2), ("c", 0.2, 0.4)))
    assert order(Preference("weights", weights=weights)) == [[7], [6], [5], [3, 4], [2], [1], [0]]


preferences = st.one_of(
    st.permutations(["a", "b", "c", "a and c", "b or c"]).map(lambda t: Preference("prioritise", lines([*t[:2]], *t[2:4]))),
    st.permutations(["a", "b", "not a"]).map(lambda t: Preference("ranking", lines([*t[:2]], t[2], "c or not c"))),
    st.permutations(["a", "b", "c"]).map(
        lambda t: Preference("weights", weights=tuple((parse(x, IDS), -1.0, 2.0 + k) for k, x in enumerate(t)))
    ),
)


@settings(max_examples=60, deadline=None)
@given(preferences, st.integers(0, 1000), st.sampled_from(["unstated", "indifferent"]))
def test_samples_keep_what_is_stated(preference: Preference, seed: int, ties: str) -> None:
    preference = Preference(preference.kind, preference.lines, preference.weights, ties)
    orders = Orders.of(preference, TAKEN)
    drawn, again = (orders.sample(np.random.default_rng(seed)) for _ in range(2))
    assert drawn.tolist() == again.tolist()
    if ties == "unstated":
        assert sorted(drawn.tolist()) == list(range(STATES))
    if preference.kind == "ranking":
        rank = orders.ranks()
        for s, t in product(range(STATES), repeat=2):
            assert rank[s] <= rank[t] or drawn[s] > drawn[t]
    if preference.kind == "prioritise":  # the order of some sequence of the statements that stand side by side
        first, second, *rest = (np.concatenate(orders.truth)[k] for k in range(len(np.concatenate(orders.truth))))
        keys = [list(zip(*seq, strict=True)) for seq in ((first, second, *rest), (second, first, *rest))]
        assert any(all(drawn[s] > drawn[t] for s, t in product(range(STATES), repeat=2) if key[s] > key[t]) for key in keys)
    if preference.kind == "weights":  # more of what is surely good; here: a state against itself with nothing taken away
        assert set(KINDS) == {"ranking", "prioritise", "weights"} and len(drawn) == STATES


@pytest.mark.parametrize(
    ("preference", "expected"),
    [
        (Preference("prioritise", lines("a", "b", "c")), False),
        (Preference("prioritise", lines("a", ["b", "c"])), True),
        (Preference("prioritise", lines("a", "b")), True),
        (Preference("prioritise", lines("a", "b"), ties="indifferent"), False),
        (Preference("weights", weights=((parse("a", IDS), 1.0, 2.0),), ties="indifferent"), True),
        (Preference("weights", weights=((parse("a", IDS), 1.0, 1.0),), ties="indifferent"), False),
    ],
)
def test_whether_anything_is_left_open(preference: Preference, expected: bool) -> None:
    assert Orders.of(preference, TAKEN).open() is expected


def test_statements_as_text() -> None:
    assert Preference("prioritise", lines("a", ["b", "not c"])).statement() == "a > b ~ not c"
    assert Preference("ranking", lines("a", ["b", "c"])).statement() == "a > b or c"
    weights = ((parse("a", IDS), 1.0, 2.0), (parse("b", IDS), 3.0, 3.0))
    assert Preference("weights", weights=weights).statement() == "a: 1 to 2; b: 3"
