"""Whether the journeys that official tables list come out of official texts as events, and fifty events to read by hand.

    python benchmarks/travels.py --data ../shared/data [--words 1200] [--project FILE] [--sample 50] [--seed 7] [--list]

The releases of ``text/*.jsonl`` (State Department and White House) of at most ``--words`` words are read into a project; one that
is there is used as it is. The tables are those of the Office of the Historian, ``states/us-travels`` (Secretary of State)
and ``states/us-visits`` (foreign leaders). A journey counts if its first day lies in a stretch of time for which there are
releases, without a gap of more than a week.

A journey is found if there is an event of type CONSULT that is not denied or cancelled, and

* for a trip: names the United States, and is placed in the country, or is a visit with the country on one side;
* for a visit: names the leader's country, and is placed in the United States, or is a visit and has no other place;
* its date, no coarser than a fortnight, overlaps the days of the journey, a day more on each side ("own date"); or, where it
  has no such date, its first report is of these days or up to three after them ("own date or day of report").

Beside the recall stands how many such events a journey has: one is what is aimed at, but a journey holds several meetings.
``--sample`` prints events at random to be read by hand: half of those told by one claim, half of those that merge several.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import random
import sys
import tempfile
import time
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from comity.pipeline import ReadOptions, actor_names, read
from comity.pipeline.stages import knowledge
from comity.reports.wording import event_title, when
from comity.store import Store
from comity.store.events import Evidence, StoredEvent, events, evidence

TEXTS = {"state-releases.jsonl": "State Department", "whitehouse-releases.jsonl": "White House"}
GAP, FORTNIGHT = dt.timedelta(days=7), dt.timedelta(days=14)
EARLY, LATE, REPORTED = dt.timedelta(days=1), dt.timedelta(days=1), dt.timedelta(days=3)


@dataclass(frozen=True)
class Journey:
    """A line of the tables: ``kind`` is trip or visit, ``country`` the codes of the other country."""

    kind: str
    country: frozenset[str]
    first: dt.date
    last: dt.date
    what: str


def codes(name: str) -> frozenset[str]:
    """Return the codes of the countries that a name holds ("Denmark (Greenland)")."""
    return frozenset(entries[0].code for _, _, entries in knowledge().find(name))


def journeys(states: Path) -> Iterator[Journey]:
    """Yield the lines of both tables."""
    for path in sorted((states / "us-travels" / "secretary-travels").glob("*.xml")):
        for trip in ET.parse(path).getroot().iter("trip"):
            yield from _journey("trip", trip, "country", f"{trip.findtext('name')}: {trip.findtext('locale')}")
    for path in sorted((states / "us-visits" / "data").glob("*.xml")):
        for visit in ET.parse(path).getroot().iter("visit"):
            yield from _journey("visit", visit, "from", visit.findtext("visitor") or "")


def _journey(kind: str, row: ET.Element, country: str, what: str) -> Iterator[Journey]:
    name, first = row.findtext(country) or "", row.findtext("start-date") or ""
    if len(first) == 10 and name:
        last = row.findtext("end-date") or first
        yield Journey(kind, codes(name), dt.date.fromisoformat(first), dt.date.fromisoformat(last), f"{what}, {name}")


def documents(data: Path, words: int) -> dict[str, list[dict[str, object]]]:
    """Return the releases of at most so many words, by file."""
    out = {}
    for name in TEXTS:
        rows = [json.loads(line) for line in (data / "text" / name).open(encoding="utf-8")]
        out[name] = [row for row in rows if row["words"] <= words]
    return out


def windows(days: Sequence[dt.date]) -> list[tuple[dt.date, dt.date]]:
    """Return the stretches of days that have no gap of more than a week."""
    out: list[tuple[dt.date, dt.date]] = []
    for day in sorted(set(days)):
        if out and day - out[-1][1] <= GAP:
            out[-1] = (out[-1][0], day)
        else:
            out.append((day, day))
    return out


def fill(project: Path, releases: dict[str, list[dict[str, object]]]) -> None:
    """Read the releases into a project."""
    with tempfile.TemporaryDirectory() as folder:
        for name, rows in releases.items():
            path = Path(folder) / name
            path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
            report = read(path, project, ReadOptions(outlet=TEXTS[name]))
            print(f"{name}: {len(rows)} releases; {'; '.join(report.events.notes) if report.events else 'nothing new'}")


def of_journey(one: StoredEvent, journey: Journey) -> str:
    """Return how an event tells of a journey: ``own``, by its date; ``reported``, by the day of its first report; or empty."""
    event = one.event
    if event.type != "CONSULT" or event.status in ("denied", "cancelled"):
        return ""
    parties = {a.code for a in (*event.actors, *event.recipients)}
    place = event.place.country if event.place else ""
    visit = event.mode == "visit"
    if journey.kind == "trip":
        right = "USA" in parties and (place in journey.country or (visit and not place and bool(parties & journey.country)))
    else:
        right = bool(parties & journey.country) and (place == "USA" or (visit and not place))
    if not right:
        return ""
    first, last = journey.first - EARLY, journey.last + LATE
    if event.date is not None:
        start, end = (dt.date.fromisoformat(d) for d in (event.date.start, event.date.end))
        if end - start <= FORTNIGHT:
            return "own" if start <= last and first <= end else ""
    reported = dt.date.fromisoformat(one.first) if one.first else None
    return "reported" if reported and first <= reported <= journey.last + REPORTED else ""


def recall(found: Sequence[StoredEvent], listed: Sequence[Journey], show: bool) -> None:
    """Print the share of journeys that are found."""
    for kind, name in (("trip", "trips of the Secretary of State"), ("visit", "visits of foreign leaders")):
        rows = [j for j in listed if j.kind == kind]
        ways = {j: [way for one in found if (way := of_journey(one, j))] for j in rows}
        own = [j for j in rows if "own" in ways[j]]
        hit = [j for j in rows if ways[j]]
        many = median(len(ways[j]) for j in hit) if hit else 0
        single = sum(len(ways[j]) == 1 for j in hit)
        print(f"{name}: {len(rows)}; own date {len(own) / len(rows):.2f}, own date or day of report {len(hit) / len(rows):.2f}; "
              f"events a journey: median {many:g}, exactly one for {single} of {len(hit)}")  # fmt: skip
        for j in rows if show else ():
            state = "own date" if j in own else "reported" if j in hit else "MISSED"
            print(f"  {j.first} {j.last} {j.what}: {state} {len(ways[j])}")


def sample(store: Store, found: Sequence[StoredEvent], count: int, seed: int) -> None:
    """Print events at random, with their sentences."""
    chance = random.Random(seed)
    single = [one for one in found if len(one.event.claims) == 1]
    merged = [one for one in found if len(one.event.claims) > 1]
    names = actor_names()
    for title, part, share in (("One claim", single, count // 2), ("Several claims", merged, count - count // 2)):
        print(f"\n{title}")
        for number, one in enumerate(chance.sample(part, min(share, len(part))), 1):
            event = one.event
            place = f", in {event.place.name}" if event.place else ""
            print(f"{number}. {event_title(event, names)}{place}; {when(event.date, one.first)}; {event.status}, "
                  f"{event.origins} origins, {event.reports} reports [{event.id[:8]}]")  # fmt: skip
            for e in _once(evidence(store, [event.id])[event.id]):
                standing = " ".join(filter(None, [e.polarity, e.modality, "history" if e.historical else ""]))
                print(f"     {e.date} {e.trigger!r} ({standing}): {' '.join(e.quote.split())[:300]}")


def _once(told: Sequence[Evidence]) -> list[Evidence]:
    return list({(e.doc, e.start, e.trigger): e for e in told}.values())[:6]


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=ROOT / "../shared/data")
    parser.add_argument("--words", type=int, default=1200, help="leave out longer releases (transcripts)")
    parser.add_argument("--project", type=Path, help="keep the project here; one that is there is not read again")
    parser.add_argument("--sample", type=int, default=0)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--list", action="store_true", help="each journey, and whether it was found")
    options = parser.parse_args()
    if not (options.data / "text").is_dir() or not (options.data / "states").is_dir():
        print(f"skipped: no texts or tables under {options.data}; give the folder with --data")
        return
    began = time.monotonic()
    releases = documents(options.data, options.words)
    days = windows([dt.date.fromisoformat(str(row["date"])) for rows in releases.values() for row in rows])
    listed = [j for j in journeys(options.data / "states") if any(a <= j.first <= b for a, b in days)]
    with tempfile.TemporaryDirectory() as folder:
        project = options.project or Path(folder) / "travels.duckdb"
        if not project.exists():
            fill(project, releases)
        with Store.open(project, read_only=True) as store:
            found = list(events(store))
            print(f"{len(found)} events; windows {', '.join(f'{a} to {b}' for a, b in days)}; {time.monotonic() - began:.0f} s")
            recall(found, listed, options.list)
            if options.sample:
                sample(store, found, options.sample, options.seed)


if __name__ == "__main__":
    main()
