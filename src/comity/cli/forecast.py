"""``comity forecast``: what is likely next between two actors, a log of forecasts, and how good they are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from comity.cli.common import say
from comity.cli.eventtable import day_option, opened_events, plover_types, show_page, show_records, source_options

if TYPE_CHECKING:
    from comity.system.forecast import Forecaster, ForecastLog, History, LoggedForecast, LogScores, Outlook
    from comity.system.tables import EventTable

_FORMS = click.Choice(["table", "jsonl", "md"])
_form_option = click.option("--format", "style", type=_FORMS, default="table", show_default=True, help="Form.")
_horizon_option = click.option(
    "--horizon", metavar="SPAN", default="30d", show_default=True, help="Days, weeks, months (30d, 4w, 3m), or the last day."
)


class _Forecast(click.Group):
    """``comity forecast A B`` stands for ``comity forecast between A B``."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        asks = args and args[0] in ("-h", "--help", *self.commands)
        return super().parse_args(ctx, args if asks else ["between", *args])


@click.group("forecast", cls=_Forecast, short_help="What is likely next between two actors, and how sure that is.")
def command() -> None:
    """Say what is likely next between two actors, keep a log of it, and judge it.

    "comity forecast RUS PRK" is short for "comity forecast between RUS PRK". docs/forecast.md has the method.
    """


@command.command("between", short_help="The chance of each act, with its precedents.")
@click.argument("codes", metavar="CODE CODE", nargs=-1)
@source_options
@_horizon_option
@day_option("--from", "First day of the forecast, before which all is known.  [default: the day after the last event]")
@click.option("--type", "types", metavar="TYPE", multiple=True, callback=plover_types, help="Only this PLOVER type. Repeat it.")
@click.option(
    "--least", type=click.FloatRange(0, 1), default=0.02, show_default=True, help="Chance that an act must have to be shown."
)
@click.option(
    "--limit", type=click.IntRange(min=1), default=10, show_default=True, help="Acts at most, the likeliest; jsonl has all."
)
@click.option("--precedents", type=click.IntRange(1, 100), default=2, show_default=True, help="Precedents of each kind.")
@click.option(
    "--log", "log", metavar="FILE", type=click.Path(dir_okay=False), help="Add the forecasts, of all acts, to this log."
)
@_form_option
def between(codes: tuple[str, ...], project: str, table: str | None, form: str | None, style: str, **given: Any) -> None:
    """Show the chance of each act between two actors within a horizon, with the precedents behind it.

    An act is one of PLOVER's types, done by either to the other at least once. Chances are calibrated on the past of the same
    events; where there is too little of it, they are plain rates and marked so. Beside each stands how often any pair has
    such an act.

    With --log the forecasts of all acts are kept; "comity forecast resolve" settles them. Forecasts of days that have
    begun already are exercises in hindsight, and scored apart.
    """
    from comity.errors import InputError
    from comity.exports import check_output

    if given["log"]:
        check_output(given["log"], True, [project, table])
    with opened_events(project, table, form) as events:
        pair = _two(events, codes)
        model = _forecaster(events, given)
        types = given["types"]
        found = [o for o in model.between(*pair, precedents=given["precedents"]) if not types or o.relation in types]
        if not found:
            there = ", ".join(model.history.relations)
            raise InputError(f"no act of type {', '.join(types)} is among the events; there are {there}")
        if given["log"]:
            _keep(given["log"], found, _origin(events))
        shown = [o for o in found if o.probability >= given["least"]]
        from comity.reports.forecast import forecast_page, outlook_record

        if style == "jsonl":
            show_records(map(outlook_record, shown), style)
            return
        if not shown:
            say(f"note: no act has a chance of {given['least']:g} or more; shown is the likeliest")
        shown = shown[: given["limit"]] or found[:1]
        days = round(model.periods * model.horizon)
        show_page(forecast_page(shown, events.names, model.thin, len(found) - len(shown), days), style)


def _origin(events: EventTable) -> str:
    """Return the project or table as a log names it."""
    return str(Path(events.label).absolute())


def _two(events: EventTable, codes: tuple[str, ...]) -> tuple[str, str]:
    """Return the two actors; of fewer or more, say who there is."""
    from comity.errors import InputError

    if not events.days[2]:
        raise InputError(events.empty)
    found = events.check(codes)
    if len(found) == 2:
        return found[0], found[1]
    if len(found) > 2:
        raise InputError(f"a forecast is between two actors, and these are {len(found)}: {', '.join(found)}; give two of them")
    most = ", ".join([code for code in events.codes if code not in found][:8])
    given = f"{found[0]} is {'both' if len(codes) > 1 else 'one'}" if found else "none is named"
    raise InputError(f"a forecast is between two actors, and {given}; others by number of events: {most or 'none'}")


