"""A scenario: what an analyst states of a conflict, as a file that can be read (``docs/whatif.md``)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from comity.errors import InputError
from comity.system.bargaining import Exchange
from comity.system.gmcr.conditions import Condition
from comity.system.gmcr.graph import Conflict
from comity.system.gmcr.options import Option, Space
from comity.system.gmcr.preferences import Orders, Preference
from comity.system.gmcr.sequences import Step


@dataclass(frozen=True, slots=True)
class Maker:
    """A decision-maker; ``code`` is that of an actor, or empty."""

    name: str
    code: str
    preference: Preference


@dataclass(frozen=True, slots=True)
class Pattern:
    """States that cannot be, or that count as one; ``why`` in the analyst's words. No ``cites``: an assumption."""

    condition: Condition
    why: str = ""
    cites: tuple[str, ...] = ()


@dataclass(frozen=True)
class Scenario:
    """A conflict in option form with its names.

    ``today`` is the number of the state that holds now. ``orders`` has one entry a decision-maker. ``remarks`` are lines on what
    is odd in the file without being a mistake. States are numbered from 0 here and from 1 in all that users see.
    """

    title: str
    note: str
    makers: tuple[Maker, ...]
    space: Space
    conflict: Conflict
    orders: tuple[Orders, ...]
    today: int
    infeasible: tuple[Pattern, ...] = ()
    same: tuple[Pattern, ...] = ()
    exchange: Exchange | None = None
    remarks: tuple[str, ...] = ()

    def taken(self, state: int) -> tuple[Option, ...]:
        """Return the options that are taken in a state."""
        column = self.space.taken[:, state]
        return tuple(o for o, taken in zip(self.space.options, column, strict=True) if taken)

    def label(self, state: int) -> str:
        """Return the ids of the options taken, or "none"."""
        return ", ".join(o.id for o in self.taken(state)) or "none"

    def change(self, step: Step) -> str:
        """Return a move as words that follow "could": "supply shells openly and no longer court Seoul".

        Where several combinations count as one state, the change is that between the first combination of each.
        """
        before, after = self.space.taken[:, step.source], self.space.taken[:, step.target]
        own = [k for k, o in enumerate(self.space.options) if o.owner == step.maker]
        parts = [self.space.options[k].does for k in own if after[k] and not before[k]]
        parts += [f"no longer {self.space.options[k].does}" for k in own if before[k] and not after[k]]
        return listed(parts) or f"move to state {step.target + 1}"

    def cited(self) -> dict[str, list[str]]:
        """Return the ids of claims that the file cites, each with what cites it, in words."""
        found: list[tuple[str, tuple[str, ...]]] = [(f"option {o.id}", o.cites) for o in self.space.options]
        found += [(f"the preferences of {m.name}", m.preference.cites) for m in self.makers]
        found += [(f"the pattern {p.condition.text!r}", p.cites) for p in (*self.infeasible, *self.same)]
        found += [(f"the item {i.what}", i.cites) for i in (self.exchange.items if self.exchange else ())]
        out: dict[str, list[str]] = {}
        for place, cites in found:
            for claim in cites:
                out.setdefault(claim, []).append(place)
        return out

    def state(self, text: str) -> int:
        """Return the number of the state that a user names.

        Args:
            text: "today", the number of a state (from 1), ids of the options taken with commas between them, "none", or a
                pattern with Y or N for each option.

        Raises:
            InputError: no such state, or an infeasible one.
        """
        word = text.strip()
        if word == "today":
            return self.today
        if word.isdecimal():
            if not 1 <= int(word) <= len(self.space):
                raise InputError(f"there is no state {word}; states are 1 to {len(self.space)}")
            return int(word) - 1
        return find_state(self.space, word, self.infeasible)


def find_state(space: Space, text: str, infeasible: Iterable[Pattern] = ()) -> int:
    """Return the state in which exactly the named options are taken.

    Raises:
        InputError: an unknown option, a pattern of another length, an infeasible state.
    """
    ids = {o.id: k for k, o in enumerate(space.options)}
    letters = text.replace(" ", "").replace(",", "")
    if letters and not set(letters) - set("YN"):
        if len(letters) != len(ids):
            raise InputError(f"pattern {text!r} has {len(letters)} letters; there are {len(ids)} options: {', '.join(ids)}")
        numbers = [k for k, letter in enumerate(letters) if letter == "Y"]
    else:
        words = [] if text in ("", "none") else [w.strip() for w in text.split(",")]
        if unknown := [w for w in words if w not in ids]:
            raise InputError(f"no option {unknown[0]!r}; options are {', '.join(ids)} (or none, today, the number of a state)")
        numbers = [ids[w] for w in words]
    state = space.find(numbers)
    if state is None:
        taken = np.zeros((len(ids), 1), dtype=np.bool_)
        taken[numbers] = True
        met = [p for p in infeasible if bool(p.condition.holds(taken)[0])]
        because = f": {met[0].condition.text!r} is infeasible" + (f" ({met[0].why})" if met[0].why else "") if met else ""
        raise InputError(f"the state {text!r} cannot be{because}")
    return state


def listed(parts: Iterable[str]) -> str:
    """Join parts with commas and a last "and".

    >>> listed(["a", "b", "c"])
    'a, b and c'
    """
    all_parts = list(parts)
    return " and ".join(x for x in (", ".join(all_parts[:-1]), *all_parts[-1:]) if x)
