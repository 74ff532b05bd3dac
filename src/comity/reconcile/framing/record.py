"""A comparison as JSON objects, one a line. Each has ``kind``; each of a text has its document, sentence and code points."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from comity.reconcile.framing.model import Comparison, DocumentFrame, Place, TermHit, standing
from comity.records import ActorRef, Claim, Speaker

Row = dict[str, Any]


def as_records(comparison: Comparison) -> Iterator[Row]:
    """Yield the rows of a comparison: document, term, voice, quote, name, wording and act, in this order."""
    for number, frame in enumerate(comparison.documents):
        yield _document(frame, comparison)
        yield from (_term(t, frame) for t in frame.terms if t.loaded)
        for v in frame.voices:
            agent = {**v.agent._asdict(), "codes": list(v.codes)} if v.agent else None
            row = {"claim": v.claim.id, "event": v.claim.event, "type": v.claim.type, "voice": v.kind, "agent": agent}
            yield {"kind": "voice", **_where(frame, v.place), "text": v.claim.trigger.text, **row}
        for q in frame.quotes:
            said = [_speaker(s) for s in q.speakers]
            yield {"kind": "quote", **_where(frame, q.place), "text": q.text, "words": q.words, "speakers": said}
        yield from _names(frame, comparison, number)
    for w in comparison.wordings:
        used = [
            {"doc": f.document.id, "own": dict(own), "credited": dict(credited)}
            for f, own, credited in zip(comparison.documents, w.own, w.credited, strict=True)
        ]
        yield {"kind": "wording", "neutral": w.neutral, "class": w.kind, "documents": used}
    yield from _acts(comparison)


def _document(frame: DocumentFrame, comparison: Comparison) -> Row:
    d = frame.document
    return {
        "kind": "document", "doc": d.id, "doc_source": d.source, "outlet": d.outlet or None, "date": d.date,
        "title": d.title or None, "words": frame.words, "sentences": len(d.sentences), "claims": len(frame.claims),
        "quoted_words": frame.quoted_words, "loaded_own": len(frame.loaded()), "loaded_credited": len(frame.loaded(own=False)),
        "event": comparison.event or None, "actor": comparison.actor or None,
    }  # fmt: skip


def _where(frame: DocumentFrame, place: Place) -> Row:
    return {
        "doc": frame.document.id, "doc_source": frame.document.source, "part": place.part, "sentence": place.sentence,
        "start": place.start, "end": place.end,
        "sentence_span": {"start": place.sentence_start, "end": place.sentence_end}, "sentence_text": frame.sentence(place),
    }  # fmt: skip


def _term(t: TermHit, frame: DocumentFrame) -> Row:
    return {
        "kind": "term", **_where(frame, t.place), "text": t.text, "term": t.term or None, "class": t.kind,
        "tone": t.tone or None, "neutral": t.neutral or None, "about": [_ref(r) for r in t.about], "own": t.own,
        "quoted": t.quoted, "speakers": [_speaker(s) for s in t.said_by],
    }  # fmt: skip


def _ref(r: ActorRef) -> Row:
    return {"actor": r.actor or None, "code": r.code}


def _speaker(s: Speaker) -> Row:
    return {"text": s.text, "start": s.start, "end": s.end, "actor": s.actor or None, "code": s.code}


def _names(frame: DocumentFrame, comparison: Comparison, number: int) -> Iterator[Row]:
    others = [f for i, f in enumerate(comparison.documents) if i != number]
    for naming in frame.names:
        without = [f.document.id for f in others if all(n.actor != naming.actor for n in f.names)]
        for form in naming.forms:
            yield {
                "kind": "name", "actor": naming.actor, "code": naming.code, "text": form.text, "count": len(form.places),
                "left_out_by": without, "places": [_where(frame, p) for p in form.places],
            }  # fmt: skip


def _acts(comparison: Comparison) -> Iterator[Row]:
    docs = [f.document.id for f in comparison.documents]
    for act in comparison.acts:
        told = [
            {"doc": doc, "claims": [_claim(c, frame) for c in claims]}
            for doc, frame, claims in zip(docs, comparison.documents, act.told, strict=True)
        ]
        yield {
            "kind": "act", "event": act.event or None, "type": act.type, "actors": list(act.actors),
            "recipients": list(act.recipients), "left_out_by": [docs[i] for i in act.left_out_by], "documents": told,
        }  # fmt: skip


def _claim(c: Claim, frame: DocumentFrame) -> Row:
    place = Place("text", c.sentence, c.trigger.start, c.trigger.end, *c.sentence_span)
    said: Sequence[Row] = [_speaker(s) for s in c.speakers]
    return {"claim": c.id, "standing": standing(c), **_where(frame, place), "text": c.trigger.text, "speakers": said}
