"""``comity compare``: its forms, its errors, and that the page about it shows what it prints."""

from __future__ import annotations

import json
import re
import shutil
from contextlib import chdir
from pathlib import Path

import pytest

import comity as package
import comity.pipeline as pipeline
from comity.pipeline import ReadOptions, read
from comity.pipeline.stages import load_stages
from comity.pipeline.text import actor_names
from tests.cli.test_ends import DOCS, one_error_line

EXAMPLES = Path(package.__file__).parent / "examples"
PARTS = ("What several of them tell", "What each leaves out", "Words with a tone", "Choices of words for one thing",
         "The words in their sentences", "How actors are called", "Who is named as the doer")  # fmt: skip


@pytest.fixture(scope="module")
def examples(tmp_path_factory) -> Path:
    """The example corpus, read by the real stages (those of the other tests of commands know five words)."""
    path = tmp_path_factory.mktemp("compare") / "comity.duckdb"
    with chdir(EXAMPLES):
        read("summit-2023", path, stages=load_stages(ReadOptions(coder="rules")))
    return path


@pytest.fixture(autouse=True)
def project(examples, tmp_path, monkeypatch) -> None:
    shutil.copy(examples, tmp_path / "comity.duckdb")
    monkeypatch.setattr(pipeline, "actor_names", actor_names)
    monkeypatch.setenv("COLUMNS", "100")


def test_forms_agree(comity) -> None:
    table, page, lines = (comity("compare", "01-", "05-", "--format", form) for form in ("table", "md", "jsonl"))
    assert (table.code, page.code, lines.code, table.err, lines.err) == (0, 0, 0, "", "")
    assert table.out.startswith("2 documents side by side\n====") and page.out.startswith("# 2 documents side by side\n")
    for part in PARTS:
        assert f"\n{part}\n" in table.out and f"\n## {part}\n" in page.out
    rows = [json.loads(line) for line in lines.out.splitlines()]
    sources = [r["doc_source"] for r in rows if r["kind"] == "document"]
    assert sources == ["summit-2023/01-agency-pyongyang-departure.md", "summit-2023/05-commentary-isolated.md"]
    followers = next(r for r in rows if r["kind"] == "term" and r["text"] == "followers")
    assert (followers["neutral"], followers["tone"], followers["start"]) == ("ally", "disapproving", 1411)
    assert "“followers”" in table.out and "“followers”" in page.out and "[1411:1420]" in table.out
    assert comity("compare", "01-", "05-").out == table.out


def test_limit_names_what_is_left(comity) -> None:
    short = comity("compare", "01-", "05-", "--limit", "1").out
    most = max(int(n) for n in re.findall(r"show them with --limit (\d+)", short))
    long = comity("compare", "01-", "05-", "--limit", str(most + 30)).out
    assert "--limit" not in long and " more acts that others do" not in long and len(long) > len(short)


def test_more_documents_than_fit_beside_each_other(comity) -> None:
    done = comity("compare", "01-", "02-", "03-", "04-", "05-", "06-")
    assert done.code == 0 and done.out.startswith("6 documents side by side")
    assert max(map(len, done.out.splitlines())) <= 100
    assert "    - 6: " in done.out


def test_one_event_and_one_actor(comity) -> None:
    rows = [json.loads(line) for line in comity("compare", "01-", "03-", "--format", "jsonl").out.splitlines()]
    act = next(r for r in rows if r["kind"] == "act" and not r["left_out_by"])
    one = comity("compare", "01-", "03-", "--event", act["event"][:8]).out
    assert f"Limited to event {act['event'][:8]}: " in one and "What each tells of it" in one and "per 1,000" not in one
    about = comity("compare", "03-", "04-", "--actor", "chn").out
    assert "Limited to what concerns China (CHN)." in about and "1 does not name: China" in about


def test_mistakes(comity) -> None:
    assert "name two or more" in one_error_line(comity("compare", "01-"), 3)
    assert "no document has 'nowhere'" in one_error_line(comity("compare", "01-", "nowhere"), 3)
    assert "an actor 'XXX'" in one_error_line(comity("compare", "01-", "02-", "--actor", "XXX"), 3)
    assert "an event 'zz'" in one_error_line(comity("compare", "01-", "02-", "--event", "zz"), 3)
    assert "make it with" in one_error_line(comity("compare", "a", "b", "--project", "none.duckdb"), 5)
    assert comity("compare").code == 2 and comity("compare", "01-", "02-", "--format", "csv").code == 2


def test_the_page_shows_what_is_printed(comity) -> None:
    """docs/framing.md holds pieces of the real output. What rests on claims changes with each model: those blocks are examples."""
    page = (DOCS / "framing.md").read_text(encoding="utf-8")
    printed = comity("compare", "01-", "05-", "--limit", "4").out + comity("compare", "02-", "06-", "--limit", "3").out
    blocks = [re.sub(r"^\$ .*\n", "", b) for b in re.findall(r"^```\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)]
    resting_on_claims = ("2 documents", "What each", "[...]\nWhat several", "Who is named as the doer", "{")
    assert [b for b in blocks if b.startswith(resting_on_claims)] and len(blocks) == 9
    for block in blocks:
        for piece in block.split("[...]") if not block.startswith(resting_on_claims) else ():
            assert piece.strip("\n") in printed, piece


def test_the_page_names_every_kind_of_row(comity) -> None:
    page = (DOCS / "framing.md").read_text(encoding="utf-8")
    for line in comity("compare", "02-", "05-", "--format", "jsonl").out.splitlines():
        row = json.loads(line)
        assert f"| `{row['kind']}` |" in page
        for key in row:
            assert f"`{key}`" in page, key
