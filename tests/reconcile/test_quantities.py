"""Numbers of a sentence, and which of them contradict each other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.reconcile.quantities import contradict, quantities, refutes


@pytest.mark.parametrize(
    ("sentence", "values"),
    [
        ("Some 15,000 people rallied on Monday.", [15000]),
        ("One hundred and twenty prisoners came home on 5 June.", [120]),
        ("They put the crowd at four thousand.", [4000]),
        ("A dozen drones and two dozen rockets hit Odesa.", [12, 24]),
        ("Ninety-four men and twenty-five women left.", [94, 25]),
        ("Poland pledged $2.6 million and 1,200 tents.", [2.6e6, 1200]),
        ("On March 3, 2022, at 10:30, the 15th brigade moved 40 tanks under Order 14024.", [40]),
        ("COVID-19 aid of 3.5 million doses; talks lasted three hours.", [3.5e6]),
        ("Two and a half thousand men, or so they say.", []),
        ("Nobody spoke of numbers.", []),
    ],
)
def test_what_is_counted(sentence, values) -> None:
    assert [q.value for q in quantities(sentence)] == values


@pytest.mark.parametrize(
    ("a", "b", "about"),
    [
        ("A strike killed three fighters.", "Five people died in the strike.", "dead: 3 against 5"),
        ("Some 15,000 people rallied.", "The crowd was put at four thousand.", "people: about 15,000 against 4,000"),
        ("200 soldiers were posted.", "About 80 soldiers were posted.", "soldier: 200 against about 80"),
        ("Israel pledged $1.5 million.", "The sum was $1 million.", "dollar: 1,500,000 against 1,000,000"),
        ("At least 12 civilians were killed.", "Seven civilians were killed.", "dead: at least 12 against 7"),
        ("200 soldiers were posted.", "About 80 troops were posted.", "soldier: 200 against about 80"),
    ],
)
def test_contradictions(a, b, about) -> None:
    assert contradict(a, b) == about
    assert contradict(b, a)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("At least 12 civilians were killed.", "The raid killed 15 civilians."),
        ("About 80 tanks crossed.", "84 tanks crossed."),
        ("More than 20,000 people marched.", "At least 25,000 people marched."),
        ("Up to 300 soldiers died.", "270 soldiers died."),
        ("The raid killed 12 people and wounded 30.", "The raid wounded 30 people."),
        ("Forty prisoners were freed.", "Fifty policemen watched."),
        ("Three ministers met for two hours.", "Five trawlers were seized."),
        ("They met on 5 May.", "They met on 7 May."),
        ("Police posted thirty men.", "A van took him to the airport at four on Tuesday."),
    ],
)
def test_no_contradictions(a, b) -> None:
    assert contradict(a, b) == contradict(b, a) == ""


def test_a_number_that_a_text_puts_right() -> None:
    right = "The plane carried 94 released men, not 120, a delegate said."
    assert refutes(right, "One hundred and twenty prisoners came home.") == "men: 94 against 120"
    assert refutes(right, "Prisoners came home: 94 men or 120 men.") == ""
    assert refutes("1.2 million doses, not two, were in the hold.", "China gave two million doses.")


@given(st.text(max_size=200))
def test_any_text_is_read_and_agrees_with_itself(text) -> None:
    assert all(q.value >= 0 for q in quantities(text))
    assert contradict(text, text) == ""


@given(st.integers(2, 10**8))
def test_digits_with_and_without_commas(n) -> None:
    if not 1900 <= n <= 2100:
        assert [q.value for q in quantities(f"{n} tanks")] == [q.value for q in quantities(f"{n:,} tanks")] == [n]
