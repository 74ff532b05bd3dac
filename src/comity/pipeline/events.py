"""Claims to events: all current documents of a project through the reconciler, with the analysts' corrections."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from comity.config import Settings
from comity.pipeline.options import count
from comity.pipeline.stages import agencies
from comity.records import Claim, Correction, Document, EventClaim

if TYPE_CHECKING:
    from comity.reconcile import Reconciled, Report
    from comity.store import Store

_STEP = 50  # documents between two calls of the progress

Advance = Callable[[int, int], None]
"""Called now and then with the number of documents that were compared, and of all."""


@dataclass(frozen=True, slots=True)
class EventsReport:
    """What a reconciliation found.

    Attributes:
        project: the project file.
        claims: claims of the current documents.
        statuses: events by status.
        disputes: contradictions between claims of one event.
        corrections: analysts' decisions that were applied.
        idle: decisions without effect, since the claims that they name are of documents that were replaced.
        missing: files of actors of the last reading that are no longer there; outlets in them are not known.
        seconds: wall-clock time.
    """

    project: str
    claims: int
    statuses: Mapping[str, int]
    disputes: int
    corrections: int
    idle: int
    missing: tuple[str, ...]
    seconds: float

    @property
    def events(self) -> int:
        """The number of events."""
        return sum(self.statuses.values())

    @property
    def notes(self) -> tuple[str, ...]:
        """Lines for the user."""
        kinds = ", ".join(f"{name} {n:,}" for name, n in sorted(self.statuses.items(), key=lambda pair: (-pair[1], pair[0])))
        listed = f" ({kinds})" if kinds else ""
        out = [
            f"{count(self.events, 'event')} out of {count(self.claims, 'claim')}{listed}, {count(self.disputes, 'dispute')} "
            f"in {self.seconds:.1f} s"
        ]
        if self.corrections:
            out.append(f"{count(self.corrections, 'correction')} of analysts applied")
        if self.idle:
            out.append(f"{count(self.idle, 'correction')} without effect: what they name is of documents that were replaced")
        if self.missing:
            out.append(
                f"{', '.join(self.missing)} of the last reading not found: outlets in it are not known here (give --actors)"
            )
        return tuple(out)


def reconcile(project: str | Path, actors: Sequence[str] | None = None, progress: Advance | None = None) -> EventsReport:
    """Merge the claims of a project into events, and store them in place of those that were there.

    All current documents are compared in the order of reading, so documents that were added leave the ids of the events
    before them as they are. Analysts' corrections are kept and applied.

    Args:
        project: the project file.
        actors: files of actors, whose outlets and agencies count as origins; None for those of the last reading.
        progress: see :data:`Advance`.

    Raises:
        ProjectError: there is no such project, or it cannot be opened.
        DataFileError: a file of actors has a mistake.
        OutputError: the project file cannot be written.
    """
    with opened(project) as store:
        return reconcile_with(store, actors, progress)


def opened(project: str | Path) -> Store:
    """Open a project to write into it."""
    from comity.store import Store

    return Store.open(project, memory=Settings.from_environment().memory)


def reconcile_with(store: Store, actors: Sequence[str] | None = None, progress: Advance | None = None) -> EventsReport:
    """Do the work of :func:`reconcile` on an open project."""
    wanted = last_actors(store) if actors is None else tuple(actors)
    there = tuple(a for a in wanted if actors is not None or Path(a).exists())
    missing = tuple(a for a in wanted if a not in there)
    return reconcile_store(store, agencies(there), missing, progress)


def last_actors(store: Store) -> tuple[str, ...]:
    """Return the files of actors of the last reading."""
    rows = store.rows("SELECT options FROM runs ORDER BY run DESC LIMIT 1")
    return tuple(json.loads(rows[0][0]).get("actors", ())) if rows else ()


def reconcile_store(
    store: Store, outlets: Mapping[str, str], missing: tuple[str, ...] = (), progress: Advance | None = None
) -> EventsReport:
    """Merge the claims of an open project into events; ``outlets`` leads from names of agencies and outlets to their ids."""
    from comity.reconcile import Reconciler
    from comity.store import events as stored

    began = time.monotonic()
    state = stored.documents_state(store)
    made = stored.corrections(store)
    reconciler = Reconciler(outlets, made)
    total = int(store.value("SELECT count(*) FROM documents WHERE superseded_by IS NULL"))
    where: dict[str, str] = {}
    for n, report in enumerate(_reports(store), 1):
        reconciler.add(report)
        where.update((c.id, c.doc) for c in report.claims)
        if progress and n % _STEP == 0:
            progress(n, total)
    result = reconciler.result()
    if progress:
        progress(total, total)
    stored.write_events(store, result.events, _links(result), result.disputes, state)
    idle = sum(not _applies(c, where) for c in made)
    return EventsReport(
        project=str(store.path),
        claims=len(where),
        statuses=dict(Counter(e.status for e in result.events)),
        disputes=len(result.disputes),
        corrections=len(made) - idle,
        idle=idle,
        missing=missing,
        seconds=time.monotonic() - began,
    )


def _applies(correction: Correction, claims: Mapping[str, str]) -> bool:
    """Return whether the claims that a correction names are still among those of current documents."""
    if correction.kind == "merge":
        return correction.event in claims and correction.other in claims
    return any(claim in claims for claim in correction.claims)


def _reports(store: Store) -> Iterator[Report]:
    """Yield the current documents that copy none, in the order of reading, with their claims.

    A copy has no claims. It tells of nothing but where its original comes from: who links to the copy, links to the original.
    """
    from comity.reconcile import Report
    from comity.store import events as stored

    originals: dict[str, list[str]] = {}  # address of a copy: those of what it copies
    for copy, original in store.rows(
        "SELECT d.url, o.url FROM documents d JOIN documents o ON o.id = d.duplicate_of "
        "WHERE d.superseded_by IS NULL AND d.url <> '' AND o.url <> '' AND d.url <> o.url ORDER BY d.number"
    ):
        originals.setdefault(copy, []).append(original)
    by_document = groupby((c.claim for c in store.claims()), key=lambda c: c.doc)
    ahead = next(by_document, None)
    for document in stored.documents(store):
        claims: tuple[Claim, ...] = ()
        if ahead is not None and ahead[0] == document.id:
            claims = tuple(ahead[1])
            ahead = next(by_document, None)
        if document.duplicate_of is None:
            yield Report(_linked(document, originals), claims)


def _linked(document: Document, originals: Mapping[str, Sequence[str]]) -> Document:
    more = [url for link in document.links for url in originals.get(link, ())]
    return replace(document, links=(*document.links, *more)) if more else document


def _links(result: Reconciled) -> Iterator[EventClaim]:
    """Yield each claim's part in its event."""
    for event in result.events:
        origin = result.origins[event.id]
        denying = set(event.disputing)
        for position, link in enumerate(result.links[event.id]):
            denies = link.claim in denying
            yield EventClaim(event.id, link.claim, position, denies, origin.get(link.claim), link.probability, link.to, link.why)
