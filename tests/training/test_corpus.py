"""The claims corpus: every line is valid, what it promises is there, and the real sentences carry no text."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from check_corpus import problems
from claim_text import Item, read_folder
from comity.ontology import PLOVER

TRAINING = Path(__file__).resolve().parents[2] / "training"


@pytest.fixture(scope="module")
def items() -> list[Item]:
    return read_folder(TRAINING / "data/claims")


def test_every_claim_keeps_the_ontology_and_the_guide(items: list[Item]) -> None:
    assert [f"{i.file}:{i.line}: {p}" for i in items for p in problems(i)] == []


def test_every_type_and_standing_is_there_in_number(items: list[Item]) -> None:
    claims = [c for i in items for c in i.claims]
    types = Counter(c.type for c in claims)
    assert set(types) == set(PLOVER)
    assert min(types.values()) >= 250, types.most_common()[-1]
    assert sum(c.polarity == "negated" or c.modality != "actual" for c in claims) >= 1200
    assert sum(bool(c.speakers) for c in claims) >= 1500
    assert sum(not i.claims for i in items) >= 1500


def test_no_sentence_stands_in_two_files(items: list[Item]) -> None:
    assert [text for text, count in Counter(i.text for i in items).items() if count > 1] == []


def test_real_sentences_are_offsets_without_text() -> None:
    rows = [json.loads(line) for line in (TRAINING / "data/real.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len(rows) >= 800
    for row in rows:
        start, end = row["span"]
        assert not {"text", "sentence"} & set(row)
        for claim in row["claims"]:
            spans = [claim["trigger"], *claim.get("actors", ()), *claim.get("recipients", ()), *claim.get("speakers", ())]
            assert all(0 <= s[0] < s[1] <= end - start for s in spans)
