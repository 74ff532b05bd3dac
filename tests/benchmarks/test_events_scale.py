"""The documents on which the cost of reconciliation is measured."""

from __future__ import annotations

from itertools import islice

import events_scale
from comity.reconcile import Report
from tests.reconcile.telling import told

TEXT = "President Okoro visited Lagos on Monday. Later several ministers signed seventeen agreements about railways there."


def bases() -> list[Report]:
    document, claim = told(TEXT, "visited", date="2024-05-07", actors="NGA", day="2024-05-06")
    return [Report(document, [claim])]


def test_made_documents_keep_offsets_acts_and_the_distance_of_dates() -> None:
    made = list(islice(events_scale.made(bases(), 400), 400))
    assert len({r.document.id for r in made}) == 400
    dates = [r.document.date or "" for r in made]
    assert dates == sorted(dates)
    for report in made:
        text = report.document.text
        assert len(text) == len(TEXT)
        for claim in report.claims:
            assert text[claim.trigger.start : claim.trigger.end] == "visited"
            assert "Okoro" not in text
            assert claim.doc == report.document.id


def test_made_documents_are_the_same_each_time() -> None:
    one, two = (list(events_scale.made(bases(), 50)) for _ in range(2))
    assert one == two


def test_a_story_is_told_again_by_others() -> None:
    names = [r.document.text[10:15] for r in events_scale.made(bases(), 600)]
    again = sum(names.count(n) > 1 for n in set(names) if n.strip())
    assert again > 50


def test_a_measure_names_its_figures() -> None:
    line = events_scale.measure(bases(), 40, copies=False)
    assert line.startswith("40 documents: ")
    assert "1 events, the largest of 20" in events_scale.measure(bases(), 20, copies=True)
