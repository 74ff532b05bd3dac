"""Users' tables: recognised by their header, put before the shipped ones, which stay as they are."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.actors import COLUMNS, KnowledgeBase, Resolver, check_files, with_dictionaries
from comity.actors.tables import REQUIRED, SECTORS, actor_id, is_date, read_table, table_of
from comity.errors import DataFileError


@cache
def base() -> KnowledgeBase:
    return KnowledgeBase.load()


def write(folder: Path, name: str, *lines: str) -> str:
    path = folder / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return str(path)


def problems(*files: str) -> list[str]:
    return [f"{Path(p.file).name}:{p.line}: {p.text}" for p in check_files(files, base()).problems]


def test_every_shipped_header_is_recognised_and_every_short_one() -> None:
    for name, columns in COLUMNS.items():
        assert table_of(columns) == name
        assert table_of(tuple(reversed(REQUIRED[name]))) == name
    assert table_of(("x", "name")) == ""


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_a_person_comes_before_the_shipped_ones(tmp_path: Path, mark: str) -> None:
    rows = ("name,state,office,sector,start,end", "Zuzana Novy,CZE,foreign minister,GOV,2031-01-01,")
    file = write(tmp_path, "mine.csv", *(row.replace(",", mark) for row in rows))
    resolver = Resolver(with_dictionaries(base(), [file]))
    found = resolver.resolve("the Czech foreign minister", date="2031-06-01")
    assert (found.name, found.actor) == ("Zuzana Novy", "CZE.GOV.ZUZANA-NOVY")
    assert resolver.resolve("the Czech foreign minister", date="2020-06-01").name != "Zuzana Novy"
    assert file in resolver.resolve("Zuzana Novy", date="2031-06-01").reason


def test_users_names_win_and_the_shipped_base_stays_as_it_is(tmp_path: Path) -> None:
    group = write(tmp_path, "g.csv", "name,names,kind,sector,state,start", "Wagner,Wagner|the Kremlin,movement,CVL,DEU,")
    before = {name: list(entries) for name, entries in base().entries.items()}
    labels, roles = dict(base().labels), dict(base().roles)
    own = with_dictionaries(base(), [group, write(tmp_path, "r.csv", "noun,sector,kind", "president,MED,person")])
    assert Resolver(own).resolve("the Kremlin").code == "GRP:Wagner"
    assert [c.code for c in Resolver(own).resolve("the Kremlin").candidates][:2] == ["GRP:Wagner", "RUS"]
    assert own.roles["president"].sector == "MED"
    assert {name: list(entries) for name, entries in base().entries.items()} == before
    assert (base().labels, base().roles, base().own) == (labels, roles, frozenset())
    assert Resolver(base()).resolve("the Kremlin").code == "RUS"


def test_a_name_that_does_not_hold_at_the_date_leaves_its_place(tmp_path: Path) -> None:
    file = write(tmp_path, "g.csv", "name,kind,sector,state,start,end", "Hamas,party,PTY,KEN,2001,2003-06")
    resolver = Resolver(with_dictionaries(base(), [file]))
    assert resolver.resolve("Hamas", date="2003-06-30").sector == "PTY"
    assert resolver.resolve("Hamas", date="2003-07-01").sector == "REB"


def test_a_term_of_the_user_replaces_shipped_ones_that_begin_in_it(tmp_path: Path) -> None:
    shipped = Resolver(base()).resolve("the president of France", date="2015-01-01").name
    file = write(tmp_path, "p.csv", "name,state,office,sector,start,end", "A. Nemo,FRA,head of state,GOV,2010,2014-12-31")
    resolver = Resolver(with_dictionaries(base(), [file]))
    assert resolver.resolve("the president of France", date="2013-01-01").name == "A. Nemo"
    assert resolver.resolve("the president of France", date="2009-01-01").name != "A. Nemo"
    assert resolver.resolve("the president of France", date="2018-01-01").name not in ("A. Nemo", shipped)


def test_states_members_places_and_media_of_ones_own(tmp_path: Path) -> None:
    files = [
        write(
            tmp_path,
            "s.csv",
            "code,name,kind,adjectives,demonyms,capital",
            "RUR,Ruritania,state-like,Ruritanian,Ruritanian,Strelsau",
        ),
        write(tmp_path, "o.csv", "name,kind,seat", "Zenda Pact,alliance,"),
        write(tmp_path, "m.csv", "organisation,state,start", "IGO:Zenda Pact,RUR,1999", "IGO:EU,RUR,2000"),
        write(tmp_path, "l.csv", "name,country,kind,lat,lon", "Hentzau,RUR,city,50.1,14.2"),
        write(tmp_path, "media.csv", "name,state,kind", "Zenda Times,RUR,state-outlet"),
        write(tmp_path, "regions.csv", "code,name,adjectives,demonyms", "GRA,Graustark,Graustarkian,Graustarkians"),
    ]
    own = with_dictionaries(base(), files)
    assert Resolver(own).resolve("Ruritanian soldiers").code == "RUR"
    assert own.members("IGO:Zenda Pact", "2001-01-01") == ("RUR",)
    assert {"RUR", "FRA"} <= set(own.members("IGO:EU", "2001-01-01")) and "RUR" not in base().members("IGO:EU")
    assert own.places["Hentzau"][0].lat == 50.1 and "RUR.MED.ZENDA-TIMES" in own.state_media
    assert own.labels["GRA"] == "Graustark" and problems(*files) == []


def test_the_first_file_counts(tmp_path: Path) -> None:
    one = write(tmp_path, "one.csv", "code,name,sector", "KEN,Blue House Bank,BUS")
    two = write(tmp_path, "two.csv", "code,name,sector", "UGA,Blue House Bank,BUS")
    assert Resolver(with_dictionaries(base(), [one, two])).resolve("Blue House Bank").code == "KEN"
    assert problems(one, two) == [
        f"two.csv:2: 'Blue House Bank' is KEN.BUS.BLUE-HOUSE-BANK too ({one}, line 2); the first counts"
    ]


def test_a_file_with_the_name_of_a_shipped_table_is_the_users(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path, "people.csv", "name,state,office", "Ada Nemo,KEN,mayor")
    own = with_dictionaries(base(), ["people.csv"])
    assert own.own == {"./people.csv"} and Resolver(own).resolve("Emmanuel Macron").reason.startswith("person in people.csv")
    assert Resolver(own).resolve("Ada Nemo").reason.startswith("person in ./people.csv")


@pytest.mark.parametrize(
    ("header", "row", "message"),
    [
        ("name,state,office,sector", "A B,KEN,mayor,GVO", "unknown sector 'GVO'; valid are BUS, COP"),
        ("name,state,office", "A B,KEX,mayor", "unknown state 'KEX'"),
        ("name,state,office", "A B,,mayor", "state is empty"),
        ("name,state,office,start", "A B,KEN,mayor,2024-13", "'2024-13' is no date; write it as YYYY"),
        ("name,state,office,start,end", "A B,KEN,mayor,2024-05,2023", "the end 2023 is before the start 2024-05"),
        ("name,state,office", "A B,KEN", "2 values; the header has 3 columns"),
        ("name,state,office", '"A B,KEN,mayor', "no CSV from here on"),
        ("name,state,state,office", "A,KEN,KEN,x", "a column is there twice"),
        ("name,country,kind,lat", "A,KEN,city,91", "lat '91' is no number of degrees"),
        ("noun,sector,kind", "clerk,GOV,human", "unknown kind 'human'; valid are collective, office, person"),
        ("code,name,kind,adjectives,demonyms", "ken,K,un-member,a,b", "the code 'ken' is not three capital letters"),
        ("organisation,state", "IGO:Nobody,KEN", "unknown organisation 'IGO:Nobody'"),
        ("code,name,sector,names", "KEN,A,GOV,A:x", ""),
    ],
)
def test_mistakes_end_the_reading_with_file_and_line(tmp_path: Path, header: str, row: str, message: str) -> None:
    file = write(tmp_path, "mine.csv", header, row)
    if not message:
        assert with_dictionaries(base(), [file])
        return
    with pytest.raises(DataFileError, match=r"mine.csv, line \d: ") as caught:
        with_dictionaries(base(), [file])
    assert message in str(caught.value)
    assert any(message in text for text in problems(file))


def test_the_linter_names_what_reading_allows(tmp_path: Path) -> None:
    people = write(
        tmp_path, "p.csv", "name,aliases,state,office,sector,start", "Hope,,KEN,mayor,GOV,", "A Nemo,Nemo,KEN,mayor,GOV,", "B Nemo,Nemo,UGA,mayor,GOV,",
        "A Nemo,Nemo,KEN,mayor,GOV,", "C Orm,,GRP:Nobody,leader,REB,",
    )  # fmt: skip
    groups = write(tmp_path, "g.csv", "id,name,kind,sector,state", "GRP:X,X One,party,PTY,KEN", "GRP:X,X Two,party,PTY,KEN")
    assert with_dictionaries(base(), [people])
    found = "\n".join(problems(people, groups))
    assert "p.csv:2: 'Hope' is a common word" in found
    assert "p.csv:4: 'Nemo' is KEN.GOV.A-NEMO too (line 3); the first counts" in found
    assert "p.csv:5: 'A Nemo' is there already (line 3)" in found
    assert "p.csv:6: unknown group 'GRP:Nobody'" in found
    assert f"g.csv:3: id GRP:X is that of {groups}, line 2 already" in found
    discards = write(tmp_path, "my.discards.txt", "FOOTBALL", "AB", "TEST CUP")
    assert [text[:22] for text in problems(discards)] == ["my.discards.txt:1: 'FO", "my.discards.txt:2: 'AB"]


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("a.csv", "x,y\n1,2\n", "a.csv, line 1: no table has the columns 'x,y'; valid are, for states: code,name"),
        ("a.txt", "Some notes.\n", "a.txt, line 1: no file of actors; valid are tables"),
        ("a.txt", "--- HOPE [010] ---\n- * X [010]\n", "a PETRARCH dictionary of verbs"),
    ],
)
def test_files_of_no_known_form(tmp_path: Path, name: str, text: str, message: str) -> None:
    (tmp_path / name).write_text(text)
    with pytest.raises(DataFileError) as caught:
        with_dictionaries(base(), [str(tmp_path / name)])
    assert message in str(caught.value)
    assert problems(str(tmp_path / name))


def test_files_that_are_not_there_or_not_utf_8(tmp_path: Path) -> None:
    with pytest.raises(DataFileError, match="cannot be read"):
        with_dictionaries(base(), [str(tmp_path / "none.csv")])
    (tmp_path / "latin.txt").write_bytes("ÉLAN [FRA]".encode("latin-1"))
    with pytest.raises(DataFileError, match="is not UTF-8"):
        check_files([str(tmp_path / "latin.txt")], base())


@given(st.dates().map(str) | st.from_regex(r"\d{4}-\d{2}", fullmatch=True) | st.text(max_size=8))
def test_dates(text: str) -> None:
    good = is_date(text)
    if good:
        year, month, day = (int(part or 1) for part in (text[:4], text[5:7], text[8:10]))
        assert year >= 1 and 1 <= month <= 12 and 1 <= day <= 31


@given(st.lists(st.tuples(*[st.text(alphabet='ab ",;|\n', max_size=6)] * 3), max_size=5))
def test_a_table_keeps_what_a_spreadsheet_writes(rows: list[tuple[str, str, str]]) -> None:
    import csv
    import io

    out = io.StringIO()
    csv.writer(out).writerows([("name", "state", "office"), *rows])
    table = read_table("x.csv", out.getvalue())
    assert table is not None and table.problems == []
    stripped = [tuple(cell.strip() for cell in row) for row in rows]
    assert [tuple(r.values[c] for c in ("name", "state", "office")) for r in table.rows] == [row for row in stripped if any(row)]


@given(st.sampled_from(["KEN", "IGO:UN", ""]), st.sampled_from(["", *SECTORS]), st.text(min_size=1, max_size=12))
def test_ids_are_made_of_capitals(code: str, sector: str, name: str) -> None:
    made = actor_id(code, sector, name)
    assert " " not in made and not made.endswith(".")
