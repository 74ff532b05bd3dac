"""Mentions of events with gold chains, and what a scorer can see of two of them.

Four corpora are read into one form: ECB+ (Cybulska and Vossen 2014), MEANTIME (Minard et al. 2016), and the story clusters and
the leads of this project. The words are those of the corpus; lemmas, parts of speech, trees and vectors are those of the shipped
bundle.
"""

from __future__ import annotations

import json
import math
import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from comity.annotate import Annotator, Bundle, tokenize
from comity.annotate.pieces import batches, feed, windows
from comity.documents import segment
from comity.reconcile.roots import kin, root
from comity.reconcile.views import content_words
from comity.reconcile.words import words as word_list

Matrix = NDArray[np.float32]
_CONTENT = frozenset({"NOUN", "VERB", "PROPN", "ADJ", "NUM"})
_PHRASE = frozenset({"compound", "flat", "nmod", "amod", "nummod", "conj", "appos"})
_ROLES = frozenset({"nsubj", "obj", "iobj", "obl", "nmod", "compound", "amod"})
_WINDOW = 5  # words to each side
_MARKED = re.compile(r"\[([^\]|]+)(?:\|(\w+))?\]")


@dataclass(frozen=True, slots=True)
class Mention:
    """A mention: its sentence (number in the corpus), its words there, its gold chain, and the topics that its document is of."""

    sentence: int
    words: tuple[int, ...]
    chain: str
    topic: str
    subtopic: str


@dataclass(slots=True)
class Corpus:
    """Sentences as words, the document of each, and the mentions."""

    name: str
    sentences: list[list[str]] = field(default_factory=list)
    documents: list[str] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)


def ecbplus(folder: Path, part: str) -> Corpus:
    """Read a part (``Train``, ``Dev``) of ECB+; subtopics are the two seminal events of each topic (``1_ecb``, ``1_ecbplus``)."""
    corpus = Corpus(f"ECB+ {part.lower()}")
    place = _conll(corpus, (folder / f"ECB_{part}_corpus.txt").read_text(encoding="utf-8").splitlines())
    for m in json.loads((folder / f"ECB_{part}_Event_gold_mentions.json").read_text(encoding="utf-8")):
        topic, _, name = m["doc_id"].partition("_")
        sentence = place[m["doc_id"], str(m["sent_id"])]
        subtopic = f"{topic}_{re.sub('[0-9]', '', name)}"
        corpus.mentions.append(Mention(sentence, tuple(m["tokens_number"]), m["coref_chain"], topic, subtopic))
    return corpus


def meantime(folder: Path) -> Corpus:
    """Read MEANTIME; its four collections are the topics."""
    corpus = Corpus("MEANTIME")
    place = _conll(corpus, (folder / "meantime.conll").read_text(encoding="utf-8").splitlines())
    for m in json.loads((folder / "event_mentions.json").read_text(encoding="utf-8")):
        sentence = place[m["conll_doc_key"], str(m["sent_id"])]
        corpus.mentions.append(Mention(sentence, tuple(m["tokens_number"]), m["coref_chain"], m["topic"], m["topic"]))
    return corpus


def _conll(corpus: Corpus, lines: Iterable[str]) -> dict[tuple[str, str], int]:
    """Add the sentences of lines of document, sentence, word number, word; return the number of each sentence."""
    place: dict[tuple[str, str], int] = {}
    for line in lines:
        cells = line.split("\t")
        if len(cells) >= 4 and not line.startswith("#"):
            key = (cells[0], cells[1])
            if key not in place:
                place[key] = len(corpus.sentences)
                corpus.sentences.append([])
                corpus.documents.append(cells[0])
            corpus.sentences[place[key]].append(cells[3])
    return place


def stories(folder: Path, numbers: Iterable[int]) -> Corpus:
    """Read story clusters of this project (``benchmarks/data/stories``); each is a topic."""
    corpus = Corpus("stories")
    chosen = set(numbers)
    for story in sorted(f for f in folder.iterdir() if int(f.name[:2]) in chosen):
        texts = [p.read_text(encoding="utf-8") for p in sorted(story.glob("0*.md"))]
        where: list[list[tuple[int, list[tuple[int, int]]]]] = []
        for n, text in enumerate(texts):
            body = text.index("---\n", 4) + 4 if text.startswith("---\n") else 0
            rows = []
            for span in segment(text[body:]):
                tokens = tokenize(text[body + span.start : body + span.end])
                rows.append((len(corpus.sentences), [(body + span.start + t.start, body + span.start + t.end) for t in tokens]))
                corpus.sentences.append([t.text for t in tokens])
                corpus.documents.append(f"{story.name}/{n}")
            where.append(rows)
        starts = [rows[0][1][0][0] for rows in where]
        for event in tomllib.loads((story / "gold.toml").read_text(encoding="utf-8"))["event"]:
            for written in event["claims"]:
                number, start, end = _place(written, texts, starts)
                for sentence, spans in where[number]:
                    words = tuple(i for i, (a, b) in enumerate(spans) if a < end and start < b)
                    if words:
                        corpus.mentions.append(Mention(sentence, words, f"{story.name} {event['id']}", story.name, story.name))
                        break
    return corpus


