"""Who is who: mentions to actors at a date, with the reason, and coreference inside a document."""

from __future__ import annotations

from comity.actors.knowledge import KnowledgeBase
from comity.actors.resolver import Candidate, Resolution, Resolver

__all__ = ["Candidate", "KnowledgeBase", "Resolution", "Resolver"]
