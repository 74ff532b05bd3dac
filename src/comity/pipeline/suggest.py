"""Which names a project's texts have often and no table knows, so that a user adds them where it counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from comity.config import Settings
from comity.errors import InputError
from comity.pipeline.options import count
from comity.pipeline.stages import knowledge

if TYPE_CHECKING:
    from comity.actors import KnowledgeBase
    from comity.store import Store

FORMS = ("people", "groups", "organisations", "organs", "media")

# a name without its article and the mark of the possessive
_BARE = "regexp_replace(regexp_replace(m.text, '^[Tt]he ', ''), '[''’]s$', '')"
_NAMES = f"""
    SELECT {_BARE} AS name, count(*), count(DISTINCT m.doc), mode(m.refs[1].code), mode(m.refs[1].sector),
           arg_min({{'doc': m.doc, 'sentence': m.sentence}}, d.number * 1000000 + m.position)
    FROM mentions m JOIN documents d ON d.id = m.doc
    WHERE m.kind = 'local' AND d.superseded_by IS NULL
    GROUP BY name ORDER BY name"""
_CLAIMS = f"""
    SELECT {_BARE} AS name, count(DISTINCT p.claim)
    FROM mentions m JOIN documents d ON d.id = m.doc
    JOIN participants p ON p.doc = m.doc AND p.start = m.start AND p."end" = m."end"
    WHERE m.kind = 'local' AND d.superseded_by IS NULL
    GROUP BY name"""
_EXAMPLE = """
    SELECT d.text, s.start, s."end", d.source
    FROM documents d JOIN sentences s ON s.doc = d.id WHERE d.id = ? AND s.sentence = ?"""


class Seen(NamedTuple):
    """Where a name stands first: a document and the number of a sentence."""

    doc: str
    sentence: int


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A name that no table has.

    Attributes:
        name: as the texts have it most often.
        aliases: other spellings, and the surname where it stands alone.
        mentions: how often it stands in texts; ``documents`` in how many, at least (spellings may share one).
        claims: claims in which it takes part.
        person: it looks like a person's name, by its words.
        code: the affiliation that texts give it most often, empty where they give none; ``sector`` likewise.
        example: the first sentence that has it; ``source`` is its document's file or URL.
    """

    name: str
    mentions: int
    documents: int
    claims: int
    person: bool
    code: str
    sector: str
    aliases: tuple[str, ...] = ()
    example: str = ""
    source: str = ""
    seen: Seen = field(default=Seen("", 0), repr=False)


def suggest(
    project: str | Path, limit: int = 20, least: int = 2, actors: Sequence[str] = (), person: bool | None = None
) -> list[Suggestion]:
    """Return the frequent names of a project that the knowledge base does not have, the most frequent first.

    Args:
        project: the project file.
        limit: how many names.
        least: mentions that a name must have.
        actors: the user's own files, whose names are left out.
        person: only names that look like those of people, or only others; None for all.

    Raises:
        ProjectError: there is no such project, or it cannot be opened.
        DataFileError: a user's file has a mistake.
    """
    from comity.store import Store

    base = knowledge(tuple(actors))
    with Store.open(project, read_only=True, memory=Settings.from_environment().memory) as store:
        found = [s for s in _merged(_names(store, base)) if s.mentions >= least and person in (None, s.person)]
        found.sort(key=lambda s: (-s.mentions, -s.documents, s.name))
        return [_with_example(store, s) for s in found[:limit]]


def _names(store: Store, base: KnowledgeBase) -> list[Suggestion]:
    """Return the names in the texts, one for each spelling."""
    from comity.actors import common_words, fold, names_body

    claims = dict(store.rows(_CLAIMS))
    out = []
    for text, mentions, documents, code, sector, seen in store.rows(_NAMES):
        name = " ".join(text.split()).strip("\"'“”‘’,.;: ")
        lower = name.lower()
        known = fold(name) in base.entries or lower in base.roles or lower in common_words()
        if known or not any(c.isupper() for c in name) or len(name) < 3:
            continue
        person = " " in name and not names_body(name) and not name.isupper()
        where = Seen(seen["doc"], seen["sentence"])
        out.append(Suggestion(name, mentions, documents, claims.get(text, 0), person, code or "", sector or "", seen=where))
    return out


def _merged(names: Iterable[Suggestion]) -> list[Suggestion]:
    """Put together the spellings of a name, and a surname with the only full name that ends with it."""
    from comity.actors import fold

    spelt: dict[str, list[Suggestion]] = defaultdict(list)
    for name in names:
        spelt[fold(name.name).lower()].append(name)
    whole = {key: _one(group) for key, group in spelt.items()}
    full: dict[str, list[str]] = defaultdict(list)
    for key, name in whole.items():
        if name.person:
            full[key.split()[-1]].append(key)
    for key in [key for key in whole if " " not in key and len(full.get(key, ())) == 1]:
        owner = full[key][0]
        whole[owner] = _one([whole[owner], whole.pop(key)])
    return list(whole.values())


def _one(group: Sequence[Suggestion]) -> Suggestion:
    """Return several spellings as one suggestion; a full name comes before a surname, else the most frequent one."""
    ordered = sorted(group, key=lambda s: (not s.person, -s.mentions, s.name))
    first = ordered[0]
    aliases = dict.fromkeys(a for s in ordered for a in (s.name, *s.aliases) if a != first.name)
    told = next((s for s in ordered if s.code), first)
    return replace(
        first,
        aliases=tuple(aliases),
        mentions=sum(s.mentions for s in group),
        documents=max(s.documents for s in group),
        claims=sum(s.claims for s in group),
        code=told.code,
        sector=told.sector,
    )


def _with_example(store: Store, suggestion: Suggestion) -> Suggestion:
    text, start, end, source = store.rows(_EXAMPLE, suggestion.seen)[0]
    return replace(suggestion, example=" ".join(text[start:end].split()), source=source)


def as_rows(suggestions: Iterable[Suggestion], form: str) -> list[dict[str, str]]:
    """Return suggestions as rows of one of the project's own tables, to be filled in.

    The column ``source`` says how often the name stands in the texts, and in which sentence first.

    Args:
        suggestions: what :func:`suggest` has found.
        form: ``people``, ``groups``, ``organisations``, ``organs`` or ``media``.

    Raises:
        InputError: there is no such form.
    """
    from comity.actors import COLUMNS, actor_id

    if form not in FORMS:
        raise InputError(f"there is no table {form!r}; valid are {', '.join(FORMS)}")
    out = []
    for s in suggestions:
        row = dict.fromkeys(COLUMNS[f"{form}.csv"], "")
        where = f"{count(s.mentions, 'mention')} in {count(s.documents, 'document')}; {s.source}: {s.example}"
        row |= {"name": s.name, "source": where}
        filled = {"state": s.code, "sector": s.sector, "aliases": "|".join(s.aliases), "names": "|".join((s.name, *s.aliases))}
        if form == "organs":
            filled["code"] = s.code
        if s.code and form in ("people", "organs", "media"):
            filled["id"] = actor_id(s.code, "MED" if form == "media" else s.sector, s.name)
        row |= {column: value for column, value in filled.items() if column in row}
        out.append(row)
    return out
