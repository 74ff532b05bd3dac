"""Who is the agent: the form in which a sentence names the act of a claim.

Active, passive with or without an agent, and nominal are the forms by which critical linguistics describes how a text shows
or leaves out a doer (Fowler and Kress 1979, in Language and Control, ch. 10; van Leeuwen 2008, Discourse and Practice, ch. 2).
Here they are read off the Universal Dependencies tree; why a writer chose one is not asked.
"""

from __future__ import annotations

from collections.abc import Set

from comity.reconcile.framing.model import TEXT, Place, Voice
from comity.reconcile.framing.tree import Tree
from comity.records import Claim, Participant, Span

_BETWEEN = ("of", "between", "from", "among")


def voice(claim: Claim, tree: Tree, text: str, light: Set[str]) -> Voice | None:
    """Return the voice of a claim, None where its trigger is not among the words of the sentence.

    Args:
        claim: its trigger and participants are used.
        tree: its sentence.
        text: the document's text.
        light: lemmas of verbs that only carry a noun ("launch an attack"): the noun is then as active or passive as they are.
    """
    inside = tree.within(claim.trigger.start, claim.trigger.end)
    if not inside:
        return None
    head = tree.top(inside)
    willing = tree.words[head].upos == "ADJ" and tree.below(head, "xcomp", "advcl")  # "is ready to help"
    if tree.words[head].upos in ("VERB", "AUX") or willing:
        form, agent = _of_verb(tree, head)
    else:
        form, agent = _of_noun(tree, head, claim, light)
    span = None if agent is None else tree.phrases(agent, text)
    kind = form if form == "active" and agent is not None else f"{form} {'with' if agent is not None else 'without'} agent"
    place = Place(TEXT, claim.sentence, claim.trigger.start, claim.trigger.end, *claim.sentence_span)
    return Voice(claim, kind, span, _codes(claim, tree, agent, span), place)


def _of_verb(tree: Tree, i: int) -> tuple[str, int | None]:
    if tree.passive(i):
        return "passive", next(iter(tree.agents(i)), None)
    return "active", tree.subject(i)


def _of_noun(tree: Tree, i: int, claim: Claim, light: Set[str]) -> tuple[str, int | None]:
    """The agent of a noun stands in its own phrase, or is the subject of the light verb that carries it."""
    own = _owner(tree, i, claim)
    if own is not None:
        return "nominal", own
    first = i
    while tree.relation(first) == "conj" and tree.words[first].head >= 0:
        first = tree.words[first].head
    verb = tree.words[first].head
    if verb < 0 or tree.words[verb].upos != "VERB":
        return "nominal", None
    carries = tree.words[verb].lemma.lower() in light
    if carries and (tree.words[first].deprel == "nsubj:pass" or (tree.passive(verb) and tree.relation(first) == "obj")):
        return "passive", next(iter(tree.agents(verb)), None)
    if carries and tree.relation(verb) == "acl" and verb > first and tree.passive(verb):
        return "passive", next(iter(tree.agents(verb)), None)
    if tree.relation(first) in ("obj", "obl") and not tree.passive(verb):
        subject = tree.subject(verb)
        if carries and subject is not None and _overlaps(tree, subject, claim.actors):
            return "active", subject
    return "nominal", None


def _owner(tree: Tree, i: int, claim: Claim) -> int | None:
    """Return the word in the phrase of a noun that names who does it ("Russia's invasion", "an attack by rebels")."""
    by = [c for c in tree.below(i, "nmod") if tree.case(c) == "by" and tree.words[c].upos in ("NOUN", "PROPN", "PRON")]
    if by:
        return by[0]
    for c in tree.below(i, "nmod:poss", "amod", "compound", "nmod:desc"):
        if _overlaps(tree, c, claim.actors):
            return c
        if tree.words[c].deprel == "nmod:poss" and tree.mention(c) is not None and not _overlaps(tree, c, claim.recipients):
            return c
    for c in tree.below(i, "nmod"):
        if tree.case(c) in _BETWEEN and _overlaps(tree, c, claim.actors) and not _overlaps(tree, c, claim.recipients):
            return c
    return None


def _overlaps(tree: Tree, i: int, people: tuple[Participant, ...]) -> bool:
    """Tell whether a word belongs to the words by which one of the participants is named."""
    word = tree.words[i]
    if any(p.start < word.end and word.start < p.end for p in people):
        return True
    codes = {r.code for r in tree.actors(i) if r.code}  # a pronoun, or a name where the claim holds another mention
    return bool(codes & {p.code for p in people})


def _codes(claim: Claim, tree: Tree, agent: int | None, span: Span | None) -> tuple[str, ...]:
    if agent is None or span is None:
        return ()
    own = [p.code for p in claim.actors if p.code and p.start < span.end and span.start < p.end]
    return tuple(dict.fromkeys(own or [r.code for r in tree.actors(agent) if r.code]))
