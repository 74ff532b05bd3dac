"""How likely two claims tell of one happening: what forbids it, and a logistic score of what speaks for it."""

from __future__ import annotations

import math
import tomllib
from functools import cache
from pathlib import Path

from comity.reconcile.rarity import Rarity
from comity.reconcile.views import AFFIRMED, AHEAD, DENIED, RECIPROCAL, View

WEIGHTS = Path(__file__).parent / "weights.toml"
# acts that two reports of one happening may name by different types
_ALIKE = {frozenset(pair) for pair in (
    ("AGREE", "SUPPORT"), ("SANCTION", "COERCE"), ("AGREE", "CONCEDE"), ("ACCUSE", "REJECT"), ("RETREAT", "CONCEDE"),
    ("AGREE", "AID"), ("MOBILIZE", "ASSAULT"), ("ACCUSE", "COERCE"), ("COOPERATE", "AGREE"), ("RETREAT", "AID"),
    ("RETREAT", "SANCTION"), ("COERCE", "ASSAULT"), ("MOBILIZE", "COOPERATE"), ("RETREAT", "COERCE"), ("COOPERATE", "SUPPORT"),
)}  # fmt: skip
_RELATED: dict[str, tuple[str, ...]] = {
    kind: (kind, *sorted(other for pair in _ALIKE if kind in pair for other in pair if other != kind))
    for kind in {kind for pair in _ALIKE for kind in pair}
}
_ONE_STORY = 0.08  # weighted Jaccard of the words of two texts from which they tell one story; by chance 19 of 20 are below it
_NEAR = 12  # sentences of a document over which it stays with one act
EXCLUDED = "their dates exclude each other"
SLACK = 21  # days between two publications beyond which undated claims are not compared
_AHEAD = 400  # days that a plan may lie ahead of its report


def alike(kind: str) -> tuple[str, ...]:
    """Return the types that reports of an act of this type may give it, its own first."""
    return _RELATED.get(kind, (kind,))


def forbidden(a: View, b: View, rarity: Rarity) -> str:
    """Return why two claims cannot be one happening, in words; empty where nothing forbids it.

    Two different dates at day precision never merge; nor do dates that exclude each other, types that are not related,
    participants of whom none is shared, and undated reports that lie far apart. In two texts on one story, types may differ if
    the word of the act is the same, and other parties may be named.
    """
    x, y = a.claim, b.claim
    if x.type != y.type and y.type not in alike(x.type) and not (a.roots & b.roots and _one_story(a, b, rarity)):
        return f"types {x.type} and {y.type}"
    if a.codes and b.codes and not a.codes & b.codes and not _one_story(a, b, rarity):
        return "no participant in common"
    if x.mode == y.mode == "visit" and _other_visit(a, b):
        return "different visitors"
    directed = x.type not in RECIPROCAL and y.type not in RECIPROCAL
    apart = (bool(p and q) and not p & q for p, q in ((a.actors, b.actors), (a.recipients, b.recipients)))
    if directed and all(apart):
        return "the parties have changed sides"
    if x.doc == y.doc and {a.stance, b.stance} == {AFFIRMED, DENIED} and _speakers(a) == _speakers(b):
        return "one voice tells the one and denies the other"
    dated = a.first is not None and b.first is not None
    if dated and _apart(a, b):
        return EXCLUDED
    if not dated and x.historical != y.historical and (a.first is None) == (b.first is None):
        return "one is told as history"
    return _too_far(a, b)


def _other_visit(a: View, b: View) -> bool:
    """Two people visit, none of whom is the same, or one visits whose host is the other's visitor."""
    if a.visitors and b.visitors and not a.visitors & b.visitors:
        return True
    back = a.actors & b.recipients and b.actors & a.recipients
    return bool(back) and not a.actors & b.actors


def _speakers(v: View) -> set[str]:
    return {s.actor or s.code or s.text.lower() for s in v.claim.speakers}


def _apart(a: View, b: View) -> bool:
    return (a.last or 0) < (b.first or 0) or (b.last or 0) < (a.first or 0)


