"""Which events a measure counts, how time enters, and how its bands are drawn."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import NamedTuple

from comity.errors import InputError, check_window
from comity.ontology import PLOVER
from comity.system.tables import COUNTED, OFFICIAL, EventTable, literal, literals
from comity.system.tables.table import FIRST_DAY, LAST_DAY, VIEW

PERIODS = ("day", "week", "month", "quarter", "year")
MOST_PERIODS = 20_000
SHORTEST, LONGEST = 1e-3, 1e12
"""Half-lives in days, at least and at most."""


@dataclass(frozen=True, slots=True)
class Options:
    """Options that all measures take.

    Attributes:
        actors: codes; empty for the most active ones.
        since: first day; None for the first day of the table.
        until: last day; None for the last day of the table.
        by: one of :data:`PERIODS` for a row per period; empty for one over the whole window.
        half_life: days after which an event counts half, back from the end of its period; None for no decay.
        types: PLOVER types; empty for all.
        statuses: of the events that count.
        official: only acts between states and organisations of states, and those who act for them.
        limit: how many actors or pairs where they are not named; None for all.
        draws: resamples behind the bands; 0 for no bands.
        level: share of the resamples that a band covers.
        seed: of the draws.
        ids: how many ids of events a row names.
    """

    actors: tuple[str, ...] = ()
    since: dt.date | None = None
    until: dt.date | None = None
    by: str = ""
    half_life: float | None = None
    types: tuple[str, ...] = ()
    statuses: tuple[str, ...] = COUNTED
    official: bool = False
    limit: int | None = 10
    draws: int = 200
    level: float = 0.9
    seed: int = 0
    ids: int = 20

    def __post_init__(self) -> None:
        if self.by and self.by not in PERIODS:
            raise InputError(f"no period {self.by!r}; valid are {', '.join(PERIODS)}")
        if unknown := [t for t in self.types if t not in PLOVER]:
            raise InputError(f"no PLOVER type {unknown[0]!r}; valid are {', '.join(PLOVER)}")
        check_half_life(self.half_life)
        check_window(self.since, self.until)
        if not 0 < self.level < 1 or self.draws < 0:
            raise InputError("bands take 0 draws or more, and a level between 0 and 1, for example 0.9")


class Window(NamedTuple):
    """Days from the first to the last that count, both included."""

    since: dt.date
    until: dt.date

    @property
    def days(self) -> int:
        """Length in days."""
        return (self.until - self.since).days + 1


def check_half_life(days: float | None) -> None:
    """Refuse a half-life that is none.

    Raises:
        InputError: it is no number above 0, or too short or too long to tell from no half-life.
    """
    if days is not None and not SHORTEST <= days <= LONGEST:
        raise InputError(f"a half-life of {days:g} days is none; give a number above 0, from {SHORTEST:g} to {LONGEST:g}")


def window(table: EventTable, options: Options) -> Window:
    """Return the window of a table that options ask for.

    Raises:
        InputError: the table is empty or undated, or has no event in the window.
    """
    first, last, rows, undated = table.days
    if not rows:
        raise InputError(table.empty)
    if first is None or last is None:
        hint = "; give the date of the documents: comity read PATH --date DATE" if table.documents else ""
        raise InputError(f"{table.label} has {undated:,} events, but none with a day; measures over time need dates{hint}")
    found = Window(options.since or first, options.until or last)
    if found.since > last or found.until < first or found.since > found.until:
        raise nothing(table, "event", found, options)
    return Window(max(found.since, FIRST_DAY), min(found.until, LAST_DAY))


def nothing(table: EventTable, what: str, span: Window, options: Options | None = None) -> InputError:
    """Return the error that a window has no event of some kind; names the filters that options set."""
    first, last, *_ = table.days
    kept = f" of type {', '.join(options.types)}" if options and options.types else ""
    kept += " between officials (--official)" if options and options.official else ""
    when = f"up to {span.until}" if span.since > span.until else f"from {span.since} to {span.until}"
    return InputError(f"{table.label} has no {what}{kept} {when}; its events are from {first} to {last}")


def period_of(day: str, by: str) -> str:
    """Return the first day of the period of a day, as SQL; of no period, null."""
    return f"date_trunc('{by}', {day})::DATE" if by else "NULL::DATE"


def counted(table: EventTable, options: Options, where: str = "", statuses: tuple[str, ...] | None = None) -> str:
    """Return the query of the rows that count, with their weight ``w`` and the first day of their period ``period``.

    Args:
        table: the events.
        options: which of them.
        where: a further condition of SQL.
        statuses: in place of those of the options.
    """
    span = window(table, options)
    since, until = (f"DATE '{day}'" for day in span)
    parts = [f"day BETWEEN {since} AND {until}", f"status IN {literals(statuses or options.statuses)}"]
    if options.types:
        parts.append(f"type IN {literals(options.types)}")
    if options.official:
        parts.append(official("source"))
        parts.append(official("target"))
    if where:
        parts.append(f"({where})")
    period = period_of("day", options.by)
    weight = "weight"
    if options.half_life is not None:
        end = until if not options.by else f"least(({period} + INTERVAL 1 {options.by})::DATE - 1, {until})"
        weight = f"weight * pow(0.5, ({end} - day) / {float(options.half_life)!r})"
    columns = "id, day, type, mode, cameo, source, target, joint, status, reports, doc, contexts"
    return f"SELECT {columns}, {weight} AS w, {period} AS period FROM {VIEW} WHERE {' AND '.join(parts)}"


def official(side: str) -> str:
    """Return the condition that a side acts for a state or an organisation of states."""
    return f"({side} IS NULL OR ({side}_sector IN {literals(OFFICIAL)} AND NOT starts_with({side}, 'GRP:')))"


def periods(span: Window, by: str) -> list[dt.date]:
    """Return the first days of all periods that a window touches.

    Raises:
        InputError: more than MOST_PERIODS.
    """
    out = []
    day = start_of(span.since, by)
    while day <= span.until:
        out.append(day)
        if len(out) > MOST_PERIODS:
            raise InputError(
                f"{span.since} to {span.until} has more than {MOST_PERIODS:,} periods; take a longer one than a {by}"
            )
        following = next_period(day, by)
        if following == day:  # the calendar ends
            break
        day = following
    return out


def start_of(day: dt.date, by: str) -> dt.date:
    """Return the first day of the period in which a day lies."""
    if by == "week":
        return day - dt.timedelta(days=day.weekday())
    if by == "month":
        return day.replace(day=1)
    if by == "quarter":
        return day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)
    return day.replace(month=1, day=1) if by == "year" else day


def next_period(day: dt.date, by: str) -> dt.date:
    """Return the first day of the period after the one that begins on a day; the last day that there is where none follows."""
    if by in ("day", "week"):
        return dt.date.fromordinal(min(day.toordinal() + (1 if by == "day" else 7), dt.date.max.toordinal()))
    months = {"month": 1, "quarter": 3, "year": 12}[by]
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, 1) if year <= dt.MAXYEAR else dt.date.max


def name_of_period(day: dt.date | None, by: str) -> str:
    """Return a period as people write it; empty for no period.

    >>> [name_of_period(dt.date(2023, 7, 3), by) for by in PERIODS]
    ['2023-07-03', '2023-W27', '2023-07', '2023-Q3', '2023']
    """
    if day is None or not by:
        return ""
    year, week, _ = day.isocalendar()
    forms = {
        "week": f"{year}-W{week:02}",
        "month": f"{day:%Y-%m}",
        "quarter": f"{day.year}-Q{(day.month + 2) // 3}",
        "year": str(day.year),
    }
    return forms.get(by, day.isoformat())


def pairs_of(actors: tuple[str, ...]) -> str:
    """Return the condition of rows between two sides: of one actor with all others, of several among them, or of all."""
    both = "source IS NOT NULL AND target IS NOT NULL AND source <> target"
    if not actors:
        return both
    if len(actors) == 1:
        return f"{both} AND {literal(actors[0])} IN (source, target)"
    return f"{both} AND source IN {literals(actors)} AND target IN {literals(actors)}"
