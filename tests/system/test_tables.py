"""Tables of others become rows: GDELT 1 and 2, ICEWS, POLECAT, ACLED, our own form; mistakes are named."""

from __future__ import annotations

import gzip
import zipfile
from typing import ClassVar

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.errors import InputError
from comity.ontology import CAMEO, PLOVER, crosswalk
from comity.ontology.backwards import plover_of
from comity.system.tables import COLUMNS, Coded, EventTable, Names, literal, literals, read_table
from comity.system.tables.forms import FORMS, GDELT_1, GDELT_2
from tests.system.rows import row, table


def rows_of(found: EventTable, *columns: str) -> list[tuple]:
    return found.rows(f"SELECT {', '.join(columns)} FROM comity_rows ORDER BY id")


class Known(Names):
    """Names as the pipeline would know them, for a few."""

    COUNTRIES: ClassVar = {"Russian Federation": "RUS", "North Korea": "PRK", "Argentina": "ARG", "Japan": "JPN"}

    def country(self, name: str) -> str:
        return self.COUNTRIES.get(name) or super().country(name)

    def cameo(self, code: str) -> Coded:
        return Coded(code[:3], code[3:6]) if code[:3] in ("PRK", "RUS", "USA") else Coded("")

    def other(self, name: str) -> str:
        return {"Taliban": "GRP:Taliban", "United Nations": "IGO:UN"}.get(name, "")


def gdelt(columns: tuple[str, ...], **values: str) -> str:
    return "\t".join(values.get(c, "") for c in columns)


G1 = {
    "globaleventid": "7",
    "day": "20130401",
    "actor1code": "PRKMIL",
    "actor2code": "USA",
    "eventcode": "042",
    "numarticles": "5",
    "sourceurl": "http://a",
}
G2 = {**G1, "globaleventid": "8", "actor1code": "REB", "eventcode": "1621", "numarticles": "", "day": "20230913"}
ICEWS = (
    "Event ID\tEvent Date\tSource Name\tSource Sectors\tSource Country\tEvent Text\tCAMEO Code\tIntensity\tTarget Name\tTarget Sectors\t"
    "Target Country\tStory ID\tSentence Number\tPublisher\tCity\tDistrict\tProvince\tCountry\tLatitude\tLongitude\n"
    "1\t2018-06-01\tSergei \"Lavrov\"\tGovernment,Executive\tRussian Federation\tMake a visit\t042\t1.9\tNorth Korea\tNA\tNorth Korea\t9\t1\tX\tNA\tNA\tNA\tNA\t1\t2\n"
    "2\t2018-06-01\tNorth Korea\tNA\tNorth Korea\tHost a visit\t043\t2.8\tTaliban\tInsurgents\tAfghanistan\t9\t1\tX\tNA\tNA\tNA\tNA\t1\t2\n"
    "3\t2018-06-02\tCitizen (Japan)\tGeneral Population / Civilian / Social,Social\tJapan\tConsult\t040\t1\tNowhere\tNA\tNowhere\t10\t1\tX\tNA\tNA\tNA\tNA\t1\t2\n"
    "4\tnever\tNorth Korea\tNA\tNorth Korea\tMake statement\t010\t0\tJapan\tNA\tJapan\t10\t1\tX\tNA\tNA\tNA\tNA\t1\t2\n"
)  # fmt: skip
POLECAT = (
    "Event ID\tEvent Date\tEvent Type\tEvent Mode\tEvent Intensity\tQuad Code\tContexts\tActor Name\tActor Country\tPrimary Actor Sector\t"
    "Recipient Name\tRecipient Country\tPrimary Recipient Sector\n"
    "20230913-1\t2023-09-13\tCONSULT\tthird-party\t1\tVERBAL COOPERATION\tdiplomatic; military\tKim\tPRK\tGOV\tNone\tRUS\t\n"
    "20230913-2\t2023-09-14\tASSAULT\tno such mode\t-9\tMATERIAL CONFLICT\t\tTaliban\tAFG\tREB\tM\u00fcller\tUSA\tMIL\n"
)
ACLED = (
    "event_id_cnty,event_date,event_type,sub_event_type,actor1,inter1,actor2,inter2,source,country\n"
    'A1,2022-06-30,Protests,Peaceful protest,Protesters (Argentina),6,Police Forces of Argentina (2019-),1,"X; Y",Argentina\n'
    "A2,16 May 2025,Battles,Armed clash,Military Forces of Japan (1945-),1,RAM: Some Movement,3,Z,Argentina\n"
    "A3,2022-07-01,Strategic developments,Other,Taliban,2,,0,Z,Argentina\n"
)


@pytest.fixture
def write(tmp_path):
    def make(name: str, text: str, encoding: str = "utf-8"):
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return path

    return make


