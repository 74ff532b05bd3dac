"""A source to a document: language, sentences, id and hash."""

from __future__ import annotations

from comity.documents.duplicates import text_hash
from comity.documents.language import identify_language
from comity.documents.segmentation import segment
from comity.records import Document, Skipped, Source, stable_id

MAX_LENGTH = 2_000_000  # code points: some 15,000 sentences, four long books; an article has ten thousand


def prepare(source: Source) -> Document | Skipped:
    """Return the document of a source, or why it is skipped (``empty``, ``too-long``, ``language``).

    The id depends on source, title, date and text, so the same input has the same id wherever it is read again.
    """
    body = source.text[source.body_start :]
    if not any(c.isalnum() for c in body):
        return Skipped(source.source, "empty", "there is no text in it")
    if len(source.text) > MAX_LENGTH:
        reason = f"it has {len(source.text):,} characters; one document has at most {MAX_LENGTH:,}: split it into its articles"
        return Skipped(source.source, "too-long", reason)
    language, probability = identify_language(body)
    if language != "en":
        name = language or "unknown"
        return Skipped(source.source, "language", f"the language is {name} (probability {probability:.2f}); comity reads English")
    digest = text_hash(source.text)
    return Document(
        id=stable_id(source.source, source.title, source.date or "", digest),
        source=source.source,
        text=source.text,
        text_hash=digest,
        title=source.title,
        outlet=source.outlet,
        date=source.date,
        date_from=source.date_from,
        url=source.url,
        links=source.links,
        language=language,
        sentences=tuple(segment(source.text, source.body_start)),
    )
