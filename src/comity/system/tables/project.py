"""The events of a project as rows."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

import duckdb

from comity.ontology import PLOVER, crosswalk, plover_type
from comity.system.tables.table import FIRST_DAY, LAST_DAY, VIEW, EventTable, literal, literals

_MUTUAL = Path(__file__).parent / "mutual.toml"

_MOST_DAYS = 31  # a longer stretch gives no day
_SECTORS = ("GOV", "MIL", "LEG", "JUD", "COP", "SPY", "OPP", "PTY", "REB", "CVL", "BUS", "MED", "REF", "IGO", "NGO")

# Who did it to whom: each actor with each recipient, each code once. Acts of several without a recipient stand in both directions
# where they are mutual, else each actor's stands alone.
_PAIRS = """sides AS (
    SELECT e.id, list_distinct(list_transform(list_filter(e.actors, lambda x: x.code <> ''), lambda x: x.code)) AS who,
        list_distinct(list_transform(list_filter(e.recipients, lambda x: x.code <> ''), lambda x: x.code)) AS whom,
        list_concat(e.actors, e.recipients) AS people, len(e.recipients) = 0 AND e.id IN (SELECT id FROM comity_mutual) AS mutual
    FROM events e),
pairs AS (
    SELECT s.id, a.code AS source, b.code AS target, false AS joint
        FROM sides s, unnest(s.who) AS a(code), unnest(s.whom) AS b(code) WHERE a.code <> b.code OR len(s.who) = 1
    UNION ALL SELECT s.id, a.code, b.code, true FROM sides s, unnest(s.who) AS a(code), unnest(s.who) AS b(code)
        WHERE s.mutual AND a.code <> b.code
    UNION ALL SELECT s.id, a.code, NULL, false FROM sides s, unnest(s.who) AS a(code)
        WHERE len(s.whom) = 0 AND (len(s.who) = 1 OR NOT s.mutual)
    UNION ALL SELECT s.id, NULL, b.code, false FROM sides s, unnest(s.whom) AS b(code) WHERE len(s.who) = 0)"""

# The middle of the stretch in which it happened, if that is a month at most; else the day of the first report, unless the
# stretch leaves that out, or it is told as history. No day is later than the last report: a stretch that begins after it is that
# of a plan or a deadline, and the day is that of the first report, on which it was announced.
_DAYS = f"""reported AS (
    SELECT k.event, min(try_cast(substr(d.date, 1, 10) AS DATE)) AS first, max(try_cast(substr(d.date, 1, 10) AS DATE)) AS last
    FROM event_claims k JOIN claims c ON c.id = k.claim JOIN documents d ON d.id = c.doc GROUP BY k.event),
stretches AS (
    SELECT e.id, e.historical, r.first, r.last, try_cast(e.date_start AS DATE) AS a, try_cast(e.date_end AS DATE) AS b
    FROM events e LEFT JOIN reported r ON r.event = e.id),
told AS (
    SELECT id, coalesce(a > last, false) AS ahead, first, last,
        CASE WHEN a IS NOT NULL AND b - a <= {_MOST_DAYS} THEN a + ((b - a) // 2)::INTEGER
            WHEN NOT historical AND (a IS NULL OR first BETWEEN a AND b) THEN first END AS day
    FROM stretches),
days AS (
    SELECT id, ahead, CASE WHEN held BETWEEN DATE '{FIRST_DAY}' AND DATE '{LAST_DAY}' THEN held END AS day
    FROM (SELECT id, ahead, CASE WHEN ahead THEN first WHEN day > last THEN last ELSE day END AS held FROM told))"""

_CONTEXTS = """topics AS (
    SELECT k.event, list_sort(list_distinct(flatten(list(c.contexts)))) AS contexts
    FROM event_claims k JOIN claims c ON c.id = k.claim GROUP BY k.event)"""


def project_table(
    connection: duckdb.DuckDBPyConnection,
    label: str,
    names: Mapping[str, str] = MappingProxyType({}),
    close: Callable[[], None] | None = None,
) -> EventTable:
    """Return the events of an open project as rows: one for each pair of a doer and the one that it was done to.

    The rows are temporary tables of the connection, so a project that is open for reading only is left as it is. An event has the
    day in the middle of the stretch in which it happened; where no text says when, or only in which year, or where the stretch
    lies after the last report, the day of its first report. What is told as history has a day only if a text gives it.

    Args:
        connection: to a project file (:mod:`comity.records.schemas` has its tables).
        label: the file, as errors name it.
        names: what people call the codes.
        close: what to do when the rows are no longer needed; by default the connection stays open.
    """
    columns = "type, mode, planned, as_type, as_mode, cameo"
    connection.execute(f"CREATE OR REPLACE TEMP TABLE comity_acts AS SELECT * FROM (VALUES {_acts()}) t({columns})")
    connection.execute(f"CREATE OR REPLACE TEMP TABLE comity_mutual AS {_mutual()}")
    connection.execute(f"CREATE OR REPLACE TEMP TABLE comity_days AS WITH {_DAYS} SELECT * FROM days")
    connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE {VIEW} AS WITH {_PAIRS}, {_CONTEXTS}
        SELECT e.id, d.day, x.as_type AS type, x.as_mode AS mode, x.cameo, p.source, p.target,
            {_sector("source")} AS source_sector, {_sector("target")} AS target_sector, e.status, p.joint, 1.0::DOUBLE AS weight,
            e.reports, NULL::VARCHAR AS doc, t.contexts
        FROM pairs p JOIN events e ON e.id = p.id JOIN sides s ON s.id = p.id JOIN comity_days d ON d.id = p.id
        LEFT JOIN topics t ON t.event = p.id
        LEFT JOIN comity_acts x ON x.type = e.type AND x.mode = e.mode AND x.planned = (e.status = 'planned')
        ORDER BY e.number, p.source, p.target"""
    )
    connection.execute(
        """CREATE OR REPLACE TEMP TABLE comity_origins AS WITH told AS (
            SELECT DISTINCT k.event AS id, c.doc FROM event_claims k JOIN claims c ON c.id = k.claim JOIN events e ON e.id =
            k.event WHERE NOT k.disputing OR e.reports = 0)
        SELECT id, doc, 1.0 / count(*) OVER (PARTITION BY id) AS share FROM told"""
    )
    connection.execute(
        """CREATE OR REPLACE TEMP TABLE comity_denials AS
        SELECT DISTINCT k.event AS id, try_cast(substr(d.date, 1, 10) AS DATE) AS day, p.code AS speaker
        FROM event_claims k JOIN claims c ON c.id = k.claim JOIN documents d ON d.id = c.doc
        JOIN participants p ON p.claim = c.id AND p.role = 'speaker' WHERE k.disputing AND p.code <> ''"""
    )
    newest = _newest(connection)
    return EventTable(
        connection, label, notes=_notes(connection, newest), names=names, documents=True, denials=True, newest=newest,
        close=close or (lambda: None),
    )  # fmt: skip


