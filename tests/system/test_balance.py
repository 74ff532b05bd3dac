"""Structural balance: exact against brute force, and the properties that any signed network has."""

from __future__ import annotations

import doctest
import itertools
import math
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.errors import ComityError
from comity.system import balance as module
from comity.system.balance import Balance, balance_of, triangles_of, walk_balance, with_ties
from comity.system.frustration import exact

Ties = list[tuple[int, int, float]]


@st.composite
def networks(draw: st.DrawFn, most: int = 10, heaviest: int = 3) -> Ties:
    """Signed networks on up to ``most`` actors, from sparse to complete."""
    size = draw(st.integers(2, most))
    pairs = [pair for pair in itertools.combinations(range(size), 2) if draw(st.integers(0, 2))]
    weights = st.integers(1, heaviest).flatmap(lambda weight: st.sampled_from([weight, -weight]))
    return [(a, b, draw(weights)) for a, b in pairs]


def divisions(ties: Ties) -> list[dict[int, int]]:
    """Every division of the actors into two camps, but for mirror images."""
    actors = sorted({actor for tie in ties for actor in tie[:2]})
    return [dict(zip(actors, (0, *bits), strict=True)) for bits in itertools.product((0, 1), repeat=len(actors) - 1)]


def cost(ties: Ties, camp: dict[int, int]) -> float:
    """The total weight of the ties that a division frustrates."""
    return sum(abs(weight) for a, b, weight in ties if (camp[a] == camp[b]) != (weight > 0))


def least(ties: Ties) -> float:
    """The frustration index by trying every division."""
    actors = sorted({actor for tie in ties for actor in tie[:2]})
    if not actors:
        return 0
    places = {actor: place for place, actor in enumerate(actors)}
    camps = (np.arange(2 ** (len(actors) - 1))[:, None] >> np.arange(len(actors))) & 1
    costs = np.zeros(len(camps))
    for a, b, weight in ties:
        costs += abs(weight) * ((camps[:, places[a]] == camps[:, places[b]]) != (weight > 0))
    return float(costs.min())


def camp_of(found: Balance[int]) -> dict[int, int]:
    return {actor: number for number, camp in enumerate(found.camps) for actor in camp}


# the index and the division


@settings(max_examples=120, deadline=None)
@given(networks())
def test_the_index_is_that_of_brute_force_and_the_division_shows_it(ties: Ties) -> None:
    found = balance_of(ties)
    assert found.index == least(ties)
    camp = camp_of(found)
    assert {tie[:2] for tie in found.frustrated} == {(a, b) for a, b, weight in ties if (camp[a] == camp[b]) != (weight > 0)}
    assert found.index == sum(abs(weight) for *_, weight in found.frustrated)
    assert isinstance(found.index, int)
    assert 0 <= found.level <= 1
    for actor in found.either:
        assert cost(ties, {**camp, actor: 1 - camp[actor]}) == found.index


@settings(max_examples=25, deadline=None)
@given(networks(most=9))
def test_branch_and_bound_alone_is_exact_too(ties: Ties) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(exact, "_raise_bound", lambda problem: None)
        assert balance_of(ties).index == least(ties)


@settings(max_examples=60, deadline=None)
@given(networks(most=8), st.randoms(use_true_random=False))
def test_real_and_very_unequal_weights_are_exact_to_nine_digits(ties: Ties, random: object) -> None:
    draw = random.random  # type: ignore[attr-defined]
    real = [(a, b, math.copysign(10 ** (6 * draw()), weight)) for a, b, weight in ties]
    assert balance_of(real).index == pytest.approx(least(real), rel=1e-9, abs=1e-9)


@settings(max_examples=40, deadline=None)
@given(networks(), st.sets(st.integers(0, 9)))
def test_a_balanced_network_has_index_0_and_its_camps(ties: Ties, side: set[int]) -> None:
    balanced = [(a, b, abs(weight) if (a in side) == (b in side) else -abs(weight)) for a, b, weight in ties]
    found = balance_of(balanced)
    assert (found.index, found.frustrated, found.balanced, found.level) == (0, (), True, 1.0)
    for first, second in found.components:
        assert len({actor in side for actor in first}) <= 1
        assert {actor in side for actor in first}.isdisjoint({actor in side for actor in second})


