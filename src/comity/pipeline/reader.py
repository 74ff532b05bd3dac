"""One run: batches of documents through the stages, two batches at a time."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace

from comity.errors import ComityError
from comity.pipeline.inputs import is_url
from comity.pipeline.options import Progress, ReadOptions, ReadReport
from comity.pipeline.stages import Dedupe, Stages
from comity.records import Annotation, Document, Skipped, Source
from comity.store import Entry, Known, Store

_SHOWN = 40  # characters of a date that is none
_MAX_ITEMS = 256  # documents and skips of a batch, however short they are


@dataclass(slots=True)
class Tally:
    """Counts of one run."""

    documents: int = 0
    known: int = 0
    duplicates: int = 0
    sentences: int = 0
    claims: int = 0
    undated: int = 0
    nameless: int = 0
    odd_dates: list[str] = field(default_factory=list)
    superseded: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    first_skips: list[Skipped] = field(default_factory=list)
    began: float = field(default_factory=time.monotonic)

    def skip(self, skipped: Skipped) -> None:
        """Count an input that was not read or not coded."""
        self.skipped[skipped.code] += 1
        if len(self.first_skips) < 3:
            self.first_skips.append(skipped)

    def add(self, entry: Entry) -> None:
        """Count a document that was stored."""
        doc = entry.document
        self.documents += 1
        self.superseded += len(entry.supersedes)
        self.undated += doc.date is None
        self.nameless += not (doc.outlet or doc.duplicate_of)
        self.claims += len(entry.claims)
        if doc.duplicate_of:
            self.duplicates += 1
        else:
            self.sentences += len(doc.sentences)

    def stored(self) -> dict[str, int]:
        """Return what the project keeps of the counts."""
        return {
            "documents": self.documents,
            "duplicates": self.duplicates,
            "skipped": self.skipped.total(),
            "sentences": self.sentences,
            "claims": self.claims,
        }

    def report(self, project: str, run: int) -> ReadReport:
        """Return the counts as a report."""
        return ReadReport(
            project=project,
            run=run,
            documents=self.documents,
            known=self.known,
            duplicates=self.duplicates,
            sentences=self.sentences,
            claims=self.claims,
            skipped=dict(self.skipped),
            undated=self.undated,
            nameless=self.nameless,
            odd_dates=tuple(self.odd_dates),
            superseded=self.superseded,
            seconds=time.monotonic() - self.began,
        )


@dataclass(slots=True)
class _Batch:
    """Documents on their way, with the skips that came between them."""

    prepared: list[Document] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    annotations: Future[list[list[Annotation]]] | None = None
    inputs: int = 0  # files or lines begun when it was full

    def to_code(self) -> list[Document]:
        """Return the documents that are no copies."""
        return [e.document for e in self.entries if not e.document.duplicate_of]


class Reader:
    """Gathers a batch and hands it to the model's thread, then codes and stores the one before.

    The model runs outside Python's lock, so both processors work.
    """

    def __init__(
        self,
        store: Store,
        stages: Stages,
        options: ReadOptions,
        run: int,
        progress: Callable[[Progress], None] | None = None,
        total: int | None = None,
    ) -> None:
        self.store, self.stages, self.options, self.run = store, stages, options, run
        self.progress, self.total = progress, total
        self.dedupe: Dedupe = stages.dedupe(store.fingerprints())
        self.tally = Tally()
        self._inputs = 0
        self._newer: dict[str, str | None] = {}  # documents replaced in this run, and by what if nearly the same
        self._waiting = _Batch()

    def read(self, inputs: Sequence[str]) -> None:
        """Read all inputs. What is stored when an error comes stays stored."""
        pool = ThreadPoolExecutor(1, "annotate")
        try:
            for batch in self._batches(inputs):
                self._select(batch)
                if documents := batch.to_code():
                    batch.annotations = pool.submit(self.stages.annotate, documents)
                before, self._waiting = self._waiting, batch
                self._finish(before)
            self._finish(self._waiting)
        finally:
            pool.shutdown(wait=True, cancel_futures=True)

    def _batches(self, inputs: Sequence[str]) -> Iterator[_Batch]:
        """Gather prepared documents into batches of about the same number of sentences."""
        batch, sentences = _Batch(), 0
        for item in self._prepared(inputs):
            if isinstance(item, Skipped):
                batch.skipped.append(item)
            else:
                batch.prepared.append(item)
                sentences += len(item.sentences)
            full = len(batch.prepared) + len(batch.skipped) >= _MAX_ITEMS
            if full or sentences >= self.options.batch_sentences:
                batch.inputs = self._inputs
                yield batch
                batch, sentences = _Batch(), 0
        batch.inputs = self._inputs
        yield batch

    def _prepared(self, inputs: Sequence[str]) -> Iterator[Document | Skipped]:
        left = self.options.limit
        last = ""
        for path in inputs:
            for source in self.stages.open(path, self.options):
                if left is not None and left <= 0:
                    return
                self._inputs += "#" in source.source or source.source != last
                last = source.source
                if isinstance(source, Source) and source.odd_date:
                    self.tally.odd_dates.append(f"{source.source}: {source.odd_date[:_SHOWN]!r}")
                item = source if isinstance(source, Skipped) else self._prepare(source)
                if left is not None and isinstance(item, Document):
                    left -= 1
                yield item

    def _prepare(self, source: Source) -> Document | Skipped:
        try:
            item = self.stages.prepare(source)
            if isinstance(item, Document):
                item.text.encode("utf-8")  # the project stores UTF-8: lone surrogates have no form in it
            return item
        except (ComityError, MemoryError):
            raise
        except Exception as error:  # one odd document must not end a run over an archive
            return _failed(source.source, error)

    def _select(self, batch: _Batch) -> None:
        """Leave out what is known, mark copies, and find what a document replaces."""
        known = self.store.known([d.id for d in batch.prepared])
        current = self.store.same_source([d.source for d in batch.prepared])
        for entry in self._waiting.entries:  # on their way into the store
            doc = entry.document
            here = Known(doc.id, doc.source, doc.text_hash, doc.duplicate_of, None)
            known[doc.id] = here
            current.setdefault(doc.source, []).append(here)
        for doc in batch.prepared:
            if doc.id in known:
                self.tally.known += 1
                if known[doc.id].superseded_by is not None:
                    self.store.revive(known[doc.id])
                continue
            same = [k for k in current.get(doc.source, ()) if k.id not in self._newer]
            entry = self._entry(doc, same)
            here = Known(doc.id, doc.source, doc.text_hash, entry.document.duplicate_of, None)
            known[doc.id] = here
            current.setdefault(doc.source, []).append(here)
            batch.entries.append(entry)
        batch.prepared.clear()

    def _entry(self, doc: Document, same_source: Sequence[Known]) -> Entry:
        """Compare a new document with what was read before.

        A newer version of a page at a URL, of the same text with other metadata, or of a file whose text is nearly the
        same replaces the older one: it is no copy of it.
        """
        marked, fingerprint = self.dedupe(doc)
        original = marked.duplicate_of
        replaced = [
            k.id
            for k in same_source
            if k.text_hash == doc.text_hash or is_url(doc.source) or (original is not None and k.id == original)
        ]
        for old in replaced:
            self._newer[old] = doc.id if old == original else None
        if original is not None and original in self._newer:
            newer = self._newer[original]
            if newer is None or newer == doc.id:
                marked = replace(marked, duplicate_of=None, duplicate_kind="", similarity=None)
            else:  # a copy of the older version is near to the newer one
                marked = replace(marked, duplicate_of=newer, duplicate_kind="near")
        return Entry(document=marked, fingerprint=fingerprint, supersedes=tuple(replaced))

    def _finish(self, batch: _Batch) -> None:
        """Code and store a batch whose annotation is under way."""
        annotations = self._annotations(batch)
        entries = []
        for entry in batch.entries:
            if entry.document.duplicate_of:
                entries.append(entry)
                continue
            result = annotations[entry.document.id]
            if isinstance(result, Skipped):
                batch.skipped.append(result)
                continue
            try:
                mentions, claims = self.stages.interpret(entry.document, result)
            except (ComityError, MemoryError):
                raise
            except Exception as error:
                batch.skipped.append(_failed(entry.document.source, error))
                continue
            entries.append(replace(entry, mentions=mentions, claims=claims))
        self.store.write(entries, batch.skipped, self.run)
        for entry in entries:
            self.tally.add(entry)
        for skipped in batch.skipped:
            self.tally.skip(skipped)
        if self.progress:
            t = self.tally
            done = Progress(t.documents + t.known, t.sentences, t.claims, t.skipped.total(), batch.inputs, self.total)
            self.progress(done)

    def _annotations(self, batch: _Batch) -> dict[str, list[Annotation] | Skipped]:
        documents = batch.to_code()
        if batch.annotations is None:
            return {}
        try:
            return dict(zip((d.id for d in documents), batch.annotations.result(), strict=True))
        except (ComityError, MemoryError):
            raise
        except Exception:  # find the document that it was
            return {d.id: self._annotate_alone(d) for d in documents}

    def _annotate_alone(self, document: Document) -> list[Annotation] | Skipped:
        try:
            return self.stages.annotate([document])[0]
        except (ComityError, MemoryError):
            raise
        except Exception as error:
            return _failed(document.source, error)


def _failed(source: str, error: Exception) -> Skipped:
    lines = str(error).strip().splitlines()
    reason = f"{type(error).__name__}: {lines[0]}" if lines else type(error).__name__
    return Skipped(source, "failed", f"could not be processed ({reason[:300]})")
