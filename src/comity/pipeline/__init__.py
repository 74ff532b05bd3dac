"""The order of the stages: sources, documents, annotate, actors, coding, store; batches and resume."""

from __future__ import annotations

from comity.pipeline.corrections import Corrected, correct
from comity.pipeline.events import EventsReport, reconcile
from comity.pipeline.options import Progress, ReadOptions, ReadReport
from comity.pipeline.run import read
from comity.pipeline.suggest import Suggestion, as_rows, suggest
from comity.pipeline.text import actor_names, check_actors, code, left_out, relate, resolve

__all__ = [
    "Corrected",
    "EventsReport",
    "Progress",
    "ReadOptions",
    "ReadReport",
    "Suggestion",
    "actor_names",
    "as_rows",
    "check_actors",
    "code",
    "correct",
    "left_out",
    "read",
    "reconcile",
    "relate",
    "resolve",
    "suggest",
]
