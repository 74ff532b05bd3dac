"""The exported claim record."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from comity.ontology import claim_record
from tests import samples

KEYS = [
    "claim", "event", "doc", "doc_source", "sentence", "trigger", "sentence_span", "type", "mode", "contexts",
    "plover_type", "cameo", "score", "actors", "recipients", "place", "date", "polarity", "modality", "historical",
    "speakers", "condition", "confidence",
]  # fmt: skip


def _claim(text: str):
    doc = samples.document(text)
    return samples.interpret(doc, samples.annotate([doc])[0])[1][0]


def test_every_key_in_the_documented_order() -> None:
    record = claim_record(_claim("Kim met Russia today in Vladivostok."), "a.txt")
    assert list(record) == KEYS
    assert record["trigger"] == {"text": "met", "start": 4, "end": 7}
    assert record["place"]["country"] == "RUS"
    assert (record["plover_type"], record["cameo"], record["score"]) == ("CONSULT", "042", 4.0)
    json.dumps(record)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kim will supply Russia.", ("AGREE", "033", 2.5)),
        ("Kim will not supply Russia.", ("AID", "070", 10.0)),
        ("Kim may supply Russia.", ("AID", "070", 10.0)),
        ("Kim supplied Russia.", ("AID", "070", 10.0)),
    ],
)
def test_plover_columns_belong_together(text: str, expected: tuple[str, str, float]) -> None:
    record = claim_record(_claim(text), "a.txt")
    assert record["type"] == "AID"
    assert (record["plover_type"], record["cameo"], record["score"]) == expected


def test_unknown_is_null_or_empty() -> None:
    claim = replace(_claim("rebels supplied rebels."), mode="")
    record = claim_record(claim, "a.txt")
    assert record["mode"] is None and record["place"] is None and record["date"] is None
    assert record["speakers"] == [] and record["contexts"] == []
    assert record["actors"][0]["actor"] is None and record["actors"][0]["code"] == ""
