"""Brokerage against NetworkX, and on networks whose values are known."""

from __future__ import annotations

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.errors import InputError
from comity.system.measures import Options, measure
from comity.system.measures.brokerage import betweenness, constraint
from tests.system.rows import row, table


@settings(max_examples=40, deadline=None)
@given(st.integers(3, 9), st.integers(0, 10_000))
def test_against_networkx(n, seed) -> None:
    rng = np.random.default_rng(seed)
    ties = np.triu(2.0 ** rng.integers(0, 3, (n, n)) * (rng.random((n, n)) < 0.5), 1)  # halves and doubles: exact path lengths
    ties += ties.T
    graph = nx.from_numpy_array(ties)
    for *_, edge in graph.edges(data=True):
        edge["length"] = 1 / edge["weight"]
    plain = nx.betweenness_centrality(graph, weight="length", normalized=False)
    sizes = [len(nx.node_connected_component(graph, v)) for v in range(n)]
    for v in range(n):
        pairs = sum(sizes[u] - 1 - (v in nx.node_connected_component(graph, u)) for u in range(n) if u != v) / 2
        assert betweenness(ties)[v] == pytest.approx(plain[v] / pairs if pairs else 0)
    own = nx.constraint(graph, weight="weight")
    np.testing.assert_allclose(constraint(ties), [own[v] for v in range(n)])


def test_star_and_triangle() -> None:
    star = np.zeros((5, 5))
    star[0, 1:] = star[1:, 0] = 3.0
    assert betweenness(star).tolist() == [1, 0, 0, 0, 0]
    assert constraint(star)[0] == pytest.approx(0.25) and constraint(star)[1] == pytest.approx(1)
    triangle = np.ones((3, 3)) - np.eye(3)
    assert betweenness(triangle).tolist() == [0, 0, 0]
    assert constraint(triangle)[0] == pytest.approx(2 * (0.5 + 0.25) ** 2)
    assert betweenness(np.zeros((2, 2))).tolist() == [0, 0] and np.isnan(constraint(np.zeros((2, 2)))).all()


def test_of_a_table(tmp_path) -> None:
    rows = [row("2022-01-01", "CHN", "AID", b, doc=b) for b in ("PRK", "RUS", "MMR")] + [
        row("2022-01-02", "USA", "ASSAULT", "CHN")
    ]
    with table(tmp_path, rows) as found:
        result = measure("brokerage", found, Options())
        assert [line.key[0] for line in result.rows] == ["CHN", "MMR", "PRK", "RUS"]
        first = result.rows[0]
        assert (
            first.values["betweenness"].value == 1
            and first.values["partners"].value == 3
            and first.values["strength"].value == 30
        )
        assert first.events == 3 and set(first.ids) == {"e0", "e1", "e2"}
        assert [line.key for line in measure("brokerage", found, Options(actors=("RUS",), draws=0)).rows] == [("RUS",)]
        by_year = measure("brokerage", found, Options(by="year", ids=1))
        assert {line.period for line in by_year.rows} == {"2022"} and by_year.rows[0].events == 3
    with table(tmp_path, rows[:1]) as few, pytest.raises(InputError, match=r"three actors or more that cooperate; .* has 2"):
        measure("brokerage", few, Options())
