"""The outlet of a document that names none: the host of its address."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urlsplit

from comity.records import Skipped, Source


def with_outlet(found: Source | Skipped) -> Source | Skipped:
    """Return a source with the host of its address as outlet, where it has an address and no outlet."""
    if isinstance(found, Skipped) or found.outlet:
        return found
    outlet = host(found.url) or host(found.source)
    return replace(found, outlet=outlet) if outlet else found


def host(url: str) -> str:
    """Return the host of an http or https address in lower case, without ``www.``; empty where there is none.

    >>> host("https://www.state.gov/briefings/1"), host("report.txt")
    ('state.gov', '')
    """
    if not url.strip().lower().startswith(("http://", "https://")):
        return ""
    try:
        name = urlsplit(url.strip()).hostname or ""
    except ValueError:  # brackets that are no IPv6 address
        return ""
    return name.removeprefix("www.")
