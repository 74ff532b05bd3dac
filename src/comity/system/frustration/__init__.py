"""The frustration index of a signed graph, exactly: reductions, lower bounds from negative cycles, branch and bound."""

from __future__ import annotations

from comity.system.frustration.solve import Solution, least_frustrated

__all__ = ["Solution", "least_frustrated"]
