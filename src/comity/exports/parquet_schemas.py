"""Arrow schemas of the exported rows: the same keys as in JSON lines."""

from __future__ import annotations

from types import MappingProxyType

import pyarrow as pa

_TEXT, _INT, _REAL = pa.string(), pa.int32(), pa.float64()
_TEXTS = pa.list_(_TEXT)
_SPAN = [("text", _TEXT), ("start", _INT), ("end", _INT)]
_SPEAKER = pa.struct([*_SPAN, ("actor", _TEXT), ("code", _TEXT)])
_PARTICIPANT = pa.struct([*_SPAN, ("actor", _TEXT), ("code", _TEXT), ("sector", _TEXT)])
_REFS = pa.list_(pa.struct([("actor", _TEXT), ("code", _TEXT), ("sector", _TEXT)]))


def _texts(*names: str) -> list[tuple[str, pa.DataType]]:
    return [(name, _TEXT) for name in names]


_CLAIMS = [
    *_texts("claim", "event", "doc", "doc_source"),
    ("sentence", _INT),
    ("trigger", pa.struct(_SPAN)),
    ("sentence_span", pa.struct([("start", _INT), ("end", _INT)])),
    *_texts("type", "mode"),
    ("contexts", _TEXTS),
    *_texts("plover_type", "cameo"),
    ("score", _REAL),
    ("actors", pa.list_(_PARTICIPANT)),
    ("recipients", pa.list_(_PARTICIPANT)),
    ("place", pa.struct([*_SPAN, ("country", _TEXT), ("lat", _REAL), ("lon", _REAL)])),
    ("date", pa.struct(_texts("text", "start", "end", "precision"))),
    *_texts("polarity", "modality"),
    ("historical", pa.bool_()),
    ("speakers", pa.list_(_SPEAKER)),
    ("condition", _TEXT),
    ("confidence", _REAL),
]
_DOCUMENTS = [
    *_texts("doc", "source", "title", "outlet", "date", "date_from", "url"),
    ("links", _TEXTS),
    *_texts("language", "text_hash", "duplicate_of", "duplicate_kind"),
    ("similarity", _REAL),
    ("superseded_by", _TEXT),
    ("sentences", pa.int64()),
    ("claims", pa.int64()),
    ("text", _TEXT),
]
_PARTICIPANTS = [
    *_texts("claim", "doc", "doc_source"),
    ("sentence", _INT),
    *_texts("type", "role"),
    ("position", _INT),
    *_SPAN,
    *_texts("actor", "code", "sector", "reason"),
]
_MENTIONS = [
    *_texts("doc", "doc_source"),
    ("sentence", _INT),
    *_SPAN,
    ("kind", _TEXT),
    ("refs", _REFS),
    ("reason", _TEXT),
    ("political", pa.bool_()),
    ("place", pa.struct([*_texts("name", "country"), ("lat", _REAL), ("lon", _REAL), ("kind", _TEXT)])),
    ("candidates", _REFS),
    ("sector", _TEXT),
]
_PEOPLE = pa.list_(pa.struct(_texts("actor", "code")))
_EVENTS = [
    *_texts("event", "type", "plover_type", "mode", "status"),
    ("actors", _PEOPLE),
    ("recipients", _PEOPLE),
    ("place", pa.struct(_texts("name", "country"))),
    ("date", pa.struct(_texts("start", "end", "precision"))),
    *((name, _INT) for name in ("reports", "documents", "outlets", "origins")),
    ("claims", _TEXTS),
    ("disputing", _TEXTS),
    ("historical", pa.bool_()),
    ("confidence", _REAL),
]
_SAID = pa.list_(pa.struct([*_texts("claim", "doc_source", "quote"), ("start", _INT), ("end", _INT), ("speakers", _TEXTS)]))
_DISPUTES = [*_texts("event", "what", "summary"), ("affirming", _SAID), ("disputing", _SAID)]

SCHEMAS = MappingProxyType(
    {
        "claims": pa.schema(_CLAIMS),
        "documents": pa.schema(_DOCUMENTS),
        "sentences": pa.schema(
            [*_texts("doc", "doc_source"), ("sentence", _INT), ("start", _INT), ("end", _INT), ("text", _TEXT)]
        ),
        "participants": pa.schema(_PARTICIPANTS),
        "mentions": pa.schema(_MENTIONS),
        "skipped": pa.schema([*_texts("source", "code", "reason"), ("run", pa.int64())]),
        "events": pa.schema(_EVENTS),
        "disputes": pa.schema(_DISPUTES),
    }
)
