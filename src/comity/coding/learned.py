"""The learned coder: the acts that the model has found, with mentions, speakers and dates from the same readers as the rules."""

from __future__ import annotations

from collections.abc import Iterable

from comity.coding.coder import Coder, Draft
from comity.coding.graph import Graph
from comity.coding.lexicon import Act, Lexicon
from comity.coding.memory import Memory
from comity.coding.participants import Participants
from comity.coding.speakers import SpeakerReader, speakers
from comity.coding.standing import Standing
from comity.coding.triggers import Hit
from comity.records import Participant, ScoredAct, Speaker

THRESHOLDS = {"high": 0.8, "balanced": 0.5, "recall": 0.3}
_RECIPROCAL = {"CONSULT", "AGREE", "COOPERATE", "SUPPORT"}


class LearnedCoder(Coder):
    """Code the claims of documents whose annotations carry scored acts (bundles with a head of acts).

    ``precision`` names the threshold of an act's probability: ``high``, ``balanced`` or ``recall``.
    """

    def __init__(self, lexicon: Lexicon | None = None, precision: str = "balanced") -> None:
        super().__init__(lexicon)
        self.threshold = THRESHOLDS[precision]

    def _drafts(self, graph: Graph, participants: Participants, memory: Memory) -> list[Draft]:
        drafts = []
        for act in graph.annotation.acts:
            if act.probability >= self.threshold:
                draft = _draft(graph, act, participants)
                memory.inherit(draft)
                drafts.append(draft)
        return drafts

    def _with_demands(self, graph: Graph, participants: Participants, drafts: list[Draft], reader: SpeakerReader) -> list[Draft]:
        return drafts

    def _speakers(self, draft: Draft, drafts: list[Draft], reader: SpeakerReader) -> tuple[Speaker, ...]:
        graph, scored = draft.graph, draft.scored
        assert scored is not None
        out: list[Speaker] = []
        for word in scored.roles.get("speaker", ()):
            found = speakers(reader.participants.of_word(graph, word))
            text = graph.words[word]
            out.extend(found or (Speaker(text.text, text.start, text.end, "", ""),))
        if out:
            return tuple(dict.fromkeys(out))
        start = graph.words[draft.hit.word].start
        return reader.of_quote(start, graph.annotation.sentence) or reader.of_label(start)


def _draft(graph: Graph, scored: ScoredAct, participants: Participants) -> Draft:
    word = graph.words[scored.word]
    noun = word.upos in ("NOUN", "PROPN")
    act = Act(scored.type, (word.lemma.lower(),), "NOUN" if noun else "VERB", mode=scored.mode, reciprocal=False)
    first, last = _span(graph, scored.word)
    hit = Hit(act, scored.word, first, last)
    actors = _named(graph, participants, scored.roles.get("actor", ()))
    recipients = [p for p in _named(graph, participants, scored.roles.get("recipient", ())) if p not in actors]
    standing = Standing(scored.polarity == "negated", scored.modality, historical=scored.historical)
    standing.condition = next(iter(scored.roles.get("condition", ())), None)
    return Draft(hit, graph, actors, recipients, standing, scored=scored)


def _span(graph: Graph, word: int) -> tuple[int, int]:
    """A verb's particle belongs to its trigger where it follows at once ("stepped down")."""
    after = word + 1
    if after < len(graph.words) and graph.words[after].head == word and graph.words[after].deprel == "compound:prt":
        return word, after
    return word, word


def _named(graph: Graph, participants: Participants, words: Iterable[int]) -> list[Participant]:
    out: list[Participant] = []
    for word in words:
        out.extend(p for p in participants.of_word(graph, word) if p not in out)
    return out
