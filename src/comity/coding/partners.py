"""Who takes part beside the one that the model sees: whoever "with" names, and the subject of the clause."""

from __future__ import annotations

from comity.coding.graph import Graph
from comity.coding.memory import codes_of
from comity.coding.participants import Participants
from comity.records import Participant

_TOGETHER = ("CONSULT", "COOPERATE")
_FIGHTS = {"clash", "fight", "battle", "skirmish", "spar"}
_DIRECT = {"meet", "telephone", "phone", "consult"}


def partners(graph: Graph, word: int, kind: str, actors: list[Participant], participants: Participants) -> list[Participant]:
    """Return who takes part in an act beside the one known actor; nobody where the tree names no second one.

    Args:
        graph: the sentence.
        word: the trigger.
        kind: the act's type.
        actors: who is known to take part, of one code at most.
        participants: turns words into participants.
    """
    known = codes_of(actors)
    if len(known) != 1 or (kind not in _TOGETHER and not (kind == "ASSAULT" and graph.words[word].lemma.lower() in _FIGHTS)):
        return []
    others, subject = _of_verb(graph, word) if graph.words[word].upos == "VERB" else _of_noun(graph, word)
    if not others:
        return []
    out: list[Participant] = []
    for p in participants.of_words(graph, [*subject, *others]):
        if p.code and p.code not in known:
            known.add(p.code)
            out.append(p)
    return out


def _of_verb(graph: Graph, verb: int) -> tuple[list[int], list[int]]:
    """Whom a verb's "with" or object names, and its subject."""
    direct = graph.words[verb].lemma.lower() in _DIRECT and not graph.passive(verb)
    return graph.prepositional(verb, "with") or (graph.objects(verb) if direct else []), graph.subjects(verb)


def _of_noun(graph: Graph, noun: int) -> tuple[list[int], list[int]]:
    """Whom a noun's "with" or "between" names, or that of its light verb, and its possessor or the verb's subject."""
    others = graph.prepositional(noun, "with") or graph.prepositional(noun, "between")
    subject = graph.dependents(noun, "nmod:poss")
    governor = graph.words[noun].head
    if graph.relation(noun) == "obj" and graph.words[governor].upos == "VERB":
        others = others or graph.prepositional(governor, "with")
        subject = subject or graph.subjects(governor)
    return others, subject
