"""Claims to events, one document after the other: each claim joins the event that it most likely tells of, or founds one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from comity.reconcile.compare import SLACK, forbidden, load_weights, score
from comity.reconcile.corrections import corrected
from comity.reconcile.origins import Source, source_of
from comity.reconcile.rarity import Rarity
from comity.reconcile.summary import summarise
from comity.reconcile.views import AHEAD, View, topic_of, view
from comity.records import Claim, Correction, Document
from comity.records.event import Dispute, Event

_CONFLICT = 0.8  # score, dates aside, from which two claims with different dates contradict each other
_NEAREST = 60  # events a key that are compared, the newest first
_COMPARED = 10  # members of an event that a claim is compared with
_FAMILY = {"SUPPORT": "AGREE", "CONCEDE": "AGREE", "RETREAT": "AGREE", "AID": "AGREE", "COOPERATE": "AGREE", "SANCTION": "COERCE",
           "REJECT": "ACCUSE", "ASSAULT": "COERCE", "MOBILIZE": "COERCE"}  # fmt: skip


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

    ``origins`` are, by event, the documents that affirm it in groups of one origin each.
    """

    events: list[Event]
    disputes: list[Dispute]
    links: dict[str, list[Link]]
    origins: dict[str, list[list[str]]]


@dataclass(slots=True)
class _Cluster:
    id: str
    members: list[View]
    links: list[Link]


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
        self._index: dict[tuple[str, str, int], list[str]] = defaultdict(list)
        self._sources: dict[str, Source] = {}
        self._rarity = Rarity()
        self._conflicts: list[tuple[View, View]] = []
        self._order: dict[str, int] = {}

    def add(self, report: Report) -> None:
        """Take in a document with its claims."""
        document = report.document
        topic = topic_of(document)
        self._rarity.add(topic)
        self._sources[document.id] = source_of(document, self.agencies)
        for claim in report.claims:
            self._place(view(claim, document, topic))

    def result(self) -> Reconciled:
        """Return the events, disputes and links so far."""
        events, found = [], []
        groups: dict[str, list[list[str]]] = {}
        links: dict[str, list[Link]] = {c.id: c.links for c in self._clusters.values()}
        views = {v.claim.id: v for c in self._clusters.values() for v in c.members}
        if self.corrections:
            links = corrected(links, self.corrections, self._order)
        for name, parts in links.items():
            members = [views[link.claim] for link in parts]
            event, about, groups[name] = summarise(name, members, self._sources, self.agencies)
            events.append(event)
            found += about
        event_of = {link.claim: name for name, parts in links.items() for link in parts} if self._conflicts else {}
        for a, b in self._conflicts:
            one, other = event_of[a.claim.id], event_of[b.claim.id]
            text = f"{a.claim.date.start if a.claim.date else ''} against {b.claim.date.start if b.claim.date else ''}"
            elsewhere = f" (event {other})" if other != one else ""
            found.append(Dispute(one, "date", text + elsewhere, (a.claim.id,), (b.claim.id,)))
        return Reconciled(events, found, links, groups)

    def _place(self, claim: View) -> None:
        best: tuple[float, _Cluster, View] | None = None
        conflict: tuple[float, View] | None = None
        join = load_weights()["join"]
        self._order[claim.claim.id] = len(self._order)
        for cluster in self._candidates(claim):
            barred = self._barred(claim, cluster)
            if barred and not barred.startswith("their dates"):
                continue
            value, nearest = self._likeness(claim, cluster)
            if barred:
                if value >= _CONFLICT and (conflict is None or value > conflict[0]):
                    conflict = (value, nearest)
            elif value >= join and (best is None or value > best[0]):
                best = (value, cluster, nearest)
        if best is None:
            cluster = _Cluster(claim.claim.id, [claim], [Link(claim.claim.id, claim.claim.id, 1.0, "founded the event")])
            self._clusters[cluster.id] = cluster
            if conflict is not None and conflict[1].claim.doc != claim.claim.doc and claim.by_day and conflict[1].by_day:
                self._conflicts.append((conflict[1], claim))
        else:
            value, cluster, nearest = best
            cluster.members.append(claim)
            cluster.links.append(Link(claim.claim.id, nearest.claim.id, round(value, 3), shared(claim, nearest)))
        for key in keys(claim):
            row = self._index[key]
            if cluster.id not in row[-_NEAREST:]:
                row.append(cluster.id)

    def _candidates(self, claim: View) -> list[_Cluster]:
        found: dict[str, None] = {}
        for key in keys(claim):
            for name in self._index.get(key, ())[-_NEAREST:]:
                found.setdefault(name)
        return [self._clusters[name] for name in found]

    @staticmethod
    def _barred(claim: View, cluster: _Cluster) -> str:
        return next((why for m in cluster.members if (why := forbidden(claim, m))), "")

    def _likeness(self, claim: View, cluster: _Cluster) -> tuple[float, View]:
        """The likeness to an event: half that to the likest member, half the mean of the best ones."""
        members = cluster.members
        if len(members) > _COMPARED:
            members = [*members[: _COMPARED // 2], *members[-_COMPARED // 2 :]]
        scored = sorted(((score(claim, m, self._rarity), -i) for i, m in enumerate(members)), reverse=True)
        top = [s for s, _ in scored[:3]]
        return 0.5 * top[0] + 0.5 * sum(top) / len(top), members[-scored[0][1]]


def keys(claim: View) -> list[tuple[str, str, int]]:
    """Return the keys under which a claim is looked up: family of types, party, and month.

    Claims that share none are not compared.
    """
    family = _FAMILY.get(claim.claim.type, claim.claim.type)
    if claim.first is not None and claim.last is not None and claim.last - claim.first <= 62:
        days = (claim.first, claim.last)
    elif claim.published is not None:
        days = (claim.published - SLACK, claim.published + (2 * SLACK if claim.stance == AHEAD else 0))
    else:
        days = (0, 0)
    months = range(days[0] // 30, days[1] // 30 + 1)
    parties = [*sorted(claim.codes), *([f"in {claim.country}"] if claim.country or not claim.codes else [])]
    out = [(family, party, month) for party in parties for month in months]
    return [*out, (family, "on", claim.first)] if claim.by_day and claim.first is not None else out


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
