"""What led to what: only with the same parties, in time, and as the dates allow."""

from __future__ import annotations

from dataclasses import replace

import pytest

from comity.reconcile import leads
from comity.records import Event, EventActor, EventDate

PARTIES = (EventActor("PRK", "PRK"), EventActor("RUS", "RUS"))


def event(id: str, type: str, mode: str = "", status: str = "single-source", date: EventDate | None = None) -> Event:
    return Event(
        id, type, mode, status, PARTIES, (), None, date, 1, 1, 1, 1, (id,), (), False, 0.9,
    )  # fmt: skip


def day(start: str, end: str = "") -> EventDate:
    return EventDate(start, end or start, "range" if end else "day")


ASKED = event("asked", "REQUEST", "meet")
PLAN = event("plan", "CONSULT", "visit", "planned", day("2023-09-12", "2023-09-15"))
DONE = event("done", "CONSULT", "visit", date=day("2023-09-13"))


def test_a_request_and_a_plan_lead_to_what_happened() -> None:
    found = leads([(ASKED, "2023-07-27"), (PLAN, "2023-09-04"), (DONE, "2023-09-13")])
    assert found == {"plan": ["asked"], "done": ["plan"]}


def test_a_step_leads_to_the_first_event_after_it() -> None:
    later = replace(DONE, id="later", date=day("2023-10-01"))
    assert leads([(ASKED, "2023-07-27"), (DONE, "2023-09-13"), (later, "2023-10-02")]) == {"done": ["asked"]}


@pytest.mark.parametrize(
    "step",
    [
        replace(ASKED, actors=PARTIES[:1]),
        replace(ASKED, recipients=(EventActor("CHN", "CHN"),)),
        replace(ASKED, mode="change"),
        replace(ASKED, status="denied"),
        replace(ASKED, historical=True),
        replace(PLAN, status="cancelled"),
        replace(PLAN, date=day("2023-10-12")),
        replace(PLAN, type="AID"),
    ],
)
def test_what_leads_to_nothing(step) -> None:
    assert leads([(step, "2023-09-04"), (DONE, "2023-09-13")]) == {}


def test_time_limits_what_a_step_leads_to() -> None:
    assert leads([(ASKED, "2023-09-14"), (DONE, "2023-09-15")]) == {}
    assert leads([(ASKED, "2022-09-14"), (DONE, "2023-09-13")]) == {}
    assert leads([(ASKED, None), (DONE, "2023-09-13")]) == {}
    undated = replace(DONE, date=None)
    assert leads([(ASKED, "2023-09-01"), (undated, "2023-09-13")]) == {"done": ["asked"]}
    assert leads([(ASKED, "2023-09-01"), (undated, None)]) == {}
