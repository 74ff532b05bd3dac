"""Time and memory a document of reconciliation as an archive grows.

    python benchmarks/events_scale.py --data ../shared/data [--documents 1000,10000,100000] [--copies 10000]

Pieces of the releases of ``text/*.jsonl`` are read and coded once. Documents are made of them in the order of their dates, 100 a
day: each has names of its own (capitalised words become other words of the same length), seven in ten of its other words
replaced by words of the same length from all texts, other states, and another date, to which the dates of its claims are moved;
one in three is told again within two days by one or two other outlets, each with half of its sentences. ``--copies`` adds so
many reports of one text of one day, which no stage before has recognised as copies. Each size runs in a process of its own.
Making the documents is not counted; memory is what the process holds more at the end than when it began, the texts among it.
Seconds depend on the machine; the ratio between sizes is what to look at.
"""

from __future__ import annotations

import argparse
import datetime as dt
import itertools
import pickle
import random
import re
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

from comity.pipeline.options import ReadOptions
from comity.pipeline.stages import agencies, load_stages
from comity.reconcile import Reconciler, Report
from comity.records import Claim, Document, Source
from comity.records.claim import ClaimDate, Participant
from throughput import pieces

PIECES = 300
A_DAY = 100
OUTLETS = 60
CHANGED = 0.7  # share of the words, beside names, that a document has of its own
_WORD = re.compile(r"\b[A-Za-z]{4,}\b")
_START = dt.date(2015, 1, 1)


def prepare(data: Path) -> list[Report]:
    """Read and code the pieces that documents are made of; those without claims are left out."""
    stages = load_stages(ReadOptions())
    out = []
    for n, (date, text) in enumerate(itertools.islice(pieces(data), PIECES)):
        document = stages.prepare(Source(f"piece {n}", text, date=date[:10]))
        if isinstance(document, Document):
            claims = stages.interpret(document, stages.annotate([document])[0])[1]
            if claims:
                out.append(Report(document, claims))
    return out


def made(bases: list[Report], count: int, seed: int = 7) -> Iterator[Report]:
    """Yield documents in the order of their dates."""
    chance = random.Random(seed)
    codes = sorted({p.code for r in bases for c in r.claims for p in (*c.actors, *c.recipients) if len(p.code) == 3})
    words: dict[int, list[str]] = defaultdict(list)
    for word in (w for r in bases for w in _WORD.findall(r.document.text) if w.islower()):
        words[len(word)].append(word)
    waiting: dict[int, list[Report]] = {}
    n = 0
    for turn in itertools.count():
        base = bases[chance.randrange(len(bases))]
        day = n // A_DAY
        told_again = chance.choice((1, 2)) if chance.random() < 1 / 3 else 0
        story = changed(base, turn, day, codes, words)
        rows = [*waiting.pop(day, []), story]
        for _ in range(told_again):
            waiting.setdefault(day + chance.randint(1, 2), []).append(half(story, chance))
        for report in rows:
            date = (_START + dt.timedelta(days=day)).isoformat()
            yield renumbered(report, n, date, f"Outlet {chance.randrange(OUTLETS)}")
            n += 1
            if n == count:
                return


def changed(base: Report, turn: int, day: int, codes: list[str], words: Mapping[int, list[str]]) -> Report:
    """Return a report with other names, words, states and dates; words that name acts stay, and so do all offsets."""
    document = base.document
    acts = {at for c in base.claims for at in range(c.trigger.start, c.trigger.end)}
    others: dict[str, str] = {}

    def other(match: re.Match[str]) -> str:
        word = match[0]
        if match.start() in acts or match.end() - 1 in acts:
            return word
        if word not in others:
            chance = random.Random(f"{turn} {word}")
            if word[0].isupper():
                others[word] = word[0] + "".join(chance.choice("aeioubdgklmnprstvz") for _ in word[1:])
            else:
                others[word] = chance.choice(words[len(word)]) if words[len(word)] and chance.random() < CHANGED else word
        return others[word]

    shuffled = dict(zip(codes, random.Random(turn).sample(codes, len(codes)), strict=True))
    delta = _START + dt.timedelta(days=day) - dt.date.fromisoformat(document.date or "2021-06-01")
    text = _WORD.sub(other, document.text)
    claims = [
        replace(
            c,
            actors=tuple(_moved(p, shuffled) for p in c.actors),
            recipients=tuple(_moved(p, shuffled) for p in c.recipients),
            place=c.place._replace(country=shuffled.get(c.place.country, c.place.country)) if c.place else None,
            date=_shifted(c.date, delta),
        )
        for c in base.claims
    ]
    return Report(replace(document, text=text), claims)


