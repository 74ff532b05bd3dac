"""What a user says of the inputs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

FIELDS = ("text", "title", "date", "outlet", "url", "id")


@dataclass(frozen=True, slots=True)
class SourceOptions:
    """Options of :func:`comity.sources.open_source`.

    Attributes:
        date: ISO date of documents that name none.
        outlet: outlet of documents that name none.
        fields: names of the keys or columns that hold ``text``, ``title``, ``date``, ``outlet``, ``url``, ``id``.
        timeout: seconds to wait for a connection and between two packets of a page.
        max_bytes: size of a prose file or page above which it is not read; files of records are streamed.
    """

    date: str | None = None
    outlet: str = ""
    fields: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    timeout: float = 20.0
    max_bytes: int = 64_000_000
