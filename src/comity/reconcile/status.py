"""What the claims of an event make of it together: its status, and what they contradict each other about."""

from __future__ import annotations

import math
from collections.abc import Sequence

from comity.reconcile.views import AFFIRMED, AHEAD, DENIED, OPEN, RECIPROCAL, View
from comity.records.event import Dispute

_FAR = 60.0  # kilometres between two named places beyond which they are different ones


def status(members: Sequence[View], origins: int) -> str:
    """Return the status of an event from the stances of its claims, in the order of their documents.

    Affirmed and denied: contested; denied alone: denied, or cancelled where it was announced before. Announced and then
    affirmed: fulfilled. Announced or left open alone: planned. Affirmed by several independent origins: corroborated; by one:
    single-source.
    """
    stances = {m.stance for m in members}
    if AFFIRMED in stances and DENIED in stances:
        return "contested"
    if DENIED in stances:
        return "cancelled" if AHEAD in stances and _announced_first(members, DENIED) else "denied"
    if AFFIRMED not in stances:
        return "planned"
    if AHEAD in stances and _announced_first(members, AFFIRMED):
        return "fulfilled"
    return "corroborated" if origins > 1 else "single-source"


def _announced_first(members: Sequence[View], outcome: str) -> bool:
    ahead = [m.published or 0 for m in members if m.stance == AHEAD]
    done = [m.published or 0 for m in members if m.stance == outcome]
    return min(ahead) <= max(done)


def disputes(event: str, members: Sequence[View], groups: Sequence[Sequence[str]]) -> list[Dispute]:
    """Return what the claims of an event contradict each other about; ``groups`` are the documents of each origin."""
    out = []
    affirming = [m for m in members if m.stance in (AFFIRMED, AHEAD, OPEN)]
    denying = [m for m in members if m.stance == DENIED]
    happened = [m for m in affirming if m.stance == AFFIRMED]
    if happened and denying:
        out.append(_dispute(event, "occurrence", _who(happened, "affirm") + "; " + _who(denying, "deny"), happened, denying))
    origin = {doc: n for n, group in enumerate(groups) for doc in group}
    for what, differ in (("number", _numbers), ("place", _places), ("participant", _participants)):
        for i, a in enumerate(affirming):
            others = [b for b in affirming[i + 1 :] if origin.get(a.claim.doc) != origin.get(b.claim.doc)]
            found = [(b, text) for b in others if (text := differ(a, b))]
            if found:
                out.append(_dispute(event, what, found[0][1], [a], [b for b, _ in found]))
                break
    return out


def _dispute(event: str, what: str, summary: str, affirming: Sequence[View], disputing: Sequence[View]) -> Dispute:
    return Dispute(event, what, summary, tuple(v.claim.id for v in affirming), tuple(v.claim.id for v in disputing))


def _who(views: Sequence[View], verb: str) -> str:
    names = list(dict.fromkeys(s.code or s.text for v in views for s in v.claim.speakers))
    docs = len({v.claim.doc for v in views})
    credited = f" (credited: {', '.join(names)})" if names else ""
    return f"{docs} document{'s' if docs > 1 else ''} {verb}{credited}"


def _numbers(a: View, b: View) -> str:
    """Numbers of one noun that differ, both in the sentence of the act."""
    for noun in dict.fromkeys(n for _, n in a.numbers):
        mine, theirs = {v for v, n in a.numbers if n == noun}, {v for v, n in b.numbers if n == noun}
        if theirs and not mine & theirs:
            return f"{noun}: {_list(mine)} against {_list(theirs)}"
    return ""


def _list(values: set[int]) -> str:
    return ", ".join(f"{v:,}" for v in sorted(values))


def _places(a: View, b: View) -> str:
    x, y = a.claim.place, b.claim.place
    if x is None or y is None or a.place == b.place or a.place in b.place or b.place in a.place:
        return ""
    if a.country and b.country and a.country != b.country:
        return f"{x.text} against {y.text}"
    if x.lat is None or x.lon is None or y.lat is None or y.lon is None:
        return ""
    return f"{x.text} against {y.text}" if _distance(x.lat, x.lon, y.lat, y.lon) > _FAR else ""


def _distance(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Kilometres on the sphere (haversine)."""
    p, q = math.radians(lat1), math.radians(lat2)
    h = math.sin((q - p) / 2) ** 2 + math.cos(p) * math.cos(q) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    return 12742 * math.asin(math.sqrt(h))


def _participants(a: View, b: View) -> str:
    """Different doers of one act against the same side."""
    if a.claim.type in RECIPROCAL or not a.actors or not b.actors or a.actors & b.actors or not a.recipients & b.recipients:
        return ""
    return f"done by {', '.join(sorted(a.actors))} against {', '.join(sorted(b.actors))}"
