"""What the claims of an event make of it together: the part of each, the status."""

from __future__ import annotations

import pytest

from comity.reconcile.status import ALLEGED, REFUSED, opposed, parts, status, telling
from comity.reconcile.views import AFFIRMED, AHEAD, DENIED, OPEN
from tests.reconcile.telling import told, viewed

STRUCK = {"actors": "RUS", "recipients": "UKR"}


def done(source="a", text="Russia struck the port of Izmail.", **more):
    return told(text, "struck", source, **{**STRUCK, **more})


def denied(source="b", text="Russia has not struck the port of Izmail.", **more):
    return told(text, "struck", source, **{**STRUCK, "polarity": "negated", **more})


def ahead(source="c", text="Russia will have struck the port of Izmail by May.", **more):
    return told(text, "struck", source, **{**STRUCK, "modality": "future", **more})


def judged(*pairs, origins=1):
    members = viewed(*pairs)
    part = parts(members)
    return [part[m.claim.id] for m in members], status(members, part, origins)


@pytest.mark.parametrize(
    ("pairs", "origins", "expected"),
    [
        ([done()], 1, "single-source"),
        ([done(), done("d")], 2, "corroborated"),
        ([done(), denied()], 1, "contested"),
        ([denied()], 0, "denied"),
        ([ahead()], 1, "planned"),
        ([ahead(date="2024-05-01"), done()], 1, "fulfilled"),
        ([done(), ahead(date="2024-05-05")], 1, "single-source"),
        ([ahead(date="2024-05-01"), denied()], 1, "cancelled"),
        ([done(modality="possible")], 1, "planned"),
    ],
)
def test_statuses(pairs, origins, expected) -> None:
    assert judged(*pairs, origins=origins)[1] == expected


def test_accusations_and_a_denial_make_it_contested() -> None:
    accused = done(text="Kyiv accused Russia of having struck the port of Izmail.", modality="possible", speakers="MDA")
    assert judged(accused, denied()) == ([ALLEGED, DENIED], "contested")
    assert judged(accused)[1] == "planned"
    demanded = done(text="Kyiv called on all to say who struck the port.", modality="possible", speakers="MDA")
    assert judged(demanded)[0] == [OPEN]


def test_what_is_told_before_the_day_that_was_announced_was_still_ahead() -> None:
    plan = ahead(day="2024-05-20")
    assert judged(plan, done(date="2024-05-10"))[0] == [AHEAD, AHEAD]
    assert judged(plan, done(date="2024-05-21"))[0] == [AHEAD, AFFIRMED]
    assert judged(plan, done(date="2024-05-10", day="2024-05-08"))[0] == [AHEAD, AFFIRMED]


def test_a_refusal_that_was_overtaken_is_no_denial() -> None:
    early = denied(date="2024-05-01")
    assert judged(early, done(date="2024-06-02", day="2024-06-01")) == ([REFUSED, AFFIRMED], "single-source")
    assert judged(early, done(date="2024-05-02", day="2024-05-01"))[1] == "contested"
    assert judged(denied(modality="future"), done())[0] == [REFUSED, AFFIRMED]


def test_what_may_not_be_is_left_open() -> None:
    assert judged(denied(modality="possible"), done()) == ([OPEN, AFFIRMED], "single-source")


def test_one_voice_denies_a_detail() -> None:
    text = "Kim travelled to Russia. He did not travel to Moscow."
    members = viewed(
        told(text, "travelled", type="CONSULT", actors="PRK", recipients="RUS"),
        told(text, "travel to", type="CONSULT", actors="PRK", recipients="RUS", polarity="negated"),
    )
    part = parts(members)
    assert list(part.values()) == [AFFIRMED, OPEN]
    assert status(members, part, 1) == "single-source"


def test_a_denial_of_something_else_does_not_contest() -> None:
    elsewhere = told("Seoul has sent no lethal weapons to Ukraine.", "sent", "b", type="AID", actors="KOR", recipients="UKR",
                     polarity="negated")  # fmt: skip
    sent = told("Washington has sent weapons to Kyiv.", "sent", "a", type="AID", actors="USA", recipients="UKR")
    assert judged(sent, elsewhere) == ([AFFIRMED, OPEN], "single-source")
    a, b = viewed(sent, elsewhere)
    assert not opposed(a, b)


def test_a_text_that_offers_and_declines_in_one_sentence_does_not_contradict_itself() -> None:
    text = "Russia struck a deal on grain but has not struck one on oil."
    a, b = viewed(told(text, "struck", **STRUCK), told(text, "struck one", **STRUCK, polarity="negated"))
    assert not opposed(a, b)


def test_what_others_only_ask_for_is_no_report_where_somebody_tells_of_it() -> None:
    members = viewed(done(), done("d", modality="possible", text="Kyiv asked who struck the port."))
    assert [m.claim.doc for m in telling(members, parts(members))] == [members[0].claim.doc]
    assert len(telling(members[1:], parts(members[1:]))) == 1
