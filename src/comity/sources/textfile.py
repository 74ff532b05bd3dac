"""Plain text and Markdown files, kept to the code point."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from comity.records import Skipped, Source
from comity.sources.dates import dateline, parse_date
from comity.sources.frontmatter import front_matter
from comity.sources.options import SourceOptions
from comity.sources.reading import read_bytes

_URL = re.compile(r"https?://[^\s<>\"'“”)\]]+")


def decode(data: bytes) -> str | Skipped:
    """Decode UTF-8, or UTF-16 with a byte order mark; what is neither is skipped with the place of the first bad byte.

    A byte order mark is not part of the text. Nothing is guessed: a wrong guess would put wrong letters into quotes.
    """
    for mark, name in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig")):
        if data.startswith(mark):
            try:
                return data.decode(name)
            except UnicodeDecodeError as error:
                return Skipped("", "encoding", f"the file says that it is {name.upper()} but byte {error.start} is not")
    if b"\0" in data[:65536]:
        return Skipped("", "binary", "it is a binary file, not text")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        bad = data[error.start]
        hint = "convert it, for example: iconv -f WINDOWS-1252 -t UTF-8"
        return Skipped("", "encoding", f"it is not UTF-8: byte {error.start} is 0x{bad:02x}; {hint}")


def source_of_text(name: str, text: str, options: SourceOptions) -> Source:
    """Return the source of a prose text: front matter, dateline and cited links are read, the text is kept."""
    values, body = front_matter(text)
    given = values.get("date") or values.get("published") or ""
    date, origin = parse_date(given), "front matter"
    odd = given if date is None else ""
    if date is None:
        date, origin = dateline(text, body), "text"
    if date is None:
        date, origin = options.date, "option" if options.date else ""
    outlet = values.get("outlet") or values.get("source") or values.get("publisher") or options.outlet
    links = tuple(dict.fromkeys(link.rstrip(".,;:!?") for link in _URL.findall(text[body:])))
    return Source(name, text, values.get("title", ""), outlet, date, origin, values.get("url", ""), links, body, odd)


def read_text(path: Path, name: str, options: SourceOptions) -> Iterator[Source | Skipped]:
    """Read a .txt or .md file."""
    data = read_bytes(path, name, options.max_bytes)
    if isinstance(data, Skipped):
        yield data
        return
    text = decode(data)
    if isinstance(text, Skipped):
        yield Skipped(name, text.code, text.reason)
    elif not text.strip():
        yield Skipped(name, "empty", "the file is empty")
    else:
        yield source_of_text(name, text, options)
