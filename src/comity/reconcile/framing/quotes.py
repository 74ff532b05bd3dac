"""Words in quotation marks: direct speech and how long it is, and single words that a writer sets apart."""

from __future__ import annotations

import re
from collections.abc import Sequence

LONGEST = 4  # words of what is set apart; more is taken for speech
_MARK = re.compile(r"[\"“”„«»]|\n[ \t]*\n")
_SINGLE = re.compile(r"(?<![\w’'])[‘']([^\W_](?:[^‘’'\"“”\n]|(?<=\w)['’](?=\w)){0,58}?\w)['’](?![\w])")
_WORD = re.compile(r"\w+(?:[-'’]\w+)*")


def quoted(text: str, start: int = 0) -> list[tuple[int, int]]:
    """Return the stretches in double quotation marks from ``start`` on, as code points with their marks.

    A mark that leans on the word before it closes, one that leans on the word behind it opens. A quotation that is open at
    the end of a paragraph goes on in the next ones if the next mark there closes it; where that mark opens, each paragraph
    has quotation marks of its own, and the open one ends with its paragraph.
    """
    marks = list(_MARK.finditer(text, start))
    out: list[tuple[int, int]] = []
    opened: int | None = None
    for n, mark in enumerate(marks):
        if mark[0][0] == "\n":
            if opened is not None and not _goes_on(text, marks, n + 1):
                out.append((opened, mark.start()))
                opened = None
        elif opened is None:
            if not _closes(text, mark):
                opened = mark.start()
        elif mark[0] not in "“«„":
            out.append((opened, mark.end()))
            opened = None
    if opened is not None:
        end = text.find("\n\n", opened)
        out.append((opened, len(text.rstrip()) if end < 0 else end))
    return [(a, b) for a, b in out if count_words(text[a:b])]


def _closes(text: str, mark: re.Match[str]) -> bool:
    if mark[0] in "”»":
        return True
    if mark[0] in "“«„":
        return False
    before, behind = text[mark.start() - 1 : mark.start()], text[mark.end() : mark.end() + 1]
    return bool(before) and not before.isspace() and before not in "([—–-" and (not behind or not behind.isalnum())


def _goes_on(text: str, marks: Sequence[re.Match[str]], n: int) -> bool:
    """Tell whether the first quotation mark from the ``n``-th match on closes."""
    while n < len(marks) and marks[n][0][0] == "\n":
        n += 1
    return n < len(marks) and _closes(text, marks[n])


def set_apart(text: str, start: int = 0) -> list[tuple[int, int]]:
    """Return words in quotation marks, double or single, that are too short for speech: code points without the marks.

    Names of ships, papers and programmes, all of whose words are capitalised, are left out, and so is what ends like a
    sentence. Whether the words are another's or are doubted, quotation marks alone do not tell.
    """
    short = [(a + 1, b - 1) for a, b in quoted(text, start) if text[b - 1] in '"”»']
    short += [m.span(1) for m in _SINGLE.finditer(text, start)]
    out = []
    for a, b in sorted(set(short)):
        words = _WORD.findall(text[a:b])
        inner = text[a:b].rstrip()
        if not 1 <= len(words) <= LONGEST or inner[-1:] in ".!?…":
            continue
        if not all(w[0].isupper() or w[0].isdigit() for w in words):
            out.append((a, a + len(inner.rstrip(",;:"))))
    return out


def count_words(text: str) -> int:
    """Return the number of words; parts that a hyphen joins are one."""
    return len(_WORD.findall(text))
