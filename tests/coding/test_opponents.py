"""Disputes inside one state: the side that an act leaves out."""

from __future__ import annotations

from comity.coding.opponents import REASON, disputed, opposed
from comity.records import Claim, Participant
from comity.records.claim import Trigger


def party(words: str, code: str, sector: str) -> Participant:
    return Participant(words, 0, len(words), f"{code}.{sector}", code, sector, "as named")


CROWD, CABINET = party("protesters", "HKG", "CVL"), party("the government", "HKG", "GOV")
FRANCE = party("Paris", "FRA", "GOV")


def act(kind: str, actors: tuple[Participant, ...] = (), recipients: tuple[Participant, ...] = ()) -> Claim:
    return Claim(
        id=f"{kind}{len(actors)}{len(recipients)}", doc="d", sentence=0, trigger=Trigger("x", 0, 1), sentence_span=(0, 1), type=kind,
        actors=actors, recipients=recipients,
    )  # fmt: skip


AT_HOME = [act("PROTEST", (CROWD,), (CABINET,)), act("COERCE", (CABINET,), (CROWD,)), act("ACCUSE", (CROWD,), (CABINET,))]


def test_the_side_that_is_left_out_is_the_last_one_of_the_other_kind() -> None:
    found = opposed([*AT_HOME, act("PROTEST", (CROWD,)), act("CONCEDE", (CABINET,)), act("COERCE", (), (CROWD,))])[3:]
    assert [c.recipients[0].text for c in found] == ["the government", "protesters", "protesters"]
    assert found[2].actors[0].text == "the government"
    assert found[0].recipients[0].reason == REASON


def test_acts_that_are_not_directed_or_of_others_stay_as_they_are() -> None:
    others = [act("CONSULT", (CABINET,)), act("REQUEST", (FRANCE,)), act("PROTEST", (party("people", "HKG", ""),)), act("REJECT")]
    assert opposed([*AT_HOME, *others])[3:] == others


def test_a_text_about_two_states_is_no_dispute_at_home() -> None:
    abroad = [act("SANCTION", (FRANCE,), (CABINET,))] * 4
    assert disputed(AT_HOME) == "HKG"
    assert disputed(AT_HOME[:2]) == disputed([*AT_HOME, *abroad]) == disputed([]) == ""
    lone = [*AT_HOME, *abroad, act("PROTEST", (CROWD,))]
    assert opposed(lone) == lone


def test_nobody_of_the_other_kind_before_leaves_the_side_open() -> None:
    strife = [act("ACCUSE", (CABINET,), (CABINET,))] * 3
    assert opposed([*strife, act("REJECT", (CABINET,))])[3].recipients == ()
