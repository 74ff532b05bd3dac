"""Events in the project file: what goes in comes out; corrections are only added; older projects are converted."""

from __future__ import annotations

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.errors import InputError
from comity.records import Correction, Dispute, Event, EventActor, EventClaim, EventDate, EventPlace
from comity.store import Entry, Store
from comity.store import events as stored
from comity.store.events import EventFilter
from tests import samples


def entry(text: str, source: str, date: str | None = "2023-09-13") -> Entry:
    doc = samples.document(text, source, date, outlet="X")
    mentions, claims = samples.interpret(doc, samples.annotate([doc])[0])
    return Entry(doc, mentions, claims)


ENTRIES = [
    entry("Kim met Russia. Washington condemned Kim.", "a.txt", "2023-09-13"),
    entry("Tokyo said Kim met Russia. rebels said Kim did not met Russia.", "b.txt", "2023-09-15"),
    entry("Kim will supply Russia.", "c.txt", None),
]
MET, CONDEMNED, MET_TOO, DENIED, SUPPLY = (c.id for e in ENTRIES for c in e.claims)
KIM, RUSSIA = EventActor("PRK.GOV.KIM", "PRK"), EventActor("RUS", "RUS")


def event(id: str, claims: tuple[str, ...], **options) -> Event:
    given = {
        "type": "CONSULT", "mode": "visit", "status": "single-source", "actors": (KIM,), "recipients": (RUSSIA,), "place": None,
        "date": None, "reports": len(claims), "documents": 1, "outlets": 1, "origins": 1, "disputing": (), "historical": False,
        "confidence": 0.9,
    }  # fmt: skip
    return Event(id=id, claims=claims, **(given | options))


EVENTS = [
    event(
        MET, (MET, MET_TOO, DENIED), status="contested", origins=2, disputing=(DENIED,), place=EventPlace("Vladivostok", "RUS"),
        date=EventDate("2023-09-01", "2023-09-30", "month"),
    ),
    event(CONDEMNED, (CONDEMNED,), type="ACCUSE", mode="", actors=(EventActor("USA", "USA"),), recipients=(KIM,)),
    event(SUPPLY, (SUPPLY,), type="AID", mode="", status="planned"),
]  # fmt: skip
LINKS = [
    EventClaim(MET, MET, 0, False, 1, 1.0, MET, "founded the event"),
    EventClaim(MET, MET_TOO, 1, False, 2, 0.8, MET, "parties PRK, RUS"),
    EventClaim(MET, DENIED, 2, True, None, 0.7, MET_TOO, "parties PRK, RUS"),
    EventClaim(CONDEMNED, CONDEMNED, 0, False, 1, 1.0, CONDEMNED, "founded the event"),
    EventClaim(SUPPLY, SUPPLY, 0, False, 1, 1.0, SUPPLY, "founded the event"),
]
DISPUTES = [
    Dispute(MET, "occurrence", "one affirms; one denies", (MET, MET_TOO), (DENIED,)),
    Dispute(MET, "number", "two against three", (MET,), (MET_TOO,)),
]


def write(store: Store) -> None:
    stored.write_events(store, EVENTS, LINKS, DISPUTES, stored.documents_state(store))


@pytest.fixture
def project(tmp_path):
    with Store.open(tmp_path / "p.duckdb", create=True) as store:
        store.write(ENTRIES)
        write(store)
        yield store


def ids(store: Store, chosen: EventFilter | None = None, order: str = "found", limit: int | None = None) -> list[str]:
    return [one.event.id for one in stored.events(store, chosen, order, limit)]


def test_events_come_back_as_they_went_in(project) -> None:
    assert [one.event for one in stored.events(project)] == EVENTS
    assert [one[1:] for one in stored.events(project)] == [("2023-09-13", "2023-09-15"), ("2023-09-13",) * 2, (None, None)]
    assert list(stored.disputes(project)) == DISPUTES
    assert [e.link for name in (MET, CONDEMNED, SUPPLY) for e in stored.evidence(project, [name])[name]] == LINKS
    assert {c.claim.id: c.claim.event for c in project.claims()} == {k.claim: k.event for k in LINKS}


