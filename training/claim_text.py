"""Reader of the claims corpus: sentences with their claims as lines that a person can write and check.

The format is described in ``training/data/README.md``. :func:`read` gives items with code point offsets, and
names file and line of every problem.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

MODALITIES = ("future", "possible", "conditional")
SECTORS = ("GOV", "MIL", "LEG", "JUD", "COP", "SPY", "OPP", "PTY", "REB", "CVL", "BUS", "MED", "REF", "IGO", "NGO", "UAF")

_CLAIM = re.compile(r"- ([A-Z]+)(?:/([a-z-]+))? (.+?) \[(.*?)\](?: (.*))?$")
_CODE = re.compile(r"((?:IGO|GRP|BUS|MED):[^:=+>\[\]]+|[A-Z]{3}|-)(?::([A-Z]{3}))?$")
_DAY = r"\d{4}(-\d\d(-\d\d)?)?"
_DATE = re.compile(rf"{_DAY}(/{_DAY})?$")


@dataclass(frozen=True)
class Part:
    """A participant, speaker or place: its span in the sentence and its code (empty where nobody is named)."""

    text: str
    start: int
    end: int
    code: str
    sector: str = ""


@dataclass(frozen=True)
class WrittenClaim:
    """One claim of an item. ``condition`` is the number of the claim in the item that it depends on, from 1."""

    type: str
    mode: str
    trigger: Part
    actors: tuple[Part, ...]
    recipients: tuple[Part, ...]
    polarity: str = "affirmed"
    modality: str = "actual"
    historical: bool = False
    speakers: tuple[Part, ...] = ()
    place: Part | None = None
    date: Part | None = None
    condition: int | None = None


@dataclass(frozen=True)
class Item:
    """A sentence with the date of its article, an optional sentence before it, contexts, and all of its claims."""

    file: str
    line: int
    date: str
    contexts: tuple[str, ...]
    before: str
    text: str
    claims: tuple[WrittenClaim, ...]


@dataclass
class _Draft:
    line: int
    date: str
    contexts: tuple[str, ...]
    before: str = ""
    text: str = ""
    claims: list[WrittenClaim] = field(default_factory=list)


class Fault(ValueError):
    """What is wrong with one line."""


def read(path: Path) -> tuple[list[Item], list[str]]:
    """Return the items of one file and a line ``file:line: what is wrong`` for each problem."""
    items: list[Item] = []
    faults: list[str] = []
    draft: _Draft | None = None

    def close() -> None:
        if draft is None:
            return
        if not draft.text:
            faults.append(f"{path.name}:{draft.line}: item without a sentence")
            return
        faults.extend(f"{path.name}:{draft.line}: {x}" for x in _whole(draft))
        items.append(Item(path.name, draft.line, draft.date, draft.contexts, draft.before, draft.text, tuple(draft.claims)))

    for number, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        line = raw.rstrip()
        try:
            if line.startswith("@ "):
                close()
                draft = _header(line, number)
            elif not line or line.startswith("#"):
                continue
            elif draft is None:
                raise Fault("text before the first '@ DATE' line")
            elif line.startswith("< "):
                draft.before = line[2:]
            elif line.startswith("- "):
                draft.claims.append(_claim(line, draft.text))
            elif draft.text:
                raise Fault("a second sentence in one item: start the next item with '@ DATE'")
            else:
                draft.text = line
        except Fault as fault:
            faults.append(f"{path.name}:{number}: {fault}")
    close()
    return items, faults


def read_folder(folder: Path) -> list[Item]:
    """Return the items of the files of a folder, in the order of their names.

    Raises:
        SystemExit: a line of a file is wrong; the message holds every one.
    """
    items: list[Item] = []
    wrong: list[str] = []
    for path in sorted(folder.glob("*.txt")):
        found, faults = read(path)
        items += found
        wrong += faults
    if wrong:
        raise SystemExit("\n".join(wrong))
    return items


def _header(line: str, number: int) -> _Draft:
    date, *contexts = line[2:].replace(",", " ").split()
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", date):
        raise Fault(f"the date {date!r} is not YYYY-MM-DD")
    return _Draft(number, date, tuple(contexts))


def _whole(draft: _Draft) -> Iterator[str]:
    """Problems of an item that no single line shows."""
    seen: set[tuple[int, str, str, str]] = set()
    for number, claim in enumerate(draft.claims, 1):
        key = (claim.trigger.start, claim.type, claim.polarity, claim.modality)
        if key in seen:
            yield f"claim {number} repeats another one ({claim.type} {claim.trigger.text!r})"
        seen.add(key)
        if claim.condition is not None and not 1 <= claim.condition <= len(draft.claims):
            yield f"claim {number}: 'if {claim.condition}' names no claim of this item"
        if claim.condition == number:
            yield f"claim {number} depends on itself"


def _claim(line: str, text: str) -> WrittenClaim:
    if not text:
        raise Fault("a claim before its sentence")
    found = _CLAIM.match(line)
    if found is None:
        raise Fault("a claim reads '- TYPE[/mode] trigger [actors > recipients] attribute; attribute'")
    kind, mode, trigger, people, rest = found.groups()
    sides = [s.strip().strip(">").strip() for s in re.split(r"(?:^|\s)>(?:\s|$)", people)]
    if len(sides) > 2:
        raise Fault("more than one '>' between brackets")
    start, end = _span(trigger, text)
    actors = _parts(sides[0], text)
    recipients = _parts(sides[1], text) if len(sides) == 2 else ()
    return WrittenClaim(kind, mode or "", Part(text[start:end], start, end, ""), actors, recipients, **_attributes(rest, text))


def _attributes(rest: str | None, text: str) -> dict[str, object]:
    out: dict[str, object] = {}
    for word in filter(None, (x.strip() for x in (rest or "").split(";"))):
        name, _, value = word.partition(" ")
        if word == "negated":
            name, got = "polarity", word
        elif word in MODALITIES:
            name, got = "modality", word
        elif word == "historical":
            got = True
        elif name == "by":
            name, got = "speakers", _parts(value, text)
        elif name == "at":
            name, got = "place", _parts(value, text)[0]
        elif name == "when":
            name, got = "date", _date(value, text)
        elif name == "if" and value.isdigit():
            name, got = "condition", int(value)
        else:
            raise Fault(f"unknown attribute {word!r}: negated, future, possible, conditional, historical, by, at, when, if")
        if name in out:
            raise Fault(f"two values of {name}: {word!r}")
        out[name] = got
    return out


def _date(value: str, text: str) -> Part:
    words, _, date = value.rpartition("=")
    if not _DATE.match(date):
        raise Fault(f"'when {value}' is not 'when words=YYYY[-MM[-DD]]' or a range with '/'")
    start, end = _span(words, text)
    return Part(text[start:end], start, end, date)


def _parts(value: str, text: str) -> tuple[Part, ...]:
    return tuple(_part(x.strip(), text) for x in value.split(" + ") if x.strip())


def _part(value: str, text: str) -> Part:
    words, _, code = value.rpartition("=")
    found = _CODE.match(code)
    if not words or found is None:
        raise Fault(f"{value!r} is not 'words=CODE' or 'words=CODE:SECTOR'")
    if found[2] and found[2] not in SECTORS:
        raise Fault(f"unknown sector {found[2]!r}: {' '.join(SECTORS)}")
    start, end = _span(words, text)
    return Part(text[start:end], start, end, "" if found[1] == "-" else found[1], found[2] or "")


def _span(words: str, text: str) -> tuple[int, int]:
    """Find words in the sentence at word borders; ``words#2`` means the second time that they occur."""
    words, _, nth = words.partition("#")
    starts = [m.start() for m in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text)]
    if not starts:
        raise Fault(f"{words!r} does not stand in the sentence (or not as whole words)")
    if nth and (not nth.isdigit() or not 1 <= int(nth) <= len(starts)):
        raise Fault(f"{words}#{nth}: the words occur {len(starts)} times")
    at = starts[int(nth) - 1 if nth else 0]
    return at, at + len(words)
