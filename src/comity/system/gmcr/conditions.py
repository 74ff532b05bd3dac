"""Conditions on the options taken, as an analyst writes them: ``"open and not (tighten or court)"``.

Words, from the one that binds most: ``not``, ``and``, ``or``, ``if`` ("A if B": A holds wherever B does), ``iff`` (both or
neither). In place of words a pattern with one letter an option, in the order of the file: ``"Y N - -"`` (taken, not taken,
either). These are the preference statements of option prioritising (Fang, Hipel, Kilgour and Peng 2003).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

import numpy as np

from comity.system.gmcr.graph import Bools

WORDS = ("not", "and", "or", "if", "iff", "else")
_TOKEN = re.compile(r"\s*(?:([A-Za-z_]\w*)|([()]))")
_LEVELS = ("iff", "if", "or", "and")  # from the one that binds least

Tree = tuple[Any, ...]


class ConditionError(ValueError):
    """A condition that cannot be read; the text says what is wrong with it and what is valid."""


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition: its text as written and its tree, in which options are numbers."""

    text: str
    tree: Tree

    def holds(self, taken: Bools) -> Bools:
        """Return where it holds.

        Args:
            taken: shape (options, states).

        Returns:
            Shape (states,).
        """
        return _holds(self.tree, taken)


def parse(text: str, options: Mapping[str, int]) -> Condition:
    """Read a condition over options, given as id -> number.

    Raises:
        ConditionError: an unknown option, a word out of place, a pattern of another length.

    >>> parse("a and not b", {"a": 0, "b": 1}).tree
    ('and', ('option', 0), ('not', ('option', 1)))
    """
    letters = text.replace(" ", "")
    if letters and not set(letters) - set("YN-"):
        return Condition(text, _pattern(letters, text, len(options)))
    return Condition(text, _Parser(text, options).whole())


def check_id(name: str) -> str | None:
    """Return what is wrong with the id of an option, or None."""
    if not re.fullmatch(r"[A-Za-z_]\w*", name, re.ASCII):
        return "an id is a word of letters a-z, digits and _ that does not begin with a digit"
    if name.lower() in WORDS or not set(name) - set("YN"):
        return f"{', '.join(WORDS)}, Y and N have a meaning in conditions; take another id"
    return None


def _pattern(letters: str, text: str, count: int) -> Tree:
    if len(letters) != count:
        raise ConditionError(f"pattern {text!r} has {len(letters)} letters; there are {count} options, so it needs {count}")
    parts: list[Tree] = []
    for k, letter in enumerate(letters):
        if letter != "-":
            parts.append(("option", k) if letter == "Y" else ("not", ("option", k)))
    tree: Tree = ("always",)
    for n, part in enumerate(parts):
        tree = part if n == 0 else ("and", tree, part)
    return tree


class _Parser:
    """Recursive descent over the words of one condition."""

    def __init__(self, text: str, options: Mapping[str, int]) -> None:
        self.text, self.options = text, options
        self.tokens: list[str] = []
        at = 0
        while at < len(text.rstrip()):
            match = _TOKEN.match(text, at)
            if match is None:
                raise ConditionError(
                    f"{text.strip()!r} has {text[at:].strip()[0]!r}, which has no meaning here; write option ids with "
                    "not, and, or, if, iff and parentheses"
                )
            self.tokens.append(match.group(1) or match.group(2))
            at = match.end()
        self.at = 0

    def whole(self) -> Tree:
        if not self.tokens:
            raise ConditionError("the condition is empty; write option ids with not, and, or, if, iff")
        tree = self._level(0)
        if (rest := self._peek()) is not None:
            raise ConditionError(
                f"{self.text!r}: expected and, or, if, iff or the end before {rest!r}"
                + ("" if rest in "()" else self._hint(rest))
            )
        return tree

    def _peek(self) -> str | None:
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def _level(self, level: int) -> Tree:
        if level == len(_LEVELS):
            return self._unit()
        tree = self._level(level + 1)
        while self._peek() == _LEVELS[level]:
            self.at += 1
            tree = (_LEVELS[level], tree, self._level(level + 1))
        return tree

    def _unit(self) -> Tree:
        token = self._peek()
        self.at += 1
        if token == "not":
            return ("not", self._unit())
        if token == "(":
            tree = self._level(0)
            if self._peek() != ")":
                raise ConditionError(f"{self.text!r}: a parenthesis is not closed")
            self.at += 1
            return tree
        if token is None or token == ")" or token in WORDS:
            found = "it ends" if token is None else f"there is {token!r}"
            raise ConditionError(f"{self.text!r}: {found} where an option was expected; options are {', '.join(self.options)}")
        if token not in self.options:
            raise ConditionError(f"{self.text!r}: no option {token!r}{self._hint(token)}")
        return ("option", self.options[token])

    def _hint(self, token: str) -> str:
        near = get_close_matches(token, list(self.options), n=1)
        meant = f" (did you mean {near[0]}?)" if near and near[0] != token else ""
        return f"{meant}; options are {', '.join(self.options)}"


def _holds(tree: Tree, taken: Bools) -> Bools:
    kind = tree[0]
    if kind == "option":
        return np.asarray(taken[tree[1]], dtype=np.bool_)
    if kind == "always":
        return np.ones(taken.shape[1], dtype=np.bool_)
    if kind == "not":
        return ~_holds(tree[1], taken)
    left, right = _holds(tree[1], taken), _holds(tree[2], taken)
    if kind == "and":
        return left & right
    if kind == "or":
        return left | right
    return left | ~right if kind == "if" else left == right
