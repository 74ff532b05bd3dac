"""Heads and courts of an organisation, bands and juntas that a text names before: "the secretary-general", "the separatists"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from comity.actors.knowledge import KnowledgeBase
from comity.actors.posts import sector_in
from comity.records import ActorRef, Mention

_COURT = re.compile(r"\b(?:tribunal|court|prosecutor|judges?)$")
_COURTS = re.compile(r"[Tt]ribunal|Court|Mechanism|Chambers|:(?:ICC|ICJ|ICTY|ICTR|STL|ECCC|ECHR|SCSL|IRMCT)\b")
_RULERS = re.compile(r"\b(?:junta|regime|dictatorship)$")
_HEADS = re.compile(
    r"\b(?:secretary[- ]general|director[- ]general|managing director|high commissioner|executive director|bloc|tribunal|court|"
    r"(?:chief )?prosecutor|alliance|agency|watchdog)$"
)
_BAND = re.compile(r"\b(?:separatists|insurgents|guerrillas|militia|militiamen)$")


def body_before(
    base: KnowledgeBase, text: str, sector: str, plural: bool, before: Sequence[tuple[Mention, bool]]
) -> tuple[ActorRef, ...]:
    """Return the actor of a definite role that only an organisation, a band or a junta has; nothing where none was named.

    Args:
        base: the knowledge base.
        text: the phrase in small letters.
        sector: the sector of the role.
        plural: whether it is a plural.
        before: mentions in front of it, the last first, each with whether it is a person.
    """
    refs = [r for m, _ in before for r in m.refs if m.kind != "adjective" or r.code.startswith("IGO:")]
    if not plural and _HEADS.search(text):
        fitting = [r for r in refs if r.code.startswith("IGO:")]
        if _COURT.search(text):
            fitting = [r for r in fitting if r.sector == "JUD" or _COURTS.search(f"{r.code} {base.labels.get(r.code, '')}")]
        return tuple(ActorRef(r.code, r.code, sector_in(r, "IGO")) for r in fitting[:1])
    if _RULERS.search(text):
        rulers = [r for m, person in before if person for r in m.refs if len(r.code) == 3 and r.sector in ("GOV", "MIL")]
        return tuple(ActorRef(f"{r.code}.GOV", r.code, "GOV") for r in rulers[:1])
    if sector == "REB" or _BAND.search(text):
        bands = {r.code: r for r in refs if r.code.startswith("GRP:") and r.sector == "REB"}
        return tuple(bands.values()) if len(bands) == 1 else ()
    return ()
