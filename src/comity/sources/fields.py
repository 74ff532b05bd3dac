"""Records (JSON objects, table rows) to sources: which field holds what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from comity.errors import InputError
from comity.records import Skipped, Source
from comity.sources.dates import parse_date
from comity.sources.options import FIELDS, SourceOptions

_SHOWN = 12  # keys that an error names

_GUESSES = {
    "text": ("text", "body", "content", "article", "fulltext", "full_text", "maintext", "story"),
    "title": ("title", "headline", "heading"),
    "date": ("date", "published", "publication_date", "pub_date", "pubdate", "date_published", "published_at", "datetime",
             "timestamp", "created"),
    "outlet": ("outlet", "source", "publisher", "sitename", "source_name", "newspaper", "domain"),
    "url": ("url", "link", "source_url", "sourceurl", "href"),
    "id": ("id", "doc_id", "docid", "article_id", "guid"),
}  # fmt: skip


class FieldsError(Exception):
    """A record or table in which no field holds the text, or a named one is missing; says what there is."""


def check_fields(options: SourceOptions) -> None:
    """Refuse names of fields that comity does not know.

    Raises:
        InputError: there is one.
    """
    if unknown := sorted(set(options.fields) - set(FIELDS)):
        raise InputError(f"--field {unknown[0]}: no such field; valid are {', '.join(FIELDS)}")


def map_fields(present: Iterable[str], options: SourceOptions) -> dict[str, str]:
    """Return which key holds each field. Given names count; common names are guessed.

    Raises:
        FieldsError: a given name is not there, or no field holds the text.
    """
    keys = list(present)
    lower = {key.lower().strip(): key for key in keys}
    found: dict[str, str] = {}
    for field, guesses in _GUESSES.items():
        given = options.fields.get(field)
        if given is not None:
            if given not in keys:
                raise FieldsError(f"there is no field {given!r}; it has {_listed(keys)}. Mend --field {field}={given}")
            found[field] = given
        elif guess := next((lower[g] for g in guesses if g in lower), None):
            found[field] = guess
    if "text" not in found:
        raise FieldsError(f"no field holds the text; it has {_listed(keys)}. Name it with --field text=NAME")
    return found


def _listed(keys: Sequence[str]) -> str:
    more = f" and {len(keys) - _SHOWN} more" if len(keys) > _SHOWN else ""
    return (", ".join(keys[:_SHOWN]) or "none") + more


class Labels:
    """Names of the records of a file: its name with ``#`` and the record's id or number, no two alike."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._used: set[str] = set()

    def label(self, number: int, record: Mapping[str, Any], fields: Mapping[str, str]) -> str:
        """Return the name of a record; one whose id another had already has its number too."""
        given = record.get(fields.get("id", ""))
        key = str(number) if given is None or given == "" else str(given)
        if key in self._used:
            key = f"{key} (record {number})"
        self._used.add(key)
        return f"{self._name}#{key}"


def source_of_record(
    label: str, record: Mapping[str, Any], fields: Mapping[str, str], options: SourceOptions
) -> Source | Skipped:
    """Return the source of one record, under the name that :class:`Labels` gave it."""

    def value(field: str) -> str:
        found = record.get(fields.get(field, ""), "")
        return "" if found is None else str(found)

    text = value("text")
    if not text.strip():
        return Skipped(label, "empty", f"the field {fields['text']!r} is empty")
    date, origin = parse_date(record.get(fields.get("date", ""))), "metadata"
    odd = value("date").strip() if date is None else ""
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
        odd_date=odd,
    )
