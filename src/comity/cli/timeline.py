"""``comity timeline``: events in order."""

from __future__ import annotations

from typing import Any

import click

from comity.cli.common import project_option
from comity.cli.showing import LINES, chosen, filter_options, format_option, opened, remark, show_blocks, show_rows


@click.command("timeline", short_help="Show events in order, history apart, plans with what came of them.")
@project_option
@filter_options
@format_option
def command(project: str, style: str, limit: int | None, **options: Any) -> None:
    """Show events in the order of their dates, each date as precise as it is known: a month is a month.

    An event whose date is not known stands at the day of its first report, in brackets. What is told as history comes apart.
    Under an event stands what led to it: an invitation, a plan, and the days on which it was first reported as planned and
    as done.
    """
    filters = chosen(options)
    with opened(project) as store:
        remark(store)
        if style == "jsonl":
            from comity.exports.events import timeline_rows
            from comity.reports.nothing import no_events

            show_rows(timeline_rows(store, filters, limit), lambda: no_events(store, filters))
        else:
            from comity.pipeline import actor_names
            from comity.reports.events import timeline_page

            show_blocks(timeline_page(store, filters, limit or LINES, actor_names()), style)
