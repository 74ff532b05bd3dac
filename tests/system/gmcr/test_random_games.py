"""Random games of up to four decision-makers against the definitions word by word."""

from __future__ import annotations

from itertools import combinations, pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.system.gmcr import CONCEPTS, Conflict, Moves, coalition_improvements, joint_moves, reach, solve, why
from tests.system.gmcr.naive import Naive


@st.composite
def games(draw: st.DrawFn) -> tuple[Conflict, Naive]:
    # All comes from one seed: drawn one by one, hypothesis would favour the smallest games.
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    makers, states = int(rng.integers(2, 5)), int(rng.integers(3, 9))
    density, levels = rng.choice([0.08, 0.2, 0.4]), int(rng.integers(2, 10))
    moves = [[{t for t in range(states) if t != s and rng.random() < density} for s in range(states)] for _ in range(makers)]
    rank = rng.integers(0, levels, (makers, states))
    made = []
    for own in moves:
        pairs = np.array([(s, t) for s, targets in enumerate(own) for t in targets], dtype=np.int64).reshape(-1, 2)
        made.append(Moves.from_pairs(states, pairs[:, 0], pairs[:, 1]))
    return Conflict(tuple("ABCD"[:makers]), tuple(made), rank), Naive(moves, rank.tolist())


@settings(max_examples=300, deadline=None)
@given(games())
def test_stability_is_as_defined(game: tuple[Conflict, Naive]) -> None:
    conflict, naive = game
    found = solve(conflict)
    for concept in CONCEPTS:
        expected = [[naive.stable(concept, i, s) for s in naive.states] for i in naive.makers]
        assert found.stable[concept].tolist() == expected
        assert found.equilibria(concept).tolist() == [s for s in naive.states if all(row[s] for row in expected)]


@settings(max_examples=40, deadline=None)
@given(games())
def test_what_groups_reach_is_as_defined(game: tuple[Conflict, Naive]) -> None:
    conflict, naive = game
    groups = [g for size in range(1, 5) for g in combinations(conflict.makers, size)]
    for s in naive.states:
        for group in groups:
            for improving in (False, True):
                found = reach(conflict, group, s, improving)
                assert set(found.states.tolist()) == naive.reachable(group, s, improving) - {s}
                for target in found.states:
                    path = found.path(int(target))
                    assert len(path) == found.steps[target]
                    assert (path[0].source, path[-1].target) == (s, target)
                    for before, after in pairwise(path):
                        assert before.target == after.source and before.maker != after.maker
                    for step in path:
                        allowed = (
                            naive.improvements(step.maker, step.source) if improving else naive.moves[step.maker][step.source]
                        )
                        assert step.target in allowed
            assert set(coalition_improvements(conflict, group, s).tolist()) == naive.coalition(group, s)


@settings(max_examples=40, deadline=None)
@given(games())
def test_explanations_hold(game: tuple[Conflict, Naive]) -> None:
    """Every sanction that is named is legal, ends where it hurts, and is credible if it is called so."""
    conflict, naive = game
    found = solve(conflict)
    for s in naive.states:
        for i in naive.makers:
            told = why(found, s, i, most=99)
            assert {a.improvement.target for a in told.answers} == naive.improvements(i, s)
            assert told.concepts == tuple(c for c in CONCEPTS if naive.stable(c, i, s))
            others, rank = [j for j in naive.makers if j != i], naive.rank[i]
            for answer in told.answers:
                s1 = answer.improvement.target
                ends = {t for t in naive.reachable(others, s1, False) if rank[t] <= rank[s]}
                assert bool(answer.sanction) == bool(ends)
                if not answer.sanction:
                    continue
                end = answer.sanction[-1].target
                assert end in ends and answer.worse == (rank[end] < rank[s])
                assert all(step.maker != i for step in answer.sanction)
                paid = all(step.target in naive.improvements(step.maker, step.source) for step in answer.sanction)
                assert paid or not answer.credible
                assert answer.credible == any(rank[t] <= rank[s] for t in naive.reachable(others, s1, True))
                if answer.way_out is not None:
                    assert answer.way_out in naive.moves[i][end] and rank[answer.way_out] > rank[s]


@settings(max_examples=40, deadline=None)
@given(games())
def test_joint_moves_hold(game: tuple[Conflict, Naive]) -> None:
    conflict, naive = game
    for s in naive.states:
        listed = joint_moves(conflict, s, 4)
        for move in listed:
            assert move.target in naive.coalition(move.group, s)
            assert {step.maker for step in move.path} == set(move.group)
            others = [j for j in naive.makers if j not in move.group]
            spoilt = {
                t
                for t in naive.reachable(others, move.target, False)
                if any(naive.rank[i][t] <= naive.rank[i][s] for i in move.group)
            }
            assert bool(move.answer) == bool(spoilt - {move.target})
        able = {g for size in (2, 3, 4) for g in combinations(conflict.makers, size) if naive.coalition(g, s)}
        for group in able:  # it, or a part of it, is listed, unless somebody could do it alone
            alone = any(naive.improvements(i, s) for i in group)
            assert alone or any(set(m.group) <= set(group) for m in listed)
