"""The table of people: strict form, one name per id, dates that parse, no two heads of government at once."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from datetime import date
from importlib.resources import files
from itertools import combinations

import pytest

HEADER = ["id", "name", "aliases", "state", "office", "sector", "start", "end", "source"]
SECTORS = {"GOV", "MIL", "LEG", "JUD", "COP", "SPY", "OPP", "PTY", "REB", "CVL", "BUS", "MED", "IGO", "NGO"}
STATE = re.compile(r"[A-Z]{3}|(?:IGO|GRP|NGO):[A-Za-z0-9][A-Za-z0-9' -]*")
ID = re.compile(r"(?P<state>[A-Z]{3}|(?:IGO|GRP|NGO):[A-Za-z0-9-]+)\.(?P<sector>[A-Z]{3})\.[A-Z0-9]+(?:-[A-Z0-9]+)*")
DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")

# Rival or shared governments: both did hold the office, or claimed it, at the same time.
SHARED_GOVERNMENT = {
    frozenset({"Perry Christie", "Cynthia Pratt"}),  # Bahamas 2005: deputy during an illness
    frozenset({"Shapour Bakhtiar", "Mehdi Bazargan"}),  # Iran 1979: the revolution's government beside the Shah's
    frozenset({"Hun Sen", "Norodom Ranariddh"}),  # Cambodia 1993 to 1997: first and second prime minister
    frozenset({"Hun Sen", "Ung Huot"}),  # 1997 and 1998 the same
    frozenset({"Selim al-Hoss", "Michel Aoun"}),  # Lebanon 1988 to 1990: two governments
    frozenset({"Baghdadi Mahmudi", "Mahmoud Jibril"}),  # Libya 2011: the rebels' government
    frozenset({"Pavel Filip", "Maia Sandu"}),  # Moldova, June 2019
    frozenset({"Tantely Andrianarivo", "Jacques Sylla"}),  # Madagascar 2002
}


def read() -> list[list[str]]:
    text = files("comity.actors").joinpath("data/people.csv").read_text(encoding="utf-8")
    return list(csv.reader(text.splitlines(), strict=True))


ROWS = [dict(zip(HEADER, row, strict=True)) for row in read()[1:]]


def first_day(text: str) -> date:
    match = DATE.fullmatch(text)
    assert match, text
    return date(int(match[1]), int(match[2] or 1), int(match[3] or 1))


def test_header_and_width() -> None:
    rows = read()
    assert rows[0] == HEADER
    assert all(len(row) == len(HEADER) for row in rows)


def test_file_is_plain() -> None:
    data = files("comity.actors").joinpath("data/people.csv").read_bytes()
    assert data.endswith(b"\n") and b"\r" not in data and not data.startswith(b"\xef\xbb\xbf")
    assert all(value == value.strip() for row in ROWS for value in row.values())


def test_size() -> None:
    assert len(ROWS) >= 2500
    assert len({row["id"] for row in ROWS}) >= 1800


def test_rows_are_sorted_and_unique() -> None:
    ids = [row["id"] for row in ROWS]
    assert ids == sorted(ids)
    assert len({tuple(row.values()) for row in ROWS}) == len(ROWS)


def test_ids_and_states_are_well_formed() -> None:
    for row in ROWS:
        match = ID.fullmatch(row["id"])
        assert match, row["id"]
        assert match["sector"] in SECTORS, row["id"]
        assert STATE.fullmatch(row["state"]), row
        assert row["sector"] in SECTORS, row
        assert row["office"] and row["name"] and row["source"], row
        assert not set("@|:;=#") & set(row["office"] + row["name"]), row


def test_id_starts_with_a_state_and_sector_of_the_person() -> None:
    known = {(row["id"], row["state"].replace(" ", "-").replace("'", ""), row["sector"]) for row in ROWS}
    for ident in {row["id"] for row in ROWS}:
        match = ID.fullmatch(ident)
        assert match and (ident, match["state"], match["sector"]) in known, ident


def test_one_id_has_one_name_and_one_list_of_aliases() -> None:
    names: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for row in ROWS:
        names[row["id"]].add((row["name"], row["aliases"]))
    assert [ident for ident, found in names.items() if len(found) > 1] == []


def test_aliases_are_clean() -> None:
    for row in ROWS:
        aliases = row["aliases"].split("|") if row["aliases"] else []
        assert all(alias and alias == alias.strip() for alias in aliases), row
        assert len(set(aliases)) == len(aliases), row
        assert row["name"] not in aliases, row


def test_single_names_point_to_one_person() -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for row in ROWS:
        for alias in row["aliases"].split("|"):
            if alias and " " not in alias:
                owners[alias].add(row["id"])
    assert {alias: ids for alias, ids in owners.items() if len(ids) > 1} == {}


def test_dates_parse_and_are_in_order() -> None:
    for row in ROWS:
        if row["start"]:
            first_day(row["start"])
        if row["end"]:
            first_day(row["end"])
        if row["start"] and row["end"]:
            width = min(len(row["start"]), len(row["end"]))
            assert row["start"][:width] <= row["end"][:width], row


def overlap(one: dict[str, str], other: dict[str, str]) -> bool:
    """Whether two terms share more than the day, month or year in which one follows the other."""
    first, second = sorted((one, other), key=lambda row: row["start"])
    if not first["end"]:
        return True
    width = min(len(first["end"]), len(second["start"]))
    return second["start"][:width] < first["end"][:width]


def test_one_head_of_government_at_a_time() -> None:
    by_state: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in ROWS:
        if row["office"] == "head of government":
            by_state[row["state"]].append(row)
    clashes = [
        (state, one["name"], other["name"])
        for state, terms in by_state.items()
        for one, other in combinations(terms, 2)
        if overlap(one, other) and frozenset({one["name"], other["name"]}) not in SHARED_GOVERNMENT
    ]
    assert clashes == []


@pytest.mark.parametrize(
    ("state", "office", "day", "name"),
    [
        ("PRK", "head of state", "2019-04-25", "Kim Jong Un"),
        ("RUS", "head of state", "2010-06-01", "Dmitry Medvedev"),
        ("RUS", "head of government", "2010-06-01", "Vladimir Putin"),
        ("USA", "foreign minister", "2014-03-01", "John Kerry"),
        ("GBR", "head of government", "2003-03-20", "Tony Blair"),
        ("SYR", "head of state", "2012-07-18", "Bashar al-Assad"),
        ("TUR", "defence minister", "2020-01-01", "Hulusi Akar"),
        ("KOR", "defence minister", "2011-01-01", "Kim Kwan-jin"),
        ("IGO:UN", "secretary-general of the United Nations", "1999-01-01", "Kofi Annan"),
        ("GRP:Hezbollah", "leader of Hezbollah", "2006-07-12", "Hassan Nasrallah"),
        ("AFG", "foreign minister", "2022-01-01", "Amir Khan Muttaqi"),
    ],
)
def test_who_held_the_office(state: str, office: str, day: str, name: str) -> None:
    holders = {
        row["name"]
        for row in ROWS
        if (row["state"], row["office"]) == (state, office) and row["start"] <= day and (not row["end"] or row["end"] > day)
    }
    assert holders == {name}


def test_the_taliban_change_from_group_to_government() -> None:
    codes = {row["state"] for row in ROWS if row["name"] == "Hibatullah Akhundzada"}
    assert codes == {"AFG", "GRP:Taliban"}