@pytest.mark.parametrize("columns", [GDELT_1, GDELT_2, GDELT_1[:-1]])
def test_gdelt_without_a_header(write, columns) -> None:
    path = write("x.export.CSV", gdelt(columns, **G1) + "\n" + gdelt(columns, **G2) + "\n")
    with read_table(path, names=Known()) as found:
        assert rows_of(
            found, "id", "day::VARCHAR", "type", "mode", "cameo", "source", "source_sector", "target", "reports", "status"
        ) == [
            ("7", "2013-04-01", "CONSULT", "visit", "042", "PRK", "MIL", "USA", 5, "reported"),
            ("8", "2023-09-13", "SANCTION", "discontinue", "1621", None, "", "USA", 1, "reported"),
        ]
        assert rows_of(found, "doc")[0] == (("http://a",) if "sourceurl" in columns else (None,))
        assert found.notes[0] == "2 rows of gdelt, 1 of them between two known sides"
        assert "1 actors without a state or a known group are left out, most often REB" in found.notes[1]


def test_gdelt_files_of_both_lengths_in_one_and_packed(tmp_path, write) -> None:
    text = gdelt(GDELT_1[:-1], **G1) + "\n" + gdelt(GDELT_1, **G2) + "\n"
    with gzip.open(tmp_path / "x.csv.gz", "wt") as file:
        file.write(text)
    with zipfile.ZipFile(tmp_path / "x.CSV.zip", "w") as archive:
        archive.writestr("x.CSV", text)
    for name in ("x.csv.gz", "x.CSV.zip"):
        with read_table(tmp_path / name, names=Known()) as found:
            assert rows_of(found, "id") == [("7",), ("8",)]


def test_gdelt_with_a_header_as_parquet_and_several_files(tmp_path) -> None:
    for n in (1, 2):
        duckdb.sql(
            f"COPY (SELECT {n} AS GLOBALEVENTID, 20230913 AS SQLDATE, 'PRK' AS Actor1Code, 'RUS' AS Actor2Code, '057' AS EventCode, "
            f"3 AS NumArticles, 'u' AS SOURCEURL) TO '{tmp_path}/g{n}.parquet'"
        )
    with read_table(tmp_path / "g*.parquet", names=Known()) as found:
        assert rows_of(found, "id", "day::VARCHAR", "type") == [("1", "2023-09-13", "SUPPORT"), ("2", "2023-09-13", "SUPPORT")]


def test_icews(write) -> None:
    with read_table(write("e.tab", ICEWS), names=Known()) as found:
        assert rows_of(
            found, "day::VARCHAR", "type", "mode", "source", "source_sector", "target", "target_sector", "doc", "joint"
        ) == [
            ("2018-06-01", "CONSULT", "visit", "RUS", "GOV", "PRK", "", "9", False),
            ("2018-06-01", "CONSULT", "host", "PRK", "", "GRP:Taliban", "", "9", False),
            ("2018-06-02", "CONSULT", "", "JPN", "CVL", None, "", "10", True),
            (None, None, "", "PRK", "", "JPN", "", "10", False),
        ]
        assert found.days[2:] == (4, 1)
        assert any("1 rows have no date" in note for note in found.notes)
        assert any("without a PLOVER type" in note for note in found.notes)


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1"])
def test_polecat_in_both_encodings(write, encoding) -> None:
    with read_table(write("p.txt", POLECAT, encoding), names=Known()) as found:
        assert rows_of(found, "type", "mode", "cameo", "source", "target", "contexts", "joint") == [
            ("CONSULT", "third-party", "044", "PRK", "RUS", ["diplomatic", "military"], False),
            ("ASSAULT", "", "190", "GRP:Taliban", "USA", None, False),
        ]


def test_acled(write) -> None:
    with read_table(write("a.csv", ACLED), names=Known()) as found:
        assert rows_of(
            found, "day::VARCHAR", "type", "mode", "source", "source_sector", "target", "target_sector", "reports"
        ) == [
            ("2022-06-30", "PROTEST", "demo", "ARG", "CVL", "ARG", "COP", 2),
            ("2025-05-16", "ASSAULT", "firearms", "JPN", "MIL", "GRP:RAM: Some Movement", "REB", 1),
            ("2022-07-01", None, "", "GRP:Taliban", "REB", None, "", 1),
        ]


def test_our_own_form_is_read_as_it_was_saved(tmp_path) -> None:
    rows = [row("2023-09-13", "PRK", "AID", "RUS", contexts=["military"], doc="d"), row(None, None, None, "USA")]
    with table(tmp_path, rows) as found:
        found.save(tmp_path / "saved.parquet")
        first = rows_of(found, *COLUMNS)
    with read_table(tmp_path / "saved.parquet") as again:
        assert rows_of(again, *COLUMNS) == first
        types = {name: kind for name, kind, *_ in again.rows("DESCRIBE comity_rows")}
        assert types == dict(COLUMNS)


