"""The shapes that cross a stage border, each with its Arrow schema (:mod:`comity.records.schemas`)."""

from __future__ import annotations

from comity.records.actor import Actor, ActorRef, Mention, Place
from comity.records.annotation import Annotation, Entity, Relation, ScoredAct, Word
from comity.records.claim import Claim, ClaimDate, ClaimPlace, Participant, Speaker, Trigger
from comity.records.document import Document, Sentence, Skipped, Source
from comity.records.event import Correction, Dispute, Event, EventActor, EventClaim, EventDate, EventPlace
from comity.records.ids import stable_id
from comity.records.span import Span

__all__ = [
    "Actor",
    "ActorRef",
    "Annotation",
    "Claim",
    "ClaimDate",
    "ClaimPlace",
    "Correction",
    "Dispute",
    "Document",
    "Entity",
    "Event",
    "EventActor",
    "EventClaim",
    "EventDate",
    "EventPlace",
    "Mention",
    "Participant",
    "Place",
    "Relation",
    "ScoredAct",
    "Sentence",
    "Skipped",
    "Source",
    "Span",
    "Speaker",
    "Trigger",
    "Word",
    "stable_id",
]
