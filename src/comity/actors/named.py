"""Who is described and then named in one phrase: "the separatist group ETA", "rebels of the GUNT", "the Cairo bureau of AP"."""

from __future__ import annotations

from comity.actors.names import NameReader
from comity.records import ActorRef, Mention

_BODIES = ("REB", "PTY", "OPP")
_KINDS = {
    "group", "party", "movement", "militia", "faction", "front", "organisation", "organization", "rebel", "guerrilla",
    "insurgent", "separatist", "militant", "fighter", "gunman", "agency", "watchdog", "bloc", "union", "charity", "firm",
    "company", "carmaker", "maker", "automaker", "airline", "bank", "manufacturer", "giant", "newspaper", "paper", "daily",
    "broadcaster", "network", "station", "tribunal", "court", "army", "wing", "gang", "cartel", "alliance", "coalition",
    "carrier", "producer", "operator", "utility", "oil", "conglomerate", "retailer", "lender", "magazine", "website", "weekly",
    "body", "force", "extremist", "jihadist", "islamist",
}  # fmt: skip
_OFFICES = {"bureau", "office", "branch", "chapter", "correspondent", "section", "headquarters", "staff", "desk", "reporter"}
_OWNERS = ("MED", "NGO", "IGO", "BUS")
_DESCRIBES = _KINDS | _OFFICES
_CALLED = {"call", "know", "name", "dub"}


def identify(reader: NameReader) -> None:
    """Give the phrases that describe somebody whom they name as well the actor of that name.

    A group counts for more than the state that its fighters are of; whoever has an office abroad for more than the town.
    """
    for h, word in enumerate(reader.words):
        if word.upos not in ("NOUN", "PROPN") or (lemma := word.lemma.lower()) not in _DESCRIBES:
            continue
        own = reader.get(h)
        if own is not None and (own.place is not None or any(len(r.code) != 3 for r in own.refs)):
            continue
        found = _owner(reader, h) if lemma in _OFFICES else _name(reader, h)
        if found is not None and (own is None or own.refs[:1] != found.refs[:1]):
            refs = tuple(ActorRef(r.actor, r.code, r.sector) for r in found.refs)
            reader.put(h, reader.front(h), h, "role", refs, f"{lemma!r} with its name {found.text!r}")


def _owner(reader: NameReader, h: int) -> Mention | None:
    """ "The Kabul office of MSF", "the New York Times bureau in Beijing"."""
    for c in reader.children[h]:
        rel = reader.words[c].deprel
        if (rel.startswith("nmod") and reader.case(c) in ("of", "for")) or (c < h and rel.startswith(("compound", "nmod:poss"))):
            mention = reader.get(c)
            if mention is not None and mention.refs and all(r.sector in _OWNERS for r in mention.refs):
                return mention
    return None


def _name(reader: NameReader, h: int) -> Mention | None:
    """The body that an apposition, an `of` phrase or "known as" names."""
    near = [c for c in reader.children[h] if reader.words[c].deprel.startswith(("appos", "flat", "nmod:desc", "dep", "compound"))]
    if reader.words[h].head == h + 1 and reader.words[h].deprel.startswith(("compound", "nmod", "flat", "appos")):
        near.append(h + 1)
    of = [c for c in reader.children[h] if reader.words[c].deprel.startswith("nmod") and reader.case(c) in ("of", "from")]
    clauses = [c for c in reader.children[h] if reader.words[c].deprel.startswith("acl")]
    calls = [c for c in clauses if reader.words[c].lemma.lower() in _CALLED]
    called = [x for c in calls for x in reader.children[c] if reader.words[x].deprel.startswith(("obj", "obl", "xcomp", "iobj"))]
    for c in (*near, *of, *called):
        mention = reader.get(c)
        if mention is None or mention.kind != "name" or len(mention.refs) != 1 or (c in near and c < h):
            continue
        ref = mention.refs[0]
        if ref.code.startswith("GRP:") and (ref.sector in _BODIES or c in near):
            return mention
        if c in near and (ref.code.startswith("IGO:") or ref.sector in _OWNERS):
            return mention
    return None
