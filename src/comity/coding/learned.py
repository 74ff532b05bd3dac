"""The learned coder: the acts that the model finds, weighed against those that the lexicon names.

Where model and lexicon name the same word they confirm each other; where the model alone does, it must be surer.
Participants, standing and speakers come from the model's roles, and from the rules where the model leaves them open.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from comity.coding.affiliation import REASON, Asked
from comity.coding.coder import Coder, Draft
from comity.coding.graph import Graph
from comity.coding.lexicon import Act, Lexicon
from comity.coding.memory import Memory, codes_of
from comity.coding.opponents import opposed
from comity.coding.participants import Participants
from comity.coding.partners import partners
from comity.coding.speakers import SpeakerReader, speakers
from comity.coding.standing import Standing, StandingReader, called_false, plainly_negated
from comity.coding.triggers import Hit
from comity.records import Annotation, Claim, Document, Mention, Participant, ScoredAct, Speaker


@dataclass(frozen=True, slots=True)
class Thresholds:
    """How probable an act must be by the model; fitted by ``training/thresholds.py``, the other purposes set around it.

    ``alone``: the lexicon does not name it; ``agreed``: it names the same type; ``disputed``: another type, which the
    model overrules from ``overruled`` on; ``silent``: an act that the model does not see at all stays by rule alone;
    ``category``: it is like the examples of a category of the user's; ``nobody``: none of its participants has a code.
    Acts of the user's own lexicon always stay.
    """

    alone: float
    agreed: float
    disputed: float
    overruled: float = 0.5
    silent: bool = False
    category: float = 0.5
    nobody: float = 0.0


THRESHOLDS = {
    "high": Thresholds(alone=0.8, agreed=0.5, disputed=0.8, category=0.8, nobody=0.9),
    "balanced": Thresholds(alone=0.5, agreed=0.15, disputed=0.4, nobody=0.7),
    "recall": Thresholds(alone=0.3, agreed=0.1, disputed=0.2, silent=True, category=0.3),
}


_LONG = 5  # sentences from which a document shows what it is about
_SURE = 0.8  # confidence with which a protest counts in a document that shows no politics else

# log odds of a right claim from those of the model: Platt's slope, and a shift for each verdict of the lexicon
CALIBRATION = {"slope": 0.58, "silent": -0.21, "agrees": 0.28, "disputes": 0.2}

_DENIES = (plainly_negated, called_false)


class LearnedCoder(Coder):
    """Code the claims of documents whose annotations carry scored acts (bundles with a head of acts).

    ``precision`` names the thresholds: ``high``, ``balanced`` or ``recall``.
    """

    recalls = False  # measured: what another noun of the type had is wrong more often than nobody

    def __init__(self, lexicon: Lexicon | None = None, precision: str = "balanced") -> None:
        super().__init__(lexicon)
        self.thresholds = THRESHOLDS[precision]

    def code(self, document: Document, annotations: Sequence[Annotation], mentions: Sequence[Mention]) -> list[Claim]:
        """Return the claims of a document in order of their triggers.

        Of a document none of whose claims has two sides that are somebody, a fire or a match, those without a named doer
        are dropped, sure protests excepted: a march of teachers is politics too.
        """
        claims = opposed(super().code(document, annotations, mentions))
        if len(annotations) < _LONG or any(len(codes_of((*c.actors, *c.recipients))) > 1 for c in claims):
            return claims
        return [c for c in claims if c.coder == "rules" or _public(c) or any(_named_doer(p) for p in c.actors)]

    def _drafts(self, graph: Graph, participants: Participants, memory: Memory) -> list[Draft]:
        ruled = super()._drafts(graph, participants, memory)
        named = {w: d for d in reversed(ruled) for w in (*range(d.hit.first, d.hit.last + 1), d.hit.word)}
        judged: set[int] = set()
        drafts = []
        for scored in self._one_a_word(graph.annotation.acts):
            rule = named.get(scored.word)
            if id(rule) in judged:
                continue
            if rule is not None:
                judged.add(id(rule))
            if not self._accepts(scored, rule) or _inside_a_name(graph, scored.word, participants):
                continue
            draft = _draft(graph, scored, participants)
            if not scored.category and any(denies(graph, scored.word, self.lexicon.signals) for denies in _DENIES):
                draft.standing.negated = True  # the model overlooks some of these
            draft.verdict = "silent" if rule is None else "agrees" if rule.hit.act.type == scored.type else "disputes"
            if rule is None:
                draft.standing.credits = StandingReader(self.lexicon, graph, []).read(draft.hit).credits
            else:
                self._join(draft, scored, rule)
            if self._concerns_somebody(draft, scored):
                _settle(draft, participants)
                if not draft.recipients:
                    draft.actors += partners(graph, scored.word, draft.hit.act.type, draft.actors, participants)
                memory.complete(draft)
                drafts.append(draft)
        drafts += [d for d in ruled if id(d) not in judged and (self.thresholds.silent or d.hit.act.own)]
        return sorted(drafts, key=lambda d: d.hit.word)

    def _one_a_word(self, acts: Iterable[ScoredAct]) -> list[ScoredAct]:
        """Return one act a word: that of the user's category where it is likely enough."""
        chosen: dict[int, ScoredAct] = {}
        for act in sorted(acts, key=lambda a: a.probability):
            if not act.category:
                chosen.setdefault(act.word, act)
            elif act.probability >= self.thresholds.category:
                chosen[act.word] = act
        return [chosen[word] for word in sorted(chosen)]

    def _accepts(self, scored: ScoredAct, rule: Draft | None) -> bool:
        limits = self.thresholds
        if scored.category:
            return True
        if rule is None:
            return scored.probability >= limits.alone
        return rule.hit.act.own or scored.probability >= (limits.agreed if rule.hit.act.type == scored.type else limits.disputed)

    def _concerns_somebody(self, draft: Draft, scored: ScoredAct) -> bool:
        if scored.category or draft.hit.act.own or any(p.code for p in (*draft.actors, *draft.recipients)):
            return True
        return scored.probability >= self.thresholds.nobody

    def _confidence(self, draft: Draft) -> float:
        """The probability that act and type are right (``CALIBRATION``); the rules' rank where the model found nothing."""
        scored = draft.scored
        if scored is None or scored.category:
            return super()._confidence(draft) if scored is None else round(scored.probability, 3)
        value = min(max(scored.probability * scored.certainty, 1e-4), 1 - 1e-4)
        slope, shift = CALIBRATION["slope"], CALIBRATION[draft.verdict]
        return round(1 / (1 + math.exp(-slope * math.log(value / (1 - value)) - shift)), 3)

    def _join(self, draft: Draft, scored: ScoredAct, rule: Draft) -> None:
        """Give a draft of the model what the lexicon says of the same word."""
        act = rule.hit.act
        agreed = act.type == scored.type
        sure = bool(scored.category) or (not agreed and scored.probability * scored.certainty >= self.thresholds.overruled)
        if act.own or not sure:
            mode = act.mode or (scored.mode if agreed else "")
            draft.hit = replace(rule.hit, act=replace(act, mode=mode))
            named = {p.code for p in (*draft.actors, *draft.recipients)}
            draft.actors = draft.actors or [p for p in rule.actors if p.code not in named]
            draft.recipients = draft.recipients or [p for p in rule.recipients if p.code not in named]
        mine = draft.standing
        draft.standing = replace(
            rule.standing,
            negated=mine.negated,
            modality=mine.modality,
            historical=mine.historical,
            condition=rule.standing.condition if mine.condition is None else mine.condition,
        )

    def _with_demands(self, graph: Graph, participants: Participants, drafts: list[Draft], reader: SpeakerReader) -> list[Draft]:
        return drafts  # the model finds demands by modals itself

    def _speakers(self, draft: Draft, drafts: list[Draft], reader: SpeakerReader) -> tuple[Speaker, ...]:
        graph = draft.graph
        out: list[Speaker] = []
        for word in draft.scored.roles.get("speaker", ()) if draft.scored else ():
            found = reader.participants.of_words(graph, [word])  # who is named beside him speaks too
            if not any(p.code for p in found):
                found = [_affiliated(draft, reader.participants, word, "speaker", found)]
            out.extend(speakers(found))
        return tuple(dict.fromkeys(out)) or super()._speakers(draft, drafts, reader)


