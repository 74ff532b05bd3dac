"""What becomes one event, what never does, and that the cost of a claim is bounded."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.reconcile import Reconciler, Report, blocking
from comity.reconcile.blocking import Blocks
from comity.reconcile.compare import alike, features, forbidden, load_weights
from comity.reconcile.rarity import Rarity
from comity.records import Claim, Document
from tests.reconcile.telling import reconciled, told, viewed

TEXT = "Arvonia's army bombed the harbour of Port Selm on Tuesday. Two ships sank."


def groups(*pairs: tuple[Document, Claim]) -> list[set[str]]:
    return [set(e.claims) for e in reconciled(*pairs).events]


def bombing(n: int, **more: object) -> tuple[Document, Claim]:
    fields = {"actors": "RUS", "recipients": "UKR", **more}
    return told(TEXT, "bombed", f"{n}.txt", outlet=f"Outlet {n}", **fields)  # type: ignore[arg-type]


def test_two_reports_of_one_day_are_one_event() -> None:
    assert len(groups(bombing(1, day="2024-04-30"), bombing(2, day="2024-04-30"))) == 1


def test_a_report_without_parties_joins_the_event_of_its_story() -> None:
    later = told("The bombing of the harbour of Port Selm by Arvonia's army sank two ships.", "bombing", "2.txt")
    assert len(groups(bombing(1, day="2024-04-30"), later)) == 1


def test_types_may_differ_only_for_the_same_word_in_one_story() -> None:
    first = told(TEXT, "bombed", "1.txt", type="ASSAULT", actors="RUS")
    same_word = told(TEXT, "bombed", "2.txt", type="AID", actors="RUS")
    other_word = told(TEXT, "sank", "3.txt", type="AID", actors="RUS")
    rarity = Rarity()
    one, two, three = viewed(first, same_word, other_word)
    for v in (one, two, three):
        rarity.add(v.topic)
    assert not forbidden(one, two, rarity)
    assert forbidden(one, three, rarity) == "types ASSAULT and AID"


def test_other_parties_are_of_one_event_only_in_one_story() -> None:
    one, two = viewed(bombing(1, recipients=""), bombing(2, actors="USA", recipients=""))
    (elsewhere,) = viewed(told("The court of Zembla jailed a poet for bombed-out verses.", "bombed", "3.txt", actors="USA"))
    rarity = Rarity()
    for v in (one, two, elsewhere):
        rarity.add(v.topic)
    assert not forbidden(one, two, rarity)
    assert forbidden(one, elsewhere, rarity) == "no participant in common"


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(0, 4), min_size=1, max_size=30))
def test_no_event_has_two_days(days: list[int]) -> None:
    pairs = [bombing(n, day=(dt.date(2024, 4, 26) + dt.timedelta(days=d)).isoformat()) for n, d in enumerate(days)]
    day_of = {claim.id: claim.date.start for _, claim in pairs if claim.date}
    for group in groups(*pairs):
        assert len({day_of[c] for c in group}) == 1


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3), st.booleans()), min_size=2, max_size=16), st.integers(1, 15))
def test_later_documents_move_no_claim(made: list[tuple[int, bool]], cut: int) -> None:
    """Ids stay, and so does the event of each claim."""
    pairs = [bombing(n, day=f"2024-04-2{d}" if dated else None) for n, (d, dated) in enumerate(made)]
    early, late = Reconciler(), Reconciler()
    for n, (document, claim) in enumerate(pairs):
        late.add(Report(document, [claim]))
        if n < cut:
            early.add(Report(document, [claim]))
    before = {e.id: e.claims for e in early.result().events}
    after = {e.id: e.claims for e in late.result().events}
    assert all(after[event][: len(claims)] == claims for event, claims in before.items())


@pytest.mark.parametrize("names", ["abcdefghijklm", "mlkjihgfedcba"])
def test_which_documents_tell_a_story_does_not_hang_on_their_ids(names: str) -> None:
    blocks, rarity = Blocks(), Rarity()
    topic = frozenset(f"word{n}" for n in range(10))
    for name in names:
        rarity.add(topic)
        blocks.open(name, 0, topic, rarity)
    assert blocks._story == [names[-1], *names[: blocking._STORY]]


def test_what_a_claim_is_compared_with_is_bounded() -> None:
    blocks, rarity = Blocks(), Rarity()
    claims = viewed(*(bombing(n) for n in range(3 * blocking._MOST)))
    for n, claim in enumerate(claims):
        rarity.add(claim.topic)
        blocks.open(claim.claim.doc, claim.published, claim.topic, rarity)
        found = blocks.find(claim)
        assert len(found) <= blocking._MOST
        assert n == 0 or f"e{n - 1}" in found
        blocks.add(claim, f"e{n}")


def test_dates_of_all_members_count_however_many_there_are() -> None:
    undated = [bombing(n) for n in range(1, 30)]
    pairs = [*undated[:8], bombing(40, day="2024-04-30"), *undated[8:], bombing(50, day="2024-04-29")]
    dates = {claim.id: claim.date.start for _, claim in pairs if claim.date}
    for group in groups(*pairs):
        assert len({dates[c] for c in group if c in dates}) <= 1


def test_every_feature_has_a_weight() -> None:
    one, two = viewed(bombing(1), bombing(2))
    assert features(one, two, Rarity()).keys() | {"join"} == load_weights().keys()


def test_related_types_are_related_both_ways() -> None:
    kinds = ("AGREE", "SUPPORT", "SANCTION", "COERCE", "CONSULT", "ASSAULT", "MOBILIZE", "AID")
    assert all((a in alike(b)) == (b in alike(a)) for a in kinds for b in kinds)
    assert all(alike(kind)[0] == kind for kind in kinds)


@pytest.mark.parametrize(
    ("actors", "recipients", "why"),
    [
        ("RUS.GOV.SHOIGU", "PRK.GOV.KIM", "different visitors"),
        ("RUS", "PRK.GOV.KIM", "different visitors"),  # the host of the one is the other's visitor
        ("PRK.GOV.KIM", "RUS", ""),
    ],
)
def test_a_visit_and_its_return_are_two(actors: str, recipients: str, why: str) -> None:
    kind = {"type": "CONSULT", "mode": "visit"}
    one = told(TEXT, "bombed", "1.txt", actors="PRK.GOV.KIM", recipients="RUS", **kind)
    other = told(TEXT, "bombed", "2.txt", actors=actors, recipients=recipients, **kind)
    a, b = viewed(one, other)
    rarity = Rarity()
    for v in (a, b):
        rarity.add(v.topic)
    assert forbidden(a, b, rarity) == why


@pytest.mark.parametrize(("others", "named"), [(5, ["UKR"]), (2, ["UKR", "ZAF"])])
def test_whom_one_claim_of_many_names_is_left_out(others: int, named: list[str]) -> None:
    claims = [bombing(n, day="2024-04-30") for n in range(others)]
    (event,) = reconciled(*claims, bombing(9, day="2024-04-30", recipients="UKR ZAF")).events
    assert sorted(r.code for r in event.recipients) == named
