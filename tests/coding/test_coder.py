"""The rule coder on trees written by hand, so that a failure is the coder's and not the parser's."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest

from comity.coding.coder import Coder
from comity.coding.lexicon.acts import Act, Lexicon
from comity.coding.lexicon.signals import Signals
from comity.records import Annotation, Claim, Mention
from tests.trees import document, mention, tree


def lexicon() -> Lexicon:
    """A lexicon of a few acts, so that these tests do not depend on the shipped word lists."""
    out = Lexicon(
        signals=Signals(
            light_verbs={"hold": "actual", "cancel": "negated", "plan": "future"},
            report_verbs=frozenset({"say", "report"}),
            deny_verbs=frozenset({"deny"}),
            negators=frozenset({"not", "no", "never"}),
            negative_verbs=frozenset({"fail"}),
            future_aux=frozenset({"plan"}),
            condition_markers=frozenset({"if"}),
            planned_adjectives={"planned": "future"},
            hedge_adverbs=frozenset({"reportedly"}),
            reported_hedges=frozenset({"reportedly"}),
        )
    )
    noun = {"actor": ("possessor", "adjective", "compound", "light-subject"), "recipient": ("to", "on", "with", "light-with")}
    for act in (
        Act("CONSULT", ("meet",), "VERB", recipient=("object", "with"), reciprocal=True),
        Act("ACCUSE", ("condemn",), "VERB", mode="disapprove"),
        Act("ACCUSE", ("accuse",), "VERB", content="alleged"),
        Act("AID", ("send",), "VERB", recipient=("indirect", "to"), objects=frozenset({"weapon"})),
        Act("REQUEST", ("urge",), "VERB", content="demanded"),
        Act("AGREE", ("agree",), "VERB", recipient=("with",), content="promised"),
        Act("REJECT", ("refuse",), "VERB", recipient=("none",), content="refused", complement="infinitive"),
        Act("SUPPORT", ("sign",), "VERB", recipient=("with",), objects=frozenset({"treaty"})),
        Act("CONSULT", ("talk",), "NOUN", reciprocal=True, **noun),
        Act("CONSULT", ("visit",), "NOUN", mode="visit", **noun),
        Act("SANCTION", ("sanction",), "NOUN", **noun),
        Act("REQUEST", ("call", "on"), "VERB", content="demanded"),
    ):
        out.add(act)
    return out


def code(table: str, refs: dict[int, str], date: str | None = "2023-09-14") -> list[Claim]:
    """Code one sentence; ``refs`` gives the code that the word at each position stands for."""
    text, annotation = tree(table)
    return code_all(text, [annotation], [mention(annotation, i, (c, c, "GOV")) for i, c in refs.items()], date)


def code_all(text: str, annotations: Iterable[Annotation], mentions: Iterable[Mention], date: str | None = None) -> list[Claim]:
    return Coder(lexicon()).code(document(text, date), list(annotations), list(mentions))


def short(claim: Claim) -> tuple[Any, ...]:
    return claim.type, [p.code for p in claim.actors], [p.code for p in claim.recipients], claim.polarity, claim.modality


def test_active() -> None:
    (claim,) = code("France France PROPN 2 nsubj\ncondemned condemn VERB 0 root\nIran Iran PROPN 2 obj", {0: "FRA", 2: "IRN"})
    assert short(claim) == ("ACCUSE", ["FRA"], ["IRN"], "affirmed", "actual")
    assert (claim.mode, claim.trigger.text) == ("disapprove", "condemned")


def test_passive_with_agent() -> None:
    (claim,) = code(
        "Iran Iran PROPN 3 nsubj:pass\nwas be AUX 3 aux:pass\ncondemned condemn VERB 0 root\nby by ADP 5 case\nFrance France PROPN 3 obl:agent",
        {0: "IRN", 4: "FRA"},
    )
    assert short(claim) == ("ACCUSE", ["FRA"], ["IRN"], "affirmed", "actual")


def test_reciprocal_puts_all_among_the_actors() -> None:
    (claim,) = code(
        "Putin Putin PROPN 2 nsubj\nmet meet VERB 0 root\nwith with ADP 4 case\nKim Kim PROPN 2 obl", {0: "RUS", 3: "PRK"}
    )
    assert short(claim) == ("CONSULT", ["RUS", "PRK"], [], "affirmed", "actual")


def test_conjoined_verb_shares_the_subject_and_conjoined_objects_all_count() -> None:
    claims = code(
        "Japan Japan PROPN 2 nsubj\nmet meet VERB 0 root\nIndia India PROPN 2 obj\nand and CCONJ 5 cc\n"
        "condemned condemn VERB 2 conj\nIran Iran PROPN 5 obj\nand and CCONJ 8 cc\nSyria Syria PROPN 6 conj",
        {0: "JPN", 2: "IND", 5: "IRN", 7: "SYR"},
    )
    assert [short(c)[:3] for c in claims] == [("CONSULT", ["JPN", "IND"], []), ("ACCUSE", ["JPN"], ["IRN", "SYR"])]


def test_possessor_and_goal_of_a_noun() -> None:
    (claim,) = code(
        "Kim Kim PROPN 3 nmod:poss\n's 's PART 1 case\nvisit visit NOUN 6 nsubj\nto to ADP 5 case\nRussia Russia PROPN 3 nmod\n"
        "ended end VERB 0 root",
        {0: "PRK", 4: "RUS"},
    )
    assert short(claim)[:3] == ("CONSULT", ["PRK"], ["RUS"]) and claim.mode == "visit"


def test_light_verb_gives_participants_and_standing() -> None:
    table = "Iran Iran PROPN 2 nsubj\n{} VERB 0 root\ntalks talk NOUN 2 obj\nwith with ADP 5 case\nIraq Iraq PROPN 3 nmod"
    refs = {0: "IRN", 4: "IRQ"}
    assert short(code(table.format("held hold"), refs)[0]) == ("CONSULT", ["IRN", "IRQ"], [], "affirmed", "actual")
    assert short(code(table.format("cancelled cancel"), refs)[0])[3:] == ("negated", "actual")
    assert short(code(table.format("plans plan"), refs)[0])[3:] == ("affirmed", "future")


@pytest.mark.parametrize(
    ("words", "polarity", "modality"),
    [
        ("did do AUX 4 aux\nnot not PART 4 advmod", "negated", "actual"),
        ("will will AUX 4 aux\nreportedly reportedly ADV 4 advmod", "affirmed", "possible"),
        ("may may AUX 4 aux\nsoon soon ADV 4 advmod", "affirmed", "possible"),
        ("will will AUX 4 aux\nsoon soon ADV 4 advmod", "affirmed", "future"),
        ("will will AUX 4 aux\nnever never ADV 4 advmod", "negated", "future"),
    ],
)
def test_auxiliaries_and_negation(words: str, polarity: str, modality: str) -> None:
    (claim,) = code(f"Iran Iran PROPN 4 nsubj\n{words}\nmeet meet VERB 0 root\nIraq Iraq PROPN 4 obj", {0: "IRN", 4: "IRQ"})
    assert short(claim)[3:] == (polarity, modality)


def test_a_demand_and_what_is_demanded_are_two_claims() -> None:
    first, second = code(
        "France France PROPN 2 nsubj\nurged urge VERB 0 root\nChina China PROPN 2 obj\nto to PART 5 mark\nsend send VERB 2 xcomp\n"
        "weapons weapon NOUN 5 obj\nto to ADP 8 case\nUkraine Ukraine PROPN 5 obl",
        {0: "FRA", 2: "CHN", 7: "UKR"},
    )
    assert short(first) == ("REQUEST", ["FRA"], ["CHN"], "affirmed", "actual")
    assert short(second) == ("AID", ["CHN"], ["UKR"], "affirmed", "possible")
    assert [s.code for s in second.speakers] == ["FRA"] and first.speakers == ()


def test_a_promise_takes_its_recipient_from_what_is_promised() -> None:
    first, second = code(
        "France France PROPN 2 nsubj\nagreed agree VERB 0 root\nto to PART 4 mark\nsend send VERB 2 xcomp\n"
        "weapons weapon NOUN 4 obj\nto to ADP 7 case\nUkraine Ukraine PROPN 4 obl",
        {0: "FRA", 6: "UKR"},
    )
    assert short(first) == ("AGREE", ["FRA"], ["UKR"], "affirmed", "actual")
    assert short(second) == ("AID", ["FRA"], ["UKR"], "affirmed", "future")


def test_a_denial_negates_and_credits_the_denier() -> None:
    (claim,) = code(
        "Russia Russia PROPN 2 nsubj\ndenied deny VERB 0 root\nthat that SCONJ 5 mark\nit it PRON 5 nsubj\nsigned sign VERB 2 ccomp\n"
        "a a DET 7 det\ntreaty treaty NOUN 5 obj\nwith with ADP 9 case\nIran Iran PROPN 5 obl",
        {0: "RUS", 3: "RUS", 8: "IRN"},
    )
    assert short(claim) == ("SUPPORT", ["RUS"], ["IRN"], "negated", "actual")
    assert [s.code for s in claim.speakers] == ["RUS"]


def test_a_condition_is_linked() -> None:
    first, second = code(
        "If if SCONJ 3 mark\nIran Iran PROPN 3 nsubj\nsends send VERB 8 advcl\nweapons weapon NOUN 3 obj\nto to ADP 6 case\n"
        "Russia Russia PROPN 3 obl\nFrance France PROPN 8 nsubj\ncondemns condemn VERB 0 root\nIran Iran PROPN 8 obj",
        {1: "IRN", 5: "RUS", 6: "FRA", 8: "IRN"},
    )
    assert (first.modality, second.modality) == ("conditional", "conditional")
    assert second.condition == first.id and first.condition is None


def test_reported_speech_credits_the_speaker_and_would_is_future() -> None:
    (claim,) = code(
        "Iran Iran PROPN 2 nsubj\nsaid say VERB 0 root\nit it PRON 5 nsubj\nwould would AUX 5 aux\nmeet meet VERB 2 ccomp\nIraq Iraq PROPN 5 obj",
        {0: "IRN", 2: "IRN", 5: "IRQ"},
    )
    assert short(claim) == ("CONSULT", ["IRN", "IRQ"], [], "affirmed", "future")
    assert [s.code for s in claim.speakers] == ["IRN"]


def test_fixed_phrase_takes_the_object_of_its_preposition() -> None:
    (claim,) = code(
        "France France PROPN 2 nsubj\ncalled call VERB 0 root\non on ADP 4 case\nIran Iran PROPN 2 obl", {0: "FRA", 3: "IRN"}
    )
    assert short(claim)[:3] == ("REQUEST", ["FRA"], ["IRN"]) and claim.trigger.text == "called on"


def test_one_act_named_by_two_words_is_one_claim() -> None:
    claims = code(
        "Iran Iran PROPN 2 nsubj\nmet meet VERB 0 root\nIraq Iraq PROPN 2 obj\nfor for ADP 5 case\ntalks talk NOUN 2 obl",
        {0: "IRN", 2: "IRQ"},
    )
    assert [c.trigger.text for c in claims] == ["met"]


def test_acts_without_a_political_participant_are_not_coded() -> None:
    assert code("Fans fan NOUN 2 nsubj\nmet meet VERB 0 root\nfriends friend NOUN 2 obj", {}) == []
    assert code("France France PROPN 2 nsubj\nsent send VERB 0 root\nflowers flower NOUN 2 obj", {0: "FRA"}) == []


def test_quote_continued_in_the_next_sentence_keeps_its_speaker() -> None:
    first_text, first = tree("Lam Lam PROPN 2 nsubj\nsaid say VERB 0 root\nso so ADV 2 advmod\n. . PUNCT 2 punct")
    table = "“ “ PUNCT 3 punct\nIran Iran PROPN 3 nsubj\ncondemned condemn VERB 0 root\nIraq Iraq PROPN 3 obj\n. . PUNCT 3 punct"
    second_text, second = tree(table, sentence=1, offset=len(first_text) + 1)
    text = f"{first_text} {second_text}”"
    mentions = [
        mention(first, 0, ("HKG", "HKG", "GOV")),
        mention(second, 1, ("IRN", "IRN", "")),
        mention(second, 3, ("IRQ", "IRQ", "")),
    ]
    (claim,) = code_all(text, [first, second], mentions)
    assert [s.code for s in claim.speakers] == ["HKG"]


def test_a_definite_noun_takes_participants_from_the_earlier_act() -> None:
    text, first = tree("Kim Kim PROPN 3 nmod:poss\n's 's PART 1 case\nvisit visit NOUN 4 nsubj\nended end VERB 0 root")
    more, second = tree("The the DET 2 det\nvisit visit NOUN 3 nsubj\nfailed fail VERB 0 root", sentence=1, offset=len(text) + 1)
    claims = code_all(f"{text} {more}", [first, second], [mention(first, 0, ("PRK", "PRK", "GOV"))])
    assert [[p.code for p in c.actors] for c in claims] == [["PRK"], ["PRK"]]
    assert claims[1].confidence < claims[0].confidence


def test_dates_and_history() -> None:
    table = "Putin Putin PROPN 2 nsubj\nmet meet VERB 0 root\nKim Kim PROPN 2 obj\nin in ADP 5 case\n2019 2019 NUM 2 obl"
    (claim,) = code(table, {0: "RUS", 2: "PRK"})
    assert claim.date is not None and (claim.date.start, claim.date.precision) == ("2019-01-01", "year")
    assert claim.historical


def test_ids_are_deterministic_and_differ() -> None:
    table = "Iran Iran PROPN 2 nsubj\nmet meet VERB 0 root\nIraq Iraq PROPN 2 obj\nand and CCONJ 5 cc\ncondemned condemn VERB 2 conj\nIsrael Israel PROPN 5 obj"
    refs = {0: "IRN", 2: "IRQ", 5: "ISR"}
    first, second = [c.id for c in code(table, refs)], [c.id for c in code(table, refs)]
    assert first == second and len(set(first)) == 2


def test_a_modal_in_reported_speech_is_a_demand() -> None:
    first, second = code(
        "Iran Iran PROPN 2 nsubj\nsaid say VERB 0 root\nFrance France PROPN 5 nsubj\nmust must AUX 5 aux\nmeet meet VERB 2 ccomp\nIraq Iraq PROPN 5 obj",
        {0: "IRN", 2: "FRA", 5: "IRQ"},
    )
    assert short(first) == ("REQUEST", ["IRN"], ["FRA"], "affirmed", "actual") and first.trigger.text == "must"
    assert short(second) == ("CONSULT", ["FRA", "IRQ"], [], "affirmed", "possible")


def test_a_modal_without_a_speaker_is_no_demand() -> None:
    claims = code(
        "France France PROPN 3 nsubj\nmust must AUX 3 aux\nmeet meet VERB 0 root\nIraq Iraq PROPN 3 obj", {0: "FRA", 3: "IRQ"}
    )
    assert [c.type for c in claims] == ["CONSULT"]
