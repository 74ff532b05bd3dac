"""The data files of actors other than people: columns, codes, sectors, names."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

import comity.actors
from comity.actors import KnowledgeBase

DATA = Path(comity.actors.__file__).parent / "data"
CODE = re.compile(r"^(?:IGO:.+|GRP:.+|[A-Z]{3})$")
SECTORS = {"GOV", "MIL", "LEG", "JUD", "COP", "SPY", "OPP", "PTY", "REB", "CVL", "BUS", "MED", "REF", "IGO", "NGO"}
LEAST = {
    "states.csv": 220, "regions.csv": 12, "organisations.csv": 300, "members.csv": 2000, "groups.csv": 600, "organs.csv": 30, "media.csv": 80,
    "roles.csv": 300, "places.csv": 50,
}  # fmt: skip


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


@pytest.mark.parametrize("name", sorted(LEAST))
def test_tables_are_whole(name: str) -> None:
    table = rows(name)
    assert len(table) >= LEAST[name]
    for row in table:
        assert None not in row and None not in row.values(), row
        assert all(value == value.strip() for value in row.values()), row
        assert row["source"], row


@pytest.mark.parametrize("name", ["states.csv", "regions.csv"])
def test_codes_of_states_are_unique_and_of_three_letters(name: str) -> None:
    codes = [row["code"] for row in rows(name)]
    assert len(codes) == len(set(codes)) and all(re.fullmatch("[A-Z]{3}", code) for code in codes)


def test_all_members_of_the_united_nations_are_there() -> None:
    members = [row for row in rows("states.csv") if row["kind"] == "un-member"]
    assert len(members) == 193
    assert all(row["names"] and row["adjectives"] and row["demonyms"] for row in members)
    assert [row["code"] for row in members if not row["capital"]] in ([], ["NRU"])


@pytest.mark.parametrize("name", ["organisations.csv", "groups.csv", "organs.csv"])
def test_ids_codes_and_names(name: str) -> None:
    table = rows(name)
    assert len({row["id"] for row in table}) == len(table)
    assert all(CODE.match(row["code"]) and row["name"] and row["names"] for row in table)


@pytest.mark.parametrize("name", ["groups.csv", "organs.csv", "roles.csv"])
def test_sectors(name: str) -> None:
    assert {row["sector"] for row in rows(name)} <= SECTORS


def test_members_of_organisations_are_states() -> None:
    states = {row["code"] for row in rows("states.csv")}
    organisations = {row["id"] for row in rows("organisations.csv")}
    for row in rows("members.csv"):
        assert row["state"] in states and row["organisation"] in organisations, row
        assert not row["end"] or row["start"] <= row["end"], row


@pytest.mark.parametrize(
    ("organisation", "state", "date", "member"),
    [
        ("IGO:EU", "GBR", "2020-01-15", True), ("IGO:EU", "GBR", "2020-03-01", False), ("IGO:EU", "HRV", "2013-06-30", False),
        ("IGO:NATO", "SWE", "2024-03-06", False), ("IGO:NATO", "SWE", "2024-03-08", True), ("IGO:BRICS", "EGY", "2023-12-31", False),
        ("IGO:BRICS", "EGY", "2024-02-01", True), ("IGO:OPEC", "QAT", "2018-06-01", True), ("IGO:OPEC", "QAT", "2020-01-01", False),
        ("IGO:SCO", "IND", "2015-01-01", False), ("IGO:SCO", "IND", "2018-01-01", True), ("IGO:G8", "RUS", "2010-01-01", True),
    ],
)  # fmt: skip
def test_members_at_a_date(organisation: str, state: str, date: str, member: bool) -> None:
    assert (state in KnowledgeBase.load().members(organisation, date)) is member


def test_nobody_names_two_members_at_once() -> None:
    seen = Counter((r["organisation"], r["state"], r["start"]) for r in rows("members.csv"))
    assert [key for key, count in seen.items() if count > 1] == []


def test_places_have_valid_coordinates_and_countries() -> None:
    states = {row["code"] for row in rows("states.csv")}
    for row in rows("places.csv"):
        assert bool(row["lat"]) == bool(row["lon"]), row
        assert not row["lat"] or (-90 <= float(row["lat"]) <= 90 and -180 <= float(row["lon"]) <= 180), row
        assert not row["country"] or row["country"] in states, row


def test_state_news_agencies_are_there() -> None:
    names = {name for row in rows("media.csv") for name in row["names"].split("|")}
    assert {"KCNA", "TASS", "Xinhua", "Yonhap", "AFP", "Reuters", "IRNA", "SANA", "Anadolu", "Interfax"} <= names
