"""A log of forecasts, in a file of one JSON object a line: what was forecast when, what came of it, and the scores.

A forecast is written once and its probability never changes. What happened is filled in when its days are over, also where it has
come true before: else those that come true would be scored sooner, and the scores would flatter.
"""

from __future__ import annotations

import datetime
import json
import os
import stat
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

from comity.errors import ComityError, DataFileError, InputError, OutputError
from comity.records import stable_id
from comity.system.forecast.calibration import Bin, brier, calibration_error, log_score, reliability
from comity.system.forecast.history import History, day_of
from comity.system.forecast.outlook import Outlook


@dataclass(frozen=True, slots=True)
class LoggedForecast:
    """One forecast of the log. Dates are ISO 8601.

    Attributes:
        id: the same for the same forecast made on the same day.
        made: the day it was made.
        source, relation, target: what was forecast.
        first, last: the days in which it may come true.
        probability, usual: that of the forecast, and the relation's rate among all pairs.
        precedents: ids of the events that spoke for it.
        happened: None as long as it is open.
        resolved: the day that settled it: of the act, or the last day; empty while open.
        events: ids of the events that made it true.
        made_from: the project or table that it was made from; empty where it was not kept.
        resolved_from: the project or table that settled it.
    """

    id: str
    made: str
    source: str
    relation: str
    target: str
    first: str
    last: str
    probability: float
    usual: float
    precedents: tuple[str, ...] = ()
    happened: bool | None = None
    resolved: str = ""
    events: tuple[str, ...] = ()
    made_from: str = ""
    resolved_from: str = ""

    @property
    def ahead(self) -> bool:
        """Whether it was made before its days began; else it is an exercise in hindsight, to be scored apart."""
        return self.made <= self.first


@dataclass(frozen=True, slots=True)
class LogScores:
    """Scores of the settled forecasts; ``usual_brier`` and ``usual_log`` are those of the relations' rates."""

    settled: int
    open: int
    brier: float
    log: float
    usual_brier: float
    usual_log: float
    error: float
    bins: tuple[Bin, ...]


_LATER = ("made_from", "resolved_from")  # fields that older logs have not


def _iso(day: int) -> str:
    try:
        return datetime.date.fromordinal(day).isoformat()
    except (ValueError, OverflowError):
        raise ComityError(f"day {day} is no date, and a log needs dates: count days as `day_of` does") from None


def logged(outlook: Outlook, made: int, origin: str = "") -> LoggedForecast:
    """Return the log's entry of an outlook, with the project or table that it was made from.

    Raises:
        ComityError: if the days are no dates.
    """
    dates = _iso(made), _iso(outlook.first), _iso(outlook.last)
    names = outlook.source, outlook.relation, outlook.target
    events = tuple(dict.fromkeys(past.event for past in outlook.precedents if past.event))
    return LoggedForecast(
        id=stable_id(*dates, *names),
        made=dates[0],
        source=outlook.source,
        relation=outlook.relation,
        target=outlook.target,
        first=dates[1],
        last=dates[2],
        probability=outlook.probability,
        usual=outlook.usual,
        precedents=events,
        made_from=origin,
    )


