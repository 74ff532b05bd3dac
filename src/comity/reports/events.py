"""Events, one event, disputes and the timeline, as blocks of a report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from comity.records import Correction, Dispute, Event
from comity.reports.blocks import Block, Grid, Heading, Item, Paragraph
from comity.reports.nothing import no_events
from comity.reports.wording import SHORT, count, event_title, four_counts, name_of, standing_of, when
from comity.store import Store
from comity.store.events import (
    EventFilter,
    Evidence,
    Stage,
    StoredEvent,
    corrections,
    count_events,
    disputes,
    events,
    evidence,
    stages,
)

Names = Mapping[str, str]
_SENTENCES = 3  # of each side of a dispute, in the list of disputes
_BRACKETS = "In brackets: its date is not known; the day of its first report."


def events_page(store: Store, chosen: EventFilter, limit: int, names: Names) -> list[Block]:
    """Return the events that a filter leaves, those of the most independent origins first."""
    found = list(events(store, chosen, "weight", limit))
    counts = count_events(store, chosen)
    if not found:
        return [Paragraph(no_events(store, chosen))]
    columns = ("id", "when", "event", "status", "origins", "outlets", "docs", "reports")
    rows = tuple(
        (
            one.event.id[:SHORT], when(one.event.date, one.first), _where(one.event, names), one.event.status,
            *(f"{n:,}" for n in (one.event.origins, one.event.outlets, one.event.documents, one.event.reports)),
        )
        for one in found
    )  # fmt: skip
    out: list[Block] = [Paragraph(_total(counts)), Grid(columns, rows, (4, 5, 6, 7))]
    if any(row[1].startswith("(") for row in rows):
        out.append(Paragraph(_BRACKETS))
    return out + _more(len(found), sum(counts.values()))


def _total(counts: Mapping[str, int]) -> str:
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return f"{count(sum(counts.values()), 'event')}: " + ", ".join(f"{status} {n:,}" for status, n in ranked)


def _more(shown: int, total: int) -> list[Block]:
    return [Paragraph(f"{total - shown:,} more; show them with --limit {total}")] if total > shown else []


def _where(event: Event, names: Names) -> str:
    return event_title(event, names) + (f", in {event.place.name}" if event.place else "")


def event_page(store: Store, event: str, names: Names, why: bool = False) -> list[Block]:
    """Return one event: who affirms it by which origin, who denies it, what is disputed, and with ``why`` what joined it."""
    one = next(events(store, EventFilter(ids=[event])))
    told = evidence(store, [event])[event]
    out: list[Block] = [Heading(event_title(one.event, names), 1), Paragraph(_head(one, names))]
    out += [Item(line) for line in _people(one.event, names)]
    out += _origins([e for e in told if e.link.origin is not None and not e.link.disputing], names)
    denials = [e for e in told if e.link.disputing]
    if denials:
        out.append(Heading(f"Denied by {count(len({e.doc for e in denials}), 'document')}"))
        out += [Item(line) for line in _sentences(denials, names, outlet=True)]
    if others := [e for e in told if e.link.origin is None and not e.link.disputing]:
        out.append(Heading("Asked for, thought possible, or refused before it was done"))
        out += [Item(line) for line in _sentences(others, names, outlet=True)]
    found = list(disputes(store, EventFilter(ids=[event])))
    if found:
        sentences = _all_sentences(store, found, told)
        out.append(Heading("Disputed"))
        out += [Item(f"{q.what}: {q.summary}", _sides(q, sentences, names)) for q in found]
    if why:
        out.append(Heading("Why this is one event"))
        out += [Item(_joined(e)) for e in told]
    if made := [c for c in corrections(store) if event in (c.event, c.other) or {*c.claims, c.other} & set(one.event.claims)]:
        out.append(Heading("Corrections"))
        out += [Item(_correction(c)) for c in made]
    return out


def _head(one: StoredEvent, names: Names) -> str:
    event = one.event
    place = ""
    if event.place:
        country = name_of(event.place.country, names) if event.place.country else ""
        place = event.place.name if country in ("", event.place.name) else f"{event.place.name} ({country})"
    reported = f"reported from {one.first} to {one.last}" if one.first != one.last else f"reported on {one.first}"
    parts = [event.status, when(event.date), place, four_counts(event), reported if one.first else "", f"id {event.id}"]
    return "; ".join(filter(None, [*parts, "told as history" if event.historical else ""])) + "."


def _people(event: Event, names: Names) -> Iterable[str]:
    for word, side in (("who", event.actors), ("to whom", event.recipients)):
        if side:
            named = (f"{name_of(a.actor, names)} ({a.code})" if a.actor != a.code else name_of(a.code, names) for a in side)
            yield f"{word}: {', '.join(named)}"


def _origins(telling: Sequence[Evidence], names: Names) -> list[Block]:
    """The sentences that tell of an event and do not deny it, under the outlets of each independent origin."""
    groups: dict[int, list[Evidence]] = {}
    for e in telling:
        groups.setdefault(e.link.origin or 0, []).append(e)
    if not groups:
        return []
    out: list[Block] = [Heading(f"Told by {count(len(groups), 'independent origin')}")]
    for number, group in sorted(groups.items()):
        outlets = ", ".join(dict.fromkeys(e.outlet or e.source for e in group))
        out.append(Item(f"origin {number}: {outlets}", tuple(_sentences(group, names))))
    return out


def _sentences(told: Sequence[Evidence], names: Names, outlet: bool = False) -> list[str]:
    """One line a sentence: the standings of its claims, the sentence, where it stands, who says so, the ids of the claims."""
    groups: dict[tuple[str, int], list[Evidence]] = {}
    for e in told:
        groups.setdefault((e.doc, e.start), []).append(e)
    out = []
    for group in groups.values():
        standings = dict.fromkeys(standing_of(e.polarity, e.modality, e.historical) for e in group)
        claims = ", ".join(f"{e.trigger!r} {e.link.claim[:SHORT]}" for e in group)
        out.append(f"{', '.join(standings)}: {_quote(group[0], names, outlet)}; {claims}")
    return out


def _quote(e: Evidence, names: Names, outlet: bool = True) -> str:
    """Return a sentence with its place, its date and its speakers."""
    parts = [f"{e.source} [{e.start}:{e.end}]", e.outlet if outlet else "", e.date or ""]
    if e.speakers:
        parts.append("says " + ", ".join(name_of(s, names) for s in e.speakers))
    return f"“{' '.join(e.quote.split())}” {', '.join(filter(None, parts))}"


def _joined(e: Evidence) -> str:
    claim = f"{e.link.claim[:SHORT]} {e.trigger!r}"
    if e.link.to == e.link.claim:
        return f"{claim} {e.link.why}"
    return f"{claim} joined through {e.link.to[:SHORT]}, likeness {e.link.likeness:.2f}: {e.link.why or 'nothing in words'}"


def _correction(c: Correction) -> str:
    remark = f": {c.remark}" if c.remark else ""
    if c.kind == "merge":
        return f"{c.date} {c.other[:SHORT]} merged into {c.event[:SHORT]}{remark}"
    claims = ", ".join(claim[:SHORT] for claim in c.claims)
    return f"{c.date} {claims} split off from {c.event[:SHORT]}{remark}"


def disputes_page(store: Store, chosen: EventFilter, what: Sequence[str], limit: int, names: Names) -> list[Block]:
    """Return the disputes about the events that a filter leaves, with the sentences and speakers of either side."""
    found = list(disputes(store, chosen, what))
    if not found:
        return [Paragraph(no_events(store, chosen, what))]
    shown = found[:limit]
    about = list(dict.fromkeys(q.event for q in shown))
    records = {one.event.id: one for one in events(store, EventFilter(ids=about))}
    sentences = _all_sentences(store, shown, ())
    kinds = dict.fromkeys(q.what for q in found)
    counts = ", ".join(f"{kind} {sum(q.what == kind for q in found):,}" for kind in kinds)
    out: list[Block] = [Paragraph(f"{count(len(found), 'dispute')}: {counts}")]
    for event in about:
        one = records[event]
        title = f"{event_title(one.event, names)}, {when(one.event.date, one.first)} [{event[:SHORT]}]"
        out.append(Heading(title))
        out += [Item(f"{q.what}: {q.summary}", _sides(q, sentences, names)) for q in shown if q.event == event]
    return out + _more(len(shown), len(found))


def _all_sentences(store: Store, found: Sequence[Dispute], known: Iterable[Evidence]) -> dict[str, Evidence]:
    """The sentences of all claims of disputes; where dates differ, those of one side are of another event."""
    out = {e.link.claim: e for e in known}
    claims = {c for q in found for c in (*q.affirming, *q.disputing)} - out.keys()
    if claims:
        rows = store.rows(
            "SELECT DISTINCT event FROM event_claims WHERE claim IN (SELECT unnest(?::VARCHAR[]))", [sorted(claims)]
        )
        for group in evidence(store, [str(event) for (event,) in rows]).values():
            out |= {e.link.claim: e for e in group}
    return out


def _sides(q: Dispute, sentences: Mapping[str, Evidence], names: Names) -> tuple[str, ...]:
    words = ("affirmed", "denied") if q.what == "occurrence" else ("one side", "the other")
    out = []
    for word, claims in zip(words, (q.affirming, q.disputing), strict=True):
        told = {(sentences[c].doc, sentences[c].start): sentences[c] for c in claims}
        out += [f"{word}: {_quote(e, names)}" for e in list(told.values())[:_SENTENCES]]
        if len(told) > _SENTENCES:
            out.append(f"{word}: {count(len(told) - _SENTENCES, 'more sentence')}")
    return tuple(out)


def timeline_page(store: Store, chosen: EventFilter, limit: int, names: Names) -> list[Block]:
    """Return events in time: dates as precise as they are known, history apart, and what was planned with what came of it."""
    from comity.reconcile import leads

    found = list(events(store, chosen, "time"))
    if not found:
        return [Paragraph(no_events(store, chosen))]
    before = leads((f.event, f.first) for f in found)
    titles = {f.event.id: f for f in found}
    shown = [f for f in found if not f.event.historical][:limit]
    history = [f for f in found if f.event.historical][: max(0, limit - len(shown))]
    steps = stages(store, [f.event.id for f in (*shown, *history)])
    out: list[Block] = []
    for heading, part in (("Events in order", shown), ("History, as told in the documents", history)):
        if part:
            out.append(Heading(heading))
            out += [Item(_line(f, names), _story(f, steps[f.event.id], before, titles, names)) for f in part]
    if any(f.event.date is None for f in (*shown, *history)):
        out.append(Paragraph(_BRACKETS))
    return out + _more(len(shown) + len(history), len(found))


def _line(one: StoredEvent, names: Names) -> str:
    origins = f", {count(one.event.origins, 'origin')}" if one.event.origins else ""
    day = when(one.event.date, one.first) or "no date known"
    return f"{day}  {_where(one.event, names)}: {one.event.status}{origins} [{one.event.id[:SHORT]}]"


def _story(
    one: StoredEvent, steps: Sequence[Stage], before: Mapping[str, Sequence[str]], known: Mapping[str, StoredEvent], names: Names
) -> tuple[str, ...]:
    """What came before: other events that led to this one, and the standings that its own claims went through."""
    out = []
    for step in before.get(one.event.id, ()):
        earlier = known[step]
        out.append(f"follows {event_title(earlier.event, names)}, reported {earlier.first} [{step[:SHORT]}]")
    first: dict[str, str] = {}
    for s in steps:
        first.setdefault(standing_of(s.polarity, s.modality, s.historical), s.first or "undated")
    if len(first) > 1:
        out.append("first reported as " + ", ".join(f"{name} {day}" for name, day in first.items()))
    return tuple(out)
