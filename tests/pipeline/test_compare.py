"""The example corpus side by side, with the shipped model, actors and lexicons."""

from __future__ import annotations

import json
from contextlib import chdir
from importlib.resources import files
from pathlib import Path

import pytest

from comity.errors import InputError, ProjectError
from comity.pipeline import ReadOptions, read
from comity.pipeline.compare import compare
from comity.reconcile.framing import as_records
from comity.store import Store

EXAMPLES = Path(str(files("comity") / "examples" / "summit-2023"))


@pytest.fixture(scope="module")
def project(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("compare") / "p.duckdb"
    with chdir(EXAMPLES.parent):
        read("summit-2023", path, ReadOptions(coder="rules"))  # its claims do not change with each trained bundle
    return path


@pytest.fixture(scope="module")
def four(project):
    """The agencies (Pyongyang, Moscow), the daily and the commentary."""
    return compare(project, ["01-", "03-", "04-", "05-"])


def test_agencies_and_commentaries_word_it_differently(four) -> None:
    pyongyang, moscow, daily, commentary = four.documents
    own = [{t.term for t in f.loaded()} for f in four.documents]
    assert {"respected comrade", "hostile force", "war exercise", "rehearsal for invasion"} <= own[0]
    assert "fatherland liberation war" in own[0] and "isolated" in own[3]
    assert {"perhaps", "might"} <= own[3] and "could not be verify" in own[2]
    assert "groundless" not in own[1] and "groundless" in {t.term for t in moscow.loaded(own=False)}
    assert not any(t.term == "isolated" for f in (pyongyang, moscow, daily) for t in f.terms)
    assert commentary.document.source.endswith("05-commentary-isolated.md")


def test_who_is_credited_for_a_loaded_word(four) -> None:
    moscow = four.documents[1]
    groundless = next(t for t in moscow.terms if t.term == "groundless")
    assert [s.text for s in groundless.said_by] == ["Peskov"] and not groundless.quoted


def test_voice(project, four) -> None:
    frames = (*four.documents, *compare(project, ["02-", "06-"]).documents)
    found = {(f.document.source[12:14], v.claim.trigger.text): v for f in frames for v in f.voices}
    kinds = {key: (v.kind, v.agent.text if v.agent else None) for key, v in found.items()}
    assert kinds["03", "held talks"] == ("active", "Vladimir Putin")
    assert kinds["04", "denied"][0] == "active"
    assert kinds["02", "welcomed"] == ("passive with agent", "Alexander Kozlov")
    assert kinds["06", "eased"] == ("passive without agent", None)
    assert kinds["05", "invasion"] == ("nominal with agent", "its")
    assert found["05", "invasion"].codes == ("RUS",)
    assert all(len(f.voices) == len(f.claims) for f in frames)


def test_who_is_quoted_and_how_long(project) -> None:
    wire, release = compare(project, ["02-", "06-"]).documents
    ((speaker, quotes),) = wire.speakers()
    assert speaker is not None and speaker.code == "USA" and [q.words for q in quotes] == [10]
    assert release.quoted_words > 0.8 * release.words  # a quotation of five paragraphs
    assert [s.code for s in release.quotes[0].speakers] == ["RUS"]


def test_how_an_actor_is_called_and_who_is_left_out(four) -> None:
    names = [{n.actor: [f.text for f in n.forms] for n in f.names} for f in four.documents]
    assert "DPRK" in names[0]["PRK"] and "North Korea" not in names[0]["PRK"]
    assert "North Korea" in names[1]["PRK"] and "DPRK" not in names[1]["PRK"]
    assert "CHN" in names[2] and "CHN" in names[3] and "CHN" not in names[0] and "CHN" not in names[1]


def test_what_each_leaves_out(four) -> None:
    told = {(a.type, a.actors, a.left_out_by) for a in four.acts}
    assert any(kind == "MOBILIZE" and actors == ("USA",) and out == (1, 2, 3) for kind, actors, out in told)
    assert any(a.type == "REJECT" and 2 not in a.left_out_by and 0 in a.left_out_by for a in four.acts)
    ranks = [len(a.left_out_by) for a in four.acts]
    assert ranks == sorted(ranks)


def test_every_row_leads_back_to_its_sentence(project, four) -> None:
    with Store.open(project, read_only=True) as store:
        texts = {row["id"]: (row["text"], row["title"]) for row in store.records("SELECT id, text, title FROM documents")}
    kinds = set()
    for row in as_records(four):
        json.dumps(row)
        kinds.add(row["kind"])
        claims = [c for d in row["documents"] for c in d["claims"]] if row["kind"] == "act" else []
        for item in [row, *row.get("places", ()), *claims]:
            if "start" in item:
                text, title = texts[item["doc"]]
                whole = title if item["part"] == "title" else text
                assert whole[item["start"] : item["end"]] == item.get("text", whole[item["start"] : item["end"]])
                span = item["sentence_span"]
                assert " ".join(whole[span["start"] : span["end"]].split()) == item["sentence_text"]
    assert kinds == {"document", "term", "voice", "quote", "name", "wording", "act"}


def test_one_event_or_one_actor(project, four) -> None:
    event = next(a.event for a in four.acts if a.event and len(a.left_out_by) <= 1)
    one = compare(project, ["01-", "03-", "04-", "05-"], event=event[:10])
    assert one.event == event and {c.event for f in one.documents for c in f.claims} == {event}
    assert [a.event for a in one.acts] == [event]
    actor = compare(project, ["01-", "05-"], actor="chn")
    assert actor.actor == "CHN" and not actor.documents[0].claims and actor.documents[1].claims
    assert {n.code for f in actor.documents for n in f.names} == {"CHN"}


def test_without_events_acts_go_by_their_sides(project, tmp_path) -> None:
    copy = tmp_path / "no-events.duckdb"
    copy.write_bytes(project.read_bytes())
    with Store.open(copy) as store:
        store.connection.execute("UPDATE claims SET event = NULL")
    found = compare(copy, ["03-", "05-"])
    denied = next(a for a in found.acts if a.type == "AGREE" and set(a.actors) == {"PRK", "RUS"})
    assert denied.left_out_by == () and denied.event == ""
    with pytest.raises(InputError, match="no events yet; make them with: comity events --refresh"):
        compare(copy, ["03-", "05-"], event="ab")


def test_a_copy_has_a_note(tmp_path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    text = (EXAMPLES / "03-agency-moscow-results.md").read_text(encoding="utf-8")
    (folder / "a.md").write_text(text, encoding="utf-8")
    (folder / "b.md").write_text(text.replace("State agency", "Mirror"), encoding="utf-8")
    read(folder, tmp_path / "p.duckdb")
    found = compare(tmp_path / "p.duckdb", ["a.md", "b.md"])
    assert any("b.md copies number 1" in note for note in found.notes)
    first, second = found.documents
    assert len(first.terms) == len(second.terms) and not second.claims


@pytest.mark.parametrize(
    ("sources", "options", "message"),
    [
        (["01-"], {}, "nothing to compare it with"),
        (["01-", "01-agency"], {}, "'01-' and '01-agency' are the same document"),
        (["01-", "md"], {}, "part of the names of 8 documents"),
        (["01-", "nowhere"], {}, "no document has 'nowhere'"),
        (["01-", "03-"], {"event": "zz"}, "none of these documents tells of an event 'zz'"),
        (["01-", "03-"], {"actor": "XXX"}, "names an actor 'XXX'; they name BLR, "),
    ],
)
def test_mistakes(project, sources, options, message) -> None:
    with pytest.raises(InputError) as error:
        compare(project, sources, **options)
    assert message in str(error.value)


def test_a_missing_project(tmp_path) -> None:
    with pytest.raises(ProjectError, match="there is no project"):
        compare(tmp_path / "none.duckdb", ["a", "b"])
