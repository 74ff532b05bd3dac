"""What the claims of one event contradict each other about, and who says what."""

from __future__ import annotations

import pytest

from comity.reconcile.contradictions import credited
from comity.reconcile.origins import source_of
from comity.reconcile.summary import summarise
from comity.records.event import Dispute
from tests.reconcile.telling import reconciled, told, viewed

RUSUKR = {"actors": "RUS", "recipients": "UKR", "day": "2024-05-01"}


def one(*pairs, **more) -> list[Dispute]:
    """The disputes about claims that are one event."""
    result = reconciled(*pairs, **more)
    assert len(result.events) == 1, [e.claims for e in result.events]
    return result.disputes


OWN = {
    "a": " Farmers upstream counted the flashes from their yards. Insurers raised what they ask of barges by a tenth at noon.",
    "b": " Two tugs lay across the stream until fire boats came. A clerk of the harbour office swept glass off his desk all day.",
}


def strike(source: str, text: str, **more):
    return told(text + OWN[source], "struck", source, **{**RUSUKR, **more})


PORT = "Russian drones struck the port of Izmail on the Danube on Wednesday"


def test_a_denial_names_both_sides_and_their_speakers() -> None:
    affirmed = strike("a", f"{PORT}, Kyiv said.", speakers="UKR")
    refused = strike("b", f"No {PORT[8:]}, Moscow said.", speakers="RUS", polarity="negated")
    (found,) = one(affirmed, refused)
    assert found.what == "occurrence"
    assert found.summary == "1 document affirms (credited: UKR); 1 document denies (credited: RUS)"
    assert (found.affirming, found.disputing) == ((affirmed[1].id,), (refused[1].id,))


def test_one_document_denies_and_two_deny() -> None:
    views = viewed(strike("a", f"{PORT}.", speakers="RUS"), strike("b", f"{PORT}."))
    assert credited(views[:1], "deny") == "1 document denies (credited: RUS)"
    assert credited(views, "deny") == "2 documents deny (credited: RUS)"
    assert credited(views, "affirm").startswith("2 documents affirm")
    assert credited(views[1:], "allege") == "1 document alleges"


@pytest.mark.parametrize(
    ("a", "b", "what", "summary"),
    [
        (f"{PORT} and killed three men.", f"{PORT} and killed seven men.", "number", "dead: 3 against 7"),
        (f"{PORT}; it was on the quay of Izmail.", f"{PORT.replace('Izmail ', 'Reni ')}, and it was not Izmail but Reni that they hit.",
         "place", "Reni against Izmail"),
        (PORT + ".", PORT.replace("Wednesday", "Tuesday, not Wednesday") + ".", "date", "Tuesday against Wednesday"),
    ],
)  # fmt: skip
def test_contradictions_of_substance(a, b, what, summary) -> None:
    first, second = strike("a", a), strike("b", b)
    (found,) = one(first, second)
    assert (found.what, found.summary) == (what, summary)
    assert (found.affirming, found.disputing) == ((first[1].id,), (second[1].id,))


def test_other_places_of_one_act() -> None:
    a = strike("a", f"{PORT} with two boats.", place=("Izmail", "UKR"))
    b = strike("b", f"{PORT} with two boats, from our man in Galati.", place=("Galati", "ROU"))
    assert [(d.what, d.summary) for d in one(a, b)] == []  # the second sentence names both
    b = strike("b", f"{PORT.replace('Izmail', 'Galati')} with two boats.", place=("Galati", "ROU"))
    assert [(d.what, d.summary) for d in one(a, b)] == [("place", "Izmail against Galati")]


def test_other_doers_of_one_act() -> None:
    a, b = strike("a", f"{PORT}."), strike("b", f"{PORT}.", actors="BLR")
    assert [(d.what, d.summary) for d in one(a, b)] == [("participant", "done by RUS against BLR")]


def test_who_denies_it_and_names_another_disputes_who_did_it() -> None:
    a = strike("a", f"{PORT}, Kyiv said.", speakers="UKR")
    text = f"Russia has not hit the port of Izmail on the Danube on Wednesday, Moscow said. Others struck the port.{OWN['b']}"
    denial = told(text, "hit", "b", **RUSUKR, speakers="RUS", polarity="negated")
    other = told(text, "struck", "b", actors="UKR", day="2024-05-01", speakers="RUS")
    documents = {document.id: document for document, _ in (a, denial)}
    sources = {name: source_of(document, {}) for name, document in documents.items()}
    event, found, _ = summarise(a[1].id, viewed(a, denial, other), sources, {})
    assert event.status == "contested"
    assert [(d.what, d.summary) for d in found] == [("participant", "whether done by RUS")]
    assert (found[0].affirming, found[0].disputing) == ((a[1].id,), (denial[1].id, other[1].id))


def test_copies_do_not_contradict_each_other() -> None:
    a = strike("a", f"{PORT} and killed three men.", outlet="Harbour Ledger")
    b = strike("b", f"{PORT} and killed seven men.", outlet="Harbour Ledger")
    assert one(a, b) == []


def test_a_denial_in_an_event_of_its_own_contests_what_others_tell() -> None:
    body = " Lorries crossed at Adre by night. Officers in Port Sudan spoke of rifles and shells for the fighters in Darfur."
    accused = told(f"Sudan's army accused Chad of supplying weapons to the fighters by the Adre crossing.{body}", "supplying", "a",
                   type="AID", actors="TCD", recipients="GRP:RSF", modality="possible", speakers="SDN")  # fmt: skip
    refused = told(f"Chad has supplied no weapons to anybody by the Adre crossing, the minister said.{body}", "supplied", "b",
                   type="AID", recipients="SDN", polarity="negated", date="2024-05-03")  # fmt: skip
    result = reconciled(accused, refused)
    assert [d.what for d in result.disputes] == ["occurrence"]
    assert {accused[1].id, refused[1].id} == {*result.disputes[0].affirming, *result.disputes[0].disputing}
    assert "contested" in {e.status for e in result.events}
