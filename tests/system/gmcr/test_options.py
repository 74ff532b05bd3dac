"""The option form: feasible states and moves, against a plain enumeration."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.errors import InputError
from comity.system.gmcr import Option
from comity.system.gmcr.conditions import parse
from comity.system.gmcr.options import space


@st.composite
def forms(draw: st.DrawFn) -> tuple[list[Option], list[str], list[str]]:
    owners = sorted(draw(st.lists(st.integers(0, 2), min_size=2, max_size=5)))
    kinds = st.sampled_from(["", "", "taken", "dropped"])
    options = [Option(f"o{k}", f"do {k}", owner, draw(kinds)) for k, owner in enumerate(owners)]
    pattern = st.lists(st.sampled_from("YN---"), min_size=len(owners), max_size=len(owners)).map("".join)
    forbidden = draw(st.lists(pattern.filter(lambda p: set(p) != {"-"}), max_size=3))
    return options, forbidden, draw(st.lists(pattern, max_size=1))


def meets(combination: tuple[bool, ...], pattern: str) -> bool:
    return all(letter == "-" or taken == (letter == "Y") for taken, letter in zip(combination, pattern, strict=True))


def may(options: list[Option], maker: int, a: tuple[bool, ...], b: tuple[bool, ...]) -> bool:
    for option, before, after in zip(options, a, b, strict=True):
        if before == after:
            continue
        if option.owner != maker or option.irreversible == ("dropped" if after else "taken"):
            return False
    return a != b


@settings(max_examples=60, deadline=None)
@given(forms())
def test_states_and_moves_are_those_of_the_plain_enumeration(form: tuple[list[Option], list[str], list[str]]) -> None:
    options, forbidden, same = form
    ids = {o.id: k for k, o in enumerate(options)}
    combinations = [c[::-1] for c in product([False, True], repeat=len(options))]
    feasible = [c for c in combinations if not any(meets(c, p) for p in forbidden)]
    if not feasible:
        with pytest.raises(InputError, match="leave no state"):
            space(options, [parse(p, ids) for p in forbidden])
        return
    made = space(options, [parse(p, ids) for p in forbidden], [parse(p, ids) for p in same])
    state: dict[tuple[bool, ...], int] = {}
    merged = None
    for c in feasible:  # the same outcome gets one number, that of its first combination
        inside = any(meets(c, p) for p in same)
        if inside and merged is not None:
            state[c] = merged
        else:
            state[c] = len(set(state.values()))
            merged = state[c] if inside else merged
    assert len(made) == len(set(state.values()))
    for c in combinations:
        assert made.find([k for k, taken in enumerate(c) if taken]) == state.get(c)
    firsts: dict[int, tuple[bool, ...]] = {}
    for c, s in state.items():
        firsts.setdefault(s, c)
    assert [tuple(column) for column in made.taken.T.tolist()] == [firsts[s] for s in range(len(made))]
    for maker in range(3):
        expected = {
            (state[a], state[b]) for a in feasible for b in feasible if may(options, maker, a, b) and state[a] != state[b]
        }
        moves = made.moves(maker)
        assert {(s, int(t)) for s in range(len(made)) for t in moves.of(s)} == expected
        assert len(moves) == len(expected)


def test_too_many_options_states_and_moves() -> None:
    def some(count: int, makers: int) -> list[Option]:
        return [Option(f"o{k}", f"do {k}", k % makers) for k in range(count)]

    with pytest.raises(InputError, match=r"40 options make 1e.12 combinations; at most 20"):
        space(some(40, 2), [])
    with pytest.raises(InputError, match="131,072 feasible states; at most 65,536"):
        space(some(17, 2), [])
    alone = [Option(f"o{k}", "do", 0) for k in range(13)]
    with pytest.raises(InputError, match="more than 10,000,000 moves of one decision-maker"):
        space(alone, []).moves(0)
    assert len(space(alone, []).moves(1)) == 0


def test_a_move_changes_any_number_of_options_at_once() -> None:
    made = space([Option("a", "a", 0), Option("b", "b", 0), Option("c", "c", 1)], [])
    assert made.moves(0).of(0).tolist() == [1, 2, 3]
    assert made.moves(1).of(0).tolist() == [4]
    assert np.array_equal(made.taken[:, 3], [True, True, False])
