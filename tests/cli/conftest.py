"""The command line over the sample stages."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from typing import NamedTuple

import pytest

import comity.pipeline as pipeline
from comity.cli import run
from comity.errors import InputError
from comity.ontology import claim_record
from comity.pipeline import run as run_module
from tests import samples


class Done(NamedTuple):
    """What a command left."""

    code: int
    out: str
    err: str
    raw: bytes


def code(
    text: str,
    date: str | None = None,
    lexicon: tuple[str, ...] = (),
    coder: str = "",
    precision: str = "balanced",
    actors: tuple[str, ...] = (),
) -> list[dict]:
    if not text.strip():
        raise InputError("the text cannot be coded: has no text")
    doc = samples.document(text, "text", date)
    return [claim_record(c, "text") for c in samples.interpret(doc, samples.annotate([doc])[0])[1]]


def resolve(text: str, date: str | None = None, context: str = "", actors: tuple[str, ...] = ()) -> dict:
    if not text.strip():
        raise InputError("there is no phrase to resolve")
    return {"text": text, "date": date, "code": samples.ACTORS.get(text, ""), "context": context}


@pytest.fixture(autouse=True)
def stages(monkeypatch, tmp_path):
    monkeypatch.setattr(run_module, "load_stages", lambda options: samples.stages())
    monkeypatch.setattr(pipeline, "actor_names", lambda: {"PRK": "North Korea"})
    monkeypatch.setattr(pipeline, "code", code)
    monkeypatch.setattr(pipeline, "resolve", resolve)
    monkeypatch.delenv("COMITY_PROJECT", raising=False)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def comity(monkeypatch) -> Callable[..., Done]:
    def call(*args: str, stdin: str | bytes = "") -> Done:
        data = stdin.encode() if isinstance(stdin, str) else stdin
        out, err = io.TextIOWrapper(io.BytesIO(), "utf-8", newline=""), io.StringIO()
        with monkeypatch.context() as patch:
            patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), "utf-8"))
            patch.setattr(sys, "stdout", out)
            patch.setattr(sys, "stderr", err)
            exit_code = run([str(a) for a in args])
            out.flush()
        raw = out.buffer.getvalue()
        return Done(exit_code, raw.decode("utf-8", "replace"), err.getvalue(), raw)

    return call


@pytest.fixture
def folder(tmp_path):
    return samples.corpus(tmp_path / "in")
