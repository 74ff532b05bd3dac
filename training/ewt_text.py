"""The political weblogs and newsgroup postings of EWT's training part (CC BY-SA 4.0) as documents, for coded sentences."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

_ID = re.compile(r"(?P<genre>weblog|newsgroup)-.*_(?P<date>\d{8})_\d{6}$")


def articles(data: Path) -> dict[str, dict[str, Any]]:
    """Return the documents by ``ewt/id`` with ``date`` and ``text``, a sentence a line.

    Raises:
        SystemExit: the treebank is not there.
    """
    path = data / "syntax" / "ewt-train.conllu"
    if not path.is_file():
        raise SystemExit(f"{path} is missing: --data names the folder of the training data")
    out: dict[str, dict[str, Any]] = {}
    lines: list[str] | None = None
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# newdoc id = "):
            name = line.removeprefix("# newdoc id = ").strip()
            found = _ID.match(name)
            lines = None
            if found:
                d = found["date"]
                lines = out.setdefault(f"ewt/{name}", {"date": f"{d[:4]}-{d[4:6]}-{d[6:]}", "text": []})["text"]
        elif lines is not None and line.startswith("# text = "):
            lines.append(line.removeprefix("# text = ").strip())
    return {k: dict(v, text="\n".join(v["text"])) for k, v in out.items()}
