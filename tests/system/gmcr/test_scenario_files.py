"""Scenario files: every mistake is one line that names the file, the place and what is valid."""

from __future__ import annotations

from pathlib import Path

import pytest

from comity.errors import ComityError, DataFileError, InputError
from comity.system.gmcr import read_scenario

GOOD = """
title = "Shells"
today = ["tighten"]
[[decision_maker]]
name = "Pyongyang"
[decision_maker.options]
supply = "supply shells"
[decision_maker.preferences]
prioritise = ["not tighten", "supply"]
[[decision_maker]]
name = "Washington"
[decision_maker.options]
tighten = { does = "tighten sanctions", irreversible = true, cites = ["c1"] }
talk = "talk"
[decision_maker.preferences]
weights = { "supply" = -2, "tighten and not supply" = [-1, 1] }
ties = "indifferent"
cites = ["c2"]
[[infeasible]]
when = "tighten and talk"
why = "one or the other"
"""


def read(folder: Path, text: str):
    file = folder / "s.toml"
    file.write_text(text, encoding="utf-8")
    return read_scenario(file)


def test_a_scenario_is_read(tmp_path) -> None:
    s = read(tmp_path, GOOD)
    assert (s.title, len(s.space), s.label(s.today), s.remarks) == ("Shells", 6, "tighten", ())
    assert [o.id for o in s.space.options] == ["supply", "tighten", "talk"]
    assert s.space.options[1].cites == ("c1",) and s.makers[1].preference.cites == ("c2",)
    assert s.conflict.moves[1].of(s.today).tolist() == []  # tightening is for good, and rules talks out
    assert s.state("supply, tighten") == s.state("YYN") == 3 and s.state("none") == 0 and s.state("today") == s.today
    assert s.state("1") == 0


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            '"supply"]',
            '"suply"]',
            r"Pyongyang\), preferences, prioritise, line 2: 'suply': no option 'suply' \(did you mean supply",
        ),
        ('"supply"]', '"tighten"]', "'tighten' contradicts 'not tighten'"),
        ('"supply"]', '"supply", ["supply"]]', "'supply' repeats 'supply'"),
        ('"supply"]', "3]", "expected a condition in quotes, found 3"),
        ('["not tighten", "supply"]', "[]", "expected a list of conditions"),
        ('prioritise = ["not tighten", "supply"]', "", "expected one of ranking, prioritise, weights; none is given"),
        ('"supply"]', '"supply"]\nranking = ["else"]', "ranking and prioritise contradict each other"),
        ("prioritise =", "prioritize =", r"prioritize: unknown key \(did you mean prioritise\?\); valid are ranking"),
        (
            'prioritise = ["not tighten", "supply"]',
            'ranking = ["supply", "tighten"]',
            "2 of 6 states are in no line, .* none taken",
        ),
        ('prioritise = ["not tighten", "supply"]', 'ranking = ["supply", "supply and talk", "else"]', "line 2: .* ranks nothing"),
        ('"supply" = -2', '"supply" = "much"', "weights, supply: found 'much'; write a number, or a range"),
        ("[-1, 1]", "[1, -1]", r"upside down; write \[-1, 1\]"),
        ("[-1, 1]", "nan", "write a number"),
        ('"indifferent"', '"maybe"', "ties: expected 'unstated' or 'indifferent', found 'maybe'"),
        ("irreversible = true", "irreversible = 1", "irreversible: expected true or"),
        ("irreversible = true", "irrevocable = true", r"unknown key; valid are does|unknown key \(did you mean irreversible"),
        ('talk = "talk"', "talk = 3", "talk: expected"),
        ('talk = "talk"', 'supply = "talk"', "another option has the same id"),
        ('talk = "talk"', 'or = "talk"', "have a meaning in conditions"),
        ('supply = "supply shells"', "", "options: is empty"),
        ('name = "Washington"', 'name = "Pyongyang"', "there is another decision-maker 'Pyongyang'"),
        ('name = "Washington"', "", 'decision_maker 2, name: is missing; write name = "..."'),
        ('name = "Washington"', "name = 3", "expected a text in quotes, found 3"),
        ('today = ["tighten"]', 'today = ["tigten"]', "today: no option 'tigten'; options are supply, tighten, talk"),
        (
            'today = ["tighten"]',
            'today = ["tighten", "talk"]',
            r"cannot be: 'tighten and talk' is infeasible \(one or the other\)",
        ),
        ('today = ["tighten"]', "today = 3", "expected a list of the options taken today"),
        ('today = ["tighten"]', 'today = "YN"', "pattern 'YN' has 2 letters; there are 3 options"),
        ('when = "tighten and talk"', 'when = "tighten or not tighten"', "leave no state at all"),
        (
            'when = "tighten and talk"',
            'when = "supply or tighten or talk"',
            "today: the state 'tighten' cannot be|one state alone",
        ),
        ('when = "tighten and talk"', "", "infeasible 1, when: is missing"),
        ('title = "Shells"', 'titel = "Shells"', r"titel: unknown key \(did you mean title\?\)"),
        ('title = "Shells"', "title = ", "no TOML: .*line 2"),
        ("[[infeasible]]", "[infeasible]", r"expected tables that begin with \[\[infeasible\]\]"),
        ('title = "Shells"', 'title = "Shells"\nexchange = 3', "exchange: expected a table"),
        ('title = "Shells"', 'title = "Shells"\nexchange = {between = ["a"]}', "between: expected two names"),
        ('title = "Shells"', 'title = "Shells"\nexchange = {between = ["a", "b"]}', r"\[\[exchange.item\]\]"),
    ],
)
def test_mistakes(tmp_path, old: str, new: str, message: str) -> None:
    assert old in GOOD
    with pytest.raises(DataFileError, match=message) as caught:
        read(tmp_path, GOOD.replace(old, new, 1))
    text = str(caught.value)
    assert text.startswith(f"{tmp_path / 's.toml'}: ") and "\n" not in text


