"""Coded sentences of real texts as stand-off: document, offsets and claims, without a word of the text.

    python training/stand_off.py pack FILE... --data ../shared/data     # working files with text -> training/data/real.jsonl
    python training/stand_off.py show --data ../shared/data             # the stored claims with their sentences

Working files have the form of the claims corpus (``training/data/README.md``). Spans are code points from the start of the
sentence; ``before`` is the span of the sentence before it in the document.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

import ewt_text
import gum_text
import newswire
from claim_text import Item, Part, WrittenClaim, read

STORED = Path(__file__).resolve().parent / "data" / "real.jsonl"
SOURCES = ("state-releases", "whitehouse-releases")  # beside the newswire, GUM and EWT
_PARTS = ("trigger", "place", "date")
_LISTS = ("actors", "recipients", "speakers")


def texts(data: Path) -> dict[str, dict[str, Any]]:
    """Return the documents of the sources by ``source/id``.

    Raises:
        SystemExit: a source is not there.
    """
    out = newswire.articles(data) | gum_text.articles(data) | ewt_text.articles(data)
    for source in SOURCES:
        path = data / "text" / f"{source}.jsonl"
        if not path.is_file():
            raise SystemExit(f"{path} is missing: --data names the folder of the training data")
        with path.open(encoding="utf-8") as file:
            for row in map(json.loads, file):
                out[f"{source}/{row['id']}"] = row
    return out


def pack(files: Iterable[Path], documents: dict[str, dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield the rows of working files.

    Raises:
        SystemExit: a line is wrong, or a sentence is in no document.
    """
    for path in files:
        items, faults = read(path)
        if faults:
            raise SystemExit("\n".join(faults))
        for item in items:
            name = next((n for n, d in documents.items() if d["date"] == item.date and item.text in d["text"]), None)
            if name is None:
                raise SystemExit(f"{path.name}:{item.line}: no document of {item.date} has this sentence")
            text = documents[name]["text"]
            start = text.index(item.text)
            before = text.rfind(item.before, 0, start) if item.before else -1
            yield {
                "document": name,
                "file": path.name,
                "span": [start, start + len(item.text)],
                "before": [before, before + len(item.before)] if before >= 0 else None,
                "contexts": list(item.contexts),
                "claims": [_bare(c) for c in item.claims],
            }


def _bare(claim: WrittenClaim) -> dict[str, Any]:
    """Return a claim without words: spans and codes only."""
    row = asdict(claim)
    for name in _PARTS:
        row[name] = _span(row[name]) if row[name] else None
    for name in _LISTS:
        row[name] = [_span(p) for p in row[name]]
    return {k: v for k, v in row.items() if v not in (None, [], "", False)}


def _span(part: dict[str, Any]) -> list[Any]:
    return [part["start"], part["end"], part["code"], *([part["sector"]] if part["sector"] else [])]


def load(data: Path, path: Path = STORED) -> list[Item]:
    """Return the stored sentences with their texts out of the sources."""
    documents = texts(data)
    out = []
    with path.open(encoding="utf-8") as file:
        for number, row in enumerate(map(json.loads, file), 1):
            document = documents[row["document"]]
            start, end = row["span"]
            text = document["text"][start:end]
            before = document["text"][slice(*row["before"])] if row["before"] else ""
            claims = tuple(_full(c, text) for c in row["claims"])
            out.append(Item(row["file"], number, document["date"], tuple(row["contexts"]), before, text, claims))
    return out


def _full(row: dict[str, Any], text: str) -> WrittenClaim:
    values = dict(row, mode=row.get("mode", ""))
    for name in _PARTS:
        if name in values:
            values[name] = _part(values[name], text)
    for name in _LISTS:
        values[name] = tuple(_part(p, text) for p in values.get(name, ()))
    return WrittenClaim(**values)


def _part(value: list[Any], text: str) -> Part:
    start, end, code, *sector = value
    return Part(text[start:end], start, end, code, *sector)


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("pack", "show"))
    parser.add_argument("files", type=Path, nargs="*")
    parser.add_argument("--data", type=Path, default=Path(__file__).resolve().parents[2] / "shared/data")
    args = parser.parse_args()
    if args.what == "pack":
        rows = list(pack(args.files, texts(args.data)))
        STORED.write_text("".join(json.dumps(r, separators=(",", ":")) + "\n" for r in rows), encoding="utf-8")
        print(f"{STORED}: {len(rows)} sentences, {sum(len(r['claims']) for r in rows)} claims")
        return
    for item in load(args.data):
        print(item.text, *(f"  {c.type} {c.trigger.text}" for c in item.claims), sep="\n")


if __name__ == "__main__":
    main()
