"""The flat columns of CSV: one table per kind of row, documented in ``docs/claims.md``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

Row = Mapping[str, Any]
Column = Callable[[Row], Any]
SEPARATOR = ";"


def _join(values: list[Any]) -> str:
    """Join the values of a list; a separator inside of one becomes a comma, so that splitting gives them back."""
    return SEPARATOR.join("" if v is None else str(v).replace(SEPARATOR, ",") for v in values)


def _key(name: str) -> Column:
    return lambda row: row[name]


def _inner(name: str, key: str) -> Column:
    return lambda row: None if row[name] is None else row[name][key]


def _each(name: str, key: str) -> Column:
    return lambda row: _join([item[key] for item in row[name]])


def _list(name: str) -> Column:
    return lambda row: _join(row[name])


def _plain(*names: str) -> dict[str, Column]:
    return {name: _key(name) for name in names}


def _nested(name: str, *keys: str) -> dict[str, Column]:
    return {f"{name}_{key}": _inner(name, key) for key in keys}


def _people(name: str, *keys: str) -> dict[str, Column]:
    return {f"{name}_{key}": _each(name, key) for key in keys}


def _speakers(name: str) -> Column:
    """One cell for the speakers of all claims of a side: those of one claim with a plus between them."""
    return lambda row: _join(["+".join(item["speakers"]) for item in row[name]])


_SIDE = ("claim", "doc_source", "quote", "start", "end")
_CLAIMS: dict[str, Column] = {
    **_plain("claim", "event", "doc", "doc_source", "sentence"),
    **_nested("trigger", "text", "start", "end"),
    "sentence_start": _inner("sentence_span", "start"),
    "sentence_end": _inner("sentence_span", "end"),
    **_plain("type", "mode"),
    "contexts": _list("contexts"),
    **_plain("plover_type", "cameo", "score"),
    **_people("actors", "text", "start", "end", "actor", "code", "sector"),
    **_people("recipients", "text", "start", "end", "actor", "code", "sector"),
    **_nested("place", "text", "start", "end", "country", "lat", "lon"),
    **_nested("date", "text", "start", "end", "precision"),
    **_plain("polarity", "modality", "historical"),
    **_people("speakers", "text", "start", "end", "actor", "code"),
    **_plain("condition", "confidence"),
}

COLUMNS: Mapping[str, Mapping[str, Column]] = MappingProxyType(
    {
        "claims": _CLAIMS,
        "documents": {
            **_plain("doc", "source", "title", "outlet", "date", "date_from", "url"),
            "links": _list("links"),
            **_plain(
                "language", "text_hash", "duplicate_of", "duplicate_kind", "similarity", "superseded_by", "sentences",
                "claims", "text",
            ),
        },
        "sentences": _plain("doc", "doc_source", "sentence", "start", "end", "text"),
        "participants": _plain(
            "claim", "doc", "doc_source", "sentence", "type", "role", "position", "text", "start", "end", "actor",
            "code", "sector", "reason",
        ),
        "mentions": {
            **_plain("doc", "doc_source", "sentence", "text", "start", "end", "kind"),
            **_people("refs", "actor", "code", "sector"),
            **_plain("reason", "political"),
            **_nested("place", "name", "country", "lat", "lon", "kind"),
            **_people("candidates", "actor", "code", "sector"),
            **_plain("sector"),
        },
        "skipped": _plain("source", "code", "reason", "run"),
        "events": {
            **_plain("event", "type", "plover_type", "mode", "status"),
            **_people("actors", "actor", "code"),
            **_people("recipients", "actor", "code"),
            **_nested("place", "name", "country"),
            **_nested("date", "start", "end", "precision"),
            **_plain("reports", "documents", "outlets", "origins"),
            "claims": _list("claims"),
            "disputing": _list("disputing"),
            **_plain("historical", "confidence"),
        },
        "disputes": {
            **_plain("event", "what", "summary"),
            **_people("affirming", *_SIDE),
            "affirming_speakers": _speakers("affirming"),
            **_people("disputing", *_SIDE),
            "disputing_speakers": _speakers("disputing"),
        },
    }
)  # fmt: skip
"""For each kind of row the columns in order, each with the function that takes its value out of a row."""