@settings(max_examples=40, deadline=None)
@given(networks(), st.sets(st.integers(0, 9)))
def test_switching_some_actors_changes_nothing(ties: Ties, switched: set[int]) -> None:
    other = [(a, b, -weight if (a in switched) != (b in switched) else weight) for a, b, weight in ties]
    assert balance_of(other).index == balance_of(ties).index


@settings(max_examples=40, deadline=None)
@given(networks(), st.randoms(use_true_random=False))
def test_the_order_and_the_direction_of_the_ties_do_not_matter(ties: Ties, random: object) -> None:
    other = [(b, a, weight) if random.random() < 0.5 else (a, b, weight) for a, b, weight in ties]  # type: ignore[attr-defined]
    random.shuffle(other)  # type: ignore[attr-defined]
    assert balance_of(other) == balance_of(ties)


@settings(max_examples=40, deadline=None)
@given(networks(most=6), networks(most=6))
def test_components_add_up(ties: Ties, others: Ties) -> None:
    apart = [(a + 100, b + 100, weight) for a, b, weight in others]
    found = balance_of(ties + apart)
    assert found.index == balance_of(ties).index + balance_of(others).index
    assert sorted(actor for camps in found.components for camp in camps for actor in camp) == sorted(camp_of(found))


def test_a_division_of_friends_and_enemies() -> None:
    found = balance_of([("RUS", "USA", -1), ("PRK", "RUS", 1), ("PRK", "USA", -1), ("KOR", "USA", 2), ("KOR", "RUS", 1)])
    assert found.index == 1
    assert found.camps == (("KOR", "USA"), ("PRK", "RUS"))
    assert found.frustrated == (("KOR", "RUS", 1),)
    assert (found.actors, found.ties, found.weight) == (4, 5, 6)
    assert found.level == pytest.approx(1 - 2 / 6)


def test_whoever_could_stand_with_both_camps_is_named() -> None:
    found = balance_of([("A", "B", -1), ("A", "T", 1), ("B", "T", 1)])
    assert found.index == 1
    assert found.camps == (("A", "B", "T"), ())  # as good as any: one of the three ties is frustrated in each division
    assert found.either == ("A", "B")
    firm = balance_of([("A", "B", -3), ("A", "T", 1), ("B", "T", 1)])
    assert firm.either == ("T",)
    assert firm.camps == (("A", "T"), ("B",))


def test_actors_of_any_kind_stay_in_the_order_in_which_they_come() -> None:
    found = balance_of([(("z",), 3, -1), (3, None, -1)])
    assert found.camps == ((("z",), None), (3,))


def test_whole_numbers_stay_whole_whatever_their_type() -> None:
    found = balance_of([("A", "B", np.int64(2)), ("B", "C", Fraction(4, 2)), ("A", "C", -1.0)])
    assert (found.index, found.weight) == (1, 5)
    assert isinstance(found.index, int)
    assert isinstance(found.weight, int)
    assert balance_of([("A", "B", 0.5), ("B", "C", 0.75), ("A", "C", -0.25)]).index == 0.25
    assert balance_of([("A", "B", 10**400), ("B", "C", 10**400), ("A", "C", -1)]).index == 1


def test_time_without_limit() -> None:
    enemies = [(a, b, -1) for a, b in itertools.combinations(range(6), 2)]
    assert balance_of(enemies, seconds=math.inf).index == 6
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(exact, "_raise_bound", lambda problem: None)
        assert balance_of(enemies, seconds=math.inf).index == 6


def test_a_repeated_tie_counts_once_and_no_tie_is_a_balanced_network() -> None:
    assert balance_of([("A", "B", 1), ("B", "A", 1.0)]).ties == 1
    assert balance_of([]) == Balance(0, ((), ()), (), (), (), 0, 0, 0)


