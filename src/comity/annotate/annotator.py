"""Sentences in, annotations out: words, lemmas, parts of speech, dependency trees, named entities."""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from comity.annotate import acts, entities, pos, syntax
from comity.annotate.bundle import Bundle
from comity.annotate.pieces import Window, batches, feed, windows
from comity.annotate.probes import Probe
from comity.annotate.repairs import repair
from comity.annotate.words import Token, tokenize
from comity.records.annotation import Annotation, Entity, ScoredAct, Word

__all__ = ["Annotator", "SentenceText", "Tagged"]

_GROUP = 4096  # sentences whose pieces are in memory at a time
_log = logging.getLogger(__name__)


class SentenceText(NamedTuple):
    """A sentence to annotate: its text, where it starts in the document (code points), its number in the document."""

    text: str
    start: int = 0
    index: int = 0  # type: ignore[assignment]  # shadows tuple.index, which nobody needs here


class Tagged(NamedTuple):
    """What the model says of the words of one sentence; heads are word indices, -1 the root."""

    upos: list[str]
    heads: list[int]
    deprels: list[str]
    entities: tuple[Entity, ...]
    acts: tuple[ScoredAct, ...] = ()


class Annotator:
    """Runs a bundle over sentences.

    A sentence's result depends on its text alone: never on the sentences around it, their order or their number.
    ``threads`` batches are worked on at a time, each with one thread; ``None`` takes all processors of the machine.
    One annotator may serve several threads of the caller.
    """

    def __init__(self, bundle: Bundle, threads: int | None = None) -> None:
        self.bundle = bundle
        self.threads = max(1, threads or _processors())
        self._session = bundle.session(1)

    def annotate(self, sentences: Sequence[SentenceText], probes: Sequence[Probe] = ()) -> list[Annotation]:
        """Return one annotation a sentence, in the order of ``sentences``; offsets count from the document's start.

        ``probes`` look for acts of the users' own categories (:func:`comity.annotate.fit`).

        A sentence without words gets an annotation without words. A sentence of more word pieces than the encoder
        takes (``Bundle.longest``) is read in windows cut after punctuation; the root of each further window then
        hangs on the root of the first by ``parataxis``, and a line at level INFO goes to the log.
        """
        tokens = [tokenize(s.text) for s in sentences]
        tagged = self.tag([[t.text for t in row] for row in tokens], probes)
        return [self._annotation(s, row, found) for s, row, found in zip(sentences, tokens, tagged, strict=True)]

    def tag(self, sentences: Sequence[Sequence[str]], probes: Sequence[Probe] = ()) -> list[Tagged]:
        """Return tags, trees and entities of sentences that are split into words already, in their order."""
        out: list[Tagged] = []
        for start in range(0, len(sentences), _GROUP):
            out += self._tag(sentences[start : start + _GROUP], probes)
        return out

    def _tag(self, sentences: Sequence[Sequence[str]], probes: Sequence[Probe]) -> list[Tagged]:
        found = windows(self.bundle.tokenizer, sentences, self.bundle.longest)
        parts: dict[int, list[tuple[int, Tagged]]] = {}
        work = list(batches(found))
        if self.threads > 1 and len(work) > 1:
            with ThreadPoolExecutor(self.threads) as pool:
                results = list(pool.map(lambda batch: self._run(batch, probes), work))
        else:
            results = [self._run(batch, probes) for batch in work]
        for batch, result in zip(work, results, strict=True):
            for window, tagged in zip(batch, result, strict=True):
                parts.setdefault(window.sentence, []).append((window.first, tagged))
        return [_join(parts.get(i, [])) for i in range(len(sentences))]

    def run(self, inputs: Mapping[str, NDArray[Any]], names: Sequence[str]) -> dict[str, NDArray[np.float32]]:
        """Return outputs of the encoder's graph by name (see ``training/graph.py``)."""
        return dict(zip(names, self._session.run(list(names), dict(inputs)), strict=True))

    def _run(self, batch: Sequence[Window], probes: Sequence[Probe]) -> list[Tagged]:
        """Encode one batch and decode its heads."""
        inputs, lengths = feed(batch, self.bundle.hints)
        coded = "acts" in self.bundle.labels
        names = ["pos", "entities", "arcs", "dependents", "governors", *(acts.OUTPUTS if coded else ())]
        names += ["vectors"] * bool(probes)
        scores = self.run(inputs, names)
        labels = self.bundle.labels
        tags = pos.decode(scores["pos"], lengths, labels["pos"])
        trees = syntax.decode(scores, lengths, labels["syntax"], dict(self.bundle.weights))
        for kinds, (governors, relations) in zip(tags, trees, strict=True):
            repair(governors, relations, kinds)
        named = entities.decode(scores["entities"], lengths, labels["entities"])
        found = acts.decode(scores, lengths, labels, self.bundle.weights, probes) if coded else [()] * len(batch)
        return [Tagged(t, h, r, e, a) for t, (h, r), e, a in zip(tags, trees, named, found, strict=True)]

    def _annotation(self, sentence: SentenceText, tokens: Sequence[Token], found: Tagged) -> Annotation:
        lemma = self.bundle.lemmatizer.lemma
        offset = sentence.start
        words = tuple(
            Word(t.text, t.start + offset, t.end + offset, lemma(t.text, tag), tag, head, relation)
            for t, tag, head, relation in zip(tokens, found.upos, found.heads, found.deprels, strict=True)
        )
        return Annotation(sentence.index, offset, offset + len(sentence.text), words, found.entities, found.acts)


def _processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _join(parts: list[tuple[int, Tagged]]) -> Tagged:
    """Return the windows of one sentence as one; later roots hang on the first by ``parataxis``."""
    if not parts:
        return Tagged([], [], [], ())
    if len(parts) == 1:
        return parts[0][1]
    parts.sort(key=lambda p: p[0])
    out = Tagged([], [], [], ())
    named: list[Entity] = []
    coded: list[ScoredAct] = []
    root = parts[0][1].heads.index(-1)
    for first, tagged in parts:
        for head, relation in zip(tagged.heads, tagged.deprels, strict=True):
            hangs = head < 0 and first > 0
            out.heads.append(root if hangs else head + first if head >= 0 else -1)
            out.deprels.append("parataxis" if hangs else relation)
        out.upos.extend(tagged.upos)
        named.extend(Entity(e.first + first, e.last + first, e.label) for e in tagged.entities)
        coded.extend(_moved(a, first) for a in tagged.acts)
    _log.info("a sentence of %d words was read in %d windows", len(out.upos), len(parts))
    return out._replace(entities=tuple(named), acts=tuple(coded))


def _moved(act: ScoredAct, by: int) -> ScoredAct:
    roles = {role: tuple(w + by for w in words) for role, words in act.roles.items()}
    return act._replace(word=act.word + by, roles=roles)
