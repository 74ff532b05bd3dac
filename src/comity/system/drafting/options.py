"""Claims into options and answers: the same act of one actor towards another is one option, whoever tells of it."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import NamedTuple

from comity.errors import DataFileError
from comity.ontology import PLOVER
from comity.records import Claim

_FILE = Path(__file__).parent / "acts.toml"
OPEN = ("future", "possible", "conditional")  # what may come about
Key = tuple[str, str, str]  # owner, act, whom (empty if nobody is named)


@dataclass(frozen=True, slots=True)
class Act:
    """A kind of acts. Field names are those of ``acts.toml``."""

    id: str
    types: tuple[str, ...]
    does: str
    alone: str
    side: int
    modes: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()
    vague: bool = False

    def fits(self, claim: Claim) -> bool:
        """Tell whether a claim tells of this kind."""
        return (
            claim.type in self.types
            and (not self.modes or claim.mode in self.modes)
            and (not self.contexts or not set(self.contexts).isdisjoint(claim.contexts))
        )


class Told(NamedTuple):
    """A claim with the sentence that it stands in, and the document's name and date (empty if unknown)."""

    claim: Claim
    quote: str
    source: str
    date: str = ""


@dataclass(slots=True)
class Proposal:
    """An option that claims speak of.

    Attributes:
        owner: code of the decision-maker whose option it is.
        act: what kind of act.
        whom: code of the one it is done to; empty if nobody is named.
        told: claims that it may come about, in the order of reading.
        opposed: those of them that ask or urge not to do it.
        renounced: claims that it will not be done.
        done: claims that it was done already.
    """

    owner: str
    act: Act
    whom: str
    told: list[Told] = field(default_factory=list)
    opposed: list[Told] = field(default_factory=list)
    renounced: list[Told] = field(default_factory=list)
    done: list[Told] = field(default_factory=list)

    @property
    def key(self) -> Key:
        """Owner, act, whom."""
        return self.owner, self.act.id, self.whom

    @property
    def announced(self) -> bool:
        """Whether a claim says that it will be done."""
        return any(t.claim.modality == "future" and t.claim.polarity == "affirmed" for t in self.told)

    @property
    def documents(self) -> int:
        """In how many documents it is told."""
        return len({t.claim.doc for t in self.told})


class Answer(NamedTuple):
    """What a decision-maker threatens to do if another takes an option: both by their keys, with the claims that say so."""

    answer: Key
    to: Key
    told: tuple[Told, ...]


@cache
def acts() -> tuple[Act, ...]:
    """Return the kinds of acts, in the order in which they are tried.

    Raises:
        DataFileError: an entry names a type that PLOVER has not.
    """
    found = []
    for entry in tomllib.loads(_FILE.read_text(encoding="utf-8"))["act"]:
        lists = {name: tuple(entry.get(name, ())) for name in ("types", "modes", "contexts")}
        act = Act(entry["id"], lists["types"], entry["does"], entry["alone"], entry["side"], lists["modes"], lists["contexts"],
                  entry.get("vague", False))  # fmt: skip
        if unknown := [t for t in act.types if t not in PLOVER]:
            raise DataFileError(f"{_FILE}: act {act.id}: no PLOVER type {unknown[0]!r}; valid are {', '.join(PLOVER)}")
        found.append(act)
    return tuple(found)


def act_of(claim: Claim) -> Act | None:
    """Return the kind of act that a claim tells of; None where it is no option."""
    return next((a for a in acts() if a.fits(claim)), None)


def is_threat(claim: Claim) -> bool:
    """Tell whether a claim is a threat that was made."""
    return claim.type == "THREATEN" and claim.modality == "actual" and claim.polarity == "affirmed"


def keys_of(claim: Claim, codes: Collection[str]) -> list[Key]:
    """Return the options that a claim tells of: one for each of its actors among some codes, towards each of the others.

    Whom it is done to are the recipients, in a joint act the other actors; of several only those among the codes, if any are.
    """
    act = act_of(claim)
    if act is None:
        return []
    actors = list(dict.fromkeys(p.code for p in claim.actors if p.code))
    recipients = list(dict.fromkeys(p.code for p in claim.recipients if p.code))
    out = []
    for owner in actors:
        if owner in codes:
            others = [c for c in (recipients or actors) if c != owner]
            near = [c for c in others if c in codes]
            out += [(owner, act.id, whom) for whom in (near or others[:1] or [""])]
    return out


def proposals(told: Sequence[Told], codes: Collection[str]) -> dict[Key, Proposal]:
    """Return the options of some actors that claims speak of as future, possible or conditional, or threaten with.

    An act towards nobody named belongs to the only option of that kind, if there is exactly one, and a vague one to the only
    option of its type. A threat belongs to the harm that its sentence names, if it names one. History is left out.
    """
    found: dict[Key, Proposal] = {}
    done: dict[Key, list[Told]] = defaultdict(list)
    kinds = {a.id: a for a in reversed(acts())}
    index = Index.of(told)
    for one in told:
        claim = one.claim
        if claim.historical:
            continue
        for key in meant_keys(one, index, codes):
            if claim.modality not in OPEN and not is_threat(claim):
                if claim.polarity == "affirmed" and claim.type != "THREATEN":
                    done[key].append(one)
                continue
            proposal = found.setdefault(key, Proposal(key[0], kinds[key[1]], key[2]))
            if claim.polarity == "negated" and claim.modality == "future":
                proposal.renounced.append(one)
                continue
            proposal.told.append(one)
            if claim.polarity == "negated" and claim.modality == "possible":
                proposal.opposed.append(one)
    for key, proposal in found.items():
        proposal.done = done.get(key, [])
    return _joined({key: p for key, p in found.items() if p.told})


