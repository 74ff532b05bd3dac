"""Pages at http(s) URLs, with time-outs and a size limit."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from comity.errors import InputError
from comity.records import Skipped, Source
from comity.sources.html import source_of_html
from comity.sources.options import SourceOptions
from comity.sources.textfile import decode, source_of_text

_AGENT = "comity (reads the article at a given address)"
_REDIRECTS = 5
_BLOCK = 65536


def is_url(target: str) -> bool:
    """Tell whether a target is an http or https URL."""
    return target.lower().startswith(("http://", "https://"))


def read_url(url: str, options: SourceOptions) -> Iterator[Source | Skipped]:
    """Fetch one page. What the server or the page does wrong is a skip with the reason.

    Raises:
        InputError: the URL has no host.
    """
    if not urlsplit(url).hostname:
        raise InputError(f"{url}: it has no host; write it like https://example.org/article")
    found = _fetch(url, options)
    if isinstance(found, Skipped):
        yield found
        return
    data, kind, final = found
    if kind in ("", "text/html", "application/xhtml+xml"):
        source = source_of_html(url, data, final, options)
    elif kind.startswith("text/"):
        text = decode(data)
        source = Skipped(url, text.code, text.reason) if isinstance(text, Skipped) else source_of_text(url, text, options)
    else:
        source = Skipped(url, "unsupported", f"the content is {kind}; comity reads HTML and plain text")
    yield source


def _fetch(url: str, options: SourceOptions) -> tuple[bytes, str, str] | Skipped:
    import urllib3

    timeout = urllib3.Timeout(connect=options.timeout, read=options.timeout)
    retries = urllib3.Retry(total=_REDIRECTS, connect=1, read=0, redirect=_REDIRECTS, status=0, other=0)
    pool = urllib3.PoolManager(headers={"User-Agent": _AGENT})
    try:
        answer = pool.request("GET", url, timeout=timeout, retries=retries, preload_content=False)
    except urllib3.exceptions.HTTPError as error:
        return Skipped(url, "network", f"it cannot be fetched: {_plain(error)}")
    try:
        if answer.status >= 400:
            return Skipped(url, "http", f"the server answers {answer.status} {answer.reason or ''}".rstrip())
        data = bytearray()
        for block in answer.stream(_BLOCK, decode_content=True):
            data += block
            if len(data) > options.max_bytes:
                return Skipped(url, "too-large", f"the page has more than {options.max_bytes:,} bytes")
        kind = (answer.headers.get("Content-Type") or "").split(";")[0].strip().lower()
        return bytes(data), kind, urljoin(url, answer.geturl() or url)
    except urllib3.exceptions.HTTPError as error:
        return Skipped(url, "network", f"the transfer broke off: {_plain(error)}")
    finally:
        answer.close()
        pool.clear()


def _plain(error: Exception) -> str:
    cause: BaseException = getattr(error, "reason", None) or error
    name = type(cause).__name__
    known = {
        "NewConnectionError": "no connection (is the address right, and are you online?)",
        "NameResolutionError": "the host is unknown",
        "ConnectTimeoutError": "no answer within the time-out",
        "ReadTimeoutError": "no answer within the time-out",
        "SSLError": "the certificate is not valid",
        "ResponseError": "too many redirects",
        "ConnectionRefusedError": "no connection",
    }
    return known.get(name, name)
