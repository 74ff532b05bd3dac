"""The five published cases come out exactly."""

from __future__ import annotations

import pytest

from comity.errors import InputError
from comity.system.gmcr import CONCEPTS, coalition_improvements, conflict_from_lists, joint_moves, reach, read_scenario, solve
from tests.system.gmcr.cases import CASES, Case, conflict, solved

ELMIRA = """
title = "Elmira"
today = ["delay", "insist"]

[[decision_maker]]
name = "MoE"
[decision_maker.options]
modify = { does = "modify the control order", irreversible = true }
[decision_maker.preferences]
ranking = ["not modify and accept and insist", "not modify and accept and not insist", "modify and accept and not insist",
  "modify and accept and insist", "not modify and delay and insist", "not modify and delay and not insist",
  "modify and delay and not insist", "modify and delay and insist", "abandon"]

[[decision_maker]]
name = "Uniroyal"
[decision_maker.options]
delay = { does = "delay the appeal", irreversible = "dropped" }
accept = { does = "accept the order" }
abandon = { does = "abandon the plant", irreversible = true }
[decision_maker.preferences]
ranking = ["not modify and delay and not insist", "modify and accept and not insist", "modify and accept and insist",
  "not modify and delay and insist", "abandon", "not modify and accept and not insist", "not modify and accept and insist",
  "modify and delay and not insist", "modify and delay and insist"]

[[decision_maker]]
name = "Local"
[decision_maker.options]
insist = "insist on the order"
[decision_maker.preferences]
ranking = ["not modify and accept and insist", "not modify and accept and not insist", "not modify and delay and insist",
  "not modify and delay and not insist", "modify and accept and insist", "modify and delay and insist",
  "modify and accept and not insist", "modify and delay and not insist", "abandon"]

[[infeasible]]
when = "delay and (accept or abandon) or accept and abandon"
[[infeasible]]
when = "not delay and not accept and not abandon"
[[same]]
when = "abandon"
why = "without the plant nothing else matters"
"""


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.name)
def test_equilibria_are_as_published(case: Case) -> None:
    assert solved(case) == case.published


def test_elmira_in_option_form_is_elmira(tmp_path) -> None:
    """States in the published order: delay and accept, without and with modify, first without insistence."""
    file = tmp_path / "elmira.toml"
    file.write_text(ELMIRA)
    scenario = read_scenario(file)
    order = [
        "delay", "modify,delay", "accept", "modify,accept",
        "delay,insist", "modify,delay,insist", "accept,insist", "modify,accept,insist", "abandon",
    ]  # fmt: skip
    number = {scenario.state(text): n for n, text in enumerate(order, 1)}
    assert len(scenario.space) == 9 and sorted(number) == list(range(9))
    assert scenario.state("modify,abandon,insist") == scenario.state("abandon")
    found = solve(scenario.conflict)
    assert {c: sorted(number[int(s)] for s in found.equilibria(c)) for c in CONCEPTS} == CASES[0].published
    published = conflict(CASES[0])
    for mine, theirs in zip(scenario.conflict.moves, published.moves, strict=True):
        pairs = {(number[s], number[int(t)]) for s in range(9) for t in mine.of(s)}
        assert pairs == {(s + 1, int(t) + 1) for s in range(9) for t in theirs.of(s)}


def test_ministry_and_company_improve_together_in_elmira() -> None:
    elmira = conflict(CASES[0])
    assert coalition_improvements(elmira, (0, 1), 4).tolist() == [7]
    only = [m for m in joint_moves(elmira, 4) if m.group == (0, 1)]
    assert [m.target for m in only] == [7]
    assert [(s.maker, s.source, s.target) for s in only[0].path] in ([(0, 4, 5), (1, 5, 7)], [(1, 4, 6), (0, 6, 7)])
    assert not joint_moves(elmira, 7) and not joint_moves(elmira, 8)


def test_a_group_may_move_more_than_once_each() -> None:
    """Three states in a row between two opponents: only a sequence B, C, B reaches the sanction."""
    moves = [[(0, 1)], [(1, 2), (3, 4)], [(2, 3)]]
    game = conflict_from_lists(["A", "B", "C"], moves, [[1, 2, 3, 0, 4], [4, 3, 2, 1, 0], [4, 3, 2, 1, 0]], range(5))
    found = solve(game)
    assert reach(game, (1, 2), 1).states.tolist() == [2, 3, 4]
    assert found.concepts(0, 0) == ("SEQ", "SMR", "GMR")


def test_nobody_moves_twice_in_a_row() -> None:
    game = conflict_from_lists(["A", "B"], [[(0, 1), (1, 2)], []], [[2, 1, 0], [0, 1, 2]], range(3))
    assert reach(game, (0, 1), 0).states.tolist() == [1]
    assert reach(game, (0, 1), 0).path(2) == ()


@pytest.mark.parametrize(
    ("names", "moves", "rankings", "message"),
    [
        (["A"], [[]], [[0, 1]], "two or more"),
        (["A", "B"], [[(0, 2)], []], [[0, 1], [0, 1]], "A: moves name 2"),
        (["A", "B"], [[], []], [[0, 1], [0, 0]], "B: the ranking must name each state once"),
    ],
)
def test_mistakes_in_lists(names, moves, rankings, message) -> None:
    with pytest.raises(InputError, match=message):
        conflict_from_lists(names, moves, rankings, [0, 1])


def test_an_unknown_concept_names_the_valid_ones() -> None:
    with pytest.raises(InputError, match="Nash, SEQ, SMR, GMR"):
        solve(conflict(CASES[3])).equilibria("Pareto")
