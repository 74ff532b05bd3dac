"""Files of every format, good and bad."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.errors import InputError
from comity.records import Skipped, Source
from comity.sources import SourceOptions, open_source
from comity.sources.dates import parse_date
from comity.sources.frontmatter import front_matter


def write(folder: Path, name: str, data: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def read(path: Path, **options: object) -> list[Source | Skipped]:
    return list(open_source(path, SourceOptions(**options)))  # type: ignore[arg-type]


def one(path: Path, **options: object) -> Source:
    (found,) = read(path, **options)
    assert isinstance(found, Source), found
    return found


def skip(path: Path, **options: object) -> Skipped:
    (found,) = read(path, **options)
    assert isinstance(found, Skipped), found
    return found


def test_text_is_kept_to_the_code_point(tmp_path: Path) -> None:
    text = "Zoë met “Ali”.\r\n\tA second line.\n"
    assert one(write(tmp_path, "a.txt", text)).text == text
    assert one(write(tmp_path, "b.txt", b"\xef\xbb\xbf" + text.encode())).text == text
    assert one(write(tmp_path, "c.txt", text.encode("utf-16"))).text == text


@settings(max_examples=50, deadline=None)
@given(text=st.text(st.characters(codec="utf-8", exclude_characters="\0\ufeff"), min_size=1).filter(str.strip))
def test_any_text_is_kept(text: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    assert one(write(tmp_path_factory.mktemp("t"), "a.txt", text)).text == text


def test_front_matter_gives_metadata_and_stays_in_the_text(tmp_path: Path) -> None:
    text = "---\ntitle: A title\ndate: 2023-09-13\noutlet: 'Some Agency'\nurl: https://example.org/a\n---\nThe body. See https://example.org/b.\n"
    found = one(write(tmp_path, "a.md", text))
    assert (found.title, found.date, found.date_from, found.outlet, found.url) == (
        "A title", "2023-09-13", "front matter", "Some Agency", "https://example.org/a",
    )  # fmt: skip
    assert found.text == text and text[found.body_start :].startswith("The body")
    assert found.links == ("https://example.org/b",)


def test_dates_come_from_metadata_then_the_text_then_the_option(tmp_path: Path) -> None:
    dated = write(tmp_path, "a.txt", "Wednesday, January 23, 2019 \n\nGermany banned an airline.")
    assert (one(dated, date="2020-01-01").date, one(dated).date_from) == ("2019-01-23", "text")
    bare = write(tmp_path, "b.txt", "Germany banned an airline on January 23, 2019, officials said in a long line of text.")
    assert (one(bare).date, one(bare, date="2020-01-01").date) == (None, "2020-01-01")


@pytest.mark.parametrize(
    ("value", "iso"),
    [("2023-09-13T10:00:00Z", "2023-09-13"), ("13 September 2023", "2023-09-13"), ("Sep 13, 2023", "2023-09-13"),
     ("Wednesday, September 13, 2023", "2023-09-13"), (20230913, "2023-09-13"), ("20230913", "2023-09-13"), (1694563200, "2023-09-13"),
     (1694563200000, "2023-09-13"), ("2023-02-31", None), ("soon", None), (None, None), (True, None)],
)  # fmt: skip
def test_dates(value: object, iso: str | None) -> None:
    assert parse_date(value) == iso


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [("a.txt", b"", "empty"), ("a.txt", b" \n ", "empty"), ("a.txt", b"ab\0cd", "binary"), ("a.txt", "Zoë".encode("latin-1"), "encoding"),
     ("a.pdf", b"%PDF", "unsupported"), ("a", b"text", "unsupported"), ("a.json", b"{broken", "json"), ("a.html", b"<html><p>x", "no-article"),
     ("a.html", b"\0\1", "binary"), ("a.jsonl", b"", "empty"), ("a.csv", b"", "empty"), ("a.csv", b"a\0b", "binary")],
)  # fmt: skip
def test_what_cannot_be_read_is_skipped_with_the_reason(tmp_path: Path, name: str, data: bytes, code: str) -> None:
    found = skip(write(tmp_path, name, data))
    assert found.code == code and found.reason and "\n" not in found.reason


def test_a_wrong_encoding_names_the_byte(tmp_path: Path) -> None:
    assert "byte 2 is 0xeb" in skip(write(tmp_path, "a.txt", "Zoë".encode("latin-1"))).reason


def test_too_large(tmp_path: Path) -> None:
    assert skip(write(tmp_path, "a.txt", "word " * 100), max_bytes=100).code == "too-large"


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="permissions bind only other users than root")
def test_no_permission(tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt", "text")
    path.chmod(0)
    assert skip(path).code == "permission"


def test_json_lines_with_broken_lines(tmp_path: Path) -> None:
    lines = [
        json.dumps({"id": "x", "body": "One.", "headline": "T", "published": "2020-05-06"}),
        "{broken",
        "[1]",
        json.dumps({"id": "y", "body": ""}),
    ]
    found = read(write(tmp_path, "a.jsonl", "\n".join(lines)))
    first = found[0]
    assert isinstance(first, Source) and (first.text, first.title, first.date) == ("One.", "T", "2020-05-06")
    assert first.source.endswith("a.jsonl#x")
    assert [s.code for s in found[1:] if isinstance(s, Skipped)] == ["json", "json", "empty"]


def test_json_arrays_and_names_are_unique(tmp_path: Path) -> None:
    records = [{"id": "x", "text": "One."}, {"id": "x", "text": "Two."}, {"text": "Three."}]
    names = [s.source.rsplit("#")[-1] for s in read(write(tmp_path, "a.json", json.dumps({"articles": records})))]
    assert names == ["x", "x (record 2)", "3"]


def test_tables(tmp_path: Path) -> None:
    found = read(
        write(tmp_path, "a.csv", 'date,story,site\n2020-01-02,"One, two.",S\nbad\n2020-01-03,Three.,T\n'),
        fields={"text": "story", "outlet": "site"},
    )
    assert [(s.text, s.date, s.outlet) for s in found if isinstance(s, Source)] == [
        ("One, two.", "2020-01-02", "S"),
        ("Three.", "2020-01-03", "T"),
    ]
    assert [s.code for s in found if isinstance(s, Skipped)] == ["table"]
    assert one(write(tmp_path, "b.tsv", "text\tdate\nOne.\t2020-01-02\n")).date == "2020-01-02"


def test_a_missing_text_field_names_what_is_there(tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", "when,what\n1,2\n")
    assert re.search(r"when, what.*--field text=NAME", skip(path).reason)
    assert "no field 'nope'" in skip(path, fields={"text": "nope"}).reason
    with pytest.raises(InputError, match="valid are text, title"):
        read(path, fields={"corpus": "when"})


def test_folders_are_read_in_order_without_hidden_files(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    for name in ("c.txt", "a.txt", ".hidden.txt", "b/d.txt"):
        write(tmp_path, name, f"Text of {name}.")
    (tmp_path / "b" / "loop").symlink_to(tmp_path)
    assert [Path(s.source).relative_to(tmp_path).as_posix() for s in open_source(tmp_path)] == ["a.txt", "b/d.txt", "c.txt"]


def test_a_missing_path_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        list(open_source(tmp_path / "nope"))


@given(st.text(max_size=200))
def test_front_matter_never_fails(text: str) -> None:
    values, body = front_matter(text)
    assert 0 <= body <= len(text) and (body > 0) == bool(values)


def test_a_record_without_a_text_field_is_skipped_alone(tmp_path: Path) -> None:
    lines = ['{"id": "a"}', '{"id": "b", "text": "One."}', '{"id": "c", "kind": "note"}', '{"id": "d", "text": "Two."}']
    found = read(write(tmp_path, "a.jsonl", "\n".join(lines)))
    assert [s.text for s in found if isinstance(s, Source)] == ["One.", "Two."]
    skipped = [s for s in found if isinstance(s, Skipped)]
    assert [(s.source.rsplit("#")[-1], s.code) for s in skipped] == [("a", "fields"), ("c", "fields")]
    assert skipped[1].reason.startswith("line 3: no field holds the text; it has id, kind.")
    assert list(open_source(tmp_path)) == found


def test_a_file_of_records_without_a_text_field_is_skipped_as_a_whole(tmp_path: Path) -> None:
    found = skip(write(tmp_path, "a.jsonl", '{"id": "a"}\n{"id": "b"}\n{"id": "c"}'))
    assert (found.source, found.code) == (str(tmp_path / "a.jsonl"), "fields")
    assert "line 1: no field holds the text" in found.reason and "the other 2" in found.reason


def test_names_of_records_differ_where_ids_look_like_numbers(tmp_path: Path) -> None:
    records = [
        {"id": "1", "text": "A."},
        {"id": "1", "text": "B."},
        {"id": "2", "text": "C."},
        {"text": "D."},
        {"id": 4, "text": "E."},
    ]
    names = [s.source for s in read(write(tmp_path, "a.json", json.dumps(records)))]
    assert len(set(names)) == 5 and names[2].endswith("#2")


@pytest.mark.parametrize(("name", "sign"), [("a.csv", ";"), ("a.csv", "|"), ("a.csv", "\t"), ("a.tsv", ";"), ("a.tsv", ",")])
def test_the_header_tells_how_columns_are_separated(tmp_path: Path, name: str, sign: str) -> None:
    rows = [["text", "date", "outlet"], ["Israel warned Iran.", "2024-04-14", "B"]]
    found = one(write(tmp_path, name, "\n".join(sign.join(row) for row in rows)))
    assert (found.text, found.date, found.outlet) == ("Israel warned Iran.", "2024-04-14", "B")


def test_a_quotation_mark_that_is_not_closed_is_named(tmp_path: Path) -> None:
    found = skip(write(tmp_path, "a.csv", 'text,date\n"Iran warned,2024-01-01\nMore,2024-01-02\n'))
    assert "lines 2 to 3: 1 value; the header has 2; a quotation mark" in found.reason


def test_the_outlet_is_the_host_of_the_url_where_none_is_named(tmp_path: Path) -> None:
    url = "https://www.State.gov/briefings/1"
    records = [{"text": "A.", "url": url}, {"text": "B.", "url": url, "outlet": "Agency"}, {"text": "C.", "url": "[broken"}]
    path = write(tmp_path, "a.json", json.dumps(records))
    assert [s.outlet for s in read(path) if isinstance(s, Source)] == ["state.gov", "Agency", ""]
    assert [s.outlet for s in read(path, outlet="Given") if isinstance(s, Source)] == ["Given", "Agency", "Given"]
    assert one(write(tmp_path, "a.md", f"---\nurl: {url}\n---\nA text.")).outlet == "state.gov"


def test_a_date_that_is_none_is_kept_to_be_named(tmp_path: Path) -> None:
    assert one(write(tmp_path, "a.md", "---\ndate: 2023-13-45\n---\nA text.")).odd_date == "2023-13-45"
    assert one(write(tmp_path, "a.json", '{"text": "A.", "date": "last week"}'), date="2020-01-01").odd_date == "last week"
    assert one(write(tmp_path, "b.json", '{"text": "A.", "date": "2020-01-01"}')).odd_date == ""


def test_a_table_without_a_text_field_does_not_end_a_folder(tmp_path: Path) -> None:
    write(tmp_path, "a.csv", "when,what\n1,2\n")
    write(tmp_path, "b.txt", "A text.")
    first, second = open_source(tmp_path)
    assert isinstance(first, Skipped) and first.code == "fields" and isinstance(second, Source)
