"""What the claims of one event contradict each other about: whether, how many, where, when, who.

Each rule names the claims of both sides, so that a reader sees both sentences and both speakers. Only texts of different origins
contradict each other, or one text that tells two versions of different speakers.
"""

from __future__ import annotations

import calendar
import math
import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from comity.reconcile.quantities import contradict, refutes
from comity.reconcile.status import ALLEGED, one_story, opposed, overlap, speakers
from comity.reconcile.views import AFFIRMED, AHEAD, DENIED, View
from comity.records.event import Dispute

_FAR = 60.0  # kilometres between two named places beyond which they are different ones
_ALIKE = 0.2  # share of the words of the shorter sentence that two sentences on one act have in common
_MOST = 40  # claims of an event that are compared with each other
_DONE_BY_ONE = frozenset({"ASSAULT", "COERCE", "MOBILIZE"})  # two who are named as doers of one such act contradict each other
_NAME = r"[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*"
_AT = r"(?:(?:on|in|at|near|off|by|from) )?(?:the )?"
# "not on the Cuyuni but on the Wenamu", "in Goma, not in Sake", "on Tuesday, not Wednesday"
_NOT_BUT = re.compile(rf"\bnot {_AT}({_NAME}),? but {_AT}({_NAME})")
_RATHER = re.compile(rf"\b({_NAME}), (?:and )?not {_AT}({_NAME})")
_WATER = "Sea|Gulf|Strait|Straits|Ocean|Bay|Channel|River|Lake"
_WATERS = re.compile(rf"\b((?:[A-Z][\w’'-]+ )+(?:{_WATER})|(?:{_WATER}) of (?:the )?[A-Z][\w’'-]+)\b")
_CALENDAR = frozenset((*calendar.day_name, *calendar.month_name[1:]))


class Material(NamedTuple):
    """The claims of an event with the part of each, the sentence of each, the texts, and the number of each document's origin."""

    members: Sequence[View]
    part: Mapping[str, str]
    sentences: Mapping[str, str]
    texts: Mapping[str, str]
    origin: Mapping[str, int]

    def with_part(self, *parts: str) -> list[View]:
        """Return the claims of some parts."""
        return [m for m in self.members if self.part[m.claim.id] in parts]

    def apart(self, a: View, b: View) -> bool:
        """Tell whether two claims come from two origins; a text that only denies is an origin of its own."""
        x, y = self.origin.get(a.claim.doc), self.origin.get(b.claim.doc)
        return a.claim.doc != b.claim.doc and (x is None or y is None or x != y)


def disputes(event: str, material: Material) -> list[Dispute]:
    """Return what the claims of an event contradict each other about, at most one dispute of each kind."""
    out = []
    found = _occurrence(event, material)
    if found is not None:
        out.append(found)
    told = material.with_part(AFFIRMED, ALLEGED, AHEAD)[:_MOST]
    rules: tuple[tuple[str, Callable[[View, View, Material], str]], ...] = (
        ("number", _numbers), ("place", _places), ("date", _days), ("participant", _participants),
    )  # fmt: skip
    for what, differ in rules:
        if any(d.what == what for d in out):
            continue
        sides = _sides(told, material, differ)
        if sides is not None:
            out.append(_dispute(event, what, *sides))
    return out


def _sides(
    told: Sequence[View], material: Material, differ: Callable[[View, View, Material], str]
) -> tuple[str, list[View], list[View]] | None:
    """The first claim that others contradict, with those that say what it says, and those that contradict it."""
    for i, a in enumerate(told):
        against = [(b, text) for b in told[i + 1 :] if _comparable(a, b, material) and (text := differ(a, b, material))]
        if against:
            others = {b.claim.id for b, _ in against}
            with_a = [
                c for c in told if c is not a and c.claim.id not in others and any(differ(c, b, material) for b, _ in against)
            ]
            return against[0][1], [a, *with_a], [b for b, _ in against]
    return None


def _comparable(a: View, b: View, material: Material) -> bool:
    """Two texts of different origins on one story, and sentences that have something in common beside it."""
    if not material.apart(a, b) or not one_story(a, b):
        return False
    alike = a.claim.type == b.claim.type or bool(a.roots & b.roots)
    return alike or bool(a.codes & b.codes) or overlap(a.words, b.words) >= _ALIKE


def _dispute(event: str, what: str, summary: str, affirming: Sequence[View], disputing: Sequence[View]) -> Dispute:
    return Dispute(event, what, summary, tuple(v.claim.id for v in affirming), tuple(v.claim.id for v in disputing))


