"""PETRARCH's records to entries of the knowledge base."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cached_property

from comity.actors.cameo import Coded, coded, is_null, sector_of
from comity.actors.knowledge import Entry, KnowledgeBase, Role, fold
from comity.actors.petrarch import Agent, Code, Record
from comity.actors.spelling import acronyms, names_body, spellings
from comity.actors.tables import NAMED, actor_id

_NAMED = ("REB", "PTY", "OPP", "NGO")  # sectors whose named bodies are actors of their own, not their state's
_CROWDS = frozenset({"forces", "troops", "fighters", "gunmen", "rebels", "militants", "insurgents", "guerrillas"})


class Translator:
    """Writes PETRARCH's actors and agents into a knowledge base, with what the shipped one knows of their names."""

    def __init__(self, base: KnowledgeBase, states: Collection[str]) -> None:
        self.base, self.states = base, states

    @cached_property
    def _capitals(self) -> frozenset[str]:
        return acronyms(self.base.entries.keys())

    @cached_property
    def _first_names(self) -> set[str]:
        names = {t.name.split()[0] for terms in self.base.terms.values() for t in terms if " " in t.name}
        return {fold(name) for name in names if fold(name) not in self.base.entries}

    def spell(self, name: str) -> tuple[str, ...]:
        """Return how a name in capitals may stand in a text, a role noun at its end in small letters too."""
        found = spellings(name, self._capitals)
        words = found[0].split()
        for n in range(min(3, len(words) - 1), 0, -1):
            role = " ".join(words[-n:]).lower()
            if role in self.base.roles:
                return (*found, " ".join((*words[:-n], role)))
        return found

    def add_record(self, record: Record, into: KnowledgeBase, file: str) -> tuple[str, ...]:
        """Add an actor; return the spellings of a name that is said to be none."""
        names = [spelling for name in record.names for spelling in self.spell(name.text)]
        if not names or any(is_null(c.code) for c in record.codes):
            return tuple(names)
        codes = [(c, coded(c.code, self.states)) for c in record.codes]
        known = self._known(names, {what.code for _, what in codes})
        person = self._is_person(record, known)
        label = next((e.name for e in known if e.name), names[0])
        own = next((e.actor for e in known if e.kind == "person"), "") if person else ""
        if person and not own:
            first = next((what for _, what in codes if what.sector), codes[0][1] if codes else Coded("", ""))
            own = actor_id(first.code, first.sector, label)
        for code, what in codes:
            entry = self._entry(code, what, known, label, own)
            entry = entry._replace(file=file)
            if entry.actor and entry.actor not in self.base.labels:
                into.labels.setdefault(entry.actor, label)
                into.labels.setdefault(entry.code, label)
            for name in names:
                listed = into.entries[fold(name)]
                if (new := self._as_known(name, entry)) not in listed:
                    listed.append(new)
        return ()

    def _known(self, names: Sequence[str], codes: Collection[str]) -> list[Entry]:
        """Return what the base has under these names with one of these codes, or as a group or person of any code."""
        found = [e for name in names for e in self.base.entries.get(fold(name), ()) if e.kind != "place" and e.actor]
        return [e for e in found if e.code in codes] or [e for e in found if e.code.startswith("GRP:") or "" in codes]

    def _entry(self, code: Code, what: Coded, known: Sequence[Entry], label: str, person: str) -> Entry:
        """Return the entry of one code of a record, without its file and with the kind of a name or person."""
        if person:
            return Entry("person", what.code, person, what.sector, label, code.start, code.end, "")
        same = next((e for e in known if e.code == what.code and e.kind != "person"), None)
        if what.code[:4] in NAMED:
            actor = same.actor if same else what.code
            return Entry("name", what.code, actor, what.sector, label, code.start, code.end, "")
        if what.sector == "IGO" or (what.sector in _NAMED and not self._is_crowd(label)) or not what.code:
            prefix = "IGO:" if what.sector == "IGO" else "GRP:"
            body = next((e for e in known if e.code.startswith(prefix) or not what.code), None)
            return Entry(
                "name",
                body.code if body else prefix + label,
                body.actor if body else prefix + label,
                what.sector,
                label,
                code.start,
                code.end,
                "",
            )
        if not what.sector:
            return Entry("name", what.code, what.code, "", label, code.start, code.end, "")
        actor = same.actor if same and same.actor != what.code else actor_id(what.code, what.sector, label)
        return Entry("name", what.code, actor, what.sector, label, code.start, code.end, "")

    def _as_known(self, name: str, entry: Entry) -> Entry:
        """Give an entry the kind that the base has for a name of the same code (adjective, capital, metonym), and where
        the code leaves them open its actor and sector.
        """
        if entry.kind == "person":
            return entry
        known = self.base.entries.get(fold(name), ())
        same = next((e for e in known if e.code == entry.code and e.kind not in ("person", "place")), None)
        if same is None:
            is_place = any(e.code == entry.code and e.kind == "place" for e in known)
            return entry._replace(kind="capital") if is_place else entry
        actor = same.actor if entry.actor == entry.code else entry.actor
        return entry._replace(kind=same.kind, actor=actor, sector=entry.sector or same.sector)

    def _is_person(self, record: Record, known: Sequence[Entry]) -> bool:
        """Tell whether a record is a person: the base has it so, it has terms of office, or a first name stands first."""
        if known:
            return known[0].kind == "person"
        words = record.names[0].text.lower().split()
        if not 2 <= len(words) <= 6 or names_body(" ".join(words)):
            return False
        if " ".join(words) in self.base.roles or words[-1] in self.base.roles:
            return False
        dated = any(c.start or c.end for c in record.codes)
        return dated or self.spell(record.names[0].text)[0].split()[0] in self._first_names

    def _is_crowd(self, label: str) -> bool:
        """Tell whether a name is that of people of a kind ("Rwandan rebels") rather than of a body."""
        last = label.lower().split()[-1]
        role = self.base.roles.get(last)
        return last in _CROWDS or (role is not None and role.kind == "person")

    def add_agent(self, agent: Agent, into: KnowledgeBase) -> None:
        """Add a role noun with its plural."""
        role = Role(sector_of(agent.code).sector, self._role_kind(agent))
        into.roles.setdefault(agent.noun, role)
        if agent.plural:
            into.roles.setdefault(agent.plural, role)

    def _role_kind(self, agent: Agent) -> str:
        known = self.base.roles.get(agent.noun)
        if known is None:
            head = agent.noun.split(" of ")[0].split(" for ")[0].split()[-1:]
            known = self.base.roles.get(head[0]) if head else None
        if known is not None:
            return known.kind
        people = ("man", "men", "woman", "women", "person")
        return "person" if agent.plural or agent.noun.endswith(people) else "collective"
