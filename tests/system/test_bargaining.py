"""The bargaining zone: textbook divisions, bounds, and what must hold whatever the values."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.errors import InputError
from comity.system.bargaining import Exchange, Item, Party, bargaining_zone


def pie(first: Party, second: Party) -> Exchange:
    """One point to divide: the second can give what is worth as much to the first as it costs, against a free favour."""
    return Exchange(first, second, (Item("favour", 0, (0, 0), (1, 1)), Item("slice", 1, (1, 1), (1, 1))))


def point(value: float) -> tuple[float, float]:
    return value, value


def test_nash_divides_what_is_over_the_outside_options_evenly() -> None:
    zone = bargaining_zone(pie(Party("A", point(0.5)), Party("B", point(0.1))))
    assert zone.agreement == "always" and zone.nash is not None and zone.possible == 1
    assert zone.nash.gains == (pytest.approx((0.7, 0.7)), pytest.approx((0.3, 0.3)))
    assert zone.nash.shares == (point(1.0), pytest.approx((0.7, 0.7)))
    assert zone.widest == zone.surest == (pytest.approx((0.5, 0.9)), pytest.approx((0.1, 0.5)))


def test_patience_divides_as_rubinstein_says() -> None:
    """The one who proposes first gets (1 - d2) / (1 - d1 d2); the other then waits no longer."""
    zone = bargaining_zone(pie(Party("A", patience=point(0.9)), Party("B", patience=point(0.8))))
    assert zone.rubinstein is not None
    first = 0.2 / (1 - 0.72)
    assert zone.rubinstein.gains[0] == pytest.approx((0.9 * first, first))


def test_an_outside_option_matters_to_patience_only_where_it_beats_waiting() -> None:
    patient = {"patience": point(0.9)}
    base = bargaining_zone(pie(Party("A", **patient), Party("B", **patient))).rubinstein
    low = bargaining_zone(pie(Party("A", **patient), Party("B", point(0.4), point(0.9)))).rubinstein
    high = bargaining_zone(pie(Party("A", **patient), Party("B", point(0.6), point(0.9)))).rubinstein
    assert base is not None and low is not None and high is not None
    assert low.gains[1] == pytest.approx(base.gains[1])
    assert high.gains[1][0] == pytest.approx(0.6)


def test_equal_patience_that_grows_leads_to_nash() -> None:
    items = (Item("shells", 0, (1, 1), (4, 4)), Item("grain", 1, (2, 2), (3, 3)), Item("rockets", 1, (5, 5), (6, 6)))
    zone = bargaining_zone(Exchange(Party("A", patience=point(0.9999)), Party("B", patience=point(0.9999)), items))
    assert zone.nash is not None and zone.rubinstein is not None
    assert zone.rubinstein.gains[0] == pytest.approx(zone.nash.gains[0], abs=2e-3)


def test_no_zone_and_a_zone_that_depends() -> None:
    costly = (Item("shells", 0, (5, 6), (1, 2)), Item("grain", 1, (5, 6), (1, 2)))
    none = bargaining_zone(Exchange(Party("A", point(0.1)), Party("B"), costly))
    assert (none.agreement, none.widest, none.surest, none.possible, none.nash, none.rubinstein) == (
        "never",
        None,
        None,
        0.0,
        None,
        None,
    )
    some = bargaining_zone(pie(Party("A", (0.2, 0.8)), Party("B", (0.1, 0.5))))
    assert some.agreement == "depends" and some.surest is None and some.widest is not None and 0 < some.possible < 1


values = st.tuples(st.floats(0, 10), st.floats(0, 10)).map(sorted).map(tuple)
items = st.lists(st.tuples(st.integers(0, 1), values, values), min_size=1, max_size=4)


@settings(max_examples=30, deadline=None)
@given(items, values, values, st.integers(0, 99))
def test_what_holds_whatever_the_values(entries, out_a, out_b, seed) -> None:
    listed = tuple(Item(f"i{k}", *entry) for k, entry in enumerate(entries))
    exchange = Exchange(Party("A", out_a, (0.5, 0.9)), Party("B", out_b, (0.5, 0.9)), listed)
    zone = bargaining_zone(exchange, samples=50, seed=seed)
    assert zone == bargaining_zone(exchange, samples=50, seed=seed)
    assert (zone.widest is None) == (zone.agreement == "never") and (zone.surest is not None) == (zone.agreement == "always")
    for solution in (zone.nash, zone.rubinstein):
        if solution is None:
            continue
        assert zone.widest is not None
        for (low, high), widest, party in zip(solution.gains, zone.widest, exchange.parties, strict=True):
            assert party.outside[0] - 1e-6 <= low <= high <= widest[1] + 1e-6
        assert all(-1e-9 <= low <= high <= 1 + 1e-9 for low, high in solution.shares)


fixed = st.floats(0, 5).map(lambda x: round(x, 2))


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 1), fixed, fixed), min_size=1, max_size=3), fixed, fixed)
def test_nash_against_a_search_over_all_divisions(entries, out_a, out_b) -> None:
    listed = tuple(Item(f"i{k}", giver, point(cost), point(worth)) for k, (giver, cost, worth) in enumerate(entries))
    zone = bargaining_zone(Exchange(Party("A", point(out_a)), Party("B", point(out_b)), listed))
    grid = np.array(list(product(np.linspace(0, 1, 11), repeat=len(listed))))
    own = np.array([-i.cost[0] if i.giver == 0 else i.worth[0] for i in listed])
    other = np.array([i.worth[0] if i.giver == 0 else -i.cost[0] for i in listed])
    gain = np.stack([grid @ own - out_a, grid @ other - out_b])
    inside = (gain >= -1e-9).all(axis=0)
    best = gain[:, inside].prod(axis=0).max() if inside.any() else None
    if zone.nash is None:
        assert best is None or best < 1e-6
        return
    a, b = zone.nash.gains[0][0], zone.nash.gains[1][0]
    assert best is None or (a - out_a) * (b - out_b) >= best - 1e-6
    shares = np.array([s[0] for s in zone.nash.shares])
    assert shares @ own == pytest.approx(a, abs=1e-6) and shares @ other == pytest.approx(b, abs=1e-6)


@pytest.mark.parametrize(
    ("exchange", "message"),
    [
        (Exchange(Party("A"), Party("B"), ()), "one item or more"),
        (Exchange(Party("A"), Party("B"), (Item("x", 0, (-1, 0), (1, 1)),)), r"cost of x: \[-1, 0\] is no range from 0"),
        (Exchange(Party("A"), Party("B"), (Item("x", 0, (1, 0), (1, 1)),)), "low end first"),
        (Exchange(Party("A", patience=(0.5, 1.0)), Party("B"), (Item("x", 0, (1, 1), (1, 1)),)), "patience of A"),
    ],
)
def test_mistakes(exchange: Exchange, message: str) -> None:
    with pytest.raises(InputError, match=message):
        bargaining_zone(exchange)
