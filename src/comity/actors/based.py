"""Who is named by a seat alone: "the Jeddah-based organisation", "the Doha-based network"."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from functools import cache
from typing import NamedTuple

from comity.actors.knowledge import DATA
from comity.actors.names import NameReader
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


class _Body(NamedTuple):
    id: str
    code: str
    kind: str
    start: str
    end: str


@cache
def _seated() -> dict[str, list[_Body]]:
    """The organisations by seat, in the order of their table, which begins with the best known."""
    out: dict[str, list[_Body]] = defaultdict(list)
    with (DATA / "organisations.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["seat"]:
                out[row["seat"]].append(_Body(row["id"], row["code"], row["kind"], row["start"], row["end"]))
    return out


def by_seat(reader: NameReader) -> None:
    """Record the phrases of a sentence that name a body by its seat and kind.

    A body that the document names counts before others; else the best known one of the kind at the seat, at the document's date.
    Outlets and firms are of the state that the seat is in.
    """
    for h, word in enumerate(reader.words):
        noun = word.lemma.lower()
        if word.upos not in ("NOUN", "PROPN") or (noun not in _KINDS and noun not in _PRIVATE):
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
    date = reader.state.date or ""
    there = [b for b in _seated().get(city, ()) if b.kind in _KINDS[noun]]
    there = [b for b in there if not date or ((not b.start or b.start <= date) and (not b.end or date[: len(b.end)] <= b.end))]
    there.sort(key=lambda b: (not reader.state.codes.get(b.code, 0), _KINDS[noun].index(b.kind)))
    return ActorRef(there[0].id, there[0].code, "IGO" if there[0].kind != "ngo" else "NGO") if there else None


def _private(reader: NameReader, city: str, sector: str) -> ActorRef | None:
    codes = {
        e.code for _, _, entries in reader.base.find(city) for e in entries if e.kind in ("capital", "name") and len(e.code) == 3
    }
    codes = codes or {p.country for p in reader.base.places.get(city, ())[:1]}
    return ActorRef(f"{(code := codes.pop())}.{sector}", code, sector) if len(codes) == 1 else None
