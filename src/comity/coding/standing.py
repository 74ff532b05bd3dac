"""The standing of an act: polarity, modality, and who is credited for it, read off the tree above the trigger."""

from __future__ import annotations

from dataclasses import dataclass, field

from comity.coding.graph import Graph
from comity.coding.lexicon import Lexicon, Signals
from comity.coding.triggers import CLAIMED, Hit

_RANK = {"actual": 0, "future": 1, "possible": 2, "conditional": 3}
_MODALS = {"may": "possible", "might": "possible", "could": "possible", "can": "possible", "should": "possible",
           "must": "possible", "ought": "possible", "would": "would", "will": "future", "shall": "future",
           "'ll": "future", "wo": "future", "ll": "future"}  # fmt: skip
_NOBODY = ("nobody", "none", "nothing", "neither")


@dataclass(slots=True)
class Standing:
    """Polarity and modality of an act, with the words that set them (for explanation).

    ``condition`` is the word of the ``if`` clause that the act depends on. ``credit`` is the position of the verb
    or noun whose subject speaks, innermost first; ``via`` the act whose content this one is.
    """

    negated: bool = False
    modality: str = "actual"
    condition: int | None = None
    in_condition: bool = False
    credits: list[int] = field(default_factory=list)
    hedge: int | None = None
    via: Hit | None = None
    content: str = "none"
    historical: bool = False
    reasons: list[str] = field(default_factory=list)

    def raise_to(self, modality: str, reason: str) -> None:
        """Set a weaker standing; one that is already weaker stays."""
        if _RANK[modality] > _RANK[self.modality]:
            self.modality = modality
            self.reasons.append(reason)

    def negate(self, reason: str) -> None:
        """Turn the polarity over."""
        self.negated = not self.negated
        self.reasons.append(reason)

    def apply(self, standing: str, reason: str) -> None:
        """Apply a standing word of ``signals.toml``."""
        if standing == "negated":
            self.negate(reason)
        elif standing == "historical":
            self.historical = True
        elif standing in _RANK:
            self.raise_to(standing, reason)


def plainly_negated(graph: Graph, word: int, signals: Signals) -> bool:
    """Tell whether an act has a negator of its own: "did not meet", "no soldier fired", "trained no rebels", "no meeting"."""
    for c in graph.children[word]:
        child = graph.words[c]
        rel, lemma = child.deprel.split(":")[0], child.lemma.lower()
        if rel == "advmod" and (lemma in signals.negators or child.text.lower() in ("n't", "n’t")):
            after = graph.words[c + 1].text.lower() if c + 1 < len(graph.words) else ""
            if lemma != "no" and after not in ("only", "just", "merely", "simply"):
                return True
        if rel == "det" and lemma in ("no", "neither"):
            return True
        if rel in ("nsubj", "obj") and negative_phrase(graph, c):
            return True
        if rel == "obl" and lemma in _NOBODY and graph.case(c) in ("to", "on"):
            return True  # "agreed to nothing"
    return False


def called_false(graph: Graph, word: int, signals: Signals) -> bool:
    """Tell whether a report of an act is called false: "reports of a deal are groundless", "called the report of a raid a lie".

    Only what a report tells is meant: a false accusation has been made all the same.
    """
    at = word
    while graph.words[at].head >= 0 and graph.relation(at) in ("nmod", "acl", "compound", "amod", "obj"):
        above = graph.words[at].head
        if graph.relation(at) == "obj" and graph.words[above].upos == "VERB":
            break
        at = above
    head = graph.words[at].head
    if at == word or head < 0:
        return False
    if graph.relation(at) == "nsubj":
        false = graph.words[head].lemma.lower() in signals.false_predicates
        return false and not any(graph.words[c].lemma.lower() in signals.negators for c in graph.children[head])
    judged = graph.dependents(head, "xcomp", "obl", "advcl") if graph.relation(at) == "obj" else []
    return any(graph.words[c].lemma.lower() in signals.false_predicates for c in judged)


