"""Coding and resolving one text without a project."""

from __future__ import annotations

from dataclasses import replace

import pytest

from comity.errors import InputError
from comity.pipeline import code, resolve, text
from comity.records import Skipped
from tests import samples


class Answer:
    def __init__(self, reason: str) -> None:
        self.reason = reason

    def to_dict(self) -> dict[str, str]:
        return {"code": "PRK", "reason": self.reason}


class Resolver:
    def __init__(self, actors: tuple[str, ...] = ()) -> None:
        self.actors = actors

    def phrase(self, whole: str, annotations: list, span: tuple[int, int], date: str | None) -> Answer | None:
        if span[1] - span[0] > 3:
            return Answer(f"{whole[slice(*span)]} at {date}, sentence {len(annotations)} of {whole!r}")
        return None

    def resolve(self, phrase: str, context: str = "", date: str | None = None) -> Answer:
        return Answer(f"{phrase} at {date} in {context}")


@pytest.fixture(autouse=True)
def stages(monkeypatch):
    monkeypatch.setattr(text, "load_stages", lambda options: samples.stages())
    monkeypatch.setattr(text, "resolver", Resolver)


def test_code_gives_exported_claims() -> None:
    claims = code("Kim met Russia today. Washington condemned Kim.", date="2023-09-13")
    assert [(c["type"], c["doc_source"], c["actors"][0]["code"]) for c in claims] == [
        ("CONSULT", "text", "PRK"),
        ("ACCUSE", "text", "USA"),
    ]
    assert claims[0]["date"]["start"] == "2023-09-13"
    assert code("Kim met Russia today.")[0]["date"] is None
    assert code("It rained.") == []


@pytest.mark.parametrize("call", [code, resolve])
@pytest.mark.parametrize(
    ("phrase", "date", "message"),
    [
        ("", None, "is empty"),
        (" \n", None, "is empty"),
        ("Kim\ud800", None, "not UTF-8 at character 3"),
        ("Kim", "2023-02-30", "YYYY-MM-DD"),
    ],
)
def test_what_cannot_be_coded_or_resolved_is_named(call, phrase, date, message) -> None:
    with pytest.raises(InputError, match=message):
        call(phrase, date=date)


def test_a_long_text_in_another_language_is_refused_with_the_reason(monkeypatch) -> None:
    def prepare(source):
        return Skipped(source.source, "language", "is Swedish; comity reads English")

    monkeypatch.setattr(text, "load_stages", lambda options: replace(samples.stages(), prepare=prepare))
    with pytest.raises(InputError, match="is Swedish"):
        code("Sverige och Ryssland. " * 20)


def test_resolve_gives_plain_values() -> None:
    assert resolve("Kim", date="2023-09-13", context="Pyongyang") == {
        "text": "Kim",
        "date": "2023-09-13",
        "code": "PRK",
        "reason": "Kim at 2023-09-13 in Pyongyang",
    }


@pytest.mark.parametrize(
    ("context", "reason"),
    [
        ("", "Moscow at None, sentence 1 of 'Moscow'"),
        ("Kim left. Moscow agreed.", "Moscow at None, sentence 2 of 'Kim left. Moscow agreed.'"),
        ("Kim left.", "Moscow at None, sentence 2 of 'Kim left.\\n\\nMoscow'"),
    ],
)
def test_a_phrase_is_read_in_its_context_or_behind_it(context: str, reason: str) -> None:
    assert resolve("Moscow", context=context)["reason"] == reason
