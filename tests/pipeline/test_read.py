"""Reading into a project: resume, copies, newer versions, failures, bounds."""

from __future__ import annotations

import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from comity.errors import DataFileError, InputError, NothingToReadError
from comity.pipeline import ReadOptions, read
from comity.store import Store
from tests import samples

DATE = ReadOptions(date="2023-09-13")
STAGES = samples.stages()


def dump(project: Path) -> dict[str, list]:
    tables = ("documents", "sentences", "claims", "participants", "mentions", "skipped", "fingerprints")
    with Store.open(project, read_only=True) as store:
        # Which run read a document is the one thing that may differ between a straight and a resumed reading.
        return {
            t: store.rows(f"SELECT * {'EXCLUDE (run)' if t in ('documents', 'skipped') else ''} FROM {t} ORDER BY ALL")
            for t in tables
        }


def query(project: Path, sql: str) -> list[tuple]:
    with Store.open(project, read_only=True) as store:
        return store.rows(sql)


@pytest.fixture
def project(tmp_path) -> Path:
    return tmp_path / "p.duckdb"


@pytest.fixture
def folder(tmp_path) -> Path:
    return samples.corpus(tmp_path / "in")


def test_counts_and_claims(folder, project) -> None:
    (folder / "e.bin").write_text("x")
    report = read(folder, project, DATE, stages=STAGES)
    assert (report.documents, report.sentences, report.claims, report.known) == (4, 10, 9, 0)
    assert report.skipped == {"binary": 1}
    with Store.open(project, read_only=True) as store:
        assert store.counts()["claims"] == 9
        assert [c.source for c in store.claims()] == ["a.txt"] * 3 + ["b.txt"] + ["c.txt"] * 2 + ["d.txt"] * 3
    assert query(project, "SELECT status, documents, skipped, bundle FROM runs") == [("finished", 4, 1, "fake-1")]


@pytest.mark.parametrize("batch", [1, 3, 1000])
def test_batches_do_not_change_what_is_stored(folder, tmp_path, batch) -> None:
    read(folder, tmp_path / "one.duckdb", DATE, stages=STAGES)
    read(folder, tmp_path / "two.duckdb", replace(DATE, batch_sentences=batch), stages=STAGES)
    assert dump(tmp_path / "one.duckdb") == dump(tmp_path / "two.duckdb")


def test_reading_again_changes_nothing(folder, project) -> None:
    (folder / "e.bin").write_text("x")
    (folder / "f.txt").write_text("BOOM met.")
    read(folder, project, DATE, stages=STAGES)
    before = dump(project)
    report = read(folder, project, DATE, stages=STAGES)
    assert dump(project) == before
    assert (report.documents, report.known) == (0, 4)


def test_the_same_document_twice_in_one_run_is_stored_once(folder, project) -> None:
    report = read([folder, folder], project, replace(DATE, batch_sentences=2), stages=STAGES)
    assert (report.documents, report.known) == (4, 4)


def test_copies_are_recorded_and_not_coded(folder, project) -> None:
    (folder / "z.txt").write_text(samples.TEXTS["a.txt"])
    report = read(folder, project, DATE, stages=STAGES)
    assert report.duplicates == 1
    rows = query(
        project,
        "SELECT d.source, o.source, d.duplicate_kind, (SELECT count(*) FROM claims c WHERE c.doc = d.id) "
        "FROM documents d JOIN documents o ON o.id = d.duplicate_of",
    )
    assert rows == [("z.txt", "a.txt", "exact", 0)]
    assert any("copies another one" in note for note in report.notes)


def test_copies_of_documents_from_an_earlier_run_are_found(folder, project, tmp_path) -> None:
    read(folder, project, DATE, stages=STAGES)
    more = samples.corpus(tmp_path / "more", {"copy.txt": samples.TEXTS["b.txt"]})
    assert read(more, project, DATE, stages=STAGES).duplicates == 1


