"""Actors along the chains of a document: who is named in a chain is who the others in it stand for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from comity.actors import chain_mentions
from comity.actors.chain_words import PRONOUNS
from comity.records import ActorRef, Annotation, Mention

_NAMES = ("name", "local", "metonym")
_DEFINITE = ("the", "this", "that", "these", "those")
_THIRD = ("he", "she", "it", "they")

Key = tuple[int, int]
"""Number of the sentence, and the word that heads the phrase."""


def along(
    chains: Iterable[Sequence[chain_mentions.Mention]],
    known: Mapping[Key, Mention],
    annotations: Sequence[Annotation],
    text: str,
) -> dict[Key, Mention]:
    """Return mentions for the pronouns, roles and definite descriptions of chains that are open so far.

    Open is what has no actor, or only a nameless one ("the airline", ``IRN.BUS``) of the code and sector of the one that is
    named; everything else stays. A chain counts only where all of its resolved names stand for the same one actor.

    Args:
        chains: the chains of the document (:meth:`comity.actors.chains.Ranker.chains`).
        known: the mentions found so far.
        annotations: the sentences of the document.
        text: the document's text.
    """
    numbers = {a.sentence: a for a in annotations}
    out: dict[Key, Mention] = {}
    for chain in chains:
        found = [known.get((m.sentence, m.head)) if m.kind == "name" else None for m in chain]
        named = [m for m in found if m is not None and m.refs and m.kind in _NAMES]
        if not named or len({m.refs for m in named}) > 1 or len(named[0].refs) > 1:
            continue
        for part in chain:
            key = (part.sentence, part.head)
            mention = _joined(part, known.get(key), named[0], numbers[part.sentence], text)
            if mention is not None:
                out[key] = mention
    return out


def _joined(
    part: chain_mentions.Mention, known: Mention | None, name: Mention, annotation: Annotation, text: str
) -> Mention | None:
    """Return the mention of a part of a chain with the actor of the name; None where it is not open."""
    if not _may_stand(part, annotation, bare=known is not None):
        return None
    reason = f"the same as {name.text!r} in this document"
    if known is None:
        return Mention(
            part.sentence, part.head, part.first, part.last, text[part.start : part.end], part.start, part.end,
            "pronoun" if part.kind == "pronoun" else "description", name.refs, reason,
        )  # fmt: skip
    if known.place is not None or known.kind == "adjective":
        return None
    if not known.refs:
        return replace(known, refs=_in_role(name.refs[0], known.sector), reason=reason, sector="")
    return replace(known, refs=name.refs, reason=reason) if _nameless(known.refs, name.refs[0]) else None


def _may_stand(part: chain_mentions.Mention, annotation: Annotation, bare: bool) -> bool:
    """Tell whether a phrase may take the actor of its chain.

    A pronoun of the third person may: who "I" and "you" are depends on who speaks, which a transcript shows by its layout. So
    may a noun that is not said of somebody ("she is a diplomat"), with "the", "this" or a possessor if not ``bare``.
    """
    head = annotation.words[part.head]
    if part.kind == "pronoun":
        return PRONOUNS.get(head.text.lower()) in _THIRD
    children = [w for w in annotation.words if w.head == part.head]
    if part.kind != "noun" or head.upos != "NOUN" or any(w.deprel == "cop" for w in children):
        return False
    return bare or any(w.text.lower() in _DEFINITE or w.deprel == "nmod:poss" for w in children)


def _nameless(refs: tuple[ActorRef, ...], named: ActorRef) -> bool:
    """Tell whether the one actor of ``refs`` is nobody but a sector of a state, and the named one is of it."""
    ref = refs[0]
    same = len(refs) == 1 and (ref.code, ref.sector) == (named.code, named.sector)
    return same and bool(ref.sector) and ref.actor == f"{ref.code}.{ref.sector}" and named.actor.startswith(f"{ref.actor}.")


def _in_role(ref: ActorRef, sector: str) -> tuple[ActorRef, ...]:
    """A state that is called by the role of its organ is that organ: "the army"."""
    return (ActorRef(f"{ref.code}.{sector}", ref.code, sector) if sector and ref.actor == ref.code else ref,)
