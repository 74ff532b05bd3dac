"""Counting inputs for the progress bar."""

from __future__ import annotations

from comity.pipeline import ReadReport
from comity.pipeline.inputs import count_inputs, is_url


def test_files_of_a_folder_and_lines_of_json(tmp_path) -> None:
    (tmp_path / "in" / "deep").mkdir(parents=True)
    (tmp_path / "in" / "a.txt").write_text("x")
    (tmp_path / "in" / "deep" / "b.jsonl").write_text("{}\n{}\n{}\n")
    assert count_inputs([str(tmp_path / "in")]) == 4
    assert count_inputs([str(tmp_path / "in" / "deep" / "b.jsonl")]) == 3


def test_unknown_where_nobody_can_tell(tmp_path) -> None:
    (tmp_path / "a.csv").write_text("x")
    assert count_inputs([str(tmp_path / "a.csv")]) is None
    assert count_inputs(["-"]) is None
    assert count_inputs(["https://example.org/feed"]) is None
    assert is_url("HTTPS://example.org") and not is_url("a.txt")


def test_notes_count_in_plain_english() -> None:
    report = ReadReport("p", 1, 3, 0, 1, 0, 0, {"empty": 1}, 1, 1, 0.1)
    assert report.notes == (
        "no date known for 1 document: relative dates stay unresolved (give --date)",
        "1 document copies another one: recorded, not coded",
        "1 document replaced by a newer version; the old one is kept",
        "1 input skipped (empty 1); list them with: comity export --what skipped",
    )
