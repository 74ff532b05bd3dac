"""What the resolver knows of a document while it reads it."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from comity.actors.knowledge import Entry, KnowledgeBase
from comity.records import ActorRef, Mention


@dataclass(slots=True)
class DocumentState:
    """What is known of a document so far: names introduced, codes counted, mentions by sentence and word."""

    text: str
    date: str | None
    home: str = ""
    issuer: str = ""
    joint: tuple[ActorRef, ...] = ()  # who issue the text together
    mentions: dict[tuple[int, int], Mention] = field(default_factory=dict)
    surnames: dict[str, tuple[ActorRef, ...]] = field(default_factory=dict)
    strangers: set[str] = field(default_factory=set)  # surnames of people whom nobody identifies
    codes: Counter[str] = field(default_factory=Counter)
    roles: dict[str, tuple[ActorRef, ...]] = field(default_factory=dict)
    found: dict[int, list[tuple[int, int, list[Entry]]]] = field(default_factory=lambda: defaultdict(list))

    def near(self, base: KnowledgeBase) -> set[str]:
        """Return the codes of all actors that the document names, with the states that groups among them are of."""
        named = {code for code, count in self.codes.items() if count}
        return named | {base.home(code) for code in named}

    def dominant(self) -> str:
        """Return the code that the document speaks of most, if it is clearly ahead."""
        ranked = self.codes.most_common(2)
        if not ranked or ranked[0][1] < 2:
            return ""
        return ranked[0][0] if len(ranked) == 1 or ranked[0][1] >= 1.5 * ranked[1][1] else ""