def _public(claim: Claim) -> bool:
    return claim.type == "PROTEST" and claim.confidence >= _SURE


def _named_doer(participant: Participant) -> bool:
    return bool(participant.code) and "pronoun" not in participant.reason


def _draft(graph: Graph, scored: ScoredAct, participants: Participants) -> Draft:
    word = graph.words[scored.word]
    noun = word.upos in ("NOUN", "PROPN")
    act = Act(scored.type, (word.lemma.lower(),), "NOUN" if noun else "VERB", mode=scored.mode, reciprocal=False)
    first, last = _span(graph, scored.word)
    hit = Hit(act, scored.word, first, last)
    actors = _named(graph, participants, _whole(graph, scored.roles.get("actor", ())))
    recipients = [p for p in _named(graph, participants, _whole(graph, scored.roles.get("recipient", ()))) if p not in actors]
    standing = Standing(scored.polarity == "negated", scored.modality, historical=scored.historical)
    standing.condition = next(iter(scored.roles.get("condition", ())), None)
    return Draft(hit, graph, actors, recipients, standing, scored=scored)


def _inside_a_name(graph: Graph, word: int, participants: Participants) -> bool:
    """Tell whether a word is part of the name of a group of several words ("the Zenda March attacked a police station")."""
    at = graph.words[word].start
    found = participants.mentions.of_sentence(graph.annotation.sentence) if graph.words[word].upos == "PROPN" else ()
    named = (m for m in found if m.kind == "name" and m.last > m.first and m.start <= at < m.end)
    return any(r.code.startswith("GRP:") for m in named for r in m.refs)


