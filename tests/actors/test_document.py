"""Mentions of a document: names, roles, places and coreference, on trees written by hand."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.actors import KnowledgeBase, Resolver
from comity.actors.knowledge import fold
from comity.records import Annotation, Entity, Mention
from tests.trees import tree


@cache
def base() -> KnowledgeBase:
    return KnowledgeBase.load()


def mentions(
    *tables: str, date: str | None = "2019-09-06", entities: dict[int, tuple[Entity, ...]] | None = None
) -> list[Mention]:
    text, annotations = "", []
    for number, table in enumerate(tables):
        part, annotation = tree(table, sentence=number, offset=len(text) + bool(text))
        text = f"{text} {part}" if text else part
        found = (entities or {}).get(number, ())
        annotations.append(Annotation(number, annotation.start, annotation.end, annotation.words, found))
    return Resolver(base()).document(text, annotations, date)


def codes(found: list[Mention], sentence: int, head: int) -> list[str]:
    return [r.code for m in found if (m.sentence, m.head) == (sentence, head) for r in m.refs]


def test_names_and_adjectives() -> None:
    found = mentions("Iranian Iranian ADJ 2 amod\ntroops troops NOUN 3 nsubj\nleft leave VERB 0 root\nSyria Syria PROPN 3 obj")
    assert codes(found, 0, 0) == ["IRN"] and codes(found, 0, 1) == ["IRN"] and codes(found, 0, 3) == ["SYR"]
    assert next(m for m in found if m.head == 1).refs[0].sector == "MIL"


def test_a_capital_acts_or_is_a_place() -> None:
    acting = mentions("Moscow Moscow PROPN 2 nsubj\nwarned warn VERB 0 root\nKyiv Kyiv PROPN 2 obj")
    assert codes(acting, 0, 0) == ["RUS"] and codes(acting, 0, 2) == ["UKR"]
    (place,) = mentions("They they PRON 2 nsubj\nmet meet VERB 0 root\nin in ADP 4 case\nMoscow Moscow PROPN 2 obl")
    assert place.refs == () and place.place is not None and place.place.country == "RUS"


def test_lower_case_us_is_no_state() -> None:
    assert mentions("They they PRON 2 nsubj\ntold tell VERB 0 root\nus we PRON 2 obj") == []


def test_ministers_of_several_states_are_several_actors() -> None:
    found = mentions(
        "The the DET 2 det\nministers minister NOUN 8 nsubj\nof of ADP 4 case\nGreece Greece PROPN 2 nmod\n, , PUNCT 6 punct\n"
        "Israel Israel PROPN 4 conj\nalso also ADV 8 advmod\nmet meet VERB 0 root",
        "The the DET 2 det\nministers minister NOUN 3 nsubj\nleft leave VERB 0 root",
    )
    assert codes(found, 0, 1) == ["GRC", "ISR"] and codes(found, 1, 1) == ["GRC", "ISR"]


def test_a_name_that_no_table_has_takes_the_affiliation_of_its_title() -> None:
    table = (
        "Lebanese lebanese ADJ 2 amod\nlawmaker lawmaker NOUN 3 nmod:desc\nKarim Karim PROPN 5 nsubj\nTestname Testname PROPN 3 flat\n"
        "spoke speak VERB 0 root"
    )
    later = "Testname Testname PROPN 2 nsubj\nleft leave VERB 0 root"
    found = mentions(table, later, entities={0: (Entity(2, 3, "PER"),), 1: (Entity(0, 0, "PER"),)})
    assert codes(found, 0, 2) == ["LBN"] and codes(found, 1, 0) == ["LBN"]
    assert next(m for m in found if m.sentence == 0 and m.head == 2).refs[0].actor == "LBN.LEG.KARIM-TESTNAME"


def test_an_unknown_name_without_affiliation_stays_without_code() -> None:
    found = mentions(
        "Karim Karim PROPN 3 nsubj\nTestname Testname PROPN 1 flat\nspoke speak VERB 0 root", entities={0: (Entity(0, 1, "PER"),)}
    )
    assert [m.refs for m in found] == [()]


def test_pronouns() -> None:
    found = mentions(
        "Angela Angela PROPN 3 nsubj\nMerkel Merkel PROPN 1 flat\nmet meet VERB 0 root\nEmmanuel Emmanuel PROPN 3 obj\nMacron Macron PROPN 4 flat",
        "She she PRON 2 nsubj\nleft leave VERB 0 root",
        "They they PRON 2 nsubj\nagreed agree VERB 0 root",
        entities={0: (Entity(0, 1, "PER"), Entity(3, 4, "PER"))},
    )
    assert codes(found, 1, 0) == ["DEU"]


def test_both_countries_and_their_own() -> None:
    found = mentions(
        "Russia Russia PROPN 4 nsubj\nand and CCONJ 3 cc\nChina China PROPN 1 conj\nagreed agree VERB 0 root",
        "Both both DET 2 det\ncountries country NOUN 3 nsubj\ndenied deny VERB 0 root\nit it PRON 3 obj",
        "Turkey Turkey PROPN 2 nsubj\nmoved move VERB 0 root\nits its PRON 4 nmod:poss\ntroops troops NOUN 2 obj",
    )
    assert codes(found, 1, 1) == ["RUS", "CHN"] and codes(found, 2, 3) == ["TUR"]


def test_every_resolution_says_why_and_fits_the_text() -> None:
    found = mentions(
        "Iranian Iranian ADJ 2 amod\nofficials official NOUN 3 nsubj\nleft leave VERB 0 root\nParis Paris PROPN 3 obj"
    )
    assert found and all(m.reason for m in found)
    assert len({(m.sentence, m.head) for m in found}) == len(found)


@given(st.text(max_size=120))
def test_folding_keeps_the_length(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(
    st.lists(
        st.sampled_from(["Iran", "US", "the", "Iranian", "xUSx", "Paris", "’s", ",", "São Tomé", "\n", "Kim Jong-un"]),
        max_size=12,
    ),
    st.sampled_from([" ", ""]),
)
def test_names_are_found_on_word_borders(words: list[str], glue: str) -> None:
    text = glue.join(words)
    for start, end, entries in base().find(text):
        assert entries and 0 <= start < end <= len(text)
        assert not text[max(0, start - 1) : start].isalnum() and not text[end : end + 1].isalnum()


def test_the_tables_name_the_line_of_a_mistake(tmp_path: object) -> None:
    import shutil
    from pathlib import Path

    import comity.actors
    from comity.errors import DataFileError

    folder = Path(str(tmp_path)) / "data"
    shutil.copytree(Path(comity.actors.__file__).parent / "data", folder)
    (folder / "roles.csv").write_text("noun,plural,sector,kind,source\nking,kings,GOV,office,x\nqueen,queens\n")
    with pytest.raises(DataFileError, match=r"roles.csv, line 3: 2 values; the header has 5"):
        KnowledgeBase.load(folder)
    (folder / "roles.csv").write_text("noun,sector\n")
    with pytest.raises(DataFileError, match=r"roles.csv, line 1: the columns are noun,sector"):
        KnowledgeBase.load(folder)
    (folder / "roles.csv").unlink()
    with pytest.raises(DataFileError, match=r"roles.csv: cannot be read"):
        KnowledgeBase.load(folder)


def test_an_institution_of_many_states_is_that_of_the_one_named_with_it() -> None:
    found = mentions(
        "Peru Peru PROPN 3 nmod:poss\n's 's PART 1 case\nCongress Congress PROPN 4 nsubj\nvoted vote VERB 0 root",
        "Congress Congress PROPN 2 nsubj\nrested rest VERB 0 root",
    )
    assert codes(found, 0, 2) == ["PER"] and codes(found, 1, 0) == ["PER"]
    alone = mentions("Congress Congress PROPN 2 nsubj\nvoted vote VERB 0 root")
    assert codes(alone, 0, 0) == ["USA"]


def test_a_state_before_georgia_is_no_american_town() -> None:
    found = mentions(
        "Azerbaijan Azerbaijan PROPN 4 nsubj\n, , PUNCT 3 punct\nGeorgia Georgia PROPN 1 conj\nmet meet VERB 0 root",
        "Rome Rome PROPN 4 nsubj\n, , PUNCT 3 punct\nGeorgia Georgia PROPN 1 appos\nslept sleep VERB 0 root",
    )
    assert codes(found, 0, 0) == ["AZE"] and codes(found, 0, 2) == ["GEO"]


def test_brussels_acts_for_the_union() -> None:
    found = mentions("Brussels Brussels PROPN 2 nsubj\nwarned warn VERB 0 root\nWarsaw Warsaw PROPN 2 obj")
    assert codes(found, 0, 0) == ["IGO:EU"]
    belgian = mentions(
        "Belgium Belgium PROPN 2 nsubj\nwaited wait VERB 0 root", "Brussels Brussels PROPN 2 nsubj\nwarned warn VERB 0 root"
    )
    assert codes(belgian, 1, 0) == ["BEL"]
    (place,) = mentions("They they PRON 2 nsubj\nmet meet VERB 0 root\nin in ADP 4 case\nBrussels Brussels PROPN 2 obl")
    assert place.refs == () and place.place is not None and place.place.country == "BEL"


def test_a_nationality_that_the_model_takes_for_a_name_stays_one() -> None:
    found = mentions(
        "Polish Polish PROPN 2 compound\nradio radio NOUN 3 nsubj\nplayed play VERB 0 root", entities={0: (Entity(0, 0, "ORG"),)}
    )
    assert codes(found, 0, 0) == ["POL"] and codes(found, 0, 1) == ["POL"]


def test_groups_of_one_name_are_told_apart_by_their_states() -> None:
    for state, code in (("Nepal", "GRP:CPN-Maoist"), ("India", "GRP:Naxalites")):
        found = mentions(
            f"{state} {state} PROPN 2 nsubj\nrose rise VERB 0 root", "Maoists Maoist PROPN 2 nsubj\nfled flee VERB 0 root"
        )
        assert codes(found, 1, 0) == [code]


def test_an_envoy_abroad_is_not_the_host_s() -> None:
    found = mentions("Envoys envoy NOUN 4 nsubj\nin in ADP 3 case\nGeneva Geneva PROPN 1 nmod\nleft leave VERB 0 root")
    assert codes(found, 0, 0) == []


def test_a_surname_of_somebody_out_of_office_whose_state_is_named() -> None:
    table = "Armitage Armitage PROPN 2 nsubj\nleft leave VERB 0 root"
    named = mentions(
        "America America PROPN 2 nsubj\nwon win VERB 0 root", table, date="2008-06-01", entities={1: (Entity(0, 0, "PER"),)}
    )
    assert codes(named, 1, 0) == ["USA"]
    assert codes(mentions(table, date="2008-06-01", entities={0: (Entity(0, 0, "PER"),)}), 0, 0) == []
