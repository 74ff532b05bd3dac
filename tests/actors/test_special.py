"""Names that a rule makes or unmakes: ships, branches, towns, things named after places; surnames; other spellings."""

from __future__ import annotations

from functools import cache

import pytest

from comity.actors import KnowledgeBase, Resolver
from comity.actors.senses import state_then
from comity.actors.special import names_in
from comity.actors.surnames import by_surname, former_by_surname, known_by_surname
from comity.actors.variants import by_variant, skeleton


@cache
def base() -> KnowledgeBase:
    return KnowledgeBase.load()


def named(text: str) -> list[tuple[str, str]]:
    return [(text[a:b], entries[0].code) for a, b, entries in names_in(base(), text)]


@pytest.mark.parametrize(
    ("text", "name", "code"),
    [
        ("The USS George Washington sailed.", "USS George Washington", "USA"),
        ("HMS Sheffield burned.", "HMS Sheffield", "GBR"),
        ("INS Hanit was hit off Beirut.", "INS Hanit", "ISR"),
        ("INS Vikrant struck Chittagong.", "INS Vikrant", "IND"),
        ("BRP Sierra Madre", "BRP Sierra Madre", "PHL"),
        ("al-Qaida's branch in Yemen", "al-Qaida's branch in Yemen", "GRP:Al-Qaeda in the Arabian Peninsula"),
        ("the Syrian branch of al-Qaida", "Syrian branch of al-Qaida", "GRP:Al-Nusra"),
        ("the ANC's armed wing", "ANC's armed wing", "GRP:Umkhonto we Sizwe"),
        ("the governor of Georgia certified Biden's victory", "Georgia", "USA"),
        ("Georgia and Russia met", "Georgia", "GEO"),
        ("a plate of Brussels sprouts", "Brussels sprouts", ""),
        ("Real Madrid won", "Real Madrid", ""),
        ("the Paris talks", "Paris talks", ""),
        ("the Iran talks", "Iran", "IRN"),
        ("Moscow, Idaho", "Moscow, Idaho", "USA"),
        ("tariffs on Australian wine", "Australian", "AUS"),
    ],
)
def test_names_that_rules_make(text: str, name: str, code: str) -> None:
    assert (name, code) in named(text)


@pytest.mark.parametrize(
    ("surname", "date", "near", "name"),
    [
        ("Solana", "2006-06-06", (), "Javier Solana"),
        ("Abdullah", "2005-11-10", ("JOR",), "Abdullah II"),
        ("Kim", "2013-10-08", ("IGO:World Bank",), "Jim Yong Kim"),
    ],
)
def test_surnames(surname: str, date: str, near: tuple[str, ...], name: str) -> None:
    term = by_surname(base(), surname, date, near)
    assert term is not None and term.name == name


def test_a_former_president_is_the_last_who_left() -> None:
    term = former_by_surname(base(), "Bush", "1993-04-14", (), ("head of state",))
    assert term is not None and term.name == "George H. W. Bush" and term.sector == "CVL"


def test_other_transcriptions() -> None:
    assert skeleton("Toqayev") == skeleton("Tokayev")
    assert {e.code for e in by_variant(base(), "Kurmanbek Bakiev")} == {"KGZ"}
    assert by_variant(base(), "Ali Hasan") == []


@pytest.mark.parametrize(
    ("text", "date", "code", "sector"),
    [
        ("KGB", "1983-02-02", "SUN", "SPY"), ("KGB", "1995-02-02", "RUS", "SPY"), ("the Stasi", "1988-01-17", "DDR", "SPY"),
        ("UNITA", "1998-12-20", "GRP:UNITA", "REB"), ("UNITA", "2010-12-20", "GRP:UNITA", "PTY"),
        ("Haitian opposition", "2004-02-02", "HTI", "OPP"), ("Venezuelan refugees", "2018-08-24", "VEN", "REF"),
        ("Arnold Schwarzenegger", "2012-05-05", "USA", "CVL"), ("French fries", "2003-03-11", "", ""),
    ],
)  # fmt: skip
def test_dates_and_sectors(text: str, date: str, code: str, sector: str) -> None:
    found = Resolver(base()).resolve(text, "", date)
    assert (found.code, found.sector) == (code, sector), found


def test_surnames_without_a_date_are_nobody() -> None:
    for surname in ("Solana", "Powell", "Taylor", "Wong"):
        assert by_surname(base(), surname, "", ()) is None
        assert known_by_surname(base(), surname, "", ("USA",)) is None


@pytest.mark.parametrize(
    ("text", "name", "code"),
    [
        ("The NDP of President Mubarak won in Cairo.", "NDP", "GRP:NDP-Egypt"),
        ("In Kingston, Jamaica, the PNP won.", "PNP", "GRP:PNP-JAM"),
        ("King Mohammed asked the Justice and Development Party in Rabat.", "Justice and Development Party", "GRP:PJD"),
        ("The Justice and Development Party won.", "Justice and Development Party", "GRP:AKP"),
        ("Hyderabad police shot protesters in Sindh.", "Hyderabad", "PAK"),
        ("Hyderabad police in India", "Hyderabad", "IND"),
        ("Gunmen in Tripoli, Lebanon's second city", "Tripoli", "LBN"),
        ("the Niger State governor", "Niger State", "NGA"),
        ("police in Athens, Georgia", "Athens, Georgia", "USA"),
        ("the political wing of the IRA", "wing of the IRA", "GRP:Sinn Fein"),
        ("the Cuban missile crisis", "Cuban missile crisis", ""),
    ],
)
def test_names_that_several_share(text: str, name: str, code: str) -> None:
    assert (name, code) in named(text)


@pytest.mark.parametrize(
    ("code", "town", "date", "then"),
    [
        ("RUS", "Leningrad", "1988-03-15", "SUN"), ("RUS", "Saint Petersburg", "1992-01-01", "RUS"),
        ("DEU", "Leipzig", "1989-10-09", "DDR"), ("DEU", "Hamburg", "1989-10-09", "DEU"), ("HRV", "Zagreb", "1985-01-01", "YUG"),
    ],
)  # fmt: skip
def test_the_state_of_a_town_at_a_date(code: str, town: str, date: str, then: str) -> None:
    assert state_then(code, town, date) == then


@pytest.mark.parametrize(("name", "state"), [("Mahathir", "MYS"), ("Meles", "ETH"), ("Thaksin", "THA")])
def test_who_is_called_by_the_first_name(name: str, state: str) -> None:
    term = by_surname(base(), name, "2002-06-06", ())
    assert term is not None and term.state == state
