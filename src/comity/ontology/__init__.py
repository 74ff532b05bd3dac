"""PLOVER and CAMEO as data: types, modes, contexts, scores, quad classes, and the crosswalk between them.

The data are the TOML and CSV files beside this module: one file per PLOVER type in ``plover/``, the CAMEO codes with
their Goldstein scores in ``cameo.csv`` (the list that the R package icews prints), the quad classes of each scheme in
``quads.toml``.
"""

from __future__ import annotations

from comity.ontology.coded import claim_record, event_record
from comity.ontology.tables import (
    CAMEO,
    CONTEXTS,
    PLOVER,
    CameoCode,
    Mode,
    PloverType,
    crosswalk,
    goldstein,
    plover_type,
    quad,
    score,
)

__all__ = [
    "CAMEO",
    "CONTEXTS",
    "PLOVER",
    "CameoCode",
    "Mode",
    "PloverType",
    "claim_record",
    "crosswalk",
    "event_record",
    "goldstein",
    "plover_type",
    "quad",
    "score",
]
