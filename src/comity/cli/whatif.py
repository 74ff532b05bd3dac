"""``comity whatif``: what would follow, in a scenario of decision-makers and their options."""

from __future__ import annotations

import shutil

import click

from comity.cli.common import standard_output


@click.command("whatif", short_help="What would follow, if actors did this or that.")
@click.argument("file", type=click.Path(dir_okay=False))
@click.option(
    "--state",
    "states",
    metavar="STATE",
    multiple=True,
    help="A state to explain: ids of the options taken, with commas; or none, today, a number. Repeat it for several.",
)
@click.option(
    "--samples",
    type=click.IntRange(min=0, max=100_000),
    default=200,
    show_default=True,
    help="Rankings to draw that are compatible with the stated preferences; 0 for none.",
)
@click.option("--seed", type=click.IntRange(min=0), default=0, show_default=True, help="Seed of the drawn rankings.")
@click.option("--format", "style", type=click.Choice(["table", "json", "md"]), default="table", show_default=True, help="Form.")
def command(file: str, states: tuple[str, ...], samples: int, seed: int, style: str) -> None:
    """Solve a scenario: which states are stable, why, who could leave them, and how sure that is.

    FILE is a scenario (TOML): decision-makers, their options, what cannot be, and their preferences. docs/whatif.md shows
    how to write one.
    """
    from comity.system.gmcr import AnalysisOptions, analyse, read_scenario

    scenario = read_scenario(file)
    chosen = tuple(scenario.state(text) for text in states)
    analysis = analyse(scenario, AnalysisOptions(samples=samples, seed=seed, states=chosen))
    if style == "json":
        import json

        from comity.system.gmcr.record import as_record

        text = json.dumps(as_record(analysis), ensure_ascii=False, indent=1) + "\n"
    else:
        from comity.reports.whatif import whatif_to_markdown, whatif_to_text

        width = shutil.get_terminal_size((100, 24)).columns
        text = whatif_to_markdown(analysis) if style == "md" else whatif_to_text(analysis, width)
    with standard_output() as out:
        out.write(text.encode("utf-8"))
