"""The quantities of a sentence, and whether two sentences contradict each other about one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from comity.reconcile.views import STOP, stem
from comity.reconcile.words import words

_ONES = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
         "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SMALL = {w: float(n) for n, w in enumerate(_ONES)} | {w: 10.0 * n for n, w in enumerate(_TENS, 2)} | {"dozen": 12.0}
_BIG = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_TOKEN = re.compile(r"[^\W_]*[^\W\d_][^\W_]*(?:-\d+)?|(?<![\w-])\d+(?:,\d{3})*(?:\.\d+)?|[^\w\s]")
_DIGITS = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_HYPHEN = re.compile(r"(?<=[a-z])-(?=[a-z])")
_LISTS = {name: frozenset(entries) for name, entries in words("quantities").items()}
_GROUPS = tuple(_LISTS[name] for name in ("soldiers", "crowd", "held", "moved", "police"))
_CALENDAR = _LISTS["calendar"] | _LISTS["months"]
_SPANS = frozenset(("hour", "day", "minute", "year"))  # "a three hour talk"
_MONEY = {"$": "dollar", "€": "euro", "£": "pound", "¥": "yen"}
_HOURS = 24
_NEVER = 99
_NEAR = 0.1  # share by which two rough numbers may differ


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of something. ``bound``: -1 for at most, 1 for at least, 0 for that many. ``units`` are stems of what is counted.

    ``instead`` is the number that the text says is wrong ("94 men, not 120").
    """

    value: float
    text: str
    units: frozenset[str] = frozenset()
    state: str = ""
    bound: int = 0
    rough: bool = False
    instead: float | None = None


@lru_cache(maxsize=4096)
def quantities(sentence: str) -> tuple[Quantity, ...]:
    """Return the quantities of a sentence, without dates, times and durations."""
    text = [m.group(0) for m in _TOKEN.finditer(_HYPHEN.sub(" ", sentence))]
    low = [w.lower() for w in text]
    out: list[Quantity] = []
    i = 0
    while i < len(low):
        found = _number(low, i)
        if found is None:
            i += 1
            continue
        value, end = found
        wrong = i > 0 and low[i - 1] == "not" and out
        if wrong:
            out[-1] = _corrected(out[-1], value)
        elif not _is_date(text, low, i, end, value):
            made = _quantity(low, i, end, value)
            if made is not None:
                out.append(made)
        i = end
    return tuple(out)


def _corrected(last: Quantity, value: float) -> Quantity:
    """The number that "not" refuses; "1.2 million doses, not two" means two million."""
    if value < 100 and last.value >= 1e3 and value < last.value:
        value *= next((big for big in (1e9, 1e6, 1e3) if last.value >= big), 1.0)
    return Quantity(last.value, last.text, last.units, last.state, last.bound, last.rough, value)


def _number(low: list[str], i: int) -> tuple[float, int] | None:
    """Return the number that begins at a word, and where it ends."""
    start, total, part, seen = i, 0.0, 0.0, False
    if low[i] == "a" and i + 1 < len(low) and low[i + 1] in ("hundred", "thousand", "million", "dozen"):
        part, seen, i = 1.0, True, i + 1
    while i < len(low):
        word = low[i]
        if _DIGITS.fullmatch(word):
            if seen:
                break
            part, seen = float(word.replace(",", "")), True
        elif word in _SMALL and not (word == "dozen" and seen):
            if seen and (part % 10 or _SMALL[word] >= 10) and not (part % 100 == 0 and part):
                break
            part, seen = part + _SMALL[word], True
        elif word == "dozen" and seen:
            part *= 12
        elif word in _BIG and seen:
            if word == "hundred":
                part *= 100
            else:
                total, part = total + part * _BIG[word], 0.0
        elif word == "and" and seen and i + 1 < len(low) and low[i - 1] in _BIG and low[i + 1] in _SMALL:
            pass
        else:
            break
        i += 1
    return (total + part, i) if seen and i > start else None


def _is_date(text: list[str], low: list[str], i: int, end: int, value: float) -> bool:
    before = low[i - 1].rstrip(".") if i else ""
    if low[i - 1] == "." and i > 1:  # "Nov. 20"
        before = low[i - 2]
    after = low[end] if end < len(low) else ""
    if (before == ":" and i > 1 and low[i - 2].isdigit()) or low[end : end + 3] == ["and", "a", "half"]:
        return True
    if before in _LISTS["months"] and text[i - 1][:1] != "m":
        return True
    if (after in _LISTS["months"] and text[end][0].isupper()) or after in ("st", "nd", "rd", "th", "s", ":", "%"):
        return True
    year = 1900 <= value <= 2100 and end - i == 1 and text[i].isdigit() and len(text[i]) == 4
    return year or before in _LISTS["numbered"]


