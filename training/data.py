"""Readers of the training data: every source becomes sentences of words with the labels that it has."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from comity.annotate.words import tokenize
from names import FIXED, IGNORE, Span, in_context, majority, people, repair, spans, strip_article, strip_title, tags

if TYPE_CHECKING:
    from acts import Act

GMB_HELD_BACK = 0.1  # the last part of the file: whole articles follow each other in it
RE3D_HELD_BACK = 8  # every eighth document


@dataclass(slots=True)
class Sample:
    """One sentence. Label lists are empty where the source has none of the kind; heads count from 1, 0 is the root."""

    source: str
    words: list[str]
    text: str = ""
    upos: list[str] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    deprels: list[str] = field(default_factory=list)
    lemmas: list[str] = field(default_factory=list)
    entities: list[str] = field(default_factory=list)
    acts: list[Act] | None = None
    actor: list[int] = field(default_factory=list)  # marked words, and type, polarity and modality of the act between them
    recipient: list[int] = field(default_factory=list)
    between: tuple[str, str, str] | None = None


@dataclass(slots=True)
class Data:
    """Training samples, and the parts held back by name."""

    train: list[Sample]
    held: dict[str, list[Sample]]


def _blocks(path: Path) -> Iterator[tuple[str, list[list[str]]]]:
    """Yield each sentence of a CoNLL-U file: its text and the columns of its words."""
    text, rows = "", []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# text = "):
            text = line[9:]
        elif line and line[0].isdigit():
            columns = line.split("\t")
            if columns[0].isdigit():
                rows.append(columns)
        elif not line and rows:
            yield text, rows
            text, rows = "", []
    if rows:
        yield text, rows


def read_conllu(path: Path, source: str, names: bool = False) -> list[Sample]:
    """Return the sentences of a CoNLL-U file; with ``names`` also entities, out of GUM's ``Entity`` marks.

    Sentences with masked words (``_``) are left out.
    """
    out = []
    open_marks: dict[str, tuple[int, str]] = {}
    for text, rows in _blocks(path):
        sample = Sample(source, [r[1] for r in rows], text, [r[3] for r in rows], [int(r[6]) for r in rows])
        sample.deprels = [r[7] for r in rows]
        sample.lemmas = [r[2] for r in rows]
        sample.entities = tags(len(rows), _gum_names(rows, open_marks)) if names else outside_names(rows)
        if "_" not in sample.words:
            out.append(sample)
    return out


_MARK = re.compile(r"\((\d+)(?:\[[\d/]+\])?-([a-z]+)-[^()|]*(\))?|(\d+)(?:\[[\d/]+\])?\)")
_CONJOINED = {"organization": ("conj",)}  # "Department of Health and Human Services"; two places are two names
_GUM_LABELS = {"person": "PER", "organization": "ORG", "place": "LOC"}


def _gum_names(rows: list[list[str]], open_marks: dict[str, tuple[int, str]]) -> list[Span]:
    """Return the names among GUM's mentions: those whose head is a proper noun, cut to the name itself."""
    mentions: list[Span] = []
    open_marks.clear()
    for i, row in enumerate(rows):
        marks = re.search(r"(?:^|\|)Entity=([^|]*)", row[9])
        for match in _MARK.finditer(marks.group(1)) if marks else ():
            number, kind, closed, closing = match.groups()
            if closing:
                first, kind = open_marks.pop(closing, (-1, ""))
                if first >= 0:
                    mentions.append((first, i, kind))
            elif closed:
                mentions.append((i, i, kind))
            else:
                open_marks[number] = (i, kind)
    found = [n for m in mentions if m[2] in _GUM_LABELS and (n := _name(rows, m))]
    found.sort(key=lambda s: (s[0] - s[1], s[0]))
    taken: set[int] = set()
    out = []
    for span in found:  # the longest name wins where names nest
        if taken.isdisjoint(range(span[0], span[1] + 1)):
            taken.update(range(span[0], span[1] + 1))
            out.append(span)
    return out


def _name(rows: list[list[str]], mention: Span) -> Span | None:
    first, last, kind = mention
    heads = [int(r[6]) - 1 for r in rows]
    top = next(i for i in range(first, last + 1) if not first <= heads[i] <= last or heads[i] == i)
    if not rows[top][4].startswith("NNP") or (kind == "person" and rows[top][4] == "NNPS"):
        return None  # "Americans" are people, no name
    members, grown = {top}, True
    while grown:
        grown = False
        for i in range(first, last + 1):
            if i in members or heads[i] not in members:
                continue
            relation, proper = rows[i][7], rows[i][4].startswith("NNP")
            joined = relation.startswith("flat") or (
                proper and relation in ("compound", "amod", "nummod", "nmod:poss", *_CONJOINED.get(kind, ()))
            )
            by = {rows[j][1].lower() for j in range(first, last + 1) if heads[j] == i and rows[j][7] == "case"}
            linked = kind != "person" and proper and relation == "nmod" and i > top and by <= {"of", "for"}
            inner = relation in ("case", "cc", "det", "punct") and heads[i] != top and i < last
            if joined or linked or inner or (relation == "case" and rows[i][1] in ("'s", "’s")):
                members.add(i)
                grown = True
    low = high = top
    while low - 1 in members or (low - 2 in members and rows[low - 1][1] == "-"):
        low -= 1
    while high + 1 in members or (high + 2 in members and rows[high + 1][1] == "-"):
        high += 1
    while high > top and not rows[high][4].startswith(("NNP", "CD")):
        high -= 1
    words = [r[1] for r in rows]
    label = FIXED.get(" ".join(words[low : high + 1]).lower(), _GUM_LABELS[kind])
    span = strip_article(words, (low, high, label)) if label else None
    return strip_title(words, span) if span and kind == "person" else span


