"""The root that a verb and the nouns made from it share: "accused", "accusation"; and words of one meaning: "quake", "tremor"."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache, lru_cache

from comity.reconcile.words import words

# Endings that make another word of the same act, the longest first.
_ENDINGS = tuple(sorted((
    "ization", "isation", "ification", "ations", "ation", "itions", "ition", "ments", "ment", "ances", "ance", "ences", "ence",
    "ings", "ing", "tions", "tion", "sions", "sion", "ions", "ion", "ures", "ure", "als", "al", "ers", "er", "ors", "or", "ies",
    "ied", "ying", "ed", "es", "s", "e", "y", "ize", "ise", "ized", "ised", "ify", "ified",
    "ate", "ates", "ated", "ating", "ator", "ators",
), key=lambda e: (-len(e), e)))  # fmt: skip
# Forms that no ending explains, by the root that they get.
_IRREGULAR = {form: root for root, forms in {
    "agre": "agree agreed agreement agreements accord accords",
    "arriv": "arrive arrived arrival",
    "beg": "begin began begun",
    "bring": "bring brought",
    "build": "build built",
    "buy": "buy bought purchase purchased purchases",
    "choos": "choose chose chosen choice",
    "com": "come came coming",
    "decid": "decide decided decision decisions",
    "depart": "departure depart departed",
    "destroy": "destroy destroyed destruction",
    "di": "die died death deaths dead dying",
    "expel": "expel expelled expelling expulsion expulsions",
    "fight": "fight fought fighting",
    "fly": "fly flew flown flight flights",
    "forbid": "forbid forbade forbidden",
    "giv": "give gave given giving gift gifts",
    "go": "go goes went gone going",
    "hold": "hold held holding",
    "invad": "invade invaded invading invasion invasions invader invaders",
    "leav": "leave left leaving",
    "lay": "lay laid laying",
    "los": "lose lost losing loss losses",
    "meet": "meet met meeting meetings meets",
    "pay": "pay paid payment payments",
    "receiv": "receive received receiving reception",
    "sell": "sell sold sale sales selling",
    "send": "send sent sending",
    "shoot": "shoot shot shots shooting shootings gunfire",
    "speak": "speak spoke spoken speech speeches",
    "strik": "strike struck strikes striking stricken airstrike airstrikes",
    "tak": "take took taken taking",
    "talk": "talk talks talked talking",
    "tell": "tell told telling",
    "think": "think thought",
    "threat": "threat threats threaten threatened threatening threatens",
    "try": "try tried trial trials trying",
    "withdraw": "withdraw withdrew withdrawn withdrawal withdrawals withdrawing pullout",
    "win": "win won winning victory victories",
}.items() for form in forms.split()}  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=20_000)
def root(word: str) -> str:
    """Return the root of a word; a cut that would leave fewer than three letters is not made.

    >>> root("accusation"), root("accused"), root("withdrew")
    ('accus', 'accus', 'withdraw')
    """
    word = word.lower()
    found = _IRREGULAR.get(word)
    if found:
        return found
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            break
    return word[:-1] if len(word) > 3 and word[-1] == word[-2] else word


def roots(phrase: str) -> frozenset[str]:
    """Return the roots of the words of a trigger; words of two letters ("up", "on") count only where there are no others."""
    found = _WORD.findall(phrase)
    return frozenset(root(w) for w in found if len(w) > 2) or frozenset(w.lower() for w in found)


@cache
def _lists() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for name, entries in words("kin").items():
        for entry in entries:
            found[entry].add(name)
            if " " not in entry:
                found[root(entry)].add(name)
    return {word: frozenset(names) for word, names in found.items()}


def kin(lemma: str, particle: str = "") -> frozenset[str]:
    """Return the lists of near-synonyms (``words.toml``) that a lemma is in, itself or by its root.

    With a particle only the lists of both together count, if there are any: "pass away" is not "pass".

    >>> sorted(kin("quake") & kin("tremor")), sorted(kin("pass", "away") & kin("death"))
    (['quake'], ['death'])
    """
    lists, none = _lists(), frozenset[str]()
    return lists.get(f"{lemma} {particle}", none) or lists.get(lemma, none) | lists.get(root(lemma), none)
