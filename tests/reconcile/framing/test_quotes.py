"""Words in quotation marks."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from comity.reconcile.framing.quotes import LONGEST, count_words, quoted, set_apart


def stretches(text: str) -> list[str]:
    return [text[a:b] for a, b in quoted(text)]


def apart(text: str) -> list[str]:
    return [text[a:b] for a, b in set_apart(text)]


def test_speech() -> None:
    assert stretches('"We will not," he said. "Never."') == ['"We will not,"', '"Never."']
    assert stretches("He said: “We agree.” Then he left.") == ["“We agree.”"]
    assert stretches("She spoke of a «new page».") == ["«new page»"]
    assert stretches("no marks") == [] and stretches('""') == [] and stretches("") == []


def test_a_quotation_of_several_paragraphs() -> None:
    text = '"We reject it.\n\nThe talks were open.\n\nThey blocked it."\n\nHe left.'
    assert stretches(text) == ['"We reject it.\n\nThe talks were open.\n\nThey blocked it."']
    again = '"We reject it.\n\n"The talks were open," he said.'
    assert stretches(again) == ['"We reject it.', '"The talks were open,"']
    assert stretches('He said "we\n\nThe end.') == ['"we']


def test_words_set_apart() -> None:
    assert apart('The "special operation" goes on.') == ["special operation"]
    assert apart("The ‘liberal, democratic West’ did it.") == ["liberal, democratic West"]
    assert apart("Its 'special operation' and the leaders' talks weren't over, the envoys' hosts said.") == ["special operation"]
    assert apart('The "Marshal Shaposhnikov" left port.') == []
    assert apart('"We will not do any such thing," he said.') == []
    assert apart('"Never."') == []


def test_words_are_counted() -> None:
    assert count_words("The so-called leaders’ talks aren't 3.5 hours") == 8
    assert count_words("— ... !") == 0


@settings(deadline=None)
@given(st.text(alphabet="ab \"'“”‘’\n.", max_size=60))
def test_stretches_are_in_order_inside_and_apart(text) -> None:
    last = 0
    for start, end in quoted(text):
        assert last <= start < end <= len(text)
        assert text[start] in '"“”' and count_words(text[start:end])
        last = end
    for start, end in set_apart(text):
        assert 0 < start < end < len(text) and 1 <= count_words(text[start:end]) <= LONGEST
