"""``comity disputes``: who contradicts whom, about what."""

from __future__ import annotations

from typing import Any

import click

from comity.cli.common import project_option
from comity.cli.showing import LINES, chosen, filter_options, format_option, opened, remark, show_blocks, show_rows
from comity.records.event import DISPUTED


@click.command("disputes", short_help="List contradictions, with both sentences and both speakers.")
@project_option
@filter_options
@click.option("--what", type=click.Choice(DISPUTED), multiple=True, help="Only these contradictions. Repeat for several.")
@format_option
def command(project: str, style: str, limit: int | None, what: tuple[str, ...], **options: Any) -> None:
    """List what the claims of one event contradict each other about: whether it happened, when, where, how many, who.

    Each contradiction comes with the sentences and speakers of both sides. The filters are about the events.
    """
    filters = chosen(options, disputed=True)
    with opened(project) as store:
        remark(store)
        if style == "jsonl":
            from comity.exports.events import dispute_rows
            from comity.reports.nothing import no_events

            show_rows(dispute_rows(store, filters, what, limit), lambda: no_events(store, filters, what))
        else:
            from comity.pipeline import actor_names
            from comity.reports.events import disputes_page

            show_blocks(disputes_page(store, filters, what, limit or LINES, actor_names()), style)
