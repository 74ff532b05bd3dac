"""What a measure gives back: rows of values with their bands, and the events behind each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from comity.system.measures.options import Window


class Value(NamedTuple):
    """A value with the band of its resamples; None where it is not defined or no band was drawn."""

    value: float | None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a measure.

    Attributes:
        key: what it is about, one text for each of :attr:`Result.keys`.
        period: the period, as people write it; empty for the whole window.
        values: by name, each of :attr:`Result.units`.
        events: rows of events behind it.
        ids: of the first of these events, those with the most reports first.
    """

    key: tuple[str, ...]
    period: str
    values: Mapping[str, Value]
    events: int
    ids: tuple[str, ...] = ()


class Variant(NamedTuple):
    """A measure under another assumption, beside what was asked for.

    Attributes:
        what: the assumption in words.
        rows: rows that both have.
        order: Spearman's rank correlation of the first value between the two; None for fewer than three rows.
        key: the row whose first value changes most.
        was: its value as asked for.
        becomes: its value under the other assumption.
    """

    what: str
    rows: int
    order: float | None
    key: tuple[str, ...]
    was: float
    becomes: float


@dataclass(frozen=True, slots=True)
class Result:
    """A measure over a window.

    Attributes:
        measure: its name.
        keys: names of the parts of a row's key.
        units: unit of each value, by its name; the first is the one that sensitivity looks at.
        rows: the lines.
        span: the window.
        by: the period of a row; empty for the whole window.
        resampled: how many documents, or groups of documents, the bands were drawn from; 0 for no bands.
        draws: how often.
        level: share of the draws inside a band.
        notes: what a reader should know.
        sensitivity: the measure under other assumptions.
    """

    measure: str
    keys: tuple[str, ...]
    units: Mapping[str, str]
    rows: tuple[Row, ...]
    span: Window
    by: str = ""
    resampled: int = 0
    draws: int = 0
    level: float = 0.9
    notes: tuple[str, ...] = ()
    sensitivity: tuple[Variant, ...] = ()

    def records(self) -> Iterator[dict[str, Any]]:
        """Yield the rows as flat records: key, period, each value with ``_low`` and ``_high``, events, ids."""
        for row in self.rows:
            out: dict[str, Any] = dict(zip(self.keys, row.key, strict=True))
            out["period"] = row.period or None
            for name, value in row.values.items():
                out[name], out[f"{name}_low"], out[f"{name}_high"] = (_rounded(v) for v in value)
            yield {**out, "events": row.events, "ids": list(row.ids)}


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(float(value), 6) + 0.0  # no minus zero
