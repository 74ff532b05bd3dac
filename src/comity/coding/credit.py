"""Whom a text credits for any of its words, not only for the claims: the question that framing asks of a coder."""

from __future__ import annotations

from collections.abc import Sequence

from comity.coding.graph import Graph
from comity.coding.lexicon import Act, Lexicon
from comity.coding.participants import Mentions, Participants
from comity.coding.speakers import SpeakerReader
from comity.coding.standing import StandingReader
from comity.coding.triggers import Hit
from comity.records import Annotation, Mention, Speaker

_SHOWS = ("show", "mean", "prove", "demonstrate")  # what an act or a thing does: nobody speaks
_MAY_SHOW = ("find", "indicate", "suggest", "imply")  # things do that too; only actors speak


class Credit:
    """The speakers of one document, found as the coder finds those of its claims."""

    def __init__(self, text: str, annotations: Sequence[Annotation], mentions: Sequence[Mention], lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        graphs = [Graph(a) for a in annotations if a.words]
        self._graphs = {g.annotation.sentence: g for g in graphs}
        self._reader = SpeakerReader(text, lexicon.signals, Participants(lexicon, Mentions(mentions)), graphs)

    def of_word(self, sentence: int, word: int) -> tuple[Speaker, ...]:
        """Return whom the text credits for a word: a reporting verb, "according to", a quotation, a label; empty for nobody."""
        graph = self._graphs.get(sentence)
        if graph is None or not 0 <= word < len(graph.words):
            return ()
        lemma = graph.words[word].lemma.lower()
        probe = Hit(Act("", (lemma,), "VERB"), word, word, word)
        for at in StandingReader(self._lexicon, graph, []).read(probe).credits:
            verb = graph.words[at].lemma.lower()
            found = self._reader.credited(graph, at) if verb not in _SHOWS else ()
            if found and (verb not in _MAY_SHOW or any(s.code for s in found)):
                return found
        predicates = list(graph.chain(word))
        start = graph.words[word].start
        return self._reader.according(graph, predicates) or self._reader.of_quote(start, sentence) or self._reader.of_label(start)

    def of_quote(self, start: int, sentence: int) -> tuple[Speaker, ...]:
        """Return whom the text credits for the quotation that begins at a code point; empty for nobody."""
        return self._reader.of_quote(start, sentence) or self._reader.of_label(start)