def mask_common(samples: list[Sample]) -> None:
    """Take single words that are mostly written small elsewhere ("Petitioner", "Group") out of GUM's names."""
    small: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    for sample in samples:
        for word in sample.words[1:]:
            (capital if word[:1].isupper() else small)[word.lower()] += 1
    for sample in samples:
        for first, last, _ in spans(sample.entities) if sample.source == "gum" else ():
            word = sample.words[first].lower()
            if first == last and word not in FIXED and small[word] > capital[word]:
                sample.entities[first] = IGNORE


def outside_names(rows: list[list[str]]) -> list[str]:
    """Return labels for a treebank sentence without entity marks: common words are no names, proper nouns are unknown.

    Function words between proper nouns ("Bank of America") are unknown too.
    """
    proper = [r[4].startswith("NNP") for r in rows]
    out = [IGNORE if p else "O" for p in proper]
    for i, row in enumerate(rows):
        linking = row[1].lower() in ("of", "the", "and", "&", "for", "'s", "-", "al", "in", ".", "de", "at")
        if not proper[i] and (linking or row[4] in ("CD", "HYPH")):
            near = [j for j in range(max(0, i - 2), min(len(rows), i + 3)) if proper[j]]
            if near and (min(near) < i < max(near) or row[4] == "CD"):
                out[i] = IGNORE
    # what is written like a name but tagged otherwise ("American", "United") stays open, nationalities apart
    for i, row in enumerate(rows):
        if i and out[i] == "O" and row[1][:1].isupper() and row[4] not in ("JJ", "PRP", "PRP$", "CD"):
            out[i] = IGNORE
    return out


def _resplit(words: list[str], labels: list[str]) -> tuple[list[str], list[str]]:
    """Split words as the package does (``U.S.-led``); parts of a word without a label are of unknown label."""
    out_words: list[str] = []
    out_labels: list[str] = []
    for word, label in zip(words, labels, strict=True):
        parts = [t.text for t in tokenize(word)]
        out_words += parts
        if label == "O":
            unknown = len(parts) > 1 and any(c.isupper() for c in word)
            out_labels += [IGNORE if unknown and p[0].isupper() else "O" for p in parts]
        else:
            out_labels += [label, *["I" + label[1:]] * (len(parts) - 1)]
    return out_words, out_labels


_GMB_LABELS = {"geo": "LOC", "org": "ORG", "per": "PER", "gpe": "GPE"}


def _may_be_missed(words: list[str], row: list[str], votes: dict[str, str], i: int) -> bool:
    """Return whether word ``i`` without a label looks like a name that the silver labels passed over."""
    if row[i] == IGNORE:
        return True
    named = words[i][0].isupper() and votes.get(words[i].lower()) in _GUM_LABELS.values()
    return row[i] == "O" and named and in_context(words, (i, i, "LOC")) is not None


def read_gmb(folder: Path) -> list[Sample]:
    """Return the newswire part of the GMB, its wavering silver labels evened out (see ``names.majority``)."""
    sentences = (folder / "val.sentences.txt").read_text(encoding="utf-8").splitlines()
    labels = (folder / "val.labels.txt").read_text(encoding="utf-8").splitlines()
    read = []
    for line, marks in zip(sentences, labels, strict=True):
        words, row = line.split(), marks.split()
        if len(words) != len(row) or not words:
            continue
        words, row = _resplit(words, row)
        found = [(a, b, _GMB_LABELS[c]) for a, b, c in spans(row) if c in _GMB_LABELS]
        whole = [r for s in found for r in repair(words, s)]
        read.append((words, row, [c for r in whole if (c := in_context(words, r))]))
    votes = majority((words, found) for words, _, found in read)
    out = []
    for words, row, found in read:
        final = []
        for a, b, label in found:
            label = votes.get(" ".join(words[a : b + 1]).lower(), label)
            if label not in ("GPE", "") and not people(
                words[a : b + 1]
            ):  # what is left are adjectives and demonyms: no names here
                final.append((a, b, label))
        known = {i for a, b, _ in found for i in range(a, b + 1)}
        missed = [i for i in range(len(words)) if i not in known and _may_be_missed(words, row, votes, i)]
        out.append(Sample("gmb", words, entities=tags(len(words), final, missed)))
    return out


