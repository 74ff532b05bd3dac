"""Names in the knowledge base: what is found in a text, and what is not."""

from __future__ import annotations

import pytest

from comity.actors.knowledge import KnowledgeBase


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("the South African president", ["South African"]),
        ("the Sudanese army", ["Sudanese"]),
        ("the UNHCR", ["UNHCR"]),
        ("the South Korean minister", ["South Korean"]),
        ("the UN Security Council", ["UN Security Council"]),
        ("Chinese State Councilor Wang Yi", ["Chinese", "Wang Yi"]),
    ],
)
def test_a_leading_article_or_a_longer_word_does_not_swallow_a_name(text: str, names: list[str]) -> None:
    found = [text[start:end].removeprefix("the ") for start, end, _ in KnowledgeBase.load().find(text)]
    assert found == names
