"""Role nouns with nobody's name: "In Madagascar, the government ...", "the rebels" where the text knows one band of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from comity.actors.knowledge import KnowledgeBase
from comity.actors.state import DocumentState
from comity.records import ActorRef, Annotation, Mention

_OF_A_STATE = {"GOV", "MIL", "COP", "LEG", "JUD", "SPY", "OPP", "CVL", "REB"}
_AGAINST = {"OPP", "REB", "CVL"}  # who face a state are its own people; the ministry that condemns one is hardly its own
_ABROAD = {"foreign", "other", "world", "international", "european", "western", "un", "peacekeeping", "allied", "coalition"}
_NOT_OF_A_STATE = {
    "ally", "envoy", "mediator", "diplomat", "ambassador", "embassy", "delegation", "tribunal", "peacekeeper", "tourist",
    "journalist", "reporter", "people", "man", "woman", "person", "child", "passenger", "analyst", "expert",
}  # fmt: skip


def settle(base: KnowledgeBase, state: DocumentState, annotations: Sequence[Annotation]) -> None:
    """Give role nouns without affiliation that of the one state that their sentence names, or of the one before it.

    Rebels are those of the one armed group that the text has named up to there, where there is one. A sentence with several
    states decides where one of them alone is the place of what happens.
    """
    by_sentence: dict[int, list[Mention]] = {}
    for (sentence, _), mention in sorted(state.mentions.items()):
        by_sentence.setdefault(sentence, []).append(mention)
    last = ""
    bands: dict[str, ActorRef] = {}
    for annotation in annotations:
        here = by_sentence.get(annotation.sentence, [])
        code = _state_of(base, here) or ("" if any(m.refs or m.place for m in here) else last)
        for band in (r for m in here for r in m.refs if m.kind != "adjective"):
            if band.code.startswith("GRP:") and band.sector == "REB":
                bands[band.code] = band
        for mention in here:
            ref = _settled(annotation, mention, here, code, bands)
            if ref is not None:
                reason = f"{mention.text!r} where the text speaks of {ref.code}"
                state.mentions[(annotation.sentence, mention.head)] = replace(mention, refs=(ref,), reason=reason, sector="")
        last = code or last


def _settled(
    annotation: Annotation, mention: Mention, here: list[Mention], code: str, bands: dict[str, ActorRef]
) -> ActorRef | None:
    if mention.kind != "role" or mention.refs or mention.sector not in _OF_A_STATE:
        return None
    word = annotation.words[mention.head]
    inside = {w.lemma.lower() for w in annotation.words[mention.first : mention.head + 1]}
    determined = inside & {"a", "an", "another", "no", "some", "any", "its", "their", "his", "her", "our", "your", "my"}
    if inside & _ABROAD or determined or word.lemma.lower() in _NOT_OF_A_STATE or word.upos != "NOUN":
        return None
    if mention.sector == "REB" and len(bands) == 1:
        return next(iter(bands.values()))
    if not code:
        return None
    if mention.sector not in _AGAINST:
        beside = [m for m in here if annotation.words[m.head].head == word.head and m.place is None]
        placed = any(m.place is not None and m.place.country == code for m in here)
        if not placed and word.head >= 0 and any(r.code == code for m in beside for r in m.refs):
            return None
    return ActorRef(f"{code}.{mention.sector}", code, mention.sector)


def _state_of(base: KnowledgeBase, here: list[Mention]) -> str:
    """The one state that mentions are of, groups being of their own; of several, the one that is a place alone."""
    codes = {base.home(r.code) for m in here for r in m.refs}
    places = {m.place.country for m in here if m.place is not None and len(m.place.country) == 3}
    states = {c for c in codes if len(c) == 3} | places
    if len(states) == 1:
        return next(iter(states))
    return next(iter(places)) if len(places) == 1 else ""
