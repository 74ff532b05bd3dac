"""``comity demo``: read the example corpus and show what comes of it."""

from __future__ import annotations

import sys
import tempfile
from contextlib import chdir
from dataclasses import replace
from importlib.resources import as_file, files
from pathlib import Path

import click

from comity.cli.common import say

CORPUS = "summit-2023"


@click.command("demo", short_help="Read eight example articles and show their brief.")
@click.option("--project", metavar="FILE", help="Keep the project here, in place of a temporary folder.")
def command(project: str | None) -> None:
    """Read eight example articles on the summit of 2023 and show their brief.

    The articles ship with comity; nothing is downloaded.
    """
    from comity.cli.brief import show
    from comity.cli.progress import progress_bar
    from comity.cli.read import tell
    from comity.pipeline import actor_names, read
    from comity.reports import BriefOptions

    place = project or str(Path(tempfile.mkdtemp(prefix="comity-demo-")) / "demo.duckdb")
    with as_file(files("comity") / "examples" / CORPUS) as folder, progress_bar(sys.stderr.isatty()) as update:
        target = Path(place).absolute()
        with chdir(folder):  # so that the articles have the same names and ids on every machine
            report = read(sorted(p.name for p in folder.glob("*.md")), target, progress=update)
    tell(replace(report, project=place))
    show(place, BriefOptions(names=actor_names()))
    say("")
    say("next:")
    for line in (
        f"comity brief --project {place} --actor PRK --quotes",
        f"comity export --project {place} --format csv --out claims.csv",
        "comity read YOUR-FOLDER --project my.duckdb",
    ):
        say(f"  {line}")
