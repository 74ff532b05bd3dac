"""Who "we" are in a statement that several issue: "released by the Governments of France and Italy", "We, the leaders of"."""

from __future__ import annotations

import re
from collections.abc import Callable

from comity.actors.issuer import FIRST_PERSON
from comity.actors.knowledge import KnowledgeBase
from comity.records import ActorRef

_ISSUED = re.compile(
    r"\A[^\"“”]*?(?:\b[Ff]ollowing|(?:^|[.:]\s+)(?:This\s+|The\s+)?[Jj]oint)\b[^.\n\"“”]{0,60}\b"
    r"(?:statement|communiqu[eé]|declaration|readout|text)\b[^.\n\"“”]{0,60}?"
    r"\b(?:by|from|of)\s+(?=(?:the\s+)?[A-Z])",
    re.MULTILINE,
)
_WE = re.compile(r"\b[Ww]e,\s+")
_ALONE = re.compile(r"\b(?:I|my|My|me)\b|[\"“”]")
_PREAMBLE = re.compile(
    r"(?:Office of the Spokesperson|The White House|Begin [Tt]ext[:.]?|[^\n]{0,400}[sS]tatement[^\n]*)\s*\n\s*"
)
# what may stand between the names of those who issue a statement together, besides words with a capital
_BETWEEN = {
    "and", "the", "of", "as", "well", "for", "with", "together", "by", "on", "behalf", "leaders", "heads", "state", "states",
    "government", "governments", "ministers", "minister", "foreign", "members", "member", "representatives", "parties",
    "presidents", "defence", "defense", "chiefs", "secretary", "affairs",
}  # fmt: skip
_STATES_ONLY = {"and", "the", "of", "kingdom", "republic", "troika", "governments", "government", "united", "as", "well"}
_LONGEST = 700
_APART = 12  # words between two names of a list ("Foreign Minister X, and the High Representative of the")


def joint_issuers(base: KnowledgeBase, text: str, date: str) -> tuple[ActorRef, ...]:
    """Return the actors who issue a text together, in its order; nothing where it does not say that there are several.

    Of an organisation that is named beside its members only the organisation counts ("the G7 foreign ministers of Canada ...").

    Args:
        base: the knowledge base.
        text: the text of a document.
        date: ISO date of the document, or empty.
    """
    if not FIRST_PERSON.search(text):
        return ()
    starts = [m.end() for m in (_ISSUED.search(text[:_LONGEST]), _WE.search(text)) if m is not None]
    for start in sorted(starts):
        found = _listed(base, text, start, lambda w: w[0].isupper() or w in _BETWEEN)
        if len(found) > 1:
            return _without_members(base, found, date)
    if _ALONE.search(text):
        return ()
    start = 0
    while (match := _PREAMBLE.match(text, start)) is not None:
        start = match.end()
    return _without_members(base, _listed(base, text, start, lambda w: w.lower() in _STATES_ONLY), date)


def _listed(base: KnowledgeBase, text: str, start: int, joins: Callable[[str], bool]) -> tuple[ActorRef, ...]:
    """Return the states and organisations of a list that begins at a place, up to a word that joins no names; two at least."""
    out: dict[str, ActorRef] = {}
    part = text[start : start + _LONGEST]
    at = 0
    for first, last, entries in base.find(part):
        between = part[at:first]
        words = re.findall(r"[^\W\d_][\w'’-]*", between)
        if re.search(r"[.!?:]\s|\n", between) or len(words) > _APART or not all(joins(w) for w in words):
            break
        at = last
        entry = next((e for e in entries if e.kind in ("name", "person", "metonym", "adjective") and e.code), None)
        if entry is not None:
            out.setdefault(entry.code, ActorRef(entry.code, entry.code, ""))
    return tuple(out.values()) if len(out) > 1 else ()


def _without_members(base: KnowledgeBase, found: tuple[ActorRef, ...], date: str) -> tuple[ActorRef, ...]:
    first = found[0].code if found else ""
    members = base.members(first, date) if first.startswith("IGO:") and first != "IGO:EU" else ()
    return tuple(r for r in found if r.code not in members)
