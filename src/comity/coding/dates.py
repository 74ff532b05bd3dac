"""Dates in text: find the expressions, and resolve them to ISO 8601 at the precision that the text supports.

Relative words ("Monday", "last year", "two weeks ago") are resolved from the article's date; without one they stay
unresolved. A day is never invented: "in April 2019" is a month. Weeks run from Monday to Sunday (ISO 8601).
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from comity.records import ClaimDate

_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
           "november", "december")  # fmt: skip
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
            "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30,
            "several": 0, "few": 0, "couple": 2, "dozen": 12}  # fmt: skip

_M = (
    r"(?P<month{0}>Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?|"
    r"Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)\b\.?"
)
_Y = r"(?P<year{0}>(?:1[5-9]|20)\d\d)"
_D = r"(?P<day{0}>[0-3]?\d)(?:st|nd|rd|th)?"
_W = r"(?P<weekday{0}>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)"
_N = r"(?P<count{0}>\d{{1,3}}|" + "|".join(_NUMBERS) + r")"
_SINCE = r"(?P<since{0}>since |Since )?"


def _p(*parts: str) -> re.Pattern[str]:
    return re.compile("".join(part.replace("{0}", "").replace("{{", "{").replace("}}", "}") for part in parts))


@dataclass(frozen=True, slots=True)
class DateExpression:
    """A date expression in a text: code points ``[start, end)`` of the given text and its words."""

    text: str
    start: int
    end: int


# Longest and most specific forms first: of two matches at one place, the earlier pattern counts.
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("iso", re.compile(r"\b(?P<year>(?:1[5-9]|20)\d\d)-(?P<mon>[01]\d)-(?P<day>[0-3]\d)\b")),
    ("day_range", _p(r"\b", _D, r"\s?(?:-|–|to|and)\s?(?P<day2>[0-3]?\d)(?:st|nd|rd|th)?\s+(?:of\s+)?", _M,
                     r"(?:,?\s+", _Y, r")?\b")),
    ("day_range", _p(r"\b", _M, r"\s+", _D, r"\s?(?:-|–|to|and)\s?(?P<day2>[0-3]?\d)(?:st|nd|rd|th)?\b(?:,?\s+", _Y, r")?")),
    ("day", _p(_SINCE, r"\b", _M, r"\s+", _D, r"\b(?!\s?(?:percent|per cent|%|people|troops))(?:,?\s+", _Y, r"\b)?")),
    ("day", _p(_SINCE, r"\b(?:the\s+)?", _D, r"\s+(?:of\s+)?", _M, r"(?:,?\s+", _Y, r"\b)?")),
    ("month", _p(_SINCE, r"\b(?:(?P<part>early|mid|late)[ -])?", _M, r",?\s+(?:of\s+)?", _Y, r"\b")),
    ("decade", re.compile(r"\b(?:the\s+)?(?:(?P<part>early|mid|late)[ -])?(?P<year>(?:1[5-9]|20)\d)0s\b")),
    ("years", re.compile(r"\b(?P<year>(?:1[5-9]|20)\d\d)\s?(?:-|–)\s?(?P<year2>(?:1[5-9]|20)?\d\d)\b(?!-)")),
    ("years", re.compile(r"\b(?:between|from)\s+(?P<year>(?:1[5-9]|20)\d\d)\s+(?:and|to|until)\s+(?P<year2>(?:1[5-9]|20)\d\d)\b")),
    ("weekday", _p(r"\b(?:(?P<rel>last|next|this|this past|this coming)\s+)?", _W, r"\b(?:\s+(?:last|next)\s+week\b)?")),
    ("relday", re.compile(r"\b(?P<rel>[Tt]he day before yesterday|[Tt]he day after tomorrow|[Yy]esterday|[Tt]oday|[Tt]omorrow|[Tt]onight)\b")),
    ("relunit", re.compile(r"\b(?:(?P<part>[Ee]arlier|[Ll]ater|[Ee]arly|[Ll]ate)\s+)?(?P<rel>[Ll]ast|[Nn]ext|[Tt]his|[Tt]he previous|[Tt]he following|[Tt]he coming)\s+(?P<unit>week|weekend|month|year|fall|autumn|spring|summer|winter)\b(?!-)")),
    ("relmonth", _p(r"\b(?P<rel>[Ll]ast|[Nn]ext|[Tt]his|[Tt]his past)\s+", _M)),
    ("ago", _p(r"\b(?:(?:about|nearly|almost|over|more than|some|approximately)\s+)?", _N,
               r"(?:\s+of)?\s+(?P<unit>day|week|month|year|decade|centur(?:y|ie))s?\s+(?P<rel>ago|earlier|before)\b")),
    ("span", _p(r"\b(?:over|during|in|for|within)\s+the\s+(?P<rel>last|past|next|coming)\s+(?:", _N,
                r"\s+)?(?P<unit>day|week|month|year|decade)s?\b")),
    ("month_only", _p(r"\b(?P<lead>[Ii]n|[Ss]ince|[Bb]y|[Uu]ntil|[Dd]uring|[Tt]hrough|[Oo]f|[Ff]rom|[Ee]arly|[Ll]ate|[Mm]id|[Ee]arly in|[Ll]ate in|[Tt]his|[Bb]efore|[Aa]fter)[ -]",
                      _M, r"(?![a-z])(?!\s+\d)")),
    ("year", re.compile(r"(?P<since>[Ss]ince )?\b(?:(?P<part>early|mid|late|the end of|the start of)[ -])?(?<![\d,.$€£-])(?P<year>19\d\d|20[0-4]\d|18\d\d)\b(?![\d,.-]*\d)(?!\s+(?:people|troops|soldiers|deaths|tons|tonnes|percent|cases|miles|km))")),
)  # fmt: skip


def find_dates(text: str) -> list[DateExpression]:
    """Return the date expressions of a text in order, without overlaps."""
    taken: list[tuple[int, int]] = []
    for _, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if not any(match.start() < b and a < match.end() for a, b in taken):
                taken.append((match.start(), match.end()))
    return [DateExpression(text[a:b], a, b) for a, b in sorted(taken)]


def resolve_date(text: str, reference: str | None = None, *, direction: str = "past") -> ClaimDate | None:
    """Resolve one date expression.

    Args:
        text: the expression, e.g. ``"last Monday"`` or ``"on 25 April 2019"``; the first one found counts.
        reference: the article's date (ISO 8601), from which relative words count; None if unknown.
        direction: ``past`` or ``future``: where an open expression ("Monday", "in June") points.

    Returns:
        The date with its precision, or None if there is none or it cannot be resolved without ``reference``.

    >>> resolve_date("on Monday", "2019-01-23")
    ClaimDate(text='Monday', start='2019-01-21', end='2019-01-21', precision='day')
    >>> resolve_date("in April 2019")
    ClaimDate(text='April 2019', start='2019-04-01', end='2019-04-30', precision='month')
    """
    ref = _parse(reference)
    best: tuple[int, str, re.Match[str]] | None = None
    for name, pattern in _PATTERNS:
        match = pattern.search(text)
        if match and (best is None or (match.start() < best[0] and match.end() <= best[2].start())):
            best = (match.start(), name, match)
    if best is None:
        return None
    _, name, match = best
    found = _RESOLVERS[name](match, ref, direction)
    if found is None:
        return None
    start, end, precision = found
    if (match.groupdict().get("since") or match.groupdict().get("lead", "").lower() == "since") and ref and start < ref:
        end, precision = ref, "range"
    return ClaimDate(
        match.group(0).removeprefix("since ").removeprefix("Since ").strip(), start.isoformat(), end.isoformat(), precision
    )


Found = tuple[date, date, str] | None


def _parse(reference: str | None) -> date | None:
    if not reference:
        return None
    try:
        return date.fromisoformat(reference[:10])
    except ValueError:
        return None


def _safe(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month(name: str) -> int:
    key = name.lower().rstrip(".")[:3]
    return next(n for n, full in enumerate(_MONTHS, 1) if full.startswith(key))


def _whole_month(year: int, month: int) -> Found:
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]), "month"


def _year_for(month: int, day: int, ref: date | None, direction: str) -> int | None:
    """The year of a month and day without one: the nearest in the given direction."""
    if ref is None:
        return None
    if direction == "future":
        return ref.year if (month, day) >= (ref.month, ref.day) else ref.year + 1
    return ref.year if (month, day) <= (ref.month, ref.day) else ref.year - 1


def _nearest_year(month: int, day: int, ref: date | None, direction: str) -> int | None:
    """As :func:`_year_for`, but a few weeks beside the article's date are taken as the same year."""
    if ref is None:
        return None
    same = _safe(ref.year, month, day)
    if same and abs((same - ref).days) <= 62:
        return ref.year
    return _year_for(month, day, ref, direction)


