"""Histories made on the spot: pairs that act at rates of their own, answer each other, and meet new partners."""

from __future__ import annotations

import numpy as np
from hypothesis import strategies as st

from comity.system.forecast import Happening, History

RELATIONS = ("ACCUSE", "AID", "CONSULT")


def world(seed: int, days: int = 240, actors: int = 10, start: int = 700_000, busy: float = 0.05) -> list[Happening]:
    """Acts at a steady rate of each pair and relation, drawn anew for each seed."""
    random = np.random.default_rng(seed)
    rates = random.gamma(0.3, busy / 0.3, (actors, len(RELATIONS), actors))
    rows = []
    for day in range(days):
        for source, relation, target in np.argwhere(random.random(rates.shape) < rates).tolist():
            if source != target:
                rows.append(Happening(f"A{source}", RELATIONS[relation], f"A{target}", start + day, f"e{len(rows)}"))
    return rows


acts = st.lists(
    st.builds(
        Happening,
        st.sampled_from("ABCDE"),
        st.sampled_from(RELATIONS),
        st.sampled_from("ABCDE"),
        st.integers(1000, 1120),
        st.from_regex(r"e[0-9]{1,2}", fullmatch=True),
    ),
    min_size=1,
    max_size=60,
).filter(lambda rows: any(row.source != row.target for row in rows))


def changed(rows: list[Happening], day: int, seed: int) -> History:
    """The same history before a day, and another from it on, with the same names so that codes stay."""
    random = np.random.default_rng(seed)
    before = [row for row in rows if row.day < day]
    names = sorted({row.source for row in rows} | {row.target for row in rows})
    kinds = sorted({row.relation for row in rows})
    coded = [(names.index(r.source), kinds.index(r.relation), names.index(r.target), r.day) for r in before]
    for _ in range(200):
        source, target = random.choice(len(names), 2, replace=False).tolist()
        coded.append((source, int(random.integers(len(kinds))), target, day + int(random.integers(30))))
    return History.of_codes(np.array(coded), names, kinds, [r.event for r in before] + ["later"] * 200)
