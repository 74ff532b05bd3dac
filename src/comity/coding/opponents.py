"""The other side of a dispute inside one state, where a text is about that and an act names one side alone.

News on a dispute at home names the other side once ("protesters", "the government") and then leaves it out: "more than a
thousand have marched", "she agreed to withdraw the bill".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from comity.coding.memory import codes_of
from comity.records import Claim, Participant

REASON = "the other side of the dispute that the text is about"
DIRECTED = frozenset({"ACCUSE", "COERCE", "CONCEDE", "PROTEST", "REJECT", "REQUEST"})
_LEAST, _SHARE = 3, 0.5  # acts inside one state, and their share of the acts with two sides, from which a text is about it
_PEOPLE = frozenset({"CVL", "OPP", "MED", "NGO", "REF", "BUS"})


def opposed(claims: Sequence[Claim]) -> list[Claim]:
    """Return the claims of a document, in order, with both sides of directed acts that name one side of a dispute at home.

    The other side is the last one of the same state before the act that is not of the named one's kind (people, or those in
    power).
    """
    state = disputed(claims)
    if not state:
        return list(claims)
    seen: list[Participant] = []
    out = []
    for claim in claims:
        if claim.type in DIRECTED:
            if codes_of(claim.actors) == {state} and not claim.recipients:
                claim = replace(claim, recipients=_other(claim.actors, seen))
            elif codes_of(claim.recipients) == {state} and not claim.actors:
                claim = replace(claim, actors=_other(claim.recipients, seen))
        seen += [p for p in (*claim.actors, *claim.recipients) if p.code == state]
        out.append(claim)
    return out


def _other(side: Sequence[Participant], seen: Sequence[Participant]) -> tuple[Participant, ...]:
    kinds = {p.sector in _PEOPLE for p in side if p.sector}
    if len(kinds) != 1:
        return ()
    found = next((p for p in reversed(seen) if p.sector and (p.sector in _PEOPLE) not in kinds), None)
    return (found._replace(reason=REASON),) if found else ()


def disputed(claims: Sequence[Claim]) -> str:
    """Return the state inside of which most of the acts with two sides take place; empty if there is none."""
    both = [(a, r) for c in claims if (a := codes_of(c.actors)) and (r := codes_of(c.recipients))]
    inside = Counter(next(iter(a)) for a, r in both if a == r and len(a) == 1)
    if not inside:
        return ""
    state, count = inside.most_common(1)[0]
    return state if count >= _LEAST and count >= _SHARE * len(both) and len(state) == 3 else ""
