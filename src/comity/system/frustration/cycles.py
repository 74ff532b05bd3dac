"""Negative cycles of a signed graph: an odd number of their ties are negative, so at least one tie of each is frustrated."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

Cycle: TypeAlias = tuple[int, ...]  # the numbers of its ties, ascending
Neighbours: TypeAlias = list[list[tuple[int, int, int]]]  # for each node (other end, number of the tie, 1 if it is negative)

_LONGER = 1e-7  # for each tie, so that of two cycles that are violated alike the shorter one is found
_SLACK = 1e-5  # a cycle counts as violated below 1 minus this


def neighbours(size: int, edges: Sequence[tuple[int, int, int]]) -> Neighbours:
    """Return for each node its ties."""
    near: Neighbours = [[] for _ in range(size)]
    for number, (a, b, weight) in enumerate(edges):
        near[a].append((b, number, int(weight < 0)))
        near[b].append((a, number, int(weight < 0)))
    return near


def negative_triangles(near: Neighbours) -> Iterator[Cycle]:
    """Yield each triangle with one or three negative ties once."""
    later = [{other: (number, negative) for other, number, negative in ties if other > node} for node, ties in enumerate(near)]
    for ties in later:
        for middle, (first, negative) in ties.items():
            for last, (second, negative_too) in later[middle].items():
                closing = ties.get(last)
                if closing and negative ^ negative_too ^ closing[1]:
                    a, b, c = sorted((first, second, closing[0]))
                    yield a, b, c


def violated_cycles(near: Neighbours, values: Sequence[float], frustrated: Iterable[tuple[int, int, int]]) -> list[Cycle]:
    """Return negative cycles whose ties have values that sum to less than 1; none only if there is none.

    Each negative cycle has a tie that a given division frustrates, so shortest paths that close such ties are enough
    (the separation of odd cycles by Barahona and Mahjoub 1986, "On the cut polytope", on the graph with each node doubled).

    Args:
        near: from :func:`neighbours`.
        values: for each tie, 0 or more.
        frustrated: the ties that some division frustrates, as (number, one end, other end).
    """
    at: dict[int, dict[int, int]] = {}  # node -> the frustrated ties that are to be closed from there, with the other end
    for number, a, b in frustrated:
        at.setdefault(a, {})[number] = b
        at.setdefault(b, {})[number] = a
    found: set[Cycle] = set()
    while at:
        node = max(at, key=lambda k: (len(at[k]), -k))
        mine = at.pop(node)
        if not mine:
            break
        for number, other in mine.items():
            at[other].pop(number)
        found.update(_closing(near, values, node, mine))
    return sorted(found, key=lambda cycle: (len(cycle), cycle))


def _closing(near: Neighbours, values: Sequence[float], source: int, ties: dict[int, int]) -> Iterator[Cycle]:
    """Yield for each of some ties at a node the shortest negative cycle through it, or one inside that, if violated."""
    # a state is twice the node, plus 1 after an odd number of negative ties
    sign = {number: negative for _, number, negative in near[source] if number in ties}
    goals = {2 * other + 1 - sign[number]: number for number, other in ties.items()}
    start, below = 2 * source, 1 - _SLACK
    length = {start: 0.0}
    came: dict[int, tuple[int, int]] = {}
    queue = [(0.0, start)]
    while queue and goals:
        so_far, state = heapq.heappop(queue)
        if so_far > length[state]:
            continue
        closing = goals.pop(state, None)
        if closing is not None and so_far + values[closing] < below:
            yield _simple(state, start, came, closing)
        odd = state & 1
        for other, number, negative in near[state >> 1]:
            reached = 2 * other + (odd ^ negative)
            total = so_far + values[number] + _LONGER
            if total < length.get(reached, below):
                length[reached] = total
                came[reached] = (state, number)
                heapq.heappush(queue, (total, reached))


def _simple(state: int, start: int, came: dict[int, tuple[int, int]], closing: int) -> Cycle:
    """Return the ties of a path and its closing tie, cut down to a negative cycle that passes each of its nodes once."""
    goal = start + 1
    walk, ties = [goal, state], [closing]
    while state != start:
        if state == goal:  # the path has closed a negative cycle on its way
            walk, ties = [goal], []
        state, number = came[state]
        walk.append(state)
        ties.append(number)
    # A shortest path has each state once, so a node twice only with both parities: the part between is negative too.
    seen: dict[int, int] = {}
    first, last = 0, len(ties)
    for place, passed in enumerate(walk):
        before = seen.get(passed >> 1)
        if before is not None and place - before < last - first:
            first, last = before, place
        seen[passed >> 1] = place
    return tuple(sorted(ties[first:last]))
