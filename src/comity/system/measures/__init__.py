"""Measures of the system, one per file, each with its formula, unit and source.

>>> from comity.system.measures import MEASURES, Options, measure
>>> list(MEASURES)
['cooperation', 'alignment', 'isolation', 'exchange', 'brokerage', 'changes']
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from comity.errors import InputError
from comity.system.measures.alignment import alignment
from comity.system.measures.brokerage import brokerage
from comity.system.measures.changes import changes
from comity.system.measures.cooperation import cooperation
from comity.system.measures.exchange import exchange
from comity.system.measures.isolation import isolation
from comity.system.measures.options import PERIODS, Options, Window
from comity.system.measures.result import Result, Row, Value, Variant
from comity.system.measures.sensitivity import Function, sensitivity, sensitivity_of_changes
from comity.system.tables import EventTable

__all__ = ["MEASURES", "PERIODS", "Options", "Result", "Row", "Value", "Variant", "Window", "measure"]

MEASURES: Mapping[str, Function] = MappingProxyType(
    {
        "cooperation": cooperation,
        "alignment": alignment,
        "isolation": isolation,
        "exchange": exchange,
        "brokerage": brokerage,
        "changes": changes,
    }
)
"""Measures by name."""

_COUNTS = ("isolation", "exchange")  # whose values grow with the window


def measure(name: str, table: EventTable, options: Options | None = None, *, sensitive: bool = False) -> Result:
    """Return a measure of events.

    Args:
        name: one of :data:`MEASURES`.
        table: the events.
        options: which of them, by what period, with which bands.
        sensitive: also compute it under other assumptions.

    Raises:
        InputError: no such measure; whatever the measure raises.
    """
    if name not in MEASURES:
        raise InputError(f"no measure {name!r}; valid are {', '.join(MEASURES)}")
    options = options or Options()
    result = MEASURES[name](table, options)
    if not sensitive:
        return result
    if name == "changes":
        return replace(result, sensitivity=sensitivity_of_changes(table, options))
    return replace(result, sensitivity=sensitivity(table, MEASURES[name], options, rates=name in _COUNTS))
