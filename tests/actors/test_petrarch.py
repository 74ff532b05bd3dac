"""PETRARCH's dictionaries: the format, what is left out, and what the entries become."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from comity.actors import KnowledgeBase, Resolver, check_files, with_dictionaries
from comity.actors.cameo import coded, sector_of
from comity.actors.petrarch import kind_of, plural_of, read_dictionary
from comity.actors.spelling import acronyms, spellings

REAL = Path(__file__).resolve().parents[3] / "shared/data/petrarch/dictionaries"

ACTORS = """
# remarks, <!-- and -->
<!-- comments of
several lines [AAA] -->
MAYA_LIND_  [SWEMIL]  # a default
+MINISTER MAYA_LIND
\t[SWEGOV 20100101-20141231]
\t[SWEELI <100101]
\t[IGOUNO >150601]
GREEN_MARCH_(GM) [KENREB]
EAST_MARCH_POLICE [KENCOP]; TABARI's remark
"""


@cache
def base() -> KnowledgeBase:
    return KnowledgeBase.load()


def given_file(tmp_path: Path, text: str, name: str = "my.actors.txt") -> KnowledgeBase:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return with_dictionaries(base(), [str(path)])


def problems(text: str, kind: str = "actors") -> list[tuple[int, str]]:
    return [(p.line, p.text) for p in read_dictionary("x.txt", text, kind).problems]


def test_names_synonyms_and_dated_codes() -> None:
    maya, march, police = read_dictionary("x.txt", ACTORS, "actors").records
    assert [n.text for n in maya.names] == ["MAYA LIND", "MINISTER MAYA LIND"]
    assert [(c.code, c.start, c.end) for c in maya.codes] == [
        ("SWEMIL", "", ""), ("SWEGOV", "2010-01-01", "2014-12-30"), ("SWEELI", "", "2009-12-31"), ("IGOUNO", "2015-06-01", ""),
    ]  # fmt: skip
    assert [n.text for n in march.names] == ["GREEN MARCH", "GM"]
    assert [c.code for c in police.codes] == ["KENCOP"]
    assert problems(ACTORS) == []


@pytest.mark.parametrize(
    ("date", "code", "sector"),
    [("2005-01-01", "SWE", ""), ("2012-05-05", "SWE", "GOV"), ("2015-01-15", "SWE", "MIL"), ("2020-01-01", "IGO:UN", "IGO")],
)
def test_the_code_of_the_date_counts_and_the_default_elsewhere(tmp_path: Path, date: str, code: str, sector: str) -> None:
    found = Resolver(given_file(tmp_path, ACTORS)).resolve("Minister Maya Lind", date=date)
    assert (found.code, found.sector, found.actor, found.name) == (code, sector, "SWE.MIL.MAYA-LIND", "Maya Lind")
    assert str(tmp_path) in found.reason


def test_the_first_code_that_holds_counts(tmp_path: Path) -> None:
    text = "SAM_GAMGEE [HOB]\n\t[ORCHOB 20100109-20100112]\n\t[HOBMIL 20080120-20121109]\n"
    resolver = Resolver(given_file(tmp_path, text))
    assert resolver.resolve("Sam Gamgee", date="2010-01-10").code == "ORC"
    assert resolver.resolve("Sam Gamgee", date="2010-01-20").sector == "MIL"
    assert resolver.resolve("Sam Gamgee", date="2020-01-20").code == "HOB"


@pytest.mark.parametrize(
    ("line", "phrase", "code", "sector", "actor"),
    [
        ("GREEN_MARCH [KENREB]", "Green March", "GRP:Green March", "REB", "GRP:Green March"),
        ("HAMAS [PSEREBHMS]", "Hamas", "GRP:Hamas", "REB", "GRP:Hamas"),
        ("KALIMBA_REBELS [KENREB]", "Kalimba rebels", "KEN", "REB", ""),
        ("NOVA_SHIPPING_CORP [MNCNORBUS]", "Nova Shipping Corp", "NOR", "BUS", "NOR.BUS.NOVA-SHIPPING-CORP"),
        ("CLEAR_WATER_NOW [NGOENV]", "Clear Water Now", "GRP:Clear Water Now", "NGO", "GRP:Clear Water Now"),
        ("UN_WATER_OFFICE [IGOUNO]", "UN Water Office", "IGO:UN", "IGO", "IGO:UN"),
        ("OLD_FORT_HOUSE [KENGOV]", "Old Fort House", "KEN", "GOV", "KEN.GOV.OLD-FORT-HOUSE"),
        ("KENYANISTAN [KEN]", "Kenyanistan", "KEN", "", "KEN"),
        ("ZAIRELAND [ZAR]", "Zaireland", "COD", "", "COD"),
    ],
)
def test_codes_become_ours(tmp_path: Path, line: str, phrase: str, code: str, sector: str, actor: str) -> None:
    found = Resolver(given_file(tmp_path, line)).resolve(phrase)
    assert (found.code, found.sector) == (code, sector)
    assert not actor or found.actor == actor


@pytest.mark.parametrize(
    ("code", "ours"),
    [
        ("USAGOV", ("USA", "GOV")), ("PRKMIL", ("PRK", "MIL")), ("IGOUNO", ("IGO:UN", "IGO")), ("igoeureec", ("IGO:EU", "IGO")),
        ("IGOWSTNAT", ("IGO:NATO", "IGO")), ("USAELI", ("USA", "")), ("BFAGOVMIL", ("BFA", "GOV")), ("PAKMUSREB", ("PAK", "REB")),
        ("KENEDU", ("KEN", "CVL")), ("NGOUSA", ("USA", "NGO")), ("MED", ("", "MED")), ("EEU", ("EUR", "")), ("TWN/CHN", ("TWN", "")),
        ("IMGMOSALQ", ("GRP:al-Qaida", "REB")), ("NGOIRC", ("GRP:Red Cross", "NGO")),
    ],
)  # fmt: skip
def test_cameo_codes(code: str, ours: tuple[str, str]) -> None:
    states = {c for c in base().labels if len(c) == 3}
    what = coded(code, states)
    assert (what.code, what.sector, what.unknown) == (*ours, "")


def test_codes_that_nobody_knows_are_kept_and_named() -> None:
    assert coded("ORCMIL", {"USA"}) == ("ORC", "MIL", "ORC")
    assert sector_of("MUSREB") == ("", "REB", "") and sector_of("GGS").unknown == "GGS"


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("A_B [USAGOV", 1, "a bracket is not closed"),
        ("\n\t[USAGOV]", 2, "a code before the first name"),
        ("+A_B [USA]", 1, "before the first name"),
        ("A_B\nC_D [USA]", 1, "'A B' has no code"),
        ("A_B [USAGOV 20101301-20110101]", 1, "20101301 is no day of the calendar"),
        ("A_B [USAGOV 2010010-20110101]", 1, "2010010 is no date"),
        ("A_B [USAGOV 20120101-20110101]", 1, "the end 20110101 is before the start 20120101"),
        ("A_B [USAGOV 20120101]", 1, "neither from (>) nor until (<)"),
        ("A_B [USA950601-990815]", 1, "no blank between code and date"),
        ("A_B [USA] nonsense", 1, "'nonsense' behind the code"),
        ("A_B [ >20100101]", 1, "no code in"),
        ("A_B [USA]\n+C_D [FRA]", 2, "a synonym has no code of its own"),
        ("A_B+C_D [USA]", 1, "'+' in the name"),
        ("__ [USA]", 1, "a name without a letter"),
    ],
)
def test_bad_lines_of_actors_are_named(text: str, line: int, message: str) -> None:
    found = problems(text)
    assert [(n, m) for n, m in found if message in m and n == line], found


def test_dates_of_two_digits() -> None:
    (record,) = read_dictionary(
        "x", "A_B\n\t[USAELI 280101-450601]\n\t[USAGOV 990101-080101]\n\t[USAMIL >300101]", "actors"
    ).records
    assert [(c.start, c.end) for c in record.codes] == [
        ("1928-01-01", "1945-05-31"), ("1999-01-01", "2007-12-31"), ("2030-01-01", ""),
    ]  # fmt: skip


AGENTS = """
!PERSON! = MAN, WOMAN
POLICE {} [~COP]
ATTORNEY_GENERAL {ATTORNEYS_GENERAL} [~JUD]
WATER_BAILIFF [~GOV]
FERRY!PERSON! [~BUS]
RELIEF_BODY [NGO~]
"""


def test_agents_and_their_plurals(tmp_path: Path) -> None:
    agents = read_dictionary("x", AGENTS, "agents")
    assert [(a.noun, a.plural, a.code) for a in agents.agents] == [
        ("police", "", "COP"), ("attorney general", "attorneys general", "JUD"), ("water bailiff", "water bailiffs", "GOV"),
        ("ferryman", "", "BUS"), ("ferrywoman", "", "BUS"), ("relief body", "relief bodies", "NGO"),
    ]  # fmt: skip
    roles = given_file(tmp_path, AGENTS).roles
    assert roles["water bailiffs"].sector == "GOV" and roles["ferryman"].kind == "person"
    assert Resolver(given_file(tmp_path, AGENTS)).resolve("the Kenyan water bailiff").sector == "GOV"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("BAILIFF", "no code; an agent has one"),
        ("BAILIFF [~GOV}", "a bracket is not closed"),
        ("BAILIFF [GOV]", "has no ~"),
        ("BAILIFF {BAILIFFI [~GOV]", "a brace is not closed"),
        ("FERRY!MEN! [~BUS]", "the set !MEN! is not defined"),
        ("!MEN = MAN, MEN!", "a set of words is written"),
    ],
)
def test_bad_lines_of_agents_are_named(text: str, message: str) -> None:
    assert [m for _, m in problems(text, "agents") if message in m]


@pytest.mark.parametrize(
    ("noun", "plural"), [("ministry", "ministries"), ("attorney", "attorneys"), ("coach", "coaches"), ("rebel", "rebels")]
)
def test_plurals(noun: str, plural: str) -> None:
    assert plural_of(noun) == plural


def test_discards_leave_out_sentences_and_stories(tmp_path: Path) -> None:
    own = given_file(tmp_path, "+WORLD CUP\nBASEBALL\nGROUP D_\n", "my.discards.txt")
    assert own.discards is not None
    text = "He likes baseball. Group D met. Group Delta met. Prebaseball."
    starts = [0, 19, 32, 49]
    assert own.discards.sentences(text, starts) == {0, 1}
    assert own.discards.sentences("A. The World Cups. B.", [0, 3, 19]) == {0, 1, 2}


def test_a_null_code_takes_a_name_away(tmp_path: Path) -> None:
    assert "Hezbollah" in base().entries
    own = given_file(tmp_path, "HEZBOLLAH [---]\nNASGUL [###]\n")
    assert "Hezbollah" not in own.entries and "Hezbollah" in base().entries


@pytest.mark.parametrize(
    ("name", "text", "kind"),
    [
        ("a.txt", "A_B [USAGOV]", "actors"), ("a.txt", "CLERK [~GOV]", "agents"), ("a.txt", "BASEBALL\n+TENNIS", "discards"),
        ("my.discards.txt", "+Manchester United", "discards"), ("a.txt", "Some notes of mine.", ""), ("a.txt", "", ""),
        ("a.txt", "--- ABANDON [345] ---\nABANDON\n- * HOPE [010]", "verbs"), ("a.txt", '<ISSUE CATEGORY="X">\nn:school [S]\n</ISSUE>', "verbs"),
    ],
)  # fmt: skip
def test_the_kind_is_seen_from_the_content(name: str, text: str, kind: str) -> None:
    assert kind_of(name, text) == kind


@pytest.mark.parametrize(
    ("name", "first", "others"),
    [
        ("BAN KI-MOON", "Ban Ki-Moon", {"Ban Ki-moon"}), ("BASHAR AL-ASSAD", "Bashar al-Assad", {"Bashar Al-Assad"}),
        ("AL-QAEDA", "al-Qaeda", {"Al-Qaeda", "AL-QAEDA"}), ("UN SECURITY COUNCIL", "UN Security Council", set()),
        ("THE BANK OF NOVA", "Bank of Nova", set()), ("ROBERT MCNAMARA", "Robert McNamara", set()), ("HOPE", "HOPE", set()),
        ("MICHAEL O'KENNEDY", "Michael O'Kennedy", set()), ("GEORGE W. BUSH", "George W. Bush", set()), ("EBU", "EBU", set()),
        ("U.N.", "U.N.", set()), ("Manchester United", "Manchester United", set()), ("KENYA", "Kenya", {"KENYA"}),
    ],
)  # fmt: skip
def test_spellings(name: str, first: str, others: set[str]) -> None:
    found = spellings(name, acronyms(["UN Security Council"]))
    assert found[0] == first and others <= set(found)


@given(
    st.text(alphabet=st.sampled_from("AB _-+[]{}~<>!=#;\n\t0123456789|()'"), max_size=80),
    st.sampled_from(["actors", "agents", "discards"]),
)
@example("0(<)", "actors")
def test_no_text_is_too_odd_to_be_read(text: str, kind: str) -> None:
    found = read_dictionary("x.txt", text, kind)
    lines = len(text.splitlines())
    assert all(1 <= p.line <= lines for p in found.problems)
    for record in found.records:
        assert all(not c.end or c.start <= c.end for c in record.codes)
        assert all(name.text == " ".join(name.text.split()) for name in record.names)


@given(
    st.lists(st.sampled_from(["AL-QAEDA", "ABU", "O'NEIL", "UN", "U.S.", "KI-MOON", "OF", "MCCOY", "É"]), min_size=1, max_size=4)
)
def test_a_spelling_says_the_same_in_capitals(words: list[str]) -> None:
    name = " ".join(words)
    assert {s.upper() for s in spellings(name, {"UN"})} == {name}


@pytest.mark.skipif(not REAL.is_dir(), reason="the data folder is not here")
@pytest.mark.parametrize(
    "name", sorted(p.name for p in REAL.glob("*.txt") if any(k in p.name for k in ("actors", "agents", "discards")))
)
def test_the_dictionaries_of_petrarch_are_read_whole(name: str) -> None:
    path = str(REAL / name)
    own = with_dictionaries(base(), [path])
    assert own.own == {path}
    lines = {p.line for p in check_files([path], base()).problems}
    text = (REAL / name).read_text(encoding="utf-8").splitlines()
    assert own.left_out.get(path, 0) <= len(lines) < len(text) / 3
