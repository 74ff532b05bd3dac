"""Credit lines: where a text says that what it tells comes from somebody else ("according to", "Reuters reported")."""

from __future__ import annotations

import re

from comity.reconcile.words import words

_LISTS = words("credits")
_SAYS = f"(?:{'|'.join(_LISTS['says'])})"
_BEFORE = re.compile(rf"(?:\b(?:{'|'.join(_LISTS['before'])})\s+(?:the\s+)?(?:[\w’'-]+\s+){{0,5}}|\()$")
_AFTER = re.compile(rf"^(?:[’']s\s+(?:\w+\s+){{0,4}})?,?\s*(?:has\s+|had\s+|also\s+|first\s+|on\s+\w+\s+)*{_SAYS}\b|^\)|^\s+-\s")
_WINDOW = 70  # code points beside a name in which the words of a credit may stand
_WORD = r"(?:[A-Z][\w’'-]+|al-[A-Z]\w+)"
_NAME = rf"{_WORD}(?: (?:{_WORD}|bin|de|van|der|du|el))*"
_SUBJECT = re.compile(rf"({_NAME}),? (?:also |has |had )?{_SAYS}\b")
_INVERTED = re.compile(rf"[,”\"] {_SAYS} (?:[a-z’'-]+ ){{0,4}}({_NAME})")
_ACCORDING = re.compile(rf"[Aa]ccording to (?:the )?(?:[\w’'-]+,? ){{0,4}}?({_NAME})")
_NOBODY = frozenset(_LISTS["nobody"])


def spoken_for(text: str, start: int, end: int) -> bool:
    """Tell whether the name at ``start`` to ``end`` is credited there: "according to NAME", "NAME reported", "told NAME"."""
    return bool(_BEFORE.search(text, max(0, start - _WINDOW), start) or _AFTER.match(text[end : end + _WINDOW]))


def said_by(sentence: str) -> set[str]:
    """Return the last names of the persons whom a sentence credits, in lower case.

    Only names of two words or more, or single ones that are no day, month or office; a country that "said" something is not
    left out, since for the question of origins it is as good a speaker as any.
    """
    out = set()
    for pattern in (_SUBJECT, _INVERTED, _ACCORDING):
        for match in pattern.finditer(sentence):
            last = match[1].split()[-1].lower().removesuffix("'s").removesuffix("’s")
            if last not in _NOBODY:
                out.add(last)
    return out
