"""Exports: the same rows in every format, in a fixed order, whole or not at all."""

from __future__ import annotations

import csv
import io
import json

import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.errors import ComityError, OutputError
from comity.exports import FORMATS, WHAT, open_output, rows, write
from comity.exports.columns import COLUMNS
from comity.exports.parquet_schemas import SCHEMAS
from comity.pipeline import ReadOptions, read
from comity.store import Store
from tests import samples


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    place = tmp_path_factory.mktemp("exports")
    folder = samples.corpus(place / "in")
    (folder / "e.bin").write_text("x")
    (folder / "x.txt").write_text("Washington said Kim attacked Russia today in Vladivostok.")
    (folder / "y.txt").write_text("Kim did not attacked Russia today in Vladivostok.")
    read(folder, place / "p.duckdb", ReadOptions(date="2023-09-13"), stages=samples.stages())
    with Store.open(place / "p.duckdb", read_only=True) as project:
        yield project


def export(store: Store, what: str, style: str) -> bytes:
    out = io.BytesIO()
    count = write(rows(store, what), style, out, what)
    assert count == len(list(rows(store, what)))
    return out.getvalue()


@pytest.mark.parametrize("what", WHAT)
def test_formats_agree(store, what) -> None:
    lines = [json.loads(line) for line in export(store, what, "jsonl").decode().splitlines()]
    assert lines
    table = pq.read_table(io.BytesIO(export(store, what, "parquet")))
    assert table.to_pylist() == lines
    flat = list(csv.DictReader(io.StringIO(export(store, what, "csv").decode(), newline="")))
    assert len(flat) == len(lines)
    assert list(flat[0]) == list(COLUMNS[what])


@pytest.mark.parametrize("what", WHAT)
def test_keys_and_columns_cover_each_other(store, what) -> None:
    row = next(iter(rows(store, what)))
    assert list(row) == SCHEMAS[what].names
    for key in row:
        names = [c for c in COLUMNS[what] if c == key or c.startswith(key.removesuffix("_span") + "_")]
        assert names, f"{what}: no CSV column for {key}"


@pytest.mark.parametrize("what", WHAT)
@pytest.mark.parametrize("style", FORMATS)
def test_the_same_bytes_every_time(store, what, style) -> None:
    assert export(store, what, style) == export(store, what, style)


def test_claims_are_in_the_order_of_the_text(store) -> None:
    found = [(c["doc_source"], c["sentence"], c["trigger"]["start"]) for c in rows(store)]
    assert found == sorted(found) and len(found) == 11


def test_quotes_of_claims_stand_in_the_text(store) -> None:
    texts = {d["doc"]: d["text"] for d in rows(store, "documents")}
    for claim in rows(store):
        text = texts[claim["doc"]]
        for span in (claim["trigger"], *claim["actors"], *claim["recipients"], *claim["speakers"]):
            assert text[span["start"] : span["end"]] == span["text"]


def test_csv_joins_lists_with_semicolons(store) -> None:
    out = io.BytesIO()
    claim = next(iter(rows(store)))
    claim["event"] = None
    claim["actors"] = [{**claim["actors"][0], "text": "a; b", "sector": None}, claim["actors"][0]]
    write([claim], "csv", out)
    row = next(csv.DictReader(io.StringIO(out.getvalue().decode(), newline="")))
    assert (row["actors_text"], row["actors_code"], row["actors_sector"]) == ("a, b;Kim", "PRK;PRK", ";GOV")
    assert (row["historical"], row["event"], row["place_country"]) == ("false", "", "RUS")


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=30))
def test_any_text_survives_json_lines_and_csv(text: str) -> None:
    row = {"source": text, "code": "x", "reason": text, "run": 1}
    out = io.BytesIO()
    write([row], "jsonl", out, "skipped")
    assert len(out.getvalue().decode().splitlines()) == 1
    assert json.loads(out.getvalue()) == row
    out = io.BytesIO()
    write([row], "csv", out, "skipped")
    assert next(csv.DictReader(io.StringIO(out.getvalue().decode(), newline="")))["source"] == text


def test_parquet_of_nothing_has_its_columns() -> None:
    out = io.BytesIO()
    assert write([], "parquet", out, "claims") == 0
    assert pq.read_table(io.BytesIO(out.getvalue())).schema.names == SCHEMAS["claims"].names


def test_unknown_names_are_answered_with_the_valid_ones(store) -> None:
    with pytest.raises(ComityError, match="jsonl, csv, parquet"):
        write([], "xml", io.BytesIO())
    with pytest.raises(ComityError, match="claims, documents"):
        rows(store, "ties")


def test_a_file_appears_whole_or_not_at_all(tmp_path) -> None:
    path = tmp_path / "claims.jsonl"
    with pytest.raises(RuntimeError), open_output(path) as out:
        out.write(b"half")
        raise RuntimeError
    assert list(tmp_path.iterdir()) == []
    with open_output(path) as out:
        out.write(b"whole")
        assert not path.exists()
    assert path.read_bytes() == b"whole"
    assert path.stat().st_mode & 0o444 == 0o444 & ~0  # readable as any other file


def test_an_existing_file_is_refused_unless_forced(tmp_path) -> None:
    path = tmp_path / "claims.jsonl"
    path.write_text("mine")
    with pytest.raises(OutputError, match="--force"), open_output(path):
        pass
    assert path.read_text() == "mine"
    with open_output(path, force=True) as out:
        out.write(b"new")
    assert path.read_text() == "new"


def test_what_is_read_from_is_never_replaced(tmp_path) -> None:
    for name in ("own.csv", "2023-01.csv"):
        (tmp_path / name).write_text("mine")
    (tmp_path / "link.csv").symlink_to(tmp_path / "own.csv")
    Store.open(tmp_path / "other.duckdb", create=True).close()
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    inputs = [None, "", tmp_path / "no.duckdb", tmp_path / "own.csv", tmp_path / "20*.csv"]
    for name, word in {
        "own.csv": "reads from", "link.csv": "reads from", "2023-01.csv": "reads from", "other.duckdb": "is a project",
    }.items():  # fmt: skip
        for force in (True, False):
            with pytest.raises(OutputError, match=word), open_output(tmp_path / name, force, inputs):
                raise AssertionError("it was opened")
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_file_that_came_into_being_meanwhile_is_kept(tmp_path) -> None:
    path = tmp_path / "claims.jsonl"
    with pytest.raises(OutputError, match="--force"), open_output(path) as out:
        out.write(b"new")
        path.write_text("mine")
    assert [p.read_text() for p in tmp_path.iterdir()] == ["mine"]


def test_places_that_cannot_be_written_are_named(tmp_path) -> None:
    with pytest.raises(OutputError, match="is a folder"), open_output(tmp_path):
        pass
    with pytest.raises(OutputError, match="cannot be written"), open_output(tmp_path / "no" / "claims.csv"):
        pass
