"""``comity network``: the ties between actors, for reading or for other programs."""

from __future__ import annotations

from typing import Any

import click

from comity.cli.common import say, standard_output
from comity.cli.eventtable import day_option, opened_events, show_page, source_options

_FORMATS = ("table", "md", "jsonl", "csv", "graphml", "gexf")
_KINDS = ("war", "sanctions", "enmity", "arms", "aid", "trade", "alliance", "backing", "contact", "membership", "office")


@click.command("network", short_help="Show ties between actors, or write the network for Gephi, Cytoscape, R.")
@click.argument("codes", metavar="[CODE]...", nargs=-1)
@source_options
@day_option("--until", "As of this day.  [default: the last day of the events]")
@click.option("--window", type=click.IntRange(min=1), metavar="DAYS", help="Days back in which events count.  [default: all]")
@click.option(
    "--half-life", type=float, metavar="DAYS", help="Days after which an event counts half.  [default: each kind's own]"
)
@click.option("--kind", "kinds", type=click.Choice(_KINDS), multiple=True, help="Only this kind of ties. Repeat it for several.")
@click.option("--least", type=float, default=0.0, show_default=True, help="Strength that a tie has at least.")
@click.option("--most", type=click.IntRange(min=2), help="Actors at most, those with the most events.  [default: all]")
@click.option(
    "--with", "known", type=click.Choice(["membership", "office"]), multiple=True,
    help="Add what comity knows: members of organisations, holders of offices.",
)  # fmt: skip
@click.option(
    "--standing", metavar="FILE", type=click.Path(dir_okay=False), help="Add ties of your own (source,target,kind,start,end)."
)
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="Ties in the table.")
@click.option("--format", "style", type=click.Choice(_FORMATS), default="table", show_default=True, help="Form.")
@click.option("--out", metavar="FILE", help="Write to a file, which appears whole or not at all.")
@click.option("--force", is_flag=True, help="Replace the file if it exists.")
def command(
    codes: tuple[str, ...], project: str, table: str | None, form: str | None, known: tuple[str, ...], standing: str | None,
    limit: int, style: str, out: str | None, force: bool, **given: Any,
) -> None:  # fmt: skip
    """Show the ties between actors that events tell of: war, sanctions, enmity, arms, aid, trade, alliance, backing.

    An event fades with its half-life; the sum over the events of a kind is the strength of the tie. CODEs are actors; without
    them all are there. docs/network.md says which events make which tie. The ids are those of events (comity event ID).
    """
    if out and style in ("table", "md"):
        raise click.UsageError("--out goes with --format jsonl, csv, graphml or gexf")
    from comity.exports import check_output, open_output
    from comity.pipeline.system import network
    from comity.system.ties import TieOptions, read_standing

    inputs = (project, table, standing)
    if out is not None:
        check_output(out, force, inputs)
    with opened_events(project, table, form) as events:
        statements = read_standing(standing) if standing else []
        found = network(events, TieOptions(actors=codes, **given), statements, known)
        if style in ("table", "md"):
            from comity.reports.measures import network_page

            show_page(network_page(found, events.names, limit), style)
            return
        from comity.system.network import network_file

        data = network_file(found, style, events.names)
    if out is None:
        with standard_output() as stream:
            stream.write(data)
        return
    with open_output(out, force, inputs) as stream:
        stream.write(data)
    say(f"{out}: {len(found):,} ties")
