"""The network of ties: as a NetworkX graph, and as JSON lines, GraphML, GEXF and CSV for other programs (Gephi, Cytoscape, R)."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from comity.errors import InputError
from comity.system.ties import Tie

if TYPE_CHECKING:
    import networkx as nx

COLUMNS = ("source", "target", "kind", "sign", "strength", "score", "events", "first", "last", "ids")
FORMATS = ("jsonl", "graphml", "gexf", "csv")


def to_networkx(ties: Sequence[Tie], names: Mapping[str, str] = MappingProxyType({})) -> nx.MultiDiGraph[str]:
    """Return ties as a directed multigraph: nodes are codes with ``label`` and ``events``, edges are ties with the kind as key.

    Edges have ``kind``, ``sign``, ``strength``, ``weight`` (the same, as other programs call it), ``score``, ``events``,
    ``first``, ``last`` (ISO dates, empty if unknown) and ``ids`` (joined with semicolons). A mutual tie is one edge, from the
    first code to the second.
    """
    import networkx as nx

    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    events: dict[str, int] = {}
    for tie in ties:
        for code in (tie.source, tie.target):
            events[code] = events.get(code, 0) + tie.events
    for code in sorted(events):
        graph.add_node(code, label=names.get(code, code), events=events[code])
    for tie in ties:
        row = dict(zip(COLUMNS[2:], _cells(tie)[2:], strict=True))
        graph.add_edge(tie.source, tie.target, key=tie.kind, weight=row["strength"], **row)
    return graph


def _cells(tie: Tie) -> list[Any]:
    return [
        tie.source, tie.target, tie.kind, tie.sign, round(tie.strength, 6), round(tie.score, 6), tie.events,
        tie.first.isoformat() if tie.first else "", tie.last.isoformat() if tie.last else "", ";".join(tie.ids),
    ]  # fmt: skip


def records(ties: Sequence[Tie]) -> list[dict[str, Any]]:
    """Return ties as records with the keys :data:`COLUMNS`: days as ISO dates or null, ids as a list."""
    out = []
    for tie in ties:
        row = dict(zip(COLUMNS, _cells(tie), strict=True))
        out.append(row | {"first": row["first"] or None, "last": row["last"] or None, "ids": list(tie.ids)})
    return out


def network_file(ties: Sequence[Tie], form: str, names: Mapping[str, str] = MappingProxyType({})) -> bytes:
    """Return ties as a file in one of :data:`FORMATS`, UTF-8. The same ties give the same bytes.

    Raises:
        InputError: no such form.
    """
    if form not in FORMATS:
        raise InputError(f"no form of networks {form!r}; valid are {', '.join(FORMATS)}")
    if form == "csv":
        text = io.StringIO(newline="")
        writer = csv.writer(text)
        writer.writerow(COLUMNS)
        writer.writerows(_cells(tie) for tie in ties)
        return text.getvalue().encode("utf-8")
    if form == "jsonl":
        return b"".join(json.dumps(r, ensure_ascii=False).encode("utf-8") + b"\n" for r in records(ties))
    import networkx as nx

    graph = to_networkx(ties, names)
    lines = nx.generate_graphml(graph) if form == "graphml" else nx.generate_gexf(graph)
    whole = "\n".join(lines) + "\n"
    if form == "gexf":  # the writer puts today's date in, which would make every file another one
        whole = re.sub(r'(<meta) lastmodifieddate="[^"]*"', r"\1", whole)
    head = "" if whole.startswith("<?xml") else "<?xml version='1.0' encoding='utf-8'?>\n"
    return (head + whole).encode("utf-8")
