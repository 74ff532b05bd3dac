"""The root that words of one act share."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.reconcile.roots import kin, root, roots


@pytest.mark.parametrize(
    "words",
    ["accused accusation accusing", "met meeting meet", "invaded invasion", "withdrew withdrawal withdrawing", "expelled expulsion",
     "trained training", "refused refusal", "arrested arrest arrests", "deployed deployment", "negotiate negotiations"],
)  # fmt: skip
def test_forms_of_one_act_have_one_root(words: str) -> None:
    assert len({root(w) for w in words.split()}) == 1


def test_other_acts_have_other_roots() -> None:
    words = (
        "accuse",
        "meet",
        "invade",
        "withdraw",
        "expel",
        "train",
        "refuse",
        "arrest",
        "deploy",
        "negotiate",
        "sanction",
        "aid",
    )
    assert len({root(w) for w in words}) == len(words)


@given(st.text(min_size=0, max_size=20))
def test_a_root_is_stable_in_case_and_never_longer(word: str) -> None:
    assert root(word) == root(word.lower())
    assert len(root(word)) <= max(len(word.lower()), 8)


def test_small_words_of_a_trigger_do_not_count() -> None:
    assert roots("opened fire on") == roots("opening fire")
    assert roots("on") == {"on"}
    assert not roots("12")


def test_words_of_one_meaning_are_kin() -> None:
    assert kin("acquire") & kin("purchase")
    assert kin("arrest") & kin("nab")
    assert kin("resignation") & kin("step", "down")
    assert not kin("quake") & kin("purchase")
    assert kin("zebra") == frozenset()


def test_a_word_of_two_meanings_is_kin_of_both_without_joining_them() -> None:
    assert kin("fire") & kin("blaze")
    assert kin("fire") & kin("dismiss")
    assert not kin("blaze") & kin("dismiss")