def _whole(graph: Graph, words: Sequence[int]) -> list[int]:
    """Return the words of a role with the rest of each coordination of which the model sees at least half."""
    out = list(words)
    for word in words:
        group = graph.conjuncts(graph.first_conjunct(word))
        if 2 * sum(w in words for w in group) >= len(group):
            out.extend(w for w in group if w not in out)
    return sorted(out)


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


def _settle(draft: Draft, participants: Participants) -> None:
    """Give participants whose words have no code the actor that the text speaks of, where one is likely."""
    graph, roles = draft.graph, draft.scored.roles if draft.scored else {}
    for role, side in (("actor", draft.actors), ("recipient", draft.recipients)):
        sentence = graph.annotation.sentence
        for i, named in enumerate(side):
            word = participants.mentions.head(sentence, named.start, named.end)
            if not named.code and word is not None:
                side[i] = _affiliated(draft, participants, word, role, [named])
        for word in roles.get(role, ()):
            if not participants.of_word(graph, word):
                found = _affiliated(draft, participants, word, role, [])
                side.extend([found] if found.code and found.code not in {p.code for p in side} else [])


def _affiliated(draft: Draft, participants: Participants, word: int, role: str, named: Sequence[Participant]) -> Participant:
    """Return a participant without a code with the actor that the text speaks of, or as it is where that is nobody."""
    graph = draft.graph
    mention = participants.mentions.at(graph.annotation.sentence, word)
    others = frozenset(p.code for p in (draft.recipients if role == "actor" else draft.actors) if p.code)
    sector = mention.sector if mention is not None else ""
    code = participants.affiliations.guess(Asked(graph, word, role, draft.hit.act.type, sector, others))
    given = named[0] if named else participants.phrase(graph, word)
    if not code:
        return given
    return given._replace(actor=f"{code}.{sector}" if sector else code, code=code, sector=given.sector or sector, reason=REASON)
