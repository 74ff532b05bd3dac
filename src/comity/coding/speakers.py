"""Who the text credits for a claim: quotes across sentences, attributions, speaker labels, and nested credit."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from comity.coding.graph import Graph
from comity.coding.lexicon import Signals
from comity.coding.participants import Participants
from comity.records import Participant, Speaker

_LABEL = re.compile(r"^[ \t]*((?:[A-Z][A-Z.'’-]+[ \t]?){1,6}(?:\([^)\n]{1,40}\))?)[ \t]*:[ \t]", re.MULTILINE)
_NO_SPEAKER = ("QUESTION", "MODERATOR", "NOTE", "Q", "UNIDENTIFIED", "END", "BEGIN")


@dataclass(frozen=True, slots=True)
class Attribution:
    """A reporting verb with the speakers that its subject stands for, at code points of the document."""

    sentence: int
    start: int
    end: int
    speakers: tuple[Speaker, ...]


def quotes(text: str) -> list[tuple[int, int]]:
    """Return the quoted stretches of a text as code points, quotes included.

    A straight quote opens or closes in turn; an open one ends with its paragraph. Typographic quotes are matched.
    """
    out: list[tuple[int, int]] = []
    opened: int | None = None
    for match in re.finditer(r'["“”]|\n[ \t]*\n', text):
        mark = match.group(0)
        if mark.startswith("\n"):
            if opened is not None:
                out.append((opened, match.start()))
            opened = None
        elif mark == "“":
            opened = match.start() if opened is None else opened
        elif opened is None:
            opened = match.start() if mark == '"' else None
        else:
            out.append((opened, match.end()))
            opened = None
    if opened is not None:
        out.append((opened, len(text)))
    return out


class SpeakerReader:
    """Find the speakers of the claims of one document."""

    def __init__(self, text: str, signals: Signals, participants: Participants, graphs: Iterable[Graph]) -> None:
        self.text = text
        self.signals = signals
        self.participants = participants
        self.graphs = list(graphs)
        self.quotes = quotes(text)
        self.attributions = [a for graph in self.graphs for a in self._attributions(graph)]
        self.labels = self._labels()

    def _attributions(self, graph: Graph) -> list[Attribution]:
        out = []
        for i, word in enumerate(graph.words):
            if word.upos == "VERB" and word.lemma.lower() in self.signals.report_verbs:
                speakers = self.credited(graph, i)
                if any(s.code for s in speakers) and not self.in_quote(word.start):
                    out.append(Attribution(graph.annotation.sentence, word.start, word.end, speakers))
            elif word.text.lower() == "according":
                found = self._according(graph, i)
                if found:
                    out.append(Attribution(graph.annotation.sentence, word.start, word.end, found))
        return out

    def in_quote(self, at: int) -> tuple[int, int] | None:
        """Return the quoted stretch that holds the code point, if any."""
        return next(((a, b) for a, b in self.quotes if a <= at < b), None)

    def credited(self, graph: Graph, verb: int) -> tuple[Speaker, ...]:
        """Return the speakers that the subject of a reporting verb (or the agent of a passive) stands for.

        "The sources are full of reports that ...": where a noun reports, and an adjective governs it, the adjective's subject.
        """
        subjects = graph.agents(verb) if graph.passive(verb) else graph.dependents(verb, "nsubj") or graph.subjects(verb)
        head = graph.words[verb].head
        if not subjects and graph.words[verb].upos == "NOUN" and head >= 0 and graph.words[head].upos == "ADJ":
            subjects = graph.dependents(head, "nsubj")
        found = self.participants.of_words(graph, subjects)
        found = [p for p in found if p.code] or found  # "wrote protester X": both words may be taken for the subject
        if found:
            return speakers(found)
        word = next((graph.words[s] for s in subjects), None)
        return (Speaker(word.text, word.start, word.end, "", ""),) if word is not None else ()

    def _according(self, graph: Graph, i: int) -> tuple[Speaker, ...]:
        """The speakers of "according to X", whichever way the parser hangs it."""
        head = graph.words[i].head
        for at in [head, *graph.children[i]]:
            if at >= 0 and graph.words[at].upos in ("NOUN", "PROPN", "PRON"):
                found = self.participants.of_words(graph, [at])
                word = graph.words[at]
                return speakers(found) if found else (Speaker(word.text, word.start, word.end, "", ""),)
        return ()

    def according(self, graph: Graph, predicates: Iterable[int]) -> tuple[Speaker, ...]:
        """Return the speakers of an "according to X" that hangs on one of the predicates."""
        for at in predicates:
            for c in graph.children[at]:
                if "according" in graph.case(c) or graph.words[c].text.lower() == "according":
                    found = self.participants.of_words(graph, [c])
                    if not found and graph.words[c].text.lower() == "according":
                        return self._according(graph, c)
                    word = graph.words[c]
                    return speakers(found) if found else (Speaker(word.text, word.start, word.end, "", ""),)
        return ()

    def of_quote(self, at: int, sentence: int) -> tuple[Speaker, ...]:
        """Return the speakers of the quote around a code point: credited in it, before it or behind it."""
        quote = self.in_quote(at)
        if quote is None:
            return ()
        a, b = quote
        touching = [g.annotation for g in self.graphs if g.annotation.start < b and a < g.annotation.end]
        inside = {x.sentence for x in touching}
        near = [x for x in self.attributions if x.sentence in inside]
        if near:
            return min(near, key=lambda x: min(abs(x.start - b), abs(x.start - a))).speakers
        paragraph = self.text.rfind("\n\n", 0, a)
        before = [x for x in self.attributions if x.end <= a and x.sentence >= min(inside, default=sentence) - 3]
        same = [x for x in before if x.start > paragraph]
        if same or before:
            return (same or before)[-1].speakers
        return ()

    def _labels(self) -> list[tuple[int, tuple[Speaker, ...]]]:
        """Transcripts: a line "SECRETARY BLINKEN: ..." credits what follows up to the next label."""
        out: list[tuple[int, tuple[Speaker, ...]]] = []
        for match in _LABEL.finditer(self.text):
            label = match.group(1).strip()
            if label.split(" ")[0].rstrip(".") in _NO_SPEAKER:
                out.append((match.start(1), ()))
                continue
            found = self._mentioned(match.start(1), match.end(1))
            if found or len(label.split()) > 1:
                out.append((match.start(1), found or (Speaker(label, match.start(1), match.end(1), "", ""),)))
        return out if len(out) >= 2 else []

    def _mentioned(self, start: int, end: int) -> tuple[Speaker, ...]:
        for graph in self.graphs:
            if graph.annotation.start <= start < graph.annotation.end:
                words = [i for i, w in enumerate(graph.words) if start <= w.start and w.end <= end]
                for i in words:
                    found = self.participants.of_words(graph, [i])
                    if found:
                        return speakers(found)
        return ()

    def of_label(self, at: int) -> tuple[Speaker, ...]:
        """Return the speakers of the transcript turn around a code point."""
        last: tuple[Speaker, ...] = ()
        for start, found in self.labels:
            if start > at:
                break
            last = found
        return last


def speakers(found: Iterable[Participant]) -> tuple[Speaker, ...]:
    """Turn participants into speakers, one per code and actor."""
    out: list[Speaker] = []
    for p in found:
        speaker = Speaker(p.text, p.start, p.end, p.actor, p.code)
        if not any((s.actor, s.code) == (p.actor, p.code) for s in out):
            out.append(speaker)
    return tuple(out)
