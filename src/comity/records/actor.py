"""Actors, and the mentions of them in a text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

ISSUES = "issues the text"  # how the reason of a mention ends that stands for whoever publishes the document


@dataclass(frozen=True, slots=True)
class Actor:
    """An entry of the knowledge base: a state, an organ, a person, an organisation, a group, an outlet."""

    id: str
    name: str
    kind: str
    code: str
    sector: str = ""
    start: str = ""
    end: str = ""


class ActorRef(NamedTuple):
    """An actor that a mention stands for.

    ``actor`` is the id in the knowledge base (for a state its code, ``PRK``; for a local actor that the base does
    not list, ``<CODE>.<SECTOR>.<NAME>``), ``code`` the affiliation (``PRK``, ``IGO:UN``, ``GRP:Hezbollah``, empty
    when unknown), ``sector`` a sector code or empty.
    """

    actor: str
    code: str
    sector: str = ""


class Place(NamedTuple):
    """A place: ISO 3166-1 alpha-3 code of its country (empty if in none), degrees of latitude and longitude."""

    name: str
    country: str
    lat: float | None
    lon: float | None
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """A noun phrase or pronoun that stands for political actors, or names a place, or both.

    ``sentence`` is the number of the sentence; ``head``, ``first`` and ``last`` are word indices in it (the phrase is
    the words ``first`` to ``last`` inclusive, without relative clauses and without coordinated phrases, which are
    mentions of their own); ``text``, ``start``, ``end`` are its code points in the document. ``refs`` are the actors:
    empty when nobody is identified, several when the phrase stands for a group ("the two leaders"). ``kind`` is
    ``name``, ``adjective``, ``metonym``, ``role``, ``pronoun``, ``description``, ``local`` or ``place``. ``reason``
    says in words how the resolution was made. ``political`` is true where the phrase can be the actor or recipient of a
    political act even if ``refs`` is empty ("protesters", "three soldiers"). ``candidates`` are ranked alternatives.
    ``sector`` is that of a role noun whose affiliation is unknown ("soldiers").
    """

    sentence: int
    head: int
    first: int
    last: int
    text: str
    start: int
    end: int
    kind: str
    refs: tuple[ActorRef, ...] = ()
    reason: str = ""
    political: bool = True
    place: Place | None = None
    candidates: tuple[ActorRef, ...] = ()
    sector: str = ""
