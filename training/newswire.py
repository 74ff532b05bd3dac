"""The newswire part of the Groningen Meaning Bank as running text: its sentences are stored word by word."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

DATE = "2006-07-01"  # the source gives no dates; its articles are from 2000 to 2010
_CLOSING = re.compile(r"[.,;:!?%)\]]+|n't|'\w{1,2}|'")
_OPENING = frozenset("([$£€#")


def written(words: list[str]) -> str:
    """Return words as a sentence, with the spaces that print would have.

    >>> written('He said " no , Mr. Rice " ( twice ) .'.split())
    'He said "no, Mr. Rice" (twice).'
    """
    text, quoted, joined = "", False, True
    for word in words:
        if word == '"':
            text += word if quoted or joined else f" {word}"
            joined = quoted = not quoted
            continue
        text += word if joined or _CLOSING.fullmatch(word) else f" {word}"
        joined = word in _OPENING
    return text


def articles(data: Path) -> dict[str, dict[str, Any]]:
    """Return each sentence by ``gmb/line`` as a text of two lines, the sentence before and the sentence.

    Raises:
        SystemExit: the source is not there.
    """
    path = data / "ner/gmb/val.sentences.txt"
    if not path.is_file():
        raise SystemExit(f"{path} is missing: --data names the folder of the training data")
    lines = [written(line.split()) for line in path.read_text(encoding="utf-8").splitlines()]
    return {f"gmb/{n}": {"date": DATE, "text": f"{lines[n - 1]}\n{lines[n]}"} for n in range(1, len(lines))}
