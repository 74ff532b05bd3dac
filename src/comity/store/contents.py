"""Some documents of a project with all that was made of them: sentences, mentions, claims."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from comity.errors import InputError
from comity.records import ActorRef, Claim, Document, Mention, Place, Sentence
from comity.records.schemas import CLAIMS
from comity.store.read import CLAIM_ORDER, Reading, _claim

_SHOWN = 5  # names that an error lists


@dataclass(frozen=True, slots=True)
class Contents:
    """A stored document with its sentences, its mentions in the order of the text, and its claims in that of their triggers."""

    document: Document
    mentions: tuple[Mention, ...]
    claims: tuple[Claim, ...]


def find_document(store: Reading, given: str) -> str:
    """Return the id of the current document whose id or source is ``given``, or whose source alone contains it.

    Upper and lower case are the same.

    Raises:
        InputError: there is none, or there are several.
    """
    wanted = given.strip().lower()
    current = "FROM documents WHERE superseded_by IS NULL"
    for where in ("id = $1 OR lower(source) = $1", "contains(lower(source), $1)"):
        found = store.rows(f"SELECT id, source {current} AND ({where}) ORDER BY number", [wanted]) if wanted else []
        if len(found) == 1:
            return str(found[0][0])
        if found:
            names = [source if len({s for _, s in found}) > 1 else i for i, source in found]
            raise InputError(f"{given!r} is part of the names of {len(found)} documents: {_some(names)}; give more of the name")
    names = [source for (source,) in store.rows(f"SELECT source {current} ORDER BY number LIMIT {_SHOWN + 1}")]
    if not names:
        raise InputError("the project has no documents yet; read some with: comity read PATH")
    raise InputError(f"no document has {given!r} in its name; the project has, for example, {_some(names)}")


def _some(names: Sequence[str]) -> str:
    return ", ".join(names[:_SHOWN]) + (" and more" if len(names) > _SHOWN else "")


def contents(store: Reading, ids: Sequence[str]) -> list[Contents]:
    """Return documents in the order of their ids as given."""
    sentences: dict[str, list[Sentence]] = defaultdict(list)
    inside = "IN (SELECT unnest(?::VARCHAR[]))"
    for doc, number, start, end in store.rows(
        f'SELECT doc, sentence, start, "end" FROM sentences WHERE doc {inside} ORDER BY doc, sentence', [list(ids)]
    ):
        sentences[doc].append(Sentence(number, start, end))
    mentions: dict[str, list[Mention]] = defaultdict(list)
    for row in store.records(f"SELECT * FROM mentions WHERE doc {inside} ORDER BY doc, position", [list(ids)]):
        mentions[row["doc"]].append(_mention(row))
    claims = _claims(store, ids)
    documents = {r["id"]: r for r in store.records(f"SELECT * FROM documents WHERE id {inside}", [list(ids)])}
    return [Contents(_document(documents[i], sentences[i]), tuple(mentions[i]), tuple(claims[i])) for i in ids if i in documents]


def _document(r: dict[str, Any], sentences: Sequence[Sentence]) -> Document:
    return Document(
        r["id"], r["source"], r["text"], r["text_hash"], r["title"], r["outlet"], r["date"], r["date_from"], r["url"],
        tuple(r["links"]), r["language"], tuple(sentences), r["duplicate_of"], r["duplicate_kind"], r["similarity"],
    )  # fmt: skip


def _mention(r: dict[str, Any]) -> Mention:
    place = None
    if r["place_name"] is not None:
        place = Place(r["place_name"], r["place_country"], r["place_lat"], r["place_lon"], r["place_kind"])
    return Mention(
        r["sentence"], r["head"], r["first"], r["last"], r["text"], r["start"], r["end"], r["kind"], _refs(r["refs"]),
        r["reason"], r["political"], place, _refs(r["candidates"]), r["sector"],
    )  # fmt: skip


def _refs(refs: Sequence[dict[str, str]]) -> tuple[ActorRef, ...]:
    return tuple(ActorRef(r["actor"], r["code"], r["sector"]) for r in refs)


def _claims(store: Reading, ids: Sequence[str]) -> dict[str, list[Claim]]:
    inside = "IN (SELECT unnest(?::VARCHAR[]))"
    people: dict[str, dict[str, list[tuple[Any, ...]]]] = defaultdict(lambda: defaultdict(list))
    for claim, role, *rest in store.rows(
        'SELECT claim, role, text, start, "end", actor, code, sector, reason FROM participants '
        f"WHERE doc {inside} ORDER BY claim, role, position",
        [list(ids)],
    ):
        people[claim][role].append(tuple(rest))
    columns = ", ".join(f'c."{f.name}"' for f in CLAIMS)
    out: dict[str, list[Claim]] = defaultdict(list)
    for row in store.rows(
        f"SELECT {columns} FROM claims c JOIN documents d ON d.id = c.doc WHERE c.doc {inside} ORDER BY {CLAIM_ORDER}",
        [list(ids)],
    ):
        claim = _claim(row, people[row[0]])
        out[claim.doc].append(claim)
    return out
