"""``comity event``: one event, its sentences, and analysts' corrections of it."""

from __future__ import annotations

import click

from comity.cli.common import project_option, say
from comity.cli.showing import format_option, opened, remark, show_blocks, show_rows


@click.command("event", short_help="Show one event: who affirms it, who disputes it, and why it is one.")
@click.argument("event", metavar="ID")
@project_option
@click.option("--why", is_flag=True, help="Say for each claim why it is part of the event.")
@click.option("--merge", metavar="OTHER", multiple=True, help="Note that event OTHER is the same. Repeat it for several.")
@click.option("--split", metavar="CLAIM", multiple=True, help="Note that a claim is of another event. Repeat it for several.")
@click.option("--remark", "words", metavar="TEXT", default="", help="With --merge or --split: why, in your words.")
@click.option("--later", is_flag=True, help="With --merge or --split: only note it; comity events --refresh applies it.")
@format_option
def command(
    event: str, project: str, why: bool, merge: tuple[str, ...], split: tuple[str, ...], words: str, later: bool, style: str
) -> None:
    """Show one event: its sentences with outlets and dates, by independent origin; who denies it; what is disputed.

    ID is an event's id or the start of it, or that of one of its claims. --merge and --split are your corrections: they are
    kept with date and remark, and hold when documents are added. Claims that are split off together are one event.
    """
    from comity.store.events import find_event

    shown = [event]
    if merge or split:
        from comity.pipeline import correct

        done = correct(project, event, merge, split, words, later=later)
        shown = done.events
        for note in done.report.notes if done.report else ():
            say(f"{project}: {note}")
    elif words or later:
        raise click.UsageError("--remark and --later go with --merge or --split")
    if later:
        say("noted; apply it with: comity events --refresh")
        return
    with opened(project) as store:
        remark(store)
        found = [find_event(store, one) for one in shown]
        for one in dict.fromkeys(found):
            if style == "jsonl":
                from comity.exports.events import detail_row

                show_rows([detail_row(store, one)])
            else:
                from comity.pipeline import actor_names
                from comity.reports.events import event_page

                show_blocks(event_page(store, one, actor_names(), why), style)
