"""Who meets whom: the parties of a talk, for whom "they", "the leaders" and "the two sides" of the next sentence stand."""

from __future__ import annotations

from collections.abc import Container

from comity.actors.names import NameReader
from comity.records import ActorRef

_WITH = {
    "speak", "meet", "talk", "confer", "consult", "negotiate", "discuss", "join", "visit", "host", "welcome", "receive", "greet",
    "call", "telephone", "phone", "agree", "sign", "convene",
}  # fmt: skip
_DIRECT = {"meet", "visit", "host", "welcome", "receive", "greet", "call", "telephone", "phone", "join"}
_TOGETHER = {"meet", "talk", "confer", "convene", "negotiate", "discuss", "sign"}  # whose subjects do it with each other
_TALKS = {"meeting", "talk", "talks", "call", "conversation", "consultation", "discussion", "dialogue", "summit", "negotiation"}

# the noun names another one than its possessor: "its ally", "Moscow's enemies"
RELATIONS = frozenset(
    {"ally", "neighbour", "neighbor", "counterpart", "rival", "enemy", "foe", "captor", "partner", "host", "guest", "opponent",
     "adversary", "attacker", "critic", "backer", "challenger", "accuser", "tormentor", "jailer", "creditor", "patron"}
)  # fmt: skip

_REACH = 8  # sentences for which those who met stay "they", while no other group acts
_FOREIGN = {"minister", "chancellor", "king", "emir", "sultan", "premier"}  # whom the United States do not have


class Meeting:
    """Those who met last: ``parties``, until others meet, another group acts, or it is too long ago.

    Args:
        always: who they are where nobody else met: the joint issuers of a statement.
    """

    def __init__(self, always: tuple[ActorRef, ...]) -> None:
        self.always = self.parties = always
        self._since = 0

    def read(self, reader: NameReader) -> None:
        """Take in a sentence."""
        met = parties(reader)
        self._since = 0 if met else self._since + 1
        if met:
            self.parties = met
        elif self._since > _REACH or self._others_act(reader):
            self.parties = self.always

    def _others_act(self, reader: NameReader) -> bool:
        """Tell whether the sentence has a subject in the plural that is not those who met."""
        codes = {r.code for r in self.parties}
        for i, word in enumerate(reader.words):
            mention = reader.get(i) if word.deprel.startswith("nsubj") else None
            if mention is None:
                continue
            joined = any(reader.words[c].deprel.startswith("conj") for c in reader.children[i])
            if (joined or reader.plural(i)) and (not mention.refs or not {r.code for r in mention.refs} <= codes):
                return True
        return False

    def across(self, lemma: str, plural: bool, here: Container[str]) -> tuple[ActorRef, ...]:
        """ "The Secretary and the Foreign Minister": the United States have no minister, so those who met with them do.

        Args:
            lemma: the noun.
            plural: whether it stands in the plural.
            here: codes of the actors named before it in the sentence.
        """
        others = tuple(r for r in self.parties if r.code != "USA")
        if lemma not in _FOREIGN or len(others) == len(self.parties):
            return ()
        return others if (plural and "USA" in here) or (not plural and len(others) == 1) else ()


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
    if not two and lemma in _TOGETHER:
        return one
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
