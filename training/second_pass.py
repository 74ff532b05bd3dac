"""The second pass over the corpus: sentences annotated again by somebody else, without seeing the first claims.

    python training/second_pass.py draw FOLDER [--parts 3]          # writes part-N.txt: the sentences without claims
    python training/second_pass.py agree training/data/second_pass   # prints how far both passes agree

A tenth of the corpus may be drawn, by the hash of the text. The folder holds written sentences as ``*.txt`` and real ones as
stand-off (``real.jsonl``, see ``stand_off.py``). Agreement is printed for each kind of text as the scorer's figures with
the first pass as gold (``tools/score_claims.py``): F1 is symmetric.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections import defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "benchmarks"))

import stand_off
from acts import corpus
from claim_text import Item, read_folder
from corpus import FIGURES, SERIES, Gold, figures, gold_of, interval, scorer

ROOT = Path(__file__).resolve().parents[1]
SHARE = 10


def drawn(item: Item) -> bool:
    """Tell whether a sentence belongs to the sample; the same ones however the corpus grows."""
    return int(hashlib.sha256(item.text.encode()).hexdigest(), 16) % SHARE == 0


def draw(folder: Path, parts: int, data: Path) -> None:
    """Write the sentences of the sample that have no second pass yet as files to annotate."""
    folder.mkdir(parents=True, exist_ok=True)
    done = {i.text for i in second(ROOT / "training/data/second_pass", data)}
    sample = [i for i in corpus(ROOT / "training/data", data) if drawn(i) and i.text not in done]
    for part in range(parts):
        blocks = []
        for item in sample[part::parts]:
            before = f"< {item.before}\n" if item.before else ""
            blocks.append(f"@ {item.date}\n{before}{item.text}\n")
        path = folder / f"part-{part + 1:02d}.txt"
        if path.exists():
            raise SystemExit(f"{path} is there already and may hold claims; name another folder")
        path.write_text("\n".join(blocks), encoding="utf-8")
        print(f"{path}: {len(blocks)} sentences")


def second(folder: Path, data: Path) -> list[Item]:
    """Return the sentences of a second pass."""
    real = folder / "real.jsonl"
    return [*read_folder(folder), *(stand_off.load(data, real) if real.is_file() else [])]


def agree(folder: Path, data: Path) -> None:
    """Print the agreement of the files with the corpus."""
    first = {i.text: i for i in corpus(ROOT / "training/data", data)}
    parts: dict[str, list[tuple[Gold, Gold]]] = defaultdict(list)
    for item in second(folder, data):
        if item.text in first:
            title = SERIES.get(first[item.text].file.partition("-")[0], "written")
            parts[title].append((gold_of(first[item.text]), gold_of(item)))
    score = scorer(data.parent / "tools" / "score_claims.py")
    for title, pairs in [*sorted(parts.items()), ("all", [p for part in parts.values() for p in part])]:
        result, ends = figures(score, pairs), interval(score, pairs)
        print(f"{title}: {len(pairs)} sentences, {sum(len(a) for a, _ in pairs)} and {sum(len(b) for _, b in pairs)} claims")
        for name in (*FIGURES, "actors_acc", "recipients_acc", "modality_acc"):
            low, high = ends.get(name, (None, None))
            print(f"  {name:18s} {result[name]:.3f}" + (f"  [{low:.3f}, {high:.3f}]" if low is not None else ""))


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("draw", "agree"))
    parser.add_argument("folder", type=Path)
    parser.add_argument("--parts", type=int, default=3)
    parser.add_argument("--data", type=Path, default=ROOT / "../shared/data")
    options = parser.parse_args()
    if options.what == "draw":
        draw(options.folder, options.parts, options.data)
    else:
        agree(options.folder, options.data)


if __name__ == "__main__":
    main()
