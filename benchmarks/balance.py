"""The frustration index of signed networks against known exact values, and the time it takes.

    python benchmarks/balance.py [DIR] [--networks NAME,...] [--triangles]

DIR (default ``../shared/data/balance``) holds ``networks.csv`` (network, a, b, sign) and ``frustration.csv`` (network,
frustration_index). Each network is solved on its own, on one core. The exit status is 1 if any value differs. The time on
the processor stands beside that on the clock, which is longer on a busy machine.
"""

from __future__ import annotations

import argparse
import csv
import os
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

from comity.errors import ComityError
from comity.system.balance import balance_of, triangles_of, walk_balance

Tie = tuple[str, str, float]


def read(folder: Path) -> tuple[dict[str, list[Tie]], dict[str, float]]:
    """Return the ties and the expected index of each network of a folder."""
    ties: dict[str, list[Tie]] = {}
    with (folder / "networks.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            ties.setdefault(row["network"], []).append((row["a"], row["b"], float(row["sign"])))
    with (folder / "frustration.csv").open(encoding="utf-8", newline="") as file:
        expected = {row["network"]: float(row["frustration_index"]) for row in csv.DictReader(file)}
    return ties, expected


def solve(name: str, ties: list[Tie], expected: float, triangles: bool) -> tuple[bool, float, float]:
    """Solve one network and print its line; return whether the index is right, and seconds on the clock and the processor."""
    clock, processor = time.perf_counter(), time.process_time()
    try:
        found = balance_of(ties)
    except ComityError as error:
        print(f"{name:10} {error}")
        return False, time.perf_counter() - clock, time.process_time() - processor
    took, worked = time.perf_counter() - clock, time.process_time() - processor
    right = found.index == expected
    camps = f"{len(found.camps[0])} + {len(found.camps[1])}"
    more = ""
    if triangles:
        share = triangles_of(ties).share
        more = f" {'-' if share is None else f'{share:.3f}':>9} {walk_balance(ties):6.3f}"
    print(
        f"{name:10} {found.actors:6} {found.ties:5} {found.index:6g} {expected:8g} {camps:>9} {len(found.either):6} "
        f"{found.level:6.3f}{more} {1e3 * took:7.0f} {1e3 * worked:8.0f}{'' if right else '  WRONG'}"
    )
    return right, took, worked


def main(argv: list[str] | None = None) -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=Path("../shared/data/balance"), metavar="DIR")
    parser.add_argument("--networks", help="only these, by name, with commas between them")
    parser.add_argument(
        "--triangles", action="store_true", help="also the share of balanced triangles and the walk-based balance"
    )
    options = parser.parse_args(argv)
    missing = [name for name in ("networks.csv", "frustration.csv") if not (options.folder / name).is_file()]
    if missing:
        print(f"{options.folder} has no {' and no '.join(missing)}: name the folder that holds them", file=sys.stderr)
        return 2
    ties, expected = read(options.folder)
    names = options.networks.split(",") if options.networks else list(expected)
    unknown = [name for name in names if name not in ties or name not in expected]
    if unknown:
        print(
            f"no network with ties and a value is called {', '.join(unknown)}; there are: {', '.join(expected)}", file=sys.stderr
        )
        return 2
    head = f"{'network':10} {'actors':>6} {'ties':>5} {'index':>6} {'expected':>8} {'camps':>9} {'either':>6} {'level':>6}"
    print(head + (f" {'triangles':>9} {'walks':>6}" if options.triangles else "") + f" {'ms':>7} {'ms (CPU)':>8}")
    lines = [solve(name, ties[name], expected[name], options.triangles) for name in names]
    right = sum(line[0] for line in lines)
    print(
        f"{right} of {len(names)} right; {sum(line[1] for line in lines):.2f} s, {sum(line[2] for line in lines):.2f} s of "
        f"processor time; load of the machine {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors"
    )
    return 0 if right == len(names) else 1


if __name__ == "__main__":
    sys.exit(main())
