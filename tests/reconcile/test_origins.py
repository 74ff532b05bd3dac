"""Which documents are of one origin: copies, rewrites, links, credit lines, one speaker."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.reconcile.credits import said_by, spoken_for
from comity.reconcile.origins import origins, source_of
from comity.records import Claim, Document
from tests.reconcile.telling import told, viewed

AGENCIES = {"Reuters": "MED.REUTERS", "KCNA": "PRK.MED.KCNA", "Korean Central News Agency": "PRK.MED.KCNA"}
RAID = "Drones struck the port of Izmail before dawn and burnt two grain stores, officials of the region wrote."


def groups(*pairs: tuple[Document, Claim]) -> list[list[str]]:
    """The groups of origins, by the names of the documents."""
    names = {document.id: document.source for document, _ in pairs}
    sources = {document.id: source_of(document, AGENCIES) for document, _ in pairs}
    return [[names[doc] for doc in group] for group in origins(viewed(*pairs), sources, AGENCIES)]


def raid(source: str, text: str = RAID, **more: str):
    return told(text, "struck", source, **more)


def other(source: str, **more: str):
    """A text of its own on the same raid."""
    texts = {
        "b": "Nothing much is left of the silo that somebody struck on Tuesday night, our man at the quay found.",
        "c": "Windows shook in Romania when the harbour across the river was struck, farmers there told us at noon.",
    }
    return told(texts[source], "struck", source, **more)


def test_texts_of_their_own_are_origins_of_their_own() -> None:
    assert groups(raid("a"), other("b"), other("c")) == [["a"], ["b"], ["c"]]


def test_copies_and_rewrites_count_once() -> None:
    rewrite = RAID.replace("officials of the region wrote", "the region's officials said") + " More rain is due."
    assert groups(raid("a"), raid("d", rewrite), other("b")) == [["a", "d"], ["b"]]
    first = raid("a")
    assert groups(first, other("b", duplicate_of=first[0].id)) == [["a", "b"]]


def test_a_link_to_the_other_joins_but_not_a_link_to_a_third() -> None:
    page = "https://one.example/raid"
    assert groups(raid("a", url=page), other("b", links=(page,))) == [["a", "b"]]
    assert groups(raid("a", links=(page,)), other("b", links=(page,))) == [["a"], ["b"]]


@pytest.mark.parametrize(
    "credit",
    [
        "Izmail was struck, Reuters reported.",
        "Izmail was struck, according to Reuters.",
        "Izmail was struck, a sailor told Reuters.",
        "IZMAIL (Reuters) - The port was struck.",
    ],
)
def test_texts_that_credit_one_agency_are_of_one_origin(credit) -> None:
    assert groups(raid("a", outlet="Reuters"), told(credit, "struck", "d"), other("b")) == [["a", "d"], ["b"]]
    assert groups(told(credit, "struck", "d"), told("It is Reuters that says what was struck.", "struck", "e")) == [["d", "e"]]


@pytest.mark.parametrize(
    ("credit", "joined"),
    [
        ("The port was struck, Harbour Ledger reported.", True),
        ("The port was struck, according to the weekly Harbour Ledger.", True),
        ("The port was struck, a pilot told Harbour Ledger.", True),
        ("The port was struck, the ministry said in a statement carried by Harbour Ledger.", True),
        ("The port was struck near the house of Harbour Ledger.", False),
    ],
)
def test_outlets_that_nobody_knows_are_credited_by_what_is_said_of_them(credit, joined) -> None:
    found = groups(raid("a", outlet="Harbour Ledger"), told(credit, "struck", "d"))
    assert found == ([["a", "d"]] if joined else [["a"], ["d"]])


def test_the_agency_said_stands_for_the_one_named_before() -> None:
    text = "Reuters wrote of fire at the port. It rained all night and no ship left. The silo was struck, the agency said."
    assert groups(raid("a", outlet="Reuters"), told(text, "struck", "d")) == [["a", "d"]]


def test_one_speaker_is_one_origin_where_all_is_credited_to_him() -> None:
    assert groups(raid("a", speakers="UKR.MIL"), other("b", speakers="UKR.MIL")) == [["a", "b"]]
    assert groups(raid("a", speakers="UKR.MIL"), other("b", speakers="ROU.MIL")) == [["a"], ["b"]]
    assert groups(raid("a", speakers="UKR.MIL"), other("b")) == [["a"], ["b"]]
    mayor = "The port was struck, the mayor, Ion Dancu, said on Tuesday."
    again = "Two stores were struck and not three, Dancu insisted a day later in Tulcea."
    assert groups(told(mayor, "struck", "d"), told(again, "struck", "e")) == [["d", "e"]]


def test_names_that_are_credited() -> None:
    assert said_by("Bhutan agreed, Nepal's home secretary, Prakash Adhikari, said on Wednesday.") == {"adhikari"}
    assert said_by("According to the governor, Olena Hrytsak, two stores burnt.") == {"hrytsak"}
    assert said_by("On Monday said stores burnt.") == set()
    text = "The raid, Harbour Ledger reported, was short."
    assert spoken_for(text, 10, 24) and not spoken_for(text, 0, 8)


@given(st.lists(st.sampled_from(["Reuters", "KCNA", "", "Harbour Ledger"]), min_size=1, max_size=6), st.integers(0, 3))
def test_every_document_is_in_one_group(outlets, seed) -> None:
    pairs = [raid(f"d{n}", f"Text {seed} number {n} says that the port was struck.", outlet=o) for n, o in enumerate(outlets)]
    found = groups(*pairs)
    assert sorted(name for group in found for name in group) == [f"d{n}" for n in range(len(outlets))]
    assert [group[0] for group in found] == sorted(group[0] for group in found)


def test_ten_thousand_copies_are_one_origin() -> None:
    found = groups(*(raid(f"{n:05}", f"{RAID} Page {n}.") for n in range(10_000)))
    assert [len(group) for group in found] == [10_000]
