"""From a signed graph to a least frustrated division: reduce, split into blocks, solve what is left, put together."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass

from comity.system.frustration.exact import divide_exactly
from comity.system.frustration.graph import Edge, Sides, SignedGraph


@dataclass(frozen=True)
class Solution:
    """Where the nodes stand: two nodes of the same group stand together if they have the same side.

    Groups do not depend on each other: each may be mirrored.
    """

    groups: list[int]  # for each node
    sides: list[int]  # for each node 0 or 1
    bound: int  # no division costs less


def least_frustrated(size: int, edges: Iterable[Edge], seconds: float) -> Solution:
    """Return a least frustrated division of a signed graph, or the best found within the time.

    Args:
        size: number of nodes.
        edges: ties between nodes 0 to ``size`` - 1 with whole signed weights; one per pair, no loops, no zeros.
        seconds: time that the integer programs may take.

    The division is proved the best if it costs no more than ``bound``.
    """
    deadline = time.monotonic() + seconds
    known = Sides(size)
    waiting = [SignedGraph(edges, known)]
    bound = 0
    while waiting:
        graph = waiting.pop()
        graph.reduce()
        bound += graph.settled
        blocks = graph.blocks()
        if len(blocks) != 1:
            waiting.extend(SignedGraph(block, known) for block in reversed(blocks))
            continue
        nodes = sorted(graph.near)
        number = {node: place for place, node in enumerate(nodes)}
        part = divide_exactly(len(nodes), [(number[a], number[b], weight) for a, b, weight in blocks[0]], deadline)
        bound += part.bound
        for node, side in zip(nodes[1:], part.sides[1:], strict=True):
            known.join(node, nodes[0], side ^ part.sides[0])
    found = [known.find(node) for node in range(size)]
    return Solution([root for root, _ in found], [turned for _, turned in found], bound)
