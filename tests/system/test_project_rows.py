"""The events of a project as rows: who did it to whom, which acts are mutual, and which day an event has."""

from __future__ import annotations

import datetime as dt
from typing import Any

import duckdb
import pyarrow as pa
import pytest

from comity.records import schemas
from comity.system.camps import camps
from comity.system.forecast import history_of
from comity.system.measures import Options, measure
from comity.system.tables import EventTable, project_table

_TABLES = {
    "documents": schemas.DOCUMENTS, "claims": schemas.CLAIMS, "participants": schemas.PARTICIPANTS, "events": schemas.EVENTS,
    "event_claims": schemas.EVENT_CLAIMS,
}  # fmt: skip


def told(
    id: str, type: str, actors: tuple[str, ...], recipients: tuple[str, ...] = (), *, trigger: str = "did", day: str | None = None,
    end: str | None = None, docs: tuple[str, ...] = ("2023-09-10",), status: str = "single-source", said_by: tuple[str, ...] = (),
) -> dict[str, list[dict[str, Any]]]:  # fmt: skip
    """An event of one claim a document; the claims have the same participants, or ``said_by`` as actors."""
    sides = {"actors": actors, "recipients": recipients}
    people = {name: [{"actor": code, "code": code} for code in codes] for name, codes in sides.items()}
    out: dict[str, list[dict[str, Any]]] = {name: [] for name in _TABLES}
    when = {"date_start": day, "date_end": end or day}
    event = {"id": id, "type": type, "mode": "", "status": status, "reports": len(docs), "historical": False, "number": 0}
    out["events"].append({**event, **people, **when})
    for n, date in enumerate(docs):
        claim = f"{id}-{n}"
        out["documents"].append({"id": f"d{claim}", "date": date})
        out["claims"].append({"id": claim, "doc": f"d{claim}", "type": type, "trigger_text": trigger, "contexts": []})
        out["event_claims"].append({"event": id, "claim": claim, "disputing": False})
        for role, codes in (("actor", said_by or actors), ("recipient", recipients)):
            out["participants"] += [{"claim": claim, "role": role, "code": code} for code in codes]
    return out


@pytest.fixture
def project():
    connections = []

    def make(*events: dict[str, list[dict[str, Any]]]) -> EventTable:
        connection = duckdb.connect()
        connections.append(connection)
        for name, schema in _TABLES.items():
            data = pa.Table.from_pylist([r for event in events for r in event[name]], schema=schema)
            connection.register("given", data)
            connection.execute(f"CREATE TABLE {name} AS SELECT * FROM given")
            connection.unregister("given")
        return project_table(connection, "p.duckdb")

    yield make
    for connection in connections:
        connection.close()


def sides(table: EventTable) -> list[tuple[Any, ...]]:
    return sorted(table.rows("SELECT source, target, joint FROM comity_rows"), key=str)


BOTH = [("PRK", "RUS", True), ("RUS", "PRK", True)]
APART = [("PRK", None, False), ("RUS", None, False)]


@pytest.mark.parametrize("type", ["CONSULT", "AGREE", "COOPERATE", "SUPPORT"])
def test_what_several_do_together_they_do_with_each_other(project, type) -> None:
    assert sides(project(told("e", type, ("PRK", "RUS")))) == BOTH


@pytest.mark.parametrize(
    "type",
    [
        "REJECT",
        "ACCUSE",
        "SANCTION",
        "MOBILIZE",
        "REQUEST",
        "THREATEN",
        "PROTEST",
        "COERCE",
        "AID",
        "CONCEDE",
        "RETREAT",
        "ASSAULT",
    ],
)
def test_what_several_do_to_nobody_named_is_not_done_to_each_other(project, type) -> None:
    assert sides(project(told("e", type, ("PRK", "RUS")))) == APART
    assert sides(project(told("e", type, ("PRK",), ("RUS",)))) == [("PRK", "RUS", False)]


@pytest.mark.parametrize(
    ("trigger", "found"),
    [
        ("war", BOTH), ("clashed", BOTH), ("Fighting", BOTH), ("battles", BOTH), ("exchanged  fire", BOTH), ("hostilities", BOTH),
        ("attack", APART), ("warning", APART), ("killed", APART), ("waged war on", APART),
    ],
)  # fmt: skip
def test_force_is_mutual_where_a_word_says_so(project, trigger, found) -> None:
    assert sides(project(told("e", "ASSAULT", ("PRK", "RUS"), trigger=trigger))) == found


def test_a_mutual_word_must_be_said_of_several(project) -> None:
    assert sides(project(told("e", "ASSAULT", ("PRK", "RUS"), trigger="war", said_by=("RUS",)))) == APART


def test_denying_together_makes_no_enemies(project) -> None:
    events = [told(f"e{n}", "REJECT", ("PRK", "RUS")) for n in range(3)] + [told("m", "CONSULT", ("PRK", "RUS"))]
    table = project(*events, told("s", "SUPPORT", ("PRK", "RUS")))
    lines = measure("cooperation", table, Options(actors=("PRK", "RUS"), draws=0)).rows
    assert {line.key: line.values["conflict"].value for line in lines} == {("PRK", "RUS"): 0.0, ("RUS", "PRK"): 0.0}
    assert camps(table).signed == (("PRK", "RUS", 1.0),)
    assert "REJECT" not in history_of(table).relations


def test_no_event_is_later_than_its_last_report(project) -> None:
    table = project(
        told("deadline", "REQUEST", ("USA",), ("MLI",), day="2024-02-01", end="2024-02-28", docs=("2023-09-08", "2023-09-10")),
        told("month", "CONSULT", ("PRK", "RUS"), day="2023-09-01", end="2023-09-30", docs=("2023-09-12",)),
        told("plan", "AID", ("RUS",), ("PRK",), day="2023-12-01", status="planned", docs=("2023-09-11",)),
        told("plain", "ACCUSE", ("USA",), ("PRK",), day="2023-09-05", docs=("2023-09-10",)),
        told("old", "ACCUSE", ("USA",), ("PRK",), day="1066-10-14", docs=("2023-09-10",)),
    )
    days = {
        "deadline": dt.date(2023, 9, 8), "month": dt.date(2023, 9, 12), "plan": dt.date(2023, 9, 11),
        "plain": dt.date(2023, 9, 5), "old": None,
    }  # fmt: skip
    assert dict(table.rows("SELECT DISTINCT id, day FROM comity_rows")) == days
    assert table.days[:2] == (dt.date(2023, 9, 5), dt.date(2023, 9, 12)) and table.covered == dt.date(2023, 9, 12)
    assert dt.date.fromordinal(history_of(table).last) == dt.date(2023, 9, 12)
    assert "2 events have days after the last report" in table.notes[1]
    lines = measure("exchange", table, Options(actors=("RUS", "PRK"), draws=0)).rows
    assert [line.values["promised"].value for line in lines] == [1.0]  # what is promised counts when it is


def test_the_newest_document_ends_the_time_of_undated_ones(project) -> None:
    undated = told("u", "ACCUSE", ("USA",), ("PRK",), day="2030-01-01", docs=("",))
    table = project(undated, told("a", "ACCUSE", ("USA",), ("PRK",), docs=("2023-09-10",)))
    assert table.days[1] == table.covered == dt.date(2023, 9, 10)
    assert dt.date.fromordinal(history_of(table).last) == dt.date(2023, 9, 10)
    assert "1 event of undated documents lies after the newest document, of 2023-09-10" in table.notes[1]
    assert project(undated).days[1] == dt.date(2030, 1, 1)  # no document has a day: the text is all there is
