"""Dates of documents: what metadata, front matter and datelines say, as ISO 8601."""

from __future__ import annotations

import datetime as dt
import re

_FORMATS = ("%Y-%m-%d", "%Y/%m/%d", "%Y%m%d", "%d.%m.%Y", "%B %d, %Y", "%b %d, %Y", "%b. %d, %Y", "%d %B %Y", "%d %b %Y",
            "%A, %B %d, %Y", "%A, %d %B %Y", "%A %d %B %Y", "%a, %d %b %Y", "%B %d %Y", "%b %d %Y", "%A %B %d, %Y")  # fmt: skip
_ISO = re.compile(r"^\s*(\d{4})-(\d{2})-(\d{2})(?:[T ].*)?$")
_TIME = re.compile(r"[, ]+\d{1,2}:\d{2}.*$")


def parse_date(value: object) -> str | None:
    """Return a date as ``YYYY-MM-DD``, or None if the value is none. Numbers are Unix times in seconds or milliseconds."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return _from_number(float(value))
    text = " ".join(str(value).split())
    if match := _ISO.match(text):
        return _iso(*(int(g) for g in match.groups()))
    text = _TIME.sub("", text)
    for form in _FORMATS:
        try:
            return dt.datetime.strptime(text, form).date().isoformat()
        except ValueError:
            continue
    return None


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        return None


def _from_number(value: float) -> str | None:
    if 19_000_101 <= value <= 21_001_231 and value == int(value):
        n = int(value)
        return _iso(n // 10_000, n // 100 % 100, n % 100)
    seconds = value / 1000 if value > 1e11 else value
    if not 0 < seconds < 4e9:
        return None
    return dt.datetime.fromtimestamp(seconds, dt.UTC).date().isoformat()


def dateline(text: str, start: int = 0) -> str | None:
    """Return the date that stands alone in one of the first three lines of a text ("Wednesday, January 23, 2019")."""
    lines = [line.strip() for line in text[start : start + 600].splitlines() if line.strip()]
    for line in lines[:3]:
        if len(line) <= 40 and any(c.isdigit() for c in line) and (found := parse_date(line.rstrip("."))):
            return found
    return None
