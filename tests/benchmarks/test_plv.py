"""What the benchmark of pairs cuts out of a sentence."""

from __future__ import annotations

import pytest
from benchmarks.plv import between, span

SENTENCE = "Oslo was warned by Minsk."


@pytest.mark.parametrize(("source", "target", "words"), [
    ("Minsk", "Oslo", "therecipient  was warned by  theactor"), ("Oslo", "Minsk", "theactor  was warned by  therecipient"),
    ("An actor", "Minsk", SENTENCE),
])  # fmt: skip
def test_the_words_from_one_party_to_the_other(source: str, target: str, words: str) -> None:
    assert between(SENTENCE, span(SENTENCE, source), span(SENTENCE, target)) == words
