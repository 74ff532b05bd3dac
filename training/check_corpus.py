"""Check files of the claims corpus and count what they cover: ``python training/check_corpus.py FILE...``.

Prints one line for each problem and ends with 1 if there is any. ``--counts`` adds the coverage, ``--against FOLDER``
also compares sentences with the other files of a folder (near-copies are problems).
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

from claim_text import Item, read
from comity.ontology import CONTEXTS, PLOVER

DATA = Path(__file__).resolve().parent / "data" / "claims"
RECIPROCAL = {"CONSULT", "AGREE", "COOPERATE", "SUPPORT"}


def problems(item: Item) -> Iterable[str]:
    """What is wrong with an item by the ontology and the coding guide."""
    for context in item.contexts:
        if context not in CONTEXTS:
            yield f"unknown context {context!r}: {', '.join(CONTEXTS)}"
    for claim in item.claims:
        name = f"{claim.type} {claim.trigger.text!r}"
        if claim.type not in PLOVER:
            yield f"unknown type {claim.type!r}: {', '.join(PLOVER)}"
            continue
        if claim.mode and claim.mode not in PLOVER[claim.type].modes:
            valid = ", ".join(PLOVER[claim.type].modes) or "none"
            yield f"{name}: unknown mode {claim.mode!r}, {claim.type} has {valid}"
        if len(claim.trigger.text.split()) > 4:
            yield f"{name}: a trigger is the smallest words that name the act (at most 4)"
        if claim.condition is not None and claim.modality != "conditional":
            yield f"{name}: 'if' without 'conditional'"
        same = {(p.start, p.code) for p in claim.actors} & {(p.start, p.code) for p in claim.recipients}
        if same:
            yield f"{name}: one participant on both sides"


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def _shingles(text: str) -> set[tuple[str, ...]]:
    words = _words(text)
    return set(zip(words, words[1:], words[2:], words[3:], strict=False))


def copies(items: list[Item], names: set[str]) -> Iterable[str]:
    """Pairs of sentences that share half of their four-word sequences, where one is of a file in ``names``."""
    where: dict[tuple[str, ...], list[int]] = {}
    sets = [_shingles(i.text) for i in items]
    for number, (item, shingles) in enumerate(zip(items, sets, strict=True)):
        for other, shared in Counter(o for s in shingles for o in where.get(s, ())).items():
            if shared > 0.5 * min(len(shingles), len(sets[other])) and {item.file, items[other].file} & names:
                yield f"{item.file}:{item.line}: nearly the sentence of {items[other].file}:{items[other].line}"
        for s in shingles:
            where.setdefault(s, []).append(number)


def monotony(items: list[Item]) -> Iterable[str]:
    """Warnings where one file says the same thing in the same way too often."""
    total = len(items)
    for key, what, share in (
        (lambda i: [" ".join(_words(i.text)[:2])], "sentences begin with", 0.08),
        (lambda i: [c.trigger.text.lower() for c in i.claims], "claims have the trigger", 0.12),
        (lambda i: [p.text for c in i.claims for p in c.actors], "claims have the actor", 0.15),
    ):
        counts = Counter(k for i in items for k in key(i))
        yield from (f"warning: {n} {what} {k!r}: vary" for k, n in counts.items() if n > max(3, share * total))


def counts(items: list[Item]) -> str:
    """The coverage of some items, as lines of text."""
    claims = [c for i in items for c in i.claims]
    types = Counter(c.type for c in claims)
    standing = sum(c.polarity == "negated" or c.modality != "actual" for c in claims)
    lines = [
        f"{len(items)} sentences, {sum(not i.claims for i in items)} without a claim, {len(claims)} claims",
        f"standing: {standing} ({dict(Counter(c.modality for c in claims))}, negated "
        f"{sum(c.polarity == 'negated' for c in claims)}, historical {sum(c.historical for c in claims)})",
        f"with speakers {sum(bool(c.speakers) for c in claims)}, place {sum(c.place is not None for c in claims)}, "
        f"date {sum(c.date is not None for c in claims)}, condition {sum(c.condition is not None for c in claims)}",
        "types: " + "  ".join(f"{t} {types[t]}" for t in PLOVER),
        f"triggers: {len({c.trigger.text.lower() for c in claims})} different; "
        f"codes: {len({p.code for c in claims for p in (*c.actors, *c.recipients)})} different",
        "modes: " + "  ".join(f"{m} {n}" for m, n in sorted(Counter(f"{c.type}/{c.mode}" for c in claims if c.mode).items())),
    ]
    return "\n".join(lines)


def main() -> int:
    """Check the files that the command names, or the whole corpus."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--counts", action="store_true")
    parser.add_argument("--against", type=Path, default=DATA)
    options = parser.parse_args()
    files = options.files or sorted(DATA.glob("*.txt"))
    items: list[Item] = []
    faults: list[str] = []
    for file in files:
        got, wrong = read(file)
        items += got
        faults += wrong
        print("\n".join(f"{file.name}: {w}" for w in monotony(got)) or f"{file.name}: {len(got)} sentences")
    faults += [f"{i.file}:{i.line}: {p}" for i in items for p in problems(i)]
    names = {f.name for f in files}
    others = [i for f in sorted(options.against.glob("*.txt")) if f.name not in names for i in read(f)[0]]
    faults += copies(others + items, names)
    print("\n".join(faults) or "no problems")
    if options.counts:
        print(counts(items))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