def _place(written: str, texts: Sequence[str], starts: Sequence[int]) -> tuple[int, int, int]:
    """Return document, start and end of a mention written as ``02:talks#2``; what stands above the text does not count."""
    number, _, words = written.partition(":")
    words, _, nth = words.partition("#")
    index = int(number) - 1
    found = list(re.compile(rf"(?<!\w){re.escape(words)}(?!\w)").finditer(texts[index], starts[index]))
    match = found[int(nth or 1) - 1]
    return index, match.start(), match.end()


def leads(file: Path) -> Corpus:
    """Read openings of reports in which every event is marked: ``[fled|f]`` is of chain f, ``[said]`` of a chain of its own.

    ``# name`` begins a topic, a blank line a report.
    """
    corpus = Corpus("leads")
    for part in re.split("^# ", file.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        topic, _, body = part.partition("\n")
        for n, report in enumerate(body.strip().split("\n\n")):
            _read_lead(corpus, topic, f"{topic}/{n}", report.replace("\n", " "))
    return corpus


def _read_lead(corpus: Corpus, topic: str, document: str, report: str) -> None:
    text, marks, at = "", [], 0
    for match in _MARKED.finditer(report):
        text += report[at : match.start()]
        marks.append((len(text), len(text) + len(match[1]), match[2] or f"{document} {len(marks)}"))
        text, at = text + match[1], match.end()
    text += report[at:]
    for span in segment(text):
        spans = [(span.start + t.start, span.start + t.end) for t in tokenize(text[span.start : span.end])]
        for start, end, chain in marks:
            inside = tuple(i for i, (a, b) in enumerate(spans) if a < end and start < b)
            if inside:
                corpus.mentions.append(Mention(len(corpus.sentences), inside, f"{topic} {chain}", topic, topic))
        corpus.sentences.append([text[a:b] for a, b in spans])
        corpus.documents.append(document)


@dataclass(slots=True)
class Described:
    """A corpus with what the bundle says of it; rows of arrays are mentions."""

    corpus: Corpus
    lemmas: list[list[str]]
    upos: list[list[str]]
    heads: list[list[int]]
    relations: list[list[str]]
    head: list[int]  # the word that heads each mention
    vectors: Matrix  # of that word in its sentence
    bare: Matrix  # of its lemma alone
    context: Matrix  # mean vector of the nouns that hang on it


def describe(corpus: Corpus, bundle: Bundle, annotator: Annotator) -> Described:
    """Run the bundle over a corpus."""
    tagged = annotator.tag(corpus.sentences)
    lemma = bundle.lemmatizer.lemma
    rows_of = zip(corpus.sentences, tagged, strict=True)
    lemmas = [[lemma(w, u).lower() for w, u in zip(s, t.upos, strict=True)] for s, t in rows_of]
    used = sorted({m.sentence for m in corpus.mentions})
    encoded = dict(zip(used, _encode(bundle, annotator, [corpus.sentences[s] for s in used]), strict=True))
    heads, rows, context = [], [], []
    for m in corpus.mentions:
        tree = tagged[m.sentence]
        tops = [w for w in m.words if tree.heads[w] not in m.words]
        head = next((w for w in tops if tree.upos[w] in ("VERB", "NOUN", "PROPN")), tops[0])
        heads.append(head)
        rows.append(encoded[m.sentence][head])
        nouns = [w for w, u in enumerate(tree.upos) if tree.heads[w] == head and u in ("NOUN", "PROPN", "NUM", "PRON")]
        context.append(encoded[m.sentence][nouns].mean(0) if nouns else np.zeros(rows[-1].shape, np.float32))
    own = [lemmas[m.sentence][h] for m, h in zip(corpus.mentions, heads, strict=True)]
    alone = sorted(set(own))
    bare = dict(zip(alone, (v[0] for v in _encode(bundle, annotator, [[w] for w in alone])), strict=True))
    return Described(
        corpus, lemmas, [t.upos for t in tagged], [t.heads for t in tagged], [t.deprels for t in tagged], heads,
        np.stack(rows), np.stack([bare[w] for w in own]), np.stack(context),
    )  # fmt: skip


def _encode(bundle: Bundle, annotator: Annotator, sentences: Sequence[Sequence[str]]) -> list[Matrix]:
    """Return the encoder's vector of each word."""
    out: list[Matrix] = []
    for s in sentences:
        out.append(np.zeros((len(s), 0), np.float32))
    for batch in batches(windows(bundle.tokenizer, sentences, bundle.longest)):
        inputs, lengths = feed(batch, bundle.hints)
        vectors = annotator.run(inputs, ["vectors"])["vectors"]
        for i, window in enumerate(batch):
            if not out[window.sentence].shape[1]:
                out[window.sentence] = np.zeros((len(sentences[window.sentence]), vectors.shape[-1]), np.float32)
            out[window.sentence][window.first : window.first + lengths[i]] = vectors[i, : lengths[i]]
    return out


def unit(x: NDArray[Any]) -> Matrix:
    """Return rows of length one."""
    return np.asarray(x / (np.linalg.norm(x, axis=1, keepdims=True) + 1e-9), np.float32)


def rarity(bags: Sequence[Iterable[str]]) -> dict[str, float]:
    """Return the inverse document frequency of each word."""
    counts = Counter(w for bag in bags for w in set(bag))
    return {w: math.log((len(bags) + 1) / (n + 0.5)) for w, n in counts.items()}


def document_vectors(d: Described) -> tuple[list[str], Matrix, dict[str, float]]:
    """Return the documents, their tf-idf vectors (log counts, unit length) and the rarity of words."""
    bags: dict[str, Counter[str]] = defaultdict(Counter)
    for name, lemmas, upos in zip(d.corpus.documents, d.lemmas, d.upos, strict=True):
        bags[name].update(w for w, u in zip(lemmas, upos, strict=True) if u in _CONTENT and content_words(w))
    idf = rarity(list(bags.values()))
    column = {w: i for i, w in enumerate(idf)}
    rows = np.zeros((len(bags), len(column)), np.float32)
    for r, bag in enumerate(bags.values()):
        for w, n in bag.items():
            rows[r, column[w]] = (1 + math.log(n)) * idf[w]
    return list(bags), unit(rows), idf


def _arguments(d: Described, m: Mention, head: int) -> tuple[set[str], set[str]]:
    """Lemmas of the subject, and of all that hangs on the mention or on what it is an object of."""
    lemmas, upos, heads, relations = (x[m.sentence] for x in (d.lemmas, d.upos, d.heads, d.relations))

    def phrase(word: int, depth: int = 0) -> set[str]:
        out = {lemmas[word]} if upos[word] in ("NOUN", "PROPN", "NUM", "ADJ") else set()
        for k, up in enumerate(heads):
            if up == word and depth < 3 and relations[k].split(":")[0] in _PHRASE:
                out |= phrase(k, depth + 1)
        return out

    nodes = [head]
    while len(nodes) < 3 and relations[nodes[-1]].split(":")[0] in ("xcomp", "conj", "obj") and heads[nodes[-1]] >= 0:
        nodes.append(heads[nodes[-1]])
    subject, every = set(), set()
    for k, up in enumerate(heads):
        if up in nodes and k != head and relations[k].split(":")[0] in _ROLES:
            every |= phrase(k)
            if relations[k] in ("nsubj", "obl:agent", "nmod:poss"):
                subject |= phrase(k)
    return subject, every


def _shared(bags: Sequence[set[str]], idf: dict[str, float], groups: Sequence[NDArray[np.int64]]) -> Matrix:
    """Weighted Jaccard of all pairs of each group, in the order of :func:`pairs`."""
    out = []
    for group in groups:
        column = {w: i for i, w in enumerate(sorted({w for i in group for w in bags[i]}))}
        has = np.zeros((len(group), len(column) + 1), np.float32)
        for r, i in enumerate(group):
            has[r, [column[w] for w in bags[i]]] = 1
        weight = np.array([*(idf.get(w, 1.0) for w in column), 0], np.float32)
        both = (has * weight) @ has.T
        total = (has * weight).sum(1)
        share = both / (total[:, None] + total[None] - both + 1e-9)
        out.append(share[np.triu_indices(len(group), 1)])
    return np.concatenate(out)


def groups_of(labels: Sequence[str]) -> list[NDArray[np.int64]]:
    """Return the mentions of each label."""
    found: dict[str, list[int]] = defaultdict(list)
    for i, label in enumerate(labels):
        found[label].append(i)
    return [np.array(g) for g in found.values()]


def pairs(groups: Sequence[NDArray[np.int64]]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return all pairs of mentions of one group."""
    cut = [np.triu_indices(len(g), 1) for g in groups]
    one = np.concatenate([g[a] for g, (a, _) in zip(groups, cut, strict=True)])
    other = np.concatenate([g[b] for g, (_, b) in zip(groups, cut, strict=True)])
    return one, other


@cache
def _prefix(a: str, b: str) -> float:
    """Share of the longer word that both begin with."""
    same = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    return same / max(len(a), len(b))


def features(d: Described, groups: Sequence[NDArray[np.int64]]) -> dict[str, Matrix]:
    """Return what can be seen of each pair of mentions of one group, by name, in the order of :func:`pairs`."""
    one, other = pairs(groups)
    mentions = d.corpus.mentions
    names, rows, idf = document_vectors(d)
    at = {name: i for i, name in enumerate(names)}
    doc = np.array([at[d.corpus.documents[m.sentence]] for m in mentions])
    sentence = np.array([m.sentence for m in mentions])
    lemma = np.array([d.lemmas[m.sentence][h] for m, h in zip(mentions, d.head, strict=True)])
    stem = np.array([root(w) for w in lemma])
    upos = np.array([d.upos[m.sentence][h] for m, h in zip(mentions, d.head, strict=True)])
    bags, proper, near, particles, modifiers = [], [], [], [], []
    for m, head in zip(mentions, d.head, strict=True):
        words, tags = d.lemmas[m.sentence], d.upos[m.sentence]
        bags.append({w for w, u in zip(words, tags, strict=True) if u in _CONTENT and content_words(w)})
        proper.append({w for w, u in zip(words, tags, strict=True) if u == "PROPN"})
        around = range(max(0, head - _WINDOW), min(len(words), head + _WINDOW + 1))
        near.append({words[k] for k in around if k != head and tags[k] in _CONTENT and content_words(words[k])})
        mine = [(words[k], d.relations[m.sentence][k]) for k, up in enumerate(d.heads[m.sentence]) if up == head]
        particles.append(" ".join(sorted(w for w, r in mine if r == "compound:prt")))
        modifiers.append({w for w, r in mine if r in ("amod", "compound", "nummod")})
    arguments = [_arguments(d, m, h) for m, h in zip(mentions, d.head, strict=True)]
    particle = np.array(particles)
    in_sentence = np.array([lemma[a] in bags[b] or lemma[b] in bags[a] for a, b in zip(one, other, strict=True)])
    prefix = [_prefix(a, b) for a, b in zip(lemma[one], lemma[other], strict=True)]
    rare = np.array([idf.get(w, 3.0) for w in lemma])
    verb = upos == "VERB"
    lists = [kin(w, p) for w, p in zip(lemma, particles, strict=True)]
    meet = np.array([not lists[a].isdisjoint(lists[b]) for a, b in zip(one, other, strict=True)])
    speech, light = (np.isin(lemma, word_list("classes")[kind]) for kind in ("speech", "light"))
    out = {
        "lemma": lemma[one] == lemma[other],
        "root": stem[one] == stem[other],
        "kin": meet | (stem[one] == stem[other]) | (lemma[one] == lemma[other]),
        "speech": speech[one] & speech[other],
        "light": light[one] | light[other],
        "prefix": np.array(prefix),
        "document": np.einsum("ij,ij->i", rows[doc[one]], rows[doc[other]]),
        "same_document": doc[one] == doc[other],
        "same_sentence": sentence[one] == sentence[other],
        "words": _shared(bags, idf, groups),
        "names": _shared(proper, idf, groups),
        "near": _shared(near, idf, groups),
        "subject": _shared([a for a, _ in arguments], idf, groups),
        "arguments": _shared([b for _, b in arguments], idf, groups),
        "modifiers": _shared(modifiers, idf, groups),
        "in_sentence": in_sentence & (lemma[one] != lemma[other]),
        "verb_noun": verb[one] != verb[other],
        "pronoun": (upos[one] == "PRON") | (upos[other] == "PRON"),
        "rare": np.minimum(rare[one], rare[other]) / 6,
        "other_particle": (particle[one] != particle[other]),
    }
    for name, matrix in (("vector", d.vectors), ("bare", d.bare), ("context", d.context)):
        centred = unit(matrix - matrix.mean(0))
        out[name] = np.einsum("ij,ij->i", centred[one], centred[other])
    return {name: np.asarray(value, np.float32) for name, value in out.items()}
