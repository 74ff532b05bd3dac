"""Whose "the police", "villagers" or "the minister" are where the words do not say it: the state that the text speaks of.

Every actor that the document names near the phrase is a candidate, and so is nobody. A log-linear ranker chooses (conditional
logit: McFadden 1974, "Conditional logit analysis of qualitative choice behavior"); its weights are those of
``affiliation.csv``, which ``training/affiliation.py`` fits on the claims corpus. A participant that it settles has the
reason "what the text is about here", so that nobody takes it for a name.
"""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from comity.coding.graph import Graph
from comity.errors import DataFileError
from comity.records import Mention
from comity.records.actor import ISSUES

WEIGHTS = Path(__file__).with_name("affiliation.csv")
COLUMNS = ("feature", "weight")
REASON = "what the text is about here"
REACH = 8  # sentences back in which an actor must be named to be a candidate
_IN = {"in", "at", "near", "across", "around", "outside", "inside", "throughout", "from"}


class Asked(NamedTuple):
    """A participant without a code: where it stands, what it does, and who else takes part."""

    graph: Graph
    word: int
    role: str
    type: str
    sector: str
    others: frozenset[str]


class Affiliations:
    """The actors that a document names, as candidates for phrases that do not say whose they are."""

    def __init__(self, mentions: Sequence[Mention]) -> None:
        self._named: dict[int, list[tuple[str, Mention]]] = defaultdict(list)
        self._issuers = {r.code for m in mentions if m.reason.endswith(ISSUES) for r in m.refs}
        for mention in mentions:
            codes = {r.code for r in mention.refs if r.code}
            if not mention.refs and mention.place is not None and mention.place.country:
                codes = {mention.place.country}
            self._named[mention.sentence].extend((code, mention) for code in sorted(codes))

    def candidates(self, asked: Asked) -> dict[str, list[str]]:
        """Return the features of each candidate by its code; the empty code stands for nobody."""
        at = asked.graph.annotation.sentence
        here = self._named.get(at, ())
        last: dict[str, int] = {}
        counts: Counter[str] = Counter()
        for back in range(REACH, 0, -1):
            for code, _ in self._named.get(at - back, ()):
                last[code] = back
                counts[code] += 1
        around = dict.fromkeys([*(c for c, m in here if m.head != asked.word), *last])
        top = max((counts[c] + sum(c == h for h, _ in here) for c in around), default=0)
        word = asked.graph.words[asked.word]
        kind = f"{asked.sector or '-'}"
        out = {}
        for code in around:
            mine = [m for c, m in here if c == code and m.head != asked.word]
            features = list(self._near(asked, mine))
            features += [f"back {_bucket(last.get(code, 0), (0, 1, 2, 4))}", f"before {_bucket(counts[code], (0, 1, 2, 4))}"]
            features += [f"kind {_kind(code)}", f"kind {_kind(code)} as {kind}"]
            if counts[code] + len(mine) == top:
                features.append("most named")
            if len(around) == 1:
                features += ["alone", f"alone as {kind}"]
            if mine and all(c == code for c, _ in here):
                features += ["alone in the sentence", f"alone in the sentence as {kind}"]
            side = "own side" if code in asked.others else "other" if asked.others else "no other side"
            features += [side, f"{side} {asked.type} {asked.role}", f"{side} {kind}"]
            features += [f"{code} {word.lemma.lower()}"] if word.lemma.lower() in _HOME else []
            out[code] = features
        out[""] = self._nobody(asked, len(around))
        return out

    @staticmethod
    def _near(asked: Asked, mine: Sequence[Mention]) -> Iterator[str]:
        """How an actor that the sentence names stands to the phrase."""
        if not mine:
            yield "not in the sentence"
            return
        graph, clause = asked.graph, asked.graph.clause_head(asked.word)
        yield f"named {_bucket(len(mine), (1, 2))}"
        nearest = min(mine, key=lambda m: abs(m.head - asked.word))
        apart = nearest.head - asked.word
        yield f"{'before' if apart < 0 else 'after'} by {_bucket(abs(apart), (1, 2, 4, 8, 16))}"
        found = set()
        for mention in mine:
            relation = graph.relation(mention.head)
            case = graph.case(mention.head).split(" ")[-1] if relation in ("obl", "nmod") else ""
            where = "clause" if graph.clause_head(mention.head) == clause else "elsewhere"
            place = "in" if case in _IN else "of" if case == "of" else "to" if case else ""
            found.add(f"{relation} {place} {where}".replace("  ", " "))
            found.add(f"as {mention.kind}")
            found.add(f"as {mention.kind} for {asked.sector or '-'}")
            if mention.head in set(graph.chain(asked.word)):
                found.add("governs it")
            if asked.word in set(graph.chain(mention.head)):
                found.add("inside it")
        yield from sorted(found)

    @staticmethod
    def _nobody(asked: Asked, candidates: int) -> list[str]:
        word = asked.graph.words[asked.word]
        return [
            "nobody", f"nobody {asked.role}", f"nobody {asked.sector or '-'}", f"nobody {word.upos}",
            f"nobody {asked.role} {asked.type}", f"nobody {word.lemma.lower()}",
            f"nobody of {_bucket(candidates, (0, 1, 2, 4))}",
        ]  # fmt: skip

    def guess(self, asked: Asked) -> str:
        """Return the code of the best candidate, empty where nobody is the best."""
        table = weights()
        scores = {code: sum(table.get(f, 0.0) for f in features) for code, features in self.candidates(asked).items()}
        if asked.graph.words[asked.word].lemma.lower() not in _HOME:
            scores = {code: score for code, score in scores.items() if code not in self._issuers}
        return max(scores, key=lambda code: (scores[code], code == ""))


_REGIONS = {"AFR", "ARB", "ASI", "BLK", "BLT", "EUR", "GLF", "INT", "LAM", "MEA", "SEA", "WST"}
# words that mean the government which publishes the text: they may favour one state
_HOME = {
    "we",
    "our",
    "us",
    "i",
    "my",
    "secretary",
    "department",
    "administration",
    "president",
    "congress",
    "senate",
    "counselor",
}


def _kind(code: str) -> str:
    return code.partition(":")[0] if ":" in code else "region" if code in _REGIONS else "state"


def _bucket(value: int, ends: Sequence[int]) -> str:
    """Return the name of the bucket of a number: the first end that is not below it, or "more"."""
    return next((str(end) for end in ends if value <= end), "more")


@cache
def weights(path: Path = WEIGHTS) -> dict[str, float]:
    """Return the weight of each feature; what the table does not list weighs nothing.

    Raises:
        DataFileError: the file is missing, or a line is no feature with a number.
    """
    return dict(_lines(path))


def _lines(path: Path) -> Iterable[tuple[str, float]]:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = csv.reader(file)
            if tuple(next(rows, ())) != COLUMNS:
                raise DataFileError(f"{path}: the first line must name the columns {', '.join(COLUMNS)}")
            for feature, weight in rows:
                yield feature, float(weight)
    except (OSError, ValueError) as error:
        raise DataFileError(f"{path}: weights of affiliation cannot be read ({error}); install comity again") from None
