"""Forecasts, what came of them, and how good they would have been: as blocks of a report, and as records."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from comity.reports.blocks import Block, Grid, Heading, Item, Paragraph
from comity.reports.wording import SHORT, count, name_of
from comity.system.forecast.backtest import Judged
from comity.system.forecast.calibration import Bin, in_words
from comity.system.forecast.log import LoggedForecast, LogScores
from comity.system.forecast.outlook import LEAST_PERIODS, Outlook, Precedent

Names = Mapping[str, str]


def outlook_record(outlook: Outlook) -> dict[str, Any]:
    """Return an outlook as one JSON object: dates, probability and base rate, and the precedents with their ids."""
    return {
        "source": outlook.source,
        "type": outlook.relation,
        "target": outlook.target,
        "first": _iso(outlook.first),
        "last": _iso(outlook.last),
        "probability": round(outlook.probability, 6),
        "words": in_words(outlook.probability) if outlook.worded else None,
        "usual": round(outlook.usual, 6),
        "past": outlook.past,
        "calibrated": outlook.calibrated,
        "precedents": [
            {
                "why": p.why,
                "source": p.source,
                "type": p.relation,
                "target": p.target,
                "day": _iso(p.day),
                "event": p.event,
                "followed": p.hits,
                "cases": p.cases,
                "days_since": [p.since, p.until],
            }
            for p in outlook.precedents
        ],
    }


def forecast_page(outlooks: Sequence[Outlook], names: Names, thin: str = "", left: int = 0, days: int = 0) -> list[Block]:
    """Return the forecast of two actors: a line for each act, then what speaks for it. That nothing is calibrated comes first.

    Args:
        outlooks: likeliest first; at least one.
        names: what people call the codes.
        thin: why rates stand in for the model, if they do.
        left: how many less likely outlooks are left out.
        days: how many days of events are behind the chances, where that is too little to put them into words.
    """
    first = outlooks[0]
    worded = all(o.worded for o in outlooks)
    pair = sorted({first.source, first.target})
    title = f"{' and '.join(name_of(code, names) for code in pair)}, {_iso(first.first)} to {_iso(first.last)}"
    rows = tuple(
        (
            percent(o.probability), in_words(o.probability) if worded else "-", f"{o.source} {o.relation} {o.target}",
            percent(o.usual), f"{o.past:,}",
            next((_iso(p.day) for p in o.precedents if p.why == "again"), ""),
        )
        for o in outlooks
    )  # fmt: skip
    out: list[Block] = [Heading(title, 1)]
    if thin:
        out.append(Paragraph(f"Not calibrated: {thin}. The chances are this pair's own rates, drawn towards those of all pairs."))
    if not worded:
        horizon = first.last - first.first + 1
        out.append(Paragraph(
            f"No words for the chances: they rest on {days:,} days, and to call them likely or unlikely takes {LEAST_PERIODS} "
            f"periods of {horizon} days, {LEAST_PERIODS * horizon:,} days."
        ))  # fmt: skip
    out.append(Grid(("chance", "in words", "act", "any pair", "days so far", "last"), rows, (0, 3, 4)))
    if left:
        out.append(Paragraph(f"{left} less likely acts; show them with --least 0 --limit {left + len(outlooks)}"))
    told = [o for o in outlooks if o.precedents]
    if told:
        out.append(Heading("Precedents"))
        out += [Item(f"{percent(o.probability)} {o.source} {o.relation} {o.target}", _precedents(o)) for o in told]
    out.append(Heading("How to read this"))
    out.append(Item("chance: of at least one such act in these days; any pair: how often pairs that have dealt before have one"))
    if not thin:
        out.append(Item("calibrated on the past of these events; comity forecast backtest shows how well"))
    return out


def _precedents(outlook: Outlook) -> tuple[str, ...]:
    again = [p for p in outlook.precedents if p.why == "again"]
    lines = []
    if again:
        lines.append("before: " + ", ".join(f"{_iso(p.day)}{_id(p)}" for p in again))
    lines += [_rule(p) for p in outlook.precedents if p.why == "rule"]
    return tuple(lines)


def _rule(past: Precedent) -> str:
    if past.until is None:
        span = f"{past.since} days ago or more"
    else:
        span = f"{past.since} to {past.until} days ago" if past.until > past.since else "the day before"
    share = f"{past.hits:,} of {past.cases:,} cases ({percent(past.hits / past.cases)})"
    return (
        f"{past.source} {past.relation} {past.target} {_iso(past.day)}{_id(past)}: where that was {span}, it followed in {share}"
    )


def _id(past: Precedent) -> str:
    return f" ({past.event[:SHORT]})" if past.event else ""


def percent(share: float) -> str:
    """Return a probability in percent, never as certain.

    >>> [percent(p) for p in (0.5, 0.034, 0.0004, 0.9999)]
    ['50%', '3.4%', '<0.1%', '>99%']
    """
    if share < 0.001:
        return "<0.1%"
    if share > 0.99:
        return ">99%"
    return f"{share:.1%}" if share < 0.0995 else f"{share:.0%}"


def _share(share: float) -> str:
    """Return what part came true: that may be none, or all."""
    return "0%" if share == 0 else "100%" if share == 1 else percent(share)


def judged_record(judged: Judged) -> dict[str, Any]:
    """Return the scores of one group of a backtest as one JSON object."""
    keys = ("group", "rows", "share", "brier", "log", "usual_brier", "usual_log", "past_brier", "past_log", "error")
    numbers = {key: _rounded(getattr(judged, key)) for key in keys}
    return numbers | {"skill": _rounded(judged.skill), "bins": [_bin(one) for one in judged.bins]}


def _bin(one: Bin) -> dict[str, Any]:
    return {key: _rounded(value) for key, value in one._asdict().items()}


def _rounded(value: Any) -> Any:
    return round(value, 6) if isinstance(value, float) else value


def backtest_page(judged: Sequence[Judged], spans: Sequence[tuple[str, str]]) -> list[Block]:
    """Return how good forecasts would have been, against base rates, with reliability by band.

    Args:
        judged: by group; "all" among them.
        spans: first and last days of the forecasts.
    """
    days = ", ".join(f"{first} to {last}" for first, last in spans)
    out: list[Block] = [Heading("Backtest", 1), Paragraph(f"{count(len(spans), 'forecast')}: {days}.")]
    called = {"all": "All pairs and acts", "seen": "Acts that the pair has had before", "new": "Acts that it has not had"}
    for one in judged:
        rows = f"{one.rows:,.0f} chances, {_share(one.share)} of which came true; calibration error {one.error:.4f}."
        out += [Heading(called[one.group]), Paragraph(rows), _against(one)]
    out.append(
        Paragraph(
            "Lower is better. Any pair's rate: how often pairs that had dealt before have such an act; own rate: how often this "
            "pair had it so far. Calibration error: how far chances and shares lie apart, on average."
        )
    )
    for one in judged:
        if one.group in ("all", "seen"):
            out += [Heading(f"Reliability: {called[one.group].lower()}"), _reliability(one.bins)]
    return out


def _against(judged: Judged) -> Grid:
    scores = (
        ("forecast", judged.brier, judged.log),
        ("any pair's rate", judged.usual_brier, judged.usual_log),
        ("own rate", judged.past_brier, judged.past_log),
    )
    rows = tuple((name, f"{squared:.5f}", f"{log:.4f}") for name, squared, log in scores)
    return Grid(("", "Brier", "log score"), rows, (1, 2))


def _reliability(bins: Iterable[Bin]) -> Grid:
    rows = tuple(
        (f"{b.low:.0%} to {b.high:.0%}", in_words(b.low), f"{b.forecasts:,.0f}", percent(b.mean), _share(b.share)) for b in bins
    )
    return Grid(("band", "in words", "forecasts", "mean chance", "came true"), rows, (2, 3, 4))


def log_page(entries: Sequence[LoggedForecast], scores: Mapping[str, LogScores], new: int, names: Names) -> list[Block]:
    """Return what has come of logged forecasts.

    Args:
        entries: the log.
        scores: of those that were made ahead, and of those made in hindsight.
        new: how many have been settled just now.
        names: what people call the codes.
    """
    still = [e for e in entries if e.happened is None]
    done = [e for e in entries if e.happened is not None]
    due = f"; the next is due on {min(e.last for e in still)}" if still else ""
    head = f"{count(len(entries), 'forecast')}: {new:,} settled now, {len(done) - new:,} before, {len(still):,} open{due}."
    out: list[Block] = [Heading("Log of forecasts", 1), Paragraph(head)]
    came = sorted((e for e in done if e.happened), key=lambda e: (e.resolved, -e.probability))[-20:]
    if came:
        rows = tuple(
            (
                e.made, f"{e.source} {e.relation} {e.target}", percent(e.probability), e.resolved,
                ", ".join(i[:SHORT] for i in e.events[:3]),
            )
            for e in came
        )  # fmt: skip
        out += [Heading("Came true"), Grid(("made", "act", "chance", "on", "events"), rows, (2,))]
    for what, one in scores.items():
        title = f"Scores of {count(one.settled, 'forecast')} made {what}"
        cells = (f"{one.brier:.4f}", f"{one.usual_brier:.4f}", f"{one.log:.4f}", f"{one.usual_log:.4f}", f"{one.error:.4f}")
        out += [Heading(title), Grid(("Brier", "any pair's", "log", "any pair's", "error"), (cells,), (0, 1, 2, 3, 4))]
        out.append(_reliability(one.bins))
    return out


def _iso(day: int) -> str:
    return dt.date.fromordinal(day).isoformat()
