"""Documents, their sentences, and what was not read."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Source:
    """One text as a source format gives it, before cleaning, language identification and segmentation.

    ``source`` is the file name (as given, with ``#n`` for the n-th record of a file of many) or the URL. ``text``
    is kept to the code point. ``date`` is ISO 8601 (``YYYY-MM-DD``) or None; ``date_from`` says where it
    comes from: ``metadata``, ``front matter``, ``option``, ``text`` or ``""``. ``body_start`` is the code point at which
    the article begins, behind its front matter. ``odd_date`` is what it gives as its date, where that is none.
    """

    source: str
    text: str
    title: str = ""
    outlet: str = ""
    date: str | None = None
    date_from: str = ""
    url: str = ""
    links: tuple[str, ...] = ()
    body_start: int = 0
    odd_date: str = ""


@dataclass(frozen=True, slots=True)
class Skipped:
    """An input that was not read or not coded, and why. ``code`` is a short stable word for counting."""

    source: str
    code: str
    reason: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: its number in the document and its code points ``[start, end)``."""

    index: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Document:
    """One article or release, ready to be annotated.

    ``id`` depends on source, title, date and text (``stable_id``). ``text_hash`` is the SHA-256 of the UTF-8 text.
    ``duplicate_of`` is the id of the document that this one copies (``duplicate_kind`` ``exact`` or ``near``), and
    ``similarity`` the estimated Jaccard similarity of their word shingles.
    """

    id: str
    source: str
    text: str
    text_hash: str
    title: str = ""
    outlet: str = ""
    date: str | None = None
    date_from: str = ""
    url: str = ""
    links: tuple[str, ...] = ()
    language: str = "en"
    sentences: tuple[Sentence, ...] = field(default=())
    duplicate_of: str | None = None
    duplicate_kind: str = ""
    similarity: float | None = None
