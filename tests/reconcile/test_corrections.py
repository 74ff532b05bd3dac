"""Analysts' corrections: each changes the events that it names, and no others, and holds when claims are added."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from comity.reconcile import Link
from comity.reconcile import corrections as layer
from comity.reconcile.corrections import MERGED, SPLIT
from comity.records import Correction

Events = dict[str, list[Link]]


def machine(parents: list[int]) -> Events:
    """Events as the score finds them: claim n joined the claim ``parents[n]``, or founded an event where that is n."""
    events: Events = {}
    owner: dict[int, str] = {}
    for n, parent in enumerate(parents):
        to = parent % (n + 1)
        owner[n] = f"c{n}" if to == n else owner[to]
        events.setdefault(owner[n], []).append(Link(f"c{n}", f"c{to}", 0.7 if to != n else 1.0, "words"))
    return events


def corrected(events: Events, made: list[Correction]) -> Events:
    order = {link.claim: int(link.claim[1:]) for links in events.values() for link in links}
    return layer.corrected(events, made, order)


def parts(events: Events) -> dict[str, set[str]]:
    return {name: {link.claim for link in links} for name, links in events.items()}


PARENTS = st.lists(st.integers(0, 1000), min_size=1, max_size=12)


def random_correction(events: Events, seed: int) -> Correction | None:
    """One that an analyst may make of these events, as the pipeline notes it."""
    rng = random.Random(seed)
    name = rng.choice(sorted(events))
    claims = [link.claim for link in events[name]]
    others = sorted(events.keys() - {name})
    if others and rng.random() < 0.5:
        return Correction("merge", name, rng.choice(others))
    if len(claims) < 2:
        return None
    movable = [c for c in claims if c != name]
    moved = tuple(c for c in movable if rng.random() < 0.5) or (movable[0],)
    return Correction("split", name, moved[0], moved, tuple(c for c in claims if c not in moved))


@given(PARENTS, st.lists(st.integers(0, 10**6), max_size=6))
def test_each_changes_only_what_it_names(parents, seeds) -> None:
    found = machine(parents)
    made: list[Correction] = []
    current = corrected(found, made)
    assert current == found
    for seed in seeds:
        correction = random_correction(current, seed)
        if correction is None:
            continue
        before = parts(current)
        made.append(correction)
        current = corrected(found, made)
        expected = dict(before)
        if correction.kind == "merge":
            expected[correction.event] = before[correction.event] | expected.pop(correction.other)
        else:
            expected[correction.event] = before[correction.event] - set(correction.claims)
            expected[correction.other] = set(correction.claims)
        assert parts(current) == expected
        assert all(name in group for name, group in expected.items())
    claims = sorted((link.claim for links in current.values() for link in links), key=lambda c: int(c[1:]))
    assert claims == [f"c{n}" for n in range(len(parents))]
    assert list(current) == sorted(current, key=lambda name: int(name[1:]))
    for links in current.values():
        assert links == sorted(links, key=lambda k: int(k.claim[1:]))


@given(PARENTS, PARENTS, st.lists(st.integers(0, 10**6), max_size=5))
def test_claims_that_come_later_move_no_earlier_one(parents, more, seeds) -> None:
    made: list[Correction] = []
    for seed in seeds:
        correction = random_correction(corrected(machine(parents), made), seed)
        made += [correction] if correction else []
    early = parts(corrected(machine(parents), made))
    late = parts(corrected(machine(parents + more), made))
    known = {f"c{n}" for n in range(len(parents))}
    assert {name: group & known for name, group in late.items() if group & known} == early


@given(PARENTS, st.integers(0, 10**6))
def test_a_split_undoes_a_merge_and_a_merge_a_split(parents, seed) -> None:
    found = machine(parents)
    correction = random_correction(found, seed)
    if correction is None:
        return
    if correction.kind == "merge":
        goes = tuple(link.claim for link in found[correction.other])
        kept = tuple(link.claim for link in found[correction.event])
        undone = Correction("split", correction.event, goes[0], goes, kept)
    else:
        undone = Correction("merge", correction.event, correction.other)
    assert parts(corrected(found, [correction, undone])) == parts(found)
    assert parts(corrected(found, [correction, undone, correction])) == parts(corrected(found, [correction]))


def test_later_claims_go_with_the_one_that_they_are_likest_to() -> None:
    decided = [Correction("split", "c0", "c1", ("c1",), ("c0", "c2"))]
    found = corrected(machine([0, 0, 0, 1, 0, 3]), decided)  # c3 is likest to c1, c4 to c0, c5 to c3
    assert parts(found) == {"c0": {"c0", "c2", "c4"}, "c1": {"c1", "c3", "c5"}}
    assert found["c1"][0].why == SPLIT
    merged = corrected(machine([0, 1, 0, 1]), [Correction("merge", "c1", "c0")])
    assert parts(merged) == {"c1": {"c0", "c1", "c2", "c3"}}
    assert merged["c1"][0] == Link("c0", "c1", 1.0, MERGED)


def test_corrections_of_claims_that_are_gone_change_nothing() -> None:
    found = machine([0, 0, 2])
    made = [
        Correction("merge", "gone", "c2"),
        Correction("merge", "c2", "gone"),
        Correction("merge", "c0", "c1"),  # one event already
        Correction("split", "gone", "lost", ("lost",), ("gone",)),
    ]
    assert corrected(found, made) == found
    assert parts(corrected(found, [Correction("split", "c0", "lost", ("lost", "c1"), ("c0",))])) == {
        "c0": {"c0"}, "c1": {"c1"}, "c2": {"c2"},
    }  # fmt: skip


def test_where_the_claim_that_names_an_event_leaves_the_next_one_names_it() -> None:
    assert parts(corrected(machine([0, 0, 0]), [Correction("split", "c0", "c0", ("c0",), ("c1", "c2"))])) == {
        "c0": {"c0"}, "c1": {"c1", "c2"},
    }  # fmt: skip
