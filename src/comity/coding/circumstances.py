"""When and where: attach the dates and places of a sentence to the acts that they belong to."""

from __future__ import annotations

from datetime import date, timedelta

from comity.coding.dates import DateExpression, find_dates, resolve_date
from comity.coding.graph import Graph
from comity.coding.participants import Mentions
from comity.coding.triggers import Hit
from comity.records import ClaimDate, ClaimPlace

_LOCATIVE = {"in", "at", "near", "outside", "inside", "off", "across", "throughout", "around", "within", "along",
             "over", "on", "against"}  # fmt: skip
_SPECIFIC = {"city": 0, "base": 0, "building": 0, "border": 1, "region": 1, "island": 1, "river": 1, "sea": 2}


class Circumstances:
    """Dates and places of one sentence."""

    def __init__(self, text: str, graph: Graph, mentions: Mentions, reference: str | None) -> None:
        self.graph = graph
        self.reference = reference
        start, end = graph.annotation.start, graph.annotation.end
        self.dates = [(e, self._word(start + e.start, start + e.end)) for e in _merged(find_dates(text[start:end]))]
        self.places = [m for m in mentions.of_sentence(graph.annotation.sentence) if m.place is not None]

    def _word(self, start: int, end: int) -> int:
        """Return the word of a date expression that governs the others."""
        inside = [i for i, w in enumerate(self.graph.words) if w.start < end and start < w.end]
        return next((i for i in inside if self.graph.words[i].head not in inside), inside[0] if inside else -1)

    def _anchor(self, word: int) -> int:
        """Climb from a date or place to the first predicate or noun that it can modify."""
        words = self.graph.words
        at = words[word].head
        while at >= 0 and words[at].upos not in ("VERB", "NOUN", "PROPN") and words[at].head >= 0:
            at = words[at].head
        return at

    def _attached(self, word: int, hit: Hit) -> bool:
        """Tell whether the phrase of ``word`` modifies the act: its trigger, its light verb, or its own clause."""
        graph = self.graph
        anchor = self._anchor(word)
        if anchor in (hit.word, hit.light):
            return True
        if anchor < 0:
            return False
        if graph.words[anchor].upos != "VERB":
            return anchor in graph.subtree(hit.word) and anchor != hit.word and self._near(anchor, hit)
        if hit.act.pos == "VERB":
            return self._same_clause(anchor, hit.word)
        rel = graph.relation(graph.first_conjunct(hit.word))
        return hit.light is None and rel in ("nsubj", "obj") and graph.words[hit.word].head == anchor

    def _near(self, anchor: int, hit: Hit) -> bool:
        rel = self.graph.relation(anchor)
        return self.graph.words[anchor].head == hit.word and rel in ("obj", "nmod", "obl", "appos")

    def _same_clause(self, anchor: int, word: int) -> bool:
        """A date on the governing verb holds for its conjuncts and for participles and infinitives below it."""
        graph = self.graph
        at = word
        while at >= 0 and at != anchor:
            rel = graph.relation(at)
            if rel not in ("conj", "xcomp"):
                return False
            at = graph.words[at].head
        return at == anchor

    def date(self, hit: Hit, modality: str) -> ClaimDate | None:
        """Return the date of the act, or None if the sentence gives none or it cannot be resolved."""
        direction = "future" if modality in ("future", "conditional") else "past"
        for expression, word in self.dates:
            if word >= 0 and self._attached(word, hit):
                found = resolve_date(expression.text, self.reference, direction=direction)
                if found is not None:
                    return found._replace(text=expression.text)
        return None

    def place(self, hit: Hit) -> ClaimPlace | None:
        """Return the most specific place at which the sentence sets the act."""
        found = []
        for mention in self.places:
            case = self.graph.case(mention.head).split(" ")[-1]
            visit = case == "to" and hit.act.type == "CONSULT"
            if (case in _LOCATIVE or visit) and self._attached(mention.head, hit):
                found.append(mention)
        if not found:
            return None
        best = min(found, key=lambda m: (_SPECIFIC.get(m.place.kind if m.place else "", 3), m.start))
        assert best.place is not None
        place = best.place
        return ClaimPlace(best.text, best.start, best.end, place.country, place.lat, place.lon)


def is_historical(found: ClaimDate | None, reference: str | None) -> bool:
    """Tell whether a date lies more than a year before the article's date."""
    if found is None or not reference:
        return False
    try:
        limit = date.fromisoformat(reference[:10]) - timedelta(days=365)
        return date.fromisoformat(found.end) < limit
    except ValueError:
        return False


def _merged(found: list[DateExpression]) -> list[DateExpression]:
    """In "Monday, 4 March 2019" the full date counts and the weekday is dropped."""
    days = ("day",)
    out = []
    for i, item in enumerate(found):
        following = found[i + 1] if i + 1 < len(found) else None
        if item.text.lower().endswith(days) and following and following.start - item.end <= 2:
            continue
        out.append(item)
    return out
