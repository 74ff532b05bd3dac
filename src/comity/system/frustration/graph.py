"""A signed, weighted graph that is made smaller without changing its frustration index.

Every rule here keeps at least one division with the least frustration, and records how the nodes that it merges stand to
each other. The rules, and why each is safe:

- **Parts.** Connected components and biconnected blocks share at most one node, so each can be divided on its own and then
  turned to fit the others (Aref, Mason and Wilson 2020, "A modeling and computational study of the frustration index in
  signed networks", *Networks* 75, on preprocessing).
- **Heavy tie.** A tie that weighs at least as much as all other ties of one of its ends together is kept in some best
  division: if it is not, that end changes sides at no loss. This covers ends with one tie, and chains (Lange, Andres and
  Swoboda 2019, "Combinatorial persistency criteria for multicut and max-cut", the edge criterion).
- **Twins.** Two nodes whose ties to all others are the same, up to a positive factor and a common sign, are served best by the
  same side (with the other sign: by opposite sides). They are merged unless the tie between them speaks against it.

Where merging brings ties of opposite signs together, one of the two is frustrated in any division: that cost is settled.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TypeAlias

import networkx as nx

Edge: TypeAlias = tuple[int, int, int]  # two nodes and a signed whole weight
Signature: TypeAlias = tuple[tuple[int, int], ...]


class Sides:
    """Which nodes are known to stand together or apart: a union-find with parity."""

    def __init__(self, size: int) -> None:
        self._parent = list(range(size))
        self._turned = [0] * size  # 1 where a node stands apart from its parent

    def find(self, node: int) -> tuple[int, int]:
        """Return the node that stands for the group, and 1 if this one stands apart from it, else 0."""
        path = []
        while self._parent[node] != node:
            path.append(node)
            node = self._parent[node]
        turned = 0
        for member in reversed(path):
            turned ^= self._turned[member]
            self._parent[member], self._turned[member] = node, turned
        return node, turned

    def join(self, a: int, b: int, apart: int) -> None:
        """Record that two nodes of different groups stand together (0) or apart (1)."""
        (root_a, turned_a), (root_b, turned_b) = self.find(a), self.find(b)
        if root_a != root_b:
            self._parent[root_a] = root_b
            self._turned[root_a] = turned_a ^ turned_b ^ apart


class SignedGraph:
    """Nodes with signed whole weights between them; :meth:`reduce` shrinks it in place.

    Args:
        edges: at most one per pair, no loops, no weight of zero.
        sides: where merges are recorded; shared by a graph and its blocks.
    """

    def __init__(self, edges: Iterable[Edge], sides: Sides) -> None:
        self.near: dict[int, dict[int, int]] = {}
        for a, b, weight in edges:
            self.near.setdefault(a, {})[b] = weight
            self.near.setdefault(b, {})[a] = weight
        self.sides = sides
        self.settled = 0  # cost that no division avoids

    def edges(self) -> Iterator[Edge]:
        """Yield each tie that is left once, the smaller node first, in ascending order."""
        for a in sorted(self.near):
            for b in sorted(self.near[a]):
                if a < b:
                    yield a, b, self.near[a][b]

    def blocks(self) -> list[list[Edge]]:
        """Return the ties of each biconnected block, in the order of their first tie."""
        graph = nx.Graph()
        graph.add_edges_from((a, b) for a, b, _ in self.edges())
        found = [
            sorted((min(a, b), max(a, b), self.near[a][b]) for a, b in block) for block in nx.biconnected_component_edges(graph)
        ]
        return sorted(found)

    def reduce(self) -> None:
        """Apply the rules until none fits any more."""
        while self._merge_heavy() or self._merge_twins():
            pass

    def _merge_heavy(self) -> bool:
        waiting = sorted(self.near, reverse=True)
        merged = False
        while waiting:
            node = waiting.pop()
            ties = self.near.get(node)
            if not ties:
                self.near.pop(node, None)
                continue
            other = max(ties, key=lambda k: (abs(ties[k]), -k))
            if 2 * abs(ties[other]) >= sum(map(abs, ties.values())):
                touched = sorted(ties, reverse=True)
                self._merge(node, other, int(ties[other] < 0))
                waiting.extend(touched)
                merged = True
        return merged

    def _merge_twins(self) -> bool:
        groups: dict[Signature, list[tuple[int, int]]] = defaultdict(list)
        for node in sorted(self.near):
            signature, turned = _signature(self.near[node])
            groups[signature].append((node, turned))
        merged = False
        for members in groups.values():
            first, turned = members[0]
            for node, other in members[1:]:  # twins without a tie between them
                self._merge(node, first, turned ^ other)
                merged = True
        for a in sorted(self.near):
            for b in sorted(self.near.get(a, ())):
                if a in self.near and b in self.near[a] and self._tied_twins(a, b):
                    self._merge(b, a, int(self.near[a][b] < 0))
                    merged = True
        return merged

    def _tied_twins(self, a: int, b: int) -> bool:
        ties_a, ties_b = self.near[a], self.near[b]
        if len(ties_a) != len(ties_b) or any(k not in ties_b for k in ties_a if k != b):
            return False
        others = [k for k in ties_a if k != b]
        if not others:
            return False  # a lone pair is a heavy tie
        x, y = ties_a[others[0]], ties_b[others[0]]
        if (x * y > 0) != (ties_a[b] > 0):
            return False
        return all(ties_a[k] * y == ties_b[k] * x for k in others)

    def _merge(self, node: int, into: int, apart: int) -> None:
        """Merge a node into another one that it stands together with (0) or apart from (1)."""
        self.sides.join(node, into, apart)
        sign = -1 if apart else 1
        ties = self.near.pop(node)
        if into in ties:
            del ties[into], self.near[into][node]
        target = self.near[into]
        for other, weight in ties.items():
            del self.near[other][node]
            before = target.get(other, 0)
            after = before + sign * weight
            self.settled += (abs(before) + abs(weight) - abs(after)) // 2
            if after:
                target[other] = self.near[other][into] = after
            elif before:
                del target[other], self.near[other][into]


def _signature(ties: dict[int, int]) -> tuple[Signature, int]:
    """Return the ties up to a positive factor and a common sign, and 1 if the sign was turned."""
    nodes = sorted(ties)
    turned = int(bool(nodes) and ties[nodes[0]] < 0)
    scale = math.gcd(*ties.values()) * (-1 if turned else 1)
    return tuple((k, ties[k] // scale) for k in nodes), turned
