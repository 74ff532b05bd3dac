"""The words that the renderers of the brief share."""

from __future__ import annotations

from collections.abc import Mapping

from comity.records import Event, EventDate
from comity.reports.model import ActLine, Brief, Known, Quote

NOBODY = "(nobody named)"
SHORT = 8  # characters of an id in tables; commands accept the start of one


def name_of(label: str, names: Mapping[str, str]) -> str:
    """Return the name of a code or id, or the code without what its kind puts before it."""
    return names.get(label) or label.removeprefix("GRP:").removeprefix("IGO:")


def standing_of(polarity: str, modality: str, historical: bool) -> str:
    """Return the standing of a claim: one of :data:`comity.reports.model.STANDINGS`."""
    if modality == "conditional":
        return "conditional"
    if polarity == "negated":
        return "opposed" if modality == "possible" else "denied"
    if historical:
        return "historical"
    return {"future": "planned", "possible": "possible"}.get(modality, "done")


def when(date: EventDate | None, reported: str | None = None) -> str:
    """Return a date as precisely as it is known; in brackets the day of the first report where none is.

    >>> when(EventDate("2023-08-01", "2023-08-31", "month")), when(None, "2023-09-12")
    ('2023-08', '(2023-09-12)')
    """
    if date is None:
        return f"({reported})" if reported else ""
    if date.precision == "month":
        return date.start[:7]
    if date.precision == "year":
        return date.start[:4]
    if date.precision == "week":
        return f"week of {date.start}"
    return date.start if date.start == date.end else f"{date.start} to {date.end}"


def event_title(event: Event, names: Mapping[str, str]) -> str:
    """Return an event in one line: who, what, to whom."""
    actors, whom = (tuple(name_of(a.code, names) for a in side) for side in (event.actors, event.recipients))
    mode = f" ({event.mode})" if event.mode else ""
    return f"{who(actors)}: {event.type}{mode}" + (f" -> {_some(whom)}" if whom else "")


def four_counts(event: Event) -> str:
    """Return how often an event is affirmed: claims, documents, outlets, independent origins."""
    if not event.reports:
        denies = "denies" if len(event.disputing) == 1 else "deny"
        return f"no report affirms it, {count(len(event.disputing), 'report')} {denies} it"
    return (
        f"{count(event.reports, 'report')} in {count(event.documents, 'document')} of {count(event.outlets, 'outlet')}, "
        f"{count(event.origins, 'independent origin')}"
    )


def count(n: int, noun: str) -> str:
    """Return a number with its noun: ``1 claim``, ``1,200 claims``."""
    return f"{n:,} {noun}{'' if n == 1 else 's'}"


def what_was_read(b: Brief) -> str:
    """Return the line on documents, dates, sentences and claims."""
    dates = ""
    if b.first_date:
        dates = f" of {b.first_date}" if b.first_date == b.last_date else f" from {b.first_date} to {b.last_date}"
    return f"{count(b.documents, 'document')}{dates}, {count(b.sentences, 'sentence')} coded, {count(b.claims, 'claim')}"


def remarks(b: Brief) -> list[str]:
    """Return what a reader should know before trusting the counts."""
    out = []
    if b.outlets:
        first = ", ".join(f"{name} {n}" for name, n in b.outlets[:5])
        more = len(b.outlets) - 5
        out.append(f"outlets: {first}" + (f" and {more} more" if more > 0 else ""))
    if b.duplicates:
        copies = "copies" if b.duplicates == 1 else "copy"
        out.append(f"{count(b.duplicates, 'document')} {copies} another one: recorded, not coded again")
    if b.superseded:
        out.append(f"{count(b.superseded, 'document')} replaced by a newer version: kept, not counted here")
    if b.undated:
        out.append(f"{count(b.undated, 'document')} without a date: relative dates in them stay unresolved")
    for skip in b.skipped:
        out.append(f"not read, {skip.code}: {count(skip.inputs, 'input')}, for example {skip.source} ({skip.reason})")
    out.extend(b.notes)
    if b.filters:
        out.append(f"limited to {', '.join(b.filters)}: {count(b.claims_shown, 'claim')}")
    if b.standings:
        contested = f"; {count(b.contested_total, 'line')} contested" if b.contested_total else ""
        out.append("claims by standing: " + ", ".join(f"{s} {n:,}" for s, n in b.standings.items()) + contested)
    return out


def who(names: tuple[str, ...]) -> str:
    """Return the names of one side."""
    return _some(names) if names else NOBODY


def to_whom(line: ActLine) -> str:
    """Return the names of the other side, or nothing."""
    return _some(line.recipient_names)


def _some(names: tuple[str, ...], limit: int = 4) -> str:
    more = f" +{len(names) - limit}" if len(names) > limit else ""
    return ", ".join(names[:limit]) + more


def act(line: ActLine) -> str:
    """Return the type with its modes."""
    return line.type + (f" ({', '.join(line.modes)})" if line.modes else "")


def title(line: ActLine) -> str:
    """Return an act in one line: who, what, to whom."""
    whom = to_whom(line)
    return f"{who(line.actor_names)}: {act(line)}" + (f" -> {whom}" if whom else "")


def standing(line: ActLine) -> str:
    """Return the reports by standing."""
    return ", ".join(f"{name} {n}" for name, n in line.standings.items())


def voices(line: ActLine, limit: int = 3) -> str:
    """Return who says so: first those who affirm, then those who deny."""
    affirm: dict[str, int] = {}
    deny: dict[str, int] = {}
    for voice in line.voices:
        side = deny if voice.standing == "denied" else affirm
        name = voice.name or "the text itself"
        side[name] = side.get(name, 0) + voice.reports
    parts = ["says: " + _side(affirm, limit)] if affirm else []
    if deny:
        parts.append("denies: " + _side(deny, limit))
    return "; ".join(parts)


def _side(side: dict[str, int], limit: int) -> str:
    ranked = sorted(side.items(), key=lambda pair: (-pair[1], pair[0]))
    shown = ", ".join(name if n == 1 else f"{name} {n}" for name, n in ranked[:limit])
    return shown + (f" and {len(ranked) - limit} more" if len(ranked) > limit else "")


def origin(quote: Quote) -> str:
    """Return where a quote stands: document, offsets, date, outlet, speakers."""
    parts = [f"{quote.source} [{quote.start}:{quote.end}]"]
    if quote.outlet:
        parts.append(quote.outlet)
    if quote.date:
        parts.append(quote.date)
    if quote.speakers:
        parts.append("says " + ", ".join(quote.speakers))
    return ", ".join(parts)


def events(b: Brief) -> str:
    """Return the line that counts events by status, or nothing."""
    if not b.events:
        return ""
    ranked = sorted(b.events.items(), key=lambda pair: (-pair[1], pair[0]))
    total = count(sum(b.events.values()), "event")
    return f"{total} out of {count(b.claims_shown, 'claim')}: " + ", ".join(f"{status} {n:,}" for status, n in ranked)


def known_heading(k: Known) -> str:
    """Return the line over the events of one kind of certainty."""
    return f"{k.name}, {k.meaning}: {count(k.total, 'event')}"


def more(b: Brief) -> str:
    """Return the line on acts that are not shown, or nothing."""
    hidden = b.acts_total - len(b.acts)
    return f"{hidden:,} more lines; show them with --limit {b.acts_total}" if hidden > 0 else ""
