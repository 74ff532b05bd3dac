"""What is likely next: recurrence, rules and closeness over a history of dated acts (see ``docs/forecast.md``).

:class:`Ranker` says which actor is next for a subject and a relation, :class:`Forecaster` which relations two actors will
have, with probabilities; :func:`backtest` judges them on the past, :class:`ForecastLog` on what comes.
"""

from __future__ import annotations

from comity.system.forecast.backtest import Judged, backtest
from comity.system.forecast.chances import ChanceOptions
from comity.system.forecast.history import Happening, History, day_of
from comity.system.forecast.log import ForecastLog, LoggedForecast, LogScores
from comity.system.forecast.outlook import Forecaster, Outlook, Precedent
from comity.system.forecast.ranking import Ranker, RankOptions
from comity.system.forecast.table import history_of, horizon_days
from comity.system.forecast.walk import Kinds

__all__ = [
    "ChanceOptions",
    "ForecastLog",
    "Forecaster",
    "Happening",
    "History",
    "Judged",
    "Kinds",
    "LogScores",
    "LoggedForecast",
    "Outlook",
    "Precedent",
    "RankOptions",
    "Ranker",
    "backtest",
    "day_of",
    "history_of",
    "horizon_days",
]
