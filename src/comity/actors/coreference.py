"""Coreference inside a document: pronouns, and what is remembered of each sentence for the next."""

from __future__ import annotations

from comity.actors.areas import NOUNS
from comity.actors.descriptions import Descriptions, Past
from comity.actors.issuer import turn
from comity.actors.mention_words import FIRST, GROUP, PERSON, REPORT, SAID, THING, WE
from comity.actors.phrases import SentenceReader
from comity.actors.state import DocumentState
from comity.actors.tables import actor_id
from comity.records import ActorRef, Mention
from comity.records.actor import ISSUES

_WINDOW = 14
_PRONOUNS = PERSON | THING | GROUP | FIRST


class Coreference(Descriptions):
    """Resolve what a sentence says of actors named before. One instance per document."""

    def __init__(self, state: DocumentState) -> None:
        super().__init__(state)
        self.turn: tuple[ActorRef, ...] | None = None
        self.speaker: tuple[ActorRef, ...] = ()
        self.issuer: tuple[ActorRef, ...] = ()

    def read(self, reader: SentenceReader) -> None:
        """Fill in the descriptions and pronouns of a sentence in order, then remember its mentions."""
        here: list[Past] = []
        start = reader.words[0].start
        if ":" in (opening := self.state.text[start : start + 80]):
            near = {code for code, count in self.state.codes.items() if count}
            label = turn(reader.base, opening, self.state.date, near, self.state.issuer)
            self.turn = self.turn if label is None else label
        for i, word in enumerate(reader.words):
            mention = reader.get(i)
            lower = word.text.lower()
            if word.upos in ("PRON", "DET") and lower in _PRONOUNS:
                self._pronoun(reader, i, lower, here)
            elif mention is not None and mention.kind == "local" and not mention.refs and word.deprel.startswith("appos"):
                self._named_so(reader, i, mention)
            elif (mention is None or not mention.refs) and (
                word.upos in ("NOUN", "PROPN", "NUM", "DET", "PRON") or lower in ("latter", "former")
            ):
                self.describe(reader, i, mention, here)
            elif lower in NOUNS and mention is not None and mention.kind == "adjective":
                self.of_area(reader, i, here)
            mention = reader.get(i)
            if mention is not None and mention.refs and mention.political:
                here.append(self._past(reader, i, mention))
        self._remember(reader, here)

    def _past(self, reader: SentenceReader, i: int, mention: Mention) -> Past:
        word = reader.words[i]
        subject = word.deprel.startswith("nsubj")
        label = next((e.label for e in reader.annotation.entities if e.first <= i <= e.last), "")
        role = word.lemma.lower() if mention.kind == "role" else ""
        person = label == "PER" or (
            mention.kind in ("role", "local", "name") and any(r.actor.count(".") >= 2 for r in mention.refs)
        )
        person = person or (mention.kind == "role" and self._person_role(reader, i))
        plural = len(mention.refs) > 1 or reader.plural(i)
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
            refs, why = self._first_person(reader, i, lower)
        else:
            refs, why = self._third_person(reader, i, lower, here)
        if refs:
            reader.put(i, i, i, "pronoun", refs, why)

    def _first_person(self, reader: SentenceReader, i: int, lower: str) -> tuple[tuple[ActorRef, ...], str]:
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
        if self.state.joint and lower in WE:
            return self.state.joint, "first person: those who issue the text together"
        if self.turn is not None:
            return self.turn, "first person: whose turn it is"
        if self.state.issuer:
            code = self.state.issuer
            return (ActorRef(code, code, ""),), f"first person: the government of {code}, which {ISSUES}"
        return self.issuer, f"first person: whoever {ISSUES}"

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
        own_clause = [] if possessive else [p for p in near if self.same_predicate(reader, p.mention.head, i)]
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
    def _fits(past: Past, lower: str, plural: bool) -> bool:
        mention = past.mention
        if mention.place is not None and not mention.refs:
            return False
        if lower in PERSON:
            return past.person and not past.plural
        if plural:
            return past.plural or not past.person
        return not past.person and not past.plural
