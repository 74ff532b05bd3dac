"""Words that stand for somebody named before: pronouns, and nouns by what they may mean; verbs of reporting."""

from __future__ import annotations

PERSON = {"he", "she", "him", "her", "his", "hers", "himself", "herself"}
THING = {"it", "its", "itself"}
GROUP = {"they", "them", "their", "theirs", "themselves"}
WE = {"we", "us", "our", "ours", "ourselves"}
FIRST = WE | {"i", "me", "my"}
STATES = {"country", "nation", "state", "kingdom", "republic", "government", "island", "neighbour", "neighbor", "ally"}
KINGDOMS = {"BHR", "BEL", "BTN", "DNK", "GBR", "JOR", "JPN", "KHM", "LSO", "MAR", "MYS", "NLD", "NOR", "NPL", "ESP", "SAU",
            "SWE", "SWZ", "THA", "TON"}  # fmt: skip
FIRMS = {"airline", "company", "firm", "bank", "manufacturer", "carrier", "operator", "giant"}
BODIES = {"organisation", "organization", "bloc", "alliance", "agency", "union", "council", "body", "court"}
BANDS = {"group", "movement", "militia", "organisation", "organization", "faction", "militants"}
PAIRS = {"leader", "country", "nation", "side", "man", "president", "minister", "official", "state", "party", "woman",
         "counterpart", "neighbour", "neighbor", "dictator", "government", "power", "ally", "capital", "pair", "duo", "two",
         "both", "delegation", "delegate", "participant", "envoy", "negotiator", "diplomat"}  # fmt: skip
REPORT = {"say", "tell", "add", "write", "tweet", "continue", "announce", "state", "declare", "note", "respond", "reply", "claim"}
SAID = REPORT | {"insist", "concede", "indicate", "assure", "argue", "recall", "confirm", "complain", "explain", "suggest",
                "warn", "report", "stress", "observe", "maintain", "hint", "admit"}  # fmt: skip
