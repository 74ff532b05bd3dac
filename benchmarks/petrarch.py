"""PETRARCH's own dictionaries through --actors: what is read, what the linter says, and the time.

python benchmarks/petrarch.py --data ../shared/data
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from comity.actors import KnowledgeBase, check_files, with_dictionaries

KINDS = ("actors", "agents", "discards")


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=ROOT / "../shared/data")
    folder = parser.parse_args().data / "petrarch/dictionaries"
    files = sorted(str(p) for p in folder.glob("*.txt") if any(kind in p.name for kind in KINDS))
    base = KnowledgeBase.load()
    print("| file | lines | names | spellings and roles added | lines that the linter names | of these in bad form | seconds |")
    print("|---|---|---|---|---|---|---|")
    for file in files:
        began = time.perf_counter()
        own = with_dictionaries(base, [file])
        seconds = time.perf_counter() - began
        found = check_files([file], base)
        lines = len(Path(file).read_text(encoding="utf-8").splitlines())
        listed = sum(e.file in own.own for entries in own.entries.values() for e in entries[:1])
        roles = sum(role is not base.roles.get(noun) for noun, role in own.roles.items())
        discards = len(own.discards.items) if own.discards else 0
        bad = len({p.line for p in found.problems})
        print(
            f"| {Path(file).name} | {lines:,} | {found.names:,} | {listed + roles + discards:,} | {bad:,} | "
            f"{own.left_out.get(file, 0)} | {seconds:.2f} |"
        )
    began = time.perf_counter()
    own = with_dictionaries(base, files)
    print(f"\nAll {len(files)} files: {time.perf_counter() - began:.2f} s; {len(own.entries):,} names, {len(own.roles):,} roles.")


if __name__ == "__main__":
    main()
