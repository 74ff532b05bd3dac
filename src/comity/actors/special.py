"""All names of a text: those of the tables, and those that a rule makes or unmakes: ships, branches, towns, things."""

from __future__ import annotations

from comity.actors.abbreviations import abbreviations
from comity.actors.branches import Found, branches
from comity.actors.homonyms import homonyms
from comity.actors.knowledge import KnowledgeBase
from comity.actors.things import american_georgia, nobodies, towns
from comity.actors.vessels import ships


def _over(found: Found, others: list[Found]) -> bool:
    return any(o[0] < found[1] and found[0] < o[1] for o in others)


def names_in(base: KnowledgeBase, text: str) -> list[Found]:
    """Return the names in a text in order, as :meth:`KnowledgeBase.find` does, with the rules' own in their place.

    A longer name of the tables, and any of the user's, stays.
    """
    hits = list(base.find(text))
    made = [*ships(text), *nobodies(base, text), *towns(base, text), *american_georgia(text), *branches(base, text, hits)]
    made += [m for m in (*homonyms(text, hits), *abbreviations(base, text, hits)) if not _over(m, made)]
    if not made:
        return hits
    stays = []
    for start, end, entries in hits:
        over = [m for m in made if m[0] < end and start < m[1]]
        own = any(e.file in base.own for e in entries)
        if over and (own or (start <= over[0][0] and end >= over[0][1] and end - start > over[0][1] - over[0][0])):
            made = [m for m in made if m not in over]
            over = []
        if not over:
            stays.append((start, end, entries))
    out: list[Found] = []
    for found in sorted([*stays, *made], key=lambda f: (f[0], -f[1])):
        if not out or found[0] >= out[-1][1]:
            out.append(found)
    return out