def test_a_changed_file_replaces_the_older_version_and_both_are_kept(folder, project) -> None:
    read(folder, project, DATE, stages=STAGES)
    (folder / "a.txt").write_text(samples.TEXTS["a.txt"] + " Washington attacked Tokyo.")
    report = read(folder, project, DATE, stages=STAGES)
    assert (report.documents, report.superseded, report.duplicates) == (1, 1, 0)
    rows = query(project, "SELECT superseded_by IS NULL FROM documents WHERE source = 'a.txt' ORDER BY number")
    assert rows == [(False,), (True,)]
    with Store.open(project, read_only=True) as store:
        assert sum(c.source == "a.txt" for c in store.claims()) == 4
        assert sum(c.source == "a.txt" for c in store.claims(superseded=True)) == 7
    (folder / "a.txt").write_text(samples.TEXTS["a.txt"])  # back to the first version: it counts again
    read(folder, project, DATE, stages=STAGES)
    with Store.open(project, read_only=True) as store:
        assert sum(c.source == "a.txt" for c in store.claims()) == 3


def test_a_date_given_later_replaces_the_undated_reading(folder, project) -> None:
    report = read(folder, project, stages=STAGES)
    assert report.undated == 4
    assert "no date known for 4 documents: relative dates stay unresolved (give --date)" in report.notes
    report = read(folder, project, DATE, stages=STAGES)
    assert (report.documents, report.superseded, report.duplicates, report.undated) == (4, 4, 0, 0)


def test_another_text_under_the_same_file_name_hides_nothing(project, tmp_path) -> None:
    read(samples.corpus(tmp_path / "1", {"x.txt": "Kim met Russia."}), project, DATE, stages=STAGES)
    report = read(samples.corpus(tmp_path / "2", {"x.txt": "Tokyo condemned Kim."}), project, DATE, stages=STAGES)
    assert (report.documents, report.superseded) == (1, 0)
    with Store.open(project, read_only=True) as store:
        assert len(list(store.claims())) == 2


def test_one_odd_document_is_skipped_with_the_reason_and_the_run_goes_on(folder, project) -> None:
    (folder / "b2.txt").write_text("Kim met. BOOM.")

    def broken(documents):
        if any("Washington condemned" in d.text for d in documents):
            raise RuntimeError("the model stumbled")
        return samples.annotate(documents)

    report = read(folder, project, DATE, stages=replace(STAGES, annotate=broken))
    assert report.documents == 2
    assert query(project, "SELECT source, code, reason FROM skipped ORDER BY source") == [
        ("a.txt", "failed", "could not be processed (RuntimeError: the model stumbled)"),
        ("b2.txt", "failed", "could not be processed (ValueError: an odd sentence)"),
        ("c.txt", "failed", "could not be processed (RuntimeError: the model stumbled)"),
    ]
    assert read(folder, project, DATE, stages=STAGES).documents == 2  # and tried again the next time


def test_a_document_that_has_no_utf8_form_is_skipped(folder, project) -> None:
    def prepare(source):
        return samples.prepare(replace(source, text=source.text + "\ud800"))

    with pytest.raises(NothingToReadError, match="UnicodeEncodeError"):
        read(folder, project, DATE, stages=replace(STAGES, prepare=prepare))


def test_a_broken_data_file_ends_the_run(folder, project) -> None:
    def broken(document, annotations):
        raise DataFileError("lexicon.toml, line 3: no such class")

    with pytest.raises(DataFileError, match="line 3"):
        read(folder, project, DATE, stages=replace(STAGES, interpret=broken))
    assert not project.exists()  # nothing was read: it would look like a project that was
    read(folder, project, replace(DATE, limit=1), stages=STAGES)
    with pytest.raises(DataFileError, match="line 3"):
        read(folder, project, DATE, stages=replace(STAGES, interpret=broken))
    assert query(project, "SELECT status FROM runs") == [("finished",), ("failed",)]