def test_our_own_form_as_text_needs_four_columns(write) -> None:
    path = write("own.csv", "day,type,source,target,contexts\n2023-09-13,AID,PRK,RUS,military;economic\n2023-09-14,,PRK,,\n")
    with read_table(path) as found:
        assert rows_of(found, "id", "type", "source", "target", "weight", "reports", "status", "joint", "contexts") == [
            ("row 1", "AID", "PRK", "RUS", 1.0, 1, "reported", False, ["military", "economic"]),
            ("row 2", None, "PRK", None, 1.0, 1, "reported", False, None),
        ]


@pytest.mark.parametrize(
    ("name", "text", "form", "message"),
    [
        ("e.csv", "", "", "is empty"),
        ("e.csv", "a,b\n1,2\n", "", "the forms with their columns are comity: day, type, source, target; gdelt: globaleventid"),
        ("e.csv", "a,b\n1,2\n", "acled", "no acled table: it has no column event_id_cnty, event_date"),
        ("e.csv", "a,b\n1,2\n", "x", "no form of tables 'x'; valid are comity, gdelt, icews, polecat, acled"),
        (
            "e.csv",
            "day,type,source,target\n2023-01-01,WAVE,A,B\n",
            "",
            "type 'WAVE', which PLOVER has not; valid are AGREE, CONSULT",
        ),
        ("e.zip", "no zip", "", "no ZIP file"),
        ("e.csv.gz", "no gzip", "", "cannot be read"),
    ],
)
def test_what_is_no_table_is_named(write, name, text, form, message) -> None:
    with pytest.raises(InputError, match=message):
        read_table(write(name, text), form=form)


def test_no_file_no_folder_and_no_match(tmp_path) -> None:
    for path, message in (
        (tmp_path / "no.csv", "there is no file"),
        (tmp_path, "is a folder"),
        (tmp_path / "*.csv", "there is no file"),
    ):
        with pytest.raises(InputError, match=message):
            read_table(path)


def test_unknown_codes_name_the_nearest(tmp_path) -> None:
    rows = [row("2023-09-13", a, "CONSULT", b) for a, b in (("PRK", "RUS"), ("UKR", "RUS"), ("PRT", "USA"))]
    with table(tmp_path, rows, labels={"PRK": "North Korea", "RUS": "Russia", "JPN": "Japan"}) as found:
        assert found.check(["prk", "Russia", "RUS"]) == ("PRK", "RUS")
        assert next(iter(found.codes.items())) == ("RUS", 2)
        with pytest.raises(InputError, match=r"has no event of the actor 'PKR'; nearest: PRK, .*most frequent: RUS"):
            found.check(["PKR"])
        with pytest.raises(InputError, match="nearest: PRK"):
            found.check(["Nort Korea"])
    with table(tmp_path, []) as empty, pytest.raises(InputError, match="holds no row"):
        empty.check(["PRK"])


def test_every_code_of_cameo_has_an_act_that_plover_knows() -> None:
    for code in CAMEO:
        act = plover_of(code)
        assert (act.type == "") == (code.startswith("01")), code
        assert not act.type or act.mode == "" or act.mode in PLOVER[act.type].modes
    assert plover_of("") == plover_of("---") == ("", "")


def test_reading_backwards_undoes_the_crosswalk() -> None:
    """The type comes back from the code of every act; the mode too, where the code is that of the mode alone."""
    for entry in PLOVER.values():
        for mode in ("", *entry.modes):
            code = crosswalk(entry.name, mode)
            others = [(t.name, m) for t in PLOVER.values() for m in ("", *t.modes) if crosswalk(t.name, m) == code]
            found = plover_of(code)
            assert found.type in {t for t, _ in others}
            if len(others) == 1 and (entry.name, mode) not in (("ASSAULT", "primitive"), ("MOBILIZE", "weapons")):
                assert found == (entry.name, mode), (entry.name, mode, code)


@given(st.lists(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=12), min_size=1, max_size=4))
def test_literals_hold_any_text(texts) -> None:
    assert duckdb.sql(f"SELECT {literal(texts[0])}").fetchall() == [(texts[0],)]
    assert duckdb.sql(f"SELECT {literal(texts[-1])} IN {literals(texts)}").fetchall() == [(True,)]


def test_forms_name_columns_of_rows() -> None:
    for form in FORMS.values():
        assert {"id", "day", "act", "who", "whom", "reports", "doc"} <= set(form.columns)
