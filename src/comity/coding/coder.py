"""The rule coder: annotated sentences and mentions in, claims out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from comity.coding.circumstances import Circumstances, is_historical
from comity.coding.conditions import ConditionChecker
from comity.coding.content import link_contents
from comity.coding.contexts import contexts_of
from comity.coding.graph import Graph
from comity.coding.lexicon import Act, Lexicon
from comity.coding.memory import Memory
from comity.coding.modals import MODALS, demands
from comity.coding.participants import Mentions, Participants
from comity.coding.speakers import SpeakerReader, speakers
from comity.coding.standing import Standing, StandingReader
from comity.coding.triggers import Hit, TriggerFinder
from comity.records import Annotation, Claim, Document, Mention, Participant, ScoredAct, Speaker, Trigger, stable_id

_SPEECH = {"REQUEST", "ACCUSE", "REJECT", "THREATEN", "AGREE"}  # acts that are themselves said


@dataclass(slots=True)
class Draft:
    """A claim in the making: a hit with its participants and standing.

    ``scored`` where the model has found it; ``verdict`` is then what the lexicon says of it: ``silent``, ``agrees`` or
    ``disputes``.
    """

    hit: Hit
    graph: Graph
    actors: list[Participant]
    recipients: list[Participant]
    standing: Standing = field(default_factory=Standing)
    speakers: tuple[Speaker, ...] = ()
    inherited: bool = False
    scored: ScoredAct | None = None
    verdict: str = ""


class Coder:
    """Code the claims of documents with a lexicon of acts (the shipped one by default).

    Stateless between documents, so one coder serves many threads. ``recalls`` says whether a definite noun takes its
    participants from the last act of its type.
    """

    recalls = True

    def __init__(self, lexicon: Lexicon | None = None) -> None:
        self.lexicon = lexicon or Lexicon.load()
        self._finder = TriggerFinder(self.lexicon)

    def code(self, document: Document, annotations: Sequence[Annotation], mentions: Sequence[Mention]) -> list[Claim]:
        """Return the claims of a document in order of their triggers.

        Args:
            document: its ``id``, ``text`` and ``date`` are used.
            annotations: its annotated sentences; word offsets are code points of ``document.text``.
            mentions: the resolved mentions of the document, at most one per word.
        """
        index = Mentions(mentions)
        participants = Participants(self.lexicon, index, document.text)
        graphs = [Graph(a) for a in annotations if a.words]
        reader = SpeakerReader(document.text, self.lexicon.signals, participants, graphs)
        memory = Memory()
        claims: list[Claim] = []
        seen: dict[str, int] = {}
        for graph in graphs:
            drafts = self._drafts(graph, participants, memory)
            for draft in drafts:
                draft.speakers = self._speakers(draft, drafts, reader)
            drafts = self._with_demands(graph, participants, drafts, reader)
            circumstances = Circumstances(document.text, graph, index, document.date)
            claims.extend(self._claims(document, graph, drafts, circumstances, seen))
            memory.remember(graph.annotation.sentence, drafts)
        return claims

    def _drafts(self, graph: Graph, participants: Participants, memory: Memory) -> list[Draft]:
        checker = ConditionChecker(participants, memory)
        hits = self._finder.find(graph, checker.accept)
        standing = StandingReader(self.lexicon, graph, hits)
        drafts = []
        for hit in hits:
            actors, recipients = participants.fill(graph, hit)
            draft = Draft(hit, graph, actors, recipients, standing.read(hit))
            if self.recalls:
                memory.inherit(draft)
            drafts.append(draft)
        link_contents(drafts)
        return [d for d in _without_doubles(drafts) if checker.enough(d.hit.act, d.actors, d.recipients)]

    def _with_demands(self, graph: Graph, participants: Participants, drafts: list[Draft], reader: SpeakerReader) -> list[Draft]:
        """Add the demands that a modal makes, and make what is demanded possible."""
        modals = [w.head for w in graph.words if w.deprel.startswith("aux") and w.lemma.lower() in MODALS]
        if not modals:
            return drafts
        act = Act("REQUEST", ("must",), "VERB")
        standing = StandingReader(self.lexicon, graph, [])
        spoken = {}
        for head in modals:
            probe = Draft(Hit(act, head, head, head), graph, [], [])
            probe.standing = standing.read(probe.hit)
            spoken[head] = self._speakers(probe, [], reader)
        found = [Draft(hit, graph, a, r) for hit, a, r in demands(graph, participants, spoken)]
        return sorted([*drafts, *found], key=lambda d: d.hit.word)

    def _speakers(self, draft: Draft, drafts: list[Draft], reader: SpeakerReader) -> tuple[Speaker, ...]:
        found = self._credited(draft, drafts, reader)
        return () if _own_word(draft, found) else found

    def _credited(self, draft: Draft, drafts: list[Draft], reader: SpeakerReader) -> tuple[Speaker, ...]:
        graph, standing = draft.graph, draft.standing
        for at in standing.credits:
            over = next((d for d in drafts if d is not draft and at in (d.hit.word, d.hit.light)), None)
            if at == draft.hit.light:
                found = speakers(draft.actors)
            else:
                found = speakers(over.actors) if over is not None else reader.credited(graph, at)
            if found and not _own_word(draft, found):
                return found
        start = graph.words[draft.hit.word].start
        predicates = list(graph.chain(draft.hit.word))
        found = reader.according(graph, predicates) or reader.of_quote(start, graph.annotation.sentence)
        found = found or reader.of_label(start)
        if found:
            return found
        if standing.hedge is not None:
            word = graph.words[standing.hedge]
            return (Speaker(word.text, word.start, word.end, "", ""),)
        return ()

    def _claims(
        self,
        document: Document,
        graph: Graph,
        drafts: list[Draft],
        circumstances: Circumstances,
        seen: dict[str, int],
    ) -> list[Claim]:
        ids: dict[int, str] = {}
        for draft in drafts:
            trigger = _trigger(draft, document.text)
            base = stable_id(document.id, trigger.start, trigger.end, draft.hit.act.type)
            count = seen.get(base, 0)
            seen[base] = count + 1
            ids[id(draft)] = base if not count else stable_id(base, count)
        out = []
        annotation = graph.annotation
        for draft in drafts:
            standing, act = draft.standing, draft.hit.act
            when = circumstances.date(draft.hit, standing.modality)
            out.append(
                Claim(
                    id=ids[id(draft)],
                    doc=document.id,
                    sentence=annotation.sentence,
                    trigger=_trigger(draft, document.text),
                    sentence_span=(annotation.start, annotation.end),
                    type=act.type,
                    mode=act.mode,
                    contexts=contexts_of(graph),
                    actors=tuple(draft.actors),
                    recipients=tuple(draft.recipients),
                    place=circumstances.place(draft.hit),
                    date=when,
                    polarity="negated" if standing.negated else "affirmed",
                    modality=standing.modality,
                    historical=standing.historical or is_historical(when, document.date),
                    speakers=draft.speakers,
                    condition=_condition(draft, drafts, ids),
                    confidence=self._confidence(draft),
                    coder="rules" if draft.scored is None else "model",
                )
            )
        return out

    def _confidence(self, draft: Draft) -> float:
        """A rank, not a probability: how much of the claim is named rather than inferred. Between 0.3 and 0.95."""
        value = 0.95
        named = [p for p in (*draft.actors, *draft.recipients) if p.code]
        value -= 0.2 * (not named) + 0.1 * (not draft.actors) + 0.05 * (not draft.recipients)
        value -= 0.2 * draft.inherited + 0.05 * (draft.hit.act.pos == "NOUN")
        value -= 0.1 * any("pronoun" in p.reason or "dominant" in p.reason for p in named)
        return round(max(0.3, value), 2)


def _own_word(draft: Draft, found: Sequence[Speaker]) -> bool:
    """Tell whether who is credited is who acts by speaking: whoever demands or rejects is not credited for saying so."""
    own = {p.actor or p.code for p in draft.actors}
    spoken = draft.hit.act.type in _SPEECH and not draft.standing.negated
    return spoken and bool(found) and {s.actor or s.code for s in found} <= own


def _trigger(draft: Draft, text: str) -> Trigger:
    words = draft.graph.words
    start, end = words[draft.hit.first].start, words[draft.hit.last].end
    return Trigger(text[start:end], start, end)


def _condition(draft: Draft, drafts: list[Draft], ids: dict[int, str]) -> str | None:
    """The id of the claim in the ``if`` clause that this one depends on."""
    at = draft.standing.condition
    if at is None:
        return None
    inside = draft.graph.subtree(at)
    return next((ids[id(d)] for d in drafts if d.hit.word in inside and d is not draft), None)


def _without_doubles(drafts: list[Draft]) -> list[Draft]:
    """Several words for one act in one clause are one claim: the governing word stays."""
    drop: set[int] = set()
    for a in drafts:
        for b in drafts:
            if a is b or id(a) in drop or id(b) in drop or a.hit.act.type != b.hit.act.type:
                continue
            if _says_nothing_new(a, b):
                drop.add(id(b))
    return [d for d in drafts if id(d) not in drop]


def _says_nothing_new(a: Draft, b: Draft) -> bool:
    """Tell whether ``b`` stands below ``a`` in one clause, and names nobody that ``a`` does not."""
    graph = a.graph
    if graph.clause_head(b.hit.word) != graph.clause_head(a.hit.word) or b.standing.via is a.hit:
        return False
    if a.standing.negated != b.standing.negated or a.hit.word not in graph.chain(b.hit.word):
        return False
    if b.hit.word in graph.conjuncts(graph.first_conjunct(a.hit.word)):
        return False
    named = {p.code for p in (*a.actors, *a.recipients)}
    return {p.code for p in (*b.actors, *b.recipients)} <= named
