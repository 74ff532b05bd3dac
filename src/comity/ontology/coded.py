"""A claim or an event with its PLOVER codes: the records that comity exports."""

from __future__ import annotations

from typing import Any

from comity.ontology.tables import crosswalk, plover_type, score
from comity.records import Claim, ClaimPlace, Event, Participant, Speaker


def _participant(p: Participant) -> dict[str, Any]:
    return {
        "text": p.text,
        "start": p.start,
        "end": p.end,
        "actor": p.actor or None,
        "code": p.code,
        "sector": p.sector or None,
    }


def _speaker(s: Speaker) -> dict[str, Any]:
    return {"text": s.text, "start": s.start, "end": s.end, "actor": s.actor or None, "code": s.code}


def _place(p: ClaimPlace) -> dict[str, Any]:
    return {
        "text": p.text,
        "start": p.start,
        "end": p.end,
        "country": p.country or None,
        "lat": p.lat,
        "lon": p.lon,
    }


def claim_record(claim: Claim, doc_source: str) -> dict[str, Any]:
    """Return a claim as exported: every key, in the order of ``docs/claims.md``.

    ``plover_type``, ``cameo`` and ``score`` belong together: all three are those of AGREE for an act that is only
    intended. An act that is denied ("will not meet") is no agreement and keeps its type.

    Unknown is null; only ``code`` of a participant or speaker whom nobody identifies is the empty string.
    """
    modality = claim.modality if claim.polarity == "affirmed" else "actual"
    plover = plover_type(claim.type, modality)
    place, date = claim.place, claim.date
    return {
        "claim": claim.id,
        "event": claim.event,
        "doc": claim.doc,
        "doc_source": doc_source,
        "sentence": claim.sentence,
        "trigger": claim.trigger._asdict(),
        "sentence_span": {"start": claim.sentence_span[0], "end": claim.sentence_span[1]},
        "type": claim.type,
        "mode": claim.mode or None,
        "contexts": list(claim.contexts),
        "plover_type": plover,
        "cameo": crosswalk(claim.type, claim.mode, modality),
        "score": score(plover, claim.mode if plover == claim.type else ""),
        "actors": [_participant(p) for p in claim.actors],
        "recipients": [_participant(p) for p in claim.recipients],
        "place": _place(place) if place else None,
        "date": date._asdict() if date else None,
        "polarity": claim.polarity,
        "modality": claim.modality,
        "historical": claim.historical,
        "speakers": [_speaker(s) for s in claim.speakers],
        "condition": claim.condition,
        "confidence": round(claim.confidence, 4),
    }


def event_record(event: Event) -> dict[str, Any]:
    """Return an event as exported: every key, in the order of ``docs/events.md``. Unknown is null or an empty list.

    ``plover_type`` is what PLOVER calls the act: AGREE for one that is only planned.
    """
    place = {"name": event.place.name, "country": event.place.country or None} if event.place else None
    return {
        "event": event.id,
        "type": event.type,
        "plover_type": plover_type(event.type, "future" if event.status == "planned" else "actual"),
        "mode": event.mode or None,
        "status": event.status,
        "actors": [a._asdict() for a in event.actors],
        "recipients": [a._asdict() for a in event.recipients],
        "place": place,
        "date": event.date._asdict() if event.date else None,
        "reports": event.reports,
        "documents": event.documents,
        "outlets": event.outlets,
        "origins": event.origins,
        "claims": list(event.claims),
        "disputing": list(event.disputing),
        "historical": event.historical,
        "confidence": round(event.confidence, 4),
    }
