"""Who does it and to whom: fill the slots of an act from the tree, and turn words into participants."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from comity.coding.affiliation import Affiliations
from comity.coding.graph import Graph
from comity.coding.lexicon import Lexicon
from comity.coding.triggers import Hit
from comity.records import Mention, Participant

_WHERE = ("in", "at", "near", "outside", "inside", "across", "throughout", "around", "within", "off", "along", "over", "from",
          "to")  # fmt: skip
_ANYBODY = {"one", "nobody", "everyone", "everybody", "anyone", "anybody", "someone", "somebody", "those", "all", "many", "none"}
# nouns that name another one than their possessor
_RELATIONS = {"ally", "neighbour", "neighbor", "counterpart", "rival", "enemy", "foe", "captor", "partner", "host", "guest",
              "opponent", "adversary", "attacker", "critic", "backer", "challenger"}  # fmt: skip
_OWNERS = ("of", "in", "from", "by", "to", "like", "including", "as")


class Mentions:
    """The mentions of a document, looked up by sentence and word."""

    def __init__(self, mentions: Sequence[Mention]) -> None:
        self._at: dict[int, dict[int, Mention]] = {}
        self.all = mentions
        for mention in mentions:
            self._at.setdefault(mention.sentence, {})[mention.head] = mention

    def at(self, sentence: int, word: int) -> Mention | None:
        """Return the mention headed by the word, if any."""
        return self._at.get(sentence, {}).get(word)

    def head(self, sentence: int, start: int, end: int) -> int | None:
        """Return the word that heads the mention at the code points, if there is one."""
        return next((w for w, m in self._at.get(sentence, {}).items() if (m.start, m.end) == (start, end)), None)

    def of_sentence(self, sentence: int) -> list[Mention]:
        """Return the mentions of a sentence in order of their heads."""
        return [m for _, m in sorted(self._at.get(sentence, {}).items())]


class Participants:
    """Fill slots with word positions and turn these into :class:`~comity.records.Participant` records."""

    def __init__(self, lexicon: Lexicon, mentions: Mentions, text: str = "") -> None:
        self.lexicon = lexicon
        self.text = text
        self.mentions = mentions
        self.affiliations = Affiliations(mentions.all)

    # words -> participants

    def of_words(self, graph: Graph, words: Iterable[int]) -> list[Participant]:
        """Return the participants that the phrases headed by ``words`` (with their conjuncts) stand for."""
        out: list[Participant] = []
        for word in words:
            for w in graph.conjuncts(word):
                out.extend(p for p in self.of_word(graph, w) if p not in out)
        return out

    def of_word(self, graph: Graph, word: int) -> list[Participant]:
        """Return the participants that the phrase headed by one word stands for, without its conjuncts."""
        mention = self.mentions.at(graph.annotation.sentence, word)
        if mention is None or not mention.refs:
            inner = self._inside(graph, word)
            if inner:
                return inner
            if mention is not None and mention.place is not None and graph.case(word).split(" ")[-1] not in _WHERE:
                return _of_place(mention)  # "Gori was bombed"
        return participants(mention) if mention is not None else []

    def phrase(self, graph: Graph, word: int) -> Participant:
        """Return the phrase of a word that is no mention, with its compounds and adjectives, as a participant without a code."""
        parts = [word, *graph.dependents(word, "compound", "amod", "flat", "nummod")]
        start, end = graph.words[min(parts)].start, graph.words[max(parts)].end
        return Participant(self.text[start:end] or graph.words[word].text, start, end, "", "")

    def _inside(self, graph: Graph, word: int, depth: int = 0) -> list[Participant]:
        """A phrase that is no actor itself stands for the one that it belongs to ("infrastructure in Saudi Arabia")."""
        if depth > 2 or (graph.words[word].upos == "PRON" and not _anybody(graph, word)):
            return []
        sentence = graph.annotation.sentence
        for c in graph.children[word]:
            rel = graph.words[c].deprel
            if rel == "nmod:poss" and graph.words[word].lemma.lower() in _RELATIONS:
                continue  # "its ally" is another one
            owner = rel in ("nmod:poss", "amod", "compound", "appos", "nmod:desc") or (
                rel.startswith("nmod") and graph.case(c).split(" ")[-1] in _OWNERS
            )
            if not owner:
                continue
            mention = self.mentions.at(sentence, c)
            if mention is not None and mention.refs:
                return participants(mention)
            belongs = rel != "nmod" or graph.case(c) == "of" or _anybody(graph, word)
            if mention is not None and mention.place is not None and belongs:
                return _of_place(mention)  # "Melbourne's festival", "no one in Tegucigalpa"
            if rel != "amod" and (found := self._inside(graph, c, depth + 1)):
                return found
        return []

    # slots -> words

    def slot(self, graph: Graph, hit: Hit, slot: str) -> list[int]:
        """Return the word positions that fill a slot of the act (see the README of the lexicon)."""
        if slot == "none":
            return []
        if hit.act.pos == "NOUN":
            return self._noun_slot(graph, hit, slot)
        return self._verb_slot(graph, hit, slot)

    def _verb_slot(self, graph: Graph, hit: Hit, slot: str) -> list[int]:
        i = hit.word
        passive = graph.passive(i)
        if slot == "subject":
            return graph.agents(i) if passive else graph.subjects(i)
        if slot == "object":
            if hit.tail is not None and (found := self._phrase_object(graph, hit)):
                return found
            if passive:
                return graph.subjects(i) or graph.dependents(i, "obj")[:1]
            return graph.objects(i) or graph.dependents(i, "iobj")[:1]
        if slot == "indirect":
            return graph.dependents(i, "iobj")[:1]
        if slot == "complement-subject":
            return self._complement_subject(graph, i)
        if slot in ("possessor", "adjective", "compound") or slot.startswith("light-"):
            return []
        if found := graph.prepositional(i, slot):
            return found
        for c in graph.dependents(i, "obj", "nsubj:pass"):
            if found := graph.prepositional(c, slot):
                return found
        return []

    @staticmethod
    def _phrase_object(graph: Graph, hit: Hit) -> list[int]:
        """The object of "call on X" is the phrase that the phrase's last word introduces."""
        tail = hit.tail
        assert tail is not None
        head = graph.words[tail].head
        if graph.words[tail].deprel.startswith(("case", "mark")) and head != hit.word and head >= 0:
            return [head]
        return graph.objects(hit.word)

    @staticmethod
    def _complement_subject(graph: Graph, i: int) -> list[int]:
        for c in graph.dependents(i, "ccomp", "xcomp", "advcl"):
            found = graph.agents(c) if graph.passive(c) else graph.subjects(c)
            if found:
                return found
        return []

    def _noun_slot(self, graph: Graph, hit: Hit, slot: str) -> list[int]:
        i = hit.word
        if slot == "possessor":
            return graph.dependents(i, "nmod:poss")[:1]
        if slot == "adjective":
            return self._modifiers(graph, hit, ("amod",))
        if slot == "compound":
            return self._modifiers(graph, hit, ("compound", "nmod:desc"))
        if slot in ("light-subject", "subject"):
            return self._light_subject(graph, hit)
        if slot.startswith("light-"):
            return [] if hit.light is None else graph.prepositional(hit.light, slot.removeprefix("light-"))
        if slot in ("object", "indirect", "complement-subject"):
            return []
        return graph.prepositional(i, slot)

    def _modifiers(self, graph: Graph, hit: Hit, deprels: tuple[str, ...]) -> list[int]:
        sentence = graph.annotation.sentence
        out = []
        for c in graph.dependents(hit.word, *deprels):
            for w in graph.conjuncts(c):
                mention = self.mentions.at(sentence, w)
                if mention is not None and (mention.refs or mention.political):
                    out.append(w)
        return out

    @staticmethod
    def _light_subject(graph: Graph, hit: Hit) -> list[int]:
        if hit.light is None:
            return []
        noun = graph.first_conjunct(hit.word)
        if graph.words[noun].deprel == "nsubj:pass" or graph.passive(hit.light):
            return graph.agents(hit.light)
        return graph.subjects(hit.light)

    def fill(self, graph: Graph, hit: Hit) -> tuple[list[Participant], list[Participant]]:
        """Return actors and recipients of a hit. For reciprocal acts all stand in the first list."""
        actors: list[Participant] = []
        for slot in hit.act.actor:
            found = self.of_words(graph, self.slot(graph, hit, slot))
            actors.extend(p for p in found if p not in actors)
            if actors and not hit.act.reciprocal:
                break
        recipients: list[Participant] = []
        for slot in hit.act.recipient:
            found = self.of_words(graph, self.slot(graph, hit, slot))
            recipients.extend(p for p in found if p not in recipients and p not in actors)
            if recipients and not hit.act.reciprocal:
                break
        if hit.act.reciprocal:
            return [*actors, *recipients, *self._joined(graph, hit, [*actors, *recipients])], []
        return actors, [p for p in recipients if not (p.actor in {a.actor for a in actors} and "pronoun" in p.reason)]

    def _joined(self, graph: Graph, hit: Hit, found: list[Participant]) -> list[Participant]:
        """ "Putin said after a meeting with X": the subject of the clause takes part where the noun names one side only."""
        i = hit.word
        named = {p.code for p in found if p.code}
        if hit.act.pos != "NOUN" or hit.act.type != "CONSULT" or len(named) != 1 or graph.relation(i) != "obl":
            return []
        if not graph.prepositional(i, "with") or graph.dependents(i, "nmod:poss"):
            return []
        for at in list(graph.chain(i))[1:]:
            subjects = graph.subjects(at)
            others = [p for p in self.of_words(graph, subjects) if p.code and p.code not in named]
            if others:
                return others
            if subjects:
                return []
        return []


def participants(mention: Mention) -> list[Participant]:
    """Return one participant per actor that a mention stands for; one without code where nobody is identified."""
    if mention.kind == "place" and not mention.refs:
        return []
    if not mention.refs:
        if not mention.political or mention.kind == "pronoun":
            return []
        return [Participant(mention.text, mention.start, mention.end, "", "", mention.sector, mention.reason)]
    return [
        Participant(mention.text, mention.start, mention.end, r.actor, r.code, r.sector, mention.reason) for r in mention.refs
    ]


def _of_place(mention: Mention) -> list[Participant]:
    """Return the state that a place belongs to as a participant; nobody where it is of no one state."""
    code = mention.place.country if mention.place is not None else ""
    if len(code) != 3:
        return []
    return [Participant(mention.text, mention.start, mention.end, code, code, "", f"place in {code}")]


def _anybody(graph: Graph, word: int) -> bool:
    return graph.words[word].lemma.lower() in _ANYBODY
