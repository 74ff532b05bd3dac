"""Noun phrases to actors: role nouns with their affiliation, local actors, things of a state."""

from __future__ import annotations

import re
from itertools import pairwise

from comity.actors.issuer import is_own_office
from comity.actors.knowledge import Entry, fold
from comity.actors.names import NameReader
from comity.actors.offices import holder, offices_of
from comity.actors.parties import RELATIONS
from comity.actors.posts import WORDS_OF_NAMES, sector_in, sector_with
from comity.actors.senses import state_then
from comity.actors.tables import actor_id
from comity.actors.variants import by_variant
from comity.records import ActorRef, Mention
from comity.records.actor import ISSUES

_OF = {"of", "from", "for", "in"}
_ABROAD = {
    "embassy", "envoy", "ambassador", "consulate", "delegation", "delegate", "diplomat", "peacekeeper", "tribunal",
    "mission", "spokesman", "spokeswoman", "correspondent", "exile", "dissident", "inspector", "observer", "negotiator",
    "refugee", "migrant", "immigrant", "emigrant", "defector", "expatriate", "asylum-seeker", "seeker", "people",
}  # fmt: skip
_FIRED = {"fire", "launch", "fly", "operate", "use", "drop", "send", "pilot", "crew"}  # "drones fired by Russia" are Russian
_HONORIFICS = {"Dr", "Mr", "Mrs", "Ms", "Prof", "Sir", "Hon", "Eng", "Col", "Gen", "Lt", "Maj", "Capt", "Adm", "Rev", "Sheikh"}
_MEMBERS = {"state", "country", "nation", "government"}
_BODIES = {"MIL", "COP", "SPY", "MED", "BUS"}  # "air force planes", "Xinhua's office": things of the body, not of the state alone
_FORCE = {"base": "MIL", "airbase": "MIL", "warplane": "MIL", "pilot": "MIL", "airman": "MIL"}
_MADE = re.compile(r"-(?:made|built|supplied|designed|manufactured|donated)\b")
_EXAMPLES = {"like", "including", "as"}  # "leaders like X and Y", "states such as X"


