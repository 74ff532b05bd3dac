"""Who is next: rank actors for (source, relation, ?, day) and (?, relation, target, day), and the quality of forecasts.

    python benchmarks/forecast.py FOLDER [--test FILE] [--without GROUP ...] [--hidden N] [--fit-days N] [--seed N] [--until DAY]
    python benchmarks/forecast.py FOLDER --write FILE --codes TABLE

FOLDER holds train.txt and valid.txt (source, relation, target, day; whole numbers with tabs between) and the names in
entity2id.txt and relation2id.txt, as ICEWS14 is distributed. The weights are fitted on the last days of train, and the acts
of valid are ranked day by day; what happened before the day is known. With --test the weights are fitted on the last days
of train and valid, and the acts of FILE are ranked. Time-aware filter, mean rank on ties, both directions.

With --write nothing is ranked: the acts become a table of events in ICEWS's form (day 0 is 1 January 2014), on which
"comity forecast ... --events FILE" and its backtest run. TABLE is a table of ICEWS, from which CAMEO's codes of acts are taken.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import re
import resource
import sys
import time
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

from comity.system.forecast.combine import FitOptions
from comity.system.forecast.features import GROUPS
from comity.system.forecast.history import History, Ints
from comity.system.forecast.ranking import Ranker, RankOptions
from comity.system.forecast.walk import Kinds

_FIRST = dt.date(2014, 1, 1)


def names_of(path: Path) -> list[str]:
    """Read names in the order of their numbers."""
    rows = [line.rsplit("\t", 1) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    names = {int(number): name.strip() for name, number in rows}
    return [names[number] for number in range(len(names))]


def kinds_of(names: list[str]) -> Kinds:
    """Read place and sort off names: "Police (Australia)" is the police of Australia; all other names stand for themselves."""
    places: dict[str, int] = {}
    sorts: dict[str, int] = {"": 0}
    place, sort = [], []
    for name in names:
        found = re.fullmatch(r"(.*) \(([^()]*)\)", name)
        place.append(places.setdefault(found[2] if found else name, len(places)))
        sort.append(sorts.setdefault(found[1] if found else "", len(sorts)))
    return Kinds(np.array(place), np.array(sort), 0)


def acts_of(path: Path) -> Ints:
    """Read quadruples."""
    return np.loadtxt(path, dtype=np.int64, usecols=(0, 1, 2, 3), ndmin=2)


def write_table(folder: Path, target: Path, codes: Path) -> None:
    """Write all acts as a table of ICEWS; acts whose code the other table does not tell are left out."""
    with codes.open(encoding="utf-8", newline="") as file:
        known = {row["Event Text"].strip().lower(): row["CAMEO Code"] for row in csv.DictReader(file, delimiter="\t")}
    names, relations = names_of(folder / "entity2id.txt"), names_of(folder / "relation2id.txt")
    parts = [acts_of(path) for path in (folder / "train.txt", folder / "valid.txt")]
    sides = [(name, *_sector_and_country(name)) for name in names]
    columns = (
        "Event ID",
        "Story ID",
        "Event Date",
        "CAMEO Code",
        *(f"{s} {c}" for s in ("Source", "Target") for c in ("Name", "Sectors", "Country")),
    )
    written = 0
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter="\t")
        writer.writerow(columns)
        for number, (source, relation, object_, day) in enumerate(np.concatenate(parts).tolist()):
            if code := known.get(relations[relation].lower()):
                writer.writerow((number, number, _FIRST + dt.timedelta(days=day), code, *sides[source], *sides[object_]))
                written += 1
    print(f"{written} of {sum(map(len, parts))} acts written to {target}")


def _sector_and_country(name: str) -> tuple[str, str]:
    """Read "Police (Australia)" as the police of Australia; other names are a country's or stand for themselves."""
    found = re.fullmatch(r"(.*) \(([^()]*)\)", name)
    return (found[1], found[2]) if found else ("", "")


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--test", type=Path, help="rank the acts of this file, with train and valid known")
    parser.add_argument("--without", nargs="*", default=[], choices=GROUPS, help="groups of features to leave out")
    parser.add_argument("--hidden", type=int, default=FitOptions().hidden, help="units of the hidden layer, 0 for a linear sum")
    parser.add_argument(
        "--fit-days", type=int, default=RankOptions().fit_days, help="days before the first that the weights are fitted on"
    )
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--until", type=int, help="leave out days from this one on, and rank the 30 days before it (development)")
    parser.add_argument("--write", type=Path, help="only write the acts of train and valid as a table of events")
    parser.add_argument("--codes", type=Path, help="with --write: a table of ICEWS")
    options = parser.parse_args()
    if options.write:
        if not options.codes:
            parser.error("--write needs --codes")
        write_table(options.folder, options.write, options.codes)
        return
    clock, wall = time.process_time(), time.perf_counter()
    parts = [acts_of(options.folder / "train.txt"), acts_of(options.folder / "valid.txt")]
    if options.test:
        parts.append(acts_of(options.test))
    acts = np.concatenate(parts)
    start = int(parts[-1][:, 3].min())
    if options.until:
        acts, start = acts[acts[:, 3] < options.until], options.until - 30
    names = names_of(options.folder / "entity2id.txt")
    history = History.of_codes(acts, names, names_of(options.folder / "relation2id.txt"))
    settings = RankOptions(
        fit_days=options.fit_days,
        without=frozenset(options.without),
        fit=FitOptions(hidden=options.hidden, seed=options.seed),
    )
    ranker = Ranker(history, start, None if "kinds" in options.without else kinds_of(names), settings)
    fitted = time.process_time() - clock
    ranks, inverse = ranker.ranks(history.last + 1)
    print(f"{len(ranks)} questions of days {start} to {history.last}; fitted on {options.fit_days} days before")
    for name, part in (("both", ranks), ("target", ranks[~inverse]), ("source", ranks[inverse])):
        hits = "  ".join(f"Hits@{k} {100 * np.mean(part <= k):.2f}" for k in (1, 3, 10))
        print(f"{name:7} MRR {100 * np.mean(1 / part):.2f}  {hits}")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"processor {time.process_time() - clock:.1f} s (fit {fitted:.1f} s), "
        f"wall {time.perf_counter() - wall:.1f} s, peak memory {memory:.0f} MB"
    )


if __name__ == "__main__":
    main()