def _one_story(a: View, b: View, rarity: Rarity) -> bool:
    """Two texts on one story, or one passage, and acts that are not known to be of two days."""
    if a.by_day and b.by_day and a.first != b.first:
        return False
    if a.claim.doc == b.claim.doc:
        return abs(a.claim.sentence - b.claim.sentence) <= _NEAR
    return rarity.overlap(a.topic, b.topic) >= _ONE_STORY


def _too_far(a: View, b: View) -> str:
    """Undated claims are of the time of their documents; a dated one must be near the other's document, or ahead of it."""
    if a.published is None or b.published is None:
        return ""
    if a.first is None and b.first is None:
        return "published too far apart" if abs(a.published - b.published) > SLACK else ""
    for dated, other in ((a, b), (b, a)):
        if dated.first is not None and dated.last is not None and other.first is None and other.published is not None:
            ahead = _AHEAD if other.stance == AHEAD else SLACK
            if dated.first - other.published > ahead or other.published - dated.last > SLACK:
                return "the date is far from the other report"
    return ""


def features(a: View, b: View, rarity: Rarity) -> dict[str, float]:
    """Return what speaks for or against two claims being one happening; ``rarity`` weighs words by how few texts have them."""
    x, y = a.claim, b.claim
    shared, every = a.codes & b.codes, a.codes | b.codes
    both_days = a.by_day and b.by_day
    reciprocal = x.type in RECIPROCAL or y.type in RECIPROCAL
    topic = rarity.overlap(a.topic, b.topic)
    return {
        "bias": 1.0,
        "other_type": float(x.type != y.type),
        "root": float(not a.roots.isdisjoint(b.roots)),
        "other_mode": float(bool(x.mode and y.mode) and x.mode != y.mode),
        "same_mode": float(bool(x.mode) and x.mode == y.mode),
        "same_parties": float(a.codes == b.codes and len(a.codes) > 1),
        "parties": len(shared) / len(every) if every else 0.0,
        "disjoint": float(bool(a.codes and b.codes) and not shared),
        "nobody": float(not a.codes or not b.codes),
        "sides": float(not reciprocal and bool(a.actors & b.recipients) and not a.actors & b.actors),
        "people": float(bool(a.people & b.people)),
        "same_day": float(both_days and a.first == b.first),
        "dates_meet": float(a.first is not None and b.first is not None and not both_days),
        "one_dated": float((a.first is None) != (b.first is None)),
        "gap": min(1.0, abs((a.published or 0) - (b.published or 0)) / SLACK) if a.published and b.published else 0.5,
        "same_place": float(bool(a.place) and a.place == b.place),
        "same_country": float(bool(a.country) and a.country == b.country),
        "other_country": float(bool(a.country and b.country) and a.country != b.country),
        "same_document": float(x.doc == y.doc),
        "distance": min(1.0, abs(x.sentence - y.sentence) / (2 * _NEAR)) if x.doc == y.doc else 0.0,
        "same_sentence": float(x.doc == y.doc and x.sentence == y.sentence),
        "words": rarity.overlap(a.words, b.words),
        "topic": topic,
        "story": float(topic >= _ONE_STORY),
        "ahead": float((a.stance == AHEAD) != (b.stance == AHEAD)),
        "denied": float((a.stance == DENIED) != (b.stance == DENIED)),
        "routine": float(x.type in ("ACCUSE", "REQUEST", "THREATEN", "REJECT", "SUPPORT")),
        "assault": float(x.type == "ASSAULT"),
    }


def score(a: View, b: View, rarity: Rarity) -> float:
    """Return the probability that two claims, which nothing forbids, are one happening."""
    weights = load_weights()
    total = sum(weights.get(name, 0.0) * value for name, value in features(a, b, rarity).items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


@cache
def load_weights() -> dict[str, float]:
    """Return the weights of the score (``weights.toml``, fitted by ``training/events.py``).

    ``join`` is the probability from which a claim joins an event.
    """
    data = tomllib.loads(WEIGHTS.read_text(encoding="utf-8"))
    return {k: float(v) for k, v in (*data["weights"].items(), ("join", data["join"]))}
