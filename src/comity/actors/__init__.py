"""Who is who: mentions to actors at a date, with the reason, and coreference inside a document."""

from __future__ import annotations

from comity.actors.check import Checked, check_files
from comity.actors.dictionaries import with_dictionaries
from comity.actors.knowledge import COLUMNS, KnowledgeBase, fold
from comity.actors.problems import Problem
from comity.actors.resolver import Candidate, Resolution, Resolver
from comity.actors.spelling import common_words, names_body
from comity.actors.tables import actor_id

__all__ = [
    "COLUMNS",
    "Candidate",
    "Checked",
    "KnowledgeBase",
    "Problem",
    "Resolution",
    "Resolver",
    "actor_id",
    "check_files",
    "common_words",
    "fold",
    "names_body",
    "with_dictionaries",
]
