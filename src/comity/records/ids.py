"""Deterministic ids: the same input gives the same id on every machine."""

from __future__ import annotations

import hashlib


def stable_id(*parts: str | int) -> str:
    """Return 16 hexadecimal digits of the BLAKE2b hash of ``parts``, order and borders included.

    With 64 bits, a project of ten million claims has a chance of about 3 in a million of one collision.
    """
    digest = hashlib.blake2b(digest_size=8)
    for part in parts:
        data = str(part).encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return digest.hexdigest()
