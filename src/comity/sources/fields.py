"""Records (JSON objects, table rows) to sources: which field holds what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from comity.errors import InputError
from comity.records import Skipped, Source
from comity.sources.dates import parse_date
from comity.sources.options import FIELDS, SourceOptions

_GUESSES = {
    "text": ("text", "body", "content", "article", "fulltext", "full_text", "maintext", "story"),
    "title": ("title", "headline", "heading"),
    "date": ("date", "published", "publication_date", "pub_date", "pubdate", "date_published", "published_at", "datetime",
             "timestamp", "created"),
    "outlet": ("outlet", "source", "publisher", "sitename", "source_name", "newspaper", "domain"),
    "url": ("url", "link", "source_url", "sourceurl", "href"),
    "id": ("id", "doc_id", "docid", "article_id", "guid"),
}  # fmt: skip


def map_fields(present: Iterable[str], options: SourceOptions, name: str) -> dict[str, str]:
    """Return which key holds each field. Given names count; common names are guessed.

    Raises:
        InputError: a given name is not there, or no field holds the text.
    """
    keys = list(present)
    unknown = set(options.fields) - set(FIELDS)
    if unknown:
        raise InputError(f"--field {sorted(unknown)[0]}: no such field; valid are {', '.join(FIELDS)}")
    lower = {key.lower().strip(): key for key in keys}
    found: dict[str, str] = {}
    for field, guesses in _GUESSES.items():
        given = options.fields.get(field)
        if given is not None:
            if given not in keys:
                raise InputError(f"{name}: there is no field {given!r}; it has {', '.join(keys) or 'none'}")
            found[field] = given
        elif guess := next((lower[g] for g in guesses if g in lower), None):
            found[field] = guess
    if "text" not in found:
        raise InputError(f"{name}: no field holds the text; it has {', '.join(keys) or 'none'}. Name it with --field text=NAME")
    return found


def source_of_record(
    name: str, number: int, record: Mapping[str, Any], fields: Mapping[str, str], options: SourceOptions
) -> Source | Skipped:
    """Return the source of one record; its name is the file's with ``#`` and the record's id or number."""

    def value(field: str) -> str:
        found = record.get(fields.get(field, ""), "")
        return "" if found is None else str(found)

    label = f"{name}#{value('id') or number}"
    text = value("text")
    if not text.strip():
        return Skipped(label, "empty", f"the field {fields['text']!r} is empty")
    date, origin = parse_date(record.get(fields.get("date", ""))), "metadata"
    if date is None:
        date, origin = options.date, "option" if options.date else ""
    links = record.get("links")
    cited = tuple(str(x) for x in links if isinstance(x, str)) if isinstance(links, list) else ()
    return Source(
        label,
        text,
        value("title").strip(),
        value("outlet").strip() or options.outlet,
        date,
        origin,
        value("url"),
        cited,
    )
