"""Arrow schemas and ids of the records."""

from __future__ import annotations

from dataclasses import fields

from hypothesis import given
from hypothesis import strategies as st

from comity.records import Claim, Correction, Dispute, Document, Event, EventClaim, Mention, Participant, stable_id
from comity.records.schemas import SCHEMAS


def test_schemas_cover_the_fields_of_their_records() -> None:
    for record, table in (
        (Document, "documents"),
        (Claim, "claims"),
        (Mention, "mentions"),
        (Event, "events"),
        (Dispute, "disputes"),
        (Correction, "corrections"),
    ):
        names = set(SCHEMAS[table].names)
        for field in fields(record):
            flat = {n for n in names if n == field.name or n.startswith(field.name.removesuffix("_span") + "_")}
            elsewhere = {"sentences", "actors", "recipients", "speakers", "claims", "disputing"}
            assert flat or field.name in elsewhere, f"{table} lacks {field.name}"
    assert set(Participant._fields) <= set(SCHEMAS["participants"].names)
    assert list(EventClaim._fields) == SCHEMAS["event_claims"].names


@given(st.lists(st.text(), min_size=1, max_size=4), st.lists(st.text(), min_size=1, max_size=4))
def test_ids_differ_where_parts_or_their_borders_do(a: list[str], b: list[str]) -> None:
    assert (stable_id(*a) == stable_id(*b)) == (a == b)
    assert len(stable_id(*a)) == 16


def test_ids_are_the_same_on_every_machine() -> None:
    assert stable_id("a.txt", 3) == "ea52c0d60eb838ba"
    assert stable_id("ab", "c") != stable_id("a", "bc")