def test_a_network_of_two_blocs_and_a_few_outliers_is_solved() -> None:
    """200 actors in two camps with some ties that speak against them: the index is at most the number of those."""
    steps = (1, 2, 3, 5, 8, 13, 21)
    ties = [(a, (a + step) % 200, 1 if (a % 2) == ((a + step) % 2) else -1) for a in range(200) for step in steps]
    turned = [(a, b, -sign if (a * 31 + b * 17) % 40 == 0 else sign) for a, b, sign in ties]
    outliers = sum(x != y for x, y in zip(ties, turned, strict=True))
    found = balance_of(turned)
    assert outliers > 20
    assert found.index == outliers
    assert {frozenset(camp) for camp in found.camps} == {frozenset(range(0, 200, 2)), frozenset(range(1, 200, 2))}


# what-if


@settings(max_examples=60, deadline=None)
@given(networks(most=9, heaviest=1), st.integers(0, 9), st.integers(1, 9), st.sampled_from([1, -1]))
def test_one_tie_more_changes_the_index_by_at_most_one(ties: Ties, a: int, step: int, sign: int) -> None:
    b = (a + step) % 10
    change = with_ties(ties, [(a, b, sign)])
    rest = [tie for tie in ties if {*tie[:2]} != {a, b}]
    assert change.before == balance_of(ties)
    assert change.after.index == least([*rest, (a, b, sign)])
    assert change.difference == change.after.index - change.before.index
    assert abs(change.difference) <= 1
    assert {*change.strained}.isdisjoint(change.before.frustrated)
    assert {*change.strained} <= {*change.after.frustrated}
    assert {*change.relieved} <= {*change.before.frustrated}


@settings(max_examples=30, deadline=None)
@given(networks(most=6), networks(most=6))
def test_of_the_best_divisions_one_that_moves_the_fewest_is_shown(ties: Ties, new: Ties) -> None:
    change = with_ties(ties, new)
    fresh = {frozenset(tie[:2]) for tie in new}
    later = [*(tie for tie in ties if frozenset(tie[:2]) not in fresh), *new]
    assert change.after.index == least(later)
    moves = []
    for camp in divisions(later) if later else []:
        if cost(later, camp) == change.after.index:
            stayed = [
                [camp[actor] == side for side, members in enumerate(camps) for actor in members if actor in camp]
                for camps in change.before.components
            ]
            moves.append(sum(min(sum(same), len(same) - sum(same)) for same in stayed))
    assert len(change.moved) == min(moves, default=0)


def test_a_new_alliance_strains_an_old_one() -> None:
    ties = [("USA", "KOR", 1), ("USA", "PRK", -1), ("KOR", "PRK", -1), ("CHN", "PRK", 1), ("CHN", "USA", -1), ("CHN", "KOR", -1)]
    change = with_ties(ties, [("RUS", "PRK", 1), ("RUS", "KOR", 1)])
    assert (change.before.index, change.after.index, change.difference) == (0, 1, 1)
    assert change.moved == ()
    assert change.strained == (("KOR", "RUS", 1),) or change.strained == (("PRK", "RUS", 1),)
    assert change.replaced == ()


def test_new_ties_replace_old_ones_and_ties_can_go() -> None:
    ties = [("A", "B", 1), ("B", "C", 1), ("A", "C", -1), ("C", "D", 1)]
    change = with_ties(ties, [("C", "A", 1)], without=[("D", "C")])
    assert change.replaced == (("A", "C", -1),)
    assert (change.before.index, change.after.index) == (1, 0)
    assert change.after.camps == (("A", "B", "C"), ())
    assert change.relieved == change.before.frustrated
    assert (change.after.actors, change.after.ties) == (3, 3)
    with pytest.raises(ComityError, match="no tie between 'A' and 'D'"):
        with_ties(ties, [], without=[("A", "D")])


# triangles and walks


