"""Names in a sentence: those of the knowledge base, surnames, communities, towns; each with the sense that counts."""

from __future__ import annotations

from comity.actors.knowledge import Entry, KnowledgeBase, fold
from comity.actors.offices import offices_of
from comity.actors.posts import COMMON_BODIES, FORMER, INCOMING, RANKS, is_epithet
from comity.actors.senses import at_date, choose
from comity.actors.state import DocumentState
from comity.actors.surnames import by_surname, former_by_surname, known_by_surname
from comity.records import ActorRef, Annotation, Mention, Place

LOCATIVE = {"in", "at", "near", "outside", "inside", "across", "throughout", "around", "within", "off", "along", "over"}
_OF_A_CITY = {
    "police",
    "mayor",
    "prosecutor",
    "resident",
    "airport",
    "suburb",
    "district",
    "court",
    "hospital",
    "metro",
    "street",
}
_TITLES = {"Mr", "Mr.", "Mrs", "Mrs.", "Ms", "Ms.", "Dr", "Dr."}


class NameReader:
    """Find the names of one sentence."""

    def __init__(self, base: KnowledgeBase, state: DocumentState, annotation: Annotation) -> None:
        self.base, self.state, self.annotation = base, state, annotation
        self.words = annotation.words
        self.children = annotation.children()
        self.named: set[int] = set()

    # helpers

    def case(self, i: int) -> str:
        """Return the last preposition that introduces the phrase of ``i``."""
        cases = [self.words[c].text.lower() for c in self.children[i] if self.words[c].deprel.startswith("case")]
        cases = [c for c in cases if c not in ("'s", "’s", "'", "’")]
        return cases[-1] if cases else ""

    def get(self, i: int) -> Mention | None:
        """Return the mention headed by word ``i``."""
        return self.state.mentions.get((self.annotation.sentence, i))

    def put(self, head: int, first: int, last: int, kind: str, refs: tuple[ActorRef, ...], reason: str, *,
            political: bool = True, place: Place | None = None, candidates: tuple[ActorRef, ...] = (),
            sector: str = "") -> None:  # fmt: skip
        """Record a mention."""
        start, end = self.words[first].start, self.words[last].end
        self.state.mentions[(self.annotation.sentence, head)] = Mention(
            self.annotation.sentence, head, first, last, self.state.text[start:end], start, end, kind, refs, reason,
            political, place, candidates, sector,
        )  # fmt: skip

    def plural(self, i: int) -> bool:
        """Tell whether a word is a noun in the plural, as far as its form shows."""
        word = self.words[i]
        return word.upos == "NOUN" and word.text.lower() != word.lemma.lower() and word.text.endswith("s")

    def front(self, h: int) -> int:
        """Return the first word of the phrase headed by ``h``: its modifiers in front of it."""
        first = h
        for c in self.children[h]:
            rel = self.words[c].deprel
            if (c < first and rel.split(":")[0] in ("det", "amod", "compound", "nummod", "flat")) or (
                rel == "nmod:poss" and c < first
            ):
                first = c
        return first

    # names

    def names(self, found: list[tuple[int, int, list[Entry]]]) -> None:
        """Record the names that the knowledge base knows, and those introduced earlier in the document."""
        taken: set[int] = set()
        for start, end, entries in found:
            inside = [i for i, w in enumerate(self.words) if w.start < end and start < w.end]
            if inside and taken >= set(inside) and self.state.text[start - 1 : start] in ("-", "–"):
                self._joined(inside[-1], entries)
            if not inside or taken & set(inside) or is_epithet(self.state.text, start, end):
                continue
            if entries[0].kind == "nobody":
                taken |= set(inside)
                continue
            if self._name(inside, entries):
                taken |= set(inside)
        self.named = taken
        for i, word in enumerate(self.words):
            if i in taken or word.upos != "PROPN" or self.get(i) is not None:
                continue
            if word.text not in self.state.surnames:
                self._surname(i)
            else:
                inside = [i]
                while inside[0] > 0 and self.words[inside[0] - 1].text in _TITLES:
                    inside.insert(0, inside[0] - 1)
                head = self._head(inside)
                self.put(
                    head,
                    inside[0],
                    i,
                    "name",
                    self.state.surnames[word.text],
                    f"surname of a person named before ({word.text})",
                )

    def _surname(self, i: int) -> None:
        """A leader or minister who is named by surname alone ("President Clinton", "Merkel told reporters")."""
        person = next((e for e in self.annotation.entities if e.label == "PER" and e.first <= i <= e.last), None)
        title = self.words[i - 1].lemma.lower() if i else ""
        offices = offices_of(title, "")
        if title in ("prince", "princess"):
            return  # not the monarch of that name
        if not self.state.date or (person is None and not offices) or (person is not None and person.last != i):
            return
        inside = [j for j in range(person.first if person is not None else i, i + 1) if self.words[j].lemma.lower() != title]
        if any(self.words[j].text not in _TITLES and self.words[j].text.lower() not in RANKS for j in inside[:-1]):
            return  # a full name that the base does not know
        near = self.state.near(self.base)
        surname = self.words[i].text
        former = i > 1 and bool(FORMER & {self.words[j].lemma.lower() for j in range(max(0, i - 3), i - 1)})
        if former and offices:
            term = former_by_surname(self.base, surname, self.state.date, near, offices)
        else:
            term = by_surname(self.base, surname, self.state.date, near, offices)
        if term is None and surname not in self.state.strangers:
            term = known_by_surname(self.base, surname, self.state.date, near)
        if term is not None:
            entry = Entry("person", term.state, term.actor, term.sector, term.name, term.start, term.end, "people.csv")
            self._person(inside, self._head(inside), at_date(self.base, entry, self.state.date), [])

    def _head(self, inside: list[int]) -> int:
        return next((i for i in reversed(inside) if self.words[i].head not in inside), inside[-1])

    def _name(self, inside: list[int], entries: list[Entry]) -> bool:
        words = [self.words[i] for i in inside]
        if len(inside) == 1 and words[0].upos in ("VERB", "AUX", "ADP", "PRON", "DET", "ADV", "CCONJ", "SCONJ"):
            return False
        person = next((e for e in self.annotation.entities if e.label == "PER" and e.first <= inside[0] <= e.last), None)
        inside_person = person is not None and (person.first < inside[0] or person.last > inside[-1])
        if inside_person and entries[0].kind != "person" and words[0].upos == "PROPN" and entries[0].kind != "adjective":
            return False
        head = self._head(inside)
        entry, others = self._choose(entries)
        if entry.kind == "person":
            self._person(inside, head, entry, others)
            return True
        where = self._place(entries, words, head)
        case = self.case(head)
        modifier = self.words[head].deprel.split(":")[0] in ("compound", "amod", "det") or self.words[head].deprel == "nmod:poss"
        municipal = modifier and self.words[max(self.words[head].head, 0)].lemma.lower() in _OF_A_CITY
        entry = self._seat(entries, entry, case in LOCATIVE or municipal)
        if entry.kind == "place":
            self.put(head, inside[0], inside[-1], "place", (), f"place in {entry.file}", political=False, place=where)
            return True
        refs = (ActorRef(entry.actor, entry.code, entry.sector),)
        candidates = tuple(ActorRef(o.actor, o.code, o.sector) for o in others)
        if (owner := self._owner(head, inside[0], entry)) is not None:
            reason = f"{entry.name!r} of {owner.code}"
            self.put(head, self.front(head), inside[-1], "name", (owner,), reason)
            self.state.codes[owner.code] += 1
            return True
        if entry.kind in ("capital", "metonym"):
            located = case in LOCATIVE or modifier
            if located and entry.kind == "capital" and self.words[head].deprel != "nmod:poss":
                self.put(
                    head,
                    inside[0],
                    inside[-1],
                    "place",
                    (),
                    f"capital of {entry.code} as a place",
                    political=False,
                    place=where,
                )
                return True
            self.put(head, inside[0], inside[-1], "metonym", refs, f"{entry.kind} of {entry.code} stands for it", place=where)
        elif entry.kind == "adjective" and (within := self._community(head)):
            self.put(head, self.front(head), inside[-1], "adjective", within, f"community in {within[0].code}")
        elif entry.kind == "adjective":
            self.put(
                head,
                inside[0],
                inside[-1],
                "adjective",
                refs,
                f"adjective or demonym of {entry.code}",
                candidates=candidates,
            )
        else:
            self.put(
                head,
                inside[0],
                inside[-1],
                "name",
                refs,
                f"name in {entry.file}",
                place=where if case in LOCATIVE or case in ("to", "from") else None,
                candidates=candidates,
            )
        self.state.codes[entry.code] += 1
        first = self.words[inside[0]].text
        if len(inside) > 1 and entry.sector in ("BUS", "REB") and fold(first) not in self.base.entries and len(first) > 3:
            self.state.surnames.setdefault(first, refs)  # "Mahan" after "Mahan Air"
        return True

    def _joined(self, i: int, entries: list[Entry]) -> None:
        """ "The U.S.-Rwanda meeting": a second state in one word."""
        mention = self.get(i)
        states = {e.code for e in entries if e.kind == "name" and e.file == "states.csv"}
        if mention is not None and mention.refs and len(states) == 1 and not states & {r.code for r in mention.refs}:
            code = next(iter(states))
            both = (*mention.refs, ActorRef(code, code, ""))
            self.put(i, mention.first, mention.last, mention.kind, both, f"{mention.reason}; {code} in the same word")

    def _seat(self, entries: list[Entry], entry: Entry, located: bool) -> Entry:
        """Where "Brussels" acts, it is the Union unless the text speaks of Belgium; with something in it, the capital."""
        capital = next((e for e in entries if e.kind == "capital"), None)
        seated = next((e for e in entries if e.kind == "name" and e.code.startswith("IGO:")), None)
        if capital is None or seated is None:
            return entry
        return capital if located or (self.state.codes[capital.code] and not self.state.codes[seated.code]) else seated

    def _owner(self, head: int, first: int, entry: Entry) -> ActorRef | None:
        """ "Peru's Congress", "the Congress of Peru": an institution that many states have is that of the one named with it."""
        common = entry.file in ("states.csv", "organs.csv") and self.words[head].text in COMMON_BODIES
        if entry.kind != "metonym" and entry.file != "organs.csv":
            return None
        for c in self.children[head]:
            rel, code = self.words[c].deprel, ""
            if c < first and rel.startswith(("nmod:poss", "amod", "compound", "nmod:desc")):
                mention = self.get(c)
                code = mention.refs[0].code if mention is not None and len(mention.refs) == 1 else ""
            elif entry.kind == "metonym" and rel.startswith("nmod") and self.case(c) == "of":
                named = {e.code for e in self.base.entries.get(fold(self.words[c].text), ()) if e.kind == "name"}
                code = next(iter(named)) if len(named) == 1 else ""
            if (
                len(code) == 3
                and code != entry.code
                and code in self.base.terms
                and (entry.kind == "metonym" or common or ":" in rel)
            ):
                return ActorRef(f"{code}.{entry.sector}" if entry.sector else code, code, entry.sector)
        if common and first == head and not self.state.codes[entry.code]:
            states = [c for c, _ in self.state.codes.most_common() if c in self.base.terms and len(c) == 3]
            if states:  # "Congress" in a text that names Peru and not the United States
                return ActorRef(f"{states[0]}.{entry.sector}" if entry.sector else states[0], states[0], entry.sector)
        return None

    def _community(self, head: int) -> tuple[ActorRef, ...]:
        """ "Kosovo Serbs", "ethnic Russians in Estonia": people of the state that they live in."""
        if self.words[head].upos not in ("NOUN", "PROPN") or not self.words[head].text.endswith("s"):
            return ()
        before = [c for c in self.children[head] if c < head and self.words[c].deprel.startswith("compound")]
        after = [c for c in self.children[head] if c > head and self.case(c) == "in"] if self._ethnic(head) else []
        for c in (*before, *after):
            text = fold(self.words[c].text)
            codes = {e.code for e in self.base.entries.get(text, ()) if e.kind == "name" and len(e.code) == 3}
            if not codes and c in after:
                codes = {p.country for p in self.base.places.get(text, ()) if p.country}
            if len(codes) == 1:
                code = next(iter(codes))
                return (ActorRef(f"{code}.CVL", code, "CVL"),)
        return ()

    def _ethnic(self, h: int) -> bool:
        return any(self.words[c].lemma.lower() == "ethnic" for c in self.children[h])

    def _choose(self, entries: list[Entry]) -> tuple[Entry, list[Entry]]:
        """Choose among the senses of a name: of those that the document speaks of, the most frequent comes first."""
        codes = dict.fromkeys(e.code for e in entries if e.kind != "place")
        counts = {c: 2 * self.state.codes[c] + (self.state.codes[h] if (h := self.base.home(c)) != c else 0) for c in codes}
        most = max(counts, key=lambda c: counts[c], default="")
        near = {most} if len(codes) > 1 and counts[most] else set()
        return choose(self.base, entries, self.state.date, near)

    def _place(self, entries: list[Entry], words: list, head: int) -> Place | None:  # type: ignore[type-arg]
        name = fold(" ".join(w.text for w in words))
        places = self.base.places.get(name)
        if places and any(p.country == e.code for p in places for e in entries):
            known = [p for p in places if self.state.codes[p.country]]
            return (known or places)[0]
        entry = entries[0]
        kind = "city" if entry.kind == "capital" else "country"
        return Place(entry.name, entry.code if len(entry.code) == 3 else "", None, None, kind)

    def _person(self, inside: list[int], head: int, entry: Entry, others: list[Entry]) -> None:
        before = {w.lemma.lower() for w in self.words[max(0, inside[0] - 3) : inside[0]]}
        ref = ActorRef(entry.actor, entry.code, entry.sector or ("GOV" if before & INCOMING else ""))
        surname = self.words[inside[-1]].text
        self.state.surnames[surname] = (ref,)
        if len(inside) > 1 and self.words[inside[0]].text in (
            "Kim",
            "Xi",
            "Moon",
            "Yoon",
            "Mao",
            "Wang",
            "Li",
            "Hun",
            "Ban",
        ):
            self.state.surnames[self.words[inside[0]].text] = (ref,)
        reason = f"person in {entry.file}" + (f", {entry.code} at {self.state.date}" if self.state.date else "")
        first = min(inside[0], self.front(head))
        self.put(
            head,
            first,
            inside[-1],
            "name",
            (ref,),
            reason,
            candidates=tuple(ActorRef(o.actor, o.code, o.sector) for o in others),
        )
        self.state.codes[entry.code] += 1
