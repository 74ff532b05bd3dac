"""Documents of a project by name, with all that was made of them."""

from __future__ import annotations

import pytest

from comity.errors import InputError
from comity.store import Entry, Store
from comity.store.contents import contents, find_document
from tests import samples


@pytest.fixture
def store(tmp_path):
    with Store.open(tmp_path / "p.duckdb", create=True) as project:
        yield project


def fill(store: Store, texts: dict[str, str]) -> dict[str, Entry]:
    out = {}
    for source, text in texts.items():
        doc = samples.document(text, source)
        mentions, claims = samples.interpret(doc, samples.annotate([doc])[0])
        out[source] = Entry(doc, mentions, claims)
    store.write(list(out.values()))
    return out


def test_what_is_stored_comes_back_in_the_order_asked_for(store) -> None:
    entries = fill(store, samples.TEXTS)
    wanted = ["c.txt", "a.txt"]
    found = contents(store, [entries[s].document.id for s in wanted])
    assert [c.document for c in found] == [entries[s].document for s in wanted]
    for content, source in zip(found, wanted, strict=True):
        assert content.mentions == tuple(entries[source].mentions)
        assert content.claims == tuple(sorted(entries[source].claims, key=lambda c: (c.sentence, c.trigger.start)))
    assert contents(store, ["nothing"]) == [] and contents(store, []) == []


def test_documents_go_by_their_name_or_a_part_of_it(store) -> None:
    entries = fill(store, {"in/One.txt": "Kim met Russia.", "in/one.txt.old": "Kim met Tokyo.", "in/two.txt": "Tokyo met Kim."})
    ids = {source: entry.document.id for source, entry in entries.items()}
    assert find_document(store, "in/one.txt") == ids["in/One.txt"]
    assert find_document(store, " TWO ") == ids["in/two.txt"]
    assert find_document(store, "one.txt.old") == ids["in/one.txt.old"]
    assert find_document(store, ids["in/two.txt"]) == ids["in/two.txt"]


def test_names_that_fit_none_or_several_are_refused(store) -> None:
    with pytest.raises(InputError, match="no documents yet"):
        find_document(store, "a")
    fill(store, {f"in/{n}.txt": f"Kim met Russia {n}." for n in range(7)})
    with pytest.raises(InputError, match=r"'in/' is part of the names of 7 documents: in/0.txt, .* and more; give more"):
        find_document(store, "in/")
    with pytest.raises(InputError, match=r"no document has 'y' in its name; the project has, for example, in/0\.txt"):
        find_document(store, "y")
    with pytest.raises(InputError, match="no document has ''"):
        find_document(store, "")


def test_replaced_documents_are_not_found(store) -> None:
    old, new = samples.document("Kim met Russia.", "a.txt"), samples.document("Kim met Tokyo.", "a.txt")
    store.write([Entry(old)])
    store.write([Entry(new, supersedes=(old.id,))])
    assert find_document(store, "a.txt") == new.id


def test_two_documents_of_one_name_are_told_apart_by_their_ids(store) -> None:
    one, two = samples.document("Kim met Russia.", "a.txt"), samples.document("Kim met Tokyo.", "a.txt")
    store.write([Entry(one), Entry(two)])
    with pytest.raises(InputError, match=f"{one.id}, {two.id}"):
        find_document(store, "a.txt")
    assert find_document(store, two.id) == two.id
