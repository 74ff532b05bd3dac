"""How well categories given by ten example sentences are found in sentences that the examples do not hold.

    python benchmarks/categories.py [--precision balanced]

Each category of ``benchmarks/data/categories`` is a lexicon file with examples and a text file of sentences with the act
(``+``, the word that names it in ``**``) and without it (``-``: like words, and other political news). A sentence counts as
found where a claim has the category as its mode; precision, recall and F1 are over sentences. Beside it stands the lexicon
alone: a pattern file made of the marked words of the same examples.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import tomllib
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

from comity.annotate import SentenceText
from comity.pipeline import code
from comity.pipeline.stages import annotator

DATA = Path(__file__).parent / "data" / "categories"


def found(text: str, lexicon: Path, name: str, precision: str) -> bool:
    """Tell whether a claim of the text has the category."""
    return any(claim["mode"] == name for claim in code(text, lexicon=(str(lexicon),), precision=precision))


def patterns(toml: Path, folder: Path) -> Path:
    """Write the marked words of a category's examples as a lexicon file of patterns, and return it."""
    data = tomllib.loads(toml.read_text(encoding="utf-8"))
    words: dict[str, set[str]] = {"verbs": set(), "nouns": set()}
    for text in data["examples"]:
        lead, marked, _ = (*text.split("**", 2), "", "")[:3]
        (annotation,) = annotator(1).annotate([SentenceText(text.replace("**", ""))])
        inside = [w for w in annotation.words if len(lead) <= w.start < len(lead) + len(marked)]
        if inside:
            words["nouns" if inside[-1].upos == "NOUN" else "verbs"].add(" ".join(w.lemma.lower() for w in inside))
    lines = [f'type = "{data["type"]}"', f'name = "{data["name"]}"', f'description = "{data["description"]}"']
    for key, lemmas in words.items():
        if lemmas:
            lines += ["[[act]]", f"{key} = {sorted(lemmas)!r}"]
    path = folder / toml.name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def figures(pairs: list[tuple[bool, bool]]) -> str:
    """Return precision, recall and F1 of (wanted, found) pairs as text."""
    both = sum(w and f for w, f in pairs)
    precision, recall = both / max(1, sum(f for _, f in pairs)), both / max(1, sum(w for w, _ in pairs))
    return f"{precision:.2f} {recall:.2f} {2 * precision * recall / max(1e-9, precision + recall):.2f}"


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--precision", default="balanced")
    options = parser.parse_args()
    totals: dict[str, list[tuple[bool, bool]]] = {"examples": [], "patterns": []}
    print(f"{'category':16} {'examples: P R F1':20} words of the examples as patterns: P R F1")
    with tempfile.TemporaryDirectory() as folder:
        for toml in sorted(DATA.glob("*.toml")):
            lexicons = {"examples": toml, "patterns": patterns(toml, Path(folder))}
            rows: dict[str, list[tuple[bool, bool]]] = {"examples": [], "patterns": []}
            for line in toml.with_suffix(".txt").read_text(encoding="utf-8").splitlines():
                if line[:2] in ("+ ", "- "):
                    text = line[2:].replace("**", "")
                    for kind, lexicon in lexicons.items():
                        rows[kind].append((line[0] == "+", found(text, lexicon, toml.stem, options.precision)))
            print(f"{toml.stem:16} {figures(rows['examples']):20} {figures(rows['patterns'])}")
            for kind, pairs in rows.items():
                totals[kind] += pairs
    print(f"{'all':16} {figures(totals['examples']):20} {figures(totals['patterns'])}")


if __name__ == "__main__":
    main()
