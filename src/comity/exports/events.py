"""Rows of events and disputes: for exports, and for the commands that show them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from comity.ontology import event_record
from comity.records import Dispute
from comity.store import Store
from comity.store.events import EventFilter, Evidence, StoredEvent, disputes, events, evidence, stages

Row = dict[str, Any]
_BLOCK = 200  # disputes whose sentences are in memory at a time


def event_rows(store: Store, chosen: EventFilter | None = None, order: str = "found", limit: int | None = None) -> Iterator[Row]:
    """Yield events as records (``docs/events.md``), in one of :data:`comity.store.events.ORDERS`."""
    for found in events(store, chosen, order, limit):
        yield event_record(found.event)


def dispute_rows(
    store: Store, chosen: EventFilter | None = None, what: Sequence[str] = (), limit: int | None = None
) -> Iterator[Row]:
    """Yield disputes as records: one per contradiction, with both sentences and their speakers."""
    found = islice(disputes(store, chosen, what), limit)
    while block := list(islice(found, _BLOCK)):
        known = evidence(store, list(dict.fromkeys(_events_of(store, block))))
        sentences = {e.link.claim: e for group in known.values() for e in group}
        for dispute in block:
            yield dispute_record(dispute, sentences)


def _events_of(store: Store, block: Iterable[Dispute]) -> Iterator[str]:
    """The events that hold the claims of disputes: those named, and where dates differ the ones of the other side."""
    claims = [c for q in block for c in (*q.affirming, *q.disputing)]
    rows = store.rows("SELECT DISTINCT event FROM event_claims WHERE claim IN (SELECT unnest(?::VARCHAR[])) ORDER BY 1", [claims])
    return (str(event) for (event,) in rows)


def dispute_record(dispute: Dispute, sentences: dict[str, Evidence]) -> Row:
    """Return a dispute as exported; ``sentences`` leads from its claims to where they stand."""
    return {
        "event": dispute.event,
        "what": dispute.what,
        "summary": dispute.summary,
        "affirming": [_said(sentences[c]) for c in dispute.affirming],
        "disputing": [_said(sentences[c]) for c in dispute.disputing],
    }


def _said(e: Evidence) -> Row:
    return {
        "claim": e.link.claim, "doc_source": e.source, "quote": e.quote, "start": e.start, "end": e.end,
        "speakers": list(e.speakers),
    }  # fmt: skip


def detail_row(store: Store, event: str) -> Row:
    """Return one event as a record, with its claims, their sentences, and what is disputed about it.

    The keys of the record come first; ``evidence`` has a claim each, in the order of reading.
    """
    found = next(events(store, EventFilter(ids=[event])))
    rows = evidence(store, [event])[event]
    return {
        **event_record(found.event),
        "reported": _reported(found),
        "evidence": [_evidence(e) for e in rows],
        "disputes": list(dispute_rows(store, EventFilter(ids=[event]))),
    }


def timeline_rows(store: Store, chosen: EventFilter | None = None, limit: int | None = None) -> Iterator[Row]:
    """Yield events in time as records, each with when it was reported, the standings it went through, and what it follows.

    The keys of the record come first. ``follows`` are ids of events that led to it (:func:`comity.reconcile.leads`).
    """
    from comity.reconcile import leads

    found = list(events(store, chosen, "time"))
    before = leads((f.event, f.first) for f in found)
    found = found[:limit]
    steps = stages(store, [f.event.id for f in found])
    for one in found:
        yield {
            **event_record(one.event),
            "reported": _reported(one),
            "stages": [s._asdict() for s in steps[one.event.id]],
            "follows": before.get(one.event.id, []),
        }


def _reported(found: StoredEvent) -> Row:
    return {"from": found.first, "until": found.last}


def _evidence(e: Evidence) -> Row:
    said = _said(e)
    return {
        "claim": e.link.claim, "trigger": e.trigger, "doc": e.doc, "doc_source": e.source, "outlet": e.outlet or None,
        "date": e.date, "quote": e.quote, "start": e.start, "end": e.end, "polarity": e.polarity, "modality": e.modality,
        "historical": e.historical, "speakers": said["speakers"], "disputing": e.link.disputing, "origin": e.link.origin,
        "likeness": e.link.likeness, "to": e.link.to, "why": e.link.why,
    }  # fmt: skip
