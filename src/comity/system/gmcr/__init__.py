"""What-if: the Graph Model for Conflict Resolution.

>>> from comity.system.gmcr import conflict_from_lists, solve
>>> prisoners = conflict_from_lists(
...     ["A", "B"],
...     [[(1, 2), (2, 1), (3, 4), (4, 3)], [(1, 3), (3, 1), (2, 4), (4, 2)]],
...     [[3, 4, 1, 2], [2, 4, 1, 3]],
...     [1, 2, 3, 4],
... )
>>> found = solve(prisoners)
>>> [int(s) + 1 for s in found.equilibria("Nash")], [int(s) + 1 for s in found.equilibria("SEQ")]
([1], [1, 4])
"""

from __future__ import annotations

from comity.system.gmcr.analysis import Analysis, AnalysisOptions, StateReport, analyse
from comity.system.gmcr.explain import Answer, Why, why
from comity.system.gmcr.graph import Conflict, Moves, conflict_from_lists
from comity.system.gmcr.options import Option
from comity.system.gmcr.reading import read_scenario
from comity.system.gmcr.robustness import Robustness, robustness
from comity.system.gmcr.scenario import Scenario
from comity.system.gmcr.sequences import JointMove, Step, coalition_improvements, joint_moves, reach
from comity.system.gmcr.stability import CONCEPTS, Stability, solve

__all__ = [
    "CONCEPTS",
    "Analysis",
    "AnalysisOptions",
    "Answer",
    "Conflict",
    "JointMove",
    "Moves",
    "Option",
    "Robustness",
    "Scenario",
    "Stability",
    "StateReport",
    "Step",
    "Why",
    "analyse",
    "coalition_improvements",
    "conflict_from_lists",
    "joint_moves",
    "reach",
    "read_scenario",
    "robustness",
    "solve",
    "why",
]
