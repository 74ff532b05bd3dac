"""What the lexicon of acts says of single words, as the table of hints that the encoder takes."""

from __future__ import annotations

from typing import Any

from comity.coding import Lexicon
from comity.ontology import PLOVER

TAGS = ("VERB", "NOUN")


def hint_names() -> list[str]:
    """Return the names of the places: each type as a verb, then each as a noun."""
    return [f"{tag}:{kind}" for tag in TAGS for kind in PLOVER]


def hint_table() -> dict[str, Any]:
    """Return the file of the bundle: lemmas with the places of their types, and how many places there are."""
    lexicon = Lexicon.load()
    places = {name: i for i, name in enumerate(hint_names())}
    lemmas = {
        tag: {lemma: sorted({places[f"{tag}:{act.type}"] for act in acts}) for lemma, acts in sorted(index.items())}
        for tag, index in zip(TAGS, (lexicon.verbs, lexicon.nouns), strict=True)
    }
    return {"width": len(places), "lemmas": lemmas}
