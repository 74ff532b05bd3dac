"""Rules of one step: where A did r' to B some days ago, how often does A do r to B today?

Source: TLogic (Liu et al. 2022, "TLogic: Temporal Logical Rules for Explainable Link Forecasting on Temporal Knowledge
Graphs", AAAI, section 4) for cyclic rules of length 1 and their confidence; here each rule has one confidence for each class
of gap in place of one decay for all, and inverse acts are bodies too ("B accused A, then A accuses B").
"""

from __future__ import annotations

import numpy as np

from comity.system.forecast.history import Array, Flags, Ints, Singles

GAPS = (1, 2, 4, 8, 15, 31, 91)
"""First day of each class of gap: 1, 2 to 3, 4 to 7, 8 to 14, 15 to 30, 31 to 90, and more days."""
PRIOR = 5.0
"""Cases without a hit that every rule starts with, so that a rule seen once proves little (Liu et al., section 4.2)."""


def gap_class(gap: Ints) -> Ints:
    """Return the class of each gap in days, 0 to 6."""
    return np.searchsorted(GAPS, gap, side="right") - 1


class Rules:
    """Counts of how often a body at a gap was followed by a head, for all pairs of links.

    A case is a question (subject, head, day) and a body (subject, link, candidate) known before it; it is a hit if the
    candidate answers the question.
    """

    def __init__(self, links: int) -> None:
        self.links = links
        size = links * links * len(GAPS)
        self._hits: Singles = np.zeros(size, np.float32)
        self._cases: Singles = np.zeros(size, np.float32)

    def _place(self, heads: Ints, bodies: Ints, gaps: Ints) -> Ints:
        return (heads * self.links + bodies) * len(GAPS) + gaps

    def confidence(self, heads: Ints, bodies: Ints, gaps: Ints) -> Singles:
        """Return the share of cases that were hits, for links and classes of gap side by side."""
        place = self._place(heads, bodies, gaps)
        shares: Array = self._hits[place] / (self._cases[place] + np.float32(PRIOR))
        return shares

    def observe(self, heads: Ints, bodies: Ints, gaps: Ints, hits: Flags) -> None:
        """Count cases."""
        place = self._place(heads, bodies, gaps)
        np.add.at(self._cases, place, np.float32(1))
        np.add.at(self._hits, place[hits], np.float32(1))
