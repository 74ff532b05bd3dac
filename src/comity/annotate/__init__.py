"""The language model bundle: sentences to words, lemmas, parts of speech, trees and named entities."""

from __future__ import annotations

from comity.annotate.annotator import Annotator, SentenceText
from comity.annotate.bundle import Bundle
from comity.annotate.probes import Example, Probe, fit
from comity.annotate.relations import Pair, relate
from comity.annotate.words import Token, tokenize

__all__ = ["Annotator", "Bundle", "Example", "Pair", "Probe", "SentenceText", "Token", "fit", "relate", "tokenize"]
