"""Who is named by a seat alone: "the Jeddah-based organisation", "the Doha-based network"."""

from __future__ import annotations

import re

from comity.actors.names import NameReader
from comity.actors.offices import in_office
from comity.records import ActorRef

_PHRASE = re.compile(
    r"\b(?:[Tt]he|[Tt]his|[Tt]hat)\s+(?P<city>[A-Z][\w.]*(?: [A-Z][\w.]*)*)\s?[-‐–]\s?based"
    r"(?:\s+[a-z][\w-]*){0,3}?\s+[\w-]+$"
)
_REACH = 70  # code points of such a phrase at most
# nouns of bodies -> the kinds of organisation that they may be, those that they are most often first
_KINDS = {
    "organisation": ("organisation", "bloc", "alliance", "forum"),
    "organization": ("organisation", "bloc", "alliance", "forum"),
    "bloc": ("bloc", "organisation", "alliance"), "alliance": ("alliance", "bloc"), "union": ("bloc", "organisation"),
    "body": ("organisation", "bloc", "court", "forum"), "grouping": ("bloc", "organisation", "forum"),
    "agency": ("organisation", "organ"), "watchdog": ("organisation", "forum", "ngo"), "institution": ("bank", "organisation"),
    "lender": ("bank", "organisation"), "bank": ("bank", "organisation"), "fund": ("bank", "organisation"),
    "court": ("court",), "tribunal": ("court",), "cartel": ("organisation",),
    "force": ("forum",),
    "secretariat": ("organisation", "bloc"),
}  # fmt: skip
_PRIVATE = {
    "network": "MED", "broadcaster": "MED", "channel": "MED", "newspaper": "MED", "daily": "MED", "magazine": "MED",
    "station": "MED", "company": "BUS", "firm": "BUS", "airline": "BUS", "carrier": "BUS", "manufacturer": "BUS",
    "insurer": "BUS", "operator": "BUS",
    "charity": "NGO", "monitor": "NGO", "thinktank": "NGO", "campaigner": "NGO",
}  # fmt: skip


def by_seat(reader: NameReader) -> None:
    """Record the phrases of a sentence that name a body by its seat and kind.

    A body that the document names counts before others; else the best known one of the kind at the seat, at the document's date.
    Outlets and firms are of the state that the seat is in.
    """
    for h, word in enumerate(reader.words):
        if word.upos not in ("NOUN", "PROPN") or ((noun := word.lemma.lower()) not in _KINDS and noun not in _PRIVATE):
            continue
        start = max(reader.words[0].start, word.end - _REACH)
        match = _PHRASE.search(reader.state.text[start : word.end])
        if match is None:
            continue
        ref = _private(reader, match["city"], _PRIVATE[noun]) if noun in _PRIVATE else _public(reader, match["city"], noun)
        if ref is not None:
            front = next(i for i, w in enumerate(reader.words) if w.start >= start + match.start())
            reader.put(h, front, h, "description", (ref,), f"{noun!r} by its seat {match['city']!r}")


def _public(reader: NameReader, city: str, noun: str) -> ActorRef | None:
    kinds, date = _KINDS[noun], reader.state.date or ""
    there = [(kind, e) for kind, e in reader.base.seats.get(city, ()) if kind in kinds]
    there = [(kind, e) for kind, e in there if not date or in_office(e.start, e.end, date)]
    if not there:
        return None
    kind, body = min(there, key=lambda found: (not reader.state.codes.get(found[1].code, 0), kinds.index(found[0])))
    return ActorRef(body.actor, body.code, "NGO" if kind == "ngo" else "IGO")


def _private(reader: NameReader, city: str, sector: str) -> ActorRef | None:
    codes = {
        e.code for _, _, entries in reader.base.find(city) for e in entries if e.kind in ("capital", "name") and len(e.code) == 3
    }
    codes = codes or {p.country for p in reader.base.places.get(city, ())[:1]}
    return ActorRef(f"{(code := codes.pop())}.{sector}", code, sector) if len(codes) == 1 else None
