"""PETRARCH's dictionaries of actors, agents and discards.

The format: ``docs/source/dictionaries.rst`` of PETRARCH2 (Open Event Data Alliance, 2015), and what its reader does with
it. Underscores and blanks both join the words of a name; words are whole words. A line that cannot be read is left out
and named among the problems, as PETRARCH does it: its own dictionaries have such lines.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import NamedTuple

from comity.actors.problems import Problem

_BRACKET = re.compile(r"\[([^\]\[]*?)(\]|\}|(?=\[)|$)")
_MARKER = re.compile(r"!([^!\s]+)!")
_ODD = re.compile(r"[\[\]{}<>=~^|+]")
_GLUED = re.compile(r"^([A-Za-z]{3,}?)(\d{6,8}-\d{6,8})$")
_VERBS = re.compile(r"^(?:---+\s|- .*\*|&[A-Z])", re.MULTILINE)
_TURN = 30  # two-digit years up to this one are of the 21st century, as in TABARI


class Code(NamedTuple):
    """A code in brackets with the dates at which it holds: ISO, both days included, empty where open."""

    code: str
    start: str
    end: str
    line: int


class Name(NamedTuple):
    """A name with blanks between its words."""

    text: str
    line: int


@dataclass(slots=True)
class Record:
    """An actor: its first name and the synonyms; its codes, of which the first that holds at a date counts."""

    names: list[Name] = field(default_factory=list)
    codes: list[Code] = field(default_factory=list)
    bracketed: bool = False  # there are brackets, whatever is in them


class Agent(NamedTuple):
    """A role noun; ``plural`` is empty where it has none, ``code`` is without its mark ``~``."""

    noun: str
    plural: str
    code: str
    line: int


class Discard(NamedTuple):
    """A string whose sentence, or whole story, is not coded. ``whole`` where it ends with a word."""

    text: str
    story: bool
    whole: bool
    line: int


@dataclass(slots=True)
class Dictionary:
    """What a PETRARCH file holds. ``kind`` is ``actors``, ``agents`` or ``discards``."""

    file: str
    kind: str
    records: list[Record] = field(default_factory=list)
    agents: list[Agent] = field(default_factory=list)
    discards: list[Discard] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def left_out(self) -> int:
        """Return how many lines have a problem."""
        return len({p.line for p in self.problems})


def kind_of(file: str, text: str) -> str:
    """Return which dictionary a text is: ``actors``, ``agents``, ``discards``, ``verbs``, or nothing that PETRARCH has."""
    lines = [line for _, line in _lines(text)]
    if text.lstrip().startswith("<ISSUE") or any(line.startswith("<ISSUE") for line in lines) or _VERBS.search(text):
        return "verbs"
    coded = [line for line in lines if "[" in line]
    if coded:
        agents = sum("~" in line.partition("[")[2] for line in coded)
        return "agents" if agents * 2 > len(coded) else "actors"
    letters = [c for line in lines for c in line if c.isalpha()]
    capitals = sum(c.isupper() for c in letters) / max(1, len(letters))
    if lines and ("discard" in PurePath(file).name.lower() or capitals > 0.9):
        return "discards"
    return ""


def read_dictionary(file: str, text: str, kind: str) -> Dictionary:
    """Read a dictionary of a kind (:func:`kind_of`); what cannot be read is among its problems."""
    out = Dictionary(file, kind)
    {"actors": _read_actors, "agents": _read_agents, "discards": _read_discards}[kind](out, text)
    return out


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield the numbers and lines that say something, without comments (``# ...``, ``<!-- ... -->``)."""
    open_comment = False
    for number, line in enumerate(text.splitlines(), 1):
        if open_comment:
            _, mark, line = line.partition("-->")
            if not mark:
                continue
            open_comment = False
        if line.startswith("<!") and not line.startswith("<!--"):
            continue
        while "<!--" in line:
            before, _, behind = line.partition("<!--")
            _, mark, behind = behind.partition("-->")
            open_comment = not mark
            line = before + behind
        line = line.replace("[###]", "[---]").partition("#")[0].rstrip()  # TABARI's code of a discard
        if line.strip():
            yield number, line


# actors


