"""Events, disputes and analysts' corrections of a project: written whole, read by filter or by the start of an id."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from types import MappingProxyType
from typing import Any, NamedTuple

import pyarrow as pa

from comity.errors import InputError
from comity.records import Correction, Dispute, Document, Event, EventActor, EventClaim, EventDate, EventPlace
from comity.store.read import Reading
from comity.store.schema import comity_version
from comity.store.store import Store
from comity.store.tables import table

_BLOCK = 20_000  # rows that are handed to the engine at a time
_SHOWN = 5  # ids that an error names

ORDERS = MappingProxyType(
    {
        "found": "e.number",
        "weight": "len(e.actors) = 0, e.origins DESC, e.reports DESC, e.number",
        "time": "coalesce(e.date_start, r.first) NULLS LAST, coalesce(e.date_end, r.first) DESC, e.number",
    }
)
"""Orders of events: of reading; those of the most independent origins first, and last where nobody acts; in time, where a longer
stretch comes before the day in it."""


@dataclass(frozen=True, slots=True)
class EventFilter:
    """Which events are asked for; what is empty does not limit.

    Attributes:
        actor: code or id of an actor on either side.
        type: PLOVER type.
        statuses: some of :data:`comity.records.event.STATUSES`.
        since: ISO date from which on it happened, or was reported where its date is unknown.
        until: ISO date up to which.
        ids: events by their whole ids.
        disputed: only events about which there is a dispute.
        several: only events that more than one origin tells as done; False for those that one does.
    """

    actor: str = ""
    type: str = ""
    statuses: Sequence[str] = ()
    since: str = ""
    until: str = ""
    ids: Sequence[str] | None = None
    disputed: bool = False
    several: bool | None = None


class StoredEvent(NamedTuple):
    """An event with the dates of the first and the last document that reports it (ISO 8601; None where none is dated)."""

    event: Event
    first: str | None
    last: str | None


class Evidence(NamedTuple):
    """A claim of an event with its sentence: code points ``start`` to ``end`` of the document.

    ``trigger`` are the words that name the act; ``speakers`` are codes, or the words of the text in quotes where nobody is
    identified.
    """

    link: EventClaim
    trigger: str
    doc: str
    source: str
    outlet: str
    date: str | None
    quote: str
    start: int
    end: int
    polarity: str
    modality: str
    historical: bool
    speakers: tuple[str, ...]


def documents(store: Reading) -> Iterator[Document]:
    """Yield the current documents in the order of reading, copies among them, without their sentences."""
    for r in store.records("SELECT * FROM documents WHERE superseded_by IS NULL ORDER BY number"):
        yield Document(
            r["id"], r["source"], r["text"], r["text_hash"], r["title"], r["outlet"], r["date"], r["date_from"], r["url"],
            tuple(r["links"]), r["language"], (), r["duplicate_of"], r["duplicate_kind"], r["similarity"],
        )  # fmt: skip


_DONE_BY = """(SELECT count(DISTINCT k.origin) FROM event_claims k JOIN claims c ON c.id = k.claim
    WHERE k.event = e.id AND c.polarity = 'affirmed' AND c.modality = 'actual')"""


def _where(chosen: EventFilter) -> tuple[str, list[Any]]:
    parts: list[tuple[str, Any]] = []
    if chosen.actor:
        people = "list_concat(e.actors, e.recipients)"
        wanted = f"len(list_filter({people}, lambda x: lower(x.actor) = $1 OR lower(x.code) = $1)) > 0"
        parts.append((wanted, chosen.actor.lower()))
    if chosen.type:
        parts.append(("e.type = $1", chosen.type))
    if chosen.statuses:
        parts.append(("list_contains($1::VARCHAR[], e.status)", list(chosen.statuses)))
    if chosen.since:
        parts.append(("coalesce(e.date_end, r.last) >= $1", chosen.since))
    if chosen.until:
        parts.append(("coalesce(e.date_start, r.first) <= $1", chosen.until))
    if chosen.ids is not None:
        parts.append(("list_contains($1::VARCHAR[], e.id)", list(chosen.ids)))
    if chosen.several is not None:
        parts.append((f"({_DONE_BY} > 1) = $1 AND {_DONE_BY} > 0", chosen.several))
    if chosen.disputed:
        parts.append(("$1 AND e.id IN (SELECT event FROM disputes)", True))
    text = " AND ".join(part.replace("$1", f"${n}") for n, (part, _) in enumerate(parts, 1))
    return (f"WHERE {text}" if parts else ""), [value for _, value in parts]


REPORTED = """reported AS (SELECT k.event, min(d.date) AS first, max(d.date) AS last
    FROM event_claims k JOIN claims c ON c.id = k.claim JOIN documents d ON d.id = c.doc GROUP BY k.event)"""


def events(
    store: Reading, chosen: EventFilter | None = None, order: str = "found", limit: int | None = None
) -> Iterator[StoredEvent]:
    """Yield events in one of :data:`ORDERS`, some at a time."""
    where, values = _where(chosen or EventFilter())
    rank = ORDERS[order]
    most = f"LIMIT {int(limit)}" if limit is not None else ""
    sql = f"""WITH {REPORTED},
        chosen AS (SELECT e.*, r.first, r.last, row_number() OVER (ORDER BY {rank}) AS place
            FROM events e LEFT JOIN reported r ON r.event = e.id {where} ORDER BY {rank} {most}),
        parts AS (SELECT k.event, list(k.claim ORDER BY k.position) AS claims,
            list(k.claim ORDER BY k.position) FILTER (k.disputing) AS disputing
            FROM event_claims k WHERE k.event IN (SELECT id FROM chosen) GROUP BY k.event)
        SELECT c.*, p.claims, p.disputing FROM chosen c LEFT JOIN parts p ON p.event = c.id ORDER BY c.place"""
    for row in store.records(sql, values):
        yield StoredEvent(_event(row), row["first"], row["last"])


def count_events(store: Reading, chosen: EventFilter | None = None) -> dict[str, int]:
    """Return the number of events by status."""
    where, values = _where(chosen or EventFilter())
    sql = f"WITH {REPORTED} SELECT e.status, count(*) FROM events e LEFT JOIN reported r ON r.event = e.id {where} GROUP BY 1"
    return {str(status): int(n) for status, n in store.rows(sql, values)}


def _event(r: dict[str, Any]) -> Event:
    return Event(
        id=r["id"],
        type=r["type"],
        mode=r["mode"],
        status=r["status"],
        actors=tuple(EventActor(a["actor"], a["code"]) for a in r["actors"]),
        recipients=tuple(EventActor(a["actor"], a["code"]) for a in r["recipients"]),
        place=EventPlace(r["place_name"], r["place_country"]) if r["place_name"] is not None else None,
        date=EventDate(r["date_start"], r["date_end"], r["date_precision"]) if r["date_start"] is not None else None,
        reports=r["reports"],
        documents=r["documents"],
        outlets=r["outlets"],
        origins=r["origins"],
        claims=tuple(r["claims"] or ()),
        disputing=tuple(r["disputing"] or ()),
        historical=r["historical"],
        confidence=r["confidence"],
    )


def find_event(store: Reading, given: str) -> str:
    """Return the id of the event whose id, or the id of one of whose claims, begins with ``given``.

    Raises:
        InputError: there is none, or there are several.
    """
    start = given.strip().lower()
    for sql in (
        "SELECT id FROM events WHERE starts_with(id, ?) ORDER BY number",
        "SELECT DISTINCT event FROM event_claims WHERE starts_with(claim, ?) ORDER BY event",
    ):
        found = [str(i) for (i,) in store.rows(sql, [start])] if start else []
        if len(found) == 1 or start in found:
            return start if start in found else found[0]
        if found:
            raise InputError(f"{given} is the start of {len(found)} ids: {_some(found)}; give more of its characters")
    if not int(store.value("SELECT count(*) FROM events")):
        raise InputError("the project has no events yet; make them with: comity events --refresh")
    raise InputError(f"there is no event {given!r}; list the ids with: comity events")


def find_claim(event: Event, given: str) -> str:
    """Return the id of the claim of an event that begins with ``given``.

    Raises:
        InputError: there is none, or there are several.
    """
    start = given.strip().lower()
    found = [c for c in event.claims if start and c.startswith(start)]
    if not found:
        raise InputError(f"event {event.id} has no claim {given!r}; it has {_some(event.claims)}")
    if len(found) > 1:
        raise InputError(f"{given} is the start of {len(found)} claims: {_some(found)}; give more of its characters")
    return found[0]


def _some(ids: Sequence[str]) -> str:
    more = f" and {len(ids) - _SHOWN} more" if len(ids) > _SHOWN else ""
    return ", ".join(ids[:_SHOWN]) + more


def evidence(store: Reading, ids: Sequence[str]) -> dict[str, list[Evidence]]:
    """Return the claims of events with their sentences, by event, in the order of reading."""
    rows = store.rows(
        """WITH said AS (SELECT claim, list(CASE WHEN code <> '' THEN code ELSE '“' || text || '”' END ORDER BY position) AS who
            FROM participants WHERE role = 'speaker' GROUP BY claim)
        SELECT k.event, k.claim, k.position, k.disputing, k.origin, k.likeness, k."to", k.why, c.trigger_text,
            d.id, d.source, d.outlet, d.date,
            substr(d.text, c.sentence_start + 1, c.sentence_end - c.sentence_start), c.sentence_start, c.sentence_end,
            c.polarity, c.modality, c.historical, coalesce(s.who, [])
        FROM event_claims k JOIN claims c ON c.id = k.claim JOIN documents d ON d.id = c.doc LEFT JOIN said s ON s.claim = c.id
        WHERE k.event IN (SELECT unnest(?::VARCHAR[])) ORDER BY k.event, k.position""",
        [list(ids)],
    )
    out: dict[str, list[Evidence]] = {event: [] for event in ids}
    for row in rows:
        values: list[Any] = [EventClaim(*row[:8]), *row[8:-1], tuple(dict.fromkeys(row[-1]))]
        out[row[0]].append(Evidence(*values))
    return out


class Stage(NamedTuple):
    """A standing that claims of an event have, how many of them, and the date of the first document with one (ISO 8601)."""

    polarity: str
    modality: str
    historical: bool
    reports: int
    first: str | None


def stages(store: Reading, ids: Sequence[str]) -> dict[str, list[Stage]]:
    """Return the standings that events went through, by event, in the order of the first documents that have them."""
    rows = store.rows(
        """SELECT k.event, c.polarity, c.modality, c.historical, count(*), min(d.date)
        FROM event_claims k JOIN claims c ON c.id = k.claim JOIN documents d ON d.id = c.doc
        WHERE k.event IN (SELECT unnest(?::VARCHAR[])) GROUP BY ALL ORDER BY 1, 6 NULLS LAST, min(k.position)""",
        [list(ids)],
    )
    out: dict[str, list[Stage]] = {event: [] for event in ids}
    for event, *rest in rows:
        out[event].append(Stage(*rest))
    return out


def disputes(store: Reading, chosen: EventFilter | None = None, what: Sequence[str] = ()) -> Iterator[Dispute]:
    """Yield the disputes about the events that a filter leaves, in the order of these events, of the kinds ``what`` or of all."""
    where, values = _where(chosen or EventFilter())
    kinds = f"list_contains(${len(values) + 1}::VARCHAR[], q.what)" if what else "true"
    sql = f"""WITH {REPORTED} SELECT q.event, q.what, q.summary, q.affirming, q.disputing
        FROM disputes q JOIN events e ON e.id = q.event LEFT JOIN reported r ON r.event = e.id
        {where} {"AND" if where else "WHERE"} {kinds} ORDER BY e.number, q.number"""
    for r in store.records(sql, [*values, list(what)] if what else values):
        yield Dispute(r["event"], r["what"], r["summary"], tuple(r["affirming"]), tuple(r["disputing"]))


def corrections(store: Reading) -> list[Correction]:
    """Return the analysts' corrections in the order in which they were made."""
    rows = store.rows("SELECT kind, event, other, claims, kept, date, remark FROM corrections ORDER BY number")
    return [
        Correction(kind, event, other, tuple(claims), tuple(kept), date, remark)
        for kind, event, other, claims, kept, date, remark in rows
    ]