def _quantity(low: list[str], i: int, end: int, value: float) -> Quantity | None:
    units = [_MONEY[low[i - 1]]] if i and low[i - 1] in _MONEY else []
    for word in low[end : end + 5] if not units else ():
        if word in _LISTS["between"] and (units or word == "of"):
            continue
        if not word[0].isalpha() or len(units) == 3 or word in STOP or word in _SMALL or word in _BIG:
            break
        units.append(stem(word))
    if not _CALENDAR.isdisjoint(units[:1]) or not _SPANS.isdisjoint(units[1:2]):
        return None
    if not units and value <= _HOURS:
        return None  # "at four" is a time of day
    if value in (1.0, 0.0) and not low[i][0].isdigit():
        return None  # "one" is as often a pronoun
    before = low[max(0, i - 3) : i]
    near = low[max(0, i - 5) : end + 6]
    dead, hurt = (_first(near, 5, _LISTS[name]) for name in ("dead", "hurt"))
    state = "" if min(dead, hurt) == _NEVER else "dead" if dead <= hurt else "hurt"
    bound = 1 if _LISTS["at_least"] & set(before) and "less" not in before and "fewer" not in before else 0
    bound = -1 if {"less", "fewer", "most"} & set(before) or before[-2:] == ["up", "to"] else bound
    text = " ".join(low[i:end])
    return Quantity(value, text, frozenset(units), state, bound, bool(_LISTS["rough"] & set(before)))


def _first(near: list[str], middle: int, wanted: frozenset[str]) -> int:
    return min((abs(n - middle) for n, w in enumerate(near) if w in wanted), default=_NEVER)


def contradict(a: str, b: str) -> str:
    """Return what two sentences on one happening contradict each other about in numbers, in words; empty for nothing.

    A number that both have settles it. "At least 12" does not contradict 15, nor "about 80" 84.
    """
    mine, theirs = quantities(a), quantities(b)
    for x in mine:
        same = [y for y in theirs if _same_kind(x, y)]
        if not same or any(_agree(x, y) for y in same) or any(_agree(z, y) for z in mine if _same_kind(x, z) for y in same):
            continue
        return f"{_named(x, same[0])}: {_written(x)} against {_written(same[0])}"
    return ""


def refutes(a: str, b: str) -> str:
    """Return what sentence ``a`` says against a number in text ``b``: "94 men, not 120" where ``b`` has 120 and no 94."""
    for x in quantities(a):
        if x.instead is None:
            continue
        values = {y.value for y in quantities(b)}
        if x.instead in values and x.value not in values:
            return f"{_named(x, x)}: {_plain(x.value)} against {_plain(x.instead)}"
    return ""


def _same_kind(x: Quantity, y: Quantity) -> bool:
    if x.state != y.state and (x.state and y.state):
        return False
    people = bool(x.units & _LISTS["people"]), bool(y.units & _LISTS["people"])
    if all(people):
        alike = x.units & y.units & _LISTS["people"] or (x.units | y.units) & _LISTS["anybody"]
        return (bool(alike) or any(x.units & group and y.units & group for group in _GROUPS)) and x.state == y.state
    if x.units & y.units:
        return True
    if x.state and x.state == y.state:
        return any(people) or not x.units or not y.units
    return any(people) and (not x.units or not y.units)  # "put the crowd at four thousand"


def _agree(x: Quantity, y: Quantity) -> bool:
    if x.value == y.value or (x.bound > 0 and y.bound > 0) or (x.bound < 0 and y.bound < 0):
        return True
    for p, q in ((x, y), (y, x)):
        if (p.bound > 0 and q.value >= p.value) or (p.bound < 0 and q.value <= p.value):
            return True
    return (x.rough or y.rough) and abs(x.value - y.value) <= _NEAR * max(x.value, y.value)


def _named(x: Quantity, y: Quantity) -> str:
    both, people = x.units & y.units, _LISTS["people"]
    shared = (both & people) or both or (x.units & people) or (y.units & people) or x.units or y.units
    return x.state or (min(shared) if shared else "number")


def _written(x: Quantity) -> str:
    return {1: "at least ", -1: "at most ", 0: "about " if x.rough else ""}[x.bound] + _plain(x.value)


def _plain(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) else f"{value:,}"
