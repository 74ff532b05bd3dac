"""Arrow schemas of the records, one per table of a project.

Field names are those of the records; nested values (trigger, span, place, date) are flattened with their name in
front (``trigger_start``). Offsets are code points. This module loads pyarrow, so import it only where tables are made.
"""

from __future__ import annotations

from types import MappingProxyType

import pyarrow as pa

_TEXTS = pa.list_(pa.string())
_ACTORS = pa.list_(pa.struct([("actor", pa.string()), ("code", pa.string())]))
_REFS = pa.list_(pa.struct([("actor", pa.string()), ("code", pa.string()), ("sector", pa.string())]))

DOCUMENTS = pa.schema(
    [
        ("number", pa.int64()),
        ("id", pa.string()),
        ("source", pa.string()),
        ("title", pa.string()),
        ("outlet", pa.string()),
        ("date", pa.string()),
        ("date_from", pa.string()),
        ("url", pa.string()),
        ("links", _TEXTS),
        ("language", pa.string()),
        ("text", pa.string()),
        ("text_hash", pa.string()),
        ("duplicate_of", pa.string()),
        ("duplicate_kind", pa.string()),
        ("similarity", pa.float64()),
        ("superseded_by", pa.string()),
        ("run", pa.int64()),
    ]
)

SENTENCES = pa.schema([("doc", pa.string()), ("sentence", pa.int32()), ("start", pa.int32()), ("end", pa.int32())])

CLAIMS = pa.schema(
    [
        ("id", pa.string()),
        ("doc", pa.string()),
        ("position", pa.int32()),
        ("sentence", pa.int32()),
        ("trigger_text", pa.string()),
        ("trigger_start", pa.int32()),
        ("trigger_end", pa.int32()),
        ("sentence_start", pa.int32()),
        ("sentence_end", pa.int32()),
        ("type", pa.string()),
        ("mode", pa.string()),
        ("contexts", _TEXTS),
        ("place_text", pa.string()),
        ("place_start", pa.int32()),
        ("place_end", pa.int32()),
        ("place_country", pa.string()),
        ("place_lat", pa.float64()),
        ("place_lon", pa.float64()),
        ("date_text", pa.string()),
        ("date_start", pa.string()),
        ("date_end", pa.string()),
        ("date_precision", pa.string()),
        ("polarity", pa.string()),
        ("modality", pa.string()),
        ("historical", pa.bool_()),
        ("condition", pa.string()),
        ("confidence", pa.float64()),
        ("coder", pa.string()),
        ("event", pa.string()),
    ]
)

PARTICIPANTS = pa.schema(
    [
        ("claim", pa.string()),
        ("doc", pa.string()),
        ("role", pa.string()),
        ("position", pa.int32()),
        ("text", pa.string()),
        ("start", pa.int32()),
        ("end", pa.int32()),
        ("actor", pa.string()),
        ("code", pa.string()),
        ("sector", pa.string()),
        ("reason", pa.string()),
    ]
)

MENTIONS = pa.schema(
    [
        ("doc", pa.string()),
        ("position", pa.int32()),
        ("sentence", pa.int32()),
        ("head", pa.int32()),
        ("first", pa.int32()),
        ("last", pa.int32()),
        ("text", pa.string()),
        ("start", pa.int32()),
        ("end", pa.int32()),
        ("kind", pa.string()),
        ("refs", _REFS),
        ("reason", pa.string()),
        ("political", pa.bool_()),
        ("place_name", pa.string()),
        ("place_country", pa.string()),
        ("place_lat", pa.float64()),
        ("place_lon", pa.float64()),
        ("place_kind", pa.string()),
        ("candidates", _REFS),
        ("sector", pa.string()),
    ]
)

FINGERPRINTS = pa.schema([("doc", pa.string()), ("fingerprint", pa.binary())])

SKIPPED = pa.schema(
    [
        ("number", pa.int64()),
        ("source", pa.string()),
        ("code", pa.string()),
        ("reason", pa.string()),
        ("run", pa.int64()),
    ]
)

EVENTS = pa.schema(
    [
        ("number", pa.int64()),
        ("id", pa.string()),
        ("type", pa.string()),
        ("mode", pa.string()),
        ("status", pa.string()),
        ("actors", _ACTORS),
        ("recipients", _ACTORS),
        ("place_name", pa.string()),
        ("place_country", pa.string()),
        ("date_start", pa.string()),
        ("date_end", pa.string()),
        ("date_precision", pa.string()),
        ("reports", pa.int32()),
        ("documents", pa.int32()),
        ("outlets", pa.int32()),
        ("origins", pa.int32()),
        ("historical", pa.bool_()),
        ("confidence", pa.float64()),
    ]
)

EVENT_CLAIMS = pa.schema(
    [
        ("event", pa.string()),
        ("claim", pa.string()),
        ("position", pa.int32()),
        ("disputing", pa.bool_()),
        ("origin", pa.int32()),
        ("likeness", pa.float64()),
        ("to", pa.string()),
        ("why", pa.string()),
    ]
)

DISPUTES = pa.schema(
    [
        ("number", pa.int64()),
        ("event", pa.string()),
        ("what", pa.string()),
        ("summary", pa.string()),
        ("affirming", _TEXTS),
        ("disputing", _TEXTS),
    ]
)

CORRECTIONS = pa.schema(
    [
        ("number", pa.int64()),
        ("kind", pa.string()),
        ("event", pa.string()),
        ("other", pa.string()),
        ("claims", _TEXTS),
        ("kept", _TEXTS),
        ("date", pa.string()),
        ("remark", pa.string()),
    ]
)

SCHEMAS = MappingProxyType(
    {
        "documents": DOCUMENTS,
        "sentences": SENTENCES,
        "claims": CLAIMS,
        "participants": PARTICIPANTS,
        "mentions": MENTIONS,
        "fingerprints": FINGERPRINTS,
        "skipped": SKIPPED,
        "events": EVENTS,
        "event_claims": EVENT_CLAIMS,
        "disputes": DISPUTES,
        "corrections": CORRECTIONS,
    }
)
