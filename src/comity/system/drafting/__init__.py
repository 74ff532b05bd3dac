"""A first draft of a scenario out of claims: who could do what, who threatens to answer what, each with its sentences.

What claims say becomes options and answers. What actors would like better no claim says, so every line of preferences is marked
as an assumption (``docs/whatif.md``).
"""

from __future__ import annotations

from comity.system.drafting.draft import Draft, Maker, draft
from comity.system.drafting.options import Answer, Proposal, Told
from comity.system.drafting.writing import scenario_file

__all__ = ["Answer", "Draft", "Maker", "Proposal", "Told", "draft", "scenario_file"]