def _occurrence(event: str, material: Material) -> Dispute | None:
    """Whether it happened; where who denies it says that another did it, who did it."""
    denying = material.with_part(DENIED)
    told = material.with_part(AFFIRMED, ALLEGED)
    shifted = [m for m in told if any(_shifts(m, d) for d in denying)]
    happened = [m for m in told if any(opposed(m, d) for d in denying)]
    if not happened:
        return None
    if shifted:
        accused = frozenset[str]().union(*(d.actors for d in denying))
        rest = [m for m in told if m not in shifted]
        affirming = [m for m in rest if not m.actors or m.actors & accused] or rest
        if affirming:
            summary = f"whether done by {', '.join(sorted(accused)) or 'those named'}"
            return _dispute(event, "participant", summary, affirming, [*denying, *shifted])
    verb = "allege" if all(material.part[m.claim.id] == ALLEGED for m in happened) else "affirm"
    return _dispute(event, "occurrence", f"{credited(happened, verb)}; {credited(denying, 'deny')}", happened, denying)


def _shifts(m: View, denial: View) -> bool:
    """The one who denies it tells of the same act, and names another doer, or none."""
    if m.claim.doc != denial.claim.doc or not denial.actors:
        return False
    return not m.actors & denial.actors and bool(speakers(m)) and speakers(m) == speakers(denial)


def credited(views: Sequence[View], verb: str) -> str:
    """Return how many documents do something, and whom they credit: "1 document denies (credited: RUS)"."""
    names = list(dict.fromkeys(s.code or s.text for v in views for s in v.claim.speakers))
    docs = len({v.claim.doc for v in views})
    if docs == 1:
        verb = verb[:-1] + "ies" if verb.endswith("y") else verb + "s"
    named = f" (credited: {', '.join(names)})" if names else ""
    return f"{docs} document{'' if docs == 1 else 's'} {verb}{named}"


def _numbers(a: View, b: View, material: Material) -> str:
    """Numbers of one thing that differ in the sentences of the act, or that one of them refutes in the other text."""
    x, y = material.sentences[a.claim.id], material.sentences[b.claim.id]
    found = contradict(x, y)
    if not found:
        for mine, other in ((x, b), (y, a)):
            found = found or refutes(mine, material.texts[other.claim.doc])
    return found


def _places(a: View, b: View, material: Material) -> str:
    found = _corrected(a, b, material, of_days=False)
    x, y = a.claim.place, b.claim.place
    if found or x is None or y is None or not a.place or not b.place:
        return found or _elsewhere(a, b, material)
    if a.place == b.place or a.place in b.place or b.place in a.place or _both_named(a, b, material):
        return ""
    if a.claim.type == "CONSULT" and not (a.by_day and b.by_day):
        return ""  # two meetings of the same parties at two places are more often two than one
    if a.country and b.country and a.country != b.country:
        return f"{x.text} against {y.text}"
    if x.lat is None or x.lon is None or y.lat is None or y.lon is None:
        return ""
    return f"{x.text} against {y.text}" if _distance(x.lat, x.lon, y.lat, y.lon) > _FAR else ""


def _both_named(a: View, b: View, material: Material) -> bool:
    """One of the sentences names both places: then one is part of the other, or the way to it."""
    for mine, other in ((a, b), (b, a)):
        place = other.claim.place
        if place is not None and place.text in material.sentences[mine.claim.id]:
            return True
    return False


def _elsewhere(a: View, b: View, material: Material) -> str:
    """Seas, rivers and the like, which no coordinates settle: only waters of the same kind are compared."""
    mine, theirs = (_waters(material.sentences[v.claim.id]) for v in (a, b))
    if mine and theirs and not mine & theirs:
        return f"{min(mine)} against {min(theirs)}"
    return ""


def _waters(sentence: str) -> frozenset[str]:
    return frozenset(m[1].removeprefix("The ") for m in _WATERS.finditer(sentence))


def _days(a: View, b: View, material: Material) -> str:
    return _corrected(a, b, material, of_days=True)


def _corrected(a: View, b: View, material: Material, of_days: bool) -> str:
    """One sentence puts a name right ("not on the Cuyuni but on the Wenamu") that stands in the other text."""
    for mine, other in ((a, b), (b, a)):
        sentence, text = material.sentences[mine.claim.id], material.sentences[other.claim.id]
        pairs = [(m[2], m[1]) for m in _NOT_BUT.finditer(sentence)] + [(m[1], m[2]) for m in _RATHER.finditer(sentence)]
        for right, wrong in pairs:
            if wrong in text and right not in text and (right.split()[-1] in _CALENDAR) == of_days:
                return f"{right} against {wrong}"
    return ""


def _distance(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Kilometres on the sphere (haversine)."""
    p, q = math.radians(lat1), math.radians(lat2)
    h = math.sin((q - p) / 2) ** 2 + math.cos(p) * math.cos(q) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    return 12742 * math.asin(math.sqrt(h))


def _participants(a: View, b: View, material: Material) -> str:
    """Different doers of one act against the same side."""
    if a.claim.type not in _DONE_BY_ONE or not a.actors or not b.actors or a.actors & b.actors or not a.recipients & b.recipients:
        return ""
    if (a.actors | b.actors) & (a.recipients | b.recipients):
        return ""  # one of them has the sides the wrong way round
    return f"done by {', '.join(sorted(a.actors))} against {', '.join(sorted(b.actors))}"
