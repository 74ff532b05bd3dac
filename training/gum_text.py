"""The training documents of GUM as running text: news, speeches, interviews and the like, with the dates of the texts."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any


def articles(data: Path) -> dict[str, dict[str, Any]]:
    """Return each document by ``gum/name`` with its date and its sentences as lines; a date that lacks a day gets the first.

    Raises:
        SystemExit: the source is not there.
    """
    splits = data / "gum/splits.md"
    if not splits.is_file():
        raise SystemExit(f"{splits} is missing: --data names the folder of the training data")
    names = re.findall(r"\* (GUM_\w+)", splits.read_text(encoding="utf-8").partition("## train")[2])
    out = {}
    for name in names:
        path = data / f"gum/dep/{name}.conllu"
        if path.is_file():
            lines = path.read_text(encoding="utf-8").splitlines()
            date = next((line.partition("=")[2].strip() for line in lines if line.startswith("# meta::dateCreated")), "")
            text = "\n".join(line.partition("=")[2].strip() for line in lines if line.startswith("# text ="))
            out[f"gum/{name}"] = {"date": f"{date}-01-01"[:10], "text": text}
    return out
