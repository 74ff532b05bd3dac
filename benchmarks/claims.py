"""How well claims are coded: the annotated documents read, exported and scored.

    python benchmarks/claims.py --data ../shared/data [--list misses|spurious|wrong] [--keep FILE]

Each document of ``events/claims-dev.json`` is read as a text file with its date; the export is scored by
``tools/score_claims.py`` beside the data. ``--keep`` writes the export to a file.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def export(gold: Path, out: Path, work: Path) -> None:
    """Read the documents of an annotated set and write their claims as JSON Lines."""
    from comity.exports import rows, write
    from comity.pipeline import ReadOptions, read
    from comity.store import Store

    project = work / "claims.duckdb"
    for doc in json.loads(gold.read_text(encoding="utf-8"))["docs"]:
        path = work / f"{doc['id']}.txt"
        path.write_text(doc["text"], encoding="utf-8", newline="")
        read(path, project, ReadOptions(date=doc["date"] or None))
    with Store.open(project, read_only=True) as store, out.open("wb") as file:
        write(rows(store, "claims"), "jsonl", file)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=ROOT / "../shared/data")
    parser.add_argument("--list", choices=("misses", "spurious", "wrong"))
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    gold = options.data / "events" / "claims-dev.json"
    scorer = options.data.parent / "tools" / "score_claims.py"
    with tempfile.TemporaryDirectory() as folder:
        out = options.keep or Path(folder) / "claims.jsonl"
        export(gold, out, Path(folder))
        command = [sys.executable, str(scorer), str(gold), str(out), *(["--list", options.list] if options.list else [])]
        raise SystemExit(subprocess.run(command, check=False).returncode)


if __name__ == "__main__":
    main()
