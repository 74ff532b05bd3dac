"""Make a brief from a project. The engine does the counting; only what is shown is loaded."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from comity.errors import InputError
from comity.ontology import PLOVER
from comity.reports.known import known, notes
from comity.reports.model import STANDINGS, ActLine, ActorLine, Brief, BriefOptions, Quote, SkipLine, Voice
from comity.reports.nothing import no_claims
from comity.reports.wording import name_of as _name
from comity.store import Store

# A participant whom nobody identifies stands for itself, with its own words.
_LABEL = "CASE WHEN p.code <> '' THEN p.code ELSE '“' || lower(p.text) || '”' END"
_STANDING = """CASE
    WHEN c.modality = 'conditional' THEN 'conditional'
    WHEN c.polarity = 'negated' AND c.modality = 'possible' THEN 'opposed'
    WHEN c.polarity = 'negated' THEN 'denied'
    WHEN c.historical THEN 'historical'
    WHEN c.modality = 'future' THEN 'planned'
    WHEN c.modality = 'possible' THEN 'possible'
    ELSE 'done' END"""
_KEY = "actors, type, recipients"
# Lines in which nobody is named come last; of equally many reports those in more documents come first.
_RANK = f"len(actors) = 0, reports DESC, docs DESC, len(recipients) = 0, number, trigger_start, {_KEY}"


def brief(store: Store, options: BriefOptions | None = None) -> Brief:
    """Return the brief of a project.

    Documents that copy another one are counted, and coded once; documents that a newer version replaced are left out.

    Raises:
        InputError: an unknown PLOVER type.
    """
    options = options or BriefOptions()
    if options.type and options.type not in PLOVER:
        raise InputError(f"no PLOVER type {options.type!r}; valid are {', '.join(PLOVER)}")
    shown = _select(store, options)
    _group(store)
    counts, certainty = known(store, options)
    standings = dict(store.rows("SELECT standing, count(*) FROM acts GROUP BY standing"))
    return Brief(
        **_what_was_read(store),
        claims_shown=shown,
        skipped=_skipped(store),
        notes=(*_notes(store), *notes(store)),
        filters=_filters(options),
        standings={s: int(standings[s]) for s in STANDINGS if s in standings},
        contested_total=int(store.value("SELECT count(*) FROM lines WHERE contested")),
        actors=_actors(store, options),
        acts=_acts(store, options),
        acts_total=int(store.value("SELECT count(*) FROM lines")),
        events=counts,
        known=certainty,
        empty="" if shown else no_claims(store, options),
    )


def _select(store: Store, options: BriefOptions) -> int:
    """Make the temporary table ``acts``: the claims that the filters leave, with their participants as lists."""
    where, values = ["d.superseded_by IS NULL"], []
    if options.actor:
        where.append(
            "EXISTS (SELECT 1 FROM participants p "
            "WHERE p.claim = c.id AND p.role <> 'speaker' AND lower(?) IN (lower(p.code), lower(p.actor)))"
        )
        values.append(options.actor)
    if options.type:
        where.append("c.type = ?")
        values.append(options.type)
    if options.since:
        where.append("coalesce(c.date_end, d.date) >= ?")
        values.append(options.since)
    if options.until:
        where.append("coalesce(c.date_start, d.date) <= ?")
        values.append(options.until)
    store.connection.execute("DROP TABLE IF EXISTS temp.acts")
    store.connection.execute(
        f"""CREATE TEMP TABLE acts AS
        WITH people AS (
            SELECT claim, role, list_sort(list(DISTINCT {_LABEL})) AS labels FROM participants p GROUP BY claim, role)
        SELECT c.id, c.doc, c.type, c.mode, c.sentence_start, c.sentence_end, d.number, c.trigger_start, c.position,
            d.outlet, {_STANDING} AS standing,
            coalesce(a.labels, []) AS actors, coalesce(r.labels, []) AS recipients, coalesce(s.labels, []) AS speakers
        FROM claims c JOIN documents d ON d.id = c.doc
        LEFT JOIN people a ON a.claim = c.id AND a.role = 'actor'
        LEFT JOIN people r ON r.claim = c.id AND r.role = 'recipient'
        LEFT JOIN people s ON s.claim = c.id AND s.role = 'speaker'
        WHERE {" AND ".join(where)}""",
        values,
    )
    return int(store.value("SELECT count(*) FROM acts"))


def _group(store: Store) -> None:
    """Make the temporary table ``lines``: the acts by actors, type and recipients, with what is contested.

    A line is contested if the same act is affirmed by some and denied by others: with the same actors and recipients,
    or, for acts that both sides do, with the same participants whatever their roles. Where one of the two names no
    recipient, that is enough for a material act ("denied that it sent weapons"); it is too little for words, since
    not every meeting of somebody is the same meeting.
    """
    material = ", ".join(f"'{t.name}'" for t in PLOVER.values() if t.quad.startswith("material"))
    counts = ", ".join(f"count(*) FILTER (standing = '{s}') AS \"{s}\"" for s in STANDINGS)
    store.connection.execute("DROP TABLE IF EXISTS temp.lines")
    store.connection.execute(
        f"""CREATE TEMP TABLE lines AS
        WITH g AS (SELECT {_KEY}, count(*) AS reports, count(DISTINCT doc) AS docs, min(number) AS number,
            min(trigger_start) AS trigger_start, {counts} FROM acts GROUP BY {_KEY}),
        k AS (SELECT {_KEY}, list_sort(list_distinct(list_concat(actors, recipients))) AS everybody,
            denied > 0 AS denied, done + planned + historical > 0 AS affirmed FROM g WHERE len(actors) > 0),
        x AS (SELECT DISTINCT a.actors, a.type, a.recipients FROM k a JOIN k b USING (type)
            WHERE ((a.denied AND b.affirmed) OR (a.affirmed AND b.denied)) AND (
                (a.actors = b.actors AND a.recipients = b.recipients AND len(a.everybody) > 1)
                OR (a.type IN ('CONSULT', 'AGREE', 'COOPERATE') AND a.everybody = b.everybody AND len(a.everybody) > 1)
                OR (a.type IN ({material}) AND a.actors = b.actors
                    AND (a.recipients = b.recipients OR len(a.recipients) = 0 OR len(b.recipients) = 0))))
        SELECT g.*, x.type IS NOT NULL AS contested FROM g LEFT JOIN x
            ON g.actors = x.actors AND g.type = x.type AND g.recipients = x.recipients"""
    )


def _what_was_read(store: Store) -> dict[str, Any]:
    current = "FROM documents WHERE superseded_by IS NULL"
    documents, duplicates, undated, first, last = store.rows(
        f"SELECT count(*), count(duplicate_of), count(*) - count(date), min(date), max(date) {current}"
    )[0]
    outlets = store.rows(f"SELECT outlet, count(*) {current} AND outlet <> '' GROUP BY outlet ORDER BY 2 DESC, 1")
    coded = "JOIN documents d ON d.id = t.doc WHERE d.superseded_by IS NULL"
    return {
        "project": store.path.name,
        "documents": documents,
        "duplicates": duplicates,
        "superseded": int(store.value("SELECT count(superseded_by) FROM documents")),
        "undated": undated,
        "first_date": first,
        "last_date": last,
        "outlets": tuple((str(o), int(n)) for o, n in outlets),
        "sentences": int(store.value(f"SELECT count(*) FROM sentences t {coded} AND d.duplicate_of IS NULL")),
        "claims": int(store.value(f"SELECT count(*) FROM claims t {coded}")),
    }


def _skipped(store: Store) -> tuple[SkipLine, ...]:
    """What is still not read: a source that was read later is no longer among it."""
    rows = store.rows(
        "SELECT code, count(DISTINCT source), arg_min(source, number), arg_min(reason, number) FROM skipped s "
        "WHERE NOT EXISTS (SELECT 1 FROM documents d WHERE d.source = s.source) GROUP BY code ORDER BY 2 DESC, 1"
    )
    return tuple(SkipLine(str(c), int(n), str(source), str(reason)) for c, n, source, reason in rows)


def _notes(store: Store) -> tuple[str, ...]:
    rows = store.rows("SELECT status FROM runs ORDER BY run DESC LIMIT 1")
    if rows and rows[0][0] != "finished":
        return ("the last run did not come to its end; the same comity read command goes on where it was",)
    return ()


def _filters(options: BriefOptions) -> tuple[str, ...]:
    pairs = (
        ("actor", options.actor),
        ("type", options.type),
        ("since", options.since),
        ("until", options.until),
    )
    return tuple(f"{name} {value}" for name, value in pairs if value)


def _actors(store: Store, options: BriefOptions) -> tuple[ActorLine, ...]:
    rows = store.rows(
        """SELECT p.code, count(DISTINCT p.claim) FILTER (p.role = 'actor') AS n_actor,
            count(DISTINCT p.claim) FILTER (p.role = 'recipient') AS n_recipient,
            count(DISTINCT p.claim) FILTER (p.role = 'speaker') AS n_speaker, count(DISTINCT p.doc) AS n_docs
        FROM participants p JOIN acts a ON a.id = p.claim WHERE p.code <> ''
        GROUP BY p.code ORDER BY n_actor + n_recipient DESC, n_docs DESC, n_speaker DESC, p.code LIMIT ?""",
        [options.actors],
    )
    return tuple(ActorLine(str(code), _name(str(code), options.names), *map(int, n)) for code, *n in rows)


def _acts(store: Store, options: BriefOptions) -> tuple[ActLine, ...]:
    """The lines with the most reports, with a part of them kept for what is contested, denied or conditional."""
    kept = options.limit // 4
    counts = ", ".join(f'"{s}"' for s in STANDINGS)
    lines = store.rows(
        f"""WITH ranked AS (SELECT *, row_number() OVER (ORDER BY {_RANK}) AS place FROM lines),
        top AS (SELECT * FROM ranked ORDER BY place LIMIT ?),
        disputed AS (SELECT * FROM ranked WHERE contested OR denied > 0 OR conditional > 0
            ORDER BY contested DESC, denied > 0 DESC, place LIMIT ?),
        chosen AS (SELECT *, 0 AS turn FROM disputed UNION ALL SELECT *, 1 FROM top WHERE place NOT IN (
            SELECT place FROM disputed) ORDER BY turn, place LIMIT ?)
        SELECT {_KEY}, reports, docs, contested, {counts} FROM chosen ORDER BY place""",
        [options.limit, kept, options.limit],
    )
    return tuple(_line(store, line, options) for line in lines)


def _line(store: Store, line: Sequence[Any], options: BriefOptions) -> ActLine:
    actors, kind, recipients, reports, docs, contested, *numbers = line
    claims = store.rows(
        "SELECT id, standing, speakers, outlet, mode, doc FROM acts "
        "WHERE actors = ? AND type = ? AND recipients = ? ORDER BY number, trigger_start, position",
        [actors, kind, recipients],
    )
    return ActLine(
        actors=tuple(actors),
        type=str(kind),
        recipients=tuple(recipients),
        actor_names=tuple(_name(a, options.names) for a in actors),
        recipient_names=tuple(_name(r, options.names) for r in recipients),
        standings={s: int(n) for s, n in zip(STANDINGS, numbers, strict=True) if n},
        modes=tuple(sorted({str(c[4]) for c in claims if c[4]})),
        reports=int(reports),
        documents=int(docs),
        contested=bool(contested),
        voices=_voices(claims, options.names),
        outlets=_outlets(claims),
        quotes=_quotes(store, claims, options),
    )


def _voices(claims: Sequence[tuple[Any, ...]], names: Mapping[str, str]) -> tuple[Voice, ...]:
    """Whom the text credits; where it credits nobody, its outlet says so in its own words."""
    counts: Counter[tuple[str, str, str]] = Counter()
    for _, standing, speakers, outlet, *_ in claims:
        for speaker in speakers:
            counts[speaker, _name(speaker, names), standing] += 1
        if not speakers:
            counts["", outlet, standing] += 1
    order = list(STANDINGS)
    ranked = sorted(counts.items(), key=lambda c: (order.index(c[0][2]), -c[1], c[0]))
    return tuple(Voice(*key, n) for key, n in ranked)


def _outlets(claims: Sequence[tuple[Any, ...]]) -> tuple[tuple[str, int], ...]:
    counts = Counter(str(c[3]) for c in claims if c[3])
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def _quotes(store: Store, claims: Sequence[tuple[Any, ...]], options: BriefOptions) -> tuple[Quote, ...]:
    """The first sentences of each standing, from as many documents as there are."""
    if not options.quotes:
        return ()
    chosen: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    seen: set[tuple[str, str]] = set()
    for again in (False, True):
        for claim in claims:
            standing, doc = claim[1], claim[5]
            full = len(chosen[standing]) >= options.quotes
            if not full and claim not in chosen[standing] and (again or (standing, doc) not in seen):
                seen.add((standing, doc))
                chosen[standing].append(claim)
    ids = [c[0] for standing in STANDINGS for c in chosen.get(standing, ())]
    rows = store.rows(
        """SELECT a.id, substr(d.text, a.sentence_start + 1, a.sentence_end - a.sentence_start), a.sentence_start,
            a.sentence_end, d.id, d.source, d.outlet, d.date, a.standing, a.speakers
        FROM acts a JOIN documents d ON d.id = a.doc WHERE a.id IN (SELECT unnest(?::VARCHAR[]))""",
        [ids],
    )
    found = {
        key: Quote(
            text=" ".join(str(text).split()),
            start=int(start),
            end=int(end),
            doc=str(doc),
            source=str(source),
            outlet=str(outlet),
            date=date,
            standing=str(standing),
            speakers=tuple(_name(s, options.names) for s in speakers),
            claim=str(key),
        )
        for key, text, start, end, doc, source, outlet, date, standing, speakers in rows
    }
    return tuple(found[i] for i in ids)
