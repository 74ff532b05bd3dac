"""Measures, the network and the balance of the system, as blocks of a report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from comity.reports.blocks import Block, Grid, Heading, Item, Paragraph
from comity.reports.wording import SHORT, count, name_of
from comity.system.balance import Balance, Change
from comity.system.camps import Camps
from comity.system.measures import Result, Row, Value, Variant
from comity.system.ties import Tie, behind, kinds

Names = Mapping[str, str]
_TITLES = {
    "cooperation": "Cooperation and conflict",
    "alignment": "Alignment",
    "isolation": "Isolation, by its components",
    "exchange": "Exchange",
    "brokerage": "Brokerage",
    "changes": "Change points",
}
_NONE = "-"
_BEHIND = 'Events behind each line: --format jsonl names them; "comity event ID" shows one of a project with its sentences.'


def measure_page(result: Result, names: Names, limit: int | None = None) -> list[Block]:
    """Return a measure as a table, with what its values are, and what they depend on.

    Args:
        result: the measure.
        names: what people call the codes.
        limit: lines of the table at most.
    """
    span = f"{result.span.since} to {result.span.until}"
    out: list[Block] = [Heading(f"{_TITLES.get(result.measure, result.measure)}, {span}", 1)]
    rows = result.rows[:limit]
    out.append(_side_by_side(result) if result.measure == "isolation" and not result.by else _table(result, rows))
    if len(rows) < len(result.rows) and not (result.measure == "isolation" and not result.by):
        out.append(Paragraph(f"{len(result.rows) - len(rows):,} more lines; show them with --limit {len(result.rows)}"))
    codes = dict.fromkeys(part for row in rows for part in row.key)
    legend = [f"{code} {names[code]}" for code in codes if code in names and names[code] != code]
    if legend:
        out.append(Paragraph("; ".join(legend) + "."))
    out.append(Paragraph("Units: " + "; ".join(f"{_words(name)}: {unit}" for name, unit in result.units.items()) + "."))
    out.append(Paragraph(_bands(result)))
    out.append(Paragraph(_BEHIND))
    out += _sensitivity(result)
    return out


def _words(name: str) -> str:
    return name.replace("_", " ")


def _bands(result: Result) -> str:
    if not result.draws or result.resampled < 2:
        return "No bands: there are fewer than two documents to draw from." if result.draws else "No bands were drawn."
    what = "groups of documents" if result.resampled == 400 else "documents"
    return (
        f"In brackets: the band of {result.level:.0%} of {result.draws:,} resamples of the {result.resampled:,} {what} "
        "behind the lines."
    )


def _table(result: Result, rows: Sequence[Row]) -> Grid:
    period = ("from" if result.measure == "changes" else "period",) if result.by else ()
    shown = [n for n in result.units if not n.startswith("goldstein")]
    goldstein = ("Goldstein +/-",) if len(shown) < len(result.units) else ()  # without bands, so that a line fits
    columns = (*(_words(k) for k in result.keys), *period, *(_words(n) for n in shown), *goldstein, "events")
    lines = tuple(
        (
            *row.key, *((row.period,) if period else ()), *(_cell(row.values[n]) for n in shown),
            *((_goldstein(row),) if goldstein else ()), f"{row.events:,}",
        )
        for row in rows
    )  # fmt: skip
    first = len(result.keys) + len(period)
    return Grid(columns, lines, tuple(range(first, len(columns))))


def _goldstein(row: Row) -> str:
    values = (row.values[f"goldstein_{name}"].value for name in ("cooperation", "conflict"))
    return " / ".join(_NONE if v is None else number(v) for v in values)


def _side_by_side(result: Result) -> Grid:
    actors = tuple(dict.fromkeys(row.key[0] for row in result.rows))
    parts = tuple(dict.fromkeys(row.key[1] for row in result.rows))
    values = {row.key: row.values["value"] for row in result.rows}
    lines = tuple((_words(part), *(_cell(values[actor, part]) for actor in actors)) for part in parts)
    return Grid(("", *actors), lines, tuple(range(1, len(actors) + 1)))


def _cell(value: Value) -> str:
    if value.value is None:
        return _NONE
    whole = number(value.value)
    return whole if value.low is None or value.high is None else f"{whole} [{number(value.low)}, {number(value.high)}]"


def number(value: float) -> str:
    """Return a number with two decimals, fewer where it is large or whole.

    >>> [number(v) for v in (3.0, 0.12345, 12.345, 1234.5)]
    ['3', '0.12', '12.3', '1,234']
    """
    if abs(value - round(value)) < 1e-9:
        return f"{value:,.0f}"
    return f"{value:,.2f}" if abs(value) < 10 else f"{value:,.1f}" if abs(value) < 100 else f"{value:,.0f}"


def _sensitivity(result: Result) -> list[Block]:
    if not result.sensitivity:
        return []
    write = _changed if result.measure == "changes" else _varied
    return [Heading("What this depends on"), *(Item(write(v, result)) for v in result.sensitivity)]


def _varied(variant: Variant, result: Result) -> str:
    name = _words(next(iter(result.units)))
    order = "" if variant.order is None else f"order of the lines {variant.order:.2f} (rank correlation), "
    key = " ".join(_words(part) for part in variant.key)
    if abs(variant.was - variant.becomes) < 5e-7:
        return f"{variant.what}: no line changes"
    return f"{variant.what}: {order}largest change {key}: {name} {number(variant.was)} becomes {number(variant.becomes)}"


def _changed(variant: Variant, result: Result) -> str:
    there = f"{variant.was:.0f} of the {count(variant.rows, 'change point')} are there too"
    return f"{variant.what}: {there}, of {variant.becomes:.0f} in all"


def network_page(ties: Sequence[Tie], names: Names, limit: int) -> list[Block]:
    """Return the strongest ties of a network."""
    ranked = sorted(ties, key=lambda t: (-abs(t.score), t.source, t.target, t.kind))
    actors = {code for tie in ties for code in tie[:2]}
    by_kind: dict[str, int] = {}
    for tie in ties:
        by_kind[tie.kind] = by_kind.get(tie.kind, 0) + 1
    listed = ", ".join(f"{kind} {by_kind[kind]:,}" for kind in kinds() if kind in by_kind)
    out: list[Block] = [Paragraph(f"{count(len(ties), 'tie')} among {count(len(actors), 'actor')}: {listed}")]
    rows = tuple(
        (
            t.source, t.target, t.kind, {1: "+", -1: "-", 0: ""}[t.sign], number(t.strength), number(t.score), f"{t.events:,}",
            str(t.last or ""), t.ids[0][:SHORT] if t.ids else "",
        )
        for t in ranked[:limit]
    )  # fmt: skip
    columns = ("source", "target", "kind", "sign", "strength", "score", "events", "last", "first id")
    out.append(Grid(columns, rows, (4, 5, 6)))
    if len(ranked) > limit:
        out.append(Paragraph(f"{len(ranked) - limit:,} more; show them with --limit {len(ranked)}"))
    return out


def balance_page(found: Sequence[Camps], names: Names) -> list[Block]:
    """Return the camps of a system: at one day in full, over time a line each."""
    if len(found) == 1 and not found[0].period:
        return _one(found[0], names)
    rows = tuple(
        (
            c.period, number(c.balance.index), f"{c.balance.level:.2f}", f"{c.balance.actors:,}", f"{c.balance.ties:,}",
            _NONE if c.triangles is None else f"{c.triangles:.2f}", f"{len(c.balance.camps[0])} + {len(c.balance.camps[1])}",
            ", ".join(f"{a}-{b}" for a, b, _ in c.balance.frustrated[:3]) + (" ..." if len(c.balance.frustrated) > 3 else ""),
        )
        for c in found
    )  # fmt: skip
    columns = ("period", "index", "level", "actors", "ties", "triangles", "camps", "ties that do not fit")
    return [Heading("Balance over time", 1), Grid(columns, rows, (1, 2, 3, 4, 5))]


def _one(found: Camps, names: Names) -> list[Block]:
    b = found.balance
    out: list[Block] = [Heading(f"Balance of the system at {found.until}", 1), Paragraph(_summary(found))]
    out += [Item(f"camp {n}: {_named(camp, names)}") for n, camp in enumerate(b.camps, 1)]
    if len(b.components) > 1:
        parts = count(len(b.components), "part")
        out.append(Paragraph(f"The network has {parts} without a tie between them: how these stand to each other is not known."))
    if b.either:
        out.append(Paragraph(f"On either side at no cost: {_named(b.either, names)}."))
    if b.frustrated:
        out.append(Heading("Ties that do not fit"))
        out += [Item(_frustrated(found, a, c, w)) for a, c, w in b.frustrated]
    return out


def _summary(found: Camps) -> str:
    b = found.balance
    share = "" if found.triangles is None else f"; {found.triangles:.0%} of the triangles are balanced"
    fit = "all fit two camps" if b.balanced else f"frustration index {number(b.index)}, level {b.level:.2f}"
    return f"{count(b.ties, 'tie')} among {count(b.actors, 'actor')}: {fit}{share}."


def _named(codes: Sequence[str], names: Names) -> str:
    return ", ".join(f"{code} ({name_of(code, names)})" if name_of(code, names) != code else code for code in codes) or _NONE


def _frustrated(found: Camps, a: str, b: str, weight: float) -> str:
    why = "friends in two camps" if weight > 0 else "enemies in one camp"
    kinds_of = "; ".join(f"{k} {', '.join(i[:SHORT] for i in ids[:3])}" for k, ids in behind(found.ties, a, b).items())
    return f"{a} - {b}: {why}" + (f" ({kinds_of})" if kinds_of else "")


def change_page(change: Change[str], new: Sequence[tuple[str, str, float]], names: Names) -> list[Block]:
    """Return what new ties would do to the balance of a system."""
    ties = ", ".join(f"{a} {'+' if w > 0 else '-'} {b}" for a, b, w in new)
    moves = f"{'rises' if change.difference > 0 else 'falls'} from {number(change.before.index)} to {number(change.after.index)}"
    says = moves if change.difference else f"stays at {number(change.after.index)}"
    out: list[Block] = [
        Heading(f"With {ties}"),
        Paragraph(f"The frustration index {says}."),
    ]
    for what, listed in (("would change camp", _named(change.moved, names)), ("camps then", _camps(change.after, names))):
        if listed != _NONE:
            out.append(Item(f"{what}: {listed}"))
    for what, found in (
        ("would come under strain", change.strained),
        ("would no longer be under strain", change.relieved),
        ("in the place of", change.replaced),
    ):
        if found:
            out.append(Item(f"{what}: " + ", ".join(f"{a} {'+' if w > 0 else '-'} {b}" for a, b, w in found)))
    return out


def _camps(balance: Balance[str], names: Names) -> str:
    return " | ".join(", ".join(camp) for camp in balance.camps if camp)