def negative_phrase(graph: Graph, i: int) -> bool:
    """Tell whether a noun phrase says that there is nobody or nothing."""
    if graph.words[i].lemma.lower() in _NOBODY:
        return True
    return any(graph.words[d].lemma.lower() in ("no", "neither") for d in graph.dependents(i, "det"))


class StandingReader:
    """Read the standing of hits in one sentence."""

    def __init__(self, lexicon: Lexicon, graph: Graph, hits: list[Hit]) -> None:
        self.signals: Signals = lexicon.signals
        self.graph = graph
        self.hits = {hit.word: hit for hit in hits}
        for hit in hits:
            if hit.light is not None:
                self.hits.setdefault(hit.light, hit)

    def read(self, hit: Hit) -> Standing:
        """Climb from the trigger to the root and collect what bears on the act."""
        standing = Standing()
        start = hit.word
        if hit.act.pos == "NOUN":
            self._noun(hit, standing)
            if hit.light is not None:
                value = self.signals.light_verbs.get(self.graph.words[hit.light].lemma.lower(), "actual")
                standing.apply(value, f"light verb {self.graph.words[hit.light].text!r}")
                if self.graph.words[hit.light].lemma.lower() in CLAIMED - {"take"}:
                    standing.credits.append(hit.light)
                start = hit.light
        self._climb(start, hit, standing)
        return standing

    def _noun(self, hit: Hit, standing: Standing) -> None:
        graph, i = self.graph, hit.word
        for c in graph.children[i]:
            word = graph.words[c]
            lemma, text = word.lemma.lower(), word.text.lower()
            if word.deprel.startswith("det") and lemma in ("no", "neither"):
                standing.negate(f"{word.text!r}")
            elif word.deprel.startswith(("amod", "compound", "acl", "advmod")):
                value = self.signals.planned_adjectives.get(lemma) or self.signals.planned_adjectives.get(text)
                if value:
                    standing.apply(value, f"{word.text!r}")
                    if lemma in self.signals.reported_hedges or text in self.signals.reported_hedges:
                        standing.hedge = c

    def _climb(self, start: int, hit: Hit, standing: Standing) -> None:
        graph = self.graph
        at, path_from = start, start
        would = False
        first = True
        own_footing = False  # a definite noun or a time phrase stands by itself, whatever the clause around it does
        steps = 0
        while at >= 0 and steps < 40:
            steps += 1
            word = graph.words[at]
            own_footing = own_footing or (not first and hit.act.pos == "NOUN" and self._stands_alone(at, path_from))
            if own_footing:
                self._report(at, path_from, standing)
            elif word.upos in ("VERB", "ADJ", "AUX") or first or self._is_predicate(at):
                if first or not self._through_conj(path_from, at):
                    would |= self._clause(at, path_from, standing, own=first or self._transparent(path_from))
                if not first:
                    self._governor(at, path_from, hit, standing)
            elif not first:
                self._noun_governor(at, path_from, hit, standing)
            first = False
            if word.head < 0:
                break
            path_from, at = at, word.head
        if would and standing.condition is None and not standing.in_condition:
            reported = bool(standing.credits)
            standing.raise_to("future" if reported else "possible", "'would'")
        if standing.in_condition or standing.condition is not None:
            standing.raise_to("conditional", "condition")
        self._parataxis(standing, start)

    def _stands_alone(self, at: int, i: int) -> bool:
        """Tell whether a noun phrase is an adjunct that the clause presupposes ("for its war", "after a meeting")."""
        graph = self.graph
        if graph.relation(i) not in ("obl", "nmod") or self._speaks_of(at, i):
            return False
        case = graph.case(i).split(" ")[-1]
        if case in self.signals.time_cases:
            return True
        owned = bool(graph.dependents(i, "nmod:poss"))
        if owned and graph.relation(i) == "nmod" and case == "for":
            return True  # "shells for its war"
        fixed = owned or any(
            graph.words[d].lemma.lower() in ("the", "this", "these", "those") for d in graph.dependents(i, "det")
        )
        return fixed and graph.relation(i) == "obl" and case in self.signals.presupposing_cases

    def _report(self, at: int, below: int, standing: Standing) -> None:
        """Credit a reporting verb, or an act of speech, above a clause."""
        if self._speaks_of(at, below):
            standing.credits.append(at)
        reported = self.graph.relation(below) in ("ccomp", "parataxis", "csubj")
        if reported and self.graph.words[at].lemma.lower() in self.signals.report_verbs:
            standing.credits.append(at)

    def _speaks_of(self, at: int, below: int) -> bool:
        """Tell whether the word at ``at`` is an act whose content ``below`` is."""
        over = self.hits.get(at)
        return over is not None and over.act.content != "none" and self._in_content(at, below)

    def _is_predicate(self, at: int) -> bool:
        return bool(self.graph.dependents(at, "cop"))

    def _through_conj(self, below: int, at: int) -> bool:
        """A later conjunct with a subject or auxiliary of its own does not take the first one's auxiliaries."""
        graph = self.graph
        return graph.words[below].deprel.startswith("conj") and bool(graph.dependents(below, "nsubj", "aux"))

    def _transparent(self, below: int) -> bool:
        """Tell whether the standing of the governor's clause is that of the clause below it."""
        rel = self.graph.relation(below)
        return rel in ("conj", "xcomp", "obj", "compound", "amod") or self.graph.words[below].deprel == "nsubj:pass"

    def _clause(self, at: int, below: int, standing: Standing, own: bool) -> bool:
        """Read auxiliaries, negators, adverbs and markers of a predicate. Returns True for a bare ``would``."""
        graph, would = self.graph, False
        for c in graph.children[at]:
            word = graph.words[c]
            lemma, text = word.lemma.lower(), word.text.lower()
            rel = word.deprel.split(":")[0]
            if own and rel == "aux":
                value = _MODALS.get(text) or _MODALS.get(lemma)
                if value == "would":
                    would = True
                elif value:
                    standing.raise_to(value, f"{word.text!r}")
            elif own and rel in ("advmod", "cc") and (lemma in self.signals.negators or text in ("n't", "n’t")):
                if text != "no":
                    standing.negate(f"{word.text!r}")
            elif own and rel == "advmod" and text in self.signals.hedge_adverbs:
                standing.raise_to("possible", f"{word.text!r}")
                if text in self.signals.reported_hedges:
                    standing.hedge = c
            elif rel == "mark" and text in self.signals.condition_markers:
                if graph.relation(at) == "advcl":
                    standing.in_condition = True
            elif rel == "mark" and text == "whether":
                standing.raise_to("possible", "'whether'")
            elif rel == "mark" and text == "without":
                standing.negate("'without'")
            elif own and rel in ("nsubj", "obj") and negative_phrase(graph, c) and (rel == "nsubj" or c not in self.hits):
                standing.negate(f"no {word.text}")
            elif rel == "advcl" and self._conditional_clause(c) and below not in graph.subtree(c):
                standing.condition = c
        return would

    def _conditional_clause(self, i: int) -> bool:
        return any(self.graph.words[m].text.lower() in self.signals.condition_markers for m in self.graph.dependents(i, "mark"))

    def _governor(self, at: int, below: int, hit: Hit, standing: Standing) -> None:
        """What a governing predicate says of the clause or noun below it."""
        graph = self.graph
        rel, lemma = graph.relation(below), graph.words[at].lemma.lower()
        over = self.hits.get(at)
        if over is not None and over.word != hit.word and over.light != at and self._in_content(at, below):
            self._content(over, at, standing)
            return
        reported = rel in ("ccomp", "parataxis", "csubj") or (rel == "advcl" and graph.marked(below, "as"))
        if reported and lemma in self.signals.report_verbs:
            standing.credits.append(at)
        if rel == "nsubj" and lemma in self.signals.false_predicates:
            standing.negate(f"{graph.words[at].text!r}")
        if rel in ("ccomp", "xcomp", "obj", "csubj", "nsubj") or graph.words[below].deprel == "nsubj:pass":
            if lemma in self.signals.deny_verbs and rel in ("ccomp", "xcomp", "obj"):
                standing.negate(f"{graph.words[at].text!r}")
                standing.credits.append(at)
            elif rel == "xcomp" and lemma in self.signals.negative_verbs and self._keeps_silent(below):
                standing.raise_to("possible", f"{graph.words[at].text!r}")
            elif lemma in self.signals.negative_verbs and rel in ("xcomp", "obj", "ccomp"):
                standing.negate(f"{graph.words[at].text!r}")
            elif lemma in self.signals.future_aux and rel in ("xcomp", "ccomp"):
                standing.raise_to("future", f"{graph.words[at].text!r}")
            elif lemma in self.signals.possible_aux or lemma in self.signals.reported_hedges:
                standing.raise_to("possible", f"{graph.words[at].text!r}")
        elif rel in ("advcl", "acl") and graph.marked(below, "to"):
            standing.raise_to("future", "purpose")

    def _keeps_silent(self, verb: int) -> bool:
        """Tell whether what is declined is to speak: then nothing is denied."""
        return self.graph.words[verb].lemma.lower() in self.signals.silent_verbs and verb not in self.hits

    def _in_content(self, at: int, below: int) -> bool:
        """Tell whether ``below`` is what the act at ``at`` speaks of, not who speaks or when."""
        graph = self.graph
        rel = graph.relation(below)
        if rel in ("ccomp", "xcomp", "obj", "csubj"):
            return True
        if graph.words[below].deprel == "nsubj:pass":
            return True
        if rel == "advcl":
            return graph.marked(below, "against", "of", "for", "from", "to", "that", "about", "over")
        if rel in ("obl", "nmod"):
            return graph.case(below).split(" ")[-1] in ("of", "for", "against", "over", "to", "on", "with", "about")
        if rel == "acl":
            return graph.marked(below, "to", "that", "of", "for")
        return False

    def _content(self, over: Hit, at: int, standing: Standing) -> None:
        content = over.act.content
        if content == "none" or standing.via is not None:
            return
        reason = f"{self.graph.words[at].text!r}"
        standing.via, standing.content = over, content
        if content in ("promised", "threatened", "planned"):
            standing.raise_to("future", reason)
        elif content in ("demanded", "feared"):
            standing.raise_to("possible", reason)
        elif content in ("denied", "refused"):
            standing.negate(reason)
        standing.credits.append(at)

    def _noun_governor(self, at: int, below: int, hit: Hit, standing: Standing) -> None:
        """What a governing noun says: "plans for talks", "the threat of war", "a pledge to send"."""
        over = self.hits.get(at)
        if over is not None and over.word != hit.word and self._in_content(at, below):
            self._content(over, at, standing)
            return
        lemma = self.graph.words[at].lemma.lower()
        if lemma in self.signals.plan_nouns and self.graph.relation(below) in ("nmod", "acl", "compound"):
            standing.apply(self.signals.plan_nouns[lemma], f"{self.graph.words[at].text!r}")
        elif lemma in self.signals.report_nouns and self.graph.relation(below) == "acl":
            standing.credits.append(at)

    def _parataxis(self, standing: Standing, start: int) -> None:
        """In `"We will act," he said` the speech verb may hang below the quote's root."""
        graph = self.graph
        below = -1
        for at in graph.chain(start):
            for c in graph.dependents(at, "parataxis"):
                if c != below and graph.words[c].lemma.lower() in self.signals.report_verbs and graph.subjects(c):
                    standing.credits.append(c)
            below = at
