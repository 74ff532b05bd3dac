"""Measures of the system over many event rows: seconds and memory of each, in a process of its own.

    python benchmarks/measures.py [DIR] [--rows 10000000] [--days 3650] [--only NAME,...] [--limit 5] [--repeat 1] [--keep FILE]

DIR (default ``../shared/data/tables``) holds the samples of ICEWS and GDELT. Their rows are drawn with replacement until there
are as many as asked for, given days one after the other and documents of about three rows each, and written as Parquet in
comity's form. Then each measure runs as a user's would: opens the file, computes with bands, names the events behind each row.
Seconds are those from opening to the result, without the start of Python; memory is the most that the process held. The exit
status is 1 if a measure takes longer than ``--limit`` seconds or more than 2 GB. The balance of the system and the network
stand beside them.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[1] / "src"
sys.path.insert(0, str(SOURCE))

_GIGABYTES = 2.0
_SAMPLES = ("icews/events.2018.sample.tab", "gdelt-rows/events.csv", "gdelt-rows/eventsT.csv")
_RUN = """
import json, resource, sys, time
from comity.pipeline.system import open_events
from comity.system.camps import camps
from comity.system.measures import Options, measure
from comity.system.ties import TieOptions, ties
name, path, arguments = sys.argv[1], sys.argv[2], json.loads(sys.argv[3])
began, worked = time.perf_counter(), time.process_time()
with open_events(table=path) as table:
    opened = time.perf_counter() - began
    if name == "network":
        found = len(ties(table, TieOptions()))
    elif name == "balance":
        found = len(camps(table, TieOptions()).ties)
    else:
        sensitive = arguments.pop("sensitive", False)
        options = Options(**{k: tuple(v) if isinstance(v, list) else v for k, v in arguments.items()})
        found = len(measure(name, table, options, sensitive=sensitive).rows)
    took, cpu = time.perf_counter() - began, time.process_time() - worked
print(json.dumps([found, opened, took, cpu, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20]))
"""
_CASES: dict[str, tuple[str, dict[str, object]]] = {
    "cooperation": ("cooperation", {}),
    "cooperation by month": ("cooperation", {"by": "month"}),
    "cooperation of PRK": ("cooperation", {"actors": ["PRK"], "by": "year"}),
    "alignment": ("alignment", {}),
    "isolation": ("isolation", {}),
    "exchange": ("exchange", {}),
    "brokerage": ("brokerage", {}),
    "changes": ("changes", {}),
    "network": ("network", {}),
    "balance": ("balance", {}),
}


def make(folder: Path, out: Path, rows: int, days: int) -> None:
    """Write a Parquet file of rows drawn from the samples."""
    import duckdb

    from comity.pipeline.system import open_events

    connection = duckdb.connect(config={"memory_limit": "1500MB", "threads": 2, "temp_directory": str(out.parent)})
    for n, sample in enumerate(_SAMPLES):
        piece = out.with_name(f"sample{n}.parquet")
        with open_events(table=folder / sample) as table:
            table.save(piece)
    pieces = [str(out.with_name(f"sample{n}.parquet")) for n in range(len(_SAMPLES))]
    connection.execute(f"CREATE TABLE sample AS SELECT *, row_number() OVER () - 1 AS n FROM read_parquet({pieces!r})")
    (count,) = connection.execute("SELECT count(*) FROM sample").fetchone() or (0,)
    connection.execute(
        f"""COPY (SELECT 'e' || i AS id, DATE '2010-01-01' + (i * {days} // {rows})::INTEGER AS day, type, mode, cameo,
            source, target, source_sector, target_sector, status, joint, weight, 1 + (hash(i, 1) % 5)::INTEGER AS reports,
            'd' || (i // 16 * 5 + hash(i, 2) % 5) AS doc, contexts
        FROM (SELECT i, (hash(i, 3) % {count})::BIGINT AS pick FROM range({rows}) r(i)) JOIN sample s ON s.n = pick)
        TO '{out}' (FORMAT parquet, COMPRESSION zstd)"""
    )


def main(argv: list[str] | None = None) -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path, default=Path("../shared/data/tables"), metavar="DIR")
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--days", type=int, default=3650)
    parser.add_argument("--only", help=f"only these, with commas between them: {', '.join(_CASES)}")
    parser.add_argument("--limit", type=float, default=5.0, help="seconds")
    parser.add_argument("--keep", type=Path, help="the Parquet file: made where it is not there, and kept")
    parser.add_argument("--repeat", type=int, default=1, help="runs of each, of which the quickest is shown")
    options = parser.parse_args(argv)
    missing = [s for s in _SAMPLES if not (options.folder / s).is_file()]
    if missing:
        print(f"{options.folder} has no {missing[0]}: name the folder that holds the samples", file=sys.stderr)
        return 2
    names = options.only.split(",") if options.only else list(_CASES)
    if unknown := [n for n in names if n not in _CASES]:
        print(f"no case {unknown[0]!r}; there are: {', '.join(_CASES)}", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as temporary:
        path = options.keep or Path(temporary) / "rows.parquet"
        if not path.exists():
            began = time.perf_counter()
            make(options.folder, path, options.rows, options.days)
            size, took = path.stat().st_size / 2**20, time.perf_counter() - began
            print(f"made {options.rows:,} rows, {size:,.0f} MB of Parquet, in {took:.0f} s")
        return run(names, path, options.limit, max(options.repeat, 1))


def once(kind: str, arguments: dict[str, object], path: Path) -> list[float] | str:
    """Run a case in a process of its own: lines, seconds to open, seconds, seconds of processor time, GB; or what went wrong."""
    done = subprocess.run(
        [sys.executable, "-c", _RUN, kind, str(path), json.dumps(arguments)],
        env={**os.environ, "PYTHONPATH": str(SOURCE)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        return done.stderr.strip().splitlines()[-1]
    out: list[float] = json.loads(done.stdout)
    return out


def run(names: list[str], path: Path, limit: float, repeat: int) -> int:
    """Run cases and print a line for each, the quickest of its runs; return 1 if one is too slow or too large."""
    print(f"{'measure':22} {'rows':>6} {'open s':>7} {'s':>6} {'s (CPU)':>8} {'GB':>5}")
    failed = False
    for name in names:
        runs = [once(*_CASES[name], path) for _ in range(repeat)]
        if wrong := [r for r in runs if isinstance(r, str)]:
            print(f"{name:22} {wrong[0]}")
            failed = True
            continue
        found, opened, took, cpu, memory = min((r for r in runs if not isinstance(r, str)), key=lambda r: r[2])
        slow = took > limit or memory > _GIGABYTES
        failed |= slow
        print(f"{name:22} {found:6} {opened:7.2f} {took:6.2f} {cpu:8.2f} {memory:5.2f}{'  OVER' if slow else ''}")
    print(f"load of the machine {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
