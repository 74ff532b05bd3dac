"""Sentences with code point offsets.

A sentence ends with its line, and behind a stop that is no abbreviation, inside quotes too. Over-long stretches are
cut at the best place, so that no sentence is longer than :data:`LONGEST` characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from comity.records import Sentence

LONGEST = 2000
_LINE = re.compile(r"[^\n\r\u2028\u2029\x0b\x0c]+")
_STOP = re.compile(r"""([.!?…]+["'”’)]*)(?=\s+["'“‘(\[]*[A-Z0-9À-ÞА-Я#@-])""")
_DOTTED = r"\b(?:[A-Z]\.)+[A-Z]"  # "U.S", "D.C", in front of the last stop
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Maj|Capt|Sgt|Adm|Sen|Rep|Gov|Pres|Hon|Rev|St|Mt|Ft|No|vs|Jan|Feb|Mar|Apr|"
    r"Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|Brig|Cmdr|Amb|Messrs|Jr|al|approx|ca|Ph|Dept|Univ)|(?<![A-Za-z])[A-Z]|"
    rf"{_DOTTED})$"
)
_INITIALS = re.compile(rf"{_DOTTED}$")
# words with which a sentence begins behind "Washington, D.C." or "the U.S.", since no name does
_OPENING = re.compile(
    r"\s+[\"'“‘(]*(?:They|He|She|It|We|You|The|This|These|Those|That|There|A|An|His|Her|Their|Its|Our|In|On|At|As|But|And|Since|"
    r"After|Before|During|When|While|If|However|Both|Also|Last|Earlier|Meanwhile|Another|Many|Some|What|For|With|By|To|I)\b(?!\.)"
)
_HOUR = re.compile(r"\b[ap]\.m$")
_OF_HOUR = re.compile(
    r"\s+(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|[ECMP][SD]?T|GMT|UTC|Eastern|Moscow|Beijing|Pacific|Greenwich)\b"
)
_WRAPPED = re.compile(r"[a-z0-9,;][ \t]*$")


def segment(text: str, body_start: int = 0) -> list[Sentence]:
    """Return the sentences of a text from ``body_start`` on, in order, without white space at their edges.

    Every character that is not white space belongs to exactly one sentence.
    """
    spans = (span for start, end in _blocks(text, body_start) for span in _sentences(text, start, end))
    return [Sentence(i, a, b) for i, (a, b) in enumerate(spans)]


def _blocks(text: str, start: int) -> Iterator[tuple[int, int]]:
    """Yield stretches that no sentence crosses: lines, with hard-wrapped ones joined."""
    opened: tuple[int, int] | None = None
    for match in _LINE.finditer(text, start):
        if not match.group().strip():
            continue
        if opened is not None:
            gap = text[opened[1] : match.start()]
            wrapped = gap.count("\n") == 1 and _wraps(text, opened, match)
            if wrapped:
                opened = (opened[0], match.end())
                continue
            yield opened
        opened = (match.start(), match.end())
    if opened is not None:
        yield opened


def _wraps(text: str, opened: tuple[int, int], match: re.Match[str]) -> bool:
    """A line of prose that goes on in the next: full width, no stop at its end, the next in lower case."""
    last = text.rfind("\n", opened[0], opened[1]) + 1 or opened[0]
    line = text[last : opened[1]]
    return len(line) >= 50 and bool(_WRAPPED.search(line)) and match.group().lstrip()[:1].islower()


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the trimmed sentences of one block."""
    for a, b in _boundaries(text, start, end):
        while b - a > LONGEST:
            cut = _cut(text, a, a + LONGEST)
            yield from _trim(text, a, cut)
            a = cut
        yield from _trim(text, a, b)


def _boundaries(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut a block behind its stops, abbreviations and initials excepted."""
    at = start
    for match in _STOP.finditer(text, start, end):
        if match.start() < at or _goes_on(text, max(at, match.start() - 12), match):
            continue
        yield at, match.end(1)
        at = match.end(1)
    if at < end:
        yield at, end


def _goes_on(text: str, start: int, match: re.Match[str]) -> bool:
    """Tell whether a stop belongs to an abbreviation, and the sentence goes on."""
    if _HOUR.search(text, start, match.start(1)):
        return bool(_OF_HOUR.match(text, match.end(1)))
    if not _ABBREVIATION.search(text, start, match.start(1)):
        return False
    return not (_INITIALS.search(text, start, match.start(1)) and _OPENING.match(text, match.end(1)))


def _cut(text: str, start: int, limit: int) -> int:
    """Return the best place at or before ``limit``: behind a stop, a semicolon, a blank, or there."""
    for mark in (". ", "; ", ", ", " "):
        at = text.rfind(mark, start + 1, limit)
        if at > start + (limit - start) // 4:
            return at + len(mark)
    return limit


def _trim(text: str, a: int, b: int) -> Iterator[tuple[int, int]]:
    while a < b and text[a].isspace():
        a += 1
    while b > a and text[b - 1].isspace():
        b -= 1
    if b > a:
        yield a, b