_RE3D_LABELS = {"Person": "PER", "Organisation": "ORG", "Location": "LOC"}


def read_re3d(folder: Path) -> list[list[Sample]]:
    """Return the documents of re3d, each as sentences; descriptions ("U.S. forces") get no label and are ignored."""
    out = []
    for source in sorted(p for p in folder.iterdir() if (p / "documents.json").exists()):
        marks: dict[str, list[tuple[int, int, str]]] = {}
        for line in (source / "entities.json").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if row["type"] in _RE3D_LABELS:
                marks.setdefault(row["documentId"], []).append((row["begin"], row["end"], _RE3D_LABELS[row["type"]]))
        for line in (source / "documents.json").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            out.append(list(_re3d_document(row["text"], marks.get(row["_id"], []))))
    return out


def _re3d_document(text: str, marks: list[tuple[int, int, str]]) -> Iterator[Sample]:
    for part in re.finditer(r"(?:[^\n.!?]|[.!?](?!\s+[A-Z\"“]|\s*\n))+[.!?]?[\"”]?", text):
        tokens = [t._replace(start=t.start + part.start(), end=t.end + part.start()) for t in tokenize(part.group())]
        words = [t.text for t in tokens]
        found: list[Span] = []
        ignored: set[int] = set()
        for begin, end, label in sorted(marks, key=lambda m: m[0] - m[1]):
            inside = [i for i, t in enumerate(tokens) if t.start >= begin and t.end <= end]
            if not inside or not ignored.isdisjoint(inside) or any(a <= i <= b for a, b, _ in found for i in inside):
                continue
            span = strip_article(words, (inside[0], inside[-1], label))
            if label == "PER" and {"of", "for", "the", "in"} & set(words[inside[0] + 1 : inside[-1]]):
                span = None  # "Minister for the Middle East Tobias Ellwood"
            span = strip_title(words, span) if span and label == "PER" else span
            label = FIXED.get(" ".join(words[span[0] : span[1] + 1]).lower(), label) if span else ""
            span = (span[0], span[1], label) if span and label else None
            if span and all(w[0].isupper() or w in ("of", "the", "and", "al", "-", "for", "'s", "in") for w in
                            words[span[0] : span[1] + 1]) and words[span[1]][0].isupper():  # fmt: skip
                found.append(span)
            else:
                ignored.update(i for i in inside if words[i][0].isupper())
        if len(words) > 2:
            yield Sample("re3d", words, part.group(), entities=tags(len(words), found, ignored))


def read_iob2(path: Path) -> list[Sample]:
    """Return the sentences of a UNER file; labels PER, ORG and LOC."""
    out: list[Sample] = []
    rows: list[list[str]] = []
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        if line and line[0].isdigit():
            rows.append(line.split("\t"))
        elif not line and rows:
            out.append(Sample("uner", [r[1] for r in rows], entities=[r[2] for r in rows]))
            rows = []
    return out


def gum_splits(path: Path) -> dict[str, list[str]]:
    """Return the document names of GUM's parts ``dev``, ``test`` and ``test2``."""
    parts: dict[str, list[str]] = {}
    part = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            part = line[3:].strip()
        elif line.strip().startswith("* "):
            parts.setdefault(part, []).append(line.strip()[2:])
    return parts


def load(root: Path) -> Data:
    """Read all sources under ``root`` (the folder of ``MANIFEST.md``) into training samples and parts held back."""
    train = read_conllu(root / "syntax/ewt-train.conllu", "ewt")
    held: dict[str, list[Sample]] = {"ewt-dev": read_conllu(root / "syntax/ewt-dev.conllu", "ewt")}
    held |= {"gum-dev": [], "gum-test": []}
    splits = gum_splits(root / "gum/splits.md")
    for path in sorted((root / "gum/dep").glob("*.conllu")):
        part = next((p for p in ("dev", "test") if path.stem in splits[p]), "")
        (held[f"gum-{part}"] if part else train).extend(read_conllu(path, "gum", names=True))
    gmb = read_gmb(root / "ner/gmb")
    cut = round(len(gmb) * (1 - GMB_HELD_BACK))
    train += gmb[:cut]
    held["gmb"] = gmb[cut:]
    held["re3d"] = []
    for number, document in enumerate(read_re3d(root / "ner/re3d")):
        (held["re3d"] if number % RE3D_HELD_BACK == 0 else train).extend(document)
    if (root / "ner/uner-ewt-dev.iob2").exists():
        held["uner-ewt-dev"] = read_iob2(root / "ner/uner-ewt-dev.iob2")
    mask_common(train + held["gum-dev"] + held["gum-test"])
    return Data(train, held)
