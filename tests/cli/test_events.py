"""Events, one event, disputes and the timeline on the example corpus, through the command line."""

from __future__ import annotations

import json
import shutil
from contextlib import chdir
from importlib.resources import files
from pathlib import Path

import pytest

import comity.pipeline as pipeline
from comity.exports import rows
from comity.pipeline import ReadOptions, read
from comity.pipeline.stages import load_stages
from comity.pipeline.text import actor_names
from comity.records.event import DISPUTED, STATUSES
from comity.store import Store

EXAMPLES = Path(str(files("comity") / "examples" / "summit-2023"))
EVENT_KEYS = [
    "event", "type", "plover_type", "mode", "status", "actors", "recipients", "place", "date", "reports", "documents",
    "outlets", "origins", "claims", "disputing", "historical", "confidence",
]  # fmt: skip


@pytest.fixture(scope="module")
def examples(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("examples") / "p.duckdb"
    with chdir(EXAMPLES):
        read(sorted(p.name for p in EXAMPLES.glob("*.md")), path, stages=load_stages(ReadOptions()))
    return path


@pytest.fixture
def project(examples, monkeypatch) -> str:
    """A copy of the project that a test may change, under the name that the commands look for."""
    monkeypatch.setattr(pipeline, "actor_names", actor_names)
    shutil.copy(examples, "comity.duckdb")
    return "comity.duckdb"


def records(text: str) -> list[dict]:
    return [json.loads(line) for line in text.splitlines()]


def big(comity) -> dict:
    """The event that most claims tell of."""
    return max(records(comity("events", "--format", "jsonl").out), key=lambda e: len(e["claims"]))


def test_events_are_records(comity, project) -> None:
    done = comity("events", "--format", "jsonl")
    assert (done.code, done.err) == (0, "")
    found = records(done.out)
    assert all(list(e) == EVENT_KEYS for e in found) and len(found) > 20
    assert {e["status"] for e in found} <= set(STATUSES)
    named = [e for e in found if e["actors"]]
    assert found == named + [e for e in found if not e["actors"]]
    assert [e["origins"] for e in named] == sorted((e["origins"] for e in named), reverse=True)
    for e in found:
        assert e["origins"] <= e["documents"] <= e["reports"] <= len(e["claims"]) - len(e["disputing"])
        assert set(e["disputing"]) <= set(e["claims"])
        assert e["plover_type"] == ("AGREE" if e["status"] == "planned" and e["type"] in (
            "CONSULT", "SUPPORT", "COOPERATE", "AID") else e["type"])  # fmt: skip
    with Store.open(project, read_only=True) as store:
        exported = {row["event"]: row for row in rows(store, "events")}
        claims = {c["claim"]: c["event"] for c in rows(store)}
    assert exported == {e["event"]: e for e in found}
    assert claims == {c: e["event"] for e in found for c in e["claims"]}


@pytest.mark.parametrize(
    ("options", "holds"),
    [
        (("--actor", "prk"), lambda e: "PRK" in {a["code"] for a in (*e["actors"], *e["recipients"])}),
        (("--type", "consult"), lambda e: e["type"] == "CONSULT"),
        (("--status", "planned", "--status", "denied"), lambda e: e["status"] in ("planned", "denied")),
    ],
)
def test_filters(comity, project, options, holds) -> None:
    everything = records(comity("events", "--format", "jsonl").out)
    found = records(comity("events", *options, "--format", "jsonl").out)
    assert found == [e for e in everything if holds(e)] and found
    limited = comity("events", *options, "--limit", "1")
    assert len(records(comity("events", *options, "--limit", "1", "--format", "jsonl").out)) == 1
    assert (f"{len(found) - 1} more; show them with --limit {len(found)}" in limited.out) == (len(found) > 1)


def test_time_limits_events_by_their_date_or_their_report(comity, project) -> None:
    found = records(comity("events", "--since", "2023-09-01", "--until", "2023-09-30", "--format", "jsonl").out)
    assert found and all(e["date"] is None or e["date"]["end"] >= "2023-09-01" for e in found)
    assert comity("events", "--since", "2030-01-01").out.startswith("No events: none fits since 2030-01-01. Without")


def test_events_as_table_and_markdown(comity, project) -> None:
    text, page = comity("events").out, comity("events", "--format", "md").out
    assert " ".join(text.split()).startswith(page.splitlines()[0])
    assert "| id | when | event | status | origins | outlets | docs | reports |" in page
    assert big(comity)["event"][:8] in page and "North Korea" in text
    assert "In brackets: its date is not known" in page


def test_wrong_values_name_the_valid_ones(comity, project) -> None:
    for args, valid in (
        (("--type", "MEET"), "CONSULT"),
        (("--status", "sure"), "corroborated"),
        (("--since", "soon"), "YYYY-MM-DD"),
    ):
        done = comity("events", *args)
        assert done.code == 2 and valid in done.err
    done = comity("events", "--actor", "XYZ")
    assert done.out.startswith("No events: none fits actor XYZ.") and "PRK, RUS, " in " ".join(done.out.split())
    assert "occurrence" in comity("disputes", "--what", "colour").err


def test_an_event_with_its_sentences(comity, project) -> None:
    event = big(comity)
    done = comity("event", event["event"][:8])
    assert (done.code, done.err) == (0, "")
    flat = " ".join(done.out.split())
    assert f"id {event['event']}." in flat and f"by {event['origins']} independent origins" in flat
    assert "Why this is one event" not in flat
    why = " ".join(comity("event", event["event"][:8], "--why").out.split())
    assert why.startswith(flat[:200]) and why.count("joined through") == len(event["claims"]) - 1
    assert "founded the event" in why
    assert comity("event", event["claims"][-1]).out == done.out
    assert comity("event", event["event"], "--format", "md").out.startswith("# ")


def test_an_event_as_one_record(comity, project) -> None:
    event = big(comity)
    (found,) = records(comity("event", event["event"], "--format", "jsonl").out)
    assert {key: found[key] for key in EVENT_KEYS} == event
    assert [e["claim"] for e in found["evidence"]] == event["claims"]
    assert [e["claim"] for e in found["evidence"] if e["disputing"]] == event["disputing"]
    counted = [e["origin"] for e in found["evidence"] if not e["disputing"] and e["origin"]]  # none: listed, but not counted
    assert set(counted) == set(range(1, event["origins"] + 1)) and len(counted) == event["reports"]
    texts = {p.name: p.read_text(encoding="utf-8") for p in EXAMPLES.glob("*.md")}
    for e in found["evidence"]:
        assert texts[e["doc_source"]][e["start"] : e["end"]] == e["quote"]


def test_a_wrong_id_says_what_to_do(comity, project) -> None:
    assert comity("event", "nobody").code == 3
    assert "comity events" in comity("event", "nobody").err
    shared = comity("event", "", "--merge", "x")
    assert shared.code == 3 and "there is no event ''" in shared.err
    starts = [e["event"][0] for e in records(comity("events", "--format", "jsonl").out)]
    several = next(s for s in starts if starts.count(s) > 1)
    assert f"is the start of {starts.count(several)} ids" in comity("event", several).err
    assert comity("event", big(comity)["event"], "--remark", "x").code == 2


def test_merge_and_split_are_kept(comity, project) -> None:
    before = {e["event"]: e for e in records(comity("events", "--format", "jsonl").out)}
    one = max(before.values(), key=lambda e: len(e["claims"]))
    other = next(e for e in before.values() if e["event"] != one["event"])
    done = comity("event", one["event"][:8], "--merge", other["event"][:8], "--remark", "one evening")
    assert done.code == 0 and "1 correction of analysts applied" in done.err
    assert f"{other['event'][:8]} merged into {one['event'][:8]}: one evening" in " ".join(done.out.split())
    assert comity("event", one["event"], "--split", other["event"]).code == 0
    assert {e["event"]: e for e in records(comity("events", "--format", "jsonl").out)} == before
    claim = one["claims"][-1]
    done = comity("event", one["event"], "--split", claim, "--later")
    assert done.out == "" and "comity events --refresh" in done.err
    noted = comity("events")
    assert "the events are older than the documents" in noted.err
    done = comity("events", "--refresh", "--format", "jsonl")
    after = {e["event"]: e for e in records(done.out)}
    assert "3 corrections of analysts applied" in done.err
    assert after[claim]["claims"] == [claim]
    assert after[one["event"]]["claims"] == one["claims"][:-1]
    assert comity("events").err == ""


def test_disputes(comity, project) -> None:
    done = comity("disputes", "--format", "jsonl")
    found = records(done.out)
    assert found and done.err == ""
    texts = {p.name: p.read_text(encoding="utf-8") for p in EXAMPLES.glob("*.md")}
    for dispute in found:
        assert list(dispute) == ["event", "what", "summary", "affirming", "disputing"]
        assert dispute["what"] in DISPUTED
        for side in ("affirming", "disputing"):
            assert dispute[side]
            for said in dispute[side]:
                assert list(said) == ["claim", "doc_source", "quote", "start", "end", "speakers"]
                assert texts[said["doc_source"]][said["start"] : said["end"]] == said["quote"]
    assert {e["event"] for e in records(comity("events", "--status", "contested", "--format", "jsonl").out)} == {
        d["event"] for d in found if d["what"] == "occurrence" or d["summary"].startswith("whether done by")
    }
    kinds = records(comity("disputes", "--what", "occurrence", "--format", "jsonl").out)
    assert kinds == [d for d in found if d["what"] == "occurrence"]
    text = " ".join(comity("disputes").out.split())
    assert text.startswith(f"{len(found)} dispute") and "says Russia" in text
    assert comity("disputes", "--since", "2030-01-01").out.startswith("No disputes: none fits since 2030-01-01.")
    assert comity("disputes", "--format", "md").out.count("## ") == len({d["event"] for d in found})
    with Store.open(project, read_only=True) as store:
        assert list(rows(store, "disputes")) == found


def test_timeline(comity, project) -> None:
    found = records(comity("timeline", "--format", "jsonl").out)
    assert [*EVENT_KEYS, "reported", "stages", "follows"] == list(found[0])
    days = [e["date"]["start"] if e["date"] else e["reported"]["from"] for e in found]
    assert days == sorted(days)
    known = {e["event"] for e in found}
    assert all(set(e["follows"]) <= known for e in found)
    done = next(e for e in found if e["status"] == "fulfilled")
    assert {"future", "actual"} <= {s["modality"] for s in done["stages"]}
    text = comity("timeline", "--limit", "500").out
    assert text.startswith("Events in order\n") and "first reported as" in text
    for e in found:
        if e["date"] and e["date"]["precision"] == "month":
            assert f"  {e['date']['start'][:7]}  " in text
    history = [e for e in found if e["historical"]]
    assert ("History, as told in the documents" in text) == bool(history)
    assert comity("timeline", "--format", "md").out.startswith("## Events in order\n")
    assert comity("timeline", "--until", "1900-01-01").out.startswith("No events: none fits until 1900-01-01.")


def test_the_brief_opens_with_what_is_known(comity, project) -> None:
    text = comity("brief").out
    assert text.index("What is known: ") < text.index("Who matters") < text.index("Who did what to whom")
    for kind in (
        "corroborated, told as done by several",
        "contested, told as done by some",
        "single-source, told as done by one",
    ):
        assert kind in text
    page = comity("brief", "--format", "md").out
    assert page.index("## What is known") < page.index("## Who matters")
    one = big(comity)
    assert comity("event", one["event"], "--split", one["claims"][-1], "--later").code == 0
    assert "the events are older than the documents" in " ".join(comity("brief").out.split())


def test_an_older_project_says_how_to_make_events(comity, project) -> None:
    with Store.open(project) as store:
        for table in ("events", "event_claims", "disputes"):
            store.connection.execute(f"DELETE FROM {table}")
        store.set_meta(events="")
    done = comity("events")
    assert done.out.startswith("No events: the claims are not merged") and "comity events --refresh" in done.err
    assert "comity events --refresh" in comity("event", "a").err
    assert "What is known" not in comity("brief").out
    assert comity("events", "--refresh").out.count("\n") > 20


def test_the_page_names_every_key_status_and_dispute() -> None:
    page = (Path(__file__).parents[2] / "docs" / "events.md").read_text(encoding="utf-8")
    for key in EVENT_KEYS:
        assert f"`{key}`" in page or f'"{key}"' in page
    for word in (*STATUSES, *DISPUTED):
        assert f"| `{word}` |" in page
