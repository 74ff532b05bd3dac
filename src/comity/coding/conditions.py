"""Whether the conditions of an act hold at a word: its objects, voice, complement, and who must be named."""

from __future__ import annotations

from collections.abc import Sequence

from comity.coding.graph import Graph
from comity.coding.lexicon import Act
from comity.coding.memory import Memory
from comity.coding.participants import Participants
from comity.coding.triggers import Hit
from comity.records import Participant

_OPEN = {"series", "package", "set", "number", "range", "round", "group", "kind", "type", "part", "dozen", "hundred",
         "thousand", "million", "billion", "ton", "tonne", "lot", "delivery", "shipment", "batch"}  # fmt: skip


class ConditionChecker:
    """Check hits against the conditions of their acts."""

    def __init__(self, participants: Participants, memory: Memory) -> None:
        self.participants = participants
        self.memory = memory

    def accept(self, graph: Graph, hit: Hit) -> bool:
        """Tell whether the act is what the words say here."""
        act = hit.act
        if act.pos == "VERB" and act.voice and (act.voice == "passive") != graph.passive(hit.word):
            return False
        if act.not_with and any(graph.words[c].lemma.lower() in act.not_with for c in graph.children[hit.word]):
            return False
        if act.with_words and not self._words_below(graph, hit) & act.with_words:
            return False
        if act.complement and not self._complement(graph, hit):
            return False
        if act.type == "REJECT" and act.pos == "VERB" and self._silent(graph, hit.word):
            return False
        if act.content == "demanded" and act.pos == "VERB" and self._question(graph, hit.word):
            return False
        if act.objects or act.not_objects:
            lemmas = self._object_lemmas(graph, hit)
            if act.objects and not lemmas & act.objects:
                return False
            if lemmas & act.not_objects:
                return False
        if act.needs == "none":
            return True
        actors, recipients = self.participants.fill(graph, hit)
        if act.actor_sectors and not any(p.sector in act.actor_sectors for p in actors):
            return False
        return self.enough(act, actors, recipients) or self._may_come_later(graph, hit)

    def enough(self, act: Act, actors: Sequence[Participant], recipients: Sequence[Participant]) -> bool:
        """Tell whether those that the act needs are there and political."""
        crowds = act.type == "PROTEST"  # who protests is rarely more than "workers"
        a = any(_political(p, crowds) for p in actors)
        r = any(_political(p, crowds) for p in recipients)
        if act.reciprocal:
            codes = {p.code or p.text for p in (*actors, *recipients) if _political(p, crowds)}
            return len(codes) >= (2 if act.needs == "both" else 1)
        return {"actor": a, "recipient": r, "both": a and r, "either": a or r, "none": True}[act.needs]

    def _may_come_later(self, graph: Graph, hit: Hit) -> bool:
        """Content acts get participants from the act above or below; definite nouns from earlier sentences."""
        if hit.act.content != "none":
            return True
        if hit.act.pos == "NOUN":
            return self.memory.knows(graph, hit) or self._governed(graph, hit)
        if graph.dependents(hit.word, "nsubj", "nsubj:pass"):
            return False  # a clause with a subject of its own has all that it will get
        return graph.relation(hit.word) in ("xcomp", "ccomp", "advcl", "acl")

    @staticmethod
    def _words_below(graph: Graph, hit: Hit) -> set[str]:
        """The lemmas of the trigger's complements and of their modifiers: what one calls or declares somebody."""
        out = set()
        for c in graph.dependents(hit.word, "xcomp", "obl", "obj", "advcl", "ccomp", "nmod", "amod", "compound"):
            out |= {graph.words[i].lemma.lower() for i in (c, *graph.children[c])}
        return out

    def _silent(self, graph: Graph, i: int) -> bool:
        """ "Declined to say" keeps silent; it refuses nothing and denies nothing."""
        silent = self.participants.lexicon.signals.silent_verbs
        return any(graph.words[c].lemma.lower() in silent for c in graph.dependents(i, "xcomp"))

    @staticmethod
    def _question(graph: Graph, i: int) -> bool:
        """ "Asked whether" puts a question; it demands nothing."""
        return any(graph.marked(c, "whether", "if") for c in graph.dependents(i, "ccomp", "advcl"))

    @staticmethod
    def _governed(graph: Graph, hit: Hit) -> bool:
        return graph.relation(hit.word) in ("obj", "obl", "nmod")

    @staticmethod
    def _complement(graph: Graph, hit: Hit) -> bool:
        i = hit.word
        clauses = graph.dependents(i, "ccomp", "xcomp", "advcl", "acl")
        if hit.act.complement == "infinitive":
            return any(graph.marked(c, "to") for c in clauses)
        if hit.act.complement == "that":
            return bool(graph.dependents(i, "ccomp")) or any(graph.marked(c, "that") for c in clauses)
        return bool(clauses)

    def _object_lemmas(self, graph: Graph, hit: Hit) -> set[str]:
        i = hit.word
        if hit.act.pos == "VERB":
            heads = self.participants.slot(graph, hit, "object")
        else:
            governed = [*graph.prepositional(i, "of"), *graph.prepositional(i, "on")]
            heads = [*governed, *graph.dependents(i, "compound", "amod")]
        lemmas: set[str] = set()
        for head in heads:
            for h in graph.conjuncts(head):
                lemmas |= self._lemmas(graph, h)
        return lemmas

    def _lemmas(self, graph: Graph, i: int) -> set[str]:
        """The lemma of a phrase's head with its compound; of "a package of sanctions" also what it contains."""
        word = graph.words[i]
        out = {word.lemma.lower()}
        for c in graph.dependents(i, "compound"):
            out.add(f"{graph.words[c].lemma.lower()} {word.lemma.lower()}")
        if word.lemma.lower() in _OPEN or word.upos == "NUM":
            for c in graph.prepositional(i, "of"):
                out |= self._lemmas(graph, c)
        return out


def _political(p: Participant, crowds: bool = False) -> bool:
    """Named actors are political, and so are soldiers, police or rebels of nobody in particular; a man or a firm is not."""
    return bool(p.code) or (bool(p.sector) and (crowds or p.sector not in ("CVL", "BUS", "MED")))