def _moved(person: Participant, codes: dict[str, str]) -> Participant:
    code = codes.get(person.code, person.code)
    return person._replace(code=code, actor=person.actor.replace(person.code, code, 1))


def _shifted(date: ClaimDate | None, delta: dt.timedelta) -> ClaimDate | None:
    """A month or a year becomes the range of its days."""
    if date is None:
        return None
    try:
        first, last = (dt.date.fromisoformat(d) + delta for d in (date.start, date.end or date.start))
    except ValueError:
        return None
    return date._replace(start=first.isoformat(), end=last.isoformat())


def half(report: Report, chance: random.Random) -> Report:
    """Return a report with half of its sentences, the others blank."""
    text = report.document.text
    gone = [s for s in report.document.sentences if chance.random() < 0.5]
    for sentence in gone:
        text = text[: sentence.start] + " " * (sentence.end - sentence.start) + text[sentence.end :]
    left = {s.index for s in report.document.sentences} - {s.index for s in gone}
    return Report(replace(report.document, text=text), [c for c in report.claims if c.sentence in left])


def renumbered(report: Report, n: int, date: str, outlet: str) -> Report:
    """Return a report with ids of its own."""
    document = replace(report.document, id=f"d{n}", source=f"d{n}", date=date, outlet=outlet)
    claims: list[Claim] = [replace(c, id=f"{n}-{c.id}", doc=document.id) for c in report.claims]
    return Report(document, claims)


def resident() -> float:
    """Return the memory that the process holds, in megabytes."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096 / 1e6


def measure(bases: list[Report], count: int, copies: bool) -> str:
    """Return a line of figures for one size; runs in a process of its own."""
    reconciler = Reconciler(agencies())
    began = resident()
    spent = 0.0
    claims = 0
    one = max(bases, key=lambda r: len(r.claims))
    texts = (renumbered(one, n, "2021-06-01", f"Outlet {n % OUTLETS}") for n in range(count))
    for report in texts if copies else made(bases, count):
        start = time.process_time()
        reconciler.add(report)
        spent += time.process_time() - start
        claims += len(report.claims)
    start = time.process_time()
    result = reconciler.result()
    ending = time.process_time() - start
    memory = resident() - began
    largest = max(len(e.claims) for e in result.events)
    name = f"{count:,} {'copies of one text' if copies else 'documents'}"
    return (
        f"{name}: {claims:,} claims, {len(result.events):,} events, the largest of {largest:,}; a document "
        f"{1e3 * spent / count:.2f} ms to add, {1e3 * ending / count:.2f} ms to sum up, {1e3 * memory / count:.1f} kB"
    )


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=ROOT / "../shared/data")
    parser.add_argument("--documents", default="1000,10000,100000")
    parser.add_argument("--copies", type=int, default=10_000, help="0: none")
    parser.add_argument("--one", nargs=3, metavar=("FILE", "COUNT", "KIND"), help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.one:
        bases = pickle.loads(Path(args.one[0]).read_bytes())
        print(measure(bases, int(args.one[1]), args.one[2] == "copies"))
        return
    with tempfile.NamedTemporaryFile(suffix=".pickle") as file:
        Path(file.name).write_bytes(pickle.dumps(prepare(args.data)))
        sizes = [(count, "made") for count in args.documents.split(",")]
        for count, kind in [*sizes, *([(str(args.copies), "copies")] if args.copies else [])]:
            command = [sys.executable, __file__, "--one", file.name, count, kind]
            print(subprocess.run(command, check=True, text=True, stdout=subprocess.PIPE).stdout.strip(), flush=True)


if __name__ == "__main__":
    main()
