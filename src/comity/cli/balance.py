"""``comity balance``: the two camps, the ties that do not fit, and what a new tie would change."""

from __future__ import annotations

from typing import Any

import click

from comity.cli.eventtable import day_option, opened_events, show_page, show_records, source_options

_PERIODS = ("week", "month", "quarter", "year")


@click.command("balance", short_help="Find the two camps, the ties that do not fit, and what a new tie would do.")
@click.argument("codes", metavar="[CODE]...", nargs=-1)
@source_options
@day_option("--since", "First day, with --by.")
@day_option("--until", "As of this day.  [default: the last day of the events]")
@click.option("--by", type=click.Choice(_PERIODS), help="A line for the end of each period.")
@click.option("--window", type=click.IntRange(min=1), metavar="DAYS", help="Days back in which events count.  [default: all]")
@click.option(
    "--half-life", type=float, metavar="DAYS", help="Days after which an event counts half.  [default: each kind's own]"
)
@click.option(
    "--add", metavar="A,B,SIGN", multiple=True, help="A new tie, such as PRK,RUS,+ (of three who join: A,B,C,+). Repeat it."
)
@click.option("--weights", type=click.Choice(["sign", "score"]), default="sign", show_default=True, help="What a tie weighs.")
@click.option("--least", type=float, default=0.0, show_default=True, help="Strength that a tie of one kind has at least.")
@click.option("--most", type=click.IntRange(min=2), help="Actors at most, those with the most events.  [default: 40]")
@click.option(
    "--standing", metavar="FILE", type=click.Path(dir_okay=False), help="Add ties of your own (source,target,kind,start,end)."
)
@click.option(
    "--format", "style", type=click.Choice(["table", "md", "jsonl", "csv"]), default="table", show_default=True, help="Form."
)
def command(
    codes: tuple[str, ...], project: str, table: str | None, form: str | None, since: Any, by: str | None, add: tuple[str, ...],
    weights: str, standing: str | None, style: str, **given: Any,
) -> None:  # fmt: skip
    """Divide the actors into the two camps that leave the fewest ties wrong.

    Friends in two camps and enemies in one are ties that do not fit; their least number is the frustration index, which is
    exact. CODEs are actors; without them those with the most events. With --add: what new ties would change.
    """
    if add and by:
        raise click.UsageError("--add is about one day; leave out --by")
    if since and not by:
        raise click.UsageError("--since goes with --by; for one day give --until and --window")
    if add and style == "csv":
        raise click.UsageError("--add has no form as CSV; take jsonl, table or md")
    from comity.system.camps import camps, camps_over_time, changed, flat_record, read_changes, record
    from comity.system.ties import TieOptions, read_standing

    new = read_changes(add)
    with opened_events(project, table, form) as events:
        options = TieOptions(actors=codes, **given)
        statements = read_standing(standing) if standing else []
        if by:
            found = camps_over_time(events, by, since, options, statements, weights=weights)
        else:
            found = [camps(events, options, statements, weights=weights)]
        change = changed(events, found[0], new) if new else None
        if style == "jsonl":
            show_records((record(c, change) for c in found), style)
            return
        if style == "csv":
            show_records((flat_record(c) for c in found), style)
            return
        from comity.reports.measures import balance_page, change_page

        blocks = balance_page(found, events.names)
        if change is not None:
            blocks += change_page(change, new, events.names)
        show_page(blocks, style)
