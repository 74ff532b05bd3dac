"""Events out of bad input: no dates, thousands of copies, years between, metadata that contradict each other."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from comity.pipeline import ReadOptions, read
from comity.pipeline import events as pipeline_events
from comity.pipeline.stages import Stages
from comity.records import Document, Event, Skipped, Source
from comity.reports.blocks import blocks_to_text
from comity.reports.events import event_page
from comity.store import Store
from comity.store import events as stored
from tests import samples

NO_DATE = ReadOptions()
UNMARKED = replace(samples.stages(), dedupe=lambda known: lambda doc: (doc, None))  # no text counts as a copy
MET = "Kim met Russia in Vladivostok."


@pytest.fixture(autouse=True)
def no_agencies(monkeypatch) -> None:
    monkeypatch.setattr(pipeline_events, "agencies", lambda actors: {})


def of_records(records: list[dict[str, str]]) -> Stages:
    """Stages that read records, whatever path is given."""
    sources = [Source(f"r{n}", **record) for n, record in enumerate(records)]

    def prepare(source: Source) -> Document | Skipped:
        made = samples.prepare(source)
        return replace(made, url=source.url, links=()) if isinstance(made, Document) else made

    return replace(samples.stages(), open=lambda path, options: iter(sources), prepare=prepare)


def events(project: Path) -> list[Event]:
    with Store.open(project, read_only=True) as store:
        return [one.event for one in stored.events(store)]


def reasons(project: Path, event: str) -> list[str]:
    """The lines of ``comity event ID --why`` that say why a claim is part of the event."""
    with Store.open(project, read_only=True) as store:
        text = blocks_to_text(event_page(store, event, {}, why=True), 400)
    lines = text.split("Why this is one event")[1].strip().splitlines()
    return [line.strip() for line in lines if "founded the event" in line or "joined through" in line]


def test_documents_without_dates(tmp_path) -> None:
    project = tmp_path / "p.duckdb"
    texts = [f"{said} Report {n}." for said in (MET, "Washington attacked Tokyo.") for n in range(20)]
    records = [{"text": text} for text in texts]
    report = read("-", project, NO_DATE, stages=replace(of_records(records), dedupe=UNMARKED.dedupe))
    found = events(project)
    assert report.claims == sum(len(e.claims) for e in found) == 40
    assert {e.type for e in found} == {"CONSULT", "ASSAULT"} and all(e.date is None for e in found)
    for event in found:
        assert len(reasons(project, event.id)) == len(event.claims)


def test_ten_thousand_copies_are_one_report(tmp_path) -> None:
    project = tmp_path / "p.duckdb"
    records = [{"text": f"{MET} Washington condemned Kim.", "date": "2023-09-13", "outlet": f"Paper {n}"} for n in range(10_000)]
    report = read("-", project, NO_DATE, stages=of_records(records))
    assert report.claims == 2
    assert [(e.reports, e.documents, e.outlets, e.origins) for e in events(project)] == [(1, 1, 1, 1)] * 2


def test_copies_that_were_not_recognised_are_one_origin(tmp_path) -> None:
    project = tmp_path / "p.duckdb"
    text = "Kim met Russia in Vladivostok on the day after the parade, and both looked at a rocket on its ramp by the river."
    records = [{"text": f"{text} Page {n}", "date": "2023-09-13", "outlet": f"Paper {n}"} for n in range(1_000)]
    read("-", project, NO_DATE, stages=replace(of_records(records), dedupe=UNMARKED.dedupe))
    (event,) = events(project)
    assert (event.reports, event.documents, event.outlets, event.origins) == (1_000, 1_000, 1_000, 1)
    assert event.status == "single-source"
    assert len(reasons(project, event.id)) == 1_000


def test_a_story_over_years_is_not_one_event(tmp_path) -> None:
    project = tmp_path / "p.duckdb"
    records = [{"text": f"{MET} Year {year}.", "date": f"{year}-09-13"} for year in range(1994, 2024)]
    read("-", project, NO_DATE, stages=replace(of_records(records), dedupe=UNMARKED.dedupe))
    assert [len(e.claims) for e in events(project)] == [1] * 30


def test_metadata_that_contradict_each_other(tmp_path) -> None:
    project = tmp_path / "p.duckdb"
    page = "https://one.example/a"
    records = [
        {"text": f"{MET} One.", "date": "2023-09-13", "outlet": "Paper", "url": page},
        {"text": f"{MET} One.", "date": "1923-09-13", "outlet": "Other", "url": page},  # the same text, a century before
        {"text": f"{MET} Two.", "date": "2999-01-01", "outlet": "Paper", "url": page},  # the same page, in the future
        {"text": f"{MET} Three.", "outlet": "", "url": ""},
    ]
    read("-", project, NO_DATE, stages=replace(of_records(records), dedupe=UNMARKED.dedupe))
    found = events(project)
    assert sum(len(e.claims) for e in found) <= 4 and len(found) >= 2
    assert all(e.origins <= e.documents <= e.reports for e in found)
    for event in found:
        assert len(reasons(project, event.id)) == len(event.claims)
