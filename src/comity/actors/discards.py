"""Strings whose sentence or whole story is not coded: sports, history, the weather (PETRARCH's discards)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from comity.actors.knowledge import fold


class Discard(NamedTuple):
    """A string, in any case. ``story`` discards the whole document, ``whole`` asks for a whole last word."""

    text: str
    story: bool
    whole: bool


class Discards:
    """Finds the sentences that are not to be coded."""

    def __init__(self, items: Iterable[Discard]) -> None:
        self.items = tuple(dict.fromkeys(items))

    def sentences(self, text: str, starts: Sequence[int]) -> set[int]:
        """Return the places in ``starts`` of the sentences that are left out.

        A string begins at the beginning of a word; its last word may go on ("CHAMPION" in "championship") unless it is
        to be whole.

        Args:
            text: the document's text.
            starts: where its sentences begin, code points in ascending order.
        """
        out: set[int] = set()
        lower = fold(text).lower()
        for index, start, end in self._automaton.find_matches_as_indexes(lower, overlapping=True):
            item = self.items[index]
            inside = lower[start - 1 : start].isalnum() if start else False
            if inside or (item.whole and lower[end : end + 1].isalnum()):
                continue
            if item.story:
                return set(range(len(starts)))
            at = bisect_right(starts, start) - 1
            if at >= 0:
                out.add(at)
        return out

    @cached_property
    def _automaton(self) -> Any:
        from ahocorasick_rs import AhoCorasick, MatchKind

        return AhoCorasick([fold(item.text).lower() for item in self.items], matchkind=MatchKind.Standard)
