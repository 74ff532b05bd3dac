"""Phrases to actors: how often code and sector are right, and the time a phrase takes.

    python benchmarks/resolver.py [--list] [--file benchmarks/data/resolver.csv]

Each case of ``benchmarks/data/resolver.csv`` is a phrase as it stands in news, the date of the article, and often a context;
with the code and sector of whom it stands for. A case is right if code and sector are; a case without a sector asks for
the code alone. Codes of groups and organisations are compared by name (``GRP:LTTE`` and ``GRP:Tamil Tigers`` are one),
in capitals or not.
Hard ones are ambiguous names, changes of office, nested names, historical states, misleading names. The cases were
written with a language model, from what it knows, without sight of the tables, by several hands for the regions of the world.
"""

from __future__ import annotations

import argparse
import csv
import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

from comity.actors.knowledge import fold
from comity.pipeline import resolve
from comity.pipeline.stages import knowledge

CASES = Path(__file__).parent / "data" / "resolver.csv"


def same(wanted: str, found: str) -> bool:
    """Tell whether two codes are of one actor: equal, or the first names the second in the knowledge base."""
    if wanted == found or ":" not in wanted or ":" not in found:
        return wanted == found
    if wanted.lower() == found.lower():
        return True
    return any(e.code == found for e in knowledge().entries.get(fold(wanted.partition(":")[2]), ()))


def share(rows: list[bool]) -> str:
    """Return a share as text."""
    return f"{sum(rows) / max(1, len(rows)):.3f} ({sum(rows)} of {len(rows)})"


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--list", action="store_true", help="show the cases that are wrong")
    parser.add_argument("--file", type=Path, default=CASES)
    options = parser.parse_args()
    with options.file.open(encoding="utf-8", newline="") as file:
        cases = list(csv.DictReader(file))
    resolve("France")  # loads the base
    codes, whole, hard, times = [], [], [], []
    for case in cases:
        start = time.perf_counter()
        found = resolve(case["text"], case["date"] or None, case["context"])
        times.append(time.perf_counter() - start)
        codes.append(same(case["code"], found["code"]))
        whole.append(codes[-1] and case["sector"] in ("", found["sector"]))
        hard.append(case["hard"] == "1")
        if options.list and not whole[-1]:
            want, got = (f"{x['code'] or '-'}:{x['sector'] or '-'}" for x in (case, found))
            print(f"{want:24} {got:24} {case['text']!r} {case['date']} {case['context']!r}  [{found['reason']}]")
    for name, part in (("all", [True] * len(cases)), ("hard", hard), ("not hard", [not h for h in hard])):
        print(
            f"{name:9} code and sector {share([w for w, p in zip(whole, part, strict=True) if p])}, "
            f"code {share([c for c, p in zip(codes, part, strict=True) if p])}"
        )
    print(f"time a phrase: median {1e3 * statistics.median(times):.2f} ms")


if __name__ == "__main__":
    main()