def _mutual() -> str:
    """The events whose actors do it to each other: by their type, or by the trigger of a claim of several without a recipient."""
    known = tomllib.loads(_MUTUAL.read_text(encoding="utf-8"))
    said = " OR ".join(
        f"(e.type = {literal(kind)} AND lower(regexp_replace(trim(c.trigger_text), '\\s+', ' ', 'g')) IN "
        f"{literals(form.strip() for forms in lemmas.values() for form in forms.split(','))})"
        for kind, lemmas in known["triggers"].items()
    )
    return f"""SELECT id FROM events WHERE type IN {literals(known["types"])}
        UNION SELECT e.id FROM events e JOIN event_claims k ON k.event = e.id JOIN claims c ON c.id = k.claim
        WHERE NOT k.disputing AND ({said or "false"})
            AND (SELECT count(DISTINCT p.code) FROM participants p WHERE p.claim = c.id AND p.role = 'actor' AND p.code <> '') > 1
            AND NOT EXISTS (SELECT 1 FROM participants p WHERE p.claim = c.id AND p.role = 'recipient')"""


def _newest(connection: duckdb.DuckDBPyConnection) -> dt.date | None:
    """The day of the newest document that has a day."""
    days = connection.execute(
        f"""SELECT max(day) FROM (SELECT try_cast(substr(date, 1, 10) AS DATE) AS day FROM documents WHERE superseded_by IS NULL)
        WHERE day BETWEEN DATE '{FIRST_DAY}' AND DATE '{LAST_DAY}'"""
    ).fetchone()
    return days[0] if days else None


def _sector(side: str) -> str:
    """The sector in the id of the participant of a row (``PRK.GOV.KIM-JONG-UN``); empty for the whole."""
    own = f"list_filter(s.people, lambda x: x.code = p.{side})"
    part = f"list_extract(list_transform({own}, lambda x: split_part(x.actor, '.', 2)), 1)"
    return f"CASE WHEN {part} IN {literals(_SECTORS)} THEN {part} ELSE '' END"


def _acts() -> str:
    """Types and modes with what they are called and coded as, done and planned."""
    rows = []
    for entry in PLOVER.values():
        for mode in ("", *entry.modes):
            for planned, modality in ((False, "actual"), (True, "future")):
                kind = plover_type(entry.name, modality)
                kept = mode if kind == entry.name else ""
                texts = ", ".join(literal(t) for t in (kind, kept, crosswalk(entry.name, mode, modality)))
                rows.append(f"({literal(entry.name)}, {literal(mode)}, {planned}, {texts})")
    return ", ".join(rows)


def _notes(connection: duckdb.DuckDBPyConnection, newest: dt.date | None) -> list[str]:
    counts = connection.execute(
        f"""SELECT (SELECT count(*) FROM events), count(DISTINCT id),
            count(DISTINCT id) FILTER (source IS NOT NULL AND target IS NOT NULL),
            count(DISTINCT id) FILTER (day IS NULL) FROM {VIEW}"""
    ).fetchone()
    assert counts is not None
    total, named, paired, undated = counts
    left = [f"{total - named:,} in which nobody is identified"] if total - named else []
    left += [f"{undated:,} without a day (told as history, or no more than a year is known)"] if undated else []
    out = f"{total:,} events, {paired:,} of them between two identified sides"
    notes = [f"{out}; left out: {', '.join(left)}" if left else out]
    ahead, later = connection.execute(
        f"""SELECT (SELECT count(*) FROM comity_days WHERE ahead),
            (SELECT count(DISTINCT id) FROM {VIEW} WHERE day > {f"DATE '{newest}'" if newest else "NULL"})"""
    ).fetchone() or (0, 0)
    if ahead:
        whose = "1 event has a day" if ahead == 1 else f"{ahead:,} events have days"
        notes.append(f"{whose} after the last report, as plans and deadlines do; each counts on the day of its first report")
    if later:
        whose = "1 event of undated documents lies" if later == 1 else f"{later:,} events of undated documents lie"
        notes.append(f"{whose} after the newest document, of {newest}, which is the last day here")
    return notes
