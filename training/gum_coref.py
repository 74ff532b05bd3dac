"""Reader of GUM's coreference: each document as raw text with its mentions and chains.

Text and marks come out of ``gum/dep`` (CoNLL-U, ``Entity`` marks in MISC); the chains are those of ``gum/coref_gum_tsv``.
Of the treebank, only the head of each mention and whether that is a pronoun or a proper noun are taken over.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from comity.annotate import Annotator, Bundle, SentenceText
from comity.documents import segment
from comity.records import Annotation

Key = tuple[int, int]
"""A mention: where its head starts in the text, and its number among those that share the head."""

_MARK = re.compile(r"\((\d+)(?:\[\d+/\d+\])?-([a-z]+)-[^()|]*(\))?|(\d+)(?:\[\d+/\d+\])?\)")


class GoldMention(NamedTuple):
    """A mention of GUM; places are code points into the document's text.

    ``head`` is where the word starts that heads the phrase in the gold tree. ``kind`` is ``pronoun``, ``name`` (the head is a
    proper noun) or ``noun``; ``entity`` is GUM's type (``person``, ``organization``, ``place``, ``object`` ...).
    """

    start: int
    end: int
    head: int
    kind: str
    entity: str
    chain: int


@dataclass(slots=True)
class GoldDocument:
    """A document: its text (paragraphs apart by an empty line) and its mentions in the order of their places."""

    name: str
    part: str
    text: str
    date: str | None = None
    mentions: list[GoldMention] = field(default_factory=list)

    def chains(self) -> dict[int, list[GoldMention]]:
        """Return the mentions by chain, single ones included."""
        out: dict[int, list[GoldMention]] = defaultdict(list)
        for mention in self.mentions:
            out[mention.chain].append(mention)
        return dict(out)

    def entity(self, chain: int) -> str:
        """Return the type that most mentions of a chain have."""
        return Counter(m.entity for m in self.mentions if m.chain == chain).most_common(1)[0][0]


@dataclass(slots=True)
class _Sentence:
    text: str = ""
    date: str = ""
    new: bool = False
    rows: list[list[str]] = field(default_factory=list)
    joined: dict[int, tuple[int, str]] = field(default_factory=dict)  # first word: last word and form of a contraction


def load_gum(root: Path) -> list[GoldDocument]:
    """Return the documents under ``root`` (the folder ``gum``) in the order of their names.

    Raises:
        FileNotFoundError: ``splits.md`` or the folder ``dep`` is missing.
    """
    parts = _parts(root / "splits.md")
    return [_read(path, parts.get(path.stem, "train")) for path in sorted((root / "dep").glob("*.conllu"))]


def _parts(path: Path) -> dict[str, str]:
    out, part = {}, ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            part = line[3:].strip()
        elif line.strip().startswith("* "):
            out[line.strip()[2:]] = part
    return out


def _sentences(path: Path) -> Iterator[_Sentence]:
    sentence = _Sentence()
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# text = "):
            sentence.text = line[9:]
        elif line.startswith("# meta::dateCreated = "):
            sentence.date = line[22:].strip()
        elif line.strip() == "# newpar" or line.startswith("# newpar_block"):
            sentence.new = True
        elif line and line[0].isdigit():
            columns = line.split("\t")
            if columns[0].isdigit():
                sentence.rows.append(columns)
            elif "-" in columns[0]:
                first, last = columns[0].split("-")
                sentence.joined[int(first) - 1] = (int(last) - 1, columns[1])
        elif not line and sentence.rows:
            yield sentence
            sentence = _Sentence()
    if sentence.rows:
        yield sentence


def _read(path: Path, part: str) -> GoldDocument:
    document = GoldDocument(path.stem, part, "")
    open_marks: dict[int, list[tuple[int, int, str]]] = defaultdict(list)
    for sentence in _sentences(path):
        if re.fullmatch(r"\d{4}-\d\d-\d\d", sentence.date):
            document.date = sentence.date
        gap = "" if not document.text else "\n\n" if sentence.new else " "
        base = len(document.text) + len(gap)
        document.text += gap + sentence.text
        places = _places(sentence, base, f"{path.name}: {sentence.text[:40]!r}")
        for i, row in enumerate(sentence.rows):
            marks = re.search(r"(?:^|\|)Entity=([^|]*)", row[9])
            for match in _MARK.finditer(marks.group(1)) if marks else ():
                number, entity, closed, closing = match.groups()
                if closing:
                    first, _, entity = open_marks[int(closing)].pop()
                    document.mentions.append(_mention(sentence, places, first, i, entity, int(closing)))
                elif closed:
                    document.mentions.append(_mention(sentence, places, i, i, entity, int(number)))
                else:
                    open_marks[int(number)].append((i, i, entity))
        open_marks.clear()
    document.mentions.sort(key=lambda m: (m.start, -m.end))
    return document


def _places(sentence: _Sentence, base: int, where: str) -> list[tuple[int, int]]:
    """Return start and end of each word; the parts of a contraction whose letters are not in the text share its place."""
    out: list[tuple[int, int]] = []
    at, i, text = 0, 0, sentence.text
    while i < len(sentence.rows):
        last, form = sentence.joined.get(i, (i, sentence.rows[i][1]))
        start = text.find(form, at)
        if start < 0 or text[at:start].strip():
            raise ValueError(f"{where}: word {form!r} does not follow in the text")
        words = [sentence.rows[j][1] for j in range(i, last + 1)]
        whole = "".join(words) == form
        for word in words:
            out.append((base + start, base + start + len(word if whole else form)))
            start += len(word) if whole else 0
        at = out[-1][1] - base
        i = last + 1
    return out


def _mention(sentence: _Sentence, places: list[tuple[int, int]], first: int, last: int, entity: str, chain: int) -> GoldMention:
    rows = sentence.rows
    heads = {i: int(rows[i][6]) - 1 for i in range(first, last + 1)}
    head = next((i for i in heads if not first <= heads[i] <= last), first)
    tag, upos = rows[head][4], rows[head][3]
    kind = "pronoun" if upos == "PRON" or tag.startswith("PRP") else "name" if tag.startswith("NNP") else "noun"
    return GoldMention(places[first][0], places[last][1], places[head][0], kind, entity, chain)


def gold_keys(document: GoldDocument) -> dict[Key, GoldMention]:
    """Return GUM's mentions by the place of their head; of several with one head the shortest has number 0."""
    heads: dict[int, list[GoldMention]] = defaultdict(list)
    for mention in document.mentions:
        heads[mention.head].append(mention)
    out: dict[Key, GoldMention] = {}
    for head, found in heads.items():
        for number, mention in enumerate(sorted(found, key=lambda m: m.end - m.start)):
            out[head, number] = mention
    return out


def key_of(annotations: Sequence[Annotation], sentence: int, head: int, group: bool = False) -> Key:
    """Return the key of a mention headed by a word; a coordination is the longer one of two with that head."""
    return annotations[sentence].words[head].start, int(group)


def annotate(documents: Sequence[GoldDocument]) -> list[list[Annotation]]:
    """Return the annotations of each document's own sentences; sentences are numbered from 0."""
    annotator = Annotator(Bundle.load())
    found = []
    for document in documents:
        parts = [SentenceText(document.text[s.start : s.end], s.start, s.index) for s in segment(document.text)]
        found.append(annotator.annotate(parts))
    return found
