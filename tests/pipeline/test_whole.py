"""All stages together, with the shipped model, actors and lexicon."""

from __future__ import annotations

import json
from contextlib import chdir
from importlib.resources import files
from pathlib import Path

import pytest

import comity
from comity.exports import rows
from comity.pipeline import actor_names, read
from comity.reports import BriefOptions, brief, to_text
from comity.store import Store

EXAMPLES = Path(str(files("comity") / "examples" / "summit-2023"))


@pytest.fixture(scope="module")
def project(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("whole") / "p.duckdb"
    with chdir(EXAMPLES.parent):
        read("summit-2023", path)
    return path


def test_one_sentence() -> None:
    text = "Kim Jong Un met Vladimir Putin in Vladivostok on Thursday, KCNA said."
    claims = comity.code(text, date="2019-04-27")
    assert [(c["type"], {p["code"] for p in c["actors"]}) for c in claims] == [("CONSULT", {"PRK", "RUS"})]
    assert claims[0]["date"]["start"] == "2019-04-25"
    assert claims[0]["place"]["country"] == "RUS"
    assert [s["code"] for s in claims[0]["speakers"]] == ["PRK"]
    assert comity.code(text, date="2019-04-27") == claims
    assert comity.resolve("the French foreign minister", date="2021-05-05")["code"] == "FRA"


def test_every_claim_leads_back_to_its_words(project) -> None:
    with Store.open(project, read_only=True) as store:
        texts = {d["doc"]: d["text"] for d in rows(store, "documents")}
        spans = {(s["doc"], s["sentence"]): (s["start"], s["end"]) for s in rows(store, "sentences")}
        claims = list(rows(store))
    assert len(texts) == 8 and len(claims) > 50
    ids = {c["claim"] for c in claims}
    assert len(ids) == len(claims)
    for claim in claims:
        json.dumps(claim)
        text = texts[claim["doc"]]
        assert (claim["sentence_span"]["start"], claim["sentence_span"]["end"]) == spans[claim["doc"], claim["sentence"]]
        for span in (claim["trigger"], *claim["actors"], *claim["recipients"], *claim["speakers"]):
            assert text[span["start"] : span["end"]] == span["text"]
        if claim["place"]:
            assert text[claim["place"]["start"] : claim["place"]["end"]] == claim["place"]["text"]
        assert claim["condition"] is None or claim["condition"] in ids


def test_reading_the_examples_again_changes_nothing(project) -> None:
    def dump() -> list:
        with Store.open(project, read_only=True) as store:
            return [list(rows(store, what)) for what in ("documents", "sentences", "claims", "participants", "mentions")]

    before = dump()
    with chdir(EXAMPLES.parent):
        report = read("summit-2023", project)
    assert (report.documents, report.known) == (0, 8)
    assert dump() == before


def test_the_brief_names_states_and_shows_disputes(project) -> None:
    with Store.open(project, read_only=True) as store:
        text = to_text(brief(store, BriefOptions(names=actor_names())))
    assert "North Korea" in text and "CONTESTED" in text and "denied" in text
