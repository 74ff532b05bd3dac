"""What the knowledge base of actors costs: time to load it, memory, and the share of reading that resolution takes.

    python benchmarks/actors_load.py [--runs 7] [--documents 40]

Time is the best of several runs in processes of their own, imports excluded; memory is what the process gains. The share is
that of the resolver in the time of model, resolver and coder over the example corpus, and in that of reading the corpus into a
project from its files to its events, on one thread.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

LOAD = """
import json, time
from pathlib import Path
import comity.actors
from comity.actors import KnowledgeBase
def resident():
    fields = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text().splitlines())
    return int(fields["VmRSS"].split()[0]) / 1024
before = resident()
start = time.perf_counter()
base = KnowledgeBase.load()
read = time.perf_counter()
list(base.find("France"))
print(json.dumps([read - start, time.perf_counter() - read, resident() - before, len(base.entries)]))
"""


def load(runs: int) -> None:
    """Print the time and memory of loading the base."""
    command = [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(ROOT / 'src')!r})\n{LOAD}"]
    found = [json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout) for _ in range(runs)]
    read, index, memory = (min(run[i] for run in found) for i in range(3))
    print(
        f"{found[0][3]} names: tables read in {1e3 * read:.0f} ms, index of names built in {1e3 * index:.0f} ms, {memory:.0f} MB"
    )


def share(limit: int) -> None:
    """Print the share of the resolver in reading the example corpus."""
    from comity.documents import segment
    from comity.pipeline import ReadOptions
    from comity.pipeline.stages import load_stages, resolver
    from comity.records import Document

    paths = sorted((ROOT / "src/comity/examples").glob("*/*.md"))[:limit]
    texts = [path.read_text(encoding="utf-8") for path in paths]
    documents = [
        Document(id=path.name, source=str(path), text=text, text_hash="", date="2023-09-19", sentences=tuple(segment(text)))
        for path, text in zip(paths, texts, strict=True)
    ]
    stages, names = load_stages(ReadOptions(threads=1)), resolver()
    annotations = stages.annotate(documents)
    model = _best(lambda: stages.annotate(documents))
    resolved = _best(lambda: [names.document(d.text, a, d.date) for d, a in zip(documents, annotations, strict=True)])
    both = _best(lambda: [stages.interpret(d, a) for d, a in zip(documents, annotations, strict=True)])
    whole = _best(lambda: _read(paths[0].parents[1]))
    sentences = sum(map(len, annotations))
    print(
        f"{len(documents)} documents, {sentences} sentences: model {model:.2f} s, resolver and coder {both:.2f} s, "
        f"of which resolver {resolved:.3f} s: {resolved / (model + both):.3f} of these; "
        f"read into a project {whole:.2f} s: {resolved / whole:.3f} of that"
    )


def _read(folder: Path) -> None:
    from comity.pipeline import ReadOptions, read

    with tempfile.TemporaryDirectory() as place:
        read(folder, Path(place) / "b.duckdb", ReadOptions(threads=1))


def _best(call: Callable[[], object], runs: int = 5) -> float:
    """Return the seconds of the fastest of several calls."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        call()
        times.append(time.perf_counter() - start)
    return min(times)


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--documents", type=int, default=40)
    options = parser.parse_args()
    load(options.runs)
    share(options.documents)


if __name__ == "__main__":
    main()
