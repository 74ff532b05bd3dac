"""The knowledge base: names of actors and places, read from readable data files, found in one pass over a text."""

from __future__ import annotations

import csv
import gc
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from comity.actors.index import NameIndex
from comity.errors import DataFileError
from comity.records import Place

if TYPE_CHECKING:
    from comity.actors.discards import Discards

DATA = Path(__file__).parent / "data"

COLUMNS = {
    "states.csv": ("code", "name", "kind", "names", "adjectives", "demonyms", "capital", "metonyms", "former_names",
                   "parent", "start", "end", "source"),
    "regions.csv": ("code", "name", "names", "adjectives", "demonyms", "source"),
    "people.csv": ("id", "name", "aliases", "state", "office", "sector", "start", "end", "source"),
    "organisations.csv": ("id", "code", "name", "names", "kind", "seat", "start", "end", "source"),
    "members.csv": ("organisation", "state", "start", "end", "source"),
    "groups.csv": ("id", "code", "name", "names", "kind", "sector", "state", "start", "end", "source"),
    "organs.csv": ("id", "code", "name", "names", "sector", "source"),
    "media.csv": ("id", "name", "names", "state", "kind", "source"),
    "roles.csv": ("noun", "plural", "sector", "kind", "source"),
    "places.csv": ("name", "names", "country", "kind", "lat", "lon", "source"),
}  # fmt: skip


class _Plain(dict[int, str]):
    """What a character is in a folded text, by its code point; filled in as characters are met."""

    def __missing__(self, code: int) -> str:
        self[code] = plain = unicodedata.normalize("NFD", chr(code))[0] if code > 127 else chr(code)
        return plain


_FOLD = _Plain({0x2019: "'", 0x2018: "'", 0x2010: "-", 0x2011: "-", 0x2013: "-", 0xA0: " ", 0x0A: " ", 0x0D: " ", 0x09: " "})


def fold(text: str) -> str:
    """Return the text without diacritics and with plain quotes, dashes and blanks, at the same length."""
    return text.translate(_FOLD)


class Entry(NamedTuple):
    """What a name stands for. ``kind`` is name, adjective, capital, metonym, person or place; dates are ISO or empty."""

    kind: str
    code: str
    actor: str
    sector: str
    name: str
    start: str
    end: str
    file: str


class Role(NamedTuple):
    """A role noun: its sector, and whether it is an office, a collective or a person."""

    sector: str
    kind: str


class Term(NamedTuple):
    """A term of office."""

    actor: str
    name: str
    state: str
    office: str
    sector: str
    start: str
    end: str