def test_writing_again_replaces_all_and_grows_nothing(project) -> None:
    for _ in range(3):
        write(project)
    assert [one.event for one in stored.events(project)] == EVENTS
    assert project.value("SELECT count(*) FROM event_claims") == len(LINKS)
    stored.write_events(project, EVENTS[1:2], LINKS[3:4], (), "state")
    assert {c.claim.id: c.claim.event for c in project.claims() if c.claim.event} == {CONDEMNED: CONDEMNED}


def test_what_was_cut_off_leaves_the_events_before_it(project, monkeypatch) -> None:
    def broken(name, rows, insert=project.insert):
        if name == "disputes":
            raise RuntimeError("cut off")
        insert(name, rows)

    monkeypatch.setattr(project, "insert", broken)
    with pytest.raises(RuntimeError):
        stored.write_events(project, EVENTS[:1], LINKS[:3], DISPUTES, "state")
    assert [one.event for one in stored.events(project)] == EVENTS
    assert stored.is_current(project)


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        (EventFilter(), [MET, CONDEMNED, SUPPLY]),
        (EventFilter(actor="prk.gov.kim"), [MET, CONDEMNED, SUPPLY]),
        (EventFilter(actor="USA"), [CONDEMNED]),
        (EventFilter(actor="PR"), []),
        (EventFilter(type="AID"), [SUPPLY]),
        (EventFilter(statuses=("planned", "contested")), [MET, SUPPLY]),
        (EventFilter(since="2023-09-20"), [MET]),
        (EventFilter(until="2023-09-10"), [MET]),
        (EventFilter(since="2023-09-13", until="2023-09-13"), [MET, CONDEMNED]),
        (EventFilter(since="2024-01-01"), []),
        (EventFilter(ids=[SUPPLY, "nobody"]), [SUPPLY]),
        (EventFilter(ids=[]), []),
        (EventFilter(disputed=True), [MET]),
        (EventFilter(several=True), [MET]),
        (EventFilter(several=False), [CONDEMNED]),
    ],
)
def test_filters(project, chosen, expected) -> None:
    assert ids(project, chosen) == expected
    assert sum(stored.count_events(project, chosen).values()) == len(expected)
    assert [q.event for q in stored.disputes(project, chosen)] == [MET, MET] * (MET in expected)


def test_orders_and_limits(project) -> None:
    assert ids(project, order="weight", limit=1) == [MET]
    assert ids(project, order="time") == [MET, CONDEMNED, SUPPLY]  # the month comes before the day, the undated one last
    assert [q.what for q in stored.disputes(project, what=("number",))] == ["number"]


def test_evidence_is_the_sentence_with_its_speakers(project) -> None:
    found = stored.evidence(project, [MET])[MET]
    assert [(e.trigger, e.quote, e.speakers) for e in found] == [
        ("met", "Kim met Russia.", ()),
        ("met", "Tokyo said Kim met Russia.", ("JPN",)),
        ("met", "rebels said Kim did not met Russia.", ("“rebels”",)),
    ]
    texts = dict(project.rows("SELECT id, text FROM documents"))
    assert all(texts[e.doc][e.start : e.end] == e.quote for e in found)


def test_stages_are_in_the_order_of_the_documents(project) -> None:
    found = stored.stages(project, [MET])[MET]
    assert [(s.polarity, s.modality, s.reports, s.first) for s in found] == [
        ("affirmed", "actual", 2, "2023-09-13"),
        ("negated", "actual", 1, "2023-09-15"),
    ]


def unique(id: str, among: list[str]) -> str:
    """The shortest start of an id that no other one has."""
    return next(id[:n] for n in range(1, 17) if sum(i.startswith(id[:n]) for i in among) == 1)


