"""How a brief opens: what is corroborated, what is contested, and what one origin alone tells."""

from __future__ import annotations

from dataclasses import replace

from comity.reports.model import BriefOptions, EventLine, Known
from comity.reports.wording import count, event_title, when
from comity.store import Store
from comity.store.events import EventFilter, count_events, events, is_current

OLD = "the events are older than the documents; bring them up to date with: comity events --refresh"
_NAMELESS = (
    "no outlet is known for {}: each counts as independent of all others; outlets are named when documents are read (--outlet)"
)
_DONE = ("corroborated", "single-source", "fulfilled")
_KINDS = (
    ("corroborated", "told as done by several independent origins, denied by none", EventFilter(statuses=_DONE, several=True)),
    ("contested", "told as done by some and denied by others", EventFilter(statuses=("contested",))),
    ("single-source", "told as done by one origin alone, whoever else announced it", EventFilter(statuses=_DONE, several=False)),
)


def known(store: Store, options: BriefOptions) -> tuple[dict[str, int], tuple[Known, ...]]:
    """Return the events by status, and the kinds of certainty, under the filters of a brief."""
    base = EventFilter(actor=options.actor, type=options.type, since=options.since, until=options.until)
    counts = count_events(store, base)
    out = []
    for name, meaning, kind in _KINDS:
        chosen = replace(base, statuses=kind.statuses, several=kind.several)
        total = sum(count_events(store, chosen).values())
        lines = tuple(
            EventLine(
                one.event.id,
                when(one.event.date, one.first),
                event_title(one.event, options.names),
                one.event.origins,
                one.event.reports,
            )
            for one in events(store, chosen, "weight", options.events)
        )
        out.append(Known(name, meaning, total, lines))
    return counts, tuple(k for k in out if k.total)


def notes(store: Store) -> tuple[str, ...]:
    """Return what a reader should know of the events: that they are out of date, or count documents without an outlet."""
    old = not is_current(store) and int(store.value("SELECT count(*) FROM claims"))
    nameless, documents = store.rows(
        "SELECT count(*) FILTER (outlet = ''), count(*) FROM documents WHERE superseded_by IS NULL AND duplicate_of IS NULL"
    )[0]
    out = [OLD] if old else []
    if nameless and documents > 1:
        out.append(_NAMELESS.format(f"{nameless:,} of {count(documents, 'document')}"))
    return tuple(out)
