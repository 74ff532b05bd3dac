"""The brief: what it counts, what it marks, how it reads."""

from __future__ import annotations

from dataclasses import replace

import pytest

from comity.errors import InputError
from comity.pipeline import ReadOptions, read
from comity.reports import Brief, BriefOptions, brief, to_markdown, to_text
from comity.store import Store
from tests import samples

NAMES = {"PRK": "North Korea", "RUS": "Russia", "USA": "United States", "JPN": "Japan"}


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    place = tmp_path_factory.mktemp("brief")
    folder = samples.corpus(place / "in")
    (folder / "e.bin").write_text("x")
    (folder / "z.txt").write_text(samples.TEXTS["a.txt"])
    (folder / "y.txt").write_text("Tokyo condemned Kim. Tokyo condemned Kim again. Kim met Tokyo | [a](b).")
    stages = samples.stages()
    read(folder, place / "p.duckdb", ReadOptions(date="2023-09-13", outlet="The Daily"), stages=stages)
    with Store.open(place / "p.duckdb", read_only=True) as project:
        yield project


def line(b: Brief, actor: str, kind: str, recipient: str = ""):
    found = [a for a in b.acts if a.actors == (actor,) and a.type == kind and "".join(a.recipients) == recipient]
    assert len(found) == 1
    return found[0]


def test_what_was_read(store) -> None:
    b = brief(store)
    assert (b.documents, b.duplicates, b.sentences, b.claims, b.undated) == (6, 1, 13, 12, 0)
    assert (b.first_date, b.last_date, b.outlets) == ("2023-09-13", "2023-09-13", (("The Daily", 6),))
    assert [(s.code, s.inputs, s.source) for s in b.skipped] == [("binary", 1, "e.bin")]


def test_who_matters(store) -> None:
    b = brief(store, BriefOptions(names=NAMES))
    assert [(a.code, a.name, a.as_actor, a.as_recipient, a.as_speaker) for a in b.actors] == [
        ("PRK", "North Korea", 6, 4, 0),
        ("JPN", "Japan", 2, 3, 1),
        ("RUS", "Russia", 2, 3, 1),
        ("USA", "United States", 2, 0, 0),
    ]


def test_standings_are_told_apart(store) -> None:
    b = brief(store)
    assert dict(line(b, "RUS", "ASSAULT", "JPN").standings) == {"conditional": 1, "historical": 1}
    assert dict(line(b, "PRK", "AID", "RUS").standings) == {"done": 1, "planned": 1}
    assert dict(line(b, "PRK", "AID", "“rebels”").standings) == {"possible": 1}
    assert sum(b.standings.values()) == b.claims == 12


def test_what_some_affirm_and_others_deny_is_contested(store) -> None:
    b = brief(store)
    assert line(b, "PRK", "AID", "RUS").contested
    assert line(b, "PRK", "AID").contested
    assert b.contested_total == 2
    assert not line(b, "USA", "ACCUSE", "PRK").contested
    assert [(v.speaker, v.standing) for v in line(b, "PRK", "AID").voices] == [("RUS", "denied")]


@pytest.mark.parametrize(
    ("texts", "contested"),
    [
        (("Kim met Russia.", "Kim did not met Russia."), 1),
        (("Kim met Russia.", "Russia did not met Kim."), 2),
        (("Kim met Russia.", "Kim did not met anybody."), 0),
        (("Kim supplied Russia.", "Kim did not supplied anybody."), 2),
        (("Kim supplied Russia.", "Russia did not supplied Kim."), 0),
        (("Kim supplied Russia.", "Kim may not supplied Russia."), 0),
        (("If Kim supplied Russia there is war.", "Kim did not supplied Russia."), 0),
        (("Kim will supply Russia.", "Kim will not supply Russia."), 1),
    ],
)
def test_which_denials_contest_which_acts(tmp_path, texts, contested) -> None:
    folder = samples.corpus(tmp_path / "in", {f"{n}.txt": text for n, text in enumerate(texts)})
    stages = replace(samples.stages(), dedupe=lambda known: lambda doc: (doc, None))
    read(folder, tmp_path / "p.duckdb", stages=stages)
    with Store.open(tmp_path / "p.duckdb", read_only=True) as project:
        assert brief(project).contested_total == contested


def test_disputed_lines_are_shown_even_where_the_screen_is_small(store) -> None:
    b = brief(store, BriefOptions(limit=4))
    assert len(b.acts) == 4 and b.acts_total > 4
    assert any(a.contested for a in b.acts)
    assert "more lines; show them with --limit" in to_text(b)


def test_reports_and_documents_are_told_apart(store) -> None:
    act = line(brief(store), "JPN", "ACCUSE", "PRK")
    assert (act.reports, act.documents) == (2, 1)


@pytest.mark.parametrize(
    ("options", "claims"),
    [
        (BriefOptions(actor="JPN"), 5),
        (BriefOptions(type="AID"), 4),
        (BriefOptions(since="2023-09-14"), 0),
        (BriefOptions(until="2023-09-13", actor="USA", type="ACCUSE"), 2),
    ],
)
def test_filters(store, options, claims) -> None:
    b = brief(store, options)
    assert b.claims_shown == claims
    assert "limited to" in to_text(b)


def test_unknown_type(store) -> None:
    with pytest.raises(InputError, match="CONSULT"):
        brief(store, BriefOptions(type="MEET"))


def test_quotes_lead_back_to_the_text(store) -> None:
    b = brief(store, BriefOptions(quotes=1))
    texts = dict(store.rows("SELECT id, text FROM documents"))
    for act in b.acts:
        assert {q.standing for q in act.quotes} == set(act.standings)
        for quote in act.quotes:
            assert texts[quote.doc][quote.start : quote.end] == quote.text
    assert len(line(brief(store, BriefOptions(quotes=5)), "JPN", "ACCUSE", "PRK").quotes) == 2
    assert "a.txt [0:36]" in to_text(b)


def test_text_fits_its_width_and_has_no_colour_unless_asked(store) -> None:
    b = brief(store, BriefOptions(quotes=1, names=NAMES))
    for width in (60, 80, 120):
        text = to_text(b, width)
        assert max(map(len, text.splitlines())) <= width
        assert "\x1b" not in text
    assert "\x1b" in to_text(b, colour=True)
    assert "CONTESTED" in to_text(b) and "North Korea" in to_text(b)


def test_markdown_escapes_and_explains(store) -> None:
    text = to_markdown(brief(store, BriefOptions(quotes=1, names=NAMES)))
    assert "\\[a\\](b)" in text
    assert "| North Korea | AID | Russia |" in text
    assert "- *denied*:" in text
    for row in text.splitlines():
        if row.startswith("| North Korea | AID"):
            assert row.replace("\\|", "").count("|") == 8


def test_the_same_every_time(store) -> None:
    options = BriefOptions(quotes=2, names=NAMES)
    assert to_text(brief(store, options)) == to_text(brief(store, options))
    assert to_markdown(brief(store, options)) == to_markdown(brief(store, options))


def test_an_empty_project(tmp_path) -> None:
    with Store.open(tmp_path / "p.duckdb", create=True) as empty:
        b = brief(empty)
    assert "No claims: the project has no documents yet" in to_text(b) and "No claims: " in to_markdown(b)
