"""Names in capitals, as PETRARCH writes them, to the spellings that a text may have."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from itertools import product
from pathlib import Path

from comity.actors.knowledge import fold

_WORDS = Path(__file__).parent / "data" / "common_words.txt"
_INNER_WORDS = """of the and for in on to at by with from de la las los el del da do dos das du des le les di y e van von der
    den ter bin ibn bint al ul ur ad as"""
_INNER = frozenset(_INNER_WORDS.split())  # in small letters inside a name
_PARTICLES = frozenset({"al", "el", "an", "as", "at", "ad", "ar", "az", "ul", "ur", "bin", "ibn", "abu", "bint"})
_NUMERALS = frozenset({"II", "III", "IV", "VI", "VII", "VIII", "IX", "XI", "XII", "XIII", "XIV", "XV", "XVI"})

_BODY_WORDS = """party army front movement union council committee ministry department bank company corporation corp inc ltd
    group institute university association federation league organization organisation agency government parliament church
    station radio television tv news daily times post herald street house palace city province valley airport hotel fund
    foundation society center centre network brigade brigades forces force troops police militia embassy office affairs
    authority commission board club airlines airways bureau service services laboratory coalition alliance congress senate
    court school hospital pact accord treaty initiative project programme program stadium"""
_BODIES = frozenset(_BODY_WORDS.split())


@cache
def common_words() -> frozenset[str]:
    """Return frequent words of English in small letters (``data/common_words.txt`` says how they were found)."""
    lines = _WORDS.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def names_body(name: str) -> bool:
    """Tell whether a name is that of a body rather than of a person: "Front for Change", "Nova Bank", "Brigade 313"."""
    words = name.lower().split()
    return any(w in _BODIES or w in ("of", "for", "and", "&") or any(c.isdigit() for c in w) for w in words)


def acronyms(names: Collection[str]) -> frozenset[str]:
    """Return the words that stand in capitals in names ("UN Security Council"), titles and particles excepted."""
    found = {word for name in names if not name.islower() for word in name.split() if 1 < len(word) < 7 and word.isupper()}
    return frozenset(word for word in found if word.isalpha() and word.lower() not in _INNER) | _NUMERALS


def spellings(name: str, capitals: Collection[str]) -> tuple[str, ...]:
    """Return how a name in capitals may stand in a text, the likeliest first.

    A name with small letters is taken as it is. A single word of up to three letters, an abbreviation, and a common word
    ("HOPE") are found in capitals alone.

    Args:
        name: words between blanks, for example ``BAN KI-MOON``.
        capitals: abbreviations that stay in capitals (:func:`acronyms`).
    """
    name = name.removeprefix("THE ") if name.count(" ") > 1 else name
    if not name.isupper():
        return (name,)
    words = name.split()
    if len(words) == 1 and (_short(name, capitals) or name.lower() in common_words()):
        return (name,)
    forms = [_name(words, capitals, joined, small) for joined, small in product((False, True), (True, False))]
    if len(words) == 1:
        forms.append(name)
    return tuple(dict.fromkeys(forms))


def _short(word: str, capitals: Collection[str]) -> bool:
    return len(word) <= 3 or "." in word or word in capitals or not set(fold(word)) & set("AEIOUY")


def _name(words: list[str], capitals: Collection[str], joined: bool, small: bool) -> str:
    """Spell a name: ``joined`` for "Ki-moon" rather than "Ki-Moon", ``small`` for "al-Assad" rather than "Al-Assad"."""
    out = []
    for number, word in enumerate(words):
        inner = number > 0 or len(words) == 1
        if number and word.lower() in _INNER and (small or word.lower() not in _PARTICLES):
            out.append(word.lower())
        elif "-" in word:
            parts = [_word(part, capitals) for part in word.split("-")]
            if parts[0].lower() in _PARTICLES:
                parts[0] = parts[0].lower() if small and inner else parts[0]
            elif joined:
                parts[1:] = [part if part.isupper() else part.lower() for part in parts[1:]]
            out.append("-".join(parts))
        else:
            out.append(_word(word, capitals))
    return " ".join(out)


def _word(word: str, capitals: Collection[str]) -> str:
    if word in capitals or len(word) == 1 or ("." in word and all(len(part) <= 1 for part in word.split("."))):
        return word  # "UN", "W", "U.N."
    if len(word) > 4 and word.startswith("MC"):
        return "Mc" + word[2:].capitalize()
    first, mark, rest = word.partition("'")
    if mark and len(first) == 1:
        return f"{first}'{rest.capitalize()}"  # "O'Brien"
    return word.capitalize()
