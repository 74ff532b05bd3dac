"""A scenario solved: equilibria, why they hold, how to get there from today, who could leave together, how robust they are."""

from __future__ import annotations

from dataclasses import dataclass

from comity.errors import InputError
from comity.system.bargaining import Zone, bargaining_zone
from comity.system.gmcr.explain import Why, why
from comity.system.gmcr.robustness import Robustness, robustness
from comity.system.gmcr.scenario import Scenario
from comity.system.gmcr.sequences import JointMove, Reach, Step, joint_moves, reach
from comity.system.gmcr.stability import CONCEPTS, Stability, solve

MOST_SAMPLES = 100_000


@dataclass(frozen=True, slots=True)
class AnalysisOptions:
    """``samples`` of rankings (0: none) with a ``seed``; ``states`` to explain beside today's (numbers from 0).

    ``equilibria``: how many equilibria are explained; ``improvements``: how many of each decision-maker's improvements.
    """

    samples: int = 200
    seed: int = 0
    states: tuple[int, ...] = ()
    equilibria: int = 3
    improvements: int = 3


@dataclass(frozen=True, slots=True)
class JointReport:
    """A coalition improvement, and a shortest sequence of unilateral improvements from its end to an equilibrium.

    ``onward`` leads to a state that is an equilibrium in the sense of Nash or SEQ; empty if none can be reached so, or if the
    coalition's state is one itself (``settled``).
    """

    move: JointMove
    onward: tuple[Step, ...]
    settled: bool


@dataclass(frozen=True, slots=True)
class StateReport:
    """What is to be said of one state.

    ``concepts`` are those under which it is stable for all. ``path`` is a shortest legal sequence of unilateral improvements from
    today's state, empty if there is none. ``joint`` are the smallest coalitions that could leave it together; ``sizes`` up
    to how many members were looked at.
    """

    state: int
    concepts: tuple[str, ...]
    whys: tuple[Why, ...]
    path: tuple[Step, ...]
    joint: tuple[JointReport, ...]
    sizes: int


@dataclass(frozen=True)
class Analysis:
    """A scenario solved.

    ``equilibria`` are the states that are stable for all under some concept, the strongest first: by concepts (Nash first), then
    by share of the samples. ``distance`` counts the unilateral improvements from today's state to each state, shape
    (states,), -1 where there is no such path. ``reports`` are for today's state, the states asked for, and the first equilibria.
    """

    scenario: Scenario
    stability: Stability
    robustness: Robustness | None
    equilibria: tuple[int, ...]
    from_today: Reach
    today: StateReport
    asked: tuple[StateReport, ...]
    explained: tuple[StateReport, ...]
    zone: Zone | None


def analyse(scenario: Scenario, options: AnalysisOptions | None = None) -> Analysis:
    """Solve a scenario.

    Raises:
        InputError: a number of samples below 0 or above MOST_SAMPLES.
    """
    chosen = options or AnalysisOptions()
    if not 0 <= chosen.samples <= MOST_SAMPLES:
        raise InputError(f"{chosen.samples} samples; valid are 0 to {MOST_SAMPLES:,}")
    stability = solve(scenario.conflict)
    sampled = robustness(scenario.conflict, scenario.orders, chosen.samples, chosen.seed) if chosen.samples else None
    equilibria = _strongest_first(stability, sampled)
    onward = reach(scenario.conflict, tuple(scenario.conflict.makers), scenario.today, improving=True)
    reported: dict[int, StateReport] = {}

    def report(state: int) -> StateReport:
        if state not in reported:
            reported[state] = _report(stability, state, onward, chosen)
        return reported[state]

    return Analysis(
        scenario,
        stability,
        sampled,
        equilibria,
        onward,
        report(scenario.today),
        tuple(report(s) for s in dict.fromkeys(chosen.states)),
        tuple(report(s) for s in equilibria[: chosen.equilibria]),
        bargaining_zone(scenario.exchange, seed=chosen.seed) if scenario.exchange else None,
    )


def _strongest_first(stability: Stability, sampled: Robustness | None) -> tuple[int, ...]:
    held = {int(s) for c in CONCEPTS for s in stability.equilibria(c)}

    def strength(state: int) -> tuple[object, ...]:
        concepts = stability.concepts(state)
        shares = [-sampled.share(c, state) for c in CONCEPTS] if sampled else []
        return ([c not in concepts for c in CONCEPTS], shares, state)

    return tuple(sorted(held, key=strength))


def _report(stability: Stability, state: int, onward: Reach, options: AnalysisOptions) -> StateReport:
    conflict = stability.conflict
    # Coalitions grow as 2^n and each is a search of its own: beyond six decision-makers, pairs alone.
    sizes = len(conflict.names) if len(conflict.names) <= 6 else 2
    return StateReport(
        state,
        stability.concepts(state),
        tuple(why(stability, state, i, options.improvements) for i in conflict.makers),
        onward.path(state),
        tuple(_joint_report(stability, move) for move in joint_moves(conflict, state, sizes)),
        sizes,
    )


def _joint_report(stability: Stability, move: JointMove) -> JointReport:
    settled = stability.everywhere("SEQ")  # holds for every Nash equilibrium too
    if settled[move.target]:
        return JointReport(move, (), True)
    onward = reach(stability.conflict, tuple(stability.conflict.makers), move.target, improving=True)
    ends = onward.states[settled[onward.states]]
    return JointReport(move, onward.path(int(ends[onward.steps[ends].argmin()])) if len(ends) else (), False)
