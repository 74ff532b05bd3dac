"""``comity events``: what happened, out of all claims about it."""

from __future__ import annotations

from typing import Any

import click

from comity.cli.common import actors_option, project_option, say
from comity.cli.showing import LINES, chosen, filter_options, format_option, opened, remark, show_blocks, show_rows


@click.command("events", short_help="List events: claims about one happening, merged.")
@project_option
@filter_options
@format_option
@click.option("--refresh", is_flag=True, help="Merge the claims anew first; analysts' corrections are kept.")
@actors_option
def command(project: str, style: str, limit: int | None, refresh: bool, actors: tuple[str, ...], **options: Any) -> None:
    """List the events of a project, those that the most independent origins affirm first.

    An event is one happening, out of all claims about it. The date of an event limits it, or, where that is not known, the
    dates of the documents that report it. --actors counts with --refresh: outlets and agencies of your own, in place of the
    files of the last reading.
    """
    if refresh:
        from comity.pipeline import reconcile

        for note in reconcile(project, actors or None).notes:
            say(f"{project}: {note}")
    filters = chosen(options)
    with opened(project) as store:
        remark(store)
        if style == "jsonl":
            from comity.exports.events import event_rows
            from comity.reports.nothing import no_events

            show_rows(event_rows(store, filters, "weight", limit), lambda: no_events(store, filters))
        else:
            from comity.pipeline import actor_names
            from comity.reports.events import events_page

            show_blocks(events_page(store, filters, limit or LINES, actor_names()), style)
