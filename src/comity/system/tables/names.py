"""Who the actors of other people's tables are: codes and names in them as codes of comity.

The knowledge of names is not here but with the actors; :mod:`comity.pipeline.system` brings the two together. Without it, codes
of three letters stand for themselves and names stay names.
"""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import NamedTuple

_OWN = Path(__file__).parent / "country_names.csv"


class Coded(NamedTuple):
    """An actor: the code of its state, organisation or group (empty if unknown), and its sector (empty for the whole)."""

    code: str
    sector: str = ""


class Names:
    """What the readers of tables ask about actors. This one knows nothing but forms; a subclass knows names."""

    def country(self, name: str) -> str:
        """Return the code of a country by the name that a table gives it; empty if unknown."""
        return name if len(name) == 3 and name.isascii() and name.isupper() else country_names().get(name, "")

    def cameo(self, code: str) -> Coded:
        """Return the actor of a CAMEO code such as ``USAGOVMIL``."""
        return Coded(code[:3], code[3:6])

    def other(self, name: str) -> str:
        """Return the code of a group or organisation by its name; empty if unknown."""
        return ""


@cache
def country_names() -> dict[str, str]:
    """Return the names of countries that only these tables use."""
    with _OWN.open(encoding="utf-8", newline="") as file:
        return {row["name"]: row["code"] for row in csv.DictReader(file)}
