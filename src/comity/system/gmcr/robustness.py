"""How often each equilibrium survives where rankings are drawn that are compatible with what the analyst stated.

The idea is that of sensitivity analysis in the graph model (Xu et al. 2018, section 3.5), made systematic by sampling.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from comity.system.gmcr.graph import Conflict, Ints
from comity.system.gmcr.preferences import Orders
from comity.system.gmcr.stability import CONCEPTS, solve


@dataclass(frozen=True)
class Robustness:
    """``counts`` holds by concept in how many of ``samples`` a state is an equilibrium, shape (states,).

    ``open`` are the names of the decision-makers whose preferences leave anything open; without any, all samples are the same.
    """

    samples: int
    seed: int
    counts: dict[str, Ints]
    open: tuple[str, ...]

    def share(self, concept: str, state: int) -> float:
        """Return in which part of the samples a state is an equilibrium."""
        return float(self.counts[concept][state]) / self.samples

    @property
    def margin(self) -> float:
        """The half width of a 95 % interval about a share of one half, the widest there is (normal approximation)."""
        return float(1.96 * 0.5 / np.sqrt(self.samples))


def robustness(conflict: Conflict, orders: Sequence[Orders], samples: int = 200, seed: int = 0) -> Robustness:
    """Return how often each state is an equilibrium over sampled rankings.

    Args:
        conflict: the conflict; its own ranks do not matter.
        orders: what was stated of each decision-maker's preferences.
        samples: 1 or more.
        seed: the same seed gives the same samples.
    """
    rng = np.random.default_rng(seed)
    counts = {c: np.zeros(conflict.states, dtype=np.int64) for c in CONCEPTS}
    free = tuple(name for name, order in zip(conflict.names, orders, strict=True) if order.open())
    drawn = samples if free else 1
    for _ in range(drawn):
        found = solve(conflict.with_ranks(np.stack([order.sample(rng) for order in orders])))
        for concept, count in counts.items():
            count += found.everywhere(concept)
    if drawn < samples:  # nothing is open, so all samples are the same
        counts = {c: count * samples for c, count in counts.items()}
    return Robustness(samples, seed, counts, free)
