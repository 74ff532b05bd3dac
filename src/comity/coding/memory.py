"""What earlier sentences said of an act: "the attack", "the visit" take their participants from there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

from comity.coding.graph import Graph
from comity.coding.triggers import Hit
from comity.records import Participant

if TYPE_CHECKING:
    from comity.coding.coder import Draft

AGAIN = "same act as in an earlier sentence"
REACH = 6  # sentences back; measured on the dev documents, where longer reach adds wrong participants


class Memory:
    """The last act of each type in a document, with its participants."""

    def __init__(self) -> None:
        self._last: dict[str, tuple[int, Draft]] = {}
        self._acts: dict[str, list[tuple[int, Draft]]] = defaultdict(list)

    def knows(self, graph: Graph, hit: Hit) -> bool:
        """Tell whether a definite noun can take its participants from an earlier act of its type."""
        last = self._last.get(hit.act.type)
        return last is not None and graph.annotation.sentence - last[0] <= REACH and definite(graph, hit.word)

    def inherit(self, draft: Draft) -> None:
        """Fill the participants of a definite noun that names none of its own."""
        if draft.hit.act.pos != "NOUN" or draft.recipients or not self.knows(draft.graph, draft.hit):
            return
        earlier = self._last[draft.hit.act.type][1]
        own = {p.code for p in draft.actors}
        if not draft.actors and not self._claimed(earlier):
            draft.actors = [p._replace(reason=AGAIN) for p in earlier.actors]
        draft.recipients = [p._replace(reason=AGAIN) for p in earlier.recipients if p.code not in own]
        draft.inherited = True

    def complete(self, draft: Draft) -> None:
        """Fill the side that a noun leaves open from the last act of its type that the noun may mean again.

        It may mean it if it is definite and the same noun, and no side that both name is somebody else's.
        """
        graph, act = draft.graph, draft.hit.act
        if act.pos != "NOUN" or not definite(graph, draft.hit.word):
            return
        for at, earlier in reversed(self._acts[act.type]):
            if graph.annotation.sentence - at > REACH:
                return
            if _noun(earlier) != _noun(draft):
                continue
            now, then = (draft.actors, draft.recipients), (earlier.actors, earlier.recipients)
            for mine, other, theirs, beside in ((now[0], now[1], then[0], then[1]), (now[1], now[0], then[1], then[0])):
                known, before = codes_of(other), codes_of(beside)
                if not mine and not (known and before and not known & before) and not known & codes_of(theirs):
                    mine.extend(p._replace(reason=AGAIN) for p in theirs)

    @staticmethod
    def _claimed(draft: Draft) -> bool:
        """Who claims an attack is its doer in the claim's own words only; others may name somebody else."""
        return draft.hit.light is not None and draft.hit.light in draft.standing.credits

    def remember(self, sentence: int, drafts: list[Draft]) -> None:
        """Keep the acts of a sentence that name somebody."""
        for draft in drafts:
            if draft.actors or draft.recipients:
                self._last[draft.hit.act.type] = (sentence, draft)
                self._acts[draft.hit.act.type].append((sentence, draft))


def codes_of(side: Iterable[Participant]) -> set[str]:
    """Return the codes of participants, those without one left out."""
    return {p.code for p in side if p.code}


def _noun(draft: Draft) -> str:
    return draft.graph.words[draft.hit.word].lemma.lower()


def definite(graph: Graph, i: int) -> bool:
    """Tell whether a noun is definite: "the", "this", "that", "these", "those"."""
    return any(graph.words[c].lemma.lower() in ("the", "this", "that", "these", "those") for c in graph.dependents(i, "det"))
