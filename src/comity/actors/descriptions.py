"""Whom descriptions stand for: role nouns, "both sides", "the country", "the West African state", "the latter"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from comity.actors.areas import NOUNS, states_of
from comity.actors.bodies import body_before
from comity.actors.mention_words import BANDS, BODIES, FIRMS, KINGDOMS, PAIRS, STATES
from comity.actors.offices import leads
from comity.actors.parties import RELATIONS, Meeting
from comity.actors.phrases import SentenceReader
from comity.actors.posts import sector_in
from comity.actors.state import DocumentState
from comity.actors.tables import NAMED
from comity.records import ActorRef, Mention


@dataclass(slots=True)
class Past:
    """An earlier mention with what decides whether a pronoun may stand for it."""

    mention: Mention
    subject: bool
    person: bool
    plural: bool
    role: str


class Descriptions:
    """Resolve the descriptions of a sentence by what was named before. One instance per document.

    ``past`` are the mentions of the sentences before, ``groups`` those named together last, ``met`` those who met.
    """

    def __init__(self, state: DocumentState) -> None:
        self.state = state
        self.past: list[Past] = []
        self.groups: tuple[ActorRef, ...] = ()
        self.met = Meeting(state.joint)

    def describe(self, reader: SentenceReader, i: int, mention: Mention | None, here: list[Past]) -> None:
        """Put the actor of the description that a word heads, if there is one; ``here`` are the sentence's mentions so far."""
        word = reader.words[i]
        lemma = word.lemma.lower()
        det = {reader.words[c].lemma.lower() for c in reader.children[i] if reader.words[c].deprel.startswith(("det", "nummod"))}
        found: tuple[tuple[ActorRef, ...], str] = ((), "")
        if (
            (det & {"two", "both"} and lemma in PAIRS)
            or lemma in ("pair", "duo")
            or (word.text.lower() in ("both", "two") and self._bare(reader, i))
        ):
            found = self._pair(reader, lemma, here)
        elif lemma in ("latter", "former") and det & {"the"} and self._bare(reader, i):
            found = self._of_two(lemma, i, here), f"the {lemma} of two"
        elif self._all_who_met(reader, i, lemma, det, here):
            found = self.met.parties, "those who met in the sentence before"
        elif mention is not None and mention.kind == "role":
            found = self._role(reader, i, lemma, det, here)
        elif det & {"the", "this", "that"} or word.deprel == "nmod:poss":
            found = self._class(lemma, here)
        if not found[0] and lemma in NOUNS:
            self.of_area(reader, i, here)
        elif found[0]:
            role = mention is not None and mention.kind == "role"
            reader.put(i, reader.front(i), i, "role" if role else "description", found[0], found[1])

    def of_area(self, reader: SentenceReader, i: int, here: list[Past]) -> None:
        """ "The West African country", "the NATO member": the last state named that is of that part of the world."""
        front = reader.front(i)
        if reader.words[front].text.lower() not in ("the", "this", "that"):
            return
        inside = [m for j in range(front, i) if (m := reader.get(j)) is not None]
        modifiers = self.state.text[reader.words[front].end : reader.words[i].start]
        states = states_of(reader.base, modifiers, {r.code for m in inside for r in m.refs}, self.state.date or "")
        before = [p for p in here if p.mention.head < front and not self.same_predicate(reader, p.mention.head, i)]
        ordered = [*reversed(before), *reversed(self.past)]
        for past in sorted(ordered, key=lambda p: any(r.actor != r.code for r in p.mention.refs)):
            codes = {r.code for r in past.mention.refs}
            if states and len(codes) == 1 and codes <= states:
                code = next(iter(codes))
                why = f"{modifiers.strip()!r}: {past.mention.text!r} before"
                reader.put(i, front, i, "description", (ActorRef(code, code, ""),), why)
                return

    def _all_who_met(self, reader: SentenceReader, i: int, lemma: str, det: set[str], here: list[Past]) -> bool:
        """Tell whether "the leaders", "both delegations" or an opening "Participants" are those who met."""
        word = reader.words[i]
        if not self.met.parties or here or word.text.lower() == lemma or lemma not in PAIRS:
            return False
        alone = all(
            reader.words[c].deprel.split(":")[0] in ("det", "punct", "cc", "conj", "acl", "nummod") for c in reader.children[i]
        )
        opening = i == 0 and word.deprel.startswith("nsubj") and alone
        return bool(det & {"the", "these", "both"}) or opening

    @staticmethod
    def _bare(reader: SentenceReader, i: int) -> bool:
        return reader.words[i].deprel.startswith(("nsubj", "obj", "obl", "nmod"))

    def _pair(self, reader: SentenceReader, lemma: str, here: list[Past]) -> tuple[tuple[ActorRef, ...], str]:
        """ "Both countries": two in this sentence, else the two named together last, else the last two named."""
        if not here and len(self.met.parties) == 2:
            return self.met.parties, "the two who met in the sentence before"
        if lemma in ("leader", "president"):
            found = self._last_two(here, lambda ref: leads(reader.base, ref.actor, ref.code, self.state.date))
            if found:
                return found, "the last two leaders named"
        states = lemma in STATES | {"capital", "power", "two", "both"}
        near = {ref.code: ref for past in here for ref in past.mention.refs if not states or len(ref.code) == 3}
        if len(near) == 2:
            return tuple(near.values()), "the two named in this sentence"
        if len({r.code for r in self.groups}) == 2:
            return self.groups, "the two named together last"
        return self._last_two(here, lambda ref: not states or len(ref.code) == 3), "the last two actors named"

    def _of_two(self, lemma: str, i: int, here: list[Past]) -> tuple[ActorRef, ...]:
        """ "The latter", "the former": of the two named in front of it in this sentence, else together, else last."""
        before = [p for p in here if p.mention.head < i]
        near = {ref.code: ref for past in before for ref in past.mention.refs}
        if len(near) < 2 and len({r.code for r in self.groups}) == 2:
            near = {ref.code: ref for ref in self.groups}
        if len(near) < 2:
            near = {ref.code: ref for past in (*self.past[-4:], *before) for ref in past.mention.refs}
        two = list(near.values())[-2:]
        return (two[lemma == "latter"],) if len(two) == 2 else ()

    def _last_two(self, here: list[Past], fits: Callable[[ActorRef], bool]) -> tuple[ActorRef, ...]:
        near: dict[str, ActorRef] = {}
        for past in [*here, *reversed(self.past)]:
            for ref in past.mention.refs:
                if fits(ref):
                    near.setdefault(ref.code, ref)
            if len(near) >= 2:
                return tuple(list(near.values())[:2])
        return ()

    def _role(
        self, reader: SentenceReader, i: int, lemma: str, det: set[str], here: list[Past]
    ) -> tuple[tuple[ActorRef, ...], str]:
        """ "The minister", "police": the last one of that role, else the group, else the document's main actor."""
        word = reader.words[i]
        role = reader.base.roles.get(lemma) or reader.base.roles.get(word.text.lower())
        plural = word.text.lower() != lemma and word.text.lower().endswith("s")
        sector = role.sector if role else ""
        definite = bool(det & {"the", "this", "that", "these", "those"})
        owner = next((reader.get(c) for c in reader.children[i] if reader.words[c].deprel == "nmod:poss"), None)
        if lemma in RELATIONS and any(reader.words[c].deprel.startswith("nmod") for c in reader.children[i]):
            return (), ""  # "its ally" is another one
        if owner is not None and owner.refs:
            return tuple(self._organ(r, sector_in(r, sector)) for r in owner.refs), f"of {owner.text!r}"
        if (definite or here) and (found := self.met.across(lemma, plural, {r.code for p in here for r in p.mention.refs})):
            return found, f"{word.text!r}: who met with the issuer"
        before = [(p.mention, p.person) for p in (*reversed(here), *reversed(self.past))]
        if definite and (body := body_before(reader.base, self._text(reader, i), sector, plural, before)):
            return body, f"{word.text!r}: the body named before"
        for past in [*reversed(here), *reversed(self.past)]:
            if past.role and past.role == lemma and past.plural == plural:
                return past.mention.refs, f"{word.text!r}: the one named before"
        seat = self._seat(reader) if definite and not plural and role is not None and role.kind == "collective" else ""
        if seat:
            return (ActorRef(f"{seat}.{sector}" if sector else seat, seat, sector),), f"the {lemma} in the capital of {seat}"
        if plural and definite and self.groups:
            return tuple(ActorRef(r.actor, r.code, sector or r.sector) for r in self.groups), "the group named last"
        if definite and not plural and role is not None and role.kind != "collective":
            for past in reversed(self.past):
                if past.person and any(r.sector in (sector, "") for r in past.mention.refs):
                    return past.mention.refs, f"{word.text!r}: the last person of that sector"
        code = self.state.home or self.state.dominant()
        beside = [reader.get(c) for c in (reader.children[word.head] if word.head >= 0 else ()) if c != i]
        if code in {r.code for m in beside if m is not None for r in m.refs if r.actor == r.code}:
            return (), ""  # "the ministry condemned France": hardly the French one; "the army removed Mohamed Morsi": his own
        collective = role is not None and (role.kind == "collective" or plural)
        foreign = {reader.words[c].lemma.lower() for c in reader.children[i]} & {"foreign", "other", "world", "international"}
        foreign = {f for f in foreign if f"{f} {lemma}" not in reader.base.roles}  # "the foreign ministry" is no foreigner
        if foreign:
            return (), ""
        if code and len(code) == 3 and collective and (definite or not det):
            return (ActorRef(f"{code}.{sector}" if sector else code, code, sector),), self._whose(code)
        return (), ""

    @staticmethod
    def _text(reader: SentenceReader, i: int) -> str:
        mention = reader.get(i)
        return (mention.text if mention is not None else reader.words[i].text).lower()

    def _whose(self, code: str) -> str:
        return f"the outlet speaks for {code}" if code == self.state.home else f"dominant actor {code} of the document"

    @staticmethod
    def _seat(reader: SentenceReader) -> str:
        """ "In Seoul, the foreign ministry ...": the state whose capital the sentence is set in."""
        for j in range(len(reader.words)):
            mention = reader.get(j)
            capital = mention is not None and mention.reason.startswith("capital of")
            if capital and mention is not None and mention.place is not None and reader.case(j) == "in":
                return mention.place.country
        return ""

    def _class(self, lemma: str, here: list[Past]) -> tuple[tuple[ActorRef, ...], str]:
        """ "The country", "the airline", "the group": the last one of that class; a modifier ("US troops") if no other."""
        ordered = [*reversed(here), *reversed(self.past)]
        for past in sorted(ordered, key=lambda p: p.mention.kind == "adjective"):
            for ref in past.mention.refs:
                fits = (
                    (lemma == "kingdom" and ref.code in KINGDOMS)
                    or (lemma in STATES - {"kingdom"} and len(ref.code) == 3 and ref.actor == ref.code)
                    or (lemma in FIRMS and ref.sector == "BUS")
                    or (lemma in BODIES and ref.code.startswith("IGO:"))
                    or (lemma in BANDS and ref.code.startswith("GRP:"))
                )  # fmt: skip
                if fits:
                    return (ref,), f"{lemma!r}: {past.mention.text!r} before"
        return (), ""

    @staticmethod
    def same_predicate(reader: SentenceReader, a: int, b: int) -> bool:
        return reader.words[a].head == reader.words[b].head and reader.words[a].head >= 0

    @staticmethod
    def _organ(ref: ActorRef, sector: str) -> ActorRef:
        return ActorRef(f"{ref.code}.{sector}" if sector and ref.code[:4] not in NAMED else ref.code, ref.code, sector)
