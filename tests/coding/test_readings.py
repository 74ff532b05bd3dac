"""Whole readings of the rule coder with the shipped bundle and base: sentences of our own that once came out wrong."""

from __future__ import annotations

from functools import cache

import pytest

from comity.pipeline import ReadOptions
from comity.pipeline.stages import Stages, load_stages
from comity.records import Source


@cache
def stages() -> Stages:
    return load_stages(ReadOptions(coder="rules"))


def read(text: str, outlet: str = "") -> list[str]:
    """Return ``TYPE ACTORS > RECIPIENTS standing | speakers`` of each claim, codes sorted."""
    document = stages().prepare(Source("reading", text, date="2023-09-20", outlet=outlet))
    _, claims = stages().interpret(document, stages().annotate([document])[0])
    out = []
    for c in claims:
        sides = " > ".join("+".join(sorted({p.code for p in side if p.code})) for side in (c.actors, c.recipients))
        standing = " ".join(x for x in (c.polarity, c.modality) if x not in ("affirmed", "actual"))
        out.append(f"{c.type} {sides} {standing}|{'+'.join(sorted({s.code for s in c.speakers if s.code}))}")
    return out


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        pytest.param("Reports about an arms deal between Russia and North Korea are groundless, Dmitry Peskov told journalists.",
                     "AGREE PRK+RUS >  negated|RUS"),
        ("Moscow and Pyongyang have denied any arms deal.", "AGREE PRK+RUS >  negated|PRK+RUS"),
        ("The United States has accused Pyongyang of planning to supply Russia with shells for its war in Ukraine.",
         "ASSAULT RUS > UKR |PRK"),
        pytest.param("“All is well,” Putin said in Sochi after a meeting with Belarusian President Alexander Lukashenko.",
                     "CONSULT BLR+RUS >  |"),
        ("North Korea fired two short-range ballistic missiles into the sea off its east coast, South Korea's military said.",
         "MOBILIZE PRK >  |KOR"),
        ("The DPRK warned the United States that it would answer every provocation with force.", "THREATEN PRK > USA |"),
        pytest.param("Washington accused Tehran of the attack.", "ASSAULT IRN >  |USA"),
    ],
)  # fmt: skip
def test_reading(text: str, claim: str) -> None:
    assert claim in read(text)


def test_silence_is_neither_refusal_nor_denial() -> None:
    found = read("Kremlin spokesman Dmitry Peskov declined to say whether Vladimir Putin and Kim Jong Un had discussed arms.")
    assert found == ["CONSULT PRK+RUS >  possible|RUS"]


def test_the_ministry_of_a_state_agency_is_that_of_its_state() -> None:
    text = "The foreign ministry condemned France."
    assert read(text, outlet="KCNA") == ["ACCUSE PRK > FRA |"]
    assert read(text) == ["ACCUSE  > FRA |"]


def test_two_leaders_are_the_last_two_who_lead_a_state() -> None:
    text = "Vladimir Putin received Kim Jong Un. State Department spokesman Matthew Miller spoke. The two leaders met."
    assert read(text)[-1] == "CONSULT PRK+RUS >  |"
