"""Phrases resolved without a parser, against the shipped tables."""

from __future__ import annotations

from functools import cache

import pytest

from comity.actors import KnowledgeBase, Resolver


@cache
def resolver() -> Resolver:
    return Resolver(KnowledgeBase.load())


@pytest.mark.parametrize(
    ("phrase", "date", "context", "code", "sector"),
    [
        ("Iran", None, "", "IRN", ""),
        ("American warplanes", None, "", "USA", "MIL"),
        ("Foggy Bottom", None, "", "USA", "GOV"),
        ("the Kremlin", None, "", "RUS", "GOV"),
        ("the Russian embassy in Kabul", None, "", "RUS", "GOV"),
        ("spokesman for the Iranian foreign ministry", None, "", "IRN", "GOV"),
        ("four Saudi men", None, "", "SAU", "CVL"),
        ("Taliban fighters", None, "", "GRP:Taliban", "REB"),
        ("the European Union", None, "", "IGO:EU", "IGO"),
        ("KCNA", None, "", "PRK", "MED"),
        ("soldiers", None, "", "", "MIL"),
        ("Burma", None, "", "MMR", ""),
        ("Côte d'Ivoire", None, "", "CIV", ""),
        ("Cote d’Ivoire", None, "", "CIV", ""),
        ("the ministry", None, "The ministry in Ankara said", "TUR", "GOV"),
        ("a carpenter", None, "", "", ""),
    ],
)
def test_codes_and_sectors(phrase: str, date: str | None, context: str, code: str, sector: str) -> None:
    found = resolver().resolve(phrase, context, date)
    assert (found.code, found.sector) == (code, sector), found
    assert found.reason


@pytest.mark.parametrize(
    ("phrase", "date", "actor"),
    [
        ("the president of France", "2010-05-01", "FRA.GOV.NICOLAS-SARKOZY"),
        ("the president of France", "2020-05-01", "FRA.GOV.EMMANUEL-MACRON"),
        ("the Iranian president", "2015-06-01", "IRN.GOV.HASSAN-ROUHANI"),
        ("the US secretary of state", "2019-03-01", "USA.GOV.MIKE-POMPEO"),
        ("the German chancellor", "2019-01-23", "DEU.GOV.ANGELA-MERKEL"),
        ("the British prime minister", "2022-10-01", "GBR.GOV.LIZ-TRUSS"),
        ("the North Korean leader", "2023-09-13", "PRK.GOV.KIM-JONG-UN"),
    ],
)
def test_dates_decide_who_held_an_office(phrase: str, date: str, actor: str) -> None:
    assert resolver().resolve(phrase, "", date).actor == actor


def test_without_a_date_an_office_has_no_holder() -> None:
    found = resolver().resolve("the president of France")
    assert (found.code, found.actor) == ("FRA", "FRA.GOV")


def test_alternatives_are_ranked() -> None:
    found = resolver().resolve("Korea", "The army paraded in Pyongyang, North Korea.")
    assert found.code == "PRK" and {c.code for c in found.candidates} >= {"PRK", "KOR"}
    scores = [c.score for c in found.candidates]
    assert scores == sorted(scores, reverse=True)
