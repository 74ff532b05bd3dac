"""How good forecasts would have been: asked at past days, with nothing known after them, and judged by what came.

Rows are all pairs that had dealt with each other and all relations; of the many that never happened a sample stands for all,
by weight. Compared with two plain forecasts: how often any such pair has the relation, and how often this pair had it so far.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from comity.errors import ComityError
from comity.system.forecast.calibration import LEAST, Bin, brier, calibration_error, log_score, reliability
from comity.system.forecast.chances import ChanceOptions, Chances
from comity.system.forecast.history import Flags, Floats, History


@dataclass(frozen=True, slots=True)
class Judged:
    """Scores of one group of rows.

    Attributes:
        group: "seen": the pair had had the relation before; "new": it had not; "all".
        rows: how many could be asked.
        share: how many of them came true.
        brier, log: the scores of the forecasts, lower is better.
        usual_brier, usual_log: those of the relation's rate among pairs.
        past_brier, past_log: those of the pair's own rate so far.
        error: the expected calibration error over ``bins``.
        bins: means and shares by band of probability.
    """

    group: str
    rows: float
    share: float
    brier: float
    log: float
    usual_brier: float
    usual_log: float
    past_brier: float
    past_log: float
    error: float
    bins: tuple[Bin, ...]

    @property
    def skill(self) -> float:
        """The part of the squared error of the relation's rate that the forecasts take away: 1 is perfect, 0 no better."""
        return 1 - self.brier / self.usual_brier if self.usual_brier else 0.0


@dataclass(frozen=True, slots=True)
class _Rows:
    chance: Floats
    usual: Floats
    past: Floats
    happened: Flags
    weight: Floats
    seen: Flags


def backtest(
    history: History, horizon: int, *, days: int = 4, until: int | None = None, options: ChanceOptions | None = None
) -> tuple[Judged, ...]:
    """Judge forecasts made at ``days`` past days, a horizon apart, the last one a horizon before ``until``.

    Args:
        history: the acts.
        horizon: days that each forecast covers.
        days: how many times to forecast.
        until: the first day that is not used; by default the day after the last act.
        options: see :class:`~comity.system.forecast.chances.ChanceOptions`.

    Raises:
        ComityError: if the history is too short for so many forecasts.
    """
    if days < 1:
        raise ComityError(f"a backtest of {days} days judges nothing: give at least 1")
    end = history.last + 1 if until is None else until
    needs, span = (options or ChanceOptions()).needs, end - history.first
    if needs(horizon) + days * horizon > span:
        longest = max((h for h in range(1, horizon) if needs(h) + days * h <= span), default=0)
        advice = f"give at most {longest} days, or fewer forecasts" if longest else "give a longer history"
        took = needs(horizon) + days * horizon
        raise ComityError(
            f"{days} forecasts of {horizon} days, and a past to learn from before each, take {took} days of history, and "
            f" there are {span}: {advice}"
        )
    rows = [_rows(history, end - horizon * back, horizon, options) for back in range(days, 0, -1)]
    columns = {name: np.concatenate([getattr(one, name) for one in rows]) for name in _Rows.__slots__}
    seen = columns["seen"]
    parts = {"all": np.ones(len(seen), bool), "seen": seen, "new": ~seen}
    return tuple(
        _judged(name, {key: values[part] for key, values in columns.items()}) for name, part in parts.items() if part.any()
    )


def _rows(history: History, day: int, horizon: int, options: ChanceOptions | None) -> _Rows:
    chances = Chances(history, day, horizon, options)
    sample, standing = chances.sample(), chances.standing
    pair, relation = sample.key // standing.relations, sample.key % standing.relations
    counts = standing.acts.faded(standing.acts.find(pair * standing.links + relation), day)[:, -1]
    past = -np.expm1(-counts * horizon / (day - history.first))
    return _Rows(
        chances.of_features(sample.features),
        chances.rules.base(relation),
        np.maximum(past, LEAST),
        sample.happened,
        sample.weight,
        sample.seen,
    )


def _judged(group: str, rows: dict[str, Floats]) -> Judged:
    happened, weight = rows["happened"], rows["weight"]
    bins = tuple(reliability(rows["chance"], happened, weight))
    scores = {
        name: (brier(rows[name], happened, weight), log_score(rows[name], happened, weight))
        for name in ("chance", "usual", "past")
    }
    return Judged(
        group,
        float(weight.sum()),
        float(np.average(happened, weights=weight)),
        *scores["chance"],
        *scores["usual"],
        *scores["past"],
        calibration_error(list(bins)),
        bins,
    )
