"""The order of the stages: sources, documents, annotate, actors, coding, store; batches and resume."""

from __future__ import annotations

from comity.pipeline.options import Progress, ReadOptions, ReadReport
from comity.pipeline.run import read
from comity.pipeline.text import actor_names, code, relate, resolve

__all__ = ["Progress", "ReadOptions", "ReadReport", "actor_names", "code", "read", "relate", "resolve"]
