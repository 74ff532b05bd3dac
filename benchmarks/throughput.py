"""Sentences per second of each stage and of the whole line, peak memory, and the cost as the input grows.

    python benchmarks/throughput.py --data ../shared/data [--documents 100,1000,10000] [--threads 2]

Documents are cut from the releases of ``text/*.jsonl``, about 12 sentences each in their order; once all are used,
further documents mix sentences of different releases, so that none is a copy of another. Each size runs in a process of
its own, which reports its peak memory. These figures depend on the machine; the ratio between sizes is what to look at.
"""

from __future__ import annotations

import argparse
import itertools
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SENTENCES = 12


def pieces(data: Path) -> Iterator[tuple[str, str]]:
    """Yield (date, text) of about 12 sentences, over and over."""
    from comity.documents import segment

    made: list[tuple[str, str]] = []
    for name in ("state-releases.jsonl", "whitehouse-releases.jsonl"):
        for line in (data / "text" / name).open(encoding="utf-8"):
            record = json.loads(line)
            spans = segment(record["text"])
            for i in range(0, len(spans), SENTENCES):
                part = spans[i : i + SENTENCES]
                made.append((record["date"], record["text"][part[0].start : part[-1].end]))
                yield made[-1]
    sentences = [[text[s.start : s.end] for s in segment(text)] for _, text in made]
    for turn in itertools.count(1):  # further turns put together the n-th sentences of different pieces
        for k, (date, _) in enumerate(made):
            chosen = (sentences[(k + n * turn * 7) % len(made)] for n in range(SENTENCES))
            yield date, " ".join(part[n % len(part)] for n, part in enumerate(chosen) if part)


def write_documents(data: Path, count: int, path: Path) -> None:
    """Write ``count`` documents as JSON Lines."""
    with path.open("w", encoding="utf-8") as file:
        for number, (date, text) in enumerate(itertools.islice(pieces(data), count)):
            file.write(json.dumps({"id": f"d{number}", "date": date, "text": text}) + "\n")


def whole_line(source: Path, threads: int) -> dict[str, float]:
    """Read a file into a fresh project; runs in a process of its own."""
    from comity.pipeline import ReadOptions, read
    from comity.pipeline.stages import load_stages

    options = ReadOptions(threads=threads)
    load_stages(options)  # loading is measured by stages()
    with tempfile.TemporaryDirectory() as folder:
        report = read(source, Path(folder) / "b.duckdb", options)
        size = (Path(folder) / "b.duckdb").stat().st_size
    return {
        "documents": report.documents, "sentences": report.sentences, "claims": report.claims, "seconds": report.seconds,
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "file": size / 1e6, "duplicates": report.duplicates,
    }  # fmt: skip


def stages(source: Path, threads: int, count: int = 200) -> None:
    """Print what each stage takes alone, one after the other in one process."""
    from comity.documents import Duplicates, prepare
    from comity.pipeline import ReadOptions
    from comity.pipeline.stages import load_stages
    from comity.records import Document
    from comity.sources import open_source

    began = time.perf_counter()
    line = load_stages(ReadOptions(threads=threads))
    print(f"loading bundle, actors and lexicon: {time.perf_counter() - began:.2f} s")
    times: dict[str, float] = {}

    def timed(name: str, call, *args):  # type: ignore[no-untyped-def]
        start = time.perf_counter()
        out = call(*args)
        times[name] = times.get(name, 0.0) + time.perf_counter() - start
        return out

    sources = timed("sources", lambda: list(itertools.islice(open_source(source), count)))
    documents = [d for d in timed("documents", lambda: [prepare(s) for s in sources]) if isinstance(d, Document)]
    timed("copies", lambda: [Duplicates().add(d) for d in documents])
    annotations = []
    for i in range(0, len(documents), 40):
        annotations += timed("annotate", line.annotate, documents[i : i + 40])
    from comity.pipeline.stages import coder, resolver

    mentions = [timed("actors", resolver().document, d.text, a, d.date) for d, a in zip(documents, annotations, strict=True)]
    for d, a, m in zip(documents, annotations, mentions, strict=True):
        timed("coding", coder("model").code, d, a, m)
    total = sum(len(d.sentences) for d in documents)
    print(f"{'stage':10s} {'ms a sentence':>14s} {'sentences/s':>12s}   ({total} sentences, {threads} threads)")
    for name, seconds in times.items():
        print(f"{name:10s} {1000 * seconds / total:14.3f} {total / seconds:12.0f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=ROOT / "../shared/data")
    parser.add_argument("--documents", default="100,1000,10000")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--run", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.run:
        print(json.dumps(whole_line(options.run, options.threads)))
        return
    sizes = [int(n) for n in options.documents.split(",")]
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "documents.jsonl"
        write_documents(options.data, 200, source)
        stages(source, options.threads)
        print(
            f"{'documents':>9s} {'sentences':>9s} {'claims':>7s} {'seconds':>8s} {'sentences/s':>12s} {'ms/document':>12s} "
            f"{'memory MB':>10s} {'file MB':>8s}"
        )
        for size in sizes:
            write_documents(options.data, size, source)
            command = [sys.executable, __file__, "--run", str(source), "--threads", str(options.threads)]
            r = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()[-1])
            print(
                f"{r['documents']:9d} {r['sentences']:9d} {r['claims']:7d} {r['seconds']:8.1f} "
                f"{r['sentences'] / r['seconds']:12.0f} "
                f"{1000 * r['seconds'] / r['documents']:12.1f} {r['memory']:10.0f} {r['file']:8.1f}",
                flush=True,
            )


if __name__ == "__main__":
    main()
