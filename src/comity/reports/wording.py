"""The words that the renderers of the brief share."""

from __future__ import annotations

from comity.reports.model import ActLine, Brief, Quote

NOBODY = "(nobody named)"


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


def more(b: Brief) -> str:
    """Return the line on acts that are not shown, or nothing."""
    hidden = b.acts_total - len(b.acts)
    return f"{hidden:,} more lines; show them with --limit {b.acts_total}" if hidden > 0 else ""
