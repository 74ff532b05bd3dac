"""Who meets whom: the parties of a talk, for whom "they", "the leaders" and "the two sides" of the next sentence stand."""

from __future__ import annotations

from comity.actors.names import NameReader
from comity.records import ActorRef

_WITH = {
    "speak", "meet", "talk", "confer", "consult", "negotiate", "discuss", "join", "visit", "host", "welcome", "receive", "greet",
    "call", "telephone", "phone", "agree", "sign", "convene",
}  # fmt: skip
_DIRECT = {"meet", "visit", "host", "welcome", "receive", "greet", "call", "telephone", "phone", "join"}
_TALKS = {"meeting", "talk", "talks", "call", "conversation", "consultation", "discussion", "dialogue", "summit", "negotiation"}

# the noun names another one than its possessor: "its ally", "Moscow's enemies"
RELATIONS = frozenset(
    {"ally", "neighbour", "neighbor", "counterpart", "rival", "enemy", "foe", "captor", "partner", "host", "guest", "opponent",
     "adversary", "attacker", "critic", "backer", "challenger", "accuser", "tormentor", "jailer", "creditor", "patron"}
)  # fmt: skip


def parties(reader: NameReader) -> tuple[ActorRef, ...]:
    """Return the actors of two or more codes that a sentence shows meeting or talking, in its order; else nothing.

    The subject of the verb and whom its object or its "with" phrase names, or all whom "talks between" or "with" name.
    """
    for i, word in enumerate(reader.words):
        lemma = word.lemma.lower()
        if word.upos == "VERB" and lemma in _WITH:
            found = _sides(reader, i, lemma)
        elif word.upos in ("NOUN", "PROPN") and lemma in _TALKS:
            found = _talks(reader, i)
        else:
            continue
        if len({r.code for r in found}) > 1:
            return found
    return ()


def _sides(reader: NameReader, verb: int, lemma: str) -> tuple[ActorRef, ...]:
    first = [c for c in reader.children[verb] if reader.words[c].deprel == "nsubj"]
    if not first and reader.words[verb].deprel.startswith(("conj", "xcomp")) and reader.words[verb].head >= 0:
        first = [c for c in reader.children[reader.words[verb].head] if reader.words[c].deprel == "nsubj"]
    second = [
        c
        for c in reader.children[verb]
        if (reader.words[c].deprel == "obj" and lemma in _DIRECT)
        or (reader.words[c].deprel.startswith(("obl", "nmod")) and reader.case(c) in ("with", "to"))
    ]
    one, two = _refs(reader, first), _refs(reader, second)
    return tuple({r.code: r for r in (*one, *two)}.values()) if one and two else ()


def _talks(reader: NameReader, noun: int) -> tuple[ActorRef, ...]:
    """ "His meeting with X", "talks between A and B", and who holds them."""
    inside = [c for c in reader.children[noun] if reader.words[c].deprel.startswith("nmod")]
    between = _refs(reader, [c for c in inside if reader.case(c) in ("between", "among")])
    if between:
        return between
    others = _refs(reader, [c for c in inside if reader.case(c) == "with"])
    owners = _refs(reader, [c for c in inside if reader.words[c].deprel == "nmod:poss"])
    head = reader.words[noun].head
    if others and not owners and head >= 0:
        owners = _refs(reader, [c for c in reader.children[head] if reader.words[c].deprel == "nsubj"])
    return tuple({r.code: r for r in (*owners, *others)}.values()) if others and owners else ()


def _refs(reader: NameReader, heads: list[int]) -> tuple[ActorRef, ...]:
    """The actors of phrases with all that is coordinated with them; things of a state are none."""
    out: dict[str, ActorRef] = {}
    todo = list(heads)
    while todo:
        at = todo.pop(0)
        mention = reader.get(at)
        for ref in mention.refs if mention is not None and mention.political else ():
            out.setdefault(ref.code, ref)
        todo.extend(c for c in reader.children[at] if reader.words[c].deprel.startswith("conj"))
    return tuple(out.values())
