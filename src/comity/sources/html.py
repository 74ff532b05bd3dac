"""HTML pages: main text and metadata by trafilatura."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from comity.records import Skipped, Source
from comity.sources.dates import parse_date
from comity.sources.options import SourceOptions
from comity.sources.reading import read_bytes

_WORDS = 20


def source_of_html(name: str, data: bytes, url: str, options: SourceOptions) -> Source | Skipped:
    """Return the article of a page, or a skip if the page has none.

    Raises nothing: what the parser cannot read is a skip with the reason.
    """
    import trafilatura
    from lxml import etree

    try:
        document = trafilatura.bare_extraction(
            data, url=url or None, include_comments=False, include_tables=False, with_metadata=True
        )
        values = {} if document is None else document if isinstance(document, dict) else document.as_dict()
    except (ValueError, TypeError, AttributeError, etree.Error, RecursionError) as error:
        return Skipped(name, "html", f"the page cannot be parsed ({type(error).__name__})")
    text = (values.get("text") or "").strip()
    if len(text.split()) < _WORDS:
        return Skipped(name, "no-article", "the page has no article text (navigation, a list, or a script-made page)")
    date, origin = parse_date(values.get("date")), "metadata"
    if date is None:
        date, origin = options.date, "option" if options.date else ""
    outlet = values.get("sitename") or options.outlet or ""
    return Source(name, text, values.get("title") or "", outlet, date, origin, values.get("url") or url, _links(data, url))


def _links(data: bytes, base: str) -> tuple[str, ...]:
    """Return the links of the page's paragraphs, absolute, in order."""
    from lxml import html

    try:
        tree = html.fromstring(data)
    except (ValueError, TypeError, AssertionError, html.etree.ParserError):
        return ()
    found: dict[str, None] = {}
    for anchor in tree.xpath("//p//a[@href]|//article//a[@href]"):
        try:
            link = urljoin(base, anchor.get("href").strip())
            if urlsplit(link).scheme in ("http", "https"):
                found[link] = None
        except ValueError:
            continue
    return tuple(found)[:200]


def read_html(path: Path, name: str, options: SourceOptions) -> Iterator[Source | Skipped]:
    """Read an .html or .htm file."""
    data = read_bytes(path, name, options.max_bytes)
    if isinstance(data, Skipped):
        yield data
    elif b"\0" in data[:65536] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        yield Skipped(name, "binary", "it is a binary file, not HTML")
    else:
        yield source_of_html(name, data, "", options)
