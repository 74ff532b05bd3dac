"""Coverage of the tables of actors: members of the United Nations, names, demonyms, capitals and leaders.

    python benchmarks/coverage.py --data ../shared/data [--list]

Checked against the countries of mledoze (members, names, demonyms in English, capitals), the dated capitals of
Gleditsch and Ward since 1946, and the leaders of REIGN from 1990 to 2021. A capital is found when its name stands for its
state, or is a place of it. A leader is found when a person of the same state carries the same surname (compared without
accents, hyphens and case, small differences of spelling allowed) and one of that person's terms overlaps the leader's.
"""

from __future__ import annotations

import argparse
import csv
import difflib
import json
import re
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

from comity.actors import KnowledgeBase
from comity.actors.knowledge import fold

PEOPLE = Path(__file__).resolve().parents[1] / "src/comity/actors/data/people.csv"
PLACES = ("capital", "place", "metonym", "name")  # a city that is called like its state stands in the table as the state
FIRST_YEAR, LAST_YEAR = 1990, 2021

# Correlates of War abbreviations that differ from ISO 3166-1 alpha-3. "AUS" is Austria there, "SWZ" Switzerland.
PAIRS = """
    BHM:BHS HAI:HTI TRI:TTO BAR:BRB GRN:GRD SLU:LCA SVG:VCT AAB:ATG SKN:KNA GUA:GTM HON:HND SAL:SLV COS:CRI PAR:PRY
    URU:URY UKG:GBR IRE:IRL NTH:NLD FRN:FRA MNC:MCO SWZ:CHE SPN:ESP POR:PRT GMY:DEU AUS:AUT CZR:CZE SLO:SVK SNM:SMR
    MNG:MNE MAC:MKD CRO:HRV YUG:SRB BOS:BIH KOS:XKX SLV:SVN BUL:BGR MLD:MDA ROM:ROU LAT:LVA LIT:LTU GRG:GEO SWD:SWE
    DEN:DNK ICE:ISL CAP:CPV EQG:GNQ GAM:GMB MAA:MRT NIR:NER CDI:CIV GUI:GIN BFO:BFA SIE:SLE TOG:TGO CAO:CMR NIG:NGA
    CEN:CAF CHA:TCD CON:COG DRC:COD TAZ:TZA BUI:BDI ANG:AGO MZM:MOZ ZAM:ZMB ZIM:ZWE MAW:MWI SAF:ZAF LES:LSO BOT:BWA
    SWA:SWZ MAG:MDG MAS:MUS SEY:SYC MOR:MAR ALG:DZA LIB:LBY SUD:SDN LEB:LBN KUW:KWT BAH:BHR UAE:ARE OMA:OMN TAJ:TJK
    KYR:KGZ KZK:KAZ MON:MNG ROK:KOR BHU:BTN BNG:BGD MYA:MMR SRI:LKA MAD:MDV NEP:NPL CAM:KHM DRV:VNM MAL:MYS SIN:SGP
    BRU:BRN PHI:PHL THI:THA INS:IDN ETM:TLS AUL:AUS NEW:NZL VAN:VUT SOL:SLB NAU:NRU MSI:MHL PAL:PLW FIJ:FJI
"""
ISO = dict(pair.split(":") for pair in PAIRS.split())
# States that REIGN counts on under one abbreviation and the table keeps apart.
SAME_STATE = {
    "SRB": ("SRB", "YUG", "SCG"), "RUS": ("RUS", "SUN"), "CZE": ("CZE", "CSK"), "GDR": ("DDR",), "YPR": ("YMD",),
}  # fmt: skip


class Term(NamedTuple):
    """A term of office: the state's code, the words of the names, first and last month as (year, month)."""

    state: str
    words: frozenset[str]
    start: tuple[int, int]
    end: tuple[int, int]


def words(name: str) -> list[str]:
    """The words of a name in lower case, without accents, apostrophes and remarks in brackets."""
    bare = unicodedata.normalize("NFKD", re.sub(r"\([^)]*\)", " ", name).replace("ı", "i"))
    letters = "".join(c for c in bare if not unicodedata.combining(c) and c not in "'’`.")
    return [w for w in re.split(r"[^a-z]+", letters.lower()) if len(w) > 1]


def month(date: str, default: tuple[int, int], last: bool = False) -> tuple[int, int]:
    """Year and month of an ISO date of any precision; a bare year is its first or last month."""
    if not date:
        return default
    parts = [int(p) for p in date.split("-")]
    return parts[0], parts[1] if len(parts) > 1 else (12 if last else 1)


def read_people(path: Path) -> list[Term]:
    """All terms of the table."""
    with path.open(encoding="utf-8", newline="") as handle:
        return [
            Term(
                row["state"],
                frozenset(w for name in [row["name"], *row["aliases"].split("|")] for w in words(name)),
                month(row["start"], (1, 1)),
                month(row["end"], (9999, 12), last=True),
            )
            for row in csv.DictReader(handle)
        ]


