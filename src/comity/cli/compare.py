"""``comity compare``: how documents word the same thing."""

from __future__ import annotations

import json
import shutil

import click

from comity.cli.common import code_of, project_option, standard_output


@click.command("compare", short_help="How documents word the same thing, and what each leaves out.")
@click.argument("documents", metavar="DOC DOC...", nargs=-1, required=True)
@project_option
@click.option("--event", metavar="ID", default="", help="Only this event, by the start of its id.")
@click.option("--actor", metavar="CODE", default="", help="Only what concerns this actor, for example PRK.")
@click.option("--limit", type=click.IntRange(min=1), default=6, show_default=True, help="Lines of each part; jsonl has all.")
@click.option("--format", "style", type=click.Choice(["table", "md", "jsonl"]), default="table", show_default=True, help="Form.")
def command(documents: tuple[str, ...], project: str, event: str, actor: str, limit: int, style: str) -> None:
    """Put documents of a project side by side: words with a tone, who is named as the doer, who is quoted and how long,
    how each actor is called, and what each leaves out that the others have.

    DOC is the name of a document (file or URL), or a part of it that no other document has. It is a description: which
    word is right, comity does not say.
    """
    from comity.pipeline.compare import compare

    comparison = compare(project, documents, event, code_of(actor))
    if style == "jsonl":
        from comity.reconcile.framing import as_records

        text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in as_records(comparison))
    else:
        from comity.pipeline import actor_names
        from comity.reports.compare import comparison_to_markdown, comparison_to_text

        names = actor_names()
        if style == "md":
            text = comparison_to_markdown(comparison, names, limit)
        else:
            text = comparison_to_text(comparison, names, limit, shutil.get_terminal_size((100, 24)).columns)
    with standard_output() as out:
        out.write(text.encode("utf-8"))
