"""``comity measure``: one measure of the system, with bands and the events behind each line."""

from __future__ import annotations

from typing import Any

import click

from comity.cli.common import say
from comity.cli.eventtable import day_option, opened_events, plover_types, show_page, show_records, source_options

_MEASURES = ("cooperation", "alignment", "isolation", "exchange", "brokerage", "changes")
_PERIODS = ("day", "week", "month", "quarter", "year")
_LINES = 60  # of a table where no limit is given


@click.command("measure", short_help="Measure cooperation, alignment, isolation, exchange, brokerage, change points.")
@click.argument("name", metavar="NAME", type=click.Choice(_MEASURES))
@click.argument("codes", metavar="[CODE]...", nargs=-1)
@source_options
@day_option("--since", "Only from this day on (YYYY-MM-DD).")
@day_option("--until", "Only up to this day (YYYY-MM-DD).")
@click.option("--by", type=click.Choice(_PERIODS), default=None, help="A line for each period.")
@click.option("--half-life", type=float, metavar="DAYS", help="Days after which an event counts half.  [default: all count one]")
@click.option("--type", "types", metavar="TYPE", multiple=True, callback=plover_types, help="Only this PLOVER type. Repeat it.")
@click.option("--limit", type=click.IntRange(min=1), default=10, show_default=True, help="Actors or pairs, where none are named.")
@click.option("--draws", type=click.IntRange(0, 10_000), default=200, show_default=True, help="Resamples; 0 for no bands.")
@click.option("--level", type=click.FloatRange(0.01, 0.999), default=0.9, show_default=True, help="Share of them in a band.")
@click.option("--seed", type=click.IntRange(min=0), default=0, show_default=True, help="Seed of the resamples.")
@click.option("--ids", type=click.IntRange(0, 1000), default=20, show_default=True, help="Ids of events that a line names.")
@click.option("--no-sensitivity", is_flag=True, help="Do not compute the measure under other windows and half-lives.")
@click.option(
    "--format", "style", type=click.Choice(["table", "md", "jsonl", "csv"]), default="table", show_default=True, help="Form."
)
def command(
    name: str, codes: tuple[str, ...], project: str, table: str | None, form: str | None, style: str, **given: Any
) -> None:
    """Measure the system that events describe.

    NAME is cooperation (cooperation and conflict of each pair), alignment (who treats third parties alike), isolation (its
    components, side by side), exchange (who gives what to whom), brokerage (who stands between others) or changes (change points
    in the number of events). CODEs are actors such as PRK: of one, its relations with all others; of several, those among
    them; of none, those of the most active. docs/measures.md has the formulas.

    In jsonl and csv each line has its bands, the number of events behind it, and their ids, with which "comity event ID" shows
    the claims and sentences.
    """
    from comity.system.measures import Options, measure

    sensitive = not given.pop("no_sensitivity") and style in ("table", "md")
    with opened_events(project, table, form) as events:
        options = Options(actors=codes, by=given.pop("by") or "", **given)
        result = measure(name, events, options, sensitive=sensitive)
        for note in result.notes:
            say(f"note: {note}")
        if style in ("jsonl", "csv"):
            show_records(result.records(), style)
        else:
            from comity.reports.measures import measure_page

            show_page(measure_page(result, events.names, _LINES), style)
