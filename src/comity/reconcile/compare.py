"""How likely two claims tell of one happening: what forbids it, and a logistic score of what speaks for it."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from comity.reconcile.views import AHEAD, DENIED, RECIPROCAL, View

WEIGHTS = Path(__file__).parent / "weights.toml"
# acts that two reports of one happening may name by different types
_ALIKE = {frozenset(pair) for pair in (
    ("AGREE", "SUPPORT"), ("SANCTION", "COERCE"), ("AGREE", "CONCEDE"), ("ACCUSE", "REJECT"), ("RETREAT", "CONCEDE"),
    ("AGREE", "AID"), ("MOBILIZE", "ASSAULT"), ("ACCUSE", "COERCE"), ("COOPERATE", "AGREE"),
)}  # fmt: skip
SLACK = 21  # days between two publications beyond which undated claims are not compared
_AHEAD = 400  # days that a plan may lie ahead of its report


def forbidden(a: View, b: View) -> str:
    """Return why two claims cannot be one happening, in words; empty where nothing forbids it.

    Two different dates at day precision never merge; nor do dates that exclude each other, other types, participants of whom
    none is shared, and undated reports that lie far apart.
    """
    x, y = a.claim, b.claim
    if x.type != y.type and frozenset((x.type, y.type)) not in _ALIKE:
        return f"types {x.type} and {y.type}"
    if a.codes and b.codes and not a.codes & b.codes:
        return "no participant in common"
    if x.type not in RECIPROCAL and y.type not in RECIPROCAL:
        if (
            a.actors
            and b.actors
            and not a.actors & b.actors
            and a.recipients
            and b.recipients
            and not a.recipients & b.recipients
        ):
            return "the parties have changed sides"
    if a.first is not None and b.first is not None and a.last is not None and b.last is not None:
        if a.last < b.first or b.last < a.first:
            return "their dates exclude each other"
    elif x.historical != y.historical and (a.first is None) == (b.first is None):
        return "one is told as history"
    return _too_far(a, b)


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


def features(a: View, b: View, rarity: Mapping[str, float]) -> dict[str, float]:
    """Return what speaks for or against two claims being one happening; ``rarity`` weighs words by how few texts have them."""
    x, y = a.claim, b.claim
    shared, every = a.codes & b.codes, a.codes | b.codes
    both_days = a.by_day and b.by_day
    reciprocal = x.type in RECIPROCAL or y.type in RECIPROCAL
    return {
        "bias": 1.0,
        "other_type": float(x.type != y.type),
        "same_trigger": float(x.trigger.text.lower() == y.trigger.text.lower()),
        "other_mode": float(bool(x.mode and y.mode) and x.mode != y.mode),
        "parties": len(shared) / len(every) if every else 0.0,
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
        "same_sentence": float(x.doc == y.doc and x.sentence == y.sentence),
        "words": overlap(a.words, b.words, rarity),
        "topic": overlap(a.topic, b.topic, rarity),
        "ahead": float((a.stance == AHEAD) != (b.stance == AHEAD)),
        "denied": float((a.stance == DENIED) != (b.stance == DENIED)),
        "routine": float(x.type in ("ACCUSE", "REQUEST", "THREATEN", "REJECT", "SUPPORT")),
        "assault": float(x.type == "ASSAULT"),
    }


def overlap(a: frozenset[str], b: frozenset[str], rarity: Mapping[str, float]) -> float:
    """Return the shared share of two sets of words, each word weighed by its rarity (weighted Jaccard)."""
    if not a or not b:
        return 0.0
    shared = sum(rarity.get(w, 1.0) for w in a & b)
    return shared / (sum(rarity.get(w, 1.0) for w in a | b) or 1.0)


def score(a: View, b: View, rarity: Mapping[str, float]) -> float:
    """Return the probability that two claims, which nothing forbids, are one happening."""
    weights = load_weights()
    total = sum(weights.get(name, 0.0) * value for name, value in features(a, b, rarity).items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


@cache
def load_weights() -> dict[str, float]:
    """Return the weights of the score (``weights.toml``, fitted by ``training/events.py``)."""
    return {k: float(v) for k, v in tomllib.loads(WEIGHTS.read_text(encoding="utf-8"))["weights"].items()}
