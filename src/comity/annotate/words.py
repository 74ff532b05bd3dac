"""Raw text to words in the sense of Universal Dependencies, with code point offsets.

The conventions are those of the English Web Treebank and GUM: clitics (``'s``, ``n't``, ``'ll``) and punctuation are
words of their own, hyphenated words are split at the hyphen except after affixes (``anti-war``, ``ex-minister``),
numbers, abbreviations, URLs and e-mail addresses stay whole.
"""

from __future__ import annotations

import re
from typing import NamedTuple

__all__ = ["Token", "tokenize"]


class Token(NamedTuple):
    """One word of a text: ``text == source[start:end]``, never empty, without white space at its edges."""

    text: str
    start: int
    end: int


_TITLES = [
    "Mr",
    "Mrs",
    "Ms",
    "Messrs",
    "Dr",
    "Prof",
    "Gen",
    "Sen",
    "Rep",
    "Gov",
    "Lt",
    "Col",
    "Sgt",
    "Capt",
    "Cpt",
    "Cmdr",
    "Maj",
    "Adm",
    "Brig",
    "Pres",
    "Rev",
    "Hon",
    "Fr",
    "St",
    "Mt",
    "Ft",
    "Jr",
    "Sr",
    "Inc",
    "Co",
    "Corp",
    "Ltd",
    "Bros",
    "Dept",
    "Univ",
    "Assn",
    "No",
    "Nos",
    "vs",
    "v",
    "etc",
    "al",
    "ca",
    "cf",
    "approx",
    "est",
    "Jan",
    "Feb",
    "Mar",
    "Apr",
    "Jun",
    "Jul",
    "Aug",
    "Sep",
    "Sept",
    "Oct",
    "Nov",
    "Dec",
    "Mon",
    "Tue",
    "Tues",
    "Wed",
    "Thu",
    "Thur",
    "Thurs",
    "Fri",
    "Ave",
    "Blvd",
    "Rd",
    "Vol",
    "pp",
    "Fig",
    "Figs",
    "Eq",
    "Sec",
    "Supt",
    "Atty",
    "Amb",
    "Min",
    "Ph",
    "Ala",
    "Ariz",
    "Ark",
    "Calif",
    "Colo",
    "Conn",
    "Del",
    "Fla",
    "Ga",
    "Ill",
    "Ind",
    "Kan",
    "Ky",
    "La",
    "Md",
    "Mass",
    "Mich",
    "Minn",
    "Miss",
    "Mo",
    "Mont",
    "Neb",
    "Nev",
    "Okla",
    "Ore",
    "Pa",
    "Tenn",
    "Tex",
    "Va",
    "Vt",
    "Wash",
    "Wis",
    "Wyo",
]
# Words of the list that are ordinary words too keep their dot only before more text, so that "no." ends a sentence.
_AMBIGUOUS = {"No", "Nos", "al", "Mar", "Sec", "Min", "Del", "Miss", "Mass", "Ore", "Wash", "Ill", "Ind", "La", "Pa",
              "Mo", "Fig", "Figs", "Sun", "Wed", "Fri", "Mon", "v", "est", "Ark", "Co", "St", "Ft", "Ga", "Conn", "Rep",
              "Gov", "Gen", "Hon", "Rev", "Kan", "Vol", "Eq", "Fr", "Tex", "Ph", "Md", "Rd"}  # fmt: skip
_ABBREVIATION = (
    r"(?:" + "|".join(sorted((t for t in _TITLES if t not in _AMBIGUOUS), key=len, reverse=True)) + r")\."
    r"|(?:" + "|".join(sorted(_AMBIGUOUS, key=len, reverse=True)) + r")\.(?=\s*[\w(\"'“‘$£€#])"
)
_DOMAINS = "com|org|net|gov|edu|mil|int|info|biz|uk|de|fr|ru|cn|ir|il|eu|io|tv|us|ca|au|in|jp|ch|nl|it|es|se|no|pl|ua"

# Inside a word: letters, digits, and the marks that attach to letters (accents, vowel points, joiners, soft hyphens).
_LETTER = (
    r"[\w\u00ad\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u064b-\u065f\u0670\u0900-\u0903\u093a-\u094f\u200b-\u200d\u2060\ufe0f]"
)

