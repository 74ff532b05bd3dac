"""Acts that speak of acts: a demand and what is demanded share participants (guide, sections 5 and 6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from comity.coding.coder import Draft

_OWN = ("promised", "threatened", "refused", "planned", "denied")
_OTHERS = ("demanded", "alleged", "feared")


def link_contents(drafts: list[Draft]) -> None:
    """Fill the missing participants of an act and of its content from each other, in place.

    Who promises, threatens, refuses or plans does the act itself, and its recipients are those of the act; whom one
    urges, accuses or warns is the one who does what is demanded, alleged or feared.
    """
    by_word = {d.hit.word: d for d in drafts}
    for below in drafts:
        via = below.standing.via
        over = by_word.get(via.word) if via is not None else None
        if over is None or over is below:
            continue
        content = below.standing.content
        if content in _OWN:
            if not below.actors and not below.hit.act.reciprocal:
                below.actors = list(over.actors)
            elif below.hit.act.reciprocal:
                below.actors = [*(p for p in over.actors if p not in below.actors), *below.actors]
            if not over.recipients:
                others = below.recipients or (below.actors if below.hit.act.reciprocal else [])
                over.recipients = [p for p in others if p.code not in {a.code for a in over.actors}]
        elif content in _OTHERS:
            if not below.actors:
                below.actors = list(over.recipients)
            elif not over.recipients:
                over.recipients = [p for p in below.actors if p.code not in {a.code for a in over.actors}]