@settings(max_examples=40, deadline=None)
@given(networks())
def test_triangles_are_counted_as_by_hand(ties: Ties) -> None:
    sign = {frozenset(tie[:2]): tie[2] > 0 for tie in ties}
    signs = [
        [sign[frozenset(pair)] for pair in itertools.combinations(three, 2)]
        for three in itertools.combinations(range(10), 3)
        if all(frozenset(pair) in sign for pair in itertools.combinations(three, 2))
    ]
    found = triangles_of(ties)
    assert (found.total, found.balanced) == (len(signs), sum(three.count(False) % 2 == 0 for three in signs))
    assert found.share == (found.balanced / found.total if signs else None)


@settings(max_examples=40, deadline=None)
@given(networks())
def test_walk_balance_is_1_where_the_network_is_balanced_and_below_elsewhere(ties: Ties) -> None:
    value = walk_balance(ties)
    assert 0 < value <= 1
    assert (value > 1 - 1e-9) == (balance_of(ties).index == 0)


def test_walk_balance_of_three_enemies() -> None:
    expected = (math.exp(-2) + 2 * math.exp(1)) / (math.exp(2) + 2 * math.exp(-1))  # eigenvalues -2, 1, 1 and 2, -1, -1
    assert walk_balance([(1, 2, -1), (2, 3, -5), (1, 3, -1)]) == pytest.approx(expected)
    assert walk_balance([]) == 1
    star = [(0, actor, 1) for actor in range(1, module.MOST_FOR_WALKS + 1)]
    with pytest.raises(ComityError, match="up to 4,000"):
        walk_balance(star)


# mistakes


@pytest.mark.parametrize(
    ("ties", "message"),
    [
        ([("A", "B", 1), ("C", "C", 1)], r"^tie 2 joins 'C' with itself"),
        ([("A", "B", 1), ("B", "A", -1)], r"^tie 2 gives 'B' and 'A' the weight -1, an earlier one 1; give one tie per pair"),
        ([("A", "B", 1), ("A", "B", 2)], r"^tie 2 gives 'A' and 'B' the weight 2"),
        ([("A", "B", 0)], r"^tie 1 \('A', 'B'\) has the weight 0; give a number above 0 for friends"),
        ([("A", "B", math.nan)], r"^tie 1 \('A', 'B'\) has the weight nan; give a number"),
        ([("A", "B", math.inf)], "has the weight inf"),
        ([("A", "B", "+")], r"has the weight '\+'"),
        ([("A", "B")], r"^tie 1 has 2 parts: give an actor, an actor and a weight"),
    ],
)
def test_mistakes_are_named(ties: list[tuple[str, str, float]], message: str) -> None:
    for function in (balance_of, triangles_of, walk_balance):
        with pytest.raises(ComityError, match=message):
            function(ties)
    with pytest.raises(ComityError, match=message.replace("tie", "new tie", 1)):
        with_ties([("X", "Y", 1)], ties)


def test_what_is_not_proved_in_time_is_an_error_with_bounds() -> None:
    draw = np.random.default_rng(3)
    ties = [(a, b, 0.5 * (-1) ** int(draw.integers(2))) for a, b in itertools.combinations(range(24), 2)]
    with pytest.raises(ComityError, match=r"24 actors and 276 ties was not proved in 1e-09 s: it lies between") as error:
        balance_of(ties, seconds=1e-9)
    low, high = (float(part) for part in str(error.value).split("between ")[1].split(";")[0].split(" and "))
    assert 0 <= low < high < 0.5 * 276 / 2
    for seconds in (0, -1, math.nan):
        with pytest.raises(ComityError, match="give a number above 0"):
            balance_of(ties, seconds=seconds)


def test_nothing_is_printed(capfd: pytest.CaptureFixture[str]) -> None:
    balance_of([(a, b, -1) for a, b in itertools.combinations(range(5), 2)])
    assert capfd.readouterr() == ("", "")


def test_the_examples_in_the_documentation() -> None:
    assert doctest.testmod(module) == (0, 2)
    page = (Path(__file__).parents[2] / "docs" / "system.md").read_text(encoding="utf-8")
    section = page.split("## Balance\n", 1)[1].split("\n## ", 1)[0]
    examples = doctest.DocTestParser().get_doctest(section, {}, "docs/system.md", None, 0)
    assert len(examples.examples) == 10
    assert doctest.DocTestRunner().run(examples).failed == 0
