"""A draft of a scenario out of a project: its claims with their sentences, and what comity calls the actors."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from comity.config import Settings
from comity.errors import InputError
from comity.pipeline.stages import knowledge
from comity.system.drafting import Draft, Told, draft

_SHOWN = 8  # codes that an error names


def draft_scenario(project: str | Path, actors: Sequence[str], most: int | None = None) -> Draft:
    """Return the draft of a scenario between some actors of a project.

    Args:
        project: the project file.
        actors: codes, or names of states and organisations.
        most: options of one decision-maker at most; None for as many as are solved in seconds, three at most.

    Raises:
        InputError: a project without claims, an actor that takes part in none, and as :func:`comity.system.drafting.draft`.
        ProjectError: the project cannot be opened.
    """
    told = read_told(project)
    if not told:
        raise InputError(f"{project} has no claims yet; read documents into it with: comity read PATH --project {project}")
    names = knowledge().names()
    return draft(told, known_codes(actors, told, names, str(project)), names, most)


def read_told(project: str | Path) -> list[Told]:
    """Return the claims of a project with their sentences, in the order of reading.

    Raises:
        ProjectError: the project cannot be opened.
    """
    from comity.store import Store

    with Store.open(project, read_only=True, memory=Settings.from_environment().memory) as store:
        quotes = {
            str(claim): (str(quote), str(date or ""))
            for claim, quote, date in store.rows(
                "SELECT c.id, substr(d.text, c.sentence_start + 1, c.sentence_end - c.sentence_start), substr(d.date, 1, 10) "
                "FROM claims c JOIN documents d ON d.id = c.doc WHERE d.superseded_by IS NULL"
            )
        }
        return [Told(s.claim, quotes[s.claim.id][0], s.source, quotes[s.claim.id][1]) for s in store.claims()]


def known_codes(actors: Iterable[str], told: Sequence[Told], names: dict[str, str], label: str) -> list[str]:
    """Return codes as the claims have them.

    Raises:
        InputError: an actor that takes part in no claim; the message names the nearest and the most frequent.
    """
    counts = Counter(p.code for t in told for p in (*t.claim.actors, *t.claim.recipients) if p.code)
    known = {code.lower(): code for code in counts} | {names[c].lower(): c for c in counts if c in names}
    out = []
    for given in actors:
        code = known.get(given.strip().lower())
        if code is None:
            near = difflib.get_close_matches(given.strip().lower(), known, 3, 0.6)
            meant = f"nearest: {', '.join(dict.fromkeys(known[n] for n in near))}; " if near else ""
            most = ", ".join(c for c, _ in counts.most_common(_SHOWN))
            raise InputError(f"no claim of {label} has the actor {given!r}; {meant}most frequent: {most}")
        out.append(code)
    return out
