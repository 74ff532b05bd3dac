"""Branches and armed wings that have a code of their own: "al-Qaida's branch in Yemen", "the armed wing of the ANC"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from comity.actors.knowledge import Entry, KnowledgeBase

Found = tuple[int, int, list[Entry]]

_NOUN = re.compile(r"\b(branch|affiliate|offshoot|franchise|chapter|arm|wing|subsidiary|province)\b")
_ARMED = re.compile(r"\b(?:armed|military|guerrilla|militant|fighting)\s+$")
_END = re.compile(r"[.;:!?](?:\s|$)|,")

# a group and the state or region where its branch is -> a name of the branch in groups.csv
_BRANCHES: dict[tuple[str, str], str] = {
    ("GRP:al-Qaida", "YEM"): "AQAP", ("GRP:al-Qaida", "SAU"): "AQAP", ("GRP:al-Qaida", "arabian"): "AQAP",
    ("GRP:al-Qaida", "IRQ"): "al-Qaida in Iraq", ("GRP:al-Qaida", "SYR"): "Nusra Front",
    ("GRP:al-Qaida", "DZA"): "AQIM", ("GRP:al-Qaida", "north africa"): "AQIM", ("GRP:al-Qaida", "maghreb"): "AQIM",
    ("GRP:al-Qaida", "MLI"): "JNIM", ("GRP:al-Qaida", "sahel"): "JNIM", ("GRP:al-Qaida", "west africa"): "JNIM",
    ("GRP:al-Qaida", "BFA"): "JNIM", ("GRP:al-Qaida", "SOM"): "al-Shabaab", ("GRP:al-Qaida", "east africa"): "al-Shabaab",
    ("GRP:Islamic State", "AFG"): "ISIS-K", ("GRP:Islamic State", "khorasan"): "ISIS-K",
    ("GRP:Islamic State", "EGY"): "Sinai Province", ("GRP:Islamic State", "sinai"): "Sinai Province",
    ("GRP:Islamic State", "NGA"): "ISWAP", ("GRP:Islamic State", "west africa"): "ISWAP",
    ("GRP:Islamic State", "central africa"): "Allied Democratic Forces", ("GRP:Islamic State", "COD"): "Allied Democratic Forces",
    ("GRP:Islamic State", "UGA"): "Allied Democratic Forces", ("GRP:Islamic State", "sahel"): "ISGS",
    ("GRP:PKK", "SYR"): "PYD", ("GRP:PKK", "IRN"): "PJAK", ("GRP:Hezbollah", "IRQ"): "Kataib Hezbollah",
    ("GRP:Taliban", "PAK"): "TTP", ("GRP:Muslim Brotherhood", "PSE"): "Hamas", ("GRP:Muslim Brotherhood", "TUN"): "Ennahda",
    ("GRP:Muslim Brotherhood", "JOR"): "Islamic Action Front",
}  # fmt: skip
_ARMS: dict[str, str] = {
    "GRP:ANC": "Umkhonto we Sizwe", "GRP:CPP-Philippines": "New People's Army", "GRP:Sinn Fein": "IRA", "GRP:PYD": "YPG",
    "GRP:SPLM": "Sudan People's Liberation Army", "GRP:FIS": "Islamic Salvation Army", "GRP:Fatah": "al-Aqsa Martyrs' Brigades",
    "GRP:PAC-ZAF": "APLA", "GRP:MILF": "MILF", "GRP:UNITA": "UNITA", "GRP:Naxalites": "Naxalites", "GRP:KNU": "KNLA",
    "GRP:HDZ BiH": "HVO", "GRP:SDS-BIH": "Bosnian Serb Army", "GRP:Islamic Jihad": "al-Quds Brigades",
    "GRP:Fretilin": "Falintil", "GRP:Sadrist Movement": "Mahdi Army", "GRP:ISCI": "Badr Organization",
    "GRP:Kataeb": "Lebanese Forces", "GRP:OLF": "OLA", "GRP:TPLF": "Tigray Defense Forces", "GRP:NUG": "People's Defence Force",
    "GRP:KNPP": "KNDF", "GRP:NRM": "National Resistance Army", "GRP:Communist Party of Chile": "FPMR",
    "GRP:South African Communist Party": "Umkhonto we Sizwe", "GRP:ZANU-PF": "ZANLA", "GRP:ZAPU": "ZIPRA",
    "GRP:RCSS": "Shan State Army South", "GRP:PUP-GBR": "UVF", "GRP:Amal": "Amal Movement", "GRP:SNC": "Free Syrian Army",
    "GRP:PDKI": "PDKI", "GRP:IPOB": "Eastern Security Network", "GRP:CPN-Maoist": "Nepalese Maoists",
    "GRP:OPM": "Free Papua Movement", "GRP:SPLM-IO": "SPLA-IO", "GRP:Muslim Brotherhood": "Hasm Movement",
    "GRP:Viet Minh": "Viet Minh",
}  # fmt: skip
_POLITICAL: dict[str, str] = {
    "GRP:IRA": "Sinn Fein", "GRP:ETA": "Batasuna", "GRP:UVF": "Progressive Unionist Party",
    "GRP:FARC": "Colombian Patriotic Union", "GRP:KLA": "PDK", "GRP:YPG": "PYD", "GRP:New People's Army": "NDFP",
    "GRP:Umkhonto we Sizwe": "ANC", "GRP:KNLA": "Karen National Union", "GRP:SPLA": "SPLM",
    "GRP:Syrian Democratic Forces": "Syrian Democratic Council", "GRP:Al-Quds Brigades": "Islamic Jihad",
    "GRP:Mahdi Army": "Sadrist Movement", "GRP:Qassam Brigades": "Hamas", "GRP:Falintil": "Fretilin", "GRP:AIS-Algeria": "FIS",
    "GRP:Naxalites": "CPI-Maoist", "GRP:MEK": "NCRI", "GRP:TDF": "TPLF", "GRP:APLA": "Pan Africanist Congress",
    "GRP:INLA": "IRSP",
}  # fmt: skip
_REGIONS = ("north africa", "west africa", "east africa", "central africa", "maghreb", "sahel", "sinai", "khorasan", "arabian")


def branches(base: KnowledgeBase, text: str, hits: list[Found]) -> Iterator[Found]:
    """Yield the phrases that name a branch by the group that it is of, with what the tables know of the branch.

    Args:
        base: the knowledge base.
        text: the text.
        hits: the names that were found in it.
    """
    for match in _NOUN.finditer(text):
        begin, stop = _window(text, match)
        near = [h for h in hits if begin <= h[0] and h[1] <= stop]
        groups = [h for h in near if h[2][0].code in _PARENTS]
        if not groups:
            continue
        group = min(groups, key=lambda h: min(abs(h[0] - match.end()), abs(match.start() - h[1])))
        beside = [h for h in near if h is not group and (h[1] <= match.end() or re.match(r"\s+in\s", text[match.end() : h[0]]))]
        ends = [group, *beside]
        first, last = min(match.start(), *(h[0] for h in ends)), max(match.end(), *(h[1] for h in ends))
        if _ARMED.search(text[max(0, match.start() - 12) : match.start()]):
            name = _ARMS.get(group[2][0].code, "")
        elif text[max(0, match.start() - 10) : match.start()].endswith("political "):
            name = _POLITICAL.get(group[2][0].code, "")
        else:
            words = text[first : last + 12].lower()
            where = [e.code for h in beside for e in h[2]] + [r for r in _REGIONS if r in words]
            name = next((n for w in where if (n := _BRANCHES.get((group[2][0].code, w)))), "")
        entries = [e for e in base.entries.get(name, ()) if e.kind == "name"]
        if entries:
            yield first, last, entries


_PARENTS = {parent for parent, _ in _BRANCHES} | set(_ARMS) | set(_POLITICAL)


def _window(text: str, match: re.Match[str]) -> tuple[int, int]:
    """The clause around a noun: at most sixty code points to each side."""
    before = [m.end() for m in _END.finditer(text, max(0, match.start() - 60), match.start())]
    after = _END.search(text, match.end(), min(len(text), match.end() + 60))
    return (before[-1] if before else max(0, match.start() - 60)), (after.start() if after else match.end() + 60)
