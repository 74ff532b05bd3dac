"""Conditions: what they mean, and what is said of those that mean nothing."""

from __future__ import annotations

import re
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from comity.system.gmcr.conditions import ConditionError, check_id, parse

IDS = {"open": 0, "covert": 1, "tighten": 2}
ALL = np.array(list(product([False, True], repeat=3))).T

trees = st.recursive(
    st.sampled_from(list(IDS)),
    lambda inner: st.one_of(
        inner.map(lambda a: f"not ({a})"),
        st.tuples(inner, st.sampled_from(["and", "or", "if", "iff"]), inner).map(lambda t: f"({t[0]}) {t[1]} ({t[2]})"),
    ),
    max_leaves=6,
)


def in_python(text: str) -> str:
    """The same condition in Python, where "a if b" is "a >= b" and "a iff b" is "a == b"."""
    return re.sub(r"\bif\b", ">=", re.sub(r"\biff\b", "==", text))


@given(trees)
def test_conditions_mean_what_python_means(text: str) -> None:
    held = parse(text, IDS).holds(ALL)
    for k, values in enumerate(ALL.T):
        assert held[k] == bool(
            eval(in_python(text), {"__builtins__": {}}, {n: bool(v) for n, v in zip(IDS, values, strict=True)})
        )


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("not open and covert", "(not open) and covert"),
        ("open or covert and tighten", "open or (covert and tighten)"),
        ("open if covert or tighten", "open if (covert or tighten)"),
        ("open iff covert if tighten", "open iff (covert if tighten)"),
        ("YN-", "open and not covert"),
        (" Y - N ", "open and not tighten"),
        ("---", "open or not open"),
    ],
)
def test_what_binds_most(text: str, same: str) -> None:
    assert parse(text, IDS).holds(ALL).tolist() == parse(same, IDS).holds(ALL).tolist()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("opn", r"no option 'opn' \(did you mean open\?\); options are open, covert, tighten"),
        ("open covert", "expected and, or, if, iff or the end before 'covert'"),
        ("open and", "it ends where an option was expected"),
        ("and open", "there is 'and' where an option"),
        ("(open", "a parenthesis is not closed"),
        ("open)", r"before '\)'"),
        ("open & covert", "'&', which has no meaning here"),
        ("", "is empty"),
        ("YN", "has 2 letters; there are 3 options"),
    ],
)
def test_mistakes_say_what_is_valid(text: str, message: str) -> None:
    with pytest.raises(ConditionError, match=message):
        parse(text, IDS)


def test_ids_of_options() -> None:
    assert check_id("arm_ukraine2") is None
    assert "another id" in (check_id("not") or "") and "another id" in (check_id("Y") or "")
    for name in ("2nd", "a-b", "a b", "", "é"):
        assert "a word of letters" in (check_id(name) or "")
