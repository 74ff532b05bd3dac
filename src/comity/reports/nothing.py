"""Why a report has nothing to show: no documents, nothing in them, or filters that leave nothing of what there is."""

from __future__ import annotations

from collections.abc import Sequence

from comity.reports.model import BriefOptions
from comity.reports.wording import count
from comity.store import Store
from comity.store.events import EventFilter
from comity.store.spread import Spread, spread_of_claims, spread_of_events


def no_events(store: Store, chosen: EventFilter, what: Sequence[str] = ()) -> str:
    """Return why a filter leaves no events or, where it asks for disputed ones, no disputes of the kinds ``what``."""
    noun = "disputes" if chosen.disputed else "events"
    if early := _nothing_at_all(store, noun):
        return early
    events = int(store.value("SELECT count(*) FROM events"))
    if not events:
        return f"No {noun}: the claims are not merged into events yet; merge them with: comity events --refresh"
    if chosen.disputed and not int(store.value("SELECT count(*) FROM disputes")):
        return f"No disputes: no claims about the {count(events, 'event')} of the project contradict each other."
    found = spread_of_events(store, chosen.disputed)
    given = _given(chosen) + [("what", ", ".join(what))] * bool(what)
    return _left(noun, "disputed event" if chosen.disputed else "event", given, found)


def no_claims(store: Store, options: BriefOptions) -> str:
    """Return why the filters of a brief leave no claims."""
    return _nothing_at_all(store, "claims") or _left("claims", "claim", _given(options), spread_of_claims(store))


def _nothing_at_all(store: Store, noun: str) -> str:
    documents = int(store.value("SELECT count(*) FROM documents WHERE superseded_by IS NULL"))
    if not documents:
        return f"No {noun}: the project has no documents yet; read some with: comity read PATH --project {store.path}"
    if not int(store.value("SELECT count(*) FROM claims")):
        return f"No {noun}: comity found no political act in the {count(documents, 'document')} of the project."
    return ""


def _given(chosen: EventFilter | BriefOptions) -> list[tuple[str, str]]:
    statuses = ", ".join(chosen.statuses) if isinstance(chosen, EventFilter) else ""
    pairs = [("actor", chosen.actor), ("type", chosen.type), ("status", statuses), ("since", chosen.since)]
    return [(name, value) for name, value in [*pairs, ("until", chosen.until)] if value]


def _left(noun: str, one: str, given: Sequence[tuple[str, str]], found: Spread) -> str:
    """Name the filters, and for each of them what there is without them."""
    if not given:
        return f"No {noun}."
    asked = [name for name, _ in given]
    there = {
        "actor": f"most frequent actors: {', '.join(found.actors) or 'none is known'}",
        "type": f"types: {', '.join(found.types)}",
        "status": f"statuses: {', '.join(found.statuses)}",
        "what": f"about: {', '.join(found.kinds)}",
    }
    days = f", from {found.first} to {found.last}" if found.first and {"since", "until"} & set(asked) else ""
    more = "".join(f"; {there[name]}" for name in asked if name in there)
    limits = ", ".join(f"{name} {value}" for name, value in given)
    without = "this filter" if len(given) == 1 else "these filters"
    verb = "is" if found.total == 1 else "are"
    return f"No {noun}: none fits {limits}. Without {without} there {verb} {count(found.total, one)}{days}{more}."