_TOKEN = re.compile(
    r"""
    (?P<url>(?:https?|ftp)://[^\s<>"“”]+|www\.[^\s<>"“”]+)
  | (?P<mail>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)
  | (?P<domain>(?:[A-Za-z][\w-]*\.)+(?:"""
    + _DOMAINS
    + r""")\b(?:/[^\s<>"“”)]*)?(?!\.?\w))
  | (?P<file>(?<![\w.])\w[\w-]*\.(?:doc|docx|xls|xlsx|pdf|ppt|txt|jpe?g|png|gif|html?|zip|exe|csv)(?!\w))
  | (?P<tag>(?<!\w)[@\#][A-Za-z]\w+)
  | (?P<smiley>(?<!\S)[:;=8][-o^']?[()DPpO/|\\\]\[*3](?!\w))
  | (?P<dotted>(?<![\w.])(?:[A-Za-z]\.){2,}(?:[A-Z](?!\w))?|(?<![\w.])[A-Z]\.[A-Z](?![\w.])|(?<=et\s)al\.
        |Ph\.D\.?|(?<![\w.])[A-Z]\.(?=\s+[A-Z][\w'’]|[A-Z]\w)|[A-Z]\.-[A-Z]\.)
  | (?P<abbreviation>(?<![\w.'’-])(?:"""
    + _ABBREVIATION
    + r"""))
  | (?P<phone>(?<![\w-])(?:1-)?\d{3}-(?:\d{3}-)?\d{4}(?![\w-]))
  | (?P<date>(?<![\w-])\d{4}-\d{2}-\d{2}(?![\w-]))
  | (?P<decade>['’]\d\ds?(?!\w))
  | (?P<clock>\d{1,2}(?::\d\d)?(?=[ap]\.?m\b\.?))
  | (?P<number>(?:\d+(?:[.,:/]\d+)*|(?<![\w.)])\.\d+)(?:st|nd|rd|th|s|(?<=\d0)['’]s|[A-Z])?(?!\w)|\d+(?:[.,:/]\d+)*)
  | (?P<apostrophes>``|''|['’](?:tis|twas|em|cause|til|bout)(?!\w))
  | (?P<clitic>['’](?:s|S|re|RE|ve|VE|ll|LL|d|D|m|M)(?!\w))
  | (?P<dots>\.{2,}|…+|(?:\.\s){2,}\.)
  | (?P<dashes>-{2,}|[–—―]+|[=_*~\#+]{2,}|<<+|>>+|[’']{2})
  | (?P<bang>[!?]+|\${2,})
  | (?P<ampersand>(?<![\w&])[A-Za-z]&[A-Za-z](?![\w&]))
  | (?P<word>[^\W\d_](?:"""
    + _LETTER
    + r"""|['’](?=[^\W_])|\.(?=[a-z]\.))*)
  | (?P<other>\S)
    """,
    re.VERBOSE,
)

_CLITIC = re.compile(r"(?i)(?<=\w)(n['’]t|['’](?:s|re|ve|ll|d|m))$")
_SPLIT_WORDS = {
    "cannot": 3, "gonna": 3, "wanna": 3, "gotta": 3, "gimme": 3, "lemme": 3, "dunno": 2, "whatcha": 4, "outta": 3,
    "kinda": 0, "dont": 2, "didnt": 3, "doesnt": 4, "isnt": 2, "wasnt": 3, "wouldnt": 5, "couldnt": 5, "havent": 4,
    "cant": 2, "wont": 2,
}  # fmt: skip
_PREFIXES = frozenset(
    [
        "e",
        "a",
        "u",
        "x",
        "agro",
        "ante",
        "anti",
        "arch",
        "be",
        "bi",
        "bio",
        "co",
        "counter",
        "cross",
        "cyber",
        "de",
        "ex",
        "extra",
        "inter",
        "intra",
        "macro",
        "mega",
        "micro",
        "mid",
        "mini",
        "multi",
        "neo",
        "non",
        "over",
        "para",
        "peri",
        "post",
        "pre",
        "pro",
        "pseudo",
        "re",
        "semi",
        "sub",
        "super",
        "tri",
        "ultra",
        "un",
        "uni",
        "vice",
        "electro",
        "geo",
        "hydro",
        "hyper",
        "infra",
        "meta",
        "mono",
        "nano",
        "omni",
        "poly",
        "proto",
        "socio",
        "tele",
        "trans",
        "under",
    ]
)
_SUFFIXES = frozenset(["esque", "ette", "fest", "fold", "gate", "itis", "less", "most", "rama", "wise"])
_TRAILING = ".,;:!?'\"’”)]}>"


def _trim(text: str, start: int, end: int) -> int:
    """Return the end of an address without the punctuation of the sentence behind it."""
    while end - start > 1 and text[end - 1] in _TRAILING:
        if text[end - 1] == ")" and text.count("(", start, end) >= text.count(")", start, end):
            break
        end -= 1
    return end


def _split_word(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Split clitics off one orthographic word."""
    word = text[start:end]
    cut = _SPLIT_WORDS.get(word.lower(), 0)
    if cut:
        return [(start, start + cut), (start + cut, end)]
    out: list[tuple[int, int]] = []
    while match := _CLITIC.search(text[start:end]):
        if match.start() == 0:
            break
        out.append((start + match.start(), end))
        end = start + match.start()
    out.append((start, end))
    return out[::-1]


def _keep_hyphen(text: str, spans: list[tuple[int, int]], hyphen: int, following: int) -> bool:
    """Return whether the hyphen at ``hyphen`` joins an affix to the word before or after it."""
    if not spans or spans[-1][1] != hyphen:
        return False
    before = text[spans[-1][0] : hyphen].lower()
    match = re.compile(r"[^\W\d_]+").match(text, following)
    after = match.group().lower() if match else ""
    return bool(after) and (before in _PREFIXES or after in _SUFFIXES)


def _spans(text: str) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    position, join = 0, False
    while match := _TOKEN.search(text, position):
        start, end = match.span()
        kind = match.lastgroup
        if kind in ("url", "domain"):
            end = _trim(text, start, end)
        if match.group() == "-" and _keep_hyphen(text, spans, start, end):
            spans[-1] = (spans[-1][0], end)
            join = True
        elif kind == "dots" and " " in match.group():
            spans.extend((i, i + 1) for i in range(start, end) if text[i] == ".")
        else:
            pieces = _split_word(text, start, end) if kind == "word" else [(start, end)]
            if join and spans[-1][1] == start:
                spans[-1] = (spans[-1][0], pieces[0][1])
                pieces = pieces[1:]
            join = False
            spans.extend(pieces)
        position = end
    return spans


def tokenize(text: str) -> list[Token]:
    """Return the words of ``text`` in order.

    The words do not overlap and cover every character that is not white space; ``start`` and ``end`` are code points.
    """
    return [Token(text[a:b], a, b) for a, b in _spans(text)]
