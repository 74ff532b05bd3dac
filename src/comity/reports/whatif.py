"""The answer to a what-if, as text or Markdown."""

from __future__ import annotations

from comity.reports.blocks import Block, Grid, Heading, Item, Paragraph, blocks_to_markdown, blocks_to_text
from comity.system.bargaining import Exchange, Range, Zone
from comity.system.gmcr import CONCEPTS, Analysis, StateReport, words

LINES = 12  # equilibria in the table; all of them are in the JSON form


def whatif_to_text(analysis: Analysis, width: int = 100) -> str:
    """Return the answer as plain text of at most ``width`` columns."""
    return blocks_to_text(_blocks(analysis), width)


def whatif_to_markdown(analysis: Analysis) -> str:
    """Return the answer as Markdown."""
    return blocks_to_markdown(_blocks(analysis))


def _blocks(a: Analysis) -> list[Block]:
    scenario = a.scenario
    out: list[Block] = [Heading(scenario.title, 1)]
    if scenario.note:
        out.append(Paragraph(scenario.note))
    out.append(Paragraph(f"{_size(a)} {words.basis(scenario)}"))
    out.extend(Item(f"Remark: {remark}.") for remark in scenario.remarks)
    out.append(Heading("Options"))
    out.append(_options(a))
    out.append(Heading("Equilibria"))
    out.extend(_equilibria(a))
    told: set[int] = set()
    for report in (a.today, *a.asked, *a.explained):
        if report.state not in told:
            told.add(report.state)
            out.extend(_state(a, report))
    if scenario.exchange and a.zone:
        out.extend(_exchange(scenario.exchange, a.zone))
    return out


def _size(a: Analysis) -> str:
    scenario = a.scenario
    return (
        f"{len(scenario.makers)} decision-makers, {len(scenario.space.options)} options, {len(scenario.space):,} feasible "
        f"states. Today: {words.state(scenario, scenario.today)}."
    )


def _options(a: Analysis) -> Grid:
    notes = {"": "", "taken": "for good, once taken", "dropped": "for good, once dropped"}
    rows = tuple((o.id, f"{a.scenario.makers[o.owner].name}: {o.does}", notes[o.irreversible]) for o in a.scenario.space.options)
    if any(note for *_, note in rows):
        return Grid(("id", "option", "reversible"), tuple((*r[:2], r[2] or "yes") for r in rows))
    return Grid(("id", "option"), tuple(r[:2] for r in rows))


def _equilibria(a: Analysis) -> list[Block]:
    if not a.equilibria:
        return [Paragraph("No state is an equilibrium in any of the four senses.")]
    firm = [s for s in a.equilibria if "SEQ" in a.stability.concepts(s)]
    listed = (firm or list(a.equilibria))[:LINES]
    out: list[Block] = [
        Grid(
            ("state", "options taken", *CONCEPTS, "moves"),
            tuple(_line(a, s) for s in listed),
            (0, *range(2, 3 + len(CONCEPTS))),
        )
    ]
    if rest := len(a.equilibria) - len(listed):
        kind = "weaker " if len(listed) == len(firm) else ""
        out.append(Paragraph(f"{rest} {kind}equilibri{'a' if rest > 1 else 'um'} more; --format json lists all."))
    out.append(Paragraph(words.sampling(a)))
    out.append(Item("moves: how many lead there from today's state, each of which pays who makes it (-: none do)."))
    out.extend(Item(f"{concept}: {meaning}.") for concept, meaning in words.MEANINGS.items())
    return out


def _line(a: Analysis, state: int) -> tuple[str, ...]:
    held, steps = a.stability.concepts(state), int(a.from_today.steps[state])
    cells = []
    for concept in CONCEPTS:
        mark = "yes" if concept in held else "no"
        if a.robustness and a.robustness.open:
            mark += f" {percent(a.robustness.share(concept, state))}"
        cells.append(mark)
    return (str(state + 1), a.scenario.label(state), *cells, "-" if steps < 0 else str(steps))


def _state(a: Analysis, report: StateReport) -> list[Block]:
    scenario = a.scenario
    held = f"an equilibrium ({', '.join(report.concepts)})" if report.concepts else "no equilibrium"
    place = words.state(scenario, report.state)
    name = f"Today, {place}" if report.state == scenario.today else words.capital(place)
    out: list[Block] = [Heading(f"{name}: {held}")]
    if report.state != scenario.today:
        out.append(Paragraph(words.path(scenario, report)))
    out.extend(Item(line, tuple(reasons)) for line, reasons in words.verdicts(scenario, report.whys))
    for move in report.joint:
        first, *rest = words.joint(scenario, move, report.state)
        out.append(Item(first, tuple(rest)))
    if not report.joint:
        out.append(Item(words.alone(report, len(scenario.makers))))
    return out


def _exchange(exchange: Exchange, zone: Zone) -> list[Block]:
    first, second = exchange.parties
    verdict = {
        "always": "For all values in the ranges, some exchange is better for both than what each has outside.",
        "depends": f"Whether some exchange is better for both than what each has outside depends on the values: "
        f"it is for {percent(zone.possible)} of those that were tried.",
        "never": "For no values in the ranges is any exchange better for both than what each has outside.",
    }
    out: list[Block] = [Heading(f"The exchange between {first.name} and {second.name}")]
    if exchange.note:
        out.append(Paragraph(exchange.note))
    out.append(Paragraph(verdict[zone.agreement]))
    columns = ["", f"{first.name}, points", f"{second.name}, points", *(f"{i.what}, part given" for i in exchange.items)]
    bare = [""] * len(exchange.items)
    told = [
        ["zone at best", *_pair(zone.widest), *bare],
        ["zone at worst", *_pair(zone.surest), *bare],
    ]
    for name, solution in (("Nash", zone.nash), ("Rubinstein", zone.rubinstein)):
        if solution is not None:
            told.append([name, *_pair(solution.gains), *(_shares(r) for r in solution.shares)])
    across = zip(columns, *told, strict=True)  # what is told of each party and item goes down the page
    head, *rows = (tuple(row) for row in across)
    out.append(Grid(head, tuple(rows), tuple(range(1, len(head)))))
    out.append(Paragraph(words.EXCHANGE))
    return out


def _pair(ends: tuple[Range, Range] | None) -> tuple[str, str]:
    return (_range(ends[0]), _range(ends[1])) if ends else ("none", "none")


def _shares(ends: Range) -> str:
    low, high = percent(ends[0]), percent(ends[1])
    return low if low == high else f"{low} to {high}"


def _range(ends: Range) -> str:
    low, high = (f"{round(x, 1) + 0.0:.1f}" for x in ends)  # + 0.0: never "-0.0"
    return low if low == high else f"{low} to {high}"


def percent(share: float) -> str:
    """Return a share as a percentage; 0 % and 100 % only where it is exactly that.

    >>> percent(0.997), percent(1.0), percent(0.25)
    ('>99 %', '100 %', '25 %')
    """
    if 0 < share < 0.005:
        return "<1 %"
    return ">99 %" if 0.995 <= share < 1 else f"{100 * share:.0f} %"
