"""What a run is asked to do, how it is getting on, and what it did."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from comity.errors import InputError

if TYPE_CHECKING:
    from comity.pipeline.events import EventsReport


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """Options of :func:`comity.pipeline.read`.

    Attributes:
        date: ISO date of documents that name none.
        outlet: outlet of documents that name none.
        fields: names of the columns or keys that hold ``text``, ``title``, ``date``, ``outlet``, ``url``.
        threads: of the language model; 0 for all processors that comity may use.
        limit: stop after so many documents; None for no limit.
        lexicon: the user's own lexicon files, whose acts come before the shipped ones.
        actors: the user's own tables and dictionaries of actors, whose entries come before the shipped ones.
        coder: ``model`` or ``rules``; empty for the model where the bundle has heads of acts.
        precision: how sure the model must be of an act: ``high``, ``balanced`` or ``recall``.
        batch_sentences: sentences that are annotated and stored together.
    """

    date: str | None = None
    outlet: str = ""
    fields: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    threads: int = 0
    limit: int | None = None
    lexicon: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    coder: str = ""
    precision: str = "balanced"
    batch_sentences: int = 256

    def __post_init__(self) -> None:
        if self.date is not None:
            check_date(self.date)

    def as_record(self) -> dict[str, object]:
        """Return what the project keeps of the options of a run."""
        return {"date": self.date, "outlet": self.outlet, "fields": dict(self.fields), "limit": self.limit,
                "lexicon": list(self.lexicon), "actors": list(self.actors), "coder": self.coder,
                "precision": self.precision}  # fmt: skip


def check_date(date: str) -> str:
    """Return an ISO date as it is.

    Raises:
        InputError: it is no date of the form YYYY-MM-DD.
    """
    try:
        return dt.date.fromisoformat(date).isoformat()
    except ValueError:
        raise InputError(f"{date!r} is no date; write it as YYYY-MM-DD, for example 2023-09-13") from None


class Progress(NamedTuple):
    """How far a run is. ``inputs`` of ``total`` files or lines are done; ``total`` is None where it is unknown.

    ``stage`` is ``reading``, or ``events`` at the end, where ``inputs`` and ``total`` count documents that are compared.
    """

    documents: int
    sentences: int
    claims: int
    skipped: int
    inputs: int
    total: int | None
    stage: str = "reading"


@dataclass(frozen=True, slots=True)
class ReadReport:
    """What a run did. All counts are of this run alone.

    Attributes:
        project: the project file.
        run: number of the run in the project.
        documents: new documents, duplicates included.
        known: documents that the project had already.
        duplicates: new documents that copy another one; recorded, not coded.
        sentences: sentences annotated.
        claims: claims coded.
        skipped: inputs not read or not coded, by code of the reason.
        undated: new documents without a date.
        superseded: stored documents that a newer version replaced.
        seconds: wall-clock time of the reading.
        events: what became of the claims; None where nothing has changed.
        nameless: new documents without an outlet that copy none.
        odd_dates: names of documents with what they give as their dates, where that is none.
    """

    project: str
    run: int
    documents: int
    known: int
    duplicates: int
    sentences: int
    claims: int
    skipped: Mapping[str, int]
    undated: int
    superseded: int
    seconds: float
    events: EventsReport | None = None
    nameless: int = 0
    odd_dates: tuple[str, ...] = ()

    @property
    def notes(self) -> tuple[str, ...]:
        """Lines for the user, each said once."""
        out = []
        if self.undated:
            out.append(f"no date known for {count(self.undated, 'document')}: relative dates stay unresolved (give --date)")
        if self.odd_dates:
            what = count(len(self.odd_dates), "date")
            out.append(f"{what} could not be read, for example {self.odd_dates[0]}; write dates as YYYY-MM-DD")
        if self.nameless and self.documents + self.known > 1:
            out.append(
                f"no outlet known for {count(self.nameless, 'document')}: each counts as independent of all others "
                "(give --outlet, or a field for it, with a new project)"
            )
        if self.duplicates:
            copies = "copies another one" if self.duplicates == 1 else "copy another one"
            out.append(f"{count(self.duplicates, 'document')} {copies}: recorded, not coded")
        if self.superseded:
            out.append(f"{count(self.superseded, 'document')} replaced by a newer version; the old one is kept")
        if self.skipped:
            kinds = ", ".join(f"{code} {n}" for code, n in sorted(self.skipped.items()))
            n = sum(self.skipped.values())
            out.append(f"{count(n, 'input')} skipped ({kinds}); list them with: comity export --what skipped")
        return tuple(out)


def count(n: int, noun: str) -> str:
    """Return a number with its noun: ``1 claim``, ``1,200 claims``."""
    return f"{n:,} {noun}{'' if n == 1 else 's'}"
