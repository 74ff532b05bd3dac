"""Pages, against a server on this machine."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from comity.errors import InputError
from comity.records import Skipped, Source
from comity.sources import SourceOptions, open_source

ARTICLE = """<html><head><title>Ministers meet</title><meta property="og:site_name" content="Example News">
<meta property="article:published_time" content="2023-09-13T08:00:00Z"></head><body><nav>Home News</nav><article><h1>Ministers meet</h1>
<p>The foreign ministers of the two countries met in Geneva on Monday and agreed to continue their talks in the spring, officials said.</p>
<p>They also discussed a <a href="/treaty">treaty</a> on fishing rights, which both parliaments have still to ratify before it enters into force.</p>
</article></body></html>"""


class Pages(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        path = self.path
        if path == "/slow":
            time.sleep(1.5)
        if path == "/moved":
            self.send_response(302)
            self.send_header("Location", "/article")
            self.end_headers()
            return
        if path == "/loop":
            self.send_response(302)
            self.send_header("Location", "/loop")
            self.end_headers()
            return
        status = 404 if path == "/missing" else 200
        kind = {"/image": "image/png", "/plain": "text/plain; charset=utf-8"}.get(path, "text/html; charset=utf-8")
        body = {
            "/empty": "<html><body><nav>Home</nav></body></html>",
            "/plain": "Ministers met in Geneva.",
            "/large": "x" * 300_000,
        }.get(path, ARTICLE)
        data = body.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    threading.Thread(target=httpd.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{httpd.server_port}"
    httpd.shutdown()


def get(url: str, **options: object) -> Source | Skipped:
    (found,) = open_source(url, SourceOptions(**options))  # type: ignore[arg-type]
    return found


@pytest.mark.parametrize("path", ["/article", "/moved"])
def test_an_article_with_its_metadata(server: str, path: str) -> None:
    found = get(server + path)
    assert isinstance(found, Source)
    assert "met in Geneva on Monday" in found.text and "Home News" not in found.text
    assert (found.title, found.outlet, found.date) == ("Ministers meet", "Example News", "2023-09-13")
    assert found.links == (f"{server}/treaty",)


def test_plain_text(server: str) -> None:
    found = get(server + "/plain")
    assert isinstance(found, Source) and found.text == "Ministers met in Geneva."


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/missing", "http"),
        ("/empty", "no-article"),
        ("/image", "unsupported"),
        ("/large", "too-large"),
        ("/slow", "network"),
        ("/loop", "network"),
    ],
)
def test_what_is_no_article_is_skipped_with_the_reason(server: str, path: str, code: str) -> None:
    found = get(server + path, timeout=0.5, max_bytes=200_000)
    assert isinstance(found, Skipped) and found.code == code and found.source == server + path


def test_no_server() -> None:
    found = get("http://127.0.0.1:9/nothing", timeout=0.5)
    assert isinstance(found, Skipped) and found.code == "network"


def test_a_url_without_a_host() -> None:
    with pytest.raises(InputError, match="no host"):
        get("http:///article")
