"""``comity whatif``: what would follow, in a scenario of decision-makers and their options."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import click

from comity.cli.common import project_option, say, standard_output

if TYPE_CHECKING:
    from comity.system.gmcr import Scenario


@click.command("whatif", short_help="What would follow, if actors did this or that.")
@click.argument("given", metavar="FILE | CODE...", nargs=-1, required=True)
@click.option(
    "--draft", is_flag=True, help="Write a first draft of a scenario between the actors CODE..., out of a project's claims."
)
@project_option
@click.option(
    "--most", type=click.IntRange(1, 20), help="With --draft: options of each actor at most.  [default: 3, and 12 in all]"
)
@click.option("--out", metavar="FILE", help="With --draft: write to a file, which appears whole or not at all.")
@click.option("--force", is_flag=True, help="Replace the file if it exists.")
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
def command(
    given: tuple[str, ...], draft: bool, project: str, most: int | None, out: str | None, force: bool, states: tuple[str, ...],
    samples: int, seed: int, style: str,
) -> None:  # fmt: skip
    """Solve a scenario: which states are stable, why, who could leave them, and how sure that is.

    FILE is a scenario (TOML): decision-makers, their options, what cannot be, and their preferences. docs/whatif.md shows
    how to write one.

    With --draft the actors CODE... become one: their options and sanctions come from what the project's claims call
    announced, possible, conditional or threatened, with the sentences; their preferences are marked as assumptions.
    """
    if draft:
        _draft(given, project, most, out, force)
        return
    if out or force:
        raise click.UsageError("--out and --force go with --draft")
    if len(given) > 1:
        raise click.UsageError("give one FILE; for a draft between actors: comity whatif --draft CODE...")
    _solve(given[0], project, states, samples, seed, style)


def _draft(actors: tuple[str, ...], project: str, most: int | None, out: str | None, force: bool) -> None:
    from comity.exports import check_output, open_output
    from comity.pipeline.draft import draft_scenario
    from comity.system.drafting import scenario_file

    if out is not None:
        check_output(out, force, [project])
    found = draft_scenario(project, actors, most)
    data = scenario_file(found, project).encode("utf-8")
    if found.idle:
        say(f"note: left out, because no claim tells what it could do: {', '.join(found.idle)}")
    if out is None:
        with standard_output() as stream:
            stream.write(data)
        return
    with open_output(out, force, [project]) as stream:
        stream.write(data)
    options = sum(len(maker.options) for maker in found.makers)
    say(f"{out}: {len(found.makers)} decision-makers, {options} options, {len(found.answers)} sanctions")
    say(f"next: put your own preferences in the place of the assumptions, then: comity whatif {out}")


def _checked(scenario: Scenario, project: str) -> Scenario:
    """Return a scenario with remarks on what it cites, where a project is at hand."""
    from comity.pipeline.cites import check_cites

    asked = click.get_current_context().get_parameter_source("project") is not click.core.ParameterSource.DEFAULT
    if not scenario.cited():
        return scenario
    if asked or Path(project).exists():
        return check_cites(scenario, project)
    say("note: whether the claims that it cites are there was not checked; give their project with --project")
    return scenario


def _solve(file: str, project: str, states: tuple[str, ...], samples: int, seed: int, style: str) -> None:
    from comity.system.gmcr import AnalysisOptions, analyse, read_scenario

    scenario = _checked(read_scenario(file), project)
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
