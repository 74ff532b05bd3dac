"""The project file: what goes in comes out, and nothing is overwritten."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.errors import OutputError, ProjectError
from comity.records import Skipped
from comity.store import SCHEMA_VERSION, Entry, Store
from comity.store import store as store_module
from tests import samples


def entry(text: str, source: str = "a.txt", **options) -> Entry:
    doc = samples.document(text, source, **options)
    mentions, claims = samples.interpret(doc, samples.annotate([doc])[0])
    return Entry(doc, mentions, claims, b"abc")


@pytest.fixture
def project(tmp_path):
    with Store.open(tmp_path / "p.duckdb", create=True) as store:
        yield store


def dump(store: Store) -> dict[str, list]:
    tables = ("documents", "sentences", "claims", "participants", "mentions", "skipped", "fingerprints")
    return {t: store.rows(f"SELECT * FROM {t} ORDER BY ALL") for t in tables}


def test_claims_come_back_as_they_went_in(project) -> None:
    entries = [entry(text, name, outlet="X") for name, text in samples.TEXTS.items()]
    project.write(entries, run=1)
    expected = [c for e in entries for c in sorted(e.claims, key=lambda c: (c.sentence, c.trigger.start))]
    found = list(project.claims())
    assert [c.claim for c in found] == expected
    assert [c.source for c in found] == [e.document.source for e in entries for _ in e.claims]


def test_columns_have_types_and_the_text_is_kept_to_the_code_point(project) -> None:
    text = "Kim met Russia 🎌 today. e\u0301t\u00e9\r\n\x00\u2028 Tokyo."
    project.write([entry(text)])
    row = project.rows("SELECT text, links, superseded_by, number FROM documents")[0]
    assert row == (text, ["https://example.org/x"], None, 0)
    types = dict(project.rows("SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = 'claims'"))
    assert (types["historical"], types["contexts"], types["confidence"], types["sentence"]) == (
        "BOOLEAN", "VARCHAR[]", "DOUBLE", "INTEGER",
    )  # fmt: skip
    refs = project.rows("SELECT refs FROM mentions LIMIT 1")[0][0]
    assert refs == [{"actor": "PRK", "code": "PRK", "sector": "GOV"}]


@settings(max_examples=20, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_any_text_is_kept(tmp_path_factory, text: str) -> None:
    with Store.open(tmp_path_factory.mktemp("t") / "p.duckdb", create=True) as store:
        store.write([entry(text)])
        assert store.value("SELECT text FROM documents") == text
        for start, end, part in store.rows(
            'SELECT s.start, s."end", substr(d.text, s.start + 1, s."end" - s.start) '
            "FROM sentences s JOIN documents d ON d.id = s.doc"
        ):
            assert part == text[start:end]


def test_writing_again_changes_nothing(project) -> None:
    entries = [entry(text, name) for name, text in samples.TEXTS.items()]
    skips = [Skipped("x", "empty", "has no text"), Skipped("y", "empty", "has no text")]
    project.write(entries, skips, 1)
    before = dump(project)
    project.write([*entries, *entries], [*skips, *skips], 2)
    assert dump(project) == before
    project.write([], [Skipped("x", "language", "is Swedish")], 2)
    assert len(dump(project)["skipped"]) == 3


def test_a_document_and_its_rows_are_stored_together_or_not_at_all(project, monkeypatch) -> None:
    def broken(name, rows, insert=project.insert):
        if name == "participants":
            raise RuntimeError("cut off")
        insert(name, rows)

    monkeypatch.setattr(project, "insert", broken)
    with pytest.raises(RuntimeError):
        project.write([entry(samples.TEXTS["a.txt"])])
    assert set(project.counts().values()) == {0}


@pytest.mark.parametrize("kind", [duckdb.IOException, duckdb.TransactionException], ids=["insert", "commit"])
def test_full_disk_is_named_and_nothing_half_is_left(project, monkeypatch, kind) -> None:
    def full(name, rows):
        raise kind('IO Error: Could not write file "p.duckdb": No space left on device')

    monkeypatch.setattr(project, "insert", full)
    with pytest.raises(OutputError, match=r"No space left on device.*same command again"):
        project.write([entry(samples.TEXTS["a.txt"])])
    assert project.counts()["documents"] == 0


def test_superseded_documents_are_kept_and_left_out(project) -> None:
    old, new = entry("Kim met Russia."), entry("Kim met Russia again.")
    project.write([old])
    project.write([replace(new, supersedes=(old.document.id,))])
    assert project.counts()["documents"] == 2
    assert {c.claim.doc for c in project.claims()} == {new.document.id}
    assert {c.claim.doc for c in project.claims(superseded=True)} == {old.document.id, new.document.id}
    assert [i for i, *_ in project.fingerprints()] == [new.document.id]
    project.revive(project.known([old.document.id])[old.document.id])
    assert {c.claim.doc for c in project.claims()} == {old.document.id}


def test_runs_are_numbered_and_a_cut_off_one_is_marked(project) -> None:
    assert project.begin_run(["a"], {"date": None}, "fake-1") == 1
    assert project.begin_run(["b"], {}, "fake-2") == 2
    project.end_run(2, "finished", {"documents": 3})
    assert project.rows("SELECT run, status, documents FROM runs ORDER BY run") == [
        (1, "cut off", 0),
        (2, "finished", 3),
    ]
    assert project.meta()["bundle"] == "fake-2"


def test_missing_project_says_how_to_make_one(tmp_path) -> None:
    with pytest.raises(ProjectError, match="comity read PATH --project"):
        Store.open(tmp_path / "p.duckdb")
    with pytest.raises(OutputError, match="no folder"):
        Store.open(tmp_path / "no" / "p.duckdb", create=True)
    with pytest.raises(ProjectError, match="is a folder"):
        Store.open(tmp_path, create=True)


def test_other_files_are_never_touched(tmp_path) -> None:
    path = tmp_path / "notes.txt"
    for content in (b"", b"my notes", b"x" * 100_000):
        path.write_bytes(content)
        with pytest.raises(ProjectError, match="no comity project; nothing was changed"):
            Store.open(path, create=True)
        assert path.read_bytes() == content


def test_a_database_of_somebody_else_is_never_touched(tmp_path) -> None:
    path = tmp_path / "theirs.duckdb"
    with duckdb.connect(str(path)) as theirs:
        theirs.execute("CREATE TABLE meta (key VARCHAR, value VARCHAR)")
    with pytest.raises(ProjectError, match="no comity project"):
        Store.open(path, create=True)
    with duckdb.connect(str(path)) as theirs:
        assert theirs.execute("SELECT table_name FROM duckdb_tables()").fetchall() == [("meta",)]


def test_a_project_whose_making_was_cut_off_is_made_anew(tmp_path) -> None:
    path = tmp_path / "p.duckdb"
    duckdb.connect(str(path)).close()
    with pytest.raises(ProjectError):
        Store.open(path)
    with Store.open(path, create=True) as store:
        assert store.counts()["documents"] == 0


def test_a_damaged_project_is_named(tmp_path) -> None:
    path = tmp_path / "p.duckdb"
    Store.open(path, create=True).close()
    path.write_bytes(path.read_bytes()[:3000])
    with pytest.raises(ProjectError, match="cannot be opened"):
        Store.open(path)


def test_another_version_says_which_and_what_to_do(tmp_path) -> None:
    path = tmp_path / "p.duckdb"
    with Store.open(path, create=True) as store:
        store.set_meta(schema_version="99", comity_version="7.0")
    with pytest.raises(ProjectError, match=r"comity 7\.0 \(format 99\).*Install comity 7\.0"):
        Store.open(path)
    with duckdb.connect(str(path)) as raw:
        raw.execute("UPDATE meta SET value = '0' WHERE key = 'schema_version'")
    with pytest.raises(ProjectError, match="cannot convert it"):
        Store.open(path)


def test_a_migration_runs_once(tmp_path, monkeypatch) -> None:
    path = tmp_path / "p.duckdb"
    with Store.open(path, create=True) as store:
        store.set_meta(schema_version=str(SCHEMA_VERSION - 1))
    step = SCHEMA_VERSION - 1
    monkeypatch.setattr(store_module, "MIGRATIONS", {step: lambda c: c.execute("ALTER TABLE runs ADD COLUMN note VARCHAR")})
    with pytest.raises(ProjectError, match="Run comity read once"):
        Store.open(path, read_only=True)
    with Store.open(path) as store:
        assert store.meta()["schema_version"] == str(SCHEMA_VERSION)
    Store.open(path, read_only=True).close()


def test_a_project_in_use_names_the_process(tmp_path) -> None:
    path = tmp_path / "p.duckdb"
    with Store.open(path, create=True):
        script = (
            "import sys\nfrom comity.store import Store\nfrom comity.errors import ProjectError\n"
            f"try: Store.open({str(path)!r}, read_only=True)\nexcept ProjectError as e: sys.exit(str(e))"
        )
        done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert "is in use by process" in done.stderr
