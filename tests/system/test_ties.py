"""Ties out of events against their formula, computed here row by row; standing statements; files for other programs."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections import defaultdict

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comity.errors import DataFileError, InputError
from comity.ontology import PLOVER, score
from comity.system.network import COLUMNS, FORMATS, network_file, records, to_networkx
from comity.system.ties import Standing, Tie, TieOptions, behind, kinds, read_standing, signed, ties
from tests.system.rows import row, table

ACTORS = ("CHN", "PRK", "RUS", "USA")
LAST = dt.date(2022, 6, 30)
ROW = st.builds(
    row,
    st.dates(dt.date(2022, 1, 1), LAST).map(str),
    st.sampled_from(ACTORS),
    st.sampled_from([*PLOVER, None]),
    st.sampled_from(ACTORS),
    contexts=st.sampled_from([None, ["military"], ["economic", "health"]]),
    status=st.sampled_from(["reported", "denied", "planned"]),
)
FIXED = [row("2022-01-01", "PRK", "SUPPORT", "RUS"), row(str(LAST), "USA", "ACCUSE", "PRK")]
ALL = tuple(kinds())


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("ties")


def kind_of(event: dict) -> str | None:
    """The first kind with a rule that fits, read off ``ties.toml`` by hand for rows without CAMEO codes."""
    for kind in kinds().values():
        for rule in kind.rules:
            fits = {"types": event["type"] in rule.get("types", ()), "modes": event["mode"] in rule.get("modes", ())}
            fits |= {"contexts": bool({*(event["contexts"] or ())} & {*rule.get("contexts", ())}), "cameo": False}
            if all(fits[name] for name in rule):
                return kind.name
    return None


@settings(max_examples=40, deadline=None)
@given(st.lists(ROW, max_size=25), st.sampled_from([None, 45.0]), st.sampled_from([None, 60]))
def test_strength_and_score_are_sums_of_fading_events(folder, more, half_life, days) -> None:
    events = FIXED + more
    expected: dict[tuple, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    for event in events:
        kind, a, b = kind_of(event), event["source"], event["target"]
        age = (LAST - event["day"]).days
        if kind is None or a == b or event["status"] != "reported" or (days and age >= days):
            continue
        pair = (min(a, b), max(a, b)) if kinds()[kind].mutual else (a, b)
        fade = 0.5 ** (age / (half_life or kinds()[kind].half_life))
        for n, value in enumerate((fade, fade * score(event["type"], ""), 1)):
            expected[*pair, kind][n] += value
    with table(folder, events) as found:
        got = ties(found, TieOptions(half_life=half_life, window=days, kinds=tuple(k for k in ALL if kinds()[k].rules)))
    assert {t[:3] for t in got} == set(expected)
    for tie in got:
        assert [tie.strength, tie.score, tie.events] == pytest.approx(expected[tie[:3]])
        assert len(tie.ids) == tie.events and tie.sign == kinds()[tie.kind].sign


def test_a_joint_act_stands_in_two_rows_and_counts_once(tmp_path) -> None:
    both = {"id": "e0", "joint": True, "contexts": ["military"]}
    rows = [row("2022-03-01", "PRK", "COOPERATE", "RUS", **both), row("2022-03-01", "RUS", "COOPERATE", "PRK", **both)]
    with table(tmp_path, rows) as found:
        (tie,) = ties(found)
    assert tie == Tie("PRK", "RUS", "alliance", 1, 1.0, 9.5, 1, dt.date(2022, 3, 1), dt.date(2022, 3, 1), ("e0",))


def test_which_actors_and_what_is_too_weak(tmp_path) -> None:
    rows = [
        row("2022-03-01", "PRK", "AID", "RUS"),
        row("2022-03-02", "RUS", "AID", "PRK"),
        row("2022-03-02", "USA", "ACCUSE", "RUS"),
    ]
    with table(tmp_path, rows) as found:
        assert {t[:2] for t in ties(found, TieOptions(actors=("usa",)))} == {("USA", "RUS")}
        assert {t[:2] for t in ties(found, TieOptions(most=2))} == {("PRK", "RUS"), ("RUS", "PRK")}
        assert len(ties(found, TieOptions(half_life=1, least=0.9))) == 2
        for options, message in (
            ({"actors": ("PRK", "USA")}, "no tie among PRK, USA"),
            ({"actors": ("XYZ",)}, "no event of the actor 'XYZ'"),
            ({"least": 9.0}, "a lower least strength"),
            ({"until": dt.date(1999, 1, 1)}, "its events are from 2022-03-01"),
        ):
            with pytest.raises(InputError, match=message):
                ties(found, TieOptions(**options))
    for options, message in (
        ({"kinds": ("love",)}, "valid are war, sanctions"),
        ({"window": 0}, "1 day or more"),
        ({"half_life": 0}, "above 0"),
    ):
        with pytest.raises(InputError, match=message):
            TieOptions(**options)


def test_standing_statements_are_in_force_for_their_days(tmp_path) -> None:
    rows = [row("2022-03-01", "PRK", "AID", "RUS")]
    treaty = Standing("RUS", "PRK", "alliance", dt.date(2022, 1, 1), dt.date(2022, 3, 1))
    with table(tmp_path, rows) as found:
        added = [t for t in ties(found, standing=[treaty, treaty]) if t.kind == "alliance"]
        assert added == [Tie("PRK", "RUS", "alliance", 1, 1.0, 5.0, 0, dt.date(2022, 1, 1), dt.date(2022, 3, 1), ("standing",))]
        past = treaty._replace(end=dt.date(2022, 2, 28))
        elsewhere = Standing("CHN", "PRK", "alliance")
        assert [t.kind for t in ties(found, standing=[past, elsewhere])] == ["aid"]
        with pytest.raises(InputError, match="no kind of ties 'love'"):
            ties(found, standing=[Standing("RUS", "PRK", "love")])


def test_standing_files(tmp_path) -> None:
    path = tmp_path / "s.csv"
    path.write_text("source,target,kind,start,end\nRUS, PRK ,alliance,2024-06-19,\n", encoding="utf-8")
    assert read_standing(path) == [Standing("RUS", "PRK", "alliance", dt.date(2024, 6, 19))]
    for text, message in (
        ("source,target,kind\nRUS,,war\n", "line 2: no target"),
        ("source,target,kind\nRUS,PRK,love\n", "no kind of ties 'love'; valid are war"),
        ("source,target,kind,start\nRUS,PRK,war,June\n", "start 'June' is no date; write it as YYYY-MM-DD"),
    ):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(DataFileError, match=message):
            read_standing(path)
    with pytest.raises(DataFileError, match="cannot be read"):
        read_standing(tmp_path / "none.csv")


def made(a: str, b: str, kind: str, points: float) -> Tie:
    return Tie(a, b, kind, kinds()[kind].sign, 1.0, points, 1, LAST, LAST, (f"{kind}1", f"{kind}2"))


def test_signed_ties_are_the_net_of_a_pair() -> None:
    found = [made("PRK", "RUS", "aid", 10.0), made("RUS", "PRK", "enmity", -3.0), made("RUS", "USA", "enmity", -6.0)]
    assert signed(found) == [("PRK", "RUS", 1.0), ("RUS", "USA", -1.0)]
    assert signed(found, weights="score") == [("PRK", "RUS", 7.0), ("RUS", "USA", -6.0)]
    assert signed([*found, made("PRK", "RUS", "war", -8.0)]) == [("RUS", "USA", -1.0)]  # -1 of 21 points: neither good nor bad
    assert signed(found, least=6.5) == [("PRK", "RUS", 1.0)]
    assert behind(found, "RUS", "PRK") == {"aid": ["aid1", "aid2"], "enmity": ["enmity1", "enmity2"]}
    with pytest.raises(InputError, match="valid are sign, score"):
        signed(found, weights="love")


TIES = [
    made("PRK", "RUS", "aid", 10.0),
    made("RUS", "PRK", "enmity", -3.0),
    Tie("GRP:A & B", "PRK", "membership", 1, 1.0, 5.0, 0, None, None, ("standing",)),
]
NAMES = {"PRK": "North Korea", "RUS": "Rußland <East>"}


def test_files_hold_all_ties_and_are_the_same_each_time() -> None:
    for form in FORMATS:
        assert network_file(TIES, form, NAMES) == network_file(TIES, form, NAMES)
    lines = list(csv.DictReader(io.StringIO(network_file(TIES, "csv").decode())))
    assert tuple(lines[0]) == COLUMNS and lines[0]["ids"] == "aid1;aid2" and lines[2]["first"] == ""
    assert [json.loads(line) for line in network_file(TIES, "jsonl").splitlines()] == records(TIES)
    assert records(TIES)[2]["first"] is None and records(TIES)[0]["ids"] == ["aid1", "aid2"]
    with pytest.raises(InputError, match="valid are jsonl, graphml, gexf, csv"):
        network_file(TIES, "xml")


@pytest.mark.parametrize(("form", "read"), [("graphml", nx.read_graphml), ("gexf", nx.read_gexf)])
def test_other_programs_read_the_network(form, read) -> None:
    graph = to_networkx(TIES, NAMES)
    assert graph.edges["PRK", "RUS", "aid"]["weight"] == 1.0
    again = read(io.BytesIO(network_file(TIES, form, NAMES)))
    assert set(again) == {"PRK", "RUS", "GRP:A & B"} and again.number_of_edges() == 3
    assert again.nodes["RUS"]["label"] == "Rußland <East>"
    assert {(a, b, d["kind"], d["ids"]) for a, b, d in again.edges(data=True)} == {
        (t.source, t.target, t.kind, ";".join(t.ids)) for t in TIES
    }
