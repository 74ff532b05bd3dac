"""An analysis as plain data, for JSON. States are numbered from 1, as in all output."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from comity.system.bargaining import Exchange, Solution, Zone
from comity.system.gmcr.analysis import Analysis, JointReport, StateReport
from comity.system.gmcr.explain import Answer
from comity.system.gmcr.scenario import Pattern, Scenario
from comity.system.gmcr.sequences import Step
from comity.system.gmcr.stability import CONCEPTS


def as_record(analysis: Analysis) -> dict[str, Any]:
    """Return an analysis as one object of plain lists, texts and numbers."""
    scenario, drawn = analysis.scenario, analysis.robustness
    return {
        "title": scenario.title,
        "note": scenario.note,
        "decision_makers": [_maker(scenario, k) for k in range(len(scenario.makers))],
        "infeasible": [_pattern(p) for p in scenario.infeasible],
        "same": [_pattern(p) for p in scenario.same],
        "remarks": list(scenario.remarks),
        "states": len(scenario.space),
        "today": scenario.today + 1,
        "samples": drawn.samples if drawn else 0,
        "seed": drawn.seed if drawn else None,
        "equilibria": [_equilibrium(analysis, s) for s in analysis.equilibria],
        "today_report": _report(scenario, analysis.today),
        "asked_reports": [_report(scenario, r) for r in analysis.asked],
        "equilibrium_reports": [_report(scenario, r) for r in analysis.explained],
        "exchange": _exchange(scenario.exchange, analysis.zone) if scenario.exchange and analysis.zone else None,
    }


def _basis(cites: Sequence[str]) -> dict[str, Any]:
    return {"basis": "cited" if cites else "assumption", "cites": list(cites)}


def _pattern(pattern: Pattern) -> dict[str, Any]:
    return {"when": pattern.condition.text, "why": pattern.why, **_basis(pattern.cites)}


def _maker(scenario: Scenario, number: int) -> dict[str, Any]:
    maker = scenario.makers[number]
    stated = maker.preference
    own = [o for o in scenario.space.options if o.owner == number]
    return {
        "name": maker.name,
        "code": maker.code or None,
        "options": [{"id": o.id, "does": o.does, "irreversible": o.irreversible or None, **_basis(o.cites)} for o in own],
        "preferences": {"kind": stated.kind, "stated": stated.statement(), "ties": stated.ties, **_basis(stated.cites)},
    }


def _state(scenario: Scenario, state: int) -> dict[str, Any]:
    return {"state": state + 1, "taken": [o.id for o in scenario.taken(state)]}


def _equilibrium(analysis: Analysis, state: int) -> dict[str, Any]:
    drawn, steps = analysis.robustness, int(analysis.from_today.steps[state])
    return {
        **_state(analysis.scenario, state),
        "concepts": list(analysis.stability.concepts(state)),
        "shares": {c: round(drawn.share(c, state), 4) for c in CONCEPTS} if drawn else None,
        "steps_from_today": None if steps < 0 else steps,
    }


def _steps(scenario: Scenario, steps: Sequence[Step]) -> list[dict[str, Any]]:
    return [
        {"who": scenario.makers[s.maker].name, "from": s.source + 1, "to": s.target + 1, "does": scenario.change(s)}
        for s in steps
    ]


def _report(scenario: Scenario, report: StateReport) -> dict[str, Any]:
    return {
        **_state(scenario, report.state),
        "concepts": list(report.concepts),
        "path_from_today": _steps(scenario, report.path),
        "decision_makers": [
            {
                "name": scenario.makers[w.maker].name,
                "stable": list(w.concepts),
                "can_move": w.can_move,
                "improvements": w.improvements,
                "answers": [_answer(scenario, a) for a in w.answers],
            }
            for w in report.whys
        ],
        "coalitions_up_to": report.sizes,
        "coalitions": [_joint(scenario, j) for j in report.joint],
    }


def _answer(scenario: Scenario, answer: Answer) -> dict[str, Any]:
    return {
        "improvement": _steps(scenario, [answer.improvement])[0],
        "sanction": _steps(scenario, answer.sanction),
        "credible": answer.credible,
        "worse_off": answer.worse,
        "way_out": None if answer.way_out is None else answer.way_out + 1,
    }


def _joint(scenario: Scenario, report: JointReport) -> dict[str, Any]:
    move = report.move
    return {
        "members": [scenario.makers[m].name for m in move.group],
        "path": _steps(scenario, move.path),
        "answer": _steps(scenario, move.answer),
        "credible": move.credible,
        "settled": report.settled,
        "onward": _steps(scenario, report.onward),
    }


def _exchange(exchange: Exchange, zone: Zone) -> dict[str, Any]:
    return {
        "between": [p.name for p in exchange.parties],
        "items": [
            {"what": i.what, "from": exchange.parties[i.giver].name, "cost": i.cost, "worth": i.worth, **_basis(i.cites)}
            for i in exchange.items
        ],
        "outside": [p.outside for p in exchange.parties],
        "patience": [p.patience for p in exchange.parties],
        "agreement": zone.agreement,
        "possible": round(zone.possible, 4),
        "widest": zone.widest,
        "surest": zone.surest,
        "nash": _solution(zone.nash),
        "rubinstein": _solution(zone.rubinstein),
    }


def _solution(solution: Solution | None) -> dict[str, Any] | None:
    return None if solution is None else {"points": solution.gains, "shares_given": solution.shares}
