"""What-if: the five published cases, and the time that conflicts of many options take.

    python benchmarks/gmcr.py [--options 12] [--samples 20]

Random preferences by option prioritising (seeded), every combination feasible, options split evenly among 2 to 6
decision-makers, and once one option each. Times are processor time on one core. "solved": from the options to the equilibria
in all four senses, the best of three runs; "a sample": one drawn ranking; "all": equilibria, explanations, paths and coalitions
of a conflict whose moves are there. Exit status 1 if a case does not come out as published.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from tests.system.gmcr.cases import CASES, solved

from comity.errors import ComityError
from comity.system.gmcr import AnalysisOptions, Conflict, Option, Scenario, analyse, robustness, solve
from comity.system.gmcr.conditions import parse
from comity.system.gmcr.options import Space, space
from comity.system.gmcr.preferences import Orders, Preference
from comity.system.gmcr.scenario import Maker


def options(count: int, makers: int) -> tuple[Option, ...]:
    """Return options, split evenly."""
    return tuple(Option(f"o{k}", f"do {k}", k * makers // count) for k in range(count))


def preference(chosen: tuple[Option, ...], rng: np.random.Generator) -> Preference:
    """Return random statements about all options and some pairs of them."""
    ids = {o.id: k for k, o in enumerate(chosen)}
    texts = [f"{'not ' if rng.random() < 0.5 else ''}{name}" for name in ids]
    texts += [f"{a} and not {b}" for a, b in rng.permutation(list(ids))[: 2 * (len(ids) // 2)].reshape(-1, 2)]
    read = [parse(texts[k], ids) for k in rng.permutation(len(texts))]
    return Preference("prioritise", tuple(tuple(read[k : k + 2]) for k in range(0, len(read), 2)))  # two abreast: samples differ


def conflict(states: Space, makers: int, orders: list[Orders]) -> Conflict:
    """Return the conflict with its moves."""
    names = tuple(f"M{k}" for k in range(makers))
    return Conflict(names, tuple(states.moves(k) for k in range(makers)), np.stack([o.ranks() for o in orders]))


def best(call: Callable[[], object], times: int = 3) -> float:
    """Return the shortest processor time of a call in seconds (the clock would count what else runs)."""
    taken = []
    for _ in range(times):
        start = time.process_time()
        call()
        taken.append(time.process_time() - start)
    return min(taken)


def line(count: int, makers: int, samples: int) -> str:
    """Time one size."""
    chosen, rng = options(count, makers), np.random.default_rng(makers)
    preferences = [preference(chosen, rng) for _ in range(makers)]

    def whole() -> Conflict:
        states = space(chosen, [])
        made = conflict(states, makers, [Orders.of(p, states.taken) for p in preferences])
        solve(made)
        return made

    made, states = whole(), space(chosen, [])
    orders = [Orders.of(p, states.taken) for p in preferences]
    people = tuple(Maker(f"M{k}", "", p) for k, p in enumerate(preferences))
    scenario = Scenario("", "", people, states, made, tuple(orders), 0)
    drawn = best(lambda: robustness(made, orders, samples), 1) / samples
    report = best(lambda: analyse(scenario, AnalysisOptions(samples=0)), 1)
    moves = sum(len(m) for m in made.moves)
    return f"{count:7} {makers:15} {made.states:7,} {moves:10,} {best(whole):9.3f} {1000 * drawn:12.1f} {report:8.2f}"


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--options", type=int, default=12)
    parser.add_argument("--samples", type=int, default=20)
    chosen = parser.parse_args()
    wrong = 0
    for case in CASES:
        found = solved(case)
        right = found == case.published
        wrong += not right
        print(f"{case.name:20} {'as published' if right else f'WRONG: {found}, published {case.published}'}")
    print("\noptions decision-makers  states      moves solved, s ms a sample all, s")
    for makers in (2, 3, 4, 6, chosen.options):
        try:
            print(line(chosen.options, makers, chosen.samples))
        except ComityError as error:
            print(f"{chosen.options:7} {makers:15} {error}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
