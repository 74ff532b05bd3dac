"""Resolve mentions to actors: all mentions of a document, or one phrase."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from comity.actors.based import by_seat
from comity.actors.chain_actors import along
from comity.actors.chains import ranker
from comity.actors.coreference import Coreference
from comity.actors.issuer import issuer_of
from comity.actors.joint import joint_issuers
from comity.actors.knowledge import Entry, KnowledgeBase
from comity.actors.named import identify
from comity.actors.offices import holder, offices_of
from comity.actors.phrases import SentenceReader
from comity.actors.posts import COMMON_BODIES, FORMER, RANKS, is_epithet, sector_in
from comity.actors.senses import at_date, choose, state_at
from comity.actors.setting import settle
from comity.actors.special import names_in
from comity.actors.state import DocumentState
from comity.actors.surnames import by_surname, former_by_surname
from comity.actors.variants import by_variant
from comity.records import ActorRef, Annotation, Mention

_OFFICIAL = {"agency", "ministry", "government", "state", "embassy", "department", "office", "presidency", "parliament", "army"}


@dataclass(frozen=True, slots=True)
class Candidate:
    """An alternative reading of a phrase, with a score between 0 and 1 that only ranks."""

    code: str
    sector: str
    actor: str
    name: str
    score: float


@dataclass(frozen=True, slots=True)
class Resolution:
    """What one phrase stands for. ``code`` is empty where nobody is identified; ``reason`` says how it was found."""

    code: str
    sector: str
    actor: str
    name: str
    kind: str
    reason: str
    candidates: tuple[Candidate, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return the resolution as plain values."""
        out = {k: getattr(self, k) for k in ("code", "sector", "actor", "name", "kind", "reason")}
        return {
            **out,
            "candidates": [{k: getattr(c, k) for k in ("code", "sector", "actor", "name", "score")} for c in self.candidates],
        }


