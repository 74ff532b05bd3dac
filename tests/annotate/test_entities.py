from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from comity.annotate.entities import spans
from comity.records.annotation import Entity


def test_spans_join_what_continues_and_open_where_nothing_began() -> None:
    tags = ["B-PER", "I-PER", "B-PER", "O", "I-ORG", "I-LOC", "I-LOC", "B-LOC"]
    assert spans(tags) == (
        Entity(0, 1, "PER"),
        Entity(2, 2, "PER"),
        Entity(4, 4, "ORG"),
        Entity(5, 6, "LOC"),
        Entity(7, 7, "LOC"),
    )


@given(st.lists(st.sampled_from(["O", "B-PER", "I-PER", "B-ORG", "I-ORG"])))
def test_spans_hold_every_tagged_word_once(tags: list[str]) -> None:
    held = [i for e in spans(tags) for i in range(e.first, e.last + 1)]
    assert held == [i for i, t in enumerate(tags) if t != "O"]