@dataclass(slots=False)
class KnowledgeBase:
    """Names, roles, places and terms of office. Build it with :meth:`load`."""

    entries: dict[str, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    roles: dict[str, Role] = field(default_factory=dict)
    places: dict[str, list[Place]] = field(default_factory=lambda: defaultdict(list))
    terms: dict[str, list[Term]] = field(default_factory=lambda: defaultdict(list))
    labels: dict[str, str] = field(default_factory=dict)
    state_media: set[str] = field(default_factory=set)
    seats: dict[str, list[tuple[str, Entry]]] = field(default_factory=lambda: defaultdict(list))  # kind and body by seat
    homes: dict[str, str] = field(default_factory=dict)  # code of a group -> its state
    former: dict[str, tuple[str, str]] = field(default_factory=dict)  # code -> successor and end
    surnames: dict[str, list[Term]] = field(default_factory=lambda: defaultdict(list))
    family_names: dict[str, list[Term]] = field(default_factory=lambda: defaultdict(list))
    variants: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))  # consonants -> names of people
    shared: dict[str, list[Entry]] = field(default_factory=dict)  # abbreviations that several groups have
    folder: Path = DATA
    own: frozenset[str] = frozenset()  # the users' files, as ``Entry.file`` names them: their entries come first
    left_out: dict[str, int] = field(default_factory=dict)  # file -> lines of a user's dictionary in bad form
    discards: Discards | None = None

    @classmethod
    def load(cls, path: Path | None = None) -> KnowledgeBase:
        """Read the data files of a folder (the shipped one by default).

        Raises:
            DataFileError: a file is missing or a row has a mistake; the message names file and line.
        """
        folder = path or DATA
        base = cls(folder=folder)
        with _uncollected():
            base._read(folder)
        return base

    def _read(self, folder: Path) -> None:
        for name, reader in self.readers().items():
            for row in _rows(folder / name):
                reader(row)

    def readers(self) -> dict[str, Callable[[dict[str, str]], None]]:
        """Return what adds a row of each table to the base (``members.csv`` excepted), by the table's name."""
        return {
            "states.csv": self._state, "regions.csv": self._region, "people.csv": self._person,
            "organisations.csv": self._organisation, "groups.csv": self._group, "organs.csv": self._organ,
            "media.csv": self._medium, "roles.csv": self._role, "places.csv": self._place,
        }  # fmt: skip

    def names(self) -> dict[str, str]:
        """Return the names that people read, by id and code."""
        return dict(self.labels)

    def outlets(self) -> dict[str, str]:
        """Return the names of news agencies and outlets with their ids."""
        return {name: e.actor for name, entries in self.entries.items() for e in entries if e.file == "media.csv"}

    # rows

    def _add(self, names: str, kind: str, row: dict[str, str], code: str, actor: str, sector: str = "", file: str = "") -> None:
        label, start, end = row.get("name", ""), row.get("start", ""), row.get("end", "")
        entry = Entry(kind, code, actor, sector, label, start, end, file)
        entries = self.entries
        for name in names.split("|"):
            if name := name.strip():
                key = name if name.isascii() else fold(name)
                called = entry if label else entry._replace(name=name)
                known = entries.get(key)
                if known is None:
                    entries[key] = [called]
                elif called not in known:
                    known.append(called)

    def _state(self, row: dict[str, str]) -> None:
        code = row["parent"] if row["kind"] == "continued" else row["code"]
        if row["kind"] == "former":
            self.former[code] = (row["parent"], row["end"])
        if row["kind"] != "continued":
            self.labels[code] = row["name"]
        self._add("|".join((row["name"], row["names"], row["former_names"])), "name", row, code, code, file="states.csv")
        self._add("|".join((row["adjectives"], row["demonyms"])), "adjective", row, code, code, file="states.csv")
        self._add(row["capital"], "capital", row, code, code, "GOV", file="states.csv")
        for item in row["metonyms"].split("|"):
            name, colon, sector = item.strip().partition(":")
            sector = sector if colon else "GOV"
            for variant in {name, name.removeprefix("the ")} if name[4:5].isupper() else {name}:
                self._add(variant, "metonym", row, code, code, sector, file="states.csv")

    def _region(self, row: dict[str, str]) -> None:
        self.labels.setdefault(row["code"], row["name"])
        self._add("|".join((row["name"], row["names"])), "name", row, row["code"], row["code"], file="regions.csv")
        self._add(
            "|".join((row["adjectives"], row["demonyms"])),
            "adjective",
            row,
            row["code"],
            row["code"],
            file="regions.csv",
        )

    def _person(self, row: dict[str, str]) -> None:
        self.labels[row["id"]] = row["name"]
        term = Term(row["id"], row["name"], row["state"], row["office"], row["sector"], row["start"], row["end"])
        self.terms[row["state"]].append(term)
        self._add(
            "|".join((row["name"], row["aliases"])),
            "person",
            row,
            row["state"],
            row["id"],
            row["sector"],
            file="people.csv",
        )

    def _organisation(self, row: dict[str, str]) -> None:
        self.labels[row["id"]] = row["name"]
        self.labels.setdefault(row["code"], row["name"])
        sector = "IGO" if row["code"].startswith("IGO:") else "NGO"
        self._add("|".join((row["name"], row["names"])), "name", row, row["code"], row["id"], sector, file="organisations.csv")
        if seat := row["seat"]:
            entry = Entry("name", row["code"], row["id"], sector, row["name"], row["start"], row["end"], "organisations.csv")
            self.seats[seat].append((row["kind"], entry))

    def _group(self, row: dict[str, str]) -> None:
        self.labels[row["id"]] = row["name"]
        self.labels.setdefault(row["code"], row["name"])
        if ":" in row["code"] and row["state"]:
            self.homes[row["code"]] = row["state"]
        self._add("|".join((row["name"], row["names"])), "name", row, row["code"], row["id"], row["sector"], file="groups.csv")

    def _organ(self, row: dict[str, str]) -> None:
        self.labels[row["id"]] = row["name"]
        self._add("|".join((row["name"], row["names"])), "name", row, row["code"], row["id"], row["sector"], file="organs.csv")

    def _medium(self, row: dict[str, str]) -> None:
        self.labels[row["id"]] = row["name"]
        if row["kind"].startswith("state-"):
            self.state_media.add(row["id"])
        self._add("|".join((row["name"], row["names"])), "name", row, row["state"], row["id"], "MED", file="media.csv")

    def _role(self, row: dict[str, str]) -> None:
        role = Role(row["sector"], row["kind"])
        self.roles.setdefault(row["noun"].lower(), role)
        if row["plural"]:
            self.roles.setdefault(row["plural"].lower(), role)

    def _place(self, row: dict[str, str]) -> None:
        lat = float(row["lat"]) if row["lat"] else None
        lon = float(row["lon"]) if row["lon"] else None
        place = Place(row["name"], row["country"], lat, lon, row["kind"])
        for name in {row["name"], *row["names"].split("|")}:
            if name.strip():
                self.places[fold(name.strip())].append(place)
        self._add("|".join((row["name"], row["names"])), "place", row, row["country"], "", file="places.csv")

    def home(self, code: str) -> str:
        """Return the state that a group is of; the code itself where it is none, or of no one state."""
        state = self.homes.get(code, "")
        return state if len(state) == 3 else code

    def members(self, organisation: str, date: str = "") -> tuple[str, ...]:
        """Return the codes of an organisation's member states at an ISO date, today without one, in the table's order."""
        found = self._members.get(organisation, ())
        if not date:
            return tuple(state for state, _, end in found if not end)
        return tuple(s for s, start, end in found if (not start or start <= date) and (not end or date[: len(end)] <= end))

    @cached_property
    def _members(self) -> dict[str, list[tuple[str, str, str]]]:
        out: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
        for row in _rows(self.folder / "members.csv"):
            out[row["organisation"]].append((row["state"], row["start"], row["end"]))
        return out

    # search

    @cached_property
    def _index(self) -> NameIndex:
        with _uncollected():
            return NameIndex(self.entries)

    def find(self, text: str) -> Iterator[tuple[int, int, list[Entry]]]:
        """Yield the names in a text, longest first at each place, as code points with what they may stand for."""
        for start, end, name in self._index.find(fold(text)):
            yield start, end, self.entries[name]


@contextmanager
def _uncollected() -> Iterator[None]:
    """Fifty thousand small tuples, none of them garbage: looking for some among them costs more than making them."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


def _rows(path: Path) -> Iterator[dict[str, str]]:
    columns = COLUMNS[path.name]
    try:
        file = path.open(encoding="utf-8", newline="")
    except OSError as error:
        raise DataFileError(f"{path}: cannot be read ({error.strerror}); the folder of actors is incomplete") from error
    with file:
        reader = csv.reader(file, strict=True)
        try:
            header = next(reader, [])
            if tuple(header) != columns:
                raise DataFileError(f"{path.name}, line 1: the columns are {','.join(header)}; valid are {','.join(columns)}")
            for row in reader:
                if len(row) != len(columns):
                    raise DataFileError(
                        f"{path.name}, line {reader.line_num}: {len(row)} values; the header has {len(columns)} columns"
                    )
                yield dict(zip(columns, row))  # noqa: B905 - of equal length, and strictness costs a fifth
        except csv.Error as error:
            raise DataFileError(f"{path.name}, line {reader.line_num}: {error}") from error
