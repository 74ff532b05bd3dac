"""Ships: those of a navy belong to its state, whoever or whatever they are named after."""

from __future__ import annotations

import re
from collections.abc import Iterator

from comity.actors.knowledge import Entry
from comity.actors.tables import actor_id

# what navies and coast guards put before a ship's name; INS is India's and Israel's
_PREFIXES = {
    "USS": "USA", "USNS": "USA", "USCGC": "USA", "HMS": "GBR", "RFA": "GBR", "HMAS": "AUS", "HMCS": "CAN", "HMNZS": "NZL",
    "BRP": "PHL", "ROKS": "KOR", "JDS": "JPN", "KRI": "IDN", "KD": "MYS", "HTMS": "THA", "PNS": "PAK", "BNS": "BGD",
    "SLNS": "LKA", "RSS": "SGP", "HDMS": "DNK", "HNLMS": "NLD", "HNoMS": "NOR", "KNM": "NOR", "HSwMS": "SWE", "FGS": "DEU",
    "ITS": "ITA", "ESPS": "ESP", "TCG": "TUR", "ARA": "ARG", "ORP": "POL", "BAP": "PER", "SAS": "ZAF", "NNS": "NGA",
    "IRIS": "IRN", "ROCS": "TWN", "ICGV": "ISL", "CNS": "CHN", "UMS": "MMR", "INS": "IND",
}  # fmt: skip
_ISRAELI = {"Hanit", "Eilat", "Dakar", "Lahav", "Romach", "Keshet", "Kidon", "Tarshish", "Yaffo", "Herev", "Sufa", "Magen",
            "Oz", "Atzmaut", "Nitzachon", "Dolphin", "Leviathan", "Tekumah", "Tanin", "Rahav", "Gaash", "Miznak"}  # fmt: skip
_SHIP = re.compile(
    rf"(?=[A-Z][A-Z]|HN|HS)\b({'|'.join(sorted(_PREFIXES, key=len, reverse=True))})\s+"
    r"((?:[A-Z][\w.'’-]+)(?:\s+(?:[A-Z][\w.'’-]*|de|del|al|\d+)\b){0,3})"
)
_ISRAEL = re.compile(r"\bIsrael|\bHezbollah\b|\bGaza\b|\bBeirut\b|\bLeban|\bHaifa\b|\bTel Aviv\b")


def ships(text: str) -> Iterator[tuple[int, int, list[Entry]]]:
    """Yield the ships of navies that a text names with their prefix ("USS George Washington", "INS Hanit")."""
    for match in _SHIP.finditer(text):
        code = _PREFIXES[match[1]]
        if match[1] == "INS" and (match[2].split()[0] in _ISRAELI or _ISRAEL.search(text)):
            code = "ISR"
        name = f"{match[1]} {match[2].removesuffix('’s').removesuffix(chr(39) + 's')}"
        end = match.start(1) + len(name) if text[match.start(1) :].startswith(name) else match.end()
        yield match.start(1), end, [Entry("name", code, actor_id(code, "MIL", name), "MIL", name, "", "", "the navies' prefixes")]