def read_reign(path: Path) -> Iterator[tuple[str, Term]]:
    """The leaders of REIGN in office between FIRST_YEAR and LAST_YEAR: name as given there, term."""
    with path.open(encoding="utf-8", errors="replace", newline="") as handle:
        for row in csv.DictReader(handle):
            start = (int(row["syear"]), int(row["smonth"]))
            end = (int(row["eyear"]), int(row["emonth"])) if row["eyear"].strip().isdigit() else (9999, 12)
            if end[0] >= FIRST_YEAR and start[0] <= LAST_YEAR:
                code = ISO.get(row["stateabb"], row["stateabb"])
                yield row["leader"], Term(code, frozenset(words(row["leader"])), start, end)


def gazetteer(data: Path) -> Iterator[tuple[str, list[str]]]:
    """What is checked about states, and which of it is missing: a name for the line, and "code: name" for each."""
    base = KnowledgeBase.load()
    members = [c for c in json.loads((data / "gazetteer/countries.json").read_text("utf-8")) if c.get("unMember")]

    def lacks(name: str, code: str, kinds: tuple[str, ...] = ()) -> bool:
        found = base.entries.get(fold(name.strip()), ())
        return not any(e.code == code and (not kinds or e.kind in kinds) for e in found)

    def missing(named: list[tuple[str, str]], kinds: tuple[str, ...] = ()) -> list[str]:
        return [f"{code}: {name}" for code, name in named if lacks(name, code, kinds)]

    names = [(c["cca3"], c["name"]["common"]) for c in members]
    yield f"UN members of {len(names)}", missing(names)
    official = [(c["cca3"], c["name"]["official"]) for c in members]
    yield f"official names of {len(official)}", missing(official)
    english = [(c["cca3"], c.get("demonyms", {}).get("eng", {}).get("m", "")) for c in members]
    words = [(code, part) for code, text in english for part in re.split("[,/]", text) if part]
    yield f"demonyms of {len(words)}", missing(words, ("adjective",))
    capitals = [(c["cca3"], name) for c in members for name in c["capital"]]
    yield f"capitals of {len(capitals)}", missing(capitals, PLACES)
    with (data / "states/gw_capitals.csv").open(encoding="utf-8", newline="") as handle:
        dated = {row["capital"]: row["statenme"] for row in csv.DictReader(handle) if row["enddate"] >= "1946"}
    known = {name for name in dated if any(e.kind in PLACES for e in base.entries.get(fold(name), ()))}
    yield f"capitals since 1946 of {len(dated)}", [f"{state}: {name}" for name, state in dated.items() if name not in known]


def same_name(wanted: frozenset[str], known: frozenset[str]) -> bool:
    """Whether the two share a word of the name, small differences of spelling aside."""
    common = {"al", "el", "de", "da", "bin", "ibn", "ould", "jr", "van", "mohamed", "mohammed", "acting", "and"}
    return any(
        w == k or (len(w) > 4 and difflib.SequenceMatcher(None, w, k).ratio() >= 0.75)
        for w in wanted - common
        for k in known - common
    )


def main(argv: list[str] | None = None) -> int:
    """Prints found and expected leaders; with --list the missing ones too."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--data", type=Path, default=Path("../shared/data"), help="folder of the checking data")
    parser.add_argument("--people", type=Path, default=PEOPLE, help="table of people to check")
    parser.add_argument("--list", action="store_true", help="list the missing leaders")
    options = parser.parse_args(argv)
    for title, missing_names in gazetteer(options.data):
        print(f"{title}: {len(missing_names)} missing{': ' + ', '.join(missing_names) if missing_names else ''}")
    source = options.data / "states/reign/leaderlist_3_21.csv"
    if not source.is_file():
        print(f"{source} is missing: name the folder that holds states/reign with --data", file=sys.stderr)
        return 2
    by_state: dict[str, list[Term]] = {}
    for term in read_people(options.people):
        by_state.setdefault(term.state, []).append(term)
    leaders = list(read_reign(source))
    missing = [
        (name, wanted)
        for name, wanted in leaders
        if not any(
            term.start <= wanted.end and wanted.start <= term.end and same_name(wanted.words, term.words)
            for code in SAME_STATE.get(wanted.state, (wanted.state,))
            for term in by_state.get(code, [])
        )
    ]
    found = len(leaders) - len(missing)
    print(f"REIGN leaders {FIRST_YEAR}-{LAST_YEAR}: {found}/{len(leaders)} found ({found / len(leaders):.1%})")
    if options.list:
        for name, term in sorted(missing, key=lambda item: (item[1].state, item[1].start)):
            end = "" if term.end[0] == 9999 else f"{term.end[0]}-{term.end[1]:02d}"
            print(f"  {term.state} {name} {term.start[0]}-{term.start[1]:02d}..{end}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
