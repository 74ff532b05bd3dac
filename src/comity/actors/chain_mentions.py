"""Mentions of a document for coreference: names, pronouns, noun phrases and coordinations, with what tells them apart.

Nothing here asks the knowledge base: kind, gender, number and animacy come from the annotation (tags, trees, entity labels)
and from small word lists (``chain_words``).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from comity.actors.chain_words import CLASS, CLASSES, PRONOUNS, Words, initials, words
from comity.records import Annotation, Entity, Word

WORDS, MODIFIERS = 6, 3  # words of a name and modifiers of a noun that are compared
ROLES = ("subj", "passive", "obj", "obl", "nmod", "poss", "appos", "conj", "compound", "root", "other")
ROLE = {name: i for i, name in enumerate(ROLES)}
DEFINITE = ("pronoun", "name", "the name", "this name", "the", "this", "a", "of", "some", "bare")
_DEFINITE = {name: i for i, name in enumerate(DEFINITE)}

_ROLES = {
    "nsubj": "subj", "nsubj:pass": "passive", "csubj": "subj", "obj": "obj", "iobj": "obj", "obl": "obl", "nmod": "nmod",
    "nmod:poss": "poss", "appos": "appos", "conj": "conj", "compound": "compound", "obl:agent": "subj", "root": "root",
}  # fmt: skip
_INSIDE = ("flat", "fixed", "goeswith", "compound", "nmod:desc", "reparandum")
_DETERMINERS = {"the": "the", "this": "this", "that": "this", "these": "this", "those": "this", "a": "a", "an": "a"}
_SMALL = ("the", "of", "and", "for", "s", "'s", "’s")
_MODIFIERS = ("amod", "compound", "nummod")
_QUOTES = re.compile(r"“[^”\n]*(?:”|$|\n)|\"[^\"\n]*(?:\"|$|\n)")


class Mention(NamedTuple):
    """A phrase that stands for somebody or something.

    ``sentence`` is the number of the sentence in the document, ``head``, ``first`` and ``last`` are word indices in it (the
    phrase without relative clauses), ``start`` and ``end`` code points of the document. ``kind`` is ``name``, ``pronoun``,
    ``noun`` or ``group``, a coordination that shares its head with its first member.
    """

    sentence: int
    head: int
    first: int
    last: int
    start: int
    end: int
    kind: str


@dataclass(slots=True)
class Traits:
    """A mention with what the features ask of it. Words are in small letters; ``order`` counts the words of the document."""

    mention: Mention
    category: int  # index of CLASSES
    role: int  # index of ROLES
    definite: int  # index of DEFINITE
    place: int  # number of the annotation in the order of the document
    paragraph: int
    order: int
    governor: int  # word that governs the phrase, -1 at the root
    quote: int  # 0 outside of quotes, else the number of the quote
    lemma: str
    words: tuple[str, ...]  # of a name: its words without titles; of a noun: the lemma
    modifiers: tuple[str, ...] = ()
    reflexive: bool = False
    above: int = -1  # word that the phrase explains, is coordinated with, or is said of
    link: str = ""  # why: appos, conj or pred
    short: str = ""  # the initials of a name of several words, or an acronym
    question: bool = False  # its paragraph asks
    says: bool = False  # subject of a verb of speech


def find(text: str, annotations: Sequence[Annotation]) -> list[Traits]:
    """Return the mentions of a document in the order of their heads; a coordination stands before its first member."""
    quotes = [m.span() for m in _QUOTES.finditer(text)]
    paragraphs = _paragraphs(text, annotations)
    out: list[Traits] = []
    base = 0
    for place, annotation in enumerate(annotations):
        finder = _Finder(annotation, place, base, paragraphs[place], quotes)
        finder.run(out)
        base += len(annotation.words)
    _settle(out)
    return out


def _paragraphs(text: str, annotations: Sequence[Annotation]) -> list[tuple[int, bool]]:
    """Return the number of each sentence's paragraph, and whether that has a question."""
    numbers: list[int] = []
    for i, annotation in enumerate(annotations):
        new = i and "\n" in text[annotations[i - 1].end : annotation.start]
        numbers.append(numbers[-1] + bool(new) if numbers else 0)
    asks = {n for n, a in zip(numbers, annotations, strict=True) if text[a.start : a.end].rstrip('"”’) ').endswith("?")}
    return [(n, n in asks) for n in numbers]


