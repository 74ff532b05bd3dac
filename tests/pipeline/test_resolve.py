"""Phrases resolved as the line resolves them: with their syntax, their context and their date, against the shipped tables."""

from __future__ import annotations

import pytest

from comity.pipeline import resolve


@pytest.mark.parametrize(
    ("phrase", "date", "context", "code", "sector"),
    [
        ("the UN envoy to Yemen", "2018-12-01", "", "IGO:UN", "IGO"),
        ("Hezbollah fighters", "2015-01-01", "", "GRP:Hezbollah", "REB"),
        ("opposition lawmakers from Venezuela", "2017-07-05", "", "VEN", "OPP"),
        ("former President Nicolas Sarkozy", "2014-07-01", "", "FRA", "CVL"),
        ("President Clinton", "1994-09-16", "", "USA", "GOV"),
        ("Merkel", "2015-09-01", "Merkel opened the border.", "DEU", "GOV"),
        ("police in Moscow, Idaho", "2022-11-20", "", "USA", "COP"),
        ("pro-Russian separatists in eastern Ukraine", "2014-07-17", "", "UKR", "REB"),
        ("ethnic Russians in Estonia", "2007-04-27", "", "EST", "CVL"),
        ("the kingdom", "2016-01-03", "Riyadh cut ties with Iran, and the kingdom expelled its diplomats.", "SAU", None),
        ("Yugoslavia", "1991-06-26", "", "YUG", ""),
        ("Yugoslavia", "2021-06-26", "", "SRB", ""),
        ("the Kremlin", "1990-03-27", "", "SUN", "GOV"),
        ("the Kremlin", "2020-03-27", "", "RUS", "GOV"),
        ("West Germany", "1972-09-06", "", "DEU", ""),
        ("the Paris talks", "2015-12-10", "", "", ""),
        ("the Free Syrian Army", "2012-03-01", "", "GRP:Free Syrian Army", "REB"),
        ("Bank of England", "1997-05-06", "", "GBR", None),
    ],
)
def test_codes_and_sectors(phrase: str, date: str, context: str, code: str, sector: str | None) -> None:
    found = resolve(phrase, date, context)
    assert found["code"] == code, found
    assert sector is None or found["sector"] == sector, found
    assert found["reason"]


def test_out_of_office_a_leader_keeps_the_state_and_loses_the_sector() -> None:
    assert resolve("Angela Merkel", "2020-01-01")["sector"] == "GOV"
    later = resolve("Angela Merkel", "2023-01-01")
    assert (later["code"], later["actor"]) == ("DEU", "DEU.GOV.ANGELA-MERKEL")
    assert later["sector"] in ("", "CVL")
