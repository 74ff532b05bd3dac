"""Coreference inside a document: pronouns, definite role nouns and descriptions, groups that stand for several."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from comity.actors.areas import NOUNS, states_of
from comity.actors.bodies import body_before
from comity.actors.issuer import turn
from comity.actors.joint import joint_issuers
from comity.actors.mention_words import BANDS, BODIES, FIRMS, FIRST, GROUP, KINGDOMS, PAIRS, PERSON, REPORT, SAID, STATES, THING
from comity.actors.offices import leads
from comity.actors.parties import RELATIONS, Meeting
from comity.actors.phrases import SentenceReader
from comity.actors.posts import sector_in
from comity.actors.state import DocumentState
from comity.actors.tables import NAMED, actor_id
from comity.records import ActorRef, Mention

_WINDOW = 14


@dataclass(slots=True)
class Past:
    """An earlier mention with what decides whether a pronoun may stand for it."""

    mention: Mention
    subject: bool
    person: bool
    plural: bool
    role: str


class Coreference:
    """Resolve what a sentence says of actors named before. One instance per document."""

    def __init__(self, state: DocumentState) -> None:
        self.state = state
        self.past: list[Past] = []
        self.groups: tuple[ActorRef, ...] = ()
        self.turn: tuple[ActorRef, ...] | None = None
        self.speaker: tuple[ActorRef, ...] = ()
        self.issuer: tuple[ActorRef, ...] = ()
        self.met = Meeting(())
        self.joint: tuple[ActorRef, ...] | None = None

    def read(self, reader: SentenceReader) -> None:
        """Fill in the descriptions and pronouns of a sentence in order, then remember its mentions."""
        here: list[Past] = []
        if self.joint is None:
            self.joint = joint_issuers(reader.base, self.state.text, self.state.date or "")
            self.met = Meeting(self.joint)
        start = reader.words[0].start
        if ":" in (opening := self.state.text[start : start + 80]):
            near = {code for code, count in self.state.codes.items() if count}
            label = turn(reader.base, opening, self.state.date, near, self.state.issuer)
            self.turn = self.turn if label is None else label
        for i, word in enumerate(reader.words):
            mention = reader.get(i)
            lower = word.text.lower()
            if word.upos in ("PRON", "DET") and lower in PERSON | THING | GROUP | FIRST:
                self._pronoun(reader, i, lower, here)
            elif mention is not None and mention.kind == "local" and not mention.refs and word.deprel.startswith("appos"):
                self._named_so(reader, i, mention)
            elif (mention is None or not mention.refs) and word.upos in ("NOUN", "PROPN", "NUM", "DET", "PRON"):
                self._description(reader, i, mention, here)
            elif lower in NOUNS and mention is not None and mention.kind == "adjective":
                self._of_area(reader, i, here)
            mention = reader.get(i)
            if mention is not None and mention.refs and mention.political:
                here.append(self._past(reader, i, mention))
        self._remember(reader, here)

    def _past(self, reader: SentenceReader, i: int, mention: Mention) -> Past:
        word = reader.words[i]
        subject = any(reader.words[j].deprel.startswith("nsubj") for j in (i, max(word.head, 0)) if j == i)
        label = next((e.label for e in reader.annotation.entities if e.first <= i <= e.last), "")
        role = word.lemma.lower() if mention.kind == "role" else ""
        person = label == "PER" or (
            mention.kind in ("role", "local", "name") and any(r.actor.count(".") >= 2 for r in mention.refs)
        )
        person = person or (mention.kind == "role" and self._person_role(reader, i))
        plural = len(mention.refs) > 1 or (
            word.upos == "NOUN" and word.text.lower() != word.lemma.lower() and word.text.endswith("s")
        )
        return Past(mention, subject, person, plural, role)

    @staticmethod
    def _person_role(reader: SentenceReader, i: int) -> bool:
        role = reader.base.roles.get(reader.words[i].lemma.lower())
        return role is not None and role.kind in ("office", "person")

    def _remember(self, reader: SentenceReader, here: list[Past]) -> None:
        named = [p for p in here if p.mention.kind != "adjective"]
        self.met.read(reader)
        if not self.issuer:
            self.issuer = next((p.mention.refs for p in named if p.subject and p.mention.kind != "pronoun"), ())
        self.past = (self.past + sorted(named, key=lambda p: (p.subject, -p.mention.head)))[-_WINDOW * 2 :]
        many = [p for p in here if len({r.code for r in p.mention.refs}) > 1]
        if many:
            self.groups = many[-1].mention.refs
        else:
            subjects = [p for p in named if p.subject or self._conjoined(reader, p)]
            refs = tuple({r.code: r for p in subjects for r in p.mention.refs}.values())
            self.groups = refs if len(refs) > 1 else self._together(reader, named) or self.groups
        for i, word in enumerate(reader.words):
            if word.upos == "VERB" and word.lemma.lower() in REPORT:
                for c in reader.children[i]:
                    mention = reader.get(c)
                    if reader.words[c].deprel == "nsubj" and mention is not None and mention.refs:
                        self.speaker = mention.refs

    @staticmethod
    def _together(reader: SentenceReader, named: list[Past]) -> tuple[ActorRef, ...]:
        """Two states that the sentence names as a pair ("between the DPRK and Russia")."""
        for past in reversed(named):
            head = reader.words[past.mention.head].head
            first = reader.get(head) if reader.words[past.mention.head].deprel.startswith("conj") else None
            if first is not None and first.kind != "adjective" and len(first.refs) == len(past.mention.refs) == 1:
                refs = (*first.refs, *past.mention.refs)
                if refs[0].code != refs[1].code and all(len(r.code) == 3 for r in refs):
                    return refs
        return ()

    @staticmethod
    def _conjoined(reader: SentenceReader, past: Past) -> bool:
        i, steps = past.mention.head, 0
        while reader.words[i].deprel.startswith(("conj", "appos", "flat")) and steps < 20:
            i, steps = reader.words[i].head, steps + 1
        return steps > 0 and reader.words[i].deprel.startswith("nsubj")

    @staticmethod
    def _organ(ref: ActorRef, sector: str) -> ActorRef:
        return ActorRef(f"{ref.code}.{sector}" if sector and ref.code[:4] not in NAMED else ref.code, ref.code, sector)

    @staticmethod
    def _named_so(reader: SentenceReader, i: int, mention: Mention) -> None:
        """ "The movement's spokesman, Lambert Sebahizi": a stranger in apposition to somebody who is known by now."""
        above = reader.get(reader.words[i].head)
        if above is not None and len(above.refs) == 1 and above.kind in ("role", "description"):
            ref = above.refs[0]
            name = ActorRef(actor_id(ref.code, ref.sector, mention.text), ref.code, ref.sector)
            reader.put(i, mention.first, mention.last, "local", (name,), f"{above.text!r} in apposition")

    # pronouns

    def _pronoun(self, reader: SentenceReader, i: int, lower: str, here: list[Past]) -> None:
        if lower in FIRST:
            refs, why = self._first_person(reader, i)
        else:
            refs, why = self._third_person(reader, i, lower, here)
        if refs:
            reader.put(i, i, i, "pronoun", refs, why)

    def _first_person(self, reader: SentenceReader, i: int) -> tuple[tuple[ActorRef, ...], str]:
        """ "We" stands for whoever speaks: in a quote the subject of the reporting verb, elsewhere whoever issues the text."""
        for j, word in enumerate(reader.words):
            if word.upos != "VERB" or word.lemma.lower() not in REPORT:
                continue
            subjects = [c for c in reader.children[j] if reader.words[c].deprel == "nsubj" and c != i]
            for c in subjects:
                mention = reader.get(c)
                if mention is not None and mention.refs:
                    return mention.refs, f"first person: the speaker ({mention.text})"
            if subjects and reader.words[subjects[0]].upos != "PRON":
                return (), ""  # somebody whom nobody identifies
        if self._quoted(reader.words[i].start):
            return self.speaker, "first person: the last speaker"
        if self.joint and reader.words[i].text.lower() in ("we", "us", "our", "ours", "ourselves"):
            return self.joint, "first person: those who issue the text together"
        if self.turn is not None:
            return self.turn, "first person: whose turn it is"
        if self.state.issuer:
            code = self.state.issuer
            return (ActorRef(code, code, ""),), f"first person: the government of {code}, which issues the text"
        others = {r.code for m in map(reader.get, range(len(reader.words))) if m is not None for r in m.refs}
        if others & {r.code for r in self.issuer}:
            return (), ""  # who speaks of himself as "we" hardly names himself beside it
        return self.issuer, "first person: whoever issues the text"

    def _quoted(self, at: int) -> bool:
        """Tell whether a quote is open at a code point (typographic, or an odd number of straight marks in its paragraph)."""
        text = self.state.text
        start = max(text.rfind("\n\n", 0, at), 0)
        before = text[start:at]
        return before.count("“") > before.count("”") or before.count('"') % 2 == 1

    def _third_person(self, reader: SentenceReader, i: int, lower: str, here: list[Past]) -> tuple[tuple[ActorRef, ...], str]:
        plural = lower in GROUP
        together = self._coordinated(reader, i) if plural else ()
        if together:
            return together, "plural pronoun: those named together in this sentence"
        possessive = reader.words[i].deprel == "nmod:poss"
        opens = not any(p.mention.head < i and p.mention.kind != "adjective" for p in here)
        if plural and opens and self.met.parties:
            return self.met.parties, "plural pronoun: those who met in the sentence before"
        near = [p for p in here if p.mention.head < i and p.mention.kind != "adjective"]
        own_clause = [] if possessive else [p for p in near if self._same_predicate(reader, p.mention.head, i)]
        near = [p for p in near if p not in own_clause]
        nearest = possessive and not plural and lower in THING and not self._of_speaker(reader, i)
        ordered = sorted(near, key=lambda p: (not p.subject and not nearest, -p.mention.head)) + list(reversed(self.past))
        if plural and self.groups and not any(p.plural for p in near):
            fitting = [p for p in ordered[:4] if p.plural]
            if not fitting:
                return self.groups, "plural pronoun: the group named last"
        for past in ordered:
            if self._fits(past, lower, plural):
                where = "this sentence" if past in near else "an earlier sentence"
                return past.mention.refs, f"pronoun: {past.mention.text!r} in {where}"
        return (), ""

    @staticmethod
    def _of_speaker(reader: SentenceReader, i: int) -> bool:
        """ "Brazil had no hand in the return of X to Y, its minister said": who speaks at the end is the first one's."""
        noun = reader.words[i].head
        verb = reader.words[noun].head if noun >= 0 and reader.words[noun].deprel == "nsubj" else -1
        return verb > noun and reader.words[verb].lemma.lower() in SAID

    @staticmethod
    def _coordinated(reader: SentenceReader, i: int) -> tuple[ActorRef, ...]:
        """The actors of the last coordination in front of a word ("Russia and Iran said that they ...")."""
        out: dict[str, ActorRef] = {}
        for j in range(i - 1, -1, -1):
            mention = reader.get(j)
            if mention is None or not mention.refs or not reader.words[j].deprel.startswith("conj"):
                continue
            head = reader.words[j].head
            first = reader.get(head)
            if first is not None and first.refs and first.kind != "adjective" and not first.place:
                for ref in (*first.refs, *mention.refs):
                    out.setdefault(ref.code, ref)
                for c in reader.children[head]:
                    other = reader.get(c) if c < i and reader.words[c].deprel.startswith("conj") else None
                    for ref in other.refs if other is not None else ():
                        out.setdefault(ref.code, ref)
                return tuple(out.values()) if len(out) > 1 else ()
        return ()

    @staticmethod
    def _same_predicate(reader: SentenceReader, a: int, b: int) -> bool:
        return reader.words[a].head == reader.words[b].head and reader.words[a].head >= 0

    @staticmethod
    def _fits(past: Past, lower: str, plural: bool) -> bool:
        mention = past.mention
        if mention.place is not None and not mention.refs:
            return False
        if lower in PERSON:
            return past.person and not past.plural
        if plural:
            return past.plural or not past.person
        return not past.person and not past.plural

    # descriptions

    def _description(self, reader: SentenceReader, i: int, mention: Mention | None, here: list[Past]) -> None:
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
        elif self._all_who_met(reader, i, lemma, det, here):
            found = self.met.parties, "those who met in the sentence before"
        elif mention is not None and mention.kind == "role":
            found = self._role(reader, i, lemma, det, here)
        elif det & {"the", "this", "that"} or word.deprel == "nmod:poss":
            found = self._class(lemma, here)
        if not found[0] and lemma in NOUNS:
            self._of_area(reader, i, here)
        elif found[0]:
            role = mention is not None and mention.kind == "role"
            reader.put(i, reader.front(i), i, "role" if role else "description", found[0], found[1])

    def _of_area(self, reader: SentenceReader, i: int, here: list[Past]) -> None:
        """ "The West African country", "the NATO member": the last state named that is of that part of the world."""
        front = reader.front(i)
        if reader.words[front].text.lower() not in ("the", "this", "that"):
            return
        inside = [m for j in range(front, i) if (m := reader.get(j)) is not None]
        modifiers = self.state.text[reader.words[front].end : reader.words[i].start]
        states = states_of(reader.base, modifiers, {r.code for m in inside for r in m.refs}, self.state.date or "")
        before = [p for p in here if p.mention.head < front and not self._same_predicate(reader, p.mention.head, i)]
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
