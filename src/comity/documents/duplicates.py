"""Copies of documents: exact ones by hash, near ones by MinHash over word shingles.

Source: Broder 1997, "On the resemblance and containment of documents"; banding as in Leskovec, Rajaraman and Ullman,
*Mining of Massive Datasets*, chapter 3. With 128 permutations in 32 bands of 4, a pair of similarity 0.8 is found with
a probability above 0.9999 and one of 0.3 with 0.23; what is found is then compared in full.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from comity.records import Document

SIMILAR = 0.8
SHINGLE = 5
PERMUTATIONS = 128
BANDS = 32
_ROWS = PERMUTATIONS // BANDS
_SEED = 42
_WORD = re.compile(r"\w+")


def text_hash(text: str) -> str:
    """Return the SHA-256 of a text's UTF-8 bytes as hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def fingerprint(text: str) -> bytes:
    """Return the MinHash signature of a text: 128 little-endian 32-bit integers over shingles of 5 words."""
    from rensa import RMinHash

    words = _WORD.findall(text.lower())
    shingles = {" ".join(words[i : i + SHINGLE]) for i in range(max(1, len(words) - SHINGLE + 1))}
    minhash = RMinHash(num_perm=PERMUTATIONS, seed=_SEED)
    minhash.update(sorted(shingles))
    return np.asarray(minhash.digest(), dtype="<u4").tobytes()


def similarity(a: bytes, b: bytes) -> float:
    """Return the estimated Jaccard similarity of two texts from their fingerprints."""
    x, y = np.frombuffer(a, dtype="<u4"), np.frombuffer(b, dtype="<u4")
    return float((x == y).mean())


def _normal_hash(text: str) -> bytes:
    return hashlib.blake2b(" ".join(text.split()).encode("utf-8", "surrogatepass"), digest_size=16).digest()


class Duplicates:
    """Recognise copies among documents, in the order in which they come: the first one read is the original."""

    def __init__(self) -> None:
        self._exact: dict[bytes, str] = {}
        self._bands: list[dict[bytes, list[str]]] = [defaultdict(list) for _ in range(BANDS)]
        self._prints: dict[str, bytes] = {}
        self._hashes: dict[str, str] = {}

    def seed(self, known: Iterable[tuple[str, str, bytes]]) -> None:
        """Take in the id, text hash and fingerprint of documents that were read before (originals only)."""
        for identity, digest, signature in known:
            self._hashes.setdefault(digest, identity)
            self._index(identity, signature)

    def _index(self, identity: str, signature: bytes) -> None:
        self._prints[identity] = signature
        width = _ROWS * 4
        for number, band in enumerate(self._bands):
            band[signature[number * width : (number + 1) * width]].append(identity)

    def add(self, document: Document) -> tuple[Document, bytes]:
        """Return the document, marked if it copies an earlier one, and its fingerprint.

        A document with the id of an earlier one is that document, not a copy of it.
        """
        body = document.text[document.sentences[0].start :] if document.sentences else document.text  # below its front matter
        signature = fingerprint(body)
        if document.id in self._prints:
            return document, signature
        normal = _normal_hash(body)
        exact = self._exact.get(normal) or self._hashes.get(document.text_hash)
        if exact is not None and exact != document.id:
            return replace(document, duplicate_of=exact, duplicate_kind="exact", similarity=1.0), signature
        near, best = self._nearest(signature)
        if near is not None and best >= SIMILAR:
            return replace(document, duplicate_of=near, duplicate_kind="near", similarity=round(best, 3)), signature
        self._exact[normal] = document.id
        self._index(document.id, signature)
        return document, signature

    def _nearest(self, signature: bytes) -> tuple[str | None, float]:
        width = _ROWS * 4
        found: dict[str, None] = {}
        for number, band in enumerate(self._bands):
            for identity in band.get(signature[number * width : (number + 1) * width], ())[:50]:
                found[identity] = None
        best: tuple[str | None, float] = (None, 0.0)
        for identity in found:
            value = similarity(signature, self._prints[identity])
            if value > best[1]:
                best = (identity, value)
        return best
