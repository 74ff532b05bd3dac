"""The worked scenario of the summit of 2023, solved: what is reported of it holds."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

import comity as package
from comity.errors import InputError
from comity.system.gmcr import Analysis, AnalysisOptions, analyse, read_scenario, words
from comity.system.gmcr.record import as_record
from comity.system.gmcr.robustness import robustness

SUMMIT = Path(package.__file__).parent / "examples" / "whatif-summit-2023.toml"


@pytest.fixture(scope="module")
def summit() -> Analysis:
    scenario = read_scenario(SUMMIT)
    return analyse(scenario, AnalysisOptions(samples=50, states=(scenario.state("covert,technology"),)))


def test_the_strongest_equilibria_come_first(summit: Analysis) -> None:
    label = summit.scenario.label
    assert [label(s) for s in summit.equilibria[:3]] == ["talks", "talks, arm_ukraine", "covert, technology, tighten"]
    assert summit.stability.concepts(summit.equilibria[2]) == ("SEQ", "SMR", "GMR")
    concepts = [summit.stability.concepts(s) for s in summit.equilibria]
    assert concepts == sorted(concepts, key=lambda held: [c not in held for c in ("Nash", "SEQ", "SMR", "GMR")])


def test_nobody_leaves_today_alone_but_the_two_can_together(summit: Analysis) -> None:
    today = summit.today
    assert summit.scenario.label(today.state) == "talks" and "Nash" in today.concepts
    (two,) = today.joint
    assert [summit.scenario.makers[m].name for m in two.move.group] == ["North Korea", "Russia"]
    assert not two.move.answer and not two.settled
    assert summit.scenario.label(two.onward[-1].target) == "covert, technology, tighten"
    told = " ".join(words.joint(summit.scenario, two, today.state))
    assert "Nobody could answer" in told and "lead on to state 12 (covert, technology, tighten)" in told


def test_a_reason_names_the_sanction_and_who_makes_it(summit: Analysis) -> None:
    (asked,) = summit.asked
    lines = dict(words.verdicts(summit.scenario, asked.whys))
    assert lines["North Korea: stable (SEQ, SMR, GMR), held back by the United States"] == [
        "North Korea could supply shells openly and no longer supply shells covertly (state 5), which is better for it than state 6. "
        "But the United States can and would tighten sanctions: in state 11 North Korea is worse off than in state 6."
    ]
    weak = lines["The United States: stable (SMR, GMR), held back by North Korea, though not every answer is credible"]
    assert weak[0].endswith("in state 11 the United States is worse off than in state 6; but that would not pay who makes it.")


def test_paths_from_today_pay_every_mover(tmp_path) -> None:
    text = SUMMIT.read_text(encoding="utf-8").replace('today = ["talks"]', 'today = ["covert", "technology", "talks"]')
    file = tmp_path / "s.toml"
    file.write_text(text, encoding="utf-8")
    found = analyse(read_scenario(file), AnalysisOptions(samples=0, equilibria=9))
    paths = [r.path for r in found.explained if r.path]
    assert paths and found.robustness is None
    for path in paths:
        assert path[0].source == found.scenario.today
        for step in path:
            rank = found.scenario.conflict.ranks[step.maker]
            assert rank[step.target] > rank[step.source]
    (third,) = [r for r in found.explained if found.scenario.label(r.state) == "covert, technology, tighten"]
    assert words.path(found.scenario, third) == (
        "From today's state in one move that pays who makes it: the United States: tighten sanctions and no longer court Pyongyang "
        "with an offer of talks (state 12)."
    )


def test_shares_are_counts_over_the_samples_and_seeded(summit: Analysis) -> None:
    drawn = summit.robustness
    assert drawn is not None and drawn.open == ("North Korea", "Russia", "the United States", "China", "South Korea")
    scenario = summit.scenario
    again = robustness(scenario.conflict, scenario.orders, 50, 0)
    other = robustness(scenario.conflict, scenario.orders, 50, 1)
    assert all(np.array_equal(drawn.counts[c], again.counts[c]) for c in drawn.counts)
    assert any(not np.array_equal(drawn.counts[c], other.counts[c]) for c in drawn.counts)
    for weak, strong in (("GMR", "SEQ"), ("GMR", "SMR"), ("SEQ", "Nash"), ("SMR", "Nash")):
        assert (drawn.counts[weak] >= drawn.counts[strong]).all()
    assert drawn.margin == pytest.approx(0.1386, abs=1e-3)


def test_where_nothing_is_left_open_all_samples_are_alike(tmp_path) -> None:
    file = tmp_path / "s.toml"
    one = (
        '[[decision_maker]]\nname = "{0}"\n[decision_maker.options]\n{0} = "do"\n[decision_maker.preferences]\nprioritise = {1}\n'
    )
    file.write_text(one.format("a", '["b", "not a"]') + one.format("b", '["a", "not b"]'))
    found = analyse(read_scenario(file))  # the prisoners' dilemma: to help each other is best together, not alone
    assert found.robustness is not None and found.robustness.open == ()
    assert [(found.scenario.label(s), found.robustness.share("Nash", s)) for s in found.equilibria] == [
        ("none", 1.0),
        ("a, b", 0.0),
    ]
    assert "leave nothing open" in words.sampling(found)
    assert [j.move.group for j in found.today.joint] == [(0, 1)]
    assert found.today.joint[0].settled


def test_the_record_is_json_and_marks_what_is_assumed(summit: Analysis) -> None:
    record = json.loads(json.dumps(as_record(summit)))
    assert [m["preferences"]["basis"] for m in record["decision_makers"]] == ["assumption"] * 5
    assert record["decision_makers"][4]["options"][0]["irreversible"] == "taken"
    assert (record["states"], record["today"], record["samples"]) == (72, 13, 50)
    assert record["equilibria"][0] == {
        "state": 13, "taken": ["talks"], "concepts": ["Nash", "SEQ", "SMR", "GMR"],
        "shares": {"Nash": 1.0, "SEQ": 1.0, "SMR": 1.0, "GMR": 1.0}, "steps_from_today": 0,
    }  # fmt: skip
    assert record["exchange"]["agreement"] == "depends"
    assert record["asked_reports"][0]["taken"] == ["covert", "technology"]


def test_basis_tells_who_is_assumed(tmp_path) -> None:
    text = SUMMIT.read_text(encoding="utf-8")
    assert words.basis(read_scenario(SUMMIT)) == "All preferences are the analyst's assumptions."
    file = tmp_path / "s.toml"
    file.write_text(
        text.replace("[decision_maker.preferences]", '[decision_maker.preferences]\ncites = ["c1"]', 1), encoding="utf-8"
    )
    assert words.basis(read_scenario(file)).startswith("The preferences of Russia, the United States, China and South Korea are")
    file.write_text(
        text.replace("[decision_maker.preferences]", '[decision_maker.preferences]\ncites = ["c1"]'), encoding="utf-8"
    )
    assert words.basis(read_scenario(file)).startswith("All preferences cite claims")


def test_too_many_samples() -> None:
    with pytest.raises(InputError, match="valid are 0 to 100,000"):
        analyse(read_scenario(SUMMIT), AnalysisOptions(samples=-1))
