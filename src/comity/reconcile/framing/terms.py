"""The lexicon of loaded terms: read from its files, and found in the words of a sentence."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import NamedTuple

from comity.errors import DataFileError
from comity.records import Annotation, Word

FOLDER = Path(__file__).parent / "lexicon"
CLASSES = ("label", "act", "name", "epithet", "saying", "intensifier", "certainty", "hedge", "distance")
TONES = ("disapproving", "approving", "softening", "strengthening", "doubting", "asserting", "plain")
NEUTRAL = "neutral"  # the tone of a counterpart itself
_NONE = "none"
_POS = ("", "NOUN", "VERB", "ADJ", "ADV", "AUX", "PROPN")
_COLUMNS = ["term", "pos", "tone", "neutral"]
_PIECE = re.compile(r"\*|'s\b|(?:\w\.){2,}|\w'\w{2,}|\w+|[^\w\s]")  # as the annotator splits words
_JOINERS = frozenset("-‐‑–")


class Term(NamedTuple):
    """An entry: the words to find (lower case, ``*`` for any one), and what is known of it."""

    words: tuple[str, ...]
    text: str
    kind: str
    pos: str
    tone: str
    neutral: str


class Found(NamedTuple):
    """A term in a sentence: the words ``first`` to ``last`` inclusive."""

    term: Term
    first: int
    last: int


@dataclass(slots=True)
class Terms:
    """The entries by their first word, the longest first. Build it with :meth:`load`."""

    entries: dict[str, list[Term]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def load(cls, folder: Path | None = None) -> Terms:
        """Read the lexicon (the shipped one by default). The shipped one is read once per process.

        Raises:
            DataFileError: a file is missing or has a mistake; the message names file and line.
        """
        return _shipped() if folder is None else _read(folder)

    def __len__(self) -> int:
        """Return the number of forms, counterparts and exceptions left out."""
        return sum(t.kind != _NONE and t.tone != NEUTRAL for group in self.entries.values() for t in group)

    def find(self, annotation: Annotation, title: bool = False) -> list[Found]:
        """Return the terms in a sentence, in order; at each place the longest wins, and no word belongs to two.

        Args:
            annotation: the sentence.
            title: it is a headline, whose words may be written as names are ("Brutal Regime").
        """
        words = annotation.words
        at = [i for i, w in enumerate(words) if w.text not in _JOINERS]
        named = set() if title else _named(annotation)
        out: list[Found] = []
        here = 0
        while here < len(at):
            found = self._longest(words, at, here, title)
            if found is None:
                here += 1
                continue
            inside = found.term.kind != "name" and named.issuperset(range(found.first, found.last + 1))
            if found.term.kind != _NONE and not inside:
                out.append(found)
            here = at.index(found.last) + 1
        return out

    def _longest(self, words: Sequence[Word], at: Sequence[int], here: int, title: bool) -> Found | None:
        first = words[at[here]]
        keys = dict.fromkeys((first.text.lower(), first.lemma.lower()))
        best: Found | None = None
        for key in keys:
            for term in self.entries.get(key, ()):
                end = here + len(term.words)
                if end > len(at) or (best is not None and len(term.words) <= len(best.term.words)):
                    continue
                if all(_is(words[i], t) for i, t in zip(at[here:end], term.words, strict=True)) and _fits(
                    term, words, at[here:end], title
                ):
                    best = Found(term, at[here], at[end - 1])
        return best


def _named(annotation: Annotation) -> set[int]:
    """Return the capitalised words inside of named entities ("Criminal" of the International Criminal Court)."""
    inside = {i for e in annotation.entities for i in range(e.first, e.last + 1)}
    return {i for i in inside if i and annotation.words[i].text[:1].isupper()}


def _is(word: Word, wanted: str) -> bool:
    text = word.text.lower().replace("’", "'")
    return wanted == text or wanted == word.lemma.lower() or (wanted == "*" and text[:1].isalnum())


def _fits(term: Term, words: Sequence[Word], at: Sequence[int], title: bool) -> bool:
    """Tell whether the words have the part of speech that the term asks for, and are no part of a proper name."""
    if term.kind in ("name", _NONE) and not term.pos:
        return True
    if len(at) > 1:
        names = sum(words[i].upos == "PROPN" for i in at)
        return title or names < len(at)
    word = words[at[0]]
    if word.upos == term.pos:
        return term.kind != "saying" or _speaks(term, words, at[0])
    if term.pos == "ADJ" and word.upos == "VERB":  # participles are tagged either way
        return word.deprel == "amod" and term.words[0] == word.text.lower()
    return title and word.upos == "PROPN" and term.pos in ("NOUN", "ADJ") and term.kind != "saying"


def _speaks(term: Term, words: Sequence[Word], at: int) -> bool:
    """Tell whether a verb of speech governs what is said; verbs other than those for "say" need not."""
    if term.tone == NEUTRAL or term.neutral != "say" or words[at].deprel.startswith("parataxis"):
        return True
    below = {w.deprel.split(":")[0] for w in words if w.head == at}
    return bool(below & {"ccomp", "parataxis"}) or ("xcomp" in below and term.tone in ("doubting", "disapproving"))


@cache
def _shipped() -> Terms:
    return _read(FOLDER)


def _read(folder: Path) -> Terms:
    terms = Terms()
    known: dict[tuple[tuple[str, ...], str], str] = {}
    wanted: dict[tuple[str, str], set[str]] = defaultdict(set)
    for kind in (*CLASSES, _NONE):
        for where, row in _rows(folder / f"{kind}.csv"):
            _check(where, row, kind)
            for text in row["term"].split("|"):
                words = tuple(_PIECE.findall(text.strip().lower().replace("-", " ")))
                if not words or words[0] == "*":
                    raise DataFileError(f"{where}: {text!r} is no term; write its words in lower case, the first one no *")
                if (words, row["pos"]) in known:
                    raise DataFileError(f"{where}: {text!r} stands in {known[words, row['pos']]} too; keep one of the two")
                known[words, row["pos"]] = where
                terms.entries[words[0]].append(Term(words, text.strip(), kind, row["pos"], row["tone"], row["neutral"]))
                if row["neutral"]:
                    wanted[row["neutral"], kind].add(row["pos"] if len(words) == 1 else "")
    _add_counterparts(terms, wanted, {words for words, _ in known})
    for group in terms.entries.values():
        group.sort(key=lambda t: -len(t.words))
    return terms


def _add_counterparts(terms: Terms, wanted: dict[tuple[str, str], set[str]], known: set[tuple[str, ...]]) -> None:
    """Make the neutral counterparts findable, with the part of speech of their alternatives."""
    made: set[tuple[str, str]] = set()
    for (neutral, kind), tags in wanted.items():
        words = tuple(_PIECE.findall(neutral.lower()))
        free = len(words) > 1 or kind == "name"
        for pos in [""] if free else sorted(tags - {""}) or ["NOUN"]:
            if words not in known and (neutral, pos) not in made:
                made.add((neutral, pos))
                terms.entries[words[0]].append(Term(words, neutral, kind, pos, NEUTRAL, neutral))


def _rows(path: Path) -> Iterator[tuple[str, dict[str, str]]]:
    try:
        file = path.open(encoding="utf-8", newline="")
    except OSError as error:
        raise DataFileError(f"{path}: cannot be read ({error.strerror}); the lexicon of framing is incomplete") from error
    with file:
        reader = csv.reader(file, strict=True)
        try:
            header = next(reader, [])
            if header != _COLUMNS:
                raise DataFileError(f"{path.name}, line 1: the columns are {','.join(header)}; valid are {','.join(_COLUMNS)}")
            for row in reader:
                where = f"{path.name}, line {reader.line_num}"
                if len(row) != len(_COLUMNS):
                    raise DataFileError(f"{where}: {len(row)} values; the header has {len(_COLUMNS)} columns")
                yield where, dict(zip(_COLUMNS, row, strict=True))
        except (csv.Error, UnicodeDecodeError) as error:
            raise DataFileError(f"{path.name}, line {reader.line_num}: {error}") from error


def _check(where: str, row: dict[str, str], kind: str) -> None:
    if row["pos"] not in _POS:
        raise DataFileError(f"{where}: {row['pos']!r} is no part of speech of the lexicon; valid are {', '.join(_POS[1:])}")
    if kind != _NONE and row["tone"] not in TONES:
        raise DataFileError(f"{where}: {row['tone']!r} is no tone; valid are {', '.join(TONES)}")
    if row["term"] != row["term"].lower():
        raise DataFileError(f"{where}: {row['term']!r} has capital letters; write it in lower case")
