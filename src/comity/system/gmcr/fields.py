"""Typed fields of a scenario file; every mistake names the file, the place, the key and what is valid."""

from __future__ import annotations

import math
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from comity.errors import DataFileError


def read_toml(path: Path) -> dict[str, Any]:
    """Read a TOML file.

    Raises:
        DataFileError: there is no such file, it cannot be read, or it is no TOML; names the line.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise DataFileError(f"{path}: no such file; give a scenario file (docs/whatif.md shows one)") from None
    except UnicodeDecodeError as error:
        raise DataFileError(f"{path}: not UTF-8 (byte {error.start}); a scenario file is TOML in UTF-8") from None
    except OSError as error:
        raise DataFileError(f"{path}: cannot be read ({error.strerror})") from None
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise DataFileError(f"{path}: no TOML: {error}; docs/whatif.md shows a scenario file") from None


def meant(word: str, valid: Collection[str]) -> str:
    """Return "(did you mean ...?)" where something valid is near, with a space before it; else nothing."""
    near = get_close_matches(word, list(valid), n=1)
    return f" (did you mean {near[0]}?)" if near else ""


@dataclass(frozen=True)
class Table:
    """A table of the file, and where it stands."""

    file: str
    place: str
    data: Mapping[str, Any]

    def wrong(self, key: str, problem: str) -> DataFileError:
        """Return the error of a key."""
        where = ", ".join(x for x in (self.place, key) if x)
        return DataFileError(f"{self.file}: {where}: {problem}")

    def only(self, keys: Collection[str]) -> None:
        """Refuse keys that have no meaning.

        Raises:
            DataFileError: there is one.
        """
        for key in self.data:
            if key not in keys:
                raise self.wrong(key, f"unknown key{meant(key, keys)}; valid are {', '.join(keys)}")

    def text(self, key: str, default: str | None = None) -> str:
        """Return a text; without a default it must be there and not empty.

        Raises:
            DataFileError: it is missing, empty or no text.
        """
        value = self.data.get(key, default)
        if value is None:
            raise self.wrong(key, f'is missing; write {key} = "..."')
        if not isinstance(value, str) or (default is None and not value.strip()):
            raise self.wrong(key, f"expected a text in quotes, found {shown(value)}")
        return " ".join(value.split())

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts; empty where it is missing.

        Raises:
            DataFileError: it is no list of texts.
        """
        value = self.data.get(key, [])
        if not isinstance(value, list) or not all(isinstance(x, str) and x.strip() for x in value):
            raise self.wrong(key, f'expected a list of texts, for example ["...", "..."], found {shown(value)}')
        return tuple(value)

    def choice(self, key: str, valid: Collection[str], default: str) -> str:
        """Return one of several words.

        Raises:
            DataFileError: it is none of them.
        """
        value = self.data.get(key, default)
        if value not in valid:
            raise self.wrong(key, f"expected {' or '.join(repr(v) for v in valid)}, found {shown(value)}")
        return str(value)

    def table(self, key: str, empty: bool = False) -> Table:
        """Return a table within this one; it may be missing only if ``empty``.

        Raises:
            DataFileError: it is missing or no table.
        """
        value = self.data.get(key, {} if empty else None)
        if not isinstance(value, dict):
            found = "is missing" if value is None else f"expected a table, found {shown(value)}"
            raise self.wrong(key, f"{found}; docs/whatif.md shows one")
        return Table(self.file, ", ".join(x for x in (self.place, key) if x), value)

    def tables(self, key: str) -> list[Table]:
        """Return the tables of ``[[key]]``, each with its number; empty where there is none.

        Raises:
            DataFileError: it is no list of tables.
        """
        value = self.data.get(key, [])
        if not isinstance(value, list) or not all(isinstance(x, dict) for x in value):
            raise self.wrong(key, f"expected tables that begin with [[{key}]], found {shown(value)}")
        place = f"{self.place}, " if self.place else ""
        return [Table(self.file, f"{place}{key} {n}", x) for n, x in enumerate(value, 1)]

    def interval(self, key: str, least: float = -math.inf, greatest: float = math.inf) -> tuple[float, float]:
        """Return a range [low, high]; a number alone is a range without width.

        Raises:
            DataFileError: it is missing, no number or range, upside down, or outside the bounds.
        """
        value = self.data.get(key)
        pair: list[Any] = value if isinstance(value, list) and len(value) == 2 else [value, value]
        if not all(isinstance(x, int | float) and not isinstance(x, bool) and math.isfinite(x) for x in pair):
            found = "is missing" if value is None else f"found {shown(value)}"
            raise self.wrong(key, f"{found}; write a number, or a range [low, high]")
        low, high = float(pair[0]), float(pair[1])
        if low > high:
            raise self.wrong(key, f"the range [{low:g}, {high:g}] is upside down; write [{high:g}, {low:g}]")
        if low < least or high > greatest:
            bounds = f"at least {least:g}" if math.isinf(greatest) else f"from {least:g} to {greatest:g}"
            raise self.wrong(key, f"expected numbers {bounds}, found {shown(value)}")
        return low, high


def shown(value: object) -> str:
    """Return a value of the file as it may stand in an error, shortened."""
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."
