"""Categories of the users' own: a mode of a PLOVER type, given by marked example sentences, by patterns, or by both."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from comity.errors import DataFileError
from comity.ontology import PLOVER

FEWEST = 5  # examples; fewer say too little of what is meant
_NAME = re.compile(r"[a-z][a-z0-9-]*")
_MARK = re.compile(r"\*\*(.+?)\*\*")


@dataclass(frozen=True, slots=True)
class Category:
    """A category: its ``name`` is the mode of its claims, ``type`` their PLOVER type.

    ``examples`` are sentences, each with the code points (start, end) of the words that name the act;
    counterexamples have none.
    """

    name: str
    type: str
    description: str
    examples: tuple[tuple[str, tuple[tuple[int, int], ...]], ...]


def category_of(data: Mapping[str, Any], kind: str, path: Path) -> Category | None:
    """Return the category that a lexicon file describes; None for a file of plain acts.

    Raises:
        DataFileError: a key is missing or not valid; the message names file and key.
    """
    name = data.get("name")
    if name is None:
        if "examples" in data:
            raise DataFileError(f'{path}: has examples but no name; give one, for example name = "water"')
        return None
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        raise DataFileError(f"{path}: name = {name!r} is not valid; use small letters, digits and hyphens")
    if name in PLOVER[kind].modes:
        raise DataFileError(f"{path}: {name!r} is a mode of {kind} already; choose another name")
    description = data.get("description")
    if not isinstance(description, str) or not description.strip():
        raise DataFileError(f"{path}: needs a description: one sentence that says what belongs to {name!r}")
    examples = tuple(_marked(text, path) for text in _sentences(data, "examples", path))
    for text, triggers in examples:
        if not triggers:
            raise DataFileError(f"{path}: no word is marked in the example {text!r}; write **word** around what names the act")
    if len(examples) < FEWEST and (examples or not data.get("act")):
        raise DataFileError(f"{path}: {name!r} has {len(examples)} examples; give {FEWEST} to 20, or patterns as [[act]] instead")
    others = tuple((_marked(text, path)[0], ()) for text in _sentences(data, "counterexamples", path))
    return Category(name, kind, description.strip(), (*examples, *others) if examples else ())


def _sentences(data: Mapping[str, Any], key: str, path: Path) -> list[str]:
    found = data.get(key, [])
    if not isinstance(found, list) or not all(isinstance(x, str) and x.strip() for x in found):
        raise DataFileError(f"{path}: {key} is no list of sentences")
    return found


def _marked(text: str, path: Path) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Return the text without its marks, and where the marked words stand in it."""
    if text.count("**") % 2:
        raise DataFileError(f"{path}: a mark ** without its partner in {text!r}")
    spans: list[tuple[int, int]] = []
    plain = ""
    last = 0
    for found in _MARK.finditer(text):
        plain += text[last : found.start()]
        spans.append((len(plain), len(plain) + len(found[1])))
        plain += found[1]
        last = found.end()
    return plain + text[last:], tuple(spans)
