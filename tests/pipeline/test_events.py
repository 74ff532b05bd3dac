"""Claims to events in a project: ids stay, corrections hold, copies count once, the same every time."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from comity.errors import InputError, ProjectError
from comity.pipeline import ReadOptions, correct, read, reconcile
from comity.pipeline import events as pipeline_events
from comity.records import Event, Source
from comity.store import Store
from comity.store import events as stored
from tests import samples

DATE = ReadOptions(date="2023-09-13")
ALL = replace(samples.stages(), dedupe=lambda known: lambda doc: (doc, None))  # no text counts as a copy
STORY = {
    "a.txt": "Kim met Russia today in Vladivostok. Washington condemned Kim.",
    "b.txt": "On this day Kim met Russia in Vladivostok today. Tokyo condemned Kim.",
    "c.txt": "It said Kim did not met Russia today in Vladivostok. Kim supplied Russia with weapons.",
    "d.txt": "Washington attacked Tokyo. Kim met Russia today in Vladivostok again. Kim may supply rebels.",
}


@pytest.fixture
def project(tmp_path) -> Path:
    return tmp_path / "p.duckdb"


@pytest.fixture(autouse=True)
def no_agencies(monkeypatch) -> None:
    monkeypatch.setattr(pipeline_events, "agencies", lambda actors: {})


def events(project: Path) -> dict[str, Event]:
    with Store.open(project, read_only=True) as store:
        return {one.event.id: one.event for one in stored.events(store)}


def parts(project: Path) -> dict[str, set[str]]:
    return {name: set(event.claims) for name, event in events(project).items()}


def meeting(project: Path) -> Event:
    """The event of the meeting, which all documents tell."""
    return max(events(project).values(), key=lambda e: len(e.claims))


def story(tmp_path: Path, *names: str) -> Path:
    return samples.corpus(tmp_path / "-".join(names), {name: STORY[name] for name in names})


def test_each_claim_is_part_of_one_event(tmp_path, project) -> None:
    report = read(samples.corpus(tmp_path / "in", STORY), project, DATE, stages=ALL)
    found = events(project)
    claims = [c for event in found.values() for c in event.claims]
    with Store.open(project, read_only=True) as store:
        of = {c.claim.id: c.claim.event for c in store.claims()}
    assert len(claims) == len(set(claims)) == report.claims == 9
    assert of == {c: name for name, event in found.items() for c in event.claims}
    assert report.events is not None
    assert (report.events.events, report.events.claims) == (len(found), 9)
    assert report.events.notes[0].startswith(f"{len(found)} events out of 9 claims (")
    together = meeting(project)
    assert (together.status, together.reports, together.documents, len(together.disputing)) == ("contested", 3, 3, 1)


@pytest.mark.parametrize("cut", [1, 2, 3])
def test_documents_that_are_added_leave_ids_and_earlier_claims_as_they_are(tmp_path, project, cut) -> None:
    names = list(STORY)
    read(story(tmp_path, *names[:cut]), project, DATE, stages=ALL)
    early = parts(project)
    read(story(tmp_path, *names[cut:]), project, DATE, stages=ALL)
    late = parts(project)
    known = {c for group in early.values() for c in group}
    assert {name: group & known for name, group in late.items() if group & known} == early
    read(story(tmp_path, *names), tmp_path / "straight.duckdb", DATE, stages=ALL)
    assert events(tmp_path / "straight.duckdb") == events(project)


def test_reading_again_merges_nothing_anew(tmp_path, project, monkeypatch) -> None:
    folder = story(tmp_path, "a.txt", "b.txt")
    read(folder, project, DATE, stages=ALL)
    before = events(project)
    assert read(folder, project, DATE, stages=ALL).events is None
    assert events(project) == before
    # A run that was cut off before the end is made up for, also where no document is new.
    with Store.open(project) as store:
        stored.write_events(store, (), (), (), "")
    assert read(folder, project, DATE, stages=ALL).events is not None
    assert events(project) == before


def test_a_replaced_document_takes_its_claims_out(tmp_path, project) -> None:
    folder = story(tmp_path, "a.txt", "b.txt")
    read(folder, project, DATE, stages=samples.stages())
    (folder / "b.txt").write_text("On this day nothing happened.")
    read(folder, project, DATE, stages=samples.stages())
    with Store.open(project, read_only=True) as store:
        assert [c.claim.event is None for c in store.claims(superseded=True)] == [False, False, True, True]
    assert meeting(project).documents == 1


def test_copies_are_no_further_report(tmp_path, project) -> None:
    folder = samples.corpus(tmp_path / "in", {"a.txt": STORY["a.txt"], "copy.txt": STORY["a.txt"]})
    read(folder, project, DATE, stages=samples.stages())
    assert [(e.reports, e.documents, e.origins) for e in events(project).values()] == [(1, 1, 1), (1, 1, 1)]


def test_who_links_to_a_copy_links_to_what_it_copies(project, tmp_path) -> None:
    sources = [
        Source("a", STORY["a.txt"], date="2023-09-13", url="https://one.example/a"),
        Source("copy", STORY["a.txt"], date="2023-09-13", url="https://two.example/a"),
        Source("b", STORY["b.txt"], date="2023-09-13", url="https://three.example/b", links=("https://two.example/a",)),
        Source("d", "At the port of Vladivostok and today Kim met Russia.", date="2023-09-13", url="https://four.example/d"),
    ]

    def prepare(source: Source):
        document = samples.prepare(source)
        return replace(document, url=source.url, links=source.links)

    stages = replace(samples.stages(), open=lambda path, options: iter(sources), prepare=prepare)
    read(samples.corpus(tmp_path / "in", {"x.txt": "x"}), project, stages=stages)
    assert (meeting(project).documents, meeting(project).origins) == (3, 2)


def test_the_same_in_every_process(tmp_path, project) -> None:
    folder = samples.corpus(tmp_path / "in", STORY)
    script = (
        "import sys\nfrom dataclasses import replace\nfrom comity.exports import rows\nfrom comity.pipeline import ReadOptions, read\n"
        "from comity.store import Store\nfrom tests import samples\n"
        "stages = replace(samples.stages(), dedupe=lambda known: lambda doc: (doc, None))\n"
        "read(sys.argv[1], sys.argv[2], ReadOptions(date='2023-09-13'), stages=stages)\n"
        "store = Store.open(sys.argv[2], read_only=True)\n"
        "print([list(rows(store, what)) for what in ('claims', 'events', 'disputes')], store.rows('SELECT * FROM event_claims'))"
    )
    said = []
    for seed in ("1", "2"):
        env = {**os.environ, "PYTHONHASHSEED": seed}
        target = str(tmp_path / f"{seed}.duckdb")
        done = subprocess.run(
            [sys.executable, "-c", script, str(folder), target],
            cwd=Path(__file__).parents[2], env=env, capture_output=True, text=True, check=True,
        )  # fmt: skip
        said.append(done.stdout)
    assert said[0] == said[1] and "CONSULT" in said[0]


def test_a_merge_and_a_split_hold_when_documents_are_added(tmp_path, project) -> None:
    read(story(tmp_path, "a.txt", "b.txt"), project, DATE, stages=ALL)
    before = parts(project)
    one = meeting(project)
    other = next(name for name in before if name != one.id)
    done = correct(project, one.id[:6], merge=[other], remark="the same evening")
    assert done.events == [one.id] and done.report is not None and done.report.corrections == 1
    merged = {name: group for name, group in before.items() if name != other} | {one.id: before[one.id] | before[other]}
    assert parts(project) == merged
    apart = one.claims[1]
    done = correct(project, one.id, split=[apart])
    assert done.events == [one.id, apart]
    corrected = merged | {one.id: merged[one.id] - {apart}, apart: {apart}}
    assert parts(project) == corrected

    read(story(tmp_path, "c.txt", "d.txt"), project, DATE, stages=ALL)
    known = {c for group in before.values() for c in group}
    after = parts(project)
    assert {name: group & known for name, group in after.items() if group & known} == corrected
    assert sum(len(group) for group in after.values()) == 9
    reconcile(project)
    assert parts(project) == after
    with Store.open(project, read_only=True) as store:
        made = stored.corrections(store)
    assert [(c.kind, c.event, c.other, c.remark) for c in made] == [
        ("merge", one.id, other, "the same evening"),
        ("split", one.id, apart, ""),
    ]


def test_splitting_off_what_was_merged_in_undoes_the_merge(tmp_path, project) -> None:
    read(samples.corpus(tmp_path / "in", STORY), project, DATE, stages=ALL)
    before = parts(project)
    big = meeting(project).id
    small = next(name for name in before if name != big)
    correct(project, small, merge=[big])
    assert parts(project)[small] == before[small] | before[big]
    correct(project, small, split=[big])
    assert parts(project) == before


def test_the_claim_that_founded_an_event_can_be_split_off(tmp_path, project) -> None:
    read(samples.corpus(tmp_path / "in", STORY), project, DATE, stages=ALL)
    whole = meeting(project)
    done = correct(project, whole.id, split=[whole.id])
    rest = whole.claims[1]
    assert done.events == [whole.id, rest]
    assert {name: group for name, group in parts(project).items() if group & set(whole.claims)} == {
        whole.id: {whole.id},
        rest: set(whole.claims[1:]),
    }


def test_a_correction_can_wait(tmp_path, project) -> None:
    read(samples.corpus(tmp_path / "in", STORY), project, DATE, stages=ALL)
    before = parts(project)
    one, other = list(before)[:2]
    assert correct(project, one, merge=[other], later=True).report is None
    assert parts(project) == before
    with Store.open(project, read_only=True) as store:
        assert not stored.is_current(store)
    reconcile(project)
    assert other not in parts(project)


def test_corrections_of_a_replaced_document_are_kept_and_counted(tmp_path, project) -> None:
    folder = story(tmp_path, "a.txt", "d.txt")
    read(folder, project, DATE, stages=samples.stages())
    of_d = [c for name in parts(project) for c in parts(project)[name]][-1]
    correct(project, meeting(project).id, merge=[of_d])
    (folder / "d.txt").write_text("Washington attacked Tokyo. Nothing else.")
    report = read(folder, project, DATE, stages=samples.stages()).events
    assert report is not None and (report.corrections, report.idle) == (0, 1)
    assert "1 correction without effect" in report.notes[-1]
    with Store.open(project, read_only=True) as store:
        assert len(stored.corrections(store)) == 1


def test_mistakes_are_named_and_nothing_is_noted(tmp_path, project) -> None:
    with pytest.raises(ProjectError):
        reconcile(project)
    read(samples.corpus(tmp_path / "in", STORY), project, DATE, stages=ALL)
    one = meeting(project)
    alone = next(name for name, group in parts(project).items() if len(group) == 1)
    for wrong, match in (
        ({"merge": [one.id]}, "is that event itself"),
        ({"merge": ["nobody"]}, "there is no event 'nobody'"),
        ({"split": ["nobody"]}, "has no claim 'nobody'"),
        ({"split": list(one.claims)}, "would leave nothing"),
        ({}, "nothing to correct was given"),
    ):
        with pytest.raises(InputError, match=match):
            correct(project, one.id, **wrong)
    with pytest.raises(InputError, match="would leave nothing"):
        correct(project, alone, split=[alone])
    with Store.open(project, read_only=True) as store:
        assert stored.corrections(store) == []


def test_actors_of_the_last_reading_are_used_again_where_they_are(tmp_path, project, monkeypatch) -> None:
    seen = []
    monkeypatch.setattr(pipeline_events, "agencies", lambda actors: seen.append(actors) or {})
    own = tmp_path / "mine.csv"
    own.write_text("")
    options = replace(DATE, actors=(str(own), str(tmp_path / "gone.csv")))
    read(story(tmp_path, "a.txt"), project, options, stages=ALL)
    report = reconcile(project)
    assert seen == [(str(own),)]
    assert "gone.csv of the last reading not found" in report.notes[-1]
    reconcile(project, ["other.csv"])
    assert seen[-1] == ("other.csv",)


def test_progress_counts_documents(tmp_path, project) -> None:
    read(samples.corpus(tmp_path / "in", STORY), project, DATE, stages=ALL)
    seen = []
    reconcile(project, progress=lambda done, total: seen.append((done, total)))
    assert seen == [(4, 4)]
    said = []
    read(story(tmp_path, "a.txt"), tmp_path / "q.duckdb", DATE, said.append, stages=ALL)
    assert [(p.stage, p.inputs, p.total) for p in said][-1] == ("events", 1, 1)


def test_an_empty_project_and_documents_without_dates(tmp_path, project) -> None:
    Store.open(project, create=True).close()
    report = reconcile(project)
    assert (report.events, report.notes) == (0, (f"0 events out of 0 claims, 0 disputes in {report.seconds:.1f} s",))
    read(samples.corpus(tmp_path / "in", STORY), project, stages=ALL)
    assert sum(len(group) for group in parts(project).values()) == 9
