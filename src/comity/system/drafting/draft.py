"""The draft of a scenario: decision-makers with their options, and preferences that are assumptions by rule."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from comity.errors import InputError
from comity.system.drafting.options import Answer, Key, Proposal, Told, answers, proposals
from comity.system.gmcr.options import MAX_OPTIONS

USUAL = 12  # options in all, with which a scenario is solved in seconds
_ARTICLE = re.compile(r"^United |(Union|Nations|States|Emirates|Kingdom|Republic|Netherlands|Philippines|Islands|Court|League)$")


class Line(NamedTuple):
    """A line of preferences: statements that stand side by side, and why they are assumed."""

    statements: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Maker:
    """A decision-maker with its options, by their ids, and the lines of its preferences, the most important first."""

    code: str
    name: str
    options: Mapping[str, Proposal]
    preferences: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """A scenario to begin with.

    Attributes:
        makers: the decision-makers.
        answers: (id of the answer, id of the option that it answers, claims that say so).
        idle: codes of which no claim tells what they could do.
        left: options that were left out because there were too many.
        claims: number of claims that were looked at.
        names: what people call the codes.
    """

    makers: tuple[Maker, ...]
    answers: tuple[tuple[str, str, tuple[Told, ...]], ...]
    idle: tuple[str, ...]
    left: tuple[Proposal, ...]
    claims: int
    names: Mapping[str, str]


def draft(told: Sequence[Told], codes: Sequence[str], names: Mapping[str, str], most: int | None = None) -> Draft:
    """Return a scenario of some actors out of claims.

    Options are ranked by whether they take part in a threat, then by the number of documents and claims.

    Args:
        told: all claims of a project.
        codes: of the decision-makers.
        names: what people call codes.
        most: options of one decision-maker at most; None for three, and fewer where there would be more than USUAL in all.

    Raises:
        InputError: fewer than two actors, or more than can have an option; no claim on what at least two of them could do.
    """
    codes = tuple(dict.fromkeys(codes))
    if not 2 <= len(codes) <= MAX_OPTIONS:
        raise InputError(
            f"a scenario takes from 2 to {MAX_OPTIONS} decision-makers, {len(codes)} given; name actors by their codes, "
            "for example: comity whatif --draft PRK RUS USA"
        )
    most = min(most, MAX_OPTIONS // len(codes)) if most else max(min(3, USUAL // len(codes)), 1)
    found = proposals(told, codes)
    links = answers(told, found, codes)
    able = [c for c in codes if any(key[0] == c for key in found)]
    if len(able) < 2:
        raise InputError(_nothing(told, codes, able))
    linked = {key for link in links for key in link[:2]}
    kept: dict[Key, Proposal] = {}
    for code in able:
        own = sorted((p for p in found.values() if p.owner == code), key=lambda p: _rank(p, p.key in linked))
        kept.update({p.key: p for p in own[:most]})
    ids = _ids(kept)
    used = [link for link in links if link.answer in kept and link.to in kept]
    makers = []
    for code in able:
        options = {ids[key]: p for key, p in kept.items() if p.owner == code}
        makers.append(Maker(code, called(code, names), options, _preferences(code, kept, ids, used)))
    return Draft(
        tuple(makers),
        tuple((ids[link.answer], ids[link.to], link.told) for link in used),
        tuple(c for c in codes if c not in able),
        tuple(p for key, p in found.items() if key not in kept),
        len(told),
        names,
    )


def _rank(proposal: Proposal, linked: bool) -> tuple[bool, int, int, int, str]:
    ranked = proposal.act.id in ("visit", "talks")  # meetings come after what changes more
    return not linked, ranked, -proposal.documents, -len(proposal.told), proposal.act.id + proposal.whom


def _nothing(told: Sequence[Told], codes: Sequence[str], able: Sequence[str]) -> str:
    """Return the error that too few actors have options, with those that have some."""
    everyone = {p.code for t in told for p in t.claim.actors if p.code}
    counts: dict[str, int] = {}
    for key, proposal in proposals(told, everyone).items():
        counts[key[0]] = counts.get(key[0], 0) + len(proposal.told)
    most = sorted(counts, key=lambda c: (-counts[c], c))[:8]
    which = f"only for {able[0]}" if able else "for none of them"
    hint = f"actors with such claims: {', '.join(f'{c} {counts[c]}' for c in most)}" if most else "no actor has such claims"
    return f"the claims name what could be done by {', '.join(codes)} {which}; a scenario takes two or more; {hint}"


def called(code: str, names: Mapping[str, str]) -> str:
    """Return the name of a code as it stands inside a sentence."""
    name = names.get(code) or code.removeprefix("GRP:").removeprefix("IGO:")
    return f"the {name}" if _ARTICLE.search(name) and not name.startswith("the ") else name


def _ids(kept: Mapping[Key, Proposal]) -> dict[Key, str]:
    out: dict[Key, str] = {}
    for key in kept:
        words = (_word(key[0]), key[1], _word(key[2]))
        name = "_".join(w for w in words if w)
        name = f"to_{name}" if name[0].isdigit() else name
        number, unique = 2, name
        while unique in out.values():
            unique, number = f"{name}_{number}", number + 1
        out[key] = unique
    return out


def _word(code: str) -> str:
    plain = code.removeprefix("GRP:").removeprefix("IGO:").lower()
    return re.sub(r"[^a-z0-9]+", "_", plain).strip("_")


def _preferences(code: str, kept: Mapping[Key, Proposal], ids: Mapping[Key, str], links: Sequence[Answer]) -> tuple[Line, ...]:
    """Return the lines of one decision-maker; no option is both wished and not."""
    seen: set[Key] = set()

    def fresh(keys: Sequence[Key]) -> list[Key]:
        new = [k for k in dict.fromkeys(keys) if k not in seen]
        seen.update(new)
        return new

    own = [link for link in links if link.answer[0] == code]
    over = [link.to for link in own]
    against = [k for k, p in kept.items() if p.owner != code and any(code in _speakers(t) for t in p.opposed)]
    harms = [k for k, p in kept.items() if p.whom == code and p.act.side < 0]
    goods = [k for k, p in kept.items() if p.whom == code and p.act.side > 0]
    lines = [
        Line(tuple(f"not {ids[k]}" for k in fresh(over)), "it threatens to answer this"),
        Line(tuple(f"not {ids[k]}" for k in fresh(against)), "it urges not to do this"),
        Line(tuple(f"not {ids[k]}" for k in fresh(harms)), "it would be harmed"),
        Line(tuple(ids[k] for k in fresh(goods)), "it would gain"),
    ]
    answered: dict[Key, list[str]] = {}
    for link in own:
        answered.setdefault(link.answer, []).append(ids[link.to])
    kept_word = tuple(f"{ids[a]} iff {_either(dict.fromkeys(to))}" for a, to in answered.items())
    lines.append(Line(kept_word, "it keeps its word: the answer comes if what it answers comes, and only then"))
    said = [k for k, p in kept.items() if p.owner == code and k not in answered and p.announced and not p.renounced]
    lines.append(Line(tuple(ids[k] for k in fresh(said)), "it says, or is said to be about, to do this"))
    lines = [line for line in lines if line.statements]
    if not lines:
        first = next(ids[k] for k, p in kept.items() if p.owner == code)
        lines = [
            Line((f"not {first}",), "nothing in the project bears on it: this line stands only so that the file can be solved")
        ]
    return tuple(lines)


def _either(ids: Mapping[str, None]) -> str:
    listed = " or ".join(ids)
    return f"({listed})" if len(ids) > 1 else listed


def _speakers(told: Told) -> set[str]:
    return {s.code for s in told.claim.speakers if s.code}