class Index(NamedTuple):
    """Claims by id, and by document and number of the sentence."""

    ids: Mapping[str, Told]
    sentences: Mapping[tuple[str, int], Sequence[Told]]

    @classmethod
    def of(cls, told: Iterable[Told]) -> Index:
        """Sort claims."""
        ids: dict[str, Told] = {}
        sentences: dict[tuple[str, int], list[Told]] = defaultdict(list)
        for one in told:
            ids[one.claim.id] = one
            sentences[one.claim.doc, one.claim.sentence].append(one)
        return cls(ids, sentences)


def meant_keys(one: Told, index: Index, codes: Collection[str]) -> list[Key]:
    """Return the options that a claim is about: its own act; of a threat, the harms in its sentence that its maker may do.

    A harm to nobody named is one to whom the threat is made, or to whose act it answers.
    """
    own = keys_of(one.claim, codes)
    if is_threat(one.claim):
        makers = {p.code for p in one.claim.actors if p.code}
        beside = index.sentences[one.claim.doc, one.claim.sentence]
        harms = [t for t in beside if t.claim.modality in OPEN and makers & {p.code for p in t.claim.actors} and _harms(t.claim)]
        threatened = _towards([k for t in harms for k in keys_of(t.claim, codes)], {key[2] for key in own})
        return threatened or own
    if one.claim.condition in index.ids and _harms(one.claim):
        return _towards(own, {p.code for p in index.ids[one.claim.condition or ""].claim.actors if p.code})
    return own


def _towards(keys: Iterable[Key], others: Collection[str]) -> list[Key]:
    """Return keys in which the one other takes the place of nobody."""
    only = next(iter(others)) if len(others) == 1 else ""
    return list(dict.fromkeys((owner, act, whom or (only if only != owner else "")) for owner, act, whom in keys))


def home_of(key: Key, found: Mapping[Key, Proposal]) -> Key | None:
    """Return the option to which an act belongs: its own, or the only one that it can mean where it leaves open whom, or what."""
    if key in found:
        return key
    owner, act, whom = key
    kinds = {a.id: a for a in acts()}
    same = [
        k for k in found
        if k[0] == owner and k[2] and whom in ("", k[2])
        and (k[1] == act or (kinds[act].vague and kinds[k[1]].types == kinds[act].types))
    ]  # fmt: skip
    return same[0] if len(same) == 1 else None


def _joined(found: dict[Key, Proposal]) -> dict[Key, Proposal]:
    """Return options without those that name less than another one."""
    open_ends = [k for k, p in found.items() if not k[2] or p.act.vague]
    out = {k: p for k, p in found.items() if k not in open_ends}
    for key in sorted(open_ends, key=lambda k: not k[2]):  # those that name somebody first
        home = home_of(key, out)
        if home is None:
            out[key] = found[key]
            continue
        for name in ("told", "opposed", "renounced", "done"):
            into = getattr(out[home], name)
            into.extend(t for t in getattr(found[key], name) if t not in into)
    return out


def answers(told: Sequence[Told], found: Mapping[Key, Proposal], codes: Collection[str]) -> list[Answer]:
    """Return who threatens to do what if another takes an option.

    Two things tell of it: a conditional claim whose condition is an act of another ("if A supplies, B will tighten"), and a
    threat in a sentence that has a conditional act of another; then the answer is the harm that the sentence names, if it names
    one, else the threat itself.
    """
    index = Index.of(told)
    links: dict[tuple[Key, Key], list[Told]] = defaultdict(list)
    for one in told:
        claim = one.claim
        to: list[Told] = []
        if claim.condition in index.ids and claim.modality in OPEN and claim.polarity == "affirmed":
            to = [index.ids[claim.condition or ""]]
        elif is_threat(claim):
            makers = {p.code for p in claim.actors}
            beside = index.sentences[claim.doc, claim.sentence]
            to = [t for t in beside if t.claim.modality == "conditional" and not makers & {p.code for p in t.claim.actors}]
        answered = [k for t in to for k in keys_of(t.claim, codes)]
        for a in dict.fromkeys(home for k in meant_keys(one, index, codes) if (home := home_of(k, found))):
            for b in dict.fromkeys(home for k in answered if (home := home_of(k, found))):
                if a[0] != b[0]:
                    links[a, b].append(one)
    return [Answer(a, b, tuple(dict.fromkeys(claims))) for (a, b), claims in links.items()]


def _harms(claim: Claim) -> bool:
    act = act_of(claim)
    return act is not None and act.side < 0