def test_nothing_to_read_says_why(project, tmp_path) -> None:
    texts = {"a.txt": "", "b.txt": "Sverige och Ryssland"}
    with pytest.raises(NothingToReadError, match=r"a\.txt: has no text; b\.txt: is Swedish"):
        read(samples.corpus(tmp_path / "in", texts), project, stages=STAGES)
    with pytest.raises(NothingToReadError, match="there is no document in it"):
        read(samples.corpus(tmp_path / "empty", {}), project, stages=STAGES)


def test_a_mistyped_path_makes_no_project(project, tmp_path) -> None:
    for inputs in ([tmp_path / "no"], []):
        with pytest.raises(InputError):
            read(inputs, project, stages=STAGES)
    with pytest.raises(InputError, match="YYYY-MM-DD"):
        ReadOptions(date="13.9.2023")
    assert not project.exists()


def test_limit(folder, project) -> None:
    assert read(folder, project, replace(DATE, limit=2), stages=STAGES).documents == 2
    assert read(folder, project, replace(DATE, limit=3), stages=STAGES).documents == 1
    assert read(folder, project, DATE, stages=STAGES).documents == 1


def test_progress_knows_the_number_of_files_and_lines(folder, project) -> None:
    seen = []
    read(folder, project, replace(DATE, batch_sentences=3), seen.append, stages=STAGES)
    assert [p.total for p in seen] == [4] * len(seen)
    assert (seen[-1].inputs, seen[-1].documents, seen[-1].sentences) == (4, 4, 10)
    assert [p.documents for p in seen] == sorted(p.documents for p in seen)


def test_stopping_stores_what_was_read(folder, project) -> None:
    def stop(progress):
        if progress.documents >= 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read(folder, project, replace(DATE, batch_sentences=1), stop, stages=STAGES)
    assert query(project, "SELECT status FROM runs") == [("stopped",)]
    assert query(project, "SELECT count(*) FROM documents") == [(2,)]
    read(folder, project, DATE, stages=STAGES)
    assert query(project, "SELECT count(*) FROM documents") == [(4,)]


KILLED = """
import os, sys
from dataclasses import replace
from comity.pipeline import ReadOptions, read
from tests import samples
count = 0
def interpret(document, annotations):
    global count
    count += 1
    if count == 3:
        os._exit(9)
    return samples.interpret(document, annotations)
options = ReadOptions(date="2023-09-13", batch_sentences=1)
read(sys.argv[1], sys.argv[2], options, stages=replace(samples.stages(), interpret=interpret))
"""


def test_a_killed_run_resumes_and_ends_as_a_straight_one(folder, project, tmp_path) -> None:
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", KILLED, str(folder), str(project)], cwd=root, check=False)
    assert done.returncode == 9
    assert query(project, "SELECT source FROM documents ORDER BY number") == [("a.txt",), ("b.txt",)]
    report = read(folder, project, DATE, stages=STAGES)
    assert (report.known, report.documents) == (2, 2)
    read(folder, tmp_path / "straight.duckdb", DATE, stages=STAGES)
    assert dump(project) == dump(tmp_path / "straight.duckdb")
    assert query(project, "SELECT status FROM runs ORDER BY run") == [("cut off",), ("finished",)]


def test_memory_is_bounded_whatever_the_size_of_the_input(tmp_path, project) -> None:
    alive = high = 0
    lock = threading.Lock()

    def opened(path, options):
        nonlocal alive, high
        for n in range(400):
            with lock:
                alive += 1
                high = max(high, alive)
            yield samples.Source(f"x#{n}", f"Kim met Russia {n}. It rained {n}.", date="2023-09-13")

    def interpret(document, annotations):
        nonlocal alive
        with lock:
            alive -= 1
        return samples.interpret(document, annotations)

    stages = replace(STAGES, open=opened, interpret=interpret, dedupe=lambda known: lambda doc: (doc, None))
    path = samples.corpus(tmp_path / "in")
    read(path, project, replace(DATE, batch_sentences=20), stages=stages)
    assert query(project, "SELECT count(*) FROM documents") == [(400,)]
    assert high <= 25  # two batches of ten, and the one in hand
