"""The parts behind the frustration index: reductions, negative cycles, searches."""

from __future__ import annotations

import itertools

import networkx as nx
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.system.frustration.cycles import negative_triangles, neighbours, violated_cycles
from comity.system.frustration.graph import Edge, Sides, SignedGraph
from comity.system.frustration.search import STARTS, divisions
from comity.system.frustration.solve import least_frustrated


@st.composite
def graphs(draw: st.DrawFn, most: int = 8) -> list[Edge]:
    pairs = [pair for pair in itertools.combinations(range(draw(st.integers(3, most))), 2) if draw(st.integers(0, 2))]
    return [(a, b, draw(st.sampled_from([-2, -1, 1, 2]))) for a, b in pairs]


def negative_cycles(edges: list[Edge]) -> list[tuple[int, ...]]:
    """All simple cycles with an odd number of negative ties, as numbers of ties."""
    number = {frozenset((a, b)): place for place, (a, b, _) in enumerate(edges)}
    found = []
    for cycle in nx.simple_cycles(nx.Graph((a, b) for a, b, _ in edges)):
        ties = [number[frozenset(pair)] for pair in itertools.pairwise([*cycle, cycle[0]])]
        if sum(edges[tie][2] < 0 for tie in ties) % 2:
            found.append(tuple(sorted(ties)))
    return found


@settings(max_examples=60, deadline=None)
@given(graphs(most=6), st.data())
def test_violated_cycles_are_negative_and_found_if_there_are_any(edges: list[Edge], data: st.DataObject) -> None:
    values = [data.draw(st.sampled_from([0.0, 0.25, 0.5, 1.0])) for _ in edges]
    side = [data.draw(st.sampled_from([1, -1])) for _ in range(6)]
    frustrated = [(place, a, b) for place, (a, b, weight) in enumerate(edges) if side[a] * side[b] * weight < 0]
    found = violated_cycles(neighbours(6, edges), values, frustrated)
    every = [cycle for cycle in negative_cycles(edges) if sum(values[tie] for tie in cycle) < 1]
    assert set(found) <= set(every)
    assert bool(found) == bool(every)


@settings(max_examples=40, deadline=None)
@given(graphs())
def test_negative_triangles_are_the_negative_cycles_of_three(edges: list[Edge]) -> None:
    found = list(negative_triangles(neighbours(8, edges)))
    assert sorted(found) == sorted(cycle for cycle in negative_cycles(edges) if len(cycle) == 3)


@settings(max_examples=60, deadline=None)
@given(graphs(most=7))
def test_reductions_keep_a_best_division(edges: list[Edge]) -> None:
    sides = Sides(7)
    graph = SignedGraph(edges, sides)
    graph.reduce()

    def costs(of: list[Edge]) -> list[int]:
        return [
            sum(abs(weight) for a, b, weight in of if (bits[a] != bits[b]) == (weight > 0))
            for bits in itertools.product((0, 1), repeat=7)
        ]

    left = list(graph.edges())
    assert graph.settled + min(costs(left)) == min(costs(edges))
    # and what was merged is consistent with a division of that cost
    found = [sides.find(node) for node in range(7)]
    best = min(
        sum(abs(w) for a, b, w in edges if ((bits[found[a][0]] ^ found[a][1]) != (bits[found[b][0]] ^ found[b][1])) == (w > 0))
        for bits in itertools.product((0, 1), repeat=7)
    )
    assert best == min(costs(edges))


def test_chains_trees_and_cliques_of_friends_leave_nothing_to_solve() -> None:
    tree = [(0, 1, -1), (1, 2, 1), (1, 3, -2), (3, 4, 1)]
    ring = [(a, (a + 1) % 9, -1) for a in range(9)]
    clique = [(a, b, 1) for a, b in itertools.combinations(range(12), 2)]
    enemies = [(a, b, -1 if (a < 6) != (b < 6) else 1) for a, b in itertools.combinations(range(12), 2)]
    for edges, settled in ((tree, 0), (ring, 1), (clique, 0), (enemies, 0)):
        graph = SignedGraph(edges, Sides(12))
        graph.reduce()
        assert (graph.near, graph.settled) == ({}, settled)


def test_blocks_share_at_most_a_node() -> None:
    square = [(0, 1, 1), (1, 2, 1), (2, 3, -1), (0, 3, 1)]
    graph = SignedGraph([*square, *((a + 3, b + 3, -weight) for a, b, weight in square), (7, 8, 1)], Sides(9))
    assert [len(block) for block in graph.blocks()] == [4, 4, 1]


@settings(max_examples=20, deadline=None)
@given(graphs())
def test_searches_are_the_same_each_time(edges: list[Edge]) -> None:
    weighted = [(a, b, float(weight)) for a, b, weight in edges]
    first, second = ([found.tolist() for found in divisions(8, weighted)] for _ in range(2))
    assert first == second
    assert len(first) == STARTS


def test_groups_without_a_tie_between_them_are_free() -> None:
    solution = least_frustrated(4, [(0, 1, -1), (2, 3, 1)], 1.0)
    assert solution.groups[0] == solution.groups[1] != solution.groups[2] == solution.groups[3]
    assert solution.sides[0] != solution.sides[1]
    assert solution.sides[2] == solution.sides[3]
    assert solution.bound == 0
