"""Claims to events, one document after the other: each claim joins the event that it most likely tells of, or founds one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from comity.reconcile.across import across
from comity.reconcile.blocking import Blocks
from comity.reconcile.compare import EXCLUDED, forbidden, load_weights, score
from comity.reconcile.corrections import corrected
from comity.reconcile.origins import Source, source_of
from comity.reconcile.rarity import Rarity
from comity.reconcile.summary import summarise
from comity.reconcile.views import View, ordinal, topic_of, view
from comity.records import Claim, Correction, Document
from comity.records.event import Dispute, Event

_CONFLICT = 0.8  # score, dates aside, from which two claims with different dates contradict each other
_COMPARED = 10  # members of an event that a claim is compared with


class Report(NamedTuple):
    """A document with its claims in order."""

    document: Document
    claims: Sequence[Claim]


class Link(NamedTuple):
    """Why a claim is part of an event: the claim that it was likest to, how likely, and what they share; 1 for the founder."""

    claim: str
    to: str
    probability: float
    why: str


class Reconciled(NamedTuple):
    """The events in the order of their founding claims, the disputes about them, and why each claim joined.

    ``origins`` has, by event, the number from 1 of the independent origin that each counted claim speaks for.
    """

    events: list[Event]
    disputes: list[Dispute]
    links: dict[str, list[Link]]
    origins: dict[str, dict[str, int]]


@dataclass(slots=True)
class _Cluster:
    """An event in the making, with the span that its dates leave open: no later than ``last``, no earlier than ``first``."""

    id: str
    members: list[View]
    links: list[Link]
    first: int | None = None
    last: int | None = None

    def add(self, member: View, link: Link) -> None:
        self.members.append(member)
        self.links.append(link)
        if member.first is not None and member.last is not None:
            self.first = member.first if self.first is None else max(self.first, member.first)
            self.last = member.last if self.last is None else min(self.last, member.last)

    def compared(self) -> list[View]:
        """The members that a claim is compared with: of many the first and the latest."""
        if len(self.members) <= _COMPARED:
            return self.members
        return [*self.members[: _COMPARED // 2], *self.members[-_COMPARED // 2 :]]

    def barred(self, claim: View, rarity: Rarity) -> str:
        """Why a claim cannot be part of it, in words. Dates are checked against those of all members."""
        why = next((why for m in self.compared() if (why := forbidden(claim, m, rarity))), "")
        if why or claim.first is None or claim.last is None or self.first is None or self.last is None:
            return why
        return EXCLUDED if claim.last < self.first or self.last < claim.first else ""


class Reconciler:
    """Merge claims into events. Feed documents in the order in which they were read; the same order gives the same events.

    An event's id is that of the claim that founded it, so later documents change neither its id nor those of others.

    Args:
        agencies: names of news agencies and outlets to their ids, for the count of origins.
        corrections: what analysts have decided, the oldest first. It is laid over the events when all claims are placed, so it
            changes no other event, and what would have joined an event that was merged is part of the whole.
    """

    def __init__(
        self,
        agencies: Mapping[str, str] | None = None,
        corrections: Sequence[Correction] = (),
    ) -> None:
        self.agencies = dict(agencies or {})
        self.corrections = tuple(corrections)
        self._clusters: dict[str, _Cluster] = {}
        self._blocks = Blocks()
        self._sources: dict[str, Source] = {}
        self._rarity = Rarity()
        self._conflicts: list[tuple[View, View]] = []
        self._order: dict[str, int] = {}

    def add(self, report: Report) -> None:
        """Take in a document with its claims."""
        document = report.document
        topic = topic_of(document)
        self._rarity.add(topic)
        self._blocks.open(document.id, ordinal(document.date or ""), topic, self._rarity)
        self._sources[document.id] = source_of(document, self.agencies)
        for claim in report.claims:
            self._place(view(claim, document, topic))

    def result(self) -> Reconciled:
        """Return the events, disputes and links so far."""
        events, found = [], []
        origins: dict[str, dict[str, int]] = {}
        links: dict[str, list[Link]] = {c.id: c.links for c in self._clusters.values()}
        views = {v.claim.id: v for c in self._clusters.values() for v in c.members}
        if self.corrections:
            links = corrected(links, self.corrections, self._order)
        members = {name: [views[link.claim] for link in parts] for name, parts in links.items()}
        for name, told in members.items():
            event, about, origins[name] = summarise(name, told, self._sources, self.agencies)
            events.append(event)
            found += about
        events, between = across(events, members)
        found += between
        event_of = {link.claim: name for name, parts in links.items() for link in parts} if self._conflicts else {}
        for a, b in self._conflicts:
            one, other = event_of[a.claim.id], event_of[b.claim.id]
            text = f"{a.claim.date.start if a.claim.date else ''} against {b.claim.date.start if b.claim.date else ''}"
            elsewhere = f" (event {other})" if other != one else ""
            found.append(Dispute(one, "date", text + elsewhere, (a.claim.id,), (b.claim.id,)))
        return Reconciled(events, found, links, origins)

    def _place(self, claim: View) -> None:
        best: tuple[float, _Cluster, View] | None = None
        conflict: tuple[float, View] | None = None
        join = load_weights()["join"]
        self._order[claim.claim.id] = len(self._order)
        for name in self._blocks.find(claim):
            cluster = self._clusters[name]
            barred = cluster.barred(claim, self._rarity)
            if barred and barred != EXCLUDED:
                continue
            value, nearest = self._likeness(claim, cluster)
            if barred:
                if value >= _CONFLICT and (conflict is None or value > conflict[0]):
                    conflict = (value, nearest)
            elif value >= join and (best is None or value > best[0]):
                best = (value, cluster, nearest)
        if best is None:
            cluster = self._clusters[claim.claim.id] = _Cluster(claim.claim.id, [], [])
            cluster.add(claim, Link(claim.claim.id, claim.claim.id, 1.0, "founded the event"))
            if conflict is not None and conflict[1].claim.doc != claim.claim.doc and claim.by_day and conflict[1].by_day:
                self._conflicts.append((conflict[1], claim))
        else:
            value, cluster, nearest = best
            cluster.add(claim, Link(claim.claim.id, nearest.claim.id, round(value, 3), shared(claim, nearest)))
        self._blocks.add(claim, cluster.id)

    def _likeness(self, claim: View, cluster: _Cluster) -> tuple[float, View]:
        """The likeness to an event: half that to the likest member, half the mean of the best ones."""
        members = cluster.compared()
        scored = sorted(((score(claim, m, self._rarity), -i) for i, m in enumerate(members)), reverse=True)
        top = [s for s, _ in scored[:3]]
        return 0.5 * top[0] + 0.5 * sum(top) / len(top), members[-scored[0][1]]


def shared(a: View, b: View) -> str:
    """Return what two claims have in common, in words."""
    parts = [f"parties {', '.join(sorted(a.codes & b.codes))}"] if a.codes & b.codes else []
    if a.claim.trigger.text.lower() == b.claim.trigger.text.lower():
        parts.append(f"trigger {a.claim.trigger.text!r}")
    if a.first is not None and a.first == b.first and a.claim.date:
        parts.append(f"date {a.claim.date.start}")
    if a.place and a.place == b.place:
        parts.append(f"place {a.place}")
    words = sorted(a.words & b.words, key=lambda w: (-len(w), w))[:4]
    return "; ".join([*parts, *([f"words {', '.join(sorted(words))}"] if words else [])])