class _Finder:
    """Find the mentions of one sentence."""

    def __init__(
        self, annotation: Annotation, place: int, base: int, paragraph: tuple[int, bool], quotes: list[tuple[int, int]]
    ) -> None:
        self.annotation, self.place, self.base = annotation, place, base
        self.paragraph, self.question = paragraph
        self.tokens: tuple[Word, ...] = annotation.words
        self.children = annotation.children()
        self.lists: Words = words()
        self.entities: dict[int, Entity] = {i: e for e in annotation.entities for i in range(e.first, e.last + 1)}
        self.quotes = quotes

    def run(self, out: list[Traits]) -> None:
        """Append the sentence's mentions."""
        for i, word in enumerate(self.tokens):
            if word.upos == "PRON":
                category = PRONOUNS.get(word.text.lower(), "")
                if not category or word.deprel == "expl" or self._relative(i, category):
                    continue
                self._coordination(i, out)
                traits = self._traits(i, i, i, "pronoun", category, (word.text.lower(),))
                traits.reflexive = word.text.lower().endswith(("self", "selves"))
                out.append(traits)
            elif word.upos in ("NOUN", "PROPN") and self._heads(i):
                self._coordination(i, out)
                out.append(self._name(i) if word.upos == "PROPN" or i in self.entities else self._noun(i))

    def _relative(self, i: int, category: str) -> bool:
        """Tell whether "that" opens a relative clause."""
        head = self.tokens[i].head
        return category == "this" and head > i and self.tokens[head].deprel.startswith("acl")

    def _heads(self, i: int) -> bool:
        """Tell whether a noun heads a phrase of its own: a name inside of another phrase does ("the NASA director")."""
        word = self.tokens[i]
        if not word.deprel.startswith(_INSIDE):
            return any(c.isalpha() for c in word.text)
        entity = self.entities.get(i)
        if word.deprel.startswith(("flat", "fixed", "goeswith")):
            return False
        if entity is None:  # "DH projects"
            return word.upos == "PROPN" and word.head not in self.entities and self.tokens[word.head].upos == "NOUN"
        return not entity.first <= word.head <= entity.last and self.entities.get(word.head) is not entity

    def _coordination(self, i: int, out: list[Traits]) -> None:
        parts = [c for c in self.children[i] if self.tokens[c].deprel.startswith("conj") and c > i]
        parts = [c for c in parts if self.tokens[c].upos in ("NOUN", "PROPN", "PRON")]
        if parts and not self.tokens[i].deprel.startswith("conj"):
            out.append(self._traits(i, self._front(i), parts[-1], "group", "group", ()))

    def _front(self, i: int) -> int:
        first = i
        for c in self.children[i]:
            if c < first and self.tokens[c].deprel.split(":")[0] in ("det", "amod", "compound", "nummod", "flat", "nmod"):
                first = c
        return first

    def _traits(self, i: int, first: int, last: int, kind: str, category: str, forms: tuple[str, ...]) -> Traits:
        word = self.tokens[i]
        start = self.tokens[first].start
        number = bisect_right(self.quotes, (word.start, 1 << 60))
        quote = number if number and word.start < self.quotes[number - 1][1] else 0
        governor = word.head
        above, link = -1, ""
        if word.deprel.startswith(("appos", "conj")):
            above, link = word.head, word.deprel[:5].rstrip(":")
        elif any(self.tokens[c].deprel == "cop" for c in self.children[i]):
            subject = next((c for c in self.children[i] if self.tokens[c].deprel.startswith("nsubj")), -1)
            above, link = subject, "pred" if subject >= 0 else ""
        says = word.deprel == "nsubj" and self.tokens[governor].lemma.lower() in self.lists.lists["speech"]
        role = _ROLES.get(word.deprel) or _ROLES.get(word.deprel.split(":")[0], "other")
        return Traits(
            Mention(self.annotation.sentence, i, first, last, start, self.tokens[last].end, kind), CLASS[category], ROLE[role],
            _DEFINITE.get(kind, 0), self.place, self.paragraph, self.base + i, self.base + governor if governor >= 0 else -1,
            quote, word.lemma.lower(), forms, above=self.base + above if above >= 0 else -1, link=link,
            question=self.question, says=says,
        )  # fmt: skip

    def _noun(self, i: int) -> Traits:
        word = self.tokens[i]
        lemma = word.lemma.lower()
        plural = word.text.lower() != lemma and word.text.lower().endswith(("s", "men", "people", "children"))
        traits = self._traits(i, self._front(i), i, "noun", self.lists.noun(lemma, plural), (lemma,))
        traits.definite = _DEFINITE[self._definite(i)]
        traits.modifiers = tuple(self._modifiers(i)[:MODIFIERS])
        return traits

    def _definite(self, i: int) -> str:
        for c in self.children[i]:
            relation = self.tokens[c].deprel
            if relation.startswith("det"):
                return _DETERMINERS.get(self.tokens[c].text.lower(), "some")
            if relation == "nmod:poss":
                return "of"
        return "bare"

    def _name(self, i: int) -> Traits:
        entity = self.entities.get(i)
        inside = {i, *range(entity.first, entity.last + 1)} if entity is not None else {i}
        todo = [i]
        while todo:  # what the tree joins to the name: "Charles Bolden", "Kennedy Space Center"
            for c in self.children[todo.pop()]:
                joined = self.tokens[c].deprel.startswith(("flat", "compound")) and self.tokens[c].upos == "PROPN"
                if joined and c not in inside and self.entities.get(c) in (None, entity):
                    inside.add(c)
                    todo.append(c)
        low = high = i
        while low - 1 in inside:
            low -= 1
        while high + 1 in inside:
            high += 1
        forms = [self.tokens[j].text for j in range(low, high + 1) if self.tokens[j].text[0].isalnum()]
        label = entity.label if entity is not None else ""
        return self._of_name(i, min(low, self._front(i)), high, forms or [self.tokens[i].text], label)

    def _of_name(self, i: int, first: int, last: int, forms: list[str], label: str) -> Traits:
        parts = [f.lower() for f in forms]
        titles = []
        while len(parts) > 1 and self.lists.is_title(parts[0]):
            titles.append(parts.pop(0))
        before = self.tokens[first - 1].text.lower() if first and not titles else ""
        if self.lists.is_title(before):
            titles.append(before)
        category = self._category(i, parts, titles, label)
        parts = [p for p in parts if p not in _SMALL] or parts
        traits = self._traits(i, first, last, "name", category, tuple(parts[:WORDS]))
        definite = self._definite(i)
        if definite != "bare":
            traits.definite = _DEFINITE["the name" if definite == "the" else "this name"]
        traits.modifiers = tuple(m for m in self._modifiers(i) if m not in parts)[:MODIFIERS]
        letters = initials(forms)
        lone = forms[0].replace(".", "") if len(forms) == 1 else ""
        traits.short = lone.lower() if lone.isupper() and len(lone) > 1 else letters.lower() if len(letters) > 1 else ""
        return traits

    def _category(self, i: int, parts: list[str], titles: list[str], label: str) -> str:
        """Return the class of a name (in small letters, without its titles)."""
        if label in ("ORG", "LOC"):
            return label.lower()
        if label == "PER" or titles:
            gender = next((g for t in titles if (g := self.lists.gender(t, ""))), "") or self.lists.gender("", parts[0])
            return f"per_{gender}" if gender else "per"
        if parts[-1] in self.lists.lists["time_nouns"]:
            return "time"
        word = self.tokens[i]
        plural = parts[-1].endswith("s") and word.lemma.lower() != word.text.lower()
        return self._common(word.lemma.lower(), word.text.lower()) or ("names" if plural else "name")

    def _common(self, lemma: str, form: str) -> str:
        """Return the class of a name that is a noun of the lists: "the President", "Supreme Court", "Senators"."""
        for known in (lemma, form, form.removesuffix("s")):
            if known in self.lists.nouns:
                return self.lists.noun(known, known != form)
        return "person" if self.lists.is_title(form) else ""

    def _modifiers(self, i: int) -> list[str]:
        tokens = (self.tokens[c] for c in self.children[i])
        return [t.lemma.lower() for t in tokens if t.deprel.startswith(_MODIFIERS)]


def _settle(mentions: Sequence[Traits]) -> None:
    """Let the mentions of one name agree: a surname takes the gender of the full name, a name its most frequent label."""
    people = {CLASS[c] for c in ("per_m", "per_f")}
    gender: dict[str, int] = {}
    labels: dict[str, dict[int, int]] = {}
    for t in mentions:
        if t.mention.kind == "name":
            counts = labels.setdefault(" ".join(t.words), {})
            counts[t.category] = counts.get(t.category, 0) + 1
            if t.category in people and len(t.words) > 1:
                gender.setdefault(t.words[-1], t.category)
    unclear = {CLASS["per"], CLASS["name"]}
    for t in mentions:
        if t.mention.kind != "name":
            continue
        counts = labels[" ".join(t.words)]
        if t.category in unclear:
            t.category = max((g for g in counts if g not in unclear), key=lambda g: counts[g], default=t.category)
        if t.category == CLASS["per"] or (t.category == CLASS["name"] and len(t.words) == 1):
            t.category = gender.get(t.words[-1], t.category)


__all__ = ["CLASSES", "DEFINITE", "ROLES", "Mention", "Traits", "find"]
