"""The definitions word by word over Python sets: slow, and written without a look at the solver's ways."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Naive(NamedTuple):
    """A conflict as sets: ``moves[i][s]`` what i reaches from s in one move, ``rank[i][s]`` the higher the better."""

    moves: list[list[set[int]]]
    rank: list[list[int]]

    @property
    def makers(self) -> range:
        return range(len(self.moves))

    @property
    def states(self) -> range:
        return range(len(self.rank[0]))

    def improvements(self, i: int, s: int) -> set[int]:
        return {t for t in self.moves[i][s] if self.rank[i][t] > self.rank[i][s]}

    def reachable(self, group: Iterable[int], s: int, improving: bool) -> set[int]:
        """R_H(s) or R+_H(s), the start itself included where a sequence leads back to it."""
        members = list(group)
        seen: set[tuple[int, int]] = set()
        todo: list[tuple[int, int | None]] = [(s, None)]
        while todo:
            here, last = todo.pop()
            for j in members:
                if j == last:
                    continue
                for t in self.improvements(j, here) if improving else self.moves[j][here]:
                    if (t, j) not in seen:
                        seen.add((t, j))
                        todo.append((t, j))
        return {t for t, _ in seen}

    def stable(self, concept: str, i: int, s: int) -> bool:
        others = [j for j in self.makers if j != i]
        rank = self.rank[i]

        def answered(s1: int) -> bool:
            for s2 in self.reachable(others, s1, concept == "SEQ"):
                if rank[s] >= rank[s2] and (concept != "SMR" or all(rank[s] >= rank[s3] for s3 in self.moves[i][s2])):
                    return True
            return False

        found = self.improvements(i, s)
        return not found if concept == "Nash" else all(answered(s1) for s1 in found)

    def coalition(self, group: tuple[int, ...], s: int) -> set[int]:
        return {t for t in self.reachable(group, s, False) if all(self.rank[i][t] > self.rank[i][s] for i in group)}