def add_corrections(store: Store, new: Sequence[Correction]) -> None:
    """Add corrections, dated today where they have no date. Nothing that is there is changed."""
    first = int(store.value("SELECT coalesce(max(number), -1) + 1 FROM corrections"))
    today = dt.date.today().isoformat()
    rows = (
        (first + i, c.kind, c.event, c.other, list(c.claims), list(c.kept), c.date or today, c.remark) for i, c in enumerate(new)
    )
    with store.transaction():
        _insert(store, "corrections", rows)


def write_events(
    store: Store, found: Iterable[Event], links: Iterable[EventClaim], contradictions: Iterable[Dispute], state: str
) -> None:
    """Replace events, their claims and disputes, and the column ``event`` of the claims, in one transaction.

    Args:
        store: an open project.
        found: the events in order.
        links: the parts of their claims.
        contradictions: the disputes in order.
        state: what :func:`documents_state` gave before the documents were read.

    Raises:
        OutputError: the disk is full or the file cannot be written.
    """
    with store.transaction():
        for name in ("events", "event_claims", "disputes"):
            store.connection.execute(f"DELETE FROM {name}")
        _insert(store, "events", (_row(n, e) for n, e in enumerate(found)))
        _insert(store, "event_claims", links)
        rows = ((n, q.event, q.what, q.summary, list(q.affirming), list(q.disputing)) for n, q in enumerate(contradictions))
        _insert(store, "disputes", rows)
        store.connection.execute(
            "UPDATE claims SET event = NULL WHERE event NOTNULL AND id NOT IN (SELECT claim FROM event_claims)"
        )
        store.connection.execute(
            "UPDATE claims SET event = k.event FROM event_claims k "
            "WHERE k.claim = claims.id AND claims.event IS DISTINCT FROM k.event"
        )
        store.set_meta(events=state)