def _forecaster(events: EventTable, given: dict[str, Any]) -> Forecaster:
    from comity.errors import InputError
    from comity.system.forecast import Forecaster, history_of, horizon_days
    from comity.system.tables.table import LAST_DAY

    history = history_of(events, official=given["official"])
    first = given["from"] or dt.date.fromordinal(history.last + 1)
    if first > LAST_DAY:
        raise InputError(f"a forecast from {first} on is too far ahead; give a day up to {LAST_DAY} with --from")
    if first.toordinal() <= history.first:
        begin = dt.date.fromordinal(history.first)
        raise InputError(f"nothing is known before {first}: the events begin on {begin}; give a later day with --from")
    late = first.toordinal() - history.last - 1
    if late > 0:
        say(f"note: the last event is of {dt.date.fromordinal(history.last)}, {late:,} days before the forecast begins")
    return Forecaster(history, first.toordinal(), horizon=horizon_days(given["horizon"], first))


def _keep(path: str, outlooks: list[Outlook], origin: str) -> None:
    from comity.system.forecast import ForecastLog

    new = ForecastLog(path).record(outlooks, dt.date.today().toordinal(), origin)
    begun = outlooks[0].first < dt.date.today().toordinal()
    hindsight = "; their days have begun already, so they will be scored as hindsight" if begun else ""
    say(f"note: {new:,} forecasts added to {path}, {len(outlooks) - new:,} were there{hindsight}")


@command.command("resolve", short_help="Settle the forecasts of a log, and score them.")
@click.argument("log", metavar="LOG", type=click.Path(dir_okay=False))
@source_options
@day_option("--until", "The events are complete up to this day, at most their last.  [default: the day before their last]")
@_form_option
def resolve(
    log: str, project: str, table: str | None, form: str | None, official: bool, until: dt.date | None, style: str
) -> None:
    """Settle the forecasts of a log by the events: which came true, which did not, and how good the chances were.

    What is settled stays so, and no chance ever changes; the log as it was before is kept as LOG.bak. A forecast is open until
    its last day is over, and stays so where the events begin later than it, end before its last day, or know nothing of its
    actors.
    """
    from comity.errors import InputError
    from comity.exports import check_output
    from comity.system.forecast import ForecastLog, history_of

    check_output(log, True, [project, table])
    kept = ForecastLog(log)
    before = kept.read()
    if not before:
        raise InputError(f"{log} has no forecasts; make some with: comity forecast CODE CODE --log {log}")
    with opened_events(project, table, form) as events:
        history = history_of(events, official=official)
        origin = _origin(events)
        if strangers := sorted({e.made_from for e in before if e.happened is None and e.made_from not in ("", origin)}):
            say(f"note: open forecasts were made from {', '.join(strangers)}, and are settled by {origin}")
        new = kept.resolve(history, _complete(events, history, until), origin)
        entries = kept.read()
        if new:
            say(f"note: {new:,} settled for good; the log as it was before is {kept.backup}")
        _say_open(entries, events)
        if style == "jsonl":
            from dataclasses import asdict

            show_records((asdict(entry) | {"ahead": entry.ahead} for entry in entries), style)
            return
        from comity.reports.forecast import log_page

        show_page(log_page(entries, _scores(kept), new, events.names), style)


def _complete(events: EventTable, history: History, until: dt.date | None) -> int:
    """Return the first day of which the events do not tell for sure: by default the last one with an act."""
    if until is None:
        return history.last
    covered = events.covered or dt.date.fromordinal(history.last)
    if until > covered:
        say(f"note: nothing is known after {covered}, the last day of {events.label}: --until {until} counts as {covered}")
    return min(until, covered).toordinal() + 1


def _say_open(entries: Sequence[LoggedForecast], events: EventTable) -> None:
    """Say which forecasts stay open because the events end too soon."""
    later = sum(e.happened is None and e.last > str(events.covered) for e in entries)
    if later:
        more = "read newer documents" if events.documents else "give newer events"
        say(f"note: open as {events.label} ends on {events.covered}: {later:,} of {len(entries):,}; {more}, then resolve again")


def _scores(log: ForecastLog) -> dict[str, LogScores]:
    done = [entry for entry in log.read() if entry.happened is not None]
    groups = {"ahead of their days": True, "in hindsight": False}
    return {what: log.scores(ahead) for what, ahead in groups.items() if any(entry.ahead == ahead for entry in done)}


@command.command("backtest", short_help="How good forecasts would have been on these events.")
@source_options
@_horizon_option
@click.option("--times", type=click.IntRange(1, 100), default=4, show_default=True, help="Forecasts, a horizon apart.")
@_form_option
def backtest_command(
    project: str, table: str | None, form: str | None, official: bool, horizon: str, times: int, style: str
) -> None:
    """Forecast past days with nothing known after them, and judge the chances by what came.

    Of all pairs that had dealt with each other and all acts: Brier score, log score and reliability, beside those of two
    plain forecasts: each act's rate among all pairs, and each pair's own rate.
    """
    from comity.system.forecast import backtest, history_of, horizon_days

    with opened_events(project, table, form) as events:
        history = history_of(events, official=official)
        end = history.last + 1
        days = horizon_days(horizon, dt.date.fromordinal(end))
        judged = backtest(history, days, days=times)
        from comity.reports.forecast import backtest_page, judged_record

        if style == "jsonl":
            show_records((judged_record(one) for one in judged), style)
            return
        starts = [end - days * back for back in range(times, 0, -1)]
        spans = [(str(dt.date.fromordinal(s)), str(dt.date.fromordinal(s + days - 1))) for s in starts]
        show_page(backtest_page(judged, spans), style)