def _iso(m: re.Match[str], ref: date | None, direction: str) -> Found:
    found = _safe(int(m["year"]), int(m["mon"]), int(m["day"]))
    return (found, found, "day") if found else None


def _day(m: re.Match[str], ref: date | None, direction: str) -> Found:
    month, day = _month(m["month"]), int(m["day"])
    year = int(m["year"]) if m["year"] else _nearest_year(month, day, ref, direction)
    found = _safe(year, month, day) if year else None
    return (found, found, "day") if found else None


def _day_range(m: re.Match[str], ref: date | None, direction: str) -> Found:
    month = _month(m["month"])
    year = int(m["year"]) if m["year"] else _nearest_year(month, int(m["day"]), ref, direction)
    if year is None:
        return None
    start, end = _safe(year, month, int(m["day"])), _safe(year, month, int(m["day2"]))
    return (start, end, "range") if start and end and start <= end else None


def _month_year(m: re.Match[str], ref: date | None, direction: str) -> Found:
    return _whole_month(int(m["year"]), _month(m["month"]))


def _decade(m: re.Match[str], ref: date | None, direction: str) -> Found:
    start = int(m["year"]) * 10
    return date(start, 1, 1), date(start + 9, 12, 31), "range"


def _years(m: re.Match[str], ref: date | None, direction: str) -> Found:
    first, last = int(m["year"]), m["year2"]
    second = int(last) if len(last) == 4 else first // 100 * 100 + int(last)
    return (date(first, 1, 1), date(second, 12, 31), "range") if first <= second else None