def test_an_event_is_found_by_the_start_of_its_id_or_of_that_of_a_claim(project) -> None:
    events, claims = [e.id for e in EVENTS], [k.claim for k in LINKS]
    assert stored.find_event(project, unique(CONDEMNED, events).upper() + " ") == CONDEMNED
    assert stored.find_event(project, unique(DENIED, claims)) == MET
    assert stored.find_claim(EVENTS[0], unique(DENIED, [MET, MET_TOO, DENIED])) == DENIED
    for wrong in ("", "xyz", "%"):
        with pytest.raises(InputError, match="list the ids with: comity events"):
            stored.find_event(project, wrong)
        with pytest.raises(InputError, match=f"it has {MET}"):
            stored.find_claim(EVENTS[0], wrong)


def test_a_start_of_several_ids_names_them(tmp_path) -> None:
    with Store.open(tmp_path / "p.duckdb", create=True) as store:
        with pytest.raises(InputError, match="comity events --refresh"):
            stored.find_event(store, "a")
        many = [event(f"a{n}", (f"a{n}",)) for n in range(7)]
        stored.write_events(store, many, (), (), "")
        with pytest.raises(InputError, match="a is the start of 7 ids: a0, a1, a2, a3, a4 and 2 more; give more"):
            stored.find_event(store, "a")
        with pytest.raises(InputError, match="a is the start of 2 claims: a0, a1; give more"):
            stored.find_claim(event("a0", ("a0", "a1")), "a")
        assert stored.find_event(store, "a3") == "a3"


_WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@settings(max_examples=20, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["merge", "split"]), _WORDS, st.lists(_WORDS, max_size=3)), max_size=6))
def test_corrections_are_only_added(tmp_path_factory, made) -> None:
    new = [Correction(kind, "e", "o", tuple(claims), tuple(claims[1:]), "2024-01-02", words) for kind, words, claims in made]
    with Store.open(tmp_path_factory.mktemp("c") / "p.duckdb", create=True) as store:
        for n, correction in enumerate(new):
            stored.add_corrections(store, [correction])
            assert stored.corrections(store) == new[: n + 1]
        write_nothing = ((), (), (), "")
        stored.write_events(store, *write_nothing)
        assert stored.corrections(store) == new


def test_a_correction_has_the_day_on_which_it_was_made(project) -> None:
    stored.add_corrections(project, [Correction("merge", MET, CONDEMNED)])
    assert len(stored.corrections(project)[0].date) == 10


def test_events_are_out_of_date_after_a_document_or_a_correction(project) -> None:
    assert stored.is_current(project)
    stored.add_corrections(project, [Correction("merge", MET, CONDEMNED)])
    assert not stored.is_current(project)
    write(project)
    assert stored.is_current(project)
    project.write([entry("Tokyo condemned Kim.", "d.txt")])
    assert not stored.is_current(project)


def test_documents_are_in_the_order_of_reading_without_replaced_ones(project) -> None:
    new = entry("Kim met Russia. Washington condemned Kim again.", "a.txt")
    project.write([Entry(new.document, supersedes=(ENTRIES[0].document.id,))])
    found = list(stored.documents(project))
    assert [d.source for d in found] == ["b.txt", "c.txt", "a.txt"]
    assert (found[0].text, found[0].outlet, found[0].links) == (ENTRIES[1].document.text, "X", ENTRIES[1].document.links)


def test_a_project_of_version_1_is_converted_and_keeps_what_it_has(tmp_path) -> None:
    path = tmp_path / "p.duckdb"
    with Store.open(path, create=True) as store:
        store.write(ENTRIES)
    with duckdb.connect(str(path)) as old:  # as comity made it before there were events
        for table in ("events", "event_claims", "disputes", "corrections"):
            old.execute(f"DROP TABLE {table}")
        old.execute("UPDATE meta SET value = '1' WHERE key = 'schema_version'")
    with Store.open(path) as store:
        assert len(list(store.claims())) == 5 and not stored.is_current(store) and not list(stored.events(store))
        write(store)
    with Store.open(path, read_only=True) as store:
        assert ids(store) == [MET, CONDEMNED, SUPPLY]
        new = {t: store.rows(f"DESCRIBE {t}") for t in ("events", "event_claims", "disputes", "corrections")}
    with Store.open(tmp_path / "new.duckdb", create=True) as store:
        assert {t: store.rows(f"DESCRIBE {t}") for t in new} == new
