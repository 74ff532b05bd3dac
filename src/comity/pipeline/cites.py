"""Whether the claims that a scenario cites are claims of a project."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from comity.config import Settings
from comity.system.gmcr import Scenario
from comity.system.gmcr.scenario import Maker

_LEAST = 8  # letters of an id from which its beginning stands for it


def check_cites(scenario: Scenario, project: str | Path) -> Scenario:
    """Return a scenario with a remark on each id that it cites and that no claim of a project has.

    Preferences no longer cite such an id, so that they are called assumptions where they cite nothing else.

    Args:
        scenario: with the ids of claims in its ``cites``.
        project: the project file.

    Raises:
        ProjectError: the project cannot be opened.
    """
    from comity.store import Store

    cited = scenario.cited()
    if not cited:
        return scenario
    with Store.open(project, read_only=True, memory=Settings.from_environment().memory) as store:
        ids = [str(claim) for (claim,) in store.rows("SELECT id FROM claims")]
    known = {*ids, *(claim[:n] for n in {len(c) for c in cited if len(c) >= _LEAST} for claim in ids)}
    unknown = [claim for claim in cited if claim not in known]
    makers = tuple(_without(maker, unknown) for maker in scenario.makers)
    remarks = tuple(
        f"no claim of {project} has the id {claim!r} that is cited for {' and '.join(cited[claim])}: "
        "an assumption, until one is found"
        for claim in unknown
    )
    return replace(scenario, makers=makers, remarks=(*scenario.remarks, *remarks))


def _without(maker: Maker, unknown: list[str]) -> Maker:
    cites = tuple(claim for claim in maker.preference.cites if claim not in unknown)
    return replace(maker, preference=replace(maker.preference, cites=cites))
