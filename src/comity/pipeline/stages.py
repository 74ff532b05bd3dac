"""The stages behind four calls, so that the runner knows only their order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from comity.config import Settings
from comity.errors import DataFileError
from comity.pipeline.options import ReadOptions
from comity.records import Annotation, Claim, Document, Mention, Skipped, Source

if TYPE_CHECKING:
    from comity.actors import KnowledgeBase, Resolver
    from comity.annotate import Annotator, Probe
    from comity.coding import Coder


_EXAMPLES = Path(__file__).resolve().parent.parent / "examples"

Dedupe = Callable[[Document], tuple[Document, bytes | None]]
"""Marks a document that copies an earlier one, and returns its fingerprint for the next run."""

Fingerprints = Iterable[tuple[str, str, bytes]]
"""Id, text hash and fingerprint of documents that were read before."""


@dataclass(frozen=True, slots=True)
class Stages:
    """What the runner calls, in this order.

    Attributes:
        open: a path or URL and the options into sources and skips.
        prepare: a source into a document, or a skip with the reason.
        dedupe: the fingerprints of earlier documents into a call that marks copies.
        annotate: documents into the annotations of their sentences, in the same order.
        interpret: a document and its annotations into mentions and claims.
        bundle: id of the model bundle, kept in the project.
        agencies: names of news agencies and outlets to their ids, for the count of origins.
    """

    open: Callable[[str, ReadOptions], Iterator[Source | Skipped]]
    prepare: Callable[[Source], Document | Skipped]
    dedupe: Callable[[Fingerprints], Dedupe]
    annotate: Callable[[Sequence[Document]], list[list[Annotation]]]
    interpret: Callable[[Document, Sequence[Annotation]], tuple[list[Mention], list[Claim]]]
    bundle: str = ""
    agencies: Callable[[], Mapping[str, str]] = dict


@cache
def annotator(threads: int) -> Annotator:
    """Load the language model once per process and number of threads."""
    from comity.annotate import Annotator, Bundle

    folder = Settings.from_environment().bundle
    return Annotator(Bundle.load(Path(folder) if folder else None), threads=threads or None)


def knowledge(actors: Sequence[str] = ()) -> KnowledgeBase:
    """Return the knowledge base of actors, with the user's own files before it; each is loaded once per process.

    A file that has changed since is read again.

    Raises:
        DataFileError: a file is missing or has a mistake.
    """
    return resolver(actors).base


def agencies(actors: Sequence[str] = ()) -> dict[str, str]:
    """Return the names of news agencies and outlets with their ids."""
    return knowledge(actors).outlets()


def resolver(actors: Sequence[str] = ()) -> Resolver:
    """Return the resolver over :func:`knowledge`."""
    return _resolver_with(tuple(_version(name) for name in actors)) if actors else _resolver()


@cache
def _resolver() -> Resolver:
    from comity.actors import KnowledgeBase, Resolver

    return Resolver(KnowledgeBase.load())


@lru_cache(maxsize=2)
def _resolver_with(versions: tuple[tuple[str, int, int], ...]) -> Resolver:
    from comity.actors import Resolver, with_dictionaries

    return Resolver(with_dictionaries(_resolver().base, [name for name, _, _ in versions]))


def _version(name: str) -> tuple[str, int, int]:
    """Return a file's name with what changes when it is written; a missing one is named when it is read."""
    try:
        found = Path(name).stat()
    except OSError:
        return name, 0, 0
    return name, found.st_mtime_ns, found.st_size


@cache
def coder(kind: str, lexicon: tuple[str, ...] = (), precision: str = "balanced") -> Coder:
    """Return the coder of a kind (``model`` or ``rules``) with the shipped lexicon and the user's own files."""
    from comity.coding import Coder, LearnedCoder, Lexicon

    acts = Lexicon.load(Path(name) for name in lexicon)
    return LearnedCoder(acts, precision) if kind == "model" else Coder(acts)


@cache
def probes(lexicon: tuple[str, ...], threads: int) -> tuple[Probe, ...]:
    """Return the probes of the users' categories, fitted to their examples against the texts of the example corpus."""
    from comity.annotate import Example, fit
    from comity.documents import segment

    categories = [c for c in coder("model", lexicon).lexicon.categories if c.examples]
    texts = [p.read_text(encoding="utf-8") for p in sorted(_EXAMPLES.glob("*/*.md"))] if categories else []
    background = [text[s.start : s.end] for text in texts for s in segment(text)]
    model = annotator(threads)
    return tuple(fit(model, c.name, c.type, [Example(*e) for e in c.examples], background) for c in categories)


def coder_of(options: ReadOptions) -> Coder:
    """Return the coder that the options ask for: without a wish the model, where the bundle can."""
    able = "acts" in annotator(_threads(options)).bundle.labels
    if options.coder == "model" and not able:
        raise DataFileError("the model bundle has no heads of acts; use --coder rules, or install a newer bundle")
    return coder(options.coder or ("model" if able else "rules"), options.lexicon, options.precision)


def _threads(options: ReadOptions) -> int:
    return options.threads or Settings.from_environment().threads


def open_inputs(path: str, options: ReadOptions) -> Iterator[Source | Skipped]:
    """Open a path or URL with the options of the run."""
    from comity.sources import SourceOptions, open_source

    return open_source(path, SourceOptions(date=options.date, outlet=options.outlet, fields=options.fields))


def annotate(documents: Sequence[Document], threads: int, looked_for: Sequence[Probe] = ()) -> list[list[Annotation]]:
    """Annotate the sentences of documents in one call, which sorts them by length."""
    from comity.annotate import SentenceText

    sentences = [SentenceText(doc.text[s.start : s.end], s.start, s.index) for doc in documents for s in doc.sentences]
    flat = iter(annotator(threads).annotate(sentences, looked_for))
    return [[next(flat) for _ in doc.sentences] for doc in documents]


def interpret(
    document: Document, annotations: Sequence[Annotation], coder: Coder, names: Resolver
) -> tuple[list[Mention], list[Claim]]:
    """Resolve the actors of a document and code its claims, but for sentences that the user's discards leave out."""
    mentions = names.document(document.text, annotations, document.date, document.outlet or "")
    claims = coder.code(document, annotations, mentions)
    if names.base.discards is None:
        return mentions, claims
    left_out = names.base.discards.sentences(document.text, [a.start for a in annotations])
    sentences = {annotations[i].sentence for i in left_out}
    return mentions, [c for c in claims if c.sentence not in sentences]


def dedupe(known: Fingerprints) -> Dedupe:
    """Return a call that marks copies of the given documents and of those that it was called with."""
    from comity.documents import Duplicates

    duplicates = Duplicates()
    duplicates.seed(known)
    return duplicates.add


def load_stages(options: ReadOptions) -> Stages:
    """Return the real stages. Their data files are read here, so that a missing one is named before a run begins.

    Raises:
        DataFileError: a data file is missing or has a mistake.
    """
    from comity.coding import LearnedCoder
    from comity.documents import prepare

    threads = _threads(options)
    bundle = annotator(threads).bundle
    names = resolver(options.actors)
    claims = coder_of(options)
    looked_for = probes(options.lexicon, threads) if options.lexicon and isinstance(claims, LearnedCoder) else ()
    return Stages(
        open=open_inputs,
        prepare=prepare,
        dedupe=dedupe,
        annotate=lambda documents: annotate(documents, threads, looked_for),
        interpret=lambda document, annotations: interpret(document, annotations, claims, names),
        bundle=bundle.id,
        agencies=lambda: agencies(options.actors),
    )
