"""Events as rows: of a project, or of the tables that others publish, in one form on which all measures run.

A row says who did what to whom on which day (:data:`COLUMNS`). Rows lie in DuckDB; :class:`EventTable` holds the connection.
"""

from __future__ import annotations

from comity.system.tables.forms import FORMS
from comity.system.tables.names import Coded, Names
from comity.system.tables.project import project_table
from comity.system.tables.reading import read_table
from comity.system.tables.table import COLUMNS, COUNTED, OFFICIAL, EventTable, literal, literals

__all__ = [
    "COLUMNS",
    "COUNTED",
    "FORMS",
    "OFFICIAL",
    "Coded",
    "EventTable",
    "Names",
    "literal",
    "literals",
    "project_table",
    "read_table",
]
