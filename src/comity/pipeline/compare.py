"""Documents of a project side by side: the store, the language model and the reading of framing, joined."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from comity.config import Settings
from comity.errors import InputError
from comity.pipeline.stages import annotate, annotator, coder
from comity.records import Annotation

if TYPE_CHECKING:
    from comity.reconcile.framing import Comparison, Material
    from comity.store import Store
    from comity.store.contents import Contents


def compare(project: str | Path, sources: Sequence[str], event: str = "", actor: str = "") -> Comparison:
    """Return how documents word what they tell, and what each leaves out that the others have.

    The sentences are annotated again, since a project keeps claims and mentions but no trees; that takes about ten
    milliseconds a sentence.

    Args:
        project: the project file.
        sources: names of documents (file or URL), or parts of them that no other document has; at least two.
        event: only the claims of this event, by the start of its id.
        actor: only what concerns this actor, by code or id.

    Raises:
        InputError: a name fits no document or several, fewer than two documents, no such event, or an actor whom none has.
        ProjectError: there is no such project, or it cannot be opened.
        DataFileError: the lexicon or the model bundle is missing or has a mistake.
    """
    from comity.reconcile.framing import Focus, Terms, frame
    from comity.reconcile.framing import compare as side_by_side
    from comity.store import Store
    from comity.store.contents import contents, find_document

    settings = Settings.from_environment()
    with Store.open(project, read_only=True, memory=settings.memory) as store:
        ids = [find_document(store, name) for name in sources]
        _check(ids, sources)
        found = contents(store, ids)
        bundle = store.meta().get("bundle", "")
        focus = Focus(_event(store, found, event) if event else "", _actor(found, actor) if actor else "")
    terms = Terms.load()
    frames = [frame(m, terms) for m in materials(found, settings.threads)]
    notes = _notes(found, bundle, annotator(settings.threads).bundle.id)
    return side_by_side(frames, focus, notes)


def materials(found: Sequence[Contents], threads: int = 0) -> list[Material]:
    """Annotate documents and their titles, and return what framing needs of each."""
    from comity.annotate import SentenceText
    from comity.coding.credit import Credit
    from comity.reconcile.framing import Material

    lexicon = coder("rules").lexicon
    annotated = annotate([c.document for c in found], threads)
    titles = annotator(threads).annotate([SentenceText(c.document.title, 0, -1) for c in found])
    out = []
    for content, sentences, title in zip(found, annotated, titles, strict=True):
        credit = Credit(content.document.text, sentences, content.mentions, lexicon)
        out.append(
            Material(
                document=content.document,
                annotations=sentences,
                mentions=content.mentions,
                claims=content.claims,
                title=_worded(title),
                of_word=credit.of_word,
                of_quote=credit.of_quote,
                light=frozenset(lexicon.signals.light_verbs),
            )
        )
    return out


def _worded(title: Annotation) -> Annotation | None:
    return title if title.words else None


def _check(ids: Sequence[str], sources: Sequence[str]) -> None:
    if len(ids) < 2:
        raise InputError("one document has nothing to compare it with; name two or more")
    for n, doc in enumerate(ids):
        if doc in ids[:n]:
            raise InputError(f"{sources[ids.index(doc)]!r} and {sources[n]!r} are the same document; name it once")


def _event(store: Store, found: Sequence[Contents], given: str) -> str:
    """Return the id of the event that begins with what was given, among those of the documents' claims."""
    start = given.strip().lower()
    ids = sorted({c.event for content in found for c in content.claims if c.event})
    fitting = [i for i in ids if i.startswith(start)] if start else []
    if len(fitting) == 1:
        return fitting[0]
    if len(fitting) > 1:
        raise InputError(f"{given} is the start of {len(fitting)} events: {', '.join(fitting[:5])}; give more of its characters")
    if ids:
        raise InputError(f"none of these documents tells of an event {given!r}; of {len(ids)} they do, for example {ids[0]}")
    if store.value("SELECT count(*) FROM claims WHERE event IS NOT NULL"):
        raise InputError("these documents tell of no event at all; choose others")
    raise InputError("the project has no events yet; make them with: comity events --refresh")


def _actor(found: Sequence[Contents], given: str) -> str:
    """Return the code or id of an actor as the documents have it."""
    known: dict[str, str] = {}
    for content in found:
        for mention in content.mentions:
            for ref in mention.refs:
                known.update({name.lower(): name for name in (ref.actor, ref.code) if name})
    if given.strip().lower() in known:
        return known[given.strip().lower()]
    codes = sorted({ref.code for c in found for m in c.mentions for ref in m.refs if ref.code})
    listed = f"; they name {', '.join(codes[:8])}{' and others' if len(codes) > 8 else ''}" if codes else ""
    raise InputError(f"none of these documents names an actor {given!r}{listed}")


def _notes(found: Sequence[Contents], read_with: str, bundle: str) -> list[str]:
    out = []
    for content in found:
        doc = content.document
        if doc.duplicate_of is not None:
            original = next(
                (f"number {n}" for n, c in enumerate(found, 1) if c.document.id == doc.duplicate_of), "another document"
            )
            out.append(f"{doc.source} copies {original}: it was not coded again, so it has no claims and no actors of its own")
        elif not content.claims:
            out.append(f"{doc.source} has no claims")
    if read_with and read_with != bundle:
        out.append("the project was read with another language model than the one here: voice may be off; read it anew")
    return out
