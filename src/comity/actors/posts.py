"""What a role noun and its modifiers make of the sector of those it names: offices held, lost, or of an organisation."""

from __future__ import annotations

import re
from collections.abc import Collection

from comity.records import ActorRef

FORMER = frozenset({"former", "ex", "late", "ousted", "deposed", "exiled", "retired", "toppled", "overthrown"})
INCOMING = frozenset({"elect", "acting", "interim", "caretaker"})
RANKS = frozenset(
    {"general", "gen", "gen.", "lt.", "lt", "maj.", "colonel", "col.", "marshal", "admiral", "adm.", "captain", "brigadier",
     "sheikh", "mullah", "ayatollah", "sultan", "comrade", "sir", "lord", "mr", "mr.", "mrs", "mrs.", "ms", "ms.", "dr", "dr."}
)  # fmt: skip
COMMON_BODIES = frozenset({"Congress", "Senate", "Assembly", "Council", "Representatives"})  # many states have one of that name
_SIDES = {"opposition": "OPP", "rebel": "REB", "separatist": "REB", "insurgent": "REB", "guerrilla": "REB"}
_OWN = ("MIL", "COP", "JUD")  # forces and courts of an organisation are told apart from its officials

# "Russian-backed", "pro-Russian": the name says whose side somebody is on, not whose he is
_BEHIND = re.compile(
    r"-(?:backed|born|aligned|allied|supported|sponsored|funded|financed|trained|educated|armed|made|built|style|speaking|"
    r"occupied|held|controlled|administered|based|bound|friendly|recogni[sz]ed|brokered|mediated|supplied|imposed)\b"
)
_BEFORE = re.compile(r"\b(?:pro|anti|non|ex)[-‐‑–]$", re.IGNORECASE)
# what the last word of a name that the base does not know says of its bearer
WORDS_OF_NAMES = {
    **dict.fromkeys(("airlines", "airways", "air", "bank", "group", "corp", "corporation", "company", "motors", "oil"), "BUS"),
    **dict.fromkeys(("petroleum", "energy", "electric", "steel", "plastics", "technologies", "holdings", "shipping"), "BUS"),
    **dict.fromkeys(("ministry", "department", "agency", "authority", "commission", "council", "bureau", "institute"), "GOV"),
    **dict.fromkeys(("times", "post", "news", "tv", "television", "radio", "herald", "daily", "journal", "gazette"), "MED"),
    **dict.fromkeys(("army", "brigade", "regiment", "battalion", "navy", "corps"), "MIL"),
    **dict.fromkeys(("parliament", "senate", "assembly", "congress"), "LEG"), **dict.fromkeys(("court", "tribunal"), "JUD"),
    **dict.fromkeys(("police", "gendarmerie"), "COP"), "party": "PTY", **dict.fromkeys(("union", "university", "church"), "CVL"),
}  # fmt: skip


def is_epithet(text: str, start: int, end: int) -> bool:
    """Tell whether the name at a span only says whose side somebody is on ("Moscow-backed", "pro-Iranian")."""
    return bool(_BEHIND.match(text, end) or _BEFORE.search(text, max(0, start - 5), start))


def sector_in(ref: ActorRef, sector: str) -> str:
    """Return the sector of somebody who plays a role of ``sector`` for an actor.

    Officials of an organisation are its own; a group's leaders and forces are as the group is.
    """
    if ref.code.startswith("IGO:") or ref.sector == "NGO":
        return sector if sector in _OWN else ref.sector or "IGO"
    if ref.code.startswith("GRP:") and sector in ("", "GOV", "MIL", "PTY"):
        return ref.sector or sector
    if ref.sector in ("BUS", "MED") and sector in ("MIL", "REB"):
        return ref.sector  # "Lufthansa pilots", "mercenaries of Sandline"
    return sector


def sector_with(modifiers: Collection[str], sector: str) -> str:
    """Return the sector of a role with its modifiers (lemmas): "former" takes it away, "opposition" and "rebel" replace it."""
    if FORMER & set(modifiers):
        return ""
    return next((side for word, side in _SIDES.items() if word in modifiers), sector)