def _weekday(m: re.Match[str], ref: date | None, direction: str) -> Found:
    if ref is None:
        return None
    want, rel, text = _DAYS.index(m["weekday"].lower()), m["rel"] or "", m.group(0)
    monday = ref - timedelta(days=ref.weekday())
    if text.endswith("last week"):
        found = monday + timedelta(days=want - 7)
    elif text.endswith("next week"):
        found = monday + timedelta(days=want + 7)
    elif rel in ("next", "this coming") or (not rel and direction == "future"):
        found = ref + timedelta(days=(want - ref.weekday()) % 7 or (7 if rel else 0))
    elif rel in ("last", "this past"):
        found = ref - timedelta(days=(ref.weekday() - want) % 7 or 7)
    else:
        found = ref - timedelta(days=(ref.weekday() - want) % 7)
    return found, found, "day"


def _relday(m: re.Match[str], ref: date | None, direction: str) -> Found:
    if ref is None:
        return None
    shift = {"the day before yesterday": -2, "yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1,
             "the day after tomorrow": 2}[m["rel"].lower()]  # fmt: skip
    found = ref + timedelta(days=shift)
    return found, found, "day"


def _relunit(m: re.Match[str], ref: date | None, direction: str) -> Found:
    if ref is None:
        return None
    rel, unit = m["rel"].lower(), m["unit"]
    shift = -1 if rel in ("last", "the previous") else 1 if rel in ("next", "the following", "the coming") else 0
    if unit in ("week", "weekend"):
        monday = ref - timedelta(days=ref.weekday()) + timedelta(weeks=shift)
        if unit == "weekend":
            return monday + timedelta(days=5), monday + timedelta(days=6), "range"
        return monday, monday + timedelta(days=6), "week"
    if unit == "month":
        index = ref.year * 12 + ref.month - 1 + shift
        return _whole_month(index // 12, index % 12 + 1)
    if unit == "year":
        return date(ref.year + shift, 1, 1), date(ref.year + shift, 12, 31), "year"
    return _season(unit, ref.year + shift)


def _season(name: str, year: int) -> Found:
    first = {"spring": 3, "summer": 6, "fall": 9, "autumn": 9, "winter": 12}[name]
    last_year, last = (year + 1, 2) if name == "winter" else (year, first + 2)
    return date(year, first, 1), date(last_year, last, calendar.monthrange(last_year, last)[1]), "range"


def _relmonth(m: re.Match[str], ref: date | None, direction: str) -> Found:
    if ref is None:
        return None
    month, rel = _month(m["month"]), m["rel"].lower()
    if rel == "this":
        return _whole_month(ref.year, month)
    if rel == "next":
        return _whole_month(ref.year + (month <= ref.month), month)
    return _whole_month(ref.year - (month >= ref.month), month)


def _count(m: re.Match[str]) -> int:
    value = m["count"]
    if not value:
        return 1
    return int(value) if value.isdigit() else _NUMBERS[value.lower()]


def _shift(ref: date, unit: str, count: int) -> Found:
    if unit == "day":
        found = ref + timedelta(days=count)
        return found, found, "day"
    if unit == "week":
        monday = ref + timedelta(weeks=count) - timedelta(days=(ref + timedelta(weeks=count)).weekday())
        return monday, monday + timedelta(days=6), "week"
    if unit == "month":
        index = ref.year * 12 + ref.month - 1 + count
        return _whole_month(index // 12, index % 12 + 1)
    year = ref.year + count * {"year": 1, "decade": 10}.get(unit, 100)
    if not 1 <= year <= 9999:
        return None
    precision = "year" if unit == "year" else "range"
    return date(year, 1, 1), date(year, 12, 31), precision


def _ago(m: re.Match[str], ref: date | None, direction: str) -> Found:
    count = _count(m)
    return _shift(ref, m["unit"], -count) if ref and count else None


def _span(m: re.Match[str], ref: date | None, direction: str) -> Found:
    if ref is None:
        return None
    count = _count(m)
    if not count:
        return None
    back = m["rel"] in ("last", "past")
    edge = _shift(ref, m["unit"], -count if back else count)
    if edge is None:
        return None
    return (edge[0], ref, "range") if back else (ref, edge[1], "range")


def _month_only(m: re.Match[str], ref: date | None, direction: str) -> Found:
    month = _month(m["month"])
    if m["lead"].lower() in ("by", "until"):
        direction = "future"
    year = ref.year if ref and month == ref.month else _year_for(month, 1, ref, direction)
    return _whole_month(year, month) if year else None


def _year(m: re.Match[str], ref: date | None, direction: str) -> Found:
    year = int(m["year"])
    return date(year, 1, 1), date(year, 12, 31), "year"


_RESOLVERS: dict[str, Callable[[re.Match[str], date | None, str], Found]] = {
    "iso": _iso, "day_range": _day_range, "day": _day, "month": _month_year, "decade": _decade, "years": _years,
    "weekday": _weekday, "relday": _relday, "relunit": _relunit, "relmonth": _relmonth, "ago": _ago, "span": _span,
    "month_only": _month_only, "year": _year,
}  # fmt: skip
