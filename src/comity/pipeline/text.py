"""Code or resolve one text, without a project."""

from __future__ import annotations

import dataclasses
from typing import Any

from comity.errors import InputError
from comity.ontology import claim_record
from comity.pipeline.options import ReadOptions, check_date
from comity.pipeline.stages import knowledge, load_stages, resolver
from comity.records import Document, Skipped, Source

TEXT_SOURCE = "text"


def code(text: str, date: str | None = None) -> list[dict[str, Any]]:
    """Code a text and return its claims as exported (``docs/claims.md``), in the order of their triggers.

    Args:
        text: English text; offsets of the claims are code points into it.
        date: ISO date of the text, for words like "on Thursday"; without it they stay unresolved.

    Raises:
        InputError: an empty text, a text in another language, or a date that is none.
        DataFileError: the model bundle, the actors or the lexicon are missing or have a mistake.
    """
    if date is not None:
        check_date(date)
    stages = load_stages(ReadOptions())
    item = stages.prepare(Source(TEXT_SOURCE, text, date=date, date_from="option" if date else ""))
    document = item if isinstance(item, Document) else _short(text, date, item)
    claims = stages.interpret(document, stages.annotate([document])[0])[1]
    return [claim_record(claim, TEXT_SOURCE) for claim in claims]


def _short(text: str, date: str | None, skipped: Skipped) -> Document:
    raise InputError(f"the text cannot be coded: {skipped.reason}")


def resolve(text: str, date: str | None = None, context: str = "") -> dict[str, Any]:
    """Return which actor a phrase stands for at a date, with the reason and the alternatives.

    Args:
        text: a noun phrase, for example "the French foreign minister".
        date: ISO date at which it was said; offices change hands.
        context: text around it, which may name the actor.

    Raises:
        InputError: an empty phrase, or a date that is none.
        DataFileError: the knowledge base is missing or has a mistake.
    """
    if date is not None:
        check_date(date)
    if not text.strip():
        raise InputError("there is no phrase to resolve; give one, for example: the French foreign minister")
    return {"text": text, "date": date, **_plain(resolver().resolve(text, context=context, date=date))}


def _plain(value: Any) -> Any:
    """Turn records into dicts and lists, as JSON knows them."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: _plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return {name: _plain(item) for name, item in value._asdict().items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value


def actor_names() -> dict[str, str]:
    """Return the names of states, organisations and people by id and code, for tables that people read."""
    return knowledge().names()