def _read_actors(out: Dictionary, text: str) -> None:
    record: Record | None = None
    for number, line in _lines(text):
        line = line.partition(";")[0].strip()  # TABARI's comments
        if not line:
            continue
        name, _, _ = line.partition("[")
        name = name.strip()
        codes = [c for c in (_code(out, m, number) for m in _BRACKET.finditer(line[len(name) :])) if c is not None]
        _check_end(out, line, number)
        if not name:
            if record is None:
                out.problems.append(Problem(out.file, number, "a code before the first name; names come first", False))
            else:
                record.codes.extend(codes)
                record.bracketed = True
            continue
        if name.startswith("+"):
            if record is None:
                out.problems.append(Problem(out.file, number, "a synonym (+) before the first name", False))
                continue
            if codes:
                text_ = "a synonym has no code of its own; begin a record of its own, without +"
                out.problems.append(Problem(out.file, number, text_, False))
            name = name[1:]
        else:
            record = Record()
            out.records.append(record)
        record.names.extend(_names(out, name, number))
        record.codes.extend(codes)
        record.bracketed |= "[" in line
    for record in out.records:
        if not record.bracketed and record.names:
            text_ = f"{record.names[0].text!r} has no code; write it in brackets behind the name or in the next line"
            out.problems.append(Problem(out.file, record.names[0].line, text_, False))
    out.problems.sort(key=lambda p: p.line)


def _check_end(out: Dictionary, line: str, number: int) -> None:
    last = _BRACKET.sub("", line[line.find("[") :]) if "[" in line else ""
    if "[" in line and (line.count("[") > line.count("]")):
        out.problems.append(Problem(out.file, number, "a bracket is not closed; a code stands in [ ]", False))
    elif last.strip(" \t]}"):
        text = f"{last.strip()!r} behind the code; put # in front of a remark"
        out.problems.append(Problem(out.file, number, text, False))


def _names(out: Dictionary, written: str, number: int) -> list[Name]:
    """Return the name with blanks, and the abbreviation in parentheses behind it as a name of its own."""
    text = " ".join(written.replace("_", " ").split())
    if _ODD.search(text):
        out.problems.append(Problem(out.file, number, f"{_ODD.findall(text)[0]!r} in the name {text!r}", False))
        text = " ".join(_ODD.sub(" ", text).split())
    match = re.match(r"^(.+?)\s*\(([^()]+)\)$", text)
    names = [match[1], match[2]] if match else [text]
    if not text or not any(c.isalnum() for c in text):
        out.problems.append(Problem(out.file, number, "a name without a letter", False))
        return []
    return [Name(name.strip(), number) for name in names if any(c.isalnum() for c in name)]


def _code(out: Dictionary, match: re.Match[str], number: int) -> Code | None:
    """Read what stands in brackets: a code, and the dates at which it holds."""
    content = match[1].strip()
    glued = _GLUED.match(content)
    if glued:
        out.problems.append(Problem(out.file, number, f"no blank between code and date in [{content}]", False))
        content = f"{glued[1]} {glued[2]}"
    cut = re.search(r"[\s<>]", content)
    code, dates = (content[: cut.start()], content[cut.start() :]) if cut else (content, "")
    if not code:
        out.problems.append(Problem(out.file, number, f"no code in [{content}]", False))
        return None
    try:
        start, end = _restriction("".join(dates.split()))
    except _BadDate as error:
        out.problems.append(Problem(out.file, number, f"{error} in [{content}]", False))
        if error.kept is None:
            return None
        start, end = error.kept
    return Code(code.upper(), start, end, number)


class _BadDate(Exception):
    """A date with a mistake; ``kept`` is what it most likely means, None where nothing can be made of it."""

    def __init__(self, text: str, kept: tuple[str, str] | None = None) -> None:
        super().__init__(text)
        self.kept = kept


def _restriction(text: str) -> tuple[str, str]:
    """Return the first and last day of a restriction: ``<date`` before it, ``>date`` from it on, ``date-date`` up to the
    day before the second one, as PETRARCH2 compares them (``PETRtree.check_date``).
    """
    if not text:
        return "", ""
    if text[0] in "<>":
        day = _day(text[1:])
        return (day.isoformat(), "") if text[0] == ">" else ("", _before(day).isoformat())
    first, mark, last = text.partition("-")
    if not mark:
        raise _BadDate(f"the date {text} says neither from (>) nor until (<)", (_day(first).isoformat(), ""))
    start, end = _day(first), _day(last)
    if start > end and len(first) == 6:
        start = start.replace(year=start.year - 100)  # "280101-450601" begins in 1928
    if start > end:
        raise _BadDate(f"the end {last} is before the start {first}")
    for part in (first, last):
        if len(part) not in (6, 8):
            raise _BadDate(f"{part} is no date", (start.isoformat(), _before(end).isoformat()))
    return start.isoformat(), (end if end == start else _before(end)).isoformat()


