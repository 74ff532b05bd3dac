"""A sentence as a graph: the questions that a coder asks of a Universal Dependencies tree."""

from __future__ import annotations

from collections.abc import Iterator

from comity.records import Annotation, Word

SUBJECTS = ("nsubj", "nsubj:pass", "csubj", "nsubj:outer", "csubj:pass")
CLAUSAL = ("ccomp", "xcomp", "advcl", "acl", "acl:relcl", "csubj", "parataxis", "advcl:relcl")
RELATIVE = {"who", "which", "that", "whom"}


class Graph:
    """One annotated sentence with its dependents indexed. Word positions are indices into ``words``."""

    __slots__ = ("annotation", "children", "words")

    def __init__(self, annotation: Annotation) -> None:
        self.annotation = annotation
        self.words: tuple[Word, ...] = annotation.words
        self.children: list[list[int]] = annotation.children()

    def dependents(self, i: int, *deprels: str) -> list[int]:
        """Return the dependents of ``i`` with one of the relations (a bare relation matches its subtypes)."""
        return [c for c in self.children[i] if self._is(c, deprels)]

    def _is(self, i: int, deprels: tuple[str, ...]) -> bool:
        rel = self.words[i].deprel
        return rel in deprels or rel.split(":")[0] in deprels

    def relation(self, i: int) -> str:
        """Return the universal relation of ``i`` without its subtype."""
        return self.words[i].deprel.split(":")[0]

    def chain(self, i: int) -> Iterator[int]:
        """Yield ``i`` and its governors up to the root."""
        seen = 0
        while i >= 0 and seen <= len(self.words):
            yield i
            i = self.words[i].head
            seen += 1

    def subtree(self, i: int) -> set[int]:
        """Return ``i`` and all that it governs."""
        out, todo = set(), [i]
        while todo:
            at = todo.pop()
            if at not in out:
                out.add(at)
                todo.extend(self.children[at])
        return out

    def conjuncts(self, i: int) -> list[int]:
        """Return ``i`` and the phrases coordinated with it."""
        out = [i]
        for c in self.dependents(i, "conj"):
            out.extend(self.conjuncts(c))
        for c in self.dependents(i, "appos"):  # "Adviser X and Adviser Y": the second may hang on the name of the first
            out.extend(self.conjuncts(c)[1:])
        return out

    def first_conjunct(self, i: int) -> int:
        """Climb from a coordinated word to the first of its coordination."""
        while self.words[i].deprel.startswith("conj") and self.words[i].head >= 0:
            i = self.words[i].head
        return i

    def case(self, i: int) -> str:
        """Return the lower-case preposition(s) that introduce the phrase of ``i``, e.g. ``with``, ``out of``."""
        out = []
        for c in self.dependents(i, "case", "mark"):
            if self.words[c].text.lower() in ("'s", "’s", "'", "’"):
                continue
            out.append(self.words[c].text.lower())
            out.extend(self.words[f].text.lower() for f in self.dependents(c, "fixed"))
        return " ".join(out)

    def is_possessor(self, i: int) -> bool:
        """Tell whether ``i`` is a possessive modifier ("Kim's", "his")."""
        return self.words[i].deprel == "nmod:poss"

    def passive(self, i: int) -> bool:
        """Tell whether the verb ``i`` is in the passive (an auxiliary, a passive subject, or a bare participle)."""
        if any(self.words[c].deprel in ("aux:pass", "nsubj:pass", "csubj:pass") for c in self.children[i]):
            return True
        if self.relation(i) == "acl" and self.words[i].deprel != "acl:relcl":
            text = self.words[i].text.lower()
            return not text.endswith("ing") and not self.dependents(i, "obj") and not self.marked(i, "to")
        return self.words[i].deprel.startswith("conj") and self._conjoined_passive(i)

    def _conjoined_passive(self, i: int) -> bool:
        head = self.words[i].head
        own = self.dependents(i, "nsubj", "aux", "obj")
        return not own and self.words[i].text.lower().endswith(("ed", "en", "wn", "ught")) and self.passive(head)

    def marked(self, i: int, *marks: str) -> bool:
        """Tell whether the clause of ``i`` is introduced by one of the markers."""
        return any(self.words[c].text.lower() in marks for c in self.dependents(i, "mark", "case"))

    def subjects(self, i: int) -> list[int]:
        """Return the surface subjects of the predicate ``i``: own, shared by coordination, or controlled.

        For a participle or relative clause on a noun, that noun; for an infinitive, the governor's object or
        subject (control); for an adverbial clause without subject, the subject of the main clause.
        """
        return self._subjects(i, 0)

    def _subjects(self, i: int, depth: int) -> list[int]:
        own = self.dependents(i, "nsubj")
        if own:
            return [self._antecedent(s, i) for s in own[:1]]
        head, rel = self.words[i].head, self.words[i].deprel
        if head < 0 or depth > 6:
            return []
        if rel.startswith("conj"):
            return self._subjects(head, depth + 1)
        if rel == "acl:relcl":
            return [head] if not self._gap_is_object(i) else []
        if rel.startswith("acl"):
            return [head] if not self.marked(i, "to") else self._infinitive_subject(head, depth)
        if rel.startswith("xcomp"):
            return self._controller(head, depth)
        if rel.startswith("advcl"):
            return self._adverbial_subject(i, head, depth)
        return []

    def _adverbial_subject(self, i: int, head: int, depth: int) -> list[int]:
        """The subject of "warned X against supplying" is X, that of "left, blaming Y" the main clause's."""
        if self.marked(i, "against", "of", "for", "from", "into", "about", "over"):
            return self._controller(head, depth)
        return self._agents(head, depth)

    def _controller(self, head: int, depth: int) -> list[int]:
        objects = self.dependents(head, "obj", "iobj")
        if self.passive(head):
            return self._subjects(head, depth + 1)
        if objects:
            return objects[-1:] if len(objects) == 1 else objects[:1]
        oblique = [c for c in self.dependents(head, "obl") if self.case(c) in ("on", "upon", "to", "with")]
        if oblique and self.words[head].lemma in ("call", "appeal", "press", "plead", "lean", "prevail"):
            return oblique[:1]
        return self._subjects(head, depth + 1)

    def _agents(self, head: int, depth: int) -> list[int]:
        if self.passive(head):
            agents = self.agents(head)
            if agents:
                return agents
        return self._subjects(head, depth + 1)

    def _infinitive_subject(self, noun: int, depth: int) -> list[int]:
        """The subject of "a pledge by France to send", "plans to": the noun's possessor, or the verb's subject."""
        owners = self.dependents(noun, "nmod:poss", "compound") or [
            c for c in self.dependents(noun, "nmod") if self.case(c) in ("by", "from", "of")
        ]
        if owners:
            return owners[:1]
        head = self.words[noun].head
        if head >= 0 and self.relation(noun) in ("obj", "obl", "nsubj") and self.words[head].upos == "VERB":
            return self._agents(head, depth + 1)
        return []

    def agents(self, i: int) -> list[int]:
        """Return the ``by`` phrases of a passive."""
        return [c for c in self.dependents(i, "obl") if self.words[c].deprel == "obl:agent" or self.case(c) == "by"]

    def _gap_is_object(self, i: int) -> bool:
        """In "the weapons which Russia sent" the relative pronoun is the object of ``sent``."""
        return bool(self.dependents(i, "nsubj"))

    def _antecedent(self, word: int, predicate: int) -> int:
        """Map a relative pronoun to the noun that its clause modifies."""
        if self.words[word].lemma in RELATIVE and self.words[word].upos in ("PRON", "SCONJ", "DET"):
            for at in self.chain(predicate):
                if self.words[at].deprel == "acl:relcl":
                    return self.words[at].head
        return word

    def objects(self, i: int) -> list[int]:
        """Return the direct objects of the verb ``i``: own, the relative gap, or shared with a later conjunct."""
        own = self.dependents(i, "obj")
        if own:
            return [self._antecedent(o, i) for o in own[:1]]
        if self.words[i].deprel == "acl:relcl" and self._gap_is_object(i) and not self.passive(i):
            subject = self.dependents(i, "nsubj")[0]
            if self._antecedent(subject, i) == subject and not self._oblique_gap(i):
                return [self.words[i].head]
        for c in self.dependents(i, "conj"):
            shared = self.dependents(c, "obj")
            if shared and self.words[c].upos == "VERB" and not self.dependents(c, "nsubj") and c - i <= 3:
                return shared[:1]
        return []

    def _oblique_gap(self, i: int) -> bool:
        return any(
            self.words[d].lemma in RELATIVE or self.words[d].lemma in ("where", "when", "why")
            for d in self.dependents(i, "obl", "advmod")
        )

    def prepositional(self, i: int, prep: str) -> list[int]:
        """Return the phrases under ``i`` that the preposition introduces ("with", "out of")."""
        out = []
        for c in self.dependents(i, "obl", "nmod"):
            found = self.case(c)
            if found == prep or found.split(" ")[-1:] == [prep]:
                out.append(c)
        return out

    def clause_head(self, i: int) -> int:
        """Climb from a word to the predicate of its clause (itself if it is one)."""
        for at in self.chain(i):
            word = self.words[at]
            if word.head < 0 or word.deprel.split(":")[0] in ("ccomp", "xcomp", "advcl", "acl", "csubj", "parataxis"):
                return at
            if word.upos == "VERB" and not word.deprel.startswith(("amod", "case", "compound")):
                return at
        return i
