"""The least frustrated division of a small, hard part of a signed network, by linear and integer programming.

Each tie e has a variable f_e, 1 if it is frustrated. Of each negative cycle at least one tie is frustrated: the linear program
of these cycles gives a lower bound, and a division that costs no more than the bound is proved the best. Otherwise branch
and bound goes on, with a side x_i for each node and

    f_e >= x_i - x_j and f_e >= x_j - x_i            for a positive tie,
    f_e >= x_i + x_j - 1 and f_e >= 1 - x_i - x_j    for a negative tie

(the ABS model of Aref, Mason and Wilson 2020, "A modeling and computational study of the frustration index in signed
networks", *Networks* 75, in linear form. They add the triangles; here cycles of any length come in as they are violated.)
"""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import highspy
import numpy as np
from numpy.typing import NDArray

from comity.system.frustration.cycles import Cycle, negative_triangles, neighbours, violated_cycles
from comity.system.frustration.graph import Edge
from comity.system.frustration.search import Division, divisions

_WHOLE = 10**6  # weights up to this many times their unit are solved as whole numbers
_LARGEST = 1000.0  # others are scaled so that the largest has this size
_STEP = 1e-6  # and proved to this
_SAFE = 1e-3  # share of a step that the solver may err by


@dataclass(frozen=True)
class Part:
    """A division and what it is known to be worth: ``cost`` of its frustrated ties, and a lower ``bound`` for any division."""

    sides: list[int]  # 0 or 1 for each node
    cost: int
    bound: int


class Solver(highspy.Highs):
    """HiGHS on one thread and without a word: same input, same output."""

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # highspy annotates only a part
        self.setOptionValue("threads", 1)

    def enableCallbacks(self) -> None:
        """Switch off all output first: the constructor calls this, and it would print a banner to standard output."""
        self.setOptionValue("output_flag", False)
        super().enableCallbacks()  # type: ignore[no-untyped-call]

    def run_interruptible(self) -> None:
        """Run so that Ctrl-C is heard: HiGHS does not return to Python on its own."""
        self.HandleUserInterrupt = True
        thread = threading.Thread(target=self.run, daemon=True)
        thread.start()
        try:
            while thread.is_alive():
                thread.join(0.2)
        except BaseException:
            self.cancelSolve()  # type: ignore[no-untyped-call]
            thread.join()
            raise

    def add_columns(self, costs: Sequence[float]) -> None:
        """Add variables between 0 and 1 with these costs."""
        count, already = len(costs), self.getNumCol()
        self.addVars(count, np.zeros(count), np.ones(count))
        self.changeColsCost(count, np.arange(already, already + count, dtype=np.int32), np.array(costs, dtype=np.float64))

    def add_rows(self, rows: Sequence[Sequence[int]], least: Sequence[float], factors: Sequence[float] | None = None) -> None:
        """Add rows: the variables of each, times their factors (1 if not given), sum to at least ``least``."""
        index = np.array([column for row in rows for column in row], dtype=np.int32)
        starts = np.cumsum([0, *(len(row) for row in rows)], dtype=np.int32)[:-1]
        values = np.ones(len(index)) if factors is None else np.array(factors, dtype=np.float64)
        upper = np.full(len(rows), highspy.kHighsInf)
        self.addRows(len(rows), np.array(least, dtype=np.float64), upper, len(index), starts, index, values)


class Problem:
    """A connected signed graph on nodes 0 to ``size`` - 1 with whole weights, and the best division so far."""

    def __init__(self, size: int, edges: Sequence[Edge], deadline: float) -> None:
        self.size = size
        self.edges = edges
        self.deadline = deadline  # by time.monotonic
        unit = math.gcd(*(weight for _, _, weight in edges))
        largest = max(abs(weight) for _, _, weight in edges)
        if largest <= _WHOLE * unit:
            self.step, self._scale = 1.0, (1, unit)
        else:
            self.step, self._scale = _STEP, (int(_LARGEST), largest)
        times, by = self._scale
        self.weights = [abs(weight) * times / by for _, _, weight in edges]
        self.near = neighbours(size, edges)
        self.cycles: list[Cycle] = []
        self.bound = 0.0
        self.division: Division = np.ones(size, dtype=np.int64)
        signed = [(a, b, math.copysign(scaled, weight)) for (a, b, weight), scaled in zip(edges, self.weights, strict=True)]
        self._divisions = divisions(size, signed)
        self.search()

    def search(self) -> bool:
        """Look for a better division from one more start; say whether there was a start left."""
        found = next(self._divisions, None)
        if found is not None:
            self.take(found)
        return found is not None

    def take(self, division: Division) -> None:
        """Keep a division if it costs less than the one so far."""
        before, cost = self.division, self.cost()
        self.division = division
        if self.cost() >= cost:
            self.division = before

    def frustrated(self) -> list[tuple[int, int, int]]:
        """Return the ties that the division frustrates: number and ends."""
        sides = self.division.tolist()
        return [(number, a, b) for number, (a, b, weight) in enumerate(self.edges) if sides[a] * sides[b] * weight < 0]

    def cost(self) -> float:
        """Return the scaled weight of the ties that the division frustrates."""
        return math.fsum(self.weights[number] for number, _, _ in self.frustrated())

    def proved(self) -> bool:
        """Say whether no division can cost less than this one."""
        return self.cost() - self.bound < self.step * (1 - _SAFE)

    def result(self) -> Part:
        """Return the division with its cost and bound in the weights of the input."""
        cost = sum(abs(self.edges[number][2]) for number, _, _ in self.frustrated())
        times, by = self._scale
        bound = Fraction(math.ceil(self.bound - _SAFE) if self.step == 1 else self.bound) * by / times
        least = cost if self.proved() else min(cost, max(0, math.floor(bound)))
        return Part([int(side < 0) for side in self.division.tolist()], cost, least)