class Resolver:
    """Resolve mentions with a knowledge base. Stateless between documents."""

    def __init__(self, base: KnowledgeBase) -> None:
        self.base = base

    def document(self, text: str, annotations: Sequence[Annotation], date: str | None, outlet: str = "") -> list[Mention]:
        """Return all mentions of actors and places of a document, at most one per word, in order.

        Args:
            text: the document's text.
            annotations: its sentences in order, with code points into ``text``.
            date: ISO date of the document, which decides who held an office; None if unknown.
            outlet: who published it; "the foreign ministry" in the text of a state's news agency is that state's.
        """
        state = DocumentState(text, date, self._home(outlet, date or ""))
        starts = [a.start for a in annotations]
        for found in names_in(self.base, text):
            at = bisect_right(starts, found[0]) - 1
            if at >= 0 and found[0] < annotations[at].end:
                state.found[at].append(found)
                codes = {e.code for e in found[2] if e.kind != "place"}
                if len(codes) == 1 and text[found[0] : found[1]] not in COMMON_BODIES:
                    # what names without doubt helps to decide the others
                    state.codes[next(iter(codes))] += 1
        state.issuer = issuer_of(self.base, text, state.codes, date or "")
        state.joint = joint_issuers(self.base, text, date or "")
        coreference = Coreference(state)
        for number, annotation in enumerate(annotations):
            if annotation.words:
                reader = SentenceReader(self.base, state, annotation)
                reader.names(state.found[number])
                reader.phrases()
                identify(reader)
                by_seat(reader)
                coreference.read(reader)
        state.mentions |= along(ranker().chains(text, annotations), state.mentions, annotations, text)
        settle(self.base, state, annotations)
        return [state.mentions[key] for key in sorted(state.mentions)]

    def _home(self, outlet: str, date: str) -> str:
        """The state that an outlet speaks for: a state medium of the base, or "Ministry of Defence of Chad"; else nothing."""
        found = [e for _, _, entries in self.base.find(outlet) for e in entries if len(e.code) == 3]
        official = bool(_OFFICIAL & set(re.findall(r"\w+", outlet.lower())))
        codes = {
            state_at(self.base, e.code, date)
            for e in found
            if e.actor in self.base.state_media or (official and e.sector != "MED")
        }
        return next(iter(codes)) if len(codes) == 1 else ""

    def phrase(self, text: str, annotations: Sequence[Annotation], span: tuple[int, int], date: str | None) -> Resolution | None:
        """Resolve the phrase at a span of a text as a document's mention; None where it names nobody that way.

        Args:
            text: the phrase, or a text that holds it.
            annotations: the sentences of ``text``.
            span: start and end of the phrase, code points.
            date: ISO date at which it was said.
        """
        mentions = {(m.sentence, m.head): m for m in self.document(text, annotations, date)}
        within = [m for m in mentions.values() if span[0] <= m.start and m.end <= span[1]]
        for annotation in annotations:
            inside = [i for i, w in enumerate(annotation.words) if w.start < span[1] and span[0] < w.end and w.upos != "PUNCT"]
            heads = [i for i in inside if annotation.words[i].head not in inside]
            for head in heads:
                mention = mentions.get((annotation.sentence, head))
                if mention is not None and (mention.refs or mention.sector):
                    return self._of_mention(mention)
        if within and all(m.place is not None and not m.refs for m in within):
            return Resolution(
                "", "", "", text[span[0] : span[1]], "place", f"{within[0].text!r} is a place here, and nobody acts"
            )
        return None

    def _of_mention(self, mention: Mention) -> Resolution:
        refs = [*mention.refs, *mention.candidates]
        first = refs[0] if mention.refs else ActorRef("", "", mention.sector)
        candidates = tuple(
            Candidate(r.code, r.sector, r.actor, self.base.labels.get(r.actor, r.actor), round(1 / (n + 1), 2))
            for n, r in enumerate(refs)
        )
        name = self.base.labels.get(first.actor, mention.text)
        return Resolution(first.code, first.sector, first.actor, name, mention.kind, mention.reason, candidates)

    def resolve(self, text: str, context: str = "", date: str | None = None) -> Resolution:
        """Resolve one phrase without a parser: names, then the role noun that heads the phrase.

        Args:
            text: a noun phrase ("American warplanes", "the president of France").
            context: text around it, which may name the actor.
            date: ISO date at which it was said.
        """
        every = [f for f in names_in(self.base, text) if not is_epithet(text, f[0], f[1])]
        if any(f[2][0].kind == "nobody" for f in every):
            return Resolution("", "", "", text, "thing", "a name that holds a place's, and nobody's")
        found = [f for f in every if any(e.kind != "place" for e in f[2])]
        role = self._head_role(text)
        if not found:
            respelled = by_variant(self.base, text)
            alone = choose(self.base, respelled, date, ())[0] if respelled else self._surname(text, context, date)
            if alone is not None:
                return self._build(alone, [], None, date, text, "")
            inside = [f for f in names_in(self.base, context) if any(e.kind not in ("place", "nobody") for e in f[2])]
            if role is None or not inside:
                reason = "no name of the base in the phrase" + ("" if context else "; give --context or --date")
                return Resolution("", role[1] if role else "", "", text, "unknown", reason)
            entry, others = self._choose(inside[-1][2], date, context)
            return self._build(entry, others, role, date, text, f"{role[0]!r} with the actor that the context names last")
        whole = next((f for f in found if f[0] <= len(text) - len(text.lstrip()) + 4 and f[1] >= len(text.rstrip()) - 1), None)
        people = [f for f in found if f[2][0].kind == "person"]
        pick = whole or (people[-1] if people else self._governing(text, found))
        entry, others = self._choose(pick[2], date, context or text)
        if entry.kind == "person" or (whole is not None and role is None):
            role = None
        return self._build(entry, others, role, date, text[pick[0] : pick[1]], "")

    def _surname(self, text: str, context: str, date: str | None) -> Entry | None:
        """ "Solana", "President Traoré": a leader or minister of the time, by surname alone."""
        words = text.split()
        former = bool(words) and words[0].lower() in FORMER
        title = " ".join(words[former:-1]).lower()
        offices = offices_of(title, "")
        if (
            not date
            or not words
            or not words[-1].removeprefix("al-")[:1].isupper()
            or (title and not offices and title not in RANKS)
        ):
            return None
        near = {e.code for f in self.base.find(context) for e in f[2] if len({x.code for x in f[2]}) == 1}
        near |= {self.base.home(code) for code in near}
        if former and offices:
            term = former_by_surname(self.base, words[-1], date, near, offices)
        else:
            term = by_surname(self.base, words[-1], date, near, offices)
        if term is None:
            return None
        entry = Entry("person", term.state, term.actor, term.sector, term.name, term.start, term.end, "people.csv")
        return at_date(self.base, entry, date)

    @staticmethod
    def _governing(text: str, found: list[tuple[int, int, list[Entry]]]) -> tuple[int, int, list[Entry]]:
        """The first name counts ("the Russian embassy in Kabul"), unless it is inside a `to` or `in` phrase."""
        outside = [f for f in found if not re.search(r"\b(?:to|in|at|near|on|with|against)\s+(?:the\s+)?$", text[: f[0]])]
        return (outside or found)[0]

    def _head_role(self, text: str) -> tuple[str, str, str] | None:
        head = re.split(r"\s+(?:of|for|from|in|to|at|on|who|which|that)\s+", text, maxsplit=1)[0]
        words = re.findall(r"[\w'-]+", head.lower())
        full = re.findall(r"[\w'-]+", text.lower())
        candidates = [" ".join(full[i : i + n]) for n in (4, 3, 2) for i in range(len(full) - n + 1)]
        candidates = [c for c in candidates if c.split()[0] in words]
        for phrase in [*candidates, *reversed(words)]:
            role = self.base.roles.get(phrase)
            if role is not None:
                return phrase, role.sector, role.kind
        return None

    def _choose(self, entries: list[Entry], date: str | None, context: str) -> tuple[Entry, list[Entry]]:
        near = {e.code for f in self.base.find(context) for e in f[2] if len({x.code for x in f[2]}) == 1}
        near |= {e.code for e in entries if self.base.home(e.code) in near}
        return choose(self.base, entries, date, near)

    def _build(
        self,
        entry: Entry,
        others: list[Entry],
        role: tuple[str, str, str] | None,
        date: str | None,
        name: str,
        why: str,
    ) -> Resolution:
        code, sector, actor = entry.code, entry.sector, entry.actor or entry.code
        reason = why or {
            "adjective": f"adjective or demonym of {code}",
            "capital": f"capital as metonym of {code}",
            "metonym": f"metonym of {code}",
            "person": f"person in {entry.file}" + (f", office at {date}" if date else ", latest office"),
        }.get(entry.kind, f"name in {entry.file}")
        kind = entry.kind
        if role is not None:
            kind, sector = "role", sector_in(ActorRef(actor, code, sector), role[1] or sector)
            term = holder(self.base, code, offices_of(role[0], code), date)
            if term is not None:
                actor, name, reason = term.actor, term.name, f"holder of the office {term.office!r} of {code} at {date}"
            else:
                actor, reason = f"{code}.{sector}" if sector else code, why or f"{role[0]!r} of {code} ({reason})"
        label = self.base.labels.get(actor, name)
        ranked = [ActorRef(actor, code, sector), *(ActorRef(o.actor or o.code, o.code, o.sector) for o in others)]
        candidates = tuple(
            Candidate(r.code, r.sector, r.actor, self.base.labels.get(r.actor, r.actor), round(1 / (n + 1), 2))
            for n, r in enumerate(ranked)
        )
        return Resolution(code, sector, actor, label, kind, reason, candidates)
