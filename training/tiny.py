"""Write the tiny bundle of the tests: the same graph and files as the real one, with random weights of a fixed seed.

    python training/tiny.py

It lets the tests damage, window and batch a bundle of some kilobytes; its answers mean nothing.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors

from export import manifest, outside
from graph import build

OUT = Path(__file__).resolve().parent.parent / "tests/annotate/tiny"
WIDTH, INNER, RANK = 32, 64, 32
LABELS = {
    "pos": ["NOUN", "VERB", "PROPN", "PUNCT"],
    "syntax": ["punct", "nsubj", "root", "obj"],
    "entities": ["O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC"],
    "acts": ["O", "CONSULT", "ASSAULT"],
    "modes": ["ASSAULT/", "ASSAULT/aerial", "CONSULT/", "CONSULT/visit"],
    "polarity": ["affirmed", "negated"],
    "modality": ["actual", "future", "possible", "conditional"],
    "historical": ["no", "yes"],
    "roles": ["actor", "recipient", "speaker", "place", "date", "condition"],
    "relate": ["CONSULT", "ASSAULT"],
    "hints": ["VERB:CONSULT", "VERB:ASSAULT", "NOUN:CONSULT", "NOUN:ASSAULT"],
}
FLAT = ("acts", "modes", "polarity", "modality", "historical")


def tokenizer() -> Tokenizer:
    """Return word pieces of single letters and a few words."""
    letters = "abcdefghijklmnopqrstuvwxyz0123456789.,:;!?'\"()-"
    names = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", *letters, *(f"##{c}" for c in letters), "the", "met", "president"]
    vocabulary = {name: i for i, name in enumerate(names)}
    out = Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]", max_input_chars_per_word=100))
    out.normalizer = normalizers.BertNormalizer()
    out.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    out.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", vocabulary["[CLS]"]), ("[SEP]", vocabulary["[SEP]"])]
    )
    out.add_special_tokens(["[PAD]", "[UNK]", "[CLS]", "[SEP]"])
    out.decoder = decoders.WordPiece()
    return out


def weights(vocabulary: int) -> dict[str, np.ndarray]:
    """Return random weights under the names of ``model.Model``."""
    draw = np.random.default_rng(7)
    shapes = {
        "encoder.pieces.weight": (vocabulary, WIDTH), "encoder.positions.weight": (264, WIDTH),
        "encoder.shapes.weight": (10, WIDTH), "encoder.layers.0.qkv.weight": (3 * WIDTH, WIDTH),
        "encoder.layers.0.out.weight": (WIDTH, WIDTH), "encoder.layers.0.up.weight": (INNER, WIDTH),
        "encoder.layers.0.down.weight": (WIDTH, INNER), "heads.pos.out.weight": (len(LABELS["pos"]), WIDTH),
        "heads.entities.out.weight": (len(LABELS["entities"]), WIDTH), "heads.syntax.arc_dependent.weight": (RANK, WIDTH),
        "heads.syntax.arc_head.weight": (RANK, WIDTH), "heads.syntax.bilinear.weight": (RANK, RANK),
        "heads.syntax.head_bias.weight": (1, RANK), "heads.syntax.relation_dependent.weight": (RANK, WIDTH),
        "heads.syntax.relation_head.weight": (RANK, WIDTH),
        "heads.syntax.relation_out.weight": (len(LABELS["syntax"]), 3 * RANK),
        "encoder.hints.weight": (WIDTH, len(LABELS["hints"])),
        **{f"heads.acts.flat.{name}.weight": (len(LABELS[name]), WIDTH) for name in FLAT},
        "heads.acts.role_act.weight": (RANK, WIDTH), "heads.acts.role_word.weight": (RANK, WIDTH),
        "heads.acts.role_out.weight": (len(LABELS["roles"]), 3 * RANK),
        "heads.relate.query.weight": (WIDTH, 2 * WIDTH), "heads.relate.join.weight": (RANK, 3 * WIDTH),
        **{f"heads.relate.out.{name}.weight": (len(LABELS[name]), RANK) for name in ("relate", "polarity", "modality")},
    }  # fmt: skip
    out = {k: (draw.standard_normal(s) * 0.4).astype(np.float32) for k, s in shapes.items()}
    tables = ("encoder.pieces", "encoder.positions", "encoder.shapes", "encoder.hints")
    for name in [k for k in out if not k.startswith(tables)]:
        out[name.replace(".weight", ".bias")] = np.zeros(out[name].shape[0], dtype=np.float32)
    for norm in ("encoder.norm", "encoder.layers.0.norm1", "encoder.layers.0.norm2"):
        out[f"{norm}.weight"] = np.ones(WIDTH, dtype=np.float32)
        out[f"{norm}.bias"] = np.zeros(WIDTH, dtype=np.float32)
    return out


def main() -> None:
    """Write the folder."""
    OUT.mkdir(parents=True, exist_ok=True)
    words = tokenizer()
    arrays = weights(words.get_vocab_size())
    (OUT / "encoder.onnx").write_bytes(build(arrays, 1, 2, "rows").SerializeToString())
    np.savez(OUT / "heads.npz", **outside(arrays))
    (OUT / "tokenizer.json").write_text(words.to_str(), encoding="utf-8")
    lemmas = {"table": {"VERB": {"met": "meet"}}, "known": {"NOUN": ["president"], "VERB": ["meet"]}}
    (OUT / "lemmas.json").write_text(json.dumps(lemmas), encoding="utf-8")
    hints = {"width": len(LABELS["hints"]), "lemmas": {"VERB": {"meet": [0], "attack": [1]}, "NOUN": {"attack": [3]}}}
    (OUT / "hints.json").write_text(json.dumps(hints), encoding="utf-8")
    manifest(OUT, LABELS, "tiny", "rows", sources=[])


if __name__ == "__main__":
    main()
