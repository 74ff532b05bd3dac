"""The two commentaries on the summit of 2023, from text to disputes: they are not ours, and are read where they are present."""

from __future__ import annotations

from pathlib import Path

import pytest

from comity.pipeline import ReadOptions, read
from comity.pipeline.compare import compare
from comity.records import Claim, Event
from comity.store import Store
from comity.store import events as stored

TEXTS = Path(__file__).resolve().parents[3] / "shared" / "data" / "text" / "summit"
BEFORE, AFTER = "commentary-a.txt", "commentary-b.txt"
pytestmark = pytest.mark.skipif(not TEXTS.is_dir(), reason=f"the commentaries are not at {TEXTS}")


@pytest.fixture(scope="module")
def project(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("summit") / "p.duckdb"
    read(TEXTS / BEFORE, path, ReadOptions(date="2023-09-06", outlet="Commentary A"))
    read(TEXTS / AFTER, path, ReadOptions(date="2023-09-18", outlet="Commentary B"))
    return path


@pytest.fixture(scope="module")
def events(project) -> list[Event]:
    with Store.open(project, read_only=True) as store:
        return [one.event for one in stored.events(store)]


@pytest.fixture(scope="module")
def claims(project) -> dict[str, tuple[Claim, str]]:
    """The claims, each with the name of its document."""
    with Store.open(project, read_only=True) as store:
        return {c.claim.id: (c.claim, Path(c.source).name) for c in store.claims()}


def said(claims: dict[str, tuple[Claim, str]], ids: tuple[str, ...]) -> set[tuple[str, str]]:
    """Who says it, in which document."""
    return {(s.code, claims[c][1]) for c in ids for s in claims[c][0].speakers}


def test_the_arms_deal_is_contested_by_both_governments_against_american_sources(project, claims) -> None:
    with Store.open(project, read_only=True) as store:
        found = [d for d in stored.disputes(store) if d.what == "occurrence"]
        deal = next(d for d in found if any(claims[c][0].trigger.text == "deal" for c in d.affirming))
        (event,) = [one.event for one in stored.events(store, stored.EventFilter(ids=[deal.event]))]
    assert event.status == "contested"
    assert {a.code for a in (*event.actors, *event.recipients)} >= {"RUS", "PRK"}
    assert ("USA", BEFORE) in said(claims, deal.affirming)
    assert {("RUS", AFTER), ("PRK", AFTER)} <= said(claims, deal.disputing)


def test_the_journey_is_one_event_planned_in_one_and_done_in_the_other(events, claims) -> None:
    def of(event: Event) -> set[tuple[str, str]]:
        return {(claims[c][0].modality, claims[c][1]) for c in event.claims}

    journeys = [e for e in events if e.mode == "visit" and {("future", BEFORE), ("actual", AFTER)} <= of(e)]
    journey = next(e for e in journeys if any(claims[c][0].trigger.text == "travelled" for c in e.claims))
    assert journey.status == "fulfilled"
    assert {a.code for a in (*journey.actors, *journey.recipients)} >= {"RUS", "PRK"}
    assert (journey.documents, journey.origins) == (2, 2)


def test_both_call_both_leaders_isolated(project) -> None:
    found = compare(project, [BEFORE, AFTER])
    for frame in found.documents:
        isolated = {a.code for hit in frame.terms if hit.term == "isolated" and not hit.said_by for a in hit.about}
        assert {"RUS", "PRK"} <= isolated
