"""Documents with claims, written in one line each, for the tests of origins, statuses and disputes."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from comity.reconcile import Reconciled, Reconciler, Report
from comity.reconcile.views import View, topic_of, view
from comity.records import Claim, ClaimDate, ClaimPlace, Document, Participant, Speaker, Trigger, stable_id
from tests import samples


def told(text: str, trigger: str, source: str = "a.txt", date: str = "2024-05-02", **more: Any) -> tuple[Document, Claim]:
    """Return a document and a claim of the word ``trigger`` in it.

    Among ``more``: ``outlet``, ``url``, ``links``, ``duplicate_of`` of the document; ``actors``, ``recipients`` and ``speakers``
    as codes with blanks between; ``day`` and ``place`` (name, country); the rest are fields of the claim.
    """
    of_document = {k: more.pop(k) for k in ("outlet", "url", "links", "duplicate_of") if k in more}
    document = replace(samples.document(text, source, date), **{"links": (), **of_document})
    start = text.index(trigger)
    sentence = next(s for s in document.sentences if s.start <= start < s.end)
    sides = {k: tuple(Participant(c, 0, 0, c, c) for c in more.pop(k, "").split()) for k in ("actors", "recipients")}
    speakers = tuple(Speaker(c, 0, 0, c, c) for c in more.pop("speakers", "").split())
    day, place = more.pop("day", None), more.pop("place", None)
    claim = Claim(
        id=stable_id(document.id, start, trigger),
        doc=document.id,
        sentence=sentence.index,
        trigger=Trigger(trigger, start, start + len(trigger)),
        sentence_span=(sentence.start, sentence.end),
        type=more.pop("type", "ASSAULT"),
        speakers=speakers,
        date=ClaimDate(day, day, day, "day") if day else None,
        place=ClaimPlace(place[0], 0, 0, place[1], None, None) if place else None,
        **sides,
        **more,
    )
    return document, claim


def viewed(*pairs: tuple[Document, Claim]) -> list[View]:
    """Return the views of claims."""
    return [view(claim, document, topic_of(document)) for document, claim in pairs]


def reconciled(*pairs: tuple[Document, Claim], agencies: dict[str, str] | None = None) -> Reconciled:
    """Reconcile documents of one claim each."""
    reconciler = Reconciler(agencies)
    for document, claim in pairs:
        reconciler.add(Report(document, [claim]))
    return reconciler.result()
