"""Find the words that name acts: verbs and nouns of the lexicon, with light verbs and fixed phrases."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from comity.coding.graph import Graph
from comity.coding.lexicon import Act, Lexicon

CLAIMED = {"claim", "take", "accept", "admit", "assume"}
_NEVER = {"aux", "cop", "case", "mark", "fixed", "flat", "det", "discourse"}


@dataclass(slots=True)
class Hit:
    """A trigger found in a sentence. ``word`` stands for it; ``first`` to ``last`` are its words inclusive.

    ``light`` is the light verb over a noun ("held" over "talks"), or None. ``tail`` is the position of the last
    word of a verb phrase such as "call on", whose preposition introduces the object.
    """

    act: Act
    word: int
    first: int
    last: int
    light: int | None = None
    tail: int | None = None


class TriggerFinder:
    """Match the lexicon against a sentence. ``accept`` decides whether an act's conditions hold for a hit."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon

    def find(self, graph: Graph, accept: Callable[[Graph, Hit], bool]) -> list[Hit]:
        """Return the hits of a sentence in order of their words, at most one per word."""
        hits: list[Hit] = []
        for i, word in enumerate(graph.words):
            if word.deprel.split(":")[0] in _NEVER:
                continue
            if word.upos == "VERB" or (word.upos == "ADJ" and graph.dependents(i, "xcomp", "advcl")):
                hit = self._verb(graph, i, accept)
            elif word.upos in ("NOUN", "PROPN"):
                hit = self._noun(graph, i, accept)
            else:
                hit = None
            if hit is not None:
                hits.append(hit)
        return self._drop_doubles(graph, hits)

    def _verb(self, graph: Graph, i: int, accept: Callable[[Graph, Hit], bool]) -> Hit | None:
        word = graph.words[i]
        if word.deprel.startswith(("amod", "compound")):
            return None
        for act in self.lexicon.verbs.get(word.lemma.lower(), ()):
            last = self._tail(graph, i, act.words[1:])
            if last is None:
                continue
            hit = Hit(act, i, i, last, tail=last if last != i else None)
            if accept(graph, hit):
                return hit
        return self._gerund(graph, i, accept)

    def _gerund(self, graph: Graph, i: int, accept: Callable[[Graph, Hit], bool]) -> Hit | None:
        """A gerund that the tagger calls a verb may stand in the lexicon as a noun ("the bombing of")."""
        text = graph.words[i].text.lower()
        if text.endswith("ing") and graph.dependents(i, "det", "amod", "nmod:poss"):
            for act in self.lexicon.nouns.get(text, ()):
                hit = Hit(act, i, i, i, light=self._light(graph, i))
                if len(act.words) == 1 and accept(graph, hit):
                    return hit
        return None

    @staticmethod
    def _tail(graph: Graph, i: int, tail: tuple[str, ...]) -> int | None:
        """Match the fixed words behind a verb, contiguous or, for one particle, as its dependent."""
        if not tail:
            return i
        words = graph.words
        at = i + 1
        while at < len(words) and words[at].upos == "ADV" and words[at].lemma.lower() != tail[0]:
            at += 1
        for offset, lemma in enumerate(tail):
            k = at + offset
            if k >= len(words) or lemma not in (words[k].lemma.lower(), words[k].text.lower()):
                break
        else:
            return at + len(tail) - 1
        if len(tail) == 1:
            for c in graph.dependents(i, "compound:prt"):
                if words[c].lemma.lower() == tail[0]:
                    return c
        return None

    def _noun(self, graph: Graph, i: int, accept: Callable[[Graph, Hit], bool]) -> Hit | None:
        word = graph.words[i]
        lemma = word.lemma.lower()
        if word.text == "March":
            return None  # the month
        acts = self.lexicon.nouns.get(lemma) or self.lexicon.nouns.get(word.text.lower()) or []
        for act in acts:
            first = self._front(graph, i, act.words[:-1])
            if first is None:
                continue
            hit = Hit(act, i, first, i, light=self._light(graph, i))
            if accept(graph, hit):
                return hit
        return None

    @staticmethod
    def _front(graph: Graph, i: int, front: tuple[str, ...]) -> int | None:
        """Match the words in front of a noun ("arrest" in "arrest warrant")."""
        start = i - len(front)
        if start < 0:
            return None
        for k, lemma in enumerate(front):
            word = graph.words[start + k]
            if lemma not in (word.lemma.lower(), word.text.lower()):
                return None
        return start

    def _light(self, graph: Graph, i: int) -> int | None:
        """Return the light verb that governs the noun ``i`` as object or passive subject."""
        noun = graph.first_conjunct(i)
        word = graph.words[noun]
        head = word.head
        if head >= 0 and graph.words[head].lemma.lower() == "responsibility" and word.deprel.startswith("nmod"):
            head = graph.words[head].head  # "claimed responsibility for the attack"
            return head if head >= 0 and graph.words[head].lemma.lower() in CLAIMED else None
        if head < 0 or graph.words[head].lemma.lower() not in self.lexicon.signals.light_verbs:
            return None
        if word.deprel in ("obj", "nsubj:pass"):
            return head
        if word.deprel == "obl" and graph.case(noun) in ("in", "into", "for", "to", "with", "under", "on"):
            return head
        return head if word.deprel.startswith("acl") else None

    def _drop_doubles(self, graph: Graph, hits: list[Hit]) -> list[Hit]:
        """One act named by two words of one clause is one claim: keep the word that decides the type."""
        drop: set[int] = set()
        by_word = {hit.word: hit for hit in hits}
        for hit in hits:
            noun = hit.word
            if hit.act.pos == "NOUN":
                head = graph.words[noun].head
                over = by_word.get(head)
                governed = graph.words[noun].deprel in ("obj", "nsubj:pass")
                if over is not None and over.act.pos == "VERB" and governed:
                    if self._one_act(over, hit, graph.words[noun].lemma.lower()):
                        drop.add(noun)
                elif graph.words[noun].deprel in ("compound", "flat"):
                    outer = by_word.get(head)
                    if outer is not None and outer.act.type == hit.act.type:
                        drop.add(noun)
                if hit.light is not None and hit.light in by_word and hit.light not in drop and noun not in drop:
                    drop.add(hit.light)
        covered = {k for hit in hits for k in range(hit.first, hit.last + 1) if k != hit.word}
        return [hit for hit in hits if hit.word not in drop and not (hit.word in covered and hit.act.pos == "NOUN")]

    @staticmethod
    def _one_act(verb: Hit, noun: Hit, lemma: str) -> bool:
        """In "signed an agreement" and "lifted sanctions" the verb decides; "condemned the attack" is two acts."""
        if verb.act.content == "denied":
            return False
        return verb.act.type == noun.act.type or lemma in verb.act.objects or noun.act.type == "AGREE"
