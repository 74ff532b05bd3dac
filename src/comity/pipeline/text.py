"""Code or resolve one text, without a project."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from comity.config import Settings
from comity.errors import InputError
from comity.ontology import claim_record
from comity.pipeline.options import ReadOptions, check_date
from comity.pipeline.stages import annotator, knowledge, load_stages, resolver
from comity.records import Document, Relation, Skipped, Source, stable_id

if TYPE_CHECKING:
    from comity.actors import Checked, Resolution, Resolver

TEXT_SOURCE = "text"
_SHORT = 300  # code points; a shorter text says too little of its language to be refused for it


def code(
    text: str,
    date: str | None = None,
    lexicon: tuple[str, ...] = (),
    coder: str = "",
    precision: str = "balanced",
    actors: tuple[str, ...] = (),
) -> list[dict[str, Any]]:
    """Code a text and return its claims as exported (``docs/claims.md``), in the order of their triggers.

    Args:
        text: English text; offsets of the claims are code points into it.
        date: ISO date of the text, for words like "on Thursday"; without it they stay unresolved.
        lexicon: the user's own lexicon files.
        coder: ``model`` or ``rules``; empty for the model where the bundle has heads of acts.
        precision: how sure the model must be of an act: ``high``, ``balanced`` or ``recall``.
        actors: the user's own tables and dictionaries of actors.

    Raises:
        InputError: an empty text, a text in another language, or a date that is none.
        DataFileError: the model bundle, the actors or the lexicon are missing or have a mistake.
    """
    _check(text, date)
    stages = load_stages(ReadOptions(lexicon=lexicon, actors=actors, coder=coder, precision=precision))
    item = stages.prepare(Source(TEXT_SOURCE, text, date=date, date_from="option" if date else ""))
    document = item if isinstance(item, Document) else _short(text, date, item)
    claims = stages.interpret(document, stages.annotate([document])[0])[1]
    return [claim_record(claim, TEXT_SOURCE) for claim in claims]


def _check(text: str, date: str | None) -> None:
    if date is not None:
        check_date(date)
    if not text.strip():
        raise InputError("the text is empty; give a phrase or a sentence")
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise InputError(f"the text is not UTF-8 at character {error.start}; convert it first") from None


def _short(text: str, date: str | None, skipped: Skipped) -> Document:
    """Make a document of a text that is too short to be judged as one."""
    if len(text) > _SHORT:
        raise InputError(f"the text cannot be coded: {skipped.reason}")
    from comity.documents import segment

    return Document(
        id=stable_id(TEXT_SOURCE, "", date or "", text),
        source=TEXT_SOURCE,
        text=text,
        text_hash=hashlib.sha256(text.encode("utf-8")).hexdigest(),
        date=date,
        sentences=tuple(segment(text)),
    )


def resolve(text: str, date: str | None = None, context: str = "", actors: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return which actor a phrase stands for at a date, with the reason and the alternatives.

    Args:
        text: a noun phrase, for example "the French foreign minister".
        date: ISO date at which it was said; offices change hands.
        context: text around it, which may name the actor.
        actors: the user's own tables and dictionaries of actors.

    Raises:
        InputError: an empty phrase, or a date that is none.
        DataFileError: the model bundle or the knowledge base is missing or has a mistake.
    """
    _check(text, date)
    _check(context or "-", None)
    names = resolver(actors)
    found = _in_context(names, text, context, date) or names.resolve(text, context=context, date=date)
    return {"text": text, "date": date, **found.to_dict()}


def _in_context(names: Resolver, text: str, context: str, date: str | None) -> Resolution | None:
    """Resolve the phrase where it stands in the context (its last place), else behind it as a sentence of its own."""
    from comity.annotate import SentenceText
    from comity.documents import segment

    sentences = [(s.start, s.end) for s in segment(context)] if context.strip() else []
    start = context.lower().rfind(text.lower())
    whole = context
    if start < 0:
        whole = f"{context}\n\n{text}" if sentences else text
        start = len(whole) - len(text)
        sentences.append((start, len(whole)))
    parts = [SentenceText(whole[a:b], a, n) for n, (a, b) in enumerate(sentences)]
    annotations = annotator(Settings.from_environment().threads).annotate(parts)
    return names.phrase(whole, annotations, (start, start + len(text)), date)


def actor_names() -> dict[str, str]:
    """Return the names of states, organisations and people by id and code, for tables that people read."""
    return knowledge().names()


def check_actors(files: Sequence[str]) -> Checked:
    """Return every problem of the user's files of actors with its file and line, and how many names they give.

    Raises:
        DataFileError: a file is not there, or not UTF-8.
    """
    from comity.actors import check_files

    return check_files(files, knowledge())


def left_out(files: Sequence[str]) -> dict[str, int]:
    """Return how many lines of the user's PETRARCH dictionaries have a problem, by file; files without one are not there.

    Raises:
        DataFileError: a file is missing or has a mistake.
    """
    return dict(knowledge(files).left_out)


def relate(text: str, actor: tuple[int, int] | None, recipient: tuple[int, int] | None = None) -> Relation:
    """Return the act between two parties of a sentence: a distribution over the types, with standing.

    Args:
        text: one English sentence.
        actor: start and end (code points) of the words that name who acts, or None.
        recipient: start and end of the words that name the other side, or None.

    Raises:
        InputError: a span lies outside of the text, or no party is given.
        DataFileError: the model bundle is missing or has no head of pairs.
    """
    from comity.annotate import Pair
    from comity.annotate import relate as related

    return related(annotator(Settings.from_environment().threads), Pair(text, actor, recipient))