def _insert(store: Store, name: str, rows: Iterable[Sequence[Any]]) -> None:
    iterator = iter(rows)
    while block := list(islice(iterator, _BLOCK)):
        data: pa.Table = table(name, block)
        store.insert(name, data)


def _row(number: int, e: Event) -> Sequence[Any]:
    place = tuple(e.place) if e.place else (None,) * 2
    date = tuple(e.date) if e.date else (None,) * 3
    return (
        number, e.id, e.type, e.mode, e.status, [a._asdict() for a in e.actors], [a._asdict() for a in e.recipients],
        *place, *date, e.reports, e.documents, e.outlets, e.origins, e.historical, e.confidence,
    )  # fmt: skip


def documents_state(store: Reading) -> str:
    """Return what the events of a project rest on, in one line: its current documents, the corrections, and comity's version."""
    row = store.rows(
        "SELECT count(*), coalesce(max(number), -1), coalesce(bit_xor(md5_number_lower(id)), 0), "
        "(SELECT count(*) FROM corrections) FROM documents WHERE superseded_by IS NULL"
    )[0]
    return " ".join(map(str, (*row, comity_version())))


def is_current(store: Reading) -> bool:
    """Return whether the events are those of the documents and corrections as they are now."""
    return store.meta().get("events") == documents_state(store)