class ForecastLog:
    """The log in a file, which need not exist yet.

    It is replaced in one step, and only after a whole new one has been written. What settling changes for good is kept as it was
    in :attr:`backup`.
    """

    def __init__(self, path: str | Path) -> None:
        """Name the file; nothing is read or written yet."""
        self.path = Path(path)

    @property
    def backup(self) -> Path:
        """The log before forecasts were settled last."""
        return self.path.with_name(f"{self.path.name}.bak")

    def read(self) -> list[LoggedForecast]:
        """Return all forecasts in the order in which they were logged; none if there is no file.

        Raises:
            InputError: if the file cannot be read.
            DataFileError: if a line is no forecast; names file and line.
        """
        try:
            text = self.path.read_text(encoding="utf-8")
        except FileNotFoundError:
            return []
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(f"{self.path} cannot be read as a log of forecasts ({error}); name another file") from error
        return [_parsed(line, f"{self.path}, line {number}") for number, line in enumerate(text.split("\n"), 1) if line.strip()]

    def record(self, outlooks: Iterable[Outlook], made: int, origin: str = "") -> int:
        """Append outlooks made on a day, those that are logged already left out. Returns how many are new.

        Args:
            outlooks: forecasts.
            made: the day.
            origin: the project or table that they were made from.

        Raises:
            ComityError: see :func:`logged`.
            OutputError: if the file cannot be written.
        """
        kept = self.read()
        known = {entry.id for entry in kept}
        new: dict[str, LoggedForecast] = {}
        for entry in (logged(outlook, made, origin) for outlook in outlooks):
            if entry.id not in known:
                new.setdefault(entry.id, entry)
        if new:
            self._write([*kept, *new.values()])
        return len(new)

    def resolve(self, history: History, until: int, origin: str = "") -> int:
        """Settle open forecasts by the acts before ``until``, up to which the history is complete. Returns how many.

        Forecasts stay open whose days begin before the history does, or whose actors it does not know: it cannot tell. The log as
        it was is kept in :attr:`backup`.

        Args:
            history: the acts.
            until: the first day of which they no longer tell.
            origin: the project or table that they come from.

        Raises:
            OutputError: if the file cannot be written.
        """
        acts: dict[tuple[str, str, str], list[tuple[int, str]]] = {}
        for (source, relation, target, day), event in zip(history.acts.tolist(), history.events, strict=True):
            if day < until:
                key = (history.actors[source], history.relations[relation], history.actors[target])
                acts.setdefault(key, []).append((day, event))
        kept = self.read()
        known, first = set(history.actors), _iso(history.first)
        after = [
            _settled(entry, acts.get((entry.source, entry.relation, entry.target), []), until, origin)
            if {entry.source, entry.target} <= known and entry.first >= first
            else entry
            for entry in kept
        ]
        settled = sum(old.happened != new.happened for old, new in zip(kept, after, strict=True))
        if settled:
            _replace(self.backup, self.path.read_bytes(), self.path)
            self._write(after)
        return settled

    def scores(self, ahead: bool | None = None) -> LogScores:
        """Return the scores of settled forecasts: of those made ahead of their days, those made in hindsight, or (None) all.

        Raises:
            ComityError: if none is settled yet.
        """
        entries = [entry for entry in self.read() if ahead is None or entry.ahead == ahead]
        done = [entry for entry in entries if entry.happened is not None]
        if not done:
            raise ComityError(
                f"none of the {len(entries)} forecasts of {self.path} is settled: resolve them once their days are over"
            )
        chance, usual = [entry.probability for entry in done], [entry.usual for entry in done]
        outcome = [float(bool(entry.happened)) for entry in done]
        bins = reliability(chance, outcome)
        return LogScores(
            settled=len(done),
            open=len(entries) - len(done),
            brier=brier(chance, outcome),
            log=log_score(chance, outcome),
            usual_brier=brier(usual, outcome),
            usual_log=log_score(usual, outcome),
            error=calibration_error(bins),
            bins=tuple(bins),
        )

    def _write(self, entries: list[LoggedForecast]) -> None:
        text = "".join(json.dumps(asdict(entry), ensure_ascii=False) + "\n" for entry in entries)
        _replace(self.path, text.encode("utf-8"), self.path)


def _replace(path: Path, data: bytes, log: Path) -> None:
    """Put data in the place of a file in one step, so that a killed run leaves the old one; links and rights stay."""
    temporary, target = "", path.resolve()
    try:
        like = next((file for file in (target, log) if file.exists()), None)
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=target.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        mask = os.umask(0)
        os.umask(mask)  # a new file is as a plain open would have made it
        Path(temporary).chmod(stat.S_IMODE(like.stat().st_mode) if like else 0o666 & ~mask)
        Path(temporary).replace(target)
    except OSError as error:
        if temporary:
            with suppress(OSError):
                Path(temporary).unlink()
        raise OutputError(f"{path} cannot be written ({error.strerror or error}); the log is as it was") from error


def _settled(entry: LoggedForecast, acts: list[tuple[int, str]], until: int, origin: str) -> LoggedForecast:
    first, last = day_of(entry.first), day_of(entry.last)
    if entry.happened is not None or until <= last:
        return entry
    within = [(day, event) for day, event in acts if first <= day <= last]
    if within:
        events = tuple(event for _, event in within if event)
        day = _iso(min(day for day, _ in within))
        return replace(entry, happened=True, resolved=day, events=events, resolved_from=origin)
    return replace(entry, happened=False, resolved=entry.last, resolved_from=origin)


def _parsed(line: str, where: str) -> LoggedForecast:
    names = [field.name for field in fields(LoggedForecast)]
    try:
        values: dict[str, Any] = json.loads(line)
        values = {**dict.fromkeys(_LATER, ""), **values}
        missing = [name for name in names if name not in values]
        if missing:
            raise DataFileError(f"{where}: '{missing[0]}' is missing; a forecast has {', '.join(names)}")
        kept: dict[str, Any] = {name: tuple(values[name]) if isinstance(values[name], list) else values[name] for name in names}
        entry = LoggedForecast(**kept)
        if day_of(entry.first) > day_of(entry.last) or day_of(entry.made) < 1:
            raise ValueError(f"it begins on {entry.first} and ends on {entry.last}")
        if not 0 <= entry.probability <= 1 or not 0 <= entry.usual <= 1:
            raise ValueError(f"{entry.probability} or {entry.usual} is no probability")
    except DataFileError:
        raise
    except (ValueError, TypeError, ComityError) as error:
        raise DataFileError(f"{where}: no forecast ({error}); each line is one JSON object as `ForecastLog` writes it") from error
    return entry
