"""How well the phrases of a document that stand for one actor are found: the CoNLL score on GUM.

    python benchmarks/coreference.py --data ../shared/data [--part test|dev] [--documents]

Each of GUM's held-back documents is read as raw text: sentences, words, trees and names are those of the package, nothing of
the gold annotation is given. Compared are

- ``nearest``: a plain baseline. A pronoun joins the nearest name or pronoun before it that agrees in number and gender where
  these are known, "I", "we" and "you" the nearest of their kind, a name the last one of the same words;
- ``resolver``: the mentions of :meth:`comity.actors.Resolver.document` with the same actors are one chain;
- ``chains``: :mod:`comity.actors.chains`.

Scored are chains of names and pronouns, and of these those that GUM takes for people, organisations and places; then the
chains with all of their mentions that have a name or a pronoun among them. Chains of one mention count nowhere. A mention is
known by the word that heads it (as in the CorefUD scorer, Žabokrtský et al. 2022, section 5), not by its whole extent; one
that the other side lacks is a miss or spurious.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "training"))

from comity.actors import KnowledgeBase, Resolver
from comity.actors.chain_mentions import Traits, find
from comity.actors.chain_pairs import GENDER, NUMBER
from comity.actors.chain_words import CLASS
from comity.actors.chains import ranker
from comity.records import Annotation
from coref_scores import METRICS, Tally, conll, score
from gum_coref import GoldDocument, Key, annotate, gold_keys, key_of, load_gum

Chains = list[dict[Key, str]]
"""Chains of one document: the kind (``name``, ``pronoun``, ``noun``) of each mention."""
ACTORS = ("person", "organization", "place")
_SPEAKERS = {CLASS["i"], CLASS["we"], CLASS["you"]}


def nearest(document: GoldDocument, annotations: Sequence[Annotation]) -> Chains:
    """Return the chains of the baseline."""
    mentions = [t for t in find(document.text, annotations) if t.mention.kind in ("name", "pronoun")]
    chains: Chains = []
    chain_of: list[dict[Key, str]] = []
    for j, traits in enumerate(mentions):
        i = next((i for i in range(j - 1, -1, -1) if _joins(traits, mentions[i])), None)
        if i is None:
            chains.append({})
        chain_of.append(chains[-1] if i is None else chain_of[i])
        chain_of[-1][key_of(annotations, traits.mention.sentence, traits.mention.head)] = traits.mention.kind
    return chains


def _joins(later: Traits, earlier: Traits) -> bool:
    if later.mention.kind == "name":
        return earlier.mention.kind == "name" and later.words == earlier.words
    if later.category in _SPEAKERS or earlier.category in _SPEAKERS:
        return later.category == earlier.category
    agree = NUMBER[later.category] & NUMBER[earlier.category] and GENDER[later.category] & GENDER[earlier.category]
    return bool(agree) and CLASS["anyone"] not in (later.category, earlier.category)


class Present:
    """Chains of the mentions that the resolver gives the same actors."""

    def __init__(self) -> None:
        self.resolver = Resolver(KnowledgeBase.load())

    def __call__(self, document: GoldDocument, annotations: Sequence[Annotation]) -> Chains:
        chains: dict[Collection[str], dict[Key, str]] = defaultdict(dict)
        for mention in self.resolver.document(document.text, annotations, document.date):
            who: Collection[str] = frozenset(ref.actor for ref in mention.refs)
            if not who and mention.place is not None:
                who = ("place", mention.place.name)
            if who and mention.kind != "adjective":
                word = annotations[mention.sentence].words[mention.head]
                kind = {"PRON": "pronoun", "PROPN": "name"}.get(word.upos, "noun")
                chains[who][key_of(annotations, mention.sentence, mention.head)] = kind
        return list(chains.values())


def linked(document: GoldDocument, annotations: Sequence[Annotation]) -> Chains:
    """Return the chains of the package."""
    return [
        {key_of(annotations, m.sentence, m.head, m.kind == "group"): m.kind for m in chain}
        for chain in ranker().chains(document.text, annotations)
    ]


def gold_chains(document: GoldDocument) -> Chains:
    """Return the chains of the annotators."""
    chains: dict[int, dict[Key, str]] = defaultdict(dict)
    for key, mention in gold_keys(document).items():
        chains[mention.chain][key] = mention.kind
    return list(chains.values())


def scored(chains: Chains, other: set[Key], kinds: Collection[str]) -> list[list[Key]]:
    """Return what is scored: mentions of the kinds outside of ``other``, in chains of two or more with a name or pronoun."""
    kept = [{k: kind for k, kind in c.items() if kind in kinds and k not in other} for c in chains]
    return [list(c) for c in kept if len(c) > 1 and {"name", "pronoun"} & set(c.values())]


def others(document: GoldDocument) -> set[Key]:
    """Return the mentions of chains that are no people, organisations or places."""
    types = {chain: document.entity(chain) for chain in document.chains()}
    return {key for key, mention in gold_keys(document).items() if types[mention.chain] not in ACTORS}


def line(tallies: dict[str, Tally]) -> str:
    """Return the scores of a system as text, in per cent."""
    parts = [f"{name} {100 * t.f1:.1f} ({100 * t.recall:.1f}, {100 * t.precision:.1f})" for name, t in tallies.items()]
    return f"CoNLL {100 * conll(tallies):5.1f}   " + "   ".join(parts)


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=ROOT / "../shared/data")
    parser.add_argument("--part", choices=("dev", "test"), default="test")
    parser.add_argument("--documents", action="store_true", help="print each document's score too")
    args = parser.parse_args()
    documents = [d for d in load_gum(args.data / "gum") if d.part == args.part]
    read = list(zip(documents, annotate(documents), strict=True))
    sentences = sum(len(a) for _, a in read)
    systems: dict[str, Callable[[GoldDocument, Sequence[Annotation]], Chains]]
    systems = {"nearest": nearest, "resolver": Present(), "chains": linked}
    ranker()
    found: dict[str, list[Chains]] = {}
    for name, system in systems.items():
        start = time.perf_counter()
        found[name] = [system(d, a) for d, a in read]
        print(f"{name}: {1e3 * (time.perf_counter() - start) / sentences:.2f} ms a sentence")
    print(f"{args.part}: {len(read)} documents, {sentences} sentences; F1 (recall, precision) of {', '.join(METRICS)}")
    both = ("name", "pronoun")
    for title, actors, kinds in (
        ("names and pronouns", False, both),
        ("names and pronouns for people, organisations and places", True, both),
        ("all mentions of chains with a name or a pronoun", False, (*both, "noun", "group")),
    ):
        print(f"\n{title}")
        for name in systems:
            rows = []
            for (document, _), chains in zip(read, found[name], strict=True):
                left_out = others(document) if actors else set()
                rows.append((scored(gold_chains(document), left_out, kinds), scored(chains, left_out, kinds)))
            print(f"  {name:9} {line(score(rows))}")
            for (document, _), row in zip(read, rows, strict=True) if args.documents else ():
                print(f"    {document.name:36} {line(score([row]))}")


if __name__ == "__main__":
    main()
