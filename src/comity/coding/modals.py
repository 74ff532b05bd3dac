"""Demands without a demanding verb: "Russia must stop ..." is a REQUEST of whoever says so (guide, section 9)."""

from __future__ import annotations

from comity.coding.graph import Graph
from comity.coding.lexicon import Act
from comity.coding.participants import Participants
from comity.coding.triggers import Hit
from comity.records import Participant, Speaker

MODALS = {"must", "should", "ought"}
_DEMAND = Act("REQUEST", ("must",), "VERB", content="demanded")


def demands(
    graph: Graph, participants: Participants, speakers: dict[int, tuple[Speaker, ...]]
) -> list[tuple[Hit, list[Participant], list[Participant]]]:
    """Return the modal demands of a sentence with actors (the speakers) and recipients (who shall act).

    Args:
        graph: the sentence.
        participants: resolves the subjects.
        speakers: who speaks at a predicate, by its position; predicates without a speaker make no demand.
    """
    out = []
    for i, word in enumerate(graph.words):
        if word.lemma.lower() not in MODALS or not word.deprel.startswith("aux") or word.head < 0:
            continue
        who = speakers.get(word.head, ())
        if not any(s.code for s in who):
            continue
        subjects = graph.agents(word.head) if graph.passive(word.head) else graph.subjects(word.head)
        asked = [p for p in participants.of_words(graph, subjects) if p.code or p.sector]
        codes = {s.code for s in who}
        if asked and not {p.code for p in asked} <= codes:
            actors = [Participant(s.text, s.start, s.end, s.actor, s.code, "", "speaker of the demand") for s in who]
            out.append((Hit(_DEMAND, i, i, i), actors, asked))
    return out
