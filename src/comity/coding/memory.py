"""What earlier sentences said of an act: "the attack", "the visit" take their participants from there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from comity.coding.graph import Graph
from comity.coding.triggers import Hit

if TYPE_CHECKING:
    from comity.coding.coder import Draft

REACH = 6  # sentences back; measured on the dev documents, where longer reach adds wrong participants


class Memory:
    """The last act of each type in a document, with its participants."""

    def __init__(self) -> None:
        self._last: dict[str, tuple[int, Draft]] = {}

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
            draft.actors = [p._replace(reason="same act as in an earlier sentence") for p in earlier.actors]
        draft.recipients = [
            p._replace(reason="same act as in an earlier sentence") for p in earlier.recipients if p.code not in own
        ]
        draft.inherited = True

    @staticmethod
    def _claimed(draft: Draft) -> bool:
        """Who claims an attack is its doer in the claim's own words only; others may name somebody else."""
        return draft.hit.light is not None and draft.hit.light in draft.standing.credits

    def remember(self, sentence: int, drafts: list[Draft]) -> None:
        """Keep the acts of a sentence that name somebody."""
        for draft in drafts:
            if draft.actors or draft.recipients:
                self._last[draft.hit.act.type] = (sentence, draft)


def definite(graph: Graph, i: int) -> bool:
    """Tell whether a noun is definite: "the", "this", "that", "these", "those"."""
    return any(graph.words[c].lemma.lower() in ("the", "this", "that", "these", "those") for c in graph.dependents(i, "det"))