def divide_exactly(size: int, edges: Sequence[Edge], deadline: float) -> Part:
    """Return a least frustrated division of a connected graph, or the best found when the time is over.

    Args:
        size: number of nodes.
        edges: ties between nodes 0 to ``size`` - 1, at most one per pair.
        deadline: on the clock of :func:`time.monotonic`.

    Weights up to a million times their common divisor are proved exactly, others to nine digits of the largest.
    """
    problem = Problem(size, edges, deadline)
    _raise_bound(problem)
    while not problem.proved() and problem.search():
        pass
    if not problem.proved():
        _branch(problem)
    return problem.result()


def _raise_bound(problem: Problem) -> None:
    """Solve the linear program of the negative cycles, adding those that its solution violates; search on in each round."""
    solver = Solver()
    solver.add_columns(problem.weights)
    known: set[Cycle] = set()
    fresh = sorted(negative_triangles(problem.near))
    while True:
        if fresh:
            solver.add_rows(fresh, [1.0] * len(fresh))
            known.update(fresh)
            problem.cycles.extend(fresh)
        solver.setOptionValue("time_limit", max(0.1, problem.deadline - time.monotonic()) + solver.getRunTime())
        solver.run()
        if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return
        solution = solver.getSolution()
        problem.bound = max(problem.bound, _dual_bound(problem, np.array(solution.row_dual)))
        if problem.proved() or time.monotonic() > problem.deadline:
            return
        problem.search()
        if problem.proved():
            return
        values = np.maximum(np.array(solution.col_value), 0.0).tolist()
        fresh = [cycle for cycle in violated_cycles(problem.near, values, problem.frustrated()) if cycle not in known]
        if not fresh:
            return


def _dual_bound(problem: Problem, duals: NDArray[np.float64]) -> float:
    """Return the lower bound that the prices of the cycles give, whatever the tolerances of the solver.

    Any prices y >= 0 will do: each tie may carry its weight, and what its cycles ask beyond that is taken off.
    """
    prices = np.maximum(duals, 0.0).tolist()
    load = [0.0] * len(problem.edges)
    for price, cycle in zip(prices, problem.cycles, strict=True):
        if price:
            for number in cycle:
                load[number] += price
    over = (max(0.0, carried - weight) for carried, weight in zip(load, problem.weights, strict=True))
    return math.fsum(prices) - math.fsum(over)


def _branch(problem: Problem) -> None:
    """Improve division and bound by branch and bound, from the cycles and the division that are known."""
    ties, size = len(problem.edges), problem.size
    left = problem.deadline - time.monotonic()
    if left <= 0:
        return
    solver = Solver()
    for option, value in {
        "mip_rel_gap": 0.0,
        "mip_abs_gap": problem.step * (1 - 2 * _SAFE),
        "time_limit": left if math.isfinite(left) else highspy.kHighsInf,
    }.items():
        solver.setOptionValue(option, value)
    solver.add_columns([*problem.weights, *([0.0] * size)])
    rows, least, factors = [], [], []
    for number, (a, b, weight) in enumerate(problem.edges):
        x, y = ties + a, ties + b
        rows += [(number, x, y), (number, x, y)]
        least += [0.0, 0.0] if weight > 0 else [-1.0, 1.0]
        factors += [1.0, -1.0, 1.0, 1.0, 1.0, -1.0] if weight > 0 else [1.0, -1.0, -1.0, 1.0, 1.0, 1.0]
    solver.add_rows(rows, least, factors)
    if problem.cycles:
        solver.add_rows(problem.cycles, [1.0] * len(problem.cycles))
    anchor = max(range(size), key=lambda node: (len(problem.near[node]), -node))
    solver.changeColBounds(ties + anchor, 0.0, 0.0)  # a division and its mirror image are the same
    columns = np.arange(ties, ties + size, dtype=np.int32)
    solver.changeColsIntegrality(size, columns, np.full(size, int(highspy.HighsVarType.kInteger), dtype=np.uint8))
    start = np.zeros(ties + size)
    start[[number for number, _, _ in problem.frustrated()]] = 1.0
    start[ties:] = problem.division != problem.division[anchor]
    solver.setSolution(ties + size, np.arange(ties + size, dtype=np.int32), start)
    solver.run_interruptible()
    _take(problem, solver)


def _take(problem: Problem, solver: Solver) -> None:
    """Take over what branch and bound has found."""
    status, bound = solver.getModelStatus(), solver.getInfo().mip_dual_bound
    if status in (highspy.HighsModelStatus.kOptimal, highspy.HighsModelStatus.kTimeLimit) and math.isfinite(bound):
        problem.bound = max(problem.bound, bound)
    values = np.array(solver.getSolution().col_value[len(problem.edges) :])
    if len(values) == problem.size:
        problem.take(np.where(values > 0.5, -1, 1).astype(np.int64))
