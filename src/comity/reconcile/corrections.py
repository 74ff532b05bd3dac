"""What analysts have decided, laid over what the score has found: it changes the events that it names, and no others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from comity.records import Correction

if TYPE_CHECKING:
    from comity.reconcile.reconciler import Link

MERGED, SPLIT = "merged by an analyst", "split off by an analyst"


def corrected(
    events: Mapping[str, Sequence[Link]], corrections: Sequence[Correction], order: Mapping[str, int]
) -> dict[str, list[Link]]:
    """Return the events after all corrections, in the order in which these were made.

    A merge moves all claims of an event into another one, whose id stays. A split moves its claims into an event of their own.
    Claims that came later, and that were not there to be decided on, go with the claim that they were likest to. A correction
    that names claims which are no longer there changes nothing.

    Args:
        events: by id the links of their claims in the order of reading; the id is that of one of the claims.
        corrections: the oldest first.
        order: the place of each claim in the order of reading.
    """
    links = {link.claim: link for group in events.values() for link in group}
    members = {event: [link.claim for link in group] for event, group in events.items()}
    part = {claim: event for event, group in members.items() for claim in group}
    for correction in corrections:
        if correction.kind == "merge":
            _merge(correction, members, part, links)
        else:
            _split(correction, members, part, links, order)
    found = sorted(members.items(), key=lambda item: order[item[0]])
    return {event: [links[claim] for claim in sorted(group, key=order.__getitem__)] for event, group in found}


def _merge(c: Correction, members: dict[str, list[str]], part: dict[str, str], links: dict[str, Link]) -> None:
    stays, goes = part.get(c.event), part.get(c.other)
    if stays is None or goes is None or stays == goes:
        return
    moved = members.pop(goes)
    members[stays] += moved
    part |= dict.fromkeys(moved, stays)
    links[goes] = links[goes]._replace(to=stays, probability=1.0, why=MERGED)


def _split(
    c: Correction, members: dict[str, list[str]], part: dict[str, str], links: dict[str, Link], order: Mapping[str, int]
) -> None:
    moved = {claim: None for claim in c.claims if claim in part}
    if not moved:
        return
    sources = dict.fromkeys(part[claim] for claim in moved)
    settled = moved.keys() | set(c.kept)
    for source in sources:
        for claim in sorted(members[source], key=order.__getitem__):  # a claim comes after the one that it was likest to
            if claim not in settled and links[claim].to in moved:
                moved[claim] = None
    own = c.other if c.other in moved else next(iter(moved))
    for source in sources:
        left = sorted((claim for claim in members.pop(source) if claim not in moved), key=order.__getitem__)
        if left:
            name = source if source in left else left[0]
            members[name] = left
            part |= dict.fromkeys(left, name)
    members[own] = list(moved)
    part |= dict.fromkeys(moved, own)
    links[own] = links[own]._replace(to=own, probability=1.0, why=SPLIT)