def _before(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=1)


def _day(text: str) -> dt.date:
    """Read YYYYMMDD or YYMMDD; of more digits the first eight count, as in PETRARCH."""
    if not text.isdecimal() or len(text) < 6 or len(text) == 7:
        raise _BadDate(f"{text or 'nothing'} is no date; write it as YYYYMMDD")
    if len(text) == 6:
        text = ("20" if int(text[:2]) <= _TURN else "19") + text
    try:
        return dt.date(int(text[:4]), int(text[4:6]), int(text[6:8]))
    except ValueError:
        raise _BadDate(f"{text} is no day of the calendar") from None


# agents


def _read_agents(out: Dictionary, text: str) -> None:
    markers: dict[str, list[str]] = {}
    for number, line in _lines(text):
        line = line.partition(";")[0].strip()
        if not line:
            continue
        if "!" in line and "=" in line:
            _define(out, markers, line, number)
            continue
        phrase, mark, rest = line.partition("[")
        if not mark:
            out.problems.append(Problem(out.file, number, "no code; an agent has one in brackets, [~GOV]", False))
            continue
        if "]" not in rest:
            out.problems.append(Problem(out.file, number, "a bracket is not closed; a code stands in [ ]", False))
        code = re.split(r"[\]}]", rest)[0].strip()
        if "~" not in code:
            text_ = f"[{code}] has no ~; it stands in front of an agent's code, or behind it: [~GOV], [NGO~]"
            out.problems.append(Problem(out.file, number, text_, False))
        noun, brace, plural = phrase.partition("{")
        if brace and "}" not in plural:
            out.problems.append(Problem(out.file, number, "a brace is not closed; an irregular plural stands in { }", False))
        code = code.replace("~", "").upper()
        _add_agents(out, markers, noun, plural.partition("}")[0] if brace else None, code, number)


def _define(out: Dictionary, markers: dict[str, list[str]], line: str, number: int) -> None:
    match = re.match(r"^!([^!\s]+)!\s*=\s*(.+)$", line)
    if match is None:
        text = "a set of words is written !NAME! = WORD, WORD"
        out.problems.append(Problem(out.file, number, text, False))
        return
    markers[match[1]] = [word.strip() for word in match[2].split(",") if word.strip()]


def _add_agents(out: Dictionary, markers: dict[str, list[str]], noun: str, plural: str | None, code: str, number: int) -> None:
    nouns = [noun]
    while match := _MARKER.search(nouns[0]):
        if match[1] not in markers:
            known = ", ".join(f"!{name}!" for name in markers) or "none so far"
            out.problems.append(Problem(out.file, number, f"the set !{match[1]}! is not defined; there are {known}", False))
            return
        nouns = [n.replace(match[0], word, 1) for n in nouns for word in markers[match[1]]]
    marked = len(nouns) > 1 or "!" in noun
    for each in nouns:
        text = _phrase(each)
        if not text or "!" in text or _ODD.search(text):
            out.problems.append(Problem(out.file, number, f"{text or 'nothing'!r} is no noun", False))
            return
        own = "" if marked else plural_of(text) if plural is None else _phrase(plural)
        out.agents.append(Agent(text, own, code, number))


def _phrase(text: str) -> str:
    return " ".join(text.replace("_", " ").lower().split())


def plural_of(noun: str) -> str:
    """Return the regular plural of a noun or phrase, which the last word forms ("ministry", "coach", "soldier")."""
    if noun.endswith("y") and noun[-2:-1] not in ("a", "e", "i", "o", "u", ""):
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "ch", "sh")) else "s")


# discards


def _read_discards(out: Dictionary, text: str) -> None:
    for number, line in _lines(text):
        line = line.strip()
        story = line.startswith("+")
        string = " ".join(line.lstrip("+").replace("_", " ").split())
        if len(string) < 3:
            out.problems.append(Problem(out.file, number, f"{string!r} is too short to discard by", False))
            continue
        if "[" in string or "]" in string:
            out.problems.append(Problem(out.file, number, "a discard has no code", False))
            string = string.partition("[")[0].strip()
        out.discards.append(Discard(string, story, line.endswith("_"), number))
