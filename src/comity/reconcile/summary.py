"""The claims of an event in one record: who, when, where, how often, and what they dispute."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from comity.reconcile.contradictions import Material, disputes
from comity.reconcile.origins import Source, origins
from comity.reconcile.status import parts, status, telling
from comity.reconcile.views import AFFIRMED, DENIED, RECIPROCAL, View
from comity.records import Participant
from comity.records.event import Dispute, Event, EventActor, EventDate, EventPlace

_MANY = 6  # claims from which a participant that one of them names alone is left out
_FINE = {"day": 0, "week": 1, "range": 2, "month": 3, "year": 4}


def summarise(
    event: str, members: Sequence[View], sources: Mapping[str, Source], agencies: Mapping[str, str]
) -> tuple[Event, list[Dispute], dict[str, int]]:
    """Return the event of its claims, in the order in which they were read, the disputes about it, and its origins.

    These are the number, from 1, of the independent origin that each counted claim speaks for
    (:func:`comity.reconcile.origins.origins`): a claim that neither affirms nor denies has none.
    """
    part = parts(members)
    told = telling(members, part)
    denied = not told
    groups = origins(told, sources, agencies)
    told = told or list(members)
    done = [m for m in told if part[m.claim.id] == AFFIRMED] or told
    # An origin that only announces it, or asks for it, does not corroborate that it happened.
    done_in = {m.claim.doc for m in members if part[m.claim.id] == AFFIRMED}
    kinds = Counter(m.claim.type for m in done)
    kind = kinds.most_common(1)[0][0]
    modes = Counter(m.claim.mode for m in done if m.claim.mode and m.claim.type == kind)
    actors = _people(done, "actors")
    recipients = [r for r in _people(done, "recipients") if r.code not in {a.code for a in actors} or kind not in RECIPROCAL]
    affirming = [] if denied else told
    record = Event(
        id=event,
        type=kind,
        mode=modes.most_common(1)[0][0] if modes else "",
        status=status(members, part, sum(not done_in.isdisjoint(group) for group in groups)),
        actors=tuple(actors),
        recipients=tuple(recipients),
        place=_place(done),
        date=_date(done),
        reports=len(affirming),
        documents=len({m.claim.doc for m in affirming}),
        outlets=len({m.outlet.lower() or m.claim.doc for m in affirming}),
        origins=len(groups),
        claims=tuple(m.claim.id for m in members),
        disputing=tuple(m.claim.id for m in members if part[m.claim.id] == DENIED),
        historical=all(m.claim.historical for m in members),
        confidence=round(1 - _product(1 - m.claim.confidence for m in done), 3),
    )
    numbers = {doc: n for n, group in enumerate(groups, 1) for doc in group}
    counted = {m.claim.id: numbers[m.claim.doc] for m in affirming}
    return record, disputes(event, _material(members, part, sources, groups)), counted


def _material(
    members: Sequence[View], part: Mapping[str, str], sources: Mapping[str, Source], groups: Sequence[Sequence[str]]
) -> Material:
    texts = {m.claim.doc: sources[m.claim.doc].document.text for m in members}
    sentences = {m.claim.id: texts[m.claim.doc][slice(*m.claim.sentence_span)] for m in members}
    return Material(members, part, sentences, texts, {doc: n for n, group in enumerate(groups) for doc in group})


def _product(values: object) -> float:
    out = 1.0
    for value in values:  # type: ignore[attr-defined]
        out *= value
    return out


def _people(members: Sequence[View], side: str) -> list[EventActor]:
    """The participants that the claims name, by code in the order of their frequency, each as the most specific actor named.

    Of many claims, one alone that names somebody is more often wrong than right, so he is left out where others stay.
    """
    found: dict[str, Counter[str]] = {}
    for member in members:
        people: tuple[Participant, ...] = getattr(member.claim, side)
        for person in people:
            if person.code:
                found.setdefault(person.code, Counter())[person.actor or person.code] += 1
    often = {code for code, names in found.items() if sum(names.values()) > 1}
    if often and len(members) >= _MANY:
        found = {code: names for code, names in found.items() if code in often}
    ordered = sorted(found.items(), key=lambda item: -sum(item[1].values()))
    return [EventActor(max(names, key=lambda n: (n.count("."), names[n], n)), code) for code, names in ordered]


def _place(members: Sequence[View]) -> EventPlace | None:
    named = [m.claim.place for m in members if m.claim.place is not None]
    if not named:
        return None
    counts = Counter((p.text, p.country) for p in named)
    fine = {(p.text, p.country): p.lat is not None for p in named}
    (text, country), _ = max(counts.items(), key=lambda item: (fine[item[0]], item[1]))
    return EventPlace(text, country)


def _date(members: Sequence[View]) -> EventDate | None:
    """The most precise date that the claims give; of equal ones the most frequent."""
    dates = Counter((m.claim.date.start, m.claim.date.end, m.claim.date.precision) for m in members if m.claim.date)
    if not dates:
        return None
    best = max(dates.items(), key=lambda item: (-_FINE.get(item[0][2], 5), item[1], item[0]))[0]
    return EventDate(*best)
