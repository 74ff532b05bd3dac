"""What was found, in sentences: why a state holds, who answers what, how one gets from here to there."""

from __future__ import annotations

from collections.abc import Sequence

from comity.system.gmcr.analysis import Analysis, JointReport, StateReport
from comity.system.gmcr.explain import Answer, Why
from comity.system.gmcr.scenario import Scenario, listed
from comity.system.gmcr.sequences import Step

MEANINGS = {
    "Nash": "nobody can do better by a move of its own",
    "SEQ": "who could do better would be answered, by moves that pay those who make them (credible sanctions)",
    "SMR": "who could do better can be answered, at whatever cost, and cannot get out of it",
    "GMR": "who could do better can be answered, at whatever cost",
}

EXCHANGE = (
    "At best all costs and outside options are at their low ends and all worths at their high ends, at worst the other way "
    "round. The solutions of Nash and Rubinstein (by patience, whoever makes the first offer) are zones because the values are "
    "ranges. Points of the two parties are never compared."
)


def capital(text: str) -> str:
    """Return a text with its first letter as a capital."""
    return text[:1].upper() + text[1:]


def state(scenario: Scenario, number: int) -> str:
    """Return a state with the options taken in it: "state 12 (covert, tighten)"."""
    return f"state {number + 1} ({scenario.label(number)})"


def moves(scenario: Scenario, steps: Sequence[Step], verb: str) -> str:
    """Return moves as words: "the United States would tighten sanctions, then China would join a pact"."""
    return ", then ".join(f"{scenario.makers[s.maker].name} {verb} {scenario.change(s)}" for s in steps)


def itinerary(scenario: Scenario, steps: Sequence[Step]) -> str:
    """Return moves with the states that they lead to: "Russia: give technology (state 4); ..."."""
    return "; ".join(f"{scenario.makers[s.maker].name}: {scenario.change(s)} (state {s.target + 1})" for s in steps)


def verdicts(scenario: Scenario, whys: Sequence[Why]) -> list[tuple[str, list[str]]]:
    """Return a line for each decision-maker, with the reasons behind it.

    A line says whether a state is stable for it, in which sense, and who sees to it. Those who could not do better alone
    share one line.
    """
    content = [scenario.makers[w.maker].name for w in whys if w.can_move and not w.improvements]
    out: list[tuple[str, list[str]]] = []
    if content:
        whom = "it" if len(content) == 1 else "any of them"
        out.append((f"{capital(listed(content))}: stable in every sense; no move of its own would be better for {whom}", []))
    for why in whys:
        if not why.can_move:
            out.append((f"{capital(scenario.makers[why.maker].name)}: stable; it has no move here", []))
        elif why.improvements:
            reasons = [reason(scenario, a) for a in why.answers]
            if (rest := why.improvements - len(reasons)) > 0:
                reasons.append(f"{rest} more of its moves would be better for it.")
            out.append((_verdict(scenario, why), reasons))
    return out


def _verdict(scenario: Scenario, why: Why) -> str:
    name = capital(scenario.makers[why.maker].name)
    if not why.concepts:
        return f"{name}: not stable; it could do better, and nobody could answer"
    guards = [scenario.makers[m].name for m in dict.fromkeys(s.maker for a in why.answers for s in a.sanction)]
    held = f"{name}: stable ({', '.join(why.concepts)}), held back by {listed(guards)}"
    return held if "SEQ" in why.concepts else f"{held}, though not every answer is credible"


def reason(scenario: Scenario, answer: Answer) -> str:
    """Return what a decision-maker could do, and what the others can and would do about it."""
    step = answer.improvement
    name, here = scenario.makers[step.maker].name, f"state {step.source + 1}"
    could = f"{capital(name)} could {scenario.change(step)} (state {step.target + 1}), which is better for it than {here}."
    if not answer.sanction:
        return f"{could} Nobody can answer so that it ends no better off than in {here}."
    end = answer.sanction[-1].target
    ends = f"in state {end + 1} {name} is {'worse off than' if answer.worse else 'no better off than'} in {here}"
    out = ""
    if answer.way_out is not None:
        leave = scenario.change(Step(step.maker, end, answer.way_out))
        out = f" It could still get out of that: {leave} (state {answer.way_out + 1})."
    return f"{could} {_answered(scenario, answer.sanction, answer.credible, ends)}{out}"


def joint(scenario: Scenario, report: JointReport, start: int) -> list[str]:
    """Return what a coalition could do together, what the others can do about it, and where it leads, a sentence or two each."""
    move = report.move
    group = capital(listed(scenario.makers[m].name for m in move.group))
    way, count = itinerary(scenario, move.path), "both" if len(move.group) == 2 else "all"
    out = [f"{group} could leave it together: {way}. That is better for {count} of them than state {start + 1}."]
    if move.answer:
        end = f"in state {move.answer[-1].target + 1} not {count} of them are better off than in state {start + 1}"
        out.append(_answered(scenario, move.answer, move.credible, end))
    else:
        out.append(f"Nobody could answer so that one of them ends no better off than in state {start + 1}.")
    if report.settled:
        out.append(f"There it would stay: {state(scenario, move.target)} is an equilibrium.")
    elif report.onward:
        end = state(scenario, report.onward[-1].target)
        where = f"back to {end}" if report.onward[-1].target == start else f"on to {end}, an equilibrium"
        out.append(f"It would lead {where}: {itinerary(scenario, report.onward)}.")
    return out


def _answered(scenario: Scenario, steps: Sequence[Step], credible: bool, ends: str) -> str:
    if credible:
        return f"But {moves(scenario, steps, 'can and would')}: {ends}."
    price = "that would not pay" if len(steps) == 1 else "not every step would pay"
    return f"{capital(moves(scenario, steps, 'can'))}: {ends}; but {price} who makes it."


def path(scenario: Scenario, report: StateReport) -> str:
    """Return how one gets to a state from today's, each step being better for who takes it."""
    if report.state == scenario.today:
        return "It is today's state."
    if not report.path:
        return "No moves that each pay who makes them lead there from today's state."
    count = len(report.path)
    ways = "one move that pays who makes it" if count == 1 else f"{count} moves that each pay who makes them"
    return f"From today's state in {ways}: {itinerary(scenario, report.path)}."


def alone(report: StateReport, makers: int) -> str:
    """Return what to say where no coalition can improve on a state."""
    size = "" if report.sizes >= makers else f" of {report.sizes}"
    return f"No coalition{size} could do better together by leaving it."


def basis(scenario: Scenario) -> str:
    """Return on what the preferences rest."""
    assumed = [m.name for m in scenario.makers if not m.preference.cites]
    if len(assumed) == len(scenario.makers):
        return "All preferences are the analyst's assumptions."
    if assumed:
        return f"The preferences of {listed(assumed)} are the analyst's assumptions; the others cite claims."
    return "All preferences cite claims; that they follow from them is the analyst's judgement."


def sampling(analysis: Analysis) -> str:
    """Return what the shares rest on."""
    drawn = analysis.robustness
    if drawn is None:
        return "No rankings were sampled."
    if not drawn.open:
        return "The preferences leave nothing open, so every ranking that is compatible with them gives the same answer."
    return (
        f"Percentages are shares of {drawn.samples:,} sampled rankings (seed {drawn.seed}) that are compatible with what is "
        f"stated: in how many of them the state is an equilibrium, give or take {100 * drawn.margin:.0f} points at most. "
        f"Something is left open in the preferences of {listed(drawn.open)}."
    )
