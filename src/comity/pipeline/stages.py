"""The stages behind four calls, so that the runner knows only their order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from comity.config import Settings
from comity.pipeline.options import ReadOptions
from comity.records import Annotation, Claim, Document, Mention, Skipped, Source

if TYPE_CHECKING:
    from comity.actors import KnowledgeBase, Resolver
    from comity.annotate import Annotator
    from comity.coding import Coder


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
    """

    open: Callable[[str, ReadOptions], Iterator[Source | Skipped]]
    prepare: Callable[[Source], Document | Skipped]
    dedupe: Callable[[Fingerprints], Dedupe]
    annotate: Callable[[Sequence[Document]], list[list[Annotation]]]
    interpret: Callable[[Document, Sequence[Annotation]], tuple[list[Mention], list[Claim]]]
    bundle: str = ""


@cache
def annotator(threads: int) -> Annotator:
    """Load the language model once per process and number of threads."""
    from comity.annotate import Annotator, Bundle

    return Annotator(Bundle.load(), threads=threads or None)


@cache
def knowledge() -> KnowledgeBase:
    """Load the knowledge base of actors once per process."""
    from comity.actors import KnowledgeBase

    return KnowledgeBase.load()


@cache
def resolver() -> Resolver:
    """Return the resolver over :func:`knowledge`."""
    from comity.actors import Resolver

    return Resolver(knowledge())


@cache
def coder(lexicon: tuple[str, ...] = ()) -> Coder:
    """Return the coder with the shipped lexicon and the user's own files."""
    from comity.coding import Coder, Lexicon

    return Coder(Lexicon.load(Path(name) for name in lexicon))


def open_inputs(path: str, options: ReadOptions) -> Iterator[Source | Skipped]:
    """Open a path or URL with the options of the run."""
    from comity.sources import SourceOptions, open_source

    return open_source(path, SourceOptions(date=options.date, outlet=options.outlet, fields=options.fields))


def annotate(documents: Sequence[Document], threads: int) -> list[list[Annotation]]:
    """Annotate the sentences of documents in one call, which sorts them by length."""
    from comity.annotate import SentenceText

    sentences = [SentenceText(doc.text[s.start : s.end], s.start, s.index) for doc in documents for s in doc.sentences]
    flat = iter(annotator(threads).annotate(sentences))
    return [[next(flat) for _ in doc.sentences] for doc in documents]


def interpret(
    document: Document, annotations: Sequence[Annotation], lexicon: tuple[str, ...] = ()
) -> tuple[list[Mention], list[Claim]]:
    """Resolve the actors of a document and code its claims."""
    mentions = resolver().document(document.text, annotations, document.date, document.outlet or "")
    return mentions, coder(lexicon).code(document, annotations, mentions)


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
    from comity.documents import prepare

    threads = options.threads or Settings.from_environment().threads
    bundle = annotator(threads).bundle
    resolver()
    coder(options.lexicon)
    return Stages(
        open=open_inputs,
        prepare=prepare,
        dedupe=dedupe,
        annotate=lambda documents: annotate(documents, threads),
        interpret=lambda document, annotations: interpret(document, annotations, options.lexicon),
        bundle=bundle.id,
    )