class SentenceReader(NameReader):
    """Find the mentions of one sentence, pronouns and descriptions excepted."""

    # role nouns and local names

    def phrases(self) -> None:
        """Record role nouns, nouns with a nationality, and names that the base does not know."""
        order = sorted(range(len(self.words)), key=lambda i: -self._depth(i))
        for h in order:
            word = self.words[h]
            if word.upos not in ("NOUN", "PROPN", "NUM"):
                continue
            known = self.get(h)
            if known is None and h in self.named:
                continue  # an inner word of a name
            if known is not None and (known.refs or known.place) and known.kind != "adjective":
                continue
            role = self._role(h)
            if role is not None:
                self._put_role(h, *role)
            elif self._local(h):
                continue
            elif known is None and not self._members(h):
                self._modified(h)

    def _depth(self, i: int) -> int:
        depth = 0
        while self.words[i].head >= 0 and depth < 60:
            i, depth = self.words[i].head, depth + 1
        return depth

    def _role(self, h: int) -> tuple[str, str, str] | None:
        """Return (noun, sector, kind) of a role noun, with its compound if that is a role of its own."""
        word = self.words[h]
        single = word.lemma.lower()
        for first, last in ((h - 2, h), (h, h + 1)):  # "human rights group", "attorney general"
            if first >= 0 and last < len(self.words) and all(self.words[i].head == h for i in range(first, last + 1) if i != h):
                phrase = " ".join(self.words[i].text.lower() if i != h else single for i in range(first, last + 1))
                if phrase in self.base.roles:
                    return phrase, self.base.roles[phrase].sector, self.base.roles[phrase].kind
        front = [c for c in self.children[h] if c < h and self.words[c].deprel.startswith(("compound", "amod"))]
        for c in reversed(front):
            phrase = f"{self.words[c].lemma.lower()} {single}"
            if phrase in self.base.roles:
                role = self.base.roles[phrase]
                return phrase, role.sector, role.kind
        if single == "observer" and any(self.case(c) in ("at", "to") for c in self.children[h] if c > h):
            return "permanent observer", "GOV", "person"  # "the Palestinian observer at the United Nations"
        behind = [c for c in self.children[h] if c > h and self.words[c].deprel.startswith("nmod") and self.case(c) == "of"]
        for c in behind:
            phrase = f"{single} of {self.words[c].lemma.lower()}"
            if phrase in self.base.roles:
                role = self.base.roles[phrase]
                return phrase, role.sector, role.kind
        role_ = self.base.roles.get(single) or self.base.roles.get(word.text.lower())
        return None if role_ is None else (single, role_.sector, role_.kind)

    def affiliation(self, h: int, depth: int = 0) -> tuple[ActorRef, ...]:
        """Return the actors that the phrase of ``h`` belongs to, from its possessor, modifiers, `of` phrase or apposition."""
        if depth > 4:
            return ()
        groups: list[list[int]] = [[], [], [], [], []]
        for c in self.children[h]:
            rel = self.words[c].deprel
            if rel == "nmod:poss":
                groups[0].append(c)
            elif rel.startswith(("amod", "compound", "nmod:desc", "flat")) or (rel == "dep" and c < h):
                groups[1].append(c)
            elif rel.startswith("nmod") and (self.case(c) in _OF or self._after_of(h, c)):
                groups[2].append(c)
            elif rel.startswith("appos"):
                groups[3].append(c)
            elif rel.startswith("nmod") and self.case(c) in _EXAMPLES:
                groups[4].append(c)
        if self._ethnic(h):
            groups = [[c for c in groups[2] if self.case(c) == "in"], *groups]  # "ethnic Serbs in Kosovo"
        if self.words[h].lemma.lower() in RELATIONS:
            groups[0] = groups[2] = []  # "its ally", "the ally of Iran" is another one
        if self.words[h].lemma.lower() in _ABROAD:
            groups[2] = [c for c in groups[2] if self.case(c) != "in"]  # "a spokesman in Geneva" is not Switzerland's
        for group in (*groups, self._firing(h)):
            for n, c in enumerate(group):
                found = self._with_conjuncts(c, depth)
                if found:
                    return found if group is not groups[-4] else self._beside(found, group[n:], depth)
        return ()

    def _after_of(self, h: int, c: int) -> bool:
        """ "Leaders of African Union (AU) member states": the tree hangs the preposition on another word."""
        return c > h and not self.case(c) and h + 1 < len(self.words) and self.words[h + 1].text == "of"

    def _firing(self, h: int) -> list[int]:
        """Who fires, flies or operates what the noun names."""
        verbs = [c for c in self.children[h] if self.words[c].deprel.startswith("acl") and self.words[c].lemma.lower() in _FIRED]
        return [c for v in verbs for c in self.children[v] if self.words[c].deprel.startswith("obl") and self.case(c) == "by"]

    def _beside(self, found: tuple[ActorRef, ...], modifiers: list[int], depth: int) -> tuple[ActorRef, ...]:
        """ "U.S. and European officials": modifiers that "and" joins, whichever way the tree does it."""
        out = list(found)
        for a, b in pairwise(modifiers):
            between = self.words[a + 1 : b]
            if not between or any(w.upos not in ("CCONJ", "PUNCT") for w in between):
                break
            out.extend(r for r in self._with_conjuncts(b, depth) if r.code not in {o.code for o in out})
        return tuple(out)

    def _with_conjuncts(self, c: int, depth: int) -> tuple[ActorRef, ...]:
        out: list[ActorRef] = []
        todo = [c]
        while todo:
            at = todo.pop(0)
            todo.extend(x for x in self.children[at] if self.words[x].deprel.startswith(("conj", "appos")))
            mention = self.get(at)
            refs = mention.refs if mention is not None else ()
            if not refs and mention is not None and mention.place is not None and mention.place.country:
                code = state_then(mention.place.country, mention.place.name, self.state.date or "")
                refs = (ActorRef(code, code, ""),)
            if not refs and self.words[at].upos in ("NOUN", "PROPN"):
                refs = self.affiliation(at, depth + 1)
            out.extend(r for r in refs if r.code not in {o.code for o in out})
        if len(out) > 1 and self.words[c].deprel.startswith("nmod"):  # one of the list that the tree hangs higher up
            last = max([x for x in self.children[c] if self.words[x].deprel.startswith("conj")], default=c)
            for x in self.children[self.words[c].head]:
                mention = self.get(x)
                joined = c < x < last and self.words[x].deprel.startswith(("conj", "appos"))
                if joined and mention is not None and mention.kind == "name":
                    out.extend(r for r in mention.refs if r.actor == r.code and r.code not in {o.code for o in out})
        return tuple(out)

    def _put_role(self, h: int, noun: str, sector: str, kind: str) -> None:
        found = self.affiliation(h)
        if not found and (named := self._named_at(h + 1) or self._after_comma(h, kind)) is not None:
            self.put(h, self.front(h), h, "role", named.refs, f"title of {named.text!r}")
            return
        apart = ("conj", "appos", "parataxis", "acl")  # "the government and the rebels"
        sector = sector_with(
            {self.words[c].lemma.lower() for c in self.children[h] if not self.words[c].deprel.startswith(apart)}, sector
        )
        if not found and self._own_office(h, noun):
            code = self.state.issuer
            ref = ActorRef(f"{code}.GOV", code, "GOV")
            self.put(h, self.front(h), h, "role", (ref,), f"{noun!r} of {code}, whose government {ISSUES}")
            return
        if found:
            refs = tuple(
                self._holder(noun, r.code, sector_in(r, sector), kind, h) if r.sector != sector_in(r, sector) else r
                for r in found
            )
            reason = f"{noun!r} of {', '.join(r.code for r in found)}"
            self.state.roles[noun] = refs
        else:
            refs, reason = (), f"{noun!r} without affiliation"
        self.put(h, self.front(h), h, "role", refs, reason, sector="" if refs else sector)

    def _own_office(self, h: int, noun: str) -> bool:
        front = [c for c in self.children[h] if c < h and self.words[c].deprel.startswith(("amod", "compound"))]
        modifiers = [self.words[c].lemma.lower() for c in front]
        after = self.words[h + 1] if h + 1 < len(self.words) else None
        named = after is not None and after.upos == "PROPN" and after.text.istitle()
        return is_own_office(self.state.issuer, self.words[h].text, noun, modifiers, named)

    def _after_comma(self, h: int, kind: str) -> Mention | None:
        """ "The general, Prayuth Chan-ocha, said"."""
        definite = any(self.words[c].text.lower() == "the" for c in self.children[h])
        comma = h + 1 < len(self.words) and self.words[h + 1].text == ","
        return self._named_at(h + 2) if definite and comma and kind in ("person", "office") else None

    def _named_at(self, i: int) -> Mention | None:
        """The person whose name begins at a word, if it is known."""
        for j in range(i, min(i + 4, len(self.words))):
            mention = self.get(j)
            if mention is not None and mention.kind == "name" and mention.first == i and mention.refs:
                return mention if any(r.actor.count(".") >= 2 for r in mention.refs) else None
        return None

    def _holder(self, noun: str, code: str, sector: str, kind: str, h: int) -> ActorRef:
        """The person who held the office at the date, where the noun names an office of one person."""
        offices = offices_of(noun, code)
        plural = self.words[h].text.lower().endswith("s") and not self.words[h].lemma.lower().endswith("s")
        if offices and kind == "office" and not plural:
            term = None if not sector else holder(self.base, code, offices, self.state.date)
            if term is not None:
                return ActorRef(term.actor, code, term.sector)
        return ActorRef(f"{code}.{sector}" if sector else code, code, sector)

    def _local(self, h: int) -> bool:
        """A name that the base does not know, with the affiliation that the text gives."""
        entity = next((e for e in self.annotation.entities if e.first <= h <= e.last and e.label in ("PER", "ORG")), None)
        if entity is None or self.words[h].upos != "PROPN":
            return False
        if self._head(list(range(entity.first, entity.last + 1))) != h:
            return True  # an inner word of the name
        own = self.get(h)
        if own is not None and own.refs and entity.first == entity.last:
            return True  # "Polish radio": the nationality is known
        known = self._respelled(entity.first, entity.last) if entity.label == "PER" else None
        if known is not None:
            self._person(list(range(entity.first, entity.last + 1)), h, known[0], known[1])
            return True
        refs = self.affiliation(h) or self._above(h) or (self._titled(entity.first) if entity.label == "PER" else ())
        name = self.state.text[self.words[entity.first].start : self.words[entity.last].end]
        if entity.label == "ORG" and refs:
            kind = next((k for w in reversed(name.split()) if (k := WORDS_OF_NAMES.get(w.lower().strip(",.")))), "")
            refs = tuple(ActorRef(r.actor, r.code, sector_in(r, kind or r.sector)) for r in refs)
        sector = refs[0].sector if refs else ""
        local = tuple(ActorRef(actor_id(r.code, r.sector, name), r.code, r.sector) for r in refs[:1])
        self.put(
            h,
            entity.first,
            max(h, entity.last),
            "local",
            local,
            "name with the affiliation that the text gives" if refs else "name that is not in the base",
        )
        if not local and entity.label == "PER" and entity.last > entity.first:
            self.state.strangers.add(self.words[entity.last].text)
        if local and entity.label == "PER":
            self.state.surnames.setdefault(self.words[entity.last].text, local)
        elif local:
            self.state.surnames.setdefault(self.words[entity.first].text, local)
        return bool(local) or bool(sector)

    def _respelled(self, first: int, last: int) -> tuple[Entry, list[Entry]] | None:
        """Find "Antony J. Blinken" as "Antony Blinken", "Kurmanbek Bakiev" as "Kurmanbek Bakiyev"."""
        known = self._without_initials(first, last)
        if known is None and first < last:
            people = by_variant(self.base, self.state.text[self.words[first].start : self.words[last].end])
            known = self._choose(people) if people else None
        return known

    def _without_initials(self, first: int, last: int) -> tuple[Entry, list[Entry]] | None:
        if last - first < 2:
            return None
        entries = self.base.entries.get(fold(f"{self.words[first].text} {self.words[last].text}"), [])
        people = [e for e in entries if e.kind == "person"]
        return self._choose(people) if people else None

    def _above(self, h: int) -> tuple[ActorRef, ...]:
        """A name in apposition takes the affiliation of the phrase that it explains."""
        if self.words[h].deprel.startswith(("appos", "flat")) and self.words[h].head >= 0:
            mention = self.get(self.words[h].head)
            return mention.refs if mention is not None and mention.refs else self.affiliation(self.words[h].head, 1)
        return ()

    def _titled(self, first: int) -> tuple[ActorRef, ...]:
        """ "Israeli National Security Advisor Dr. Eyal Hulata": the title in front, wherever the tree hangs it."""
        before = first - 1
        while before > 0 and self.words[before].text.rstrip(".") in _HONORIFICS:
            before -= 1
        mention = self.get(before) if before >= 0 else None
        title = mention is not None and mention.kind == "role" and len(mention.refs) == 1 and mention.last == before
        return mention.refs if mention is not None and title else ()

    def _members(self, h: int) -> bool:
        """ "EU member states", "the member states of the AU": the organisation."""
        modifiers = {self.words[c].lemma.lower() for c in self.children[h]}
        if self.words[h].lemma.lower() not in _MEMBERS or "member" not in modifiers:
            return False
        refs = tuple(r for r in self.affiliation(h) if r.code.startswith("IGO:"))
        if refs:
            self.put(h, self.front(h), h, "role", refs, f"members of {refs[0].code}")
        return bool(refs)

    def _modified(self, h: int) -> None:
        """ "Iranian drones": a thing of a state. It is no actor, but an act may come from it or hit it."""
        front = [c for c in self.children[h] if self.words[c].deprel.startswith(("amod", "compound", "nmod:poss"))]
        mentions = [(n, m) for n, c in enumerate(front) if (m := self.get(c)) is not None and m.refs]
        bodies = [(n, m) for n, m in mentions if m.kind in ("role", "name") and all(r.sector in _BODIES for r in m.refs)]
        for n, mention in (bodies or mentions)[:1]:
            named = self._beside(self._hyphenated(front[n], mention.refs), front[n:], 0)
            force = _FORCE.get(self.words[h].lemma.lower(), "")
            refs = tuple(
                r if r.sector in _BODIES and ":" not in r.code else ActorRef(r.code, r.code, sector_in(r, force)) for r in named
            )
            self.put(h, self.front(h), h, "adjective", refs, f"modifier {mention.text!r}", political=False)
        if not mentions and self.get(h) is None:
            self._fired(h)

    def _hyphenated(self, c: int, refs: tuple[ActorRef, ...]) -> tuple[ActorRef, ...]:
        """ "The Iran-Iraq War": with the name that a dash or slash joins to it."""
        second = self.get(c + 2) if c + 2 < len(self.words) and self.words[c + 1].text in ("-", "–", "/") else None
        joined = second is not None and second.kind in ("name", "adjective") and second.place is None
        more = tuple(r for r in second.refs if r.code not in {x.code for x in refs}) if second is not None and joined else ()
        return (*refs, *more)

    def _fired(self, h: int) -> None:
        """ "Turkish-made drones flown by Ethiopia", "Russian-made tanks of the Syrian army": whose they are."""
        made = _MADE.search(self.state.text[self.words[self.front(h)].start : self.words[h].end])
        of = [c for c in self.children[h] if self.words[c].deprel.startswith("nmod") and self.case(c) == "of"] if made else []
        for c in (*self._firing(h), *of):
            mention = self.get(c)
            if mention is not None and mention.refs:
                refs = tuple(ActorRef(r.code, r.code, r.sector or "MIL") for r in mention.refs)
                self.put(h, self.front(h), h, "adjective", refs, f"in the hands of {mention.text!r}", political=False)
                return