EXCHANGE = """
[exchange]
between = ["Pyongyang", "Moscow"]
[[exchange.item]]
what = "shells"
from = "Pyongyang"
cost = 1
worth = [2, 3]
[exchange.outside]
Moscow = 1
"""


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('from = "Pyongyang"', 'from = "Seoul"', "exchange, item 1, from: 'Seoul' takes no part; valid are Pyongyang, Moscow"),
        ("cost = 1", "cost = -1", "cost: expected numbers from 0 to 1e.06, found -1"),
        ("cost = 1", "", "cost: is missing; write a number, or a range"),
        ("Moscow = 1", "Moskow = 1", r"exchange, outside, Moskow: unknown key \(did you mean Moscow\?\)"),
        ("Moscow = 1", "Moscow = 1\n[exchange.patience]\nMoscow = 1.2", "from 0 to 0.999"),
    ],
)
def test_mistakes_in_an_exchange(tmp_path, old: str, new: str, message: str) -> None:
    exchange = read(tmp_path, GOOD + EXCHANGE).exchange
    assert exchange is not None and exchange.second.outside == (1.0, 1.0) and exchange.items[0].worth == (2.0, 3.0)
    with pytest.raises(DataFileError, match=message):
        read(tmp_path, GOOD + EXCHANGE.replace(old, new, 1))


def test_one_decision_maker_and_forty_options(tmp_path) -> None:
    one = GOOD[: GOOD.index('[[decision_maker]]\nname = "Washington"')].replace("tighten", "supply")
    with pytest.raises(DataFileError, match=r"found 1 decision-maker; a conflict needs two or more tables \[\[decision_maker"):
        read(tmp_path, one)
    with pytest.raises(DataFileError, match="found 0 decision-makers"):
        read(tmp_path, "")
    many = "\n".join(f'o{k} = "do {k}"' for k in range(37))
    with pytest.raises(DataFileError, match="40 options in all; at most 20"):
        read(tmp_path, GOOD.replace('talk = "talk"', f'talk = "talk"\n{many}'))


def test_files_that_are_none(tmp_path) -> None:
    with pytest.raises(DataFileError, match="no such file"):
        read_scenario(tmp_path / "missing.toml")
    with pytest.raises(DataFileError, match="cannot be read"):
        read_scenario(tmp_path)
    (tmp_path / "b.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(DataFileError, match="not UTF-8"):
        read_scenario(tmp_path / "b.toml")


def test_what_is_odd_without_being_wrong_is_remarked(tmp_path) -> None:
    text = GOOD.replace('when = "tighten and talk"', 'when = "talk"').replace('today = ["tighten"]', "")
    assert read(tmp_path, text).remarks == ("option talk is taken in no feasible state",)
    text = GOOD.replace('when = "tighten and talk"', 'when = "not supply"').replace('today = ["tighten"]', 'today = ["supply"]')
    assert read(tmp_path, text).remarks == (
        "option supply is taken in every feasible state",
        "Pyongyang has no move in any state",
        "Pyongyang: 'supply' is the same in all feasible states, so it orders nothing",
        "Washington likes all states alike",
        "Washington: 'supply' is the same in all feasible states, so it orders nothing",
        "Washington: 'tighten and not supply' is the same in all feasible states, so it orders nothing",
    )


@pytest.mark.parametrize("text", ["99", "0", "tighten,talk", "shells", "YN", "-1"])
def test_states_that_are_none(tmp_path, text: str) -> None:
    with pytest.raises(InputError):
        read(tmp_path, GOOD).state(text)
    assert issubclass(InputError, ComityError)
