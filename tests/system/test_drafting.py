"""A draft of a scenario out of claims: what becomes an option, who answers what, and that every draft can be solved."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.errors import InputError
from comity.ontology import PLOVER
from comity.records import Claim, Participant, Speaker, Trigger
from comity.system.drafting import Draft, Told, draft, scenario_file
from comity.system.drafting.draft import called
from comity.system.drafting.options import act_of, acts, keys_of, proposals
from comity.system.gmcr import AnalysisOptions, analyse, read_scenario

NAMES = {"PRK": "North Korea", "RUS": "Russia", "USA": "United States", "KOR": "South Korea"}


def told(
    id: str,
    source: str,
    type: str,
    target: str = "",
    modality: str = "possible",
    sentence: int = 0,
    doc: str = "d",
    **more: object,
) -> Told:
    """A claim of some actors towards some (codes with blanks between them), in a sentence of a document."""
    people = [tuple(Participant(c, 0, 1, c, c) for c in side.split()) for side in (source, target)]
    says = tuple(Speaker(c, 0, 1, c, c) for c in str(more.pop("says", "")).split())
    claim = Claim(
        id,
        doc,
        sentence,
        Trigger("t", 0, 1),
        (0, 9),
        type,
        actors=people[0],
        recipients=people[1],
        modality=modality,
        speakers=says,
    )
    return Told(replace(claim, **more), f"Sentence {sentence} of {doc}.", f"{doc}.txt", "2023-09-13")


SHELLS = told("c1", "PRK", "AID", "RUS", "conditional", 1, contexts=("military",))
PRICE = told("t1", "USA", "SANCTION", "PRK", "conditional", 1, condition="c1", mode="discontinue", says="USA")
ROCKETS = told("c2", "RUS", "AID", "PRK", "future", 2, contexts=("technology",), says="RUS")


def solved(tmp_path, found: Draft):
    path = tmp_path / "s.toml"
    path.write_text(scenario_file(found, "p.duckdb"), encoding="utf-8")
    return read_scenario(path)


def test_options_sanctions_and_marked_assumptions(tmp_path) -> None:
    found = draft([SHELLS, PRICE, ROCKETS], ["PRK", "RUS", "USA"], NAMES)
    scenario = solved(tmp_path, found)
    assert [(m.name, m.code) for m in scenario.makers] == [
        ("North Korea", "PRK"),
        ("Russia", "RUS"),
        ("the United States", "USA"),
    ]
    assert [(o.id, o.does, o.cites) for o in scenario.space.options] == [
        ("prk_arms_rus", "supply Russia with arms", ("c1",)),
        ("rus_technology_prk", "give North Korea technology", ("c2",)),
        ("usa_sanction_prk", "impose sanctions on North Korea or cut exchange with it", ("t1",)),
    ]
    assert [(a, b, [t.claim.id for t in c]) for a, b, c in found.answers] == [("usa_sanction_prk", "prk_arms_rus", ["t1"])]
    assert all(not m.preference.cites for m in scenario.makers)  # so that what is printed calls them assumptions
    stated = [m.preference.statement() for m in scenario.makers]
    assert stated == [
        "not usa_sanction_prk > rus_technology_prk",
        "prk_arms_rus > rus_technology_prk",
        "not prk_arms_rus > usa_sanction_prk iff prk_arms_rus",
    ]
    text = scenario_file(found, "p.duckdb")
    assert "# conditional: “Sentence 1 of d.” (d.txt, 2023-09-13, says USA, claim t1)" in text
    assert "# Sanction: usa_sanction_prk answers prk_arms_rus." in text and text.count("# ASSUMPTIONS") == 3
    assert analyse(scenario, AnalysisOptions(samples=5)).equilibria


def test_one_option_whoever_tells_of_it() -> None:
    claims = [
        SHELLS,
        told("c3", "PRK", "AID", "RUS", sentence=3, doc="e", contexts=("cbrn",)),
        told("c4", "PRK", "AID", "", "possible", 4),  # nobody is named and nothing said of what: the same, as far as is known
        told("c5", "PRK", "AID", "RUS", "future", 5, polarity="negated"),
        told("c6", "PRK", "AID", "RUS", "possible", 6, polarity="negated", says="USA", contexts=("military",)),
        told("c7", "PRK", "AID", "RUS", "actual", 7, contexts=("military",)),
        told("c8", "PRK", "AID", "RUS", "future", 8, historical=True, contexts=("military",)),
        told("c9", "PRK", "AID", "RUS", "actual", 9, polarity="negated", contexts=("military",)),
    ]
    (found,) = proposals(claims, ["PRK", "RUS"]).values()
    ids = {name: [t.claim.id for t in getattr(found, name)] for name in ("told", "opposed", "renounced", "done")}
    assert ids == {"told": ["c1", "c3", "c6", "c4"], "opposed": ["c6"], "renounced": [], "done": ["c7"]}
    assert (found.documents, found.announced) == (2, False)


def test_who_does_it_to_whom() -> None:
    codes = ("PRK", "RUS", "USA")
    both = told("c", "PRK RUS", "COOPERATE", contexts=("military",)).claim
    assert keys_of(both, codes) == [("PRK", "military", "RUS"), ("RUS", "military", "PRK")]
    assert keys_of(told("c", "PRK", "AID", "PRK RUS JPN").claim, codes) == [("PRK", "aid", "RUS")]
    assert keys_of(told("c", "PRK JPN", "AID", "UKR").claim, codes) == [("PRK", "aid", "UKR")]
    assert keys_of(told("c", "PRK", "SUPPORT").claim, codes) == [("PRK", "back", "")]
    assert keys_of(told("c", "PRK", "ACCUSE", "USA").claim, codes) == []  # words alone are no option


def test_threats_name_what_they_threaten_with() -> None:
    threat = told("t2", "USA", "THREATEN", "PRK", "actual", 1)
    codes = ("PRK", "USA")
    found = draft([SHELLS, threat], codes, NAMES)
    assert found.answers == (("usa_threat_prk", "prk_arms_rus", (threat,)),)
    harm = told("c3", "USA", "ASSAULT", "", "conditional", 1)
    found = draft([SHELLS, threat, harm], codes, NAMES)
    assert [(a, b) for a, b, _ in found.answers] == [("usa_force_prk", "prk_arms_rus")]
    assert [list(m.options) for m in found.makers] == [["prk_arms_rus"], ["usa_force_prk"]]
    assert not draft([SHELLS, told("t3", "USA", "THREATEN", "PRK", "actual", 2)], codes, NAMES).answers


def test_what_an_actor_urges_not_to_do_it_is_taken_to_dislike(tmp_path) -> None:
    plea = told("c3", "KOR", "AID", "RUS", "possible", 3, polarity="negated", says="USA", contexts=("military",))
    found = draft([SHELLS, PRICE, plea], ["KOR", "USA"], NAMES)
    assert solved(tmp_path, found).makers[1].preference.statement() == "not kor_arms_rus"
    assert "# urged not to: “Sentence 3 of d.”" in scenario_file(found, "p")


def test_most_options_and_who_is_left_out(tmp_path) -> None:
    many = [
        told(f"m{n}", "PRK", t, "RUS", sentence=n)
        for n, t in enumerate(("COERCE", "AGREE", "CONCEDE", "SUPPORT", "CONSULT", "MOBILIZE"), 10)
    ]
    found = draft([SHELLS, PRICE, *many], ["PRK", "USA", "KOR"], NAMES)
    assert [len(m.options) for m in found.makers] == [3, 1] and found.idle == ("KOR",)
    assert "prk_arms_rus" in found.makers[0].options and len(found.left) == 4  # what a threat answers comes first
    assert "prk_talks_rus" not in found.makers[0].options
    assert "# South Korea (KOR) is left out" in scenario_file(
        found, "p"
    ) and "#   PRK: hold talks with Russia (1 claim)" in scenario_file(found, "p")
    assert [len(m.options) for m in draft([SHELLS, PRICE, *many], ["PRK", "USA"], NAMES, most=20).makers] == [7, 1]
    assert len(solved(tmp_path, found).space.options) == 4


def test_mistakes() -> None:
    for codes in ([], ["PRK"], ["PRK", "PRK"], [f"C{n}" for n in range(21)]):
        with pytest.raises(InputError, match="from 2 to 20 decision-makers"):
            draft([SHELLS], codes, NAMES)
    with pytest.raises(InputError, match=r"PRK, KOR only for PRK; .* actors with such claims: PRK 1, RUS 1, USA 1"):
        draft([SHELLS, PRICE, ROCKETS], ["PRK", "KOR"], NAMES)
    with pytest.raises(InputError, match=r"for none of them; .* no actor has such claims"):
        draft([], ["PRK", "KOR"], NAMES)


def test_names_stand_in_sentences_as_people_write_them() -> None:
    names = {"USA": "United States", "IGO:EU": "European Union", "FRA": "France", "PHL": "Philippines"}
    assert [called(c, names) for c in (*names, "GRP:Wagner")] == [
        "the United States",
        "the European Union",
        "France",
        "the Philippines",
        "Wagner",
    ]


def test_kinds_of_acts_cover_what_changes_a_state_of_affairs() -> None:
    silent = {name for name in PLOVER if act_of(told("c", "PRK", name, "RUS").claim) is None}
    assert silent == {"ACCUSE", "REJECT", "REQUEST", "PROTEST"}
    for act in acts():
        assert "{whom}" in act.does and "{" not in act.alone and act.side in (-1, 0, 1)
        assert all(m in ("", *(x for t in act.types for x in PLOVER[t].modes)) for m in act.modes)


CLAIM = st.builds(
    told,
    st.uuids().map(str),
    st.sampled_from(["PRK", "RUS", "USA", "PRK RUS", 'GRP:4 "x"', "", "USA RUS PRK"]),
    st.sampled_from(list(PLOVER)),
    st.sampled_from(["PRK", "RUS", "USA", "UKR", "", "RUS USA"]),
    st.sampled_from(["future", "possible", "conditional", "actual"]),
    st.integers(0, 3),
    polarity=st.sampled_from(["affirmed", "affirmed", "negated"]),
    mode=st.sampled_from(["", "visit", "restrict", "violence", "discontinue", "expel"]),
    contexts=st.sampled_from([(), ("military",), ("economic", "technology")]),
    says=st.sampled_from(["", "USA", "RUS PRK"]),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(CLAIM, min_size=4, max_size=40), st.data())
def test_every_draft_is_a_scenario(tmp_path_factory, claims, data) -> None:
    ids = [t.claim.id for t in claims]
    claims = [t._replace(claim=replace(t.claim, condition=data.draw(st.sampled_from([None, *ids])))) for t in claims]
    claims = [t._replace(quote='Odd "quote"\x00\n\ttext\x7f #', source="a\nb\\.txt") for t in claims]
    try:
        found = draft(claims, ["PRK", "RUS", "USA", 'GRP:4 "x"'], {})
    except InputError:
        return
    scenario = solved(tmp_path_factory.getbasetemp(), found)
    assert sorted(o.id for o in scenario.space.options) == sorted(i for m in found.makers for i in m.options)
    cited = {c for o in scenario.space.options for c in o.cites}
    assert cited <= set(ids) and all(o.cites for o in scenario.space.options)
