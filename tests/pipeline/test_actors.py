"""Users' actors in the pipeline: loaded once, recorded, discards, and the names that no table has."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

import comity
from comity.actors import COLUMNS
from comity.errors import DataFileError, InputError, ProjectError
from comity.pipeline import ReadOptions, as_rows, check_actors, left_out, read, suggest
from comity.pipeline.stages import interpret, knowledge, resolver
from comity.records import ActorRef, Annotation, Mention, Participant
from comity.store import Entry, Store
from tests import samples


def write(path: Path, text: str) -> str:
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_the_shipped_base_is_loaded_once_and_never_changed_by_users_files(tmp_path: Path) -> None:
    file = write(tmp_path / "a.txt", "ZENDA_MARCH [KENREB]\n")
    shipped = knowledge()
    own = knowledge([file])
    assert own is knowledge([file]) and own is not shipped and knowledge() is shipped
    assert "Zenda March" in own.entries and "Zenda March" not in shipped.entries
    write(tmp_path / "a.txt", "ZENDA_PACT [KENREB]\n")
    os.utime(file, ns=(1, 1))
    assert "Zenda Pact" in knowledge([file]).entries
    assert resolver([file]).base is knowledge([file])


def test_a_missing_file_of_actors_is_named_before_a_run(tmp_path: Path) -> None:
    with pytest.raises(DataFileError, match=r"none\.csv: cannot be read"):
        read([tmp_path], tmp_path / "p.duckdb", ReadOptions(actors=(str(tmp_path / "none.csv"),)))


def test_the_project_records_which_files_were_used(tmp_path: Path) -> None:
    folder = samples.corpus(tmp_path / "in")
    read(folder, tmp_path / "p.duckdb", ReadOptions(actors=("a.csv", "b.txt")), stages=samples.stages())
    with Store.open(tmp_path / "p.duckdb", read_only=True) as store:
        assert json.loads(store.value("SELECT options FROM runs"))["actors"] == ["a.csv", "b.txt"]


class Coder:
    """Gives the claims of the sample stages."""

    def code(self, document, annotations, mentions):
        return samples.interpret(document, annotations)[1]


@pytest.mark.parametrize(
    ("discards", "left"), [("TOKYO\n", ["CONSULT"]), ("+RUSSIA\n", []), ("FERRY BOATS\n", ["CONSULT", "ACCUSE"])]
)
def test_discards_leave_claims_out(tmp_path: Path, discards: str, left: list[str]) -> None:
    document = samples.document("Kim met Russia. Tokyo condemned Kim.")
    bare = [Annotation(s.index, s.start, s.end, ()) for s in document.sentences]
    file = write(tmp_path / "my.discards.txt", discards)
    found = interpret(document, bare, Coder(), resolver([file]))[1]  # type: ignore[arg-type]
    assert [c.type for c in found] == left


def test_the_linter_and_what_was_left_out(tmp_path: Path) -> None:
    file = write(tmp_path / "a.txt", "ZENDA_MARCH [KENREB]\nNOBODY_HERE\n")
    found = check_actors([file])
    assert (found.names, [p.line for p in found.problems]) == (2, [2])
    assert left_out([file]) == {file: 1}


def named(doc, word: str, kind: str = "local", refs: tuple[ActorRef, ...] = ()) -> Mention:
    start = doc.text.index(word)
    sentence = next(s.index for s in doc.sentences if s.start <= start < s.end)
    return Mention(sentence, 0, 0, 0, word, start, start + len(word), kind, refs)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    texts = {
        "a.txt": "The mayor spoke. Ada Nemorin met Kim. Russia condemned Nemorin.",
        "b.txt": "Ada Nemorin left. The Zenda Pact met Russia. Kim and Defence were there.",
        "c.txt": "Zenda Pact's men met Kim. Zenda Pact left.",
    }
    refs = (ActorRef("KEN.GOV.ADA-NEMORIN", "KEN", "GOV"),)
    names = {
        "a.txt": ["Ada Nemorin", "Nemorin"],
        "b.txt": ["Ada Nemorin", "The Zenda Pact", "Defence"],
        "c.txt": ["Zenda Pact's", "Zenda Pact"],
    }
    with Store.open(tmp_path / "p.duckdb", create=True) as store:
        for source, text in texts.items():
            doc = samples.document(text, source)
            mentions = [named(doc, n, refs=refs if source == "b.txt" and "Ada" in n else ()) for n in names[source]]
            mentions.append(named(doc, "met" if "met" in text else "left", "role"))
            claims = samples.interpret(doc, samples.annotate([doc])[0])[1]
            if source == "a.txt":
                start = doc.text.index("Ada Nemorin")
                claims[0] = replace(claims[0], actors=(Participant("Ada Nemorin", start, start + 11, "", ""),))
            store.write([Entry(doc, mentions, claims)])
    return tmp_path / "p.duckdb"


def test_frequent_names_that_no_table_has(project: Path) -> None:
    pact, ada = sorted(suggest(project), key=lambda s: s.person)
    assert (ada.name, ada.aliases, ada.mentions, ada.documents, ada.claims) == ("Ada Nemorin", ("Nemorin",), 3, 2, 1)
    assert (pact.mentions, pact.documents, pact.person, pact.code) == (3, 2, False, "")
    assert (ada.code, ada.sector, ada.person) == ("KEN", "GOV", True)
    assert (ada.example, ada.source) == ("Ada Nemorin met Kim.", "a.txt")
    assert (pact.name, pact.mentions, pact.example) == ("Zenda Pact", 3, "The Zenda Pact met Russia.")
    assert suggest(project, limit=1, least=3)[0].mentions == 3 and suggest(project, least=4) == []


def test_names_of_ones_own_files_are_not_suggested_again(project: Path, tmp_path: Path) -> None:
    file = write(tmp_path / "mine.csv", "name,kind,seat\nZenda Pact,alliance,\n")
    assert [s.name for s in suggest(project, actors=[file])] == ["Ada Nemorin"]


def test_suggestions_as_rows_to_fill_in_are_read_again(project: Path, tmp_path: Path) -> None:
    (row,) = as_rows([s for s in suggest(project) if s.name == "Ada Nemorin"], "people")
    assert tuple(row) == COLUMNS["people.csv"]
    assert (row["id"], row["name"], row["aliases"], row["state"]) == ("KEN.GOV.ADA-NEMORIN", "Ada Nemorin", "Nemorin", "KEN")
    assert row["source"] == "3 mentions in 2 documents; a.txt: Ada Nemorin met Kim."
    for form in ("groups", "organisations", "organs", "media"):
        rows = as_rows(suggest(project), form)
        assert all(tuple(r) == COLUMNS[f"{form}.csv"] for r in rows) and {r["name"] for r in rows} == {
            "Zenda Pact",
            "Ada Nemorin",
        }
    with pytest.raises(InputError, match="valid are people, groups"):
        as_rows([], "planets")


def test_there_is_no_project(tmp_path: Path) -> None:
    with pytest.raises(ProjectError, match="there is no project"):
        suggest(tmp_path / "none.duckdb")


def test_a_text_is_coded_with_ones_own_actors(tmp_path: Path) -> None:
    text = "The Zenda March attacked a police station in Nairobi on Monday."
    file = write(tmp_path / "a.txt", "ZENDA_MARCH [KENREB]\n")
    claims = comity.code(text, date="2023-05-03", actors=(file,))
    assert [(c["type"], [a["code"] for a in c["actors"]]) for c in claims] == [("ASSAULT", ["GRP:Zenda March"])]
    assert comity.resolve("the Zenda March", context=text, actors=(file,))["sector"] == "REB"
    assert comity.resolve("the Zenda March", context=text)["code"] == ""
