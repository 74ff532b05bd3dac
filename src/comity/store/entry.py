"""What is written of one document, and what is known of one that is stored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from comity.records import Claim, Document, Mention


@dataclass(frozen=True, slots=True)
class Entry:
    """A document with all that was made of it; written in one transaction or not at all.

    ``fingerprint`` is opaque to the store. ``supersedes`` are ids of stored documents that this one is a newer version
    of: they stay in the project, and are left out of briefs and exports unless asked for.
    """

    document: Document
    mentions: Sequence[Mention] = ()
    claims: Sequence[Claim] = ()
    fingerprint: bytes | None = None
    supersedes: tuple[str, ...] = ()


class Known(NamedTuple):
    """A stored document, as far as reading again needs it."""

    id: str
    source: str
    text_hash: str
    duplicate_of: str | None
    superseded_by: str | None
