"""Write the tiny bundle of the tests: the same graph and files as the real one, with random weights of a fixed seed.

    python training/tiny.py

It lets the tests damage, window and batch a bundle of some kilobytes; its answers mean nothing.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors

from export import manifest
from graph import build

OUT = Path(__file__).resolve().parent.parent / "tests/annotate/tiny"
WIDTH, INNER, RANK = 32, 64, 32
LABELS = {
    "pos": ["NOUN", "VERB", "PROPN", "PUNCT"],
    "syntax": ["punct", "nsubj", "root", "obj"],
    "entities": ["O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC"],
}


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
        "encoder.shapes.weight": (8, WIDTH), "encoder.layers.0.qkv.weight": (3 * WIDTH, WIDTH),
        "encoder.layers.0.out.weight": (WIDTH, WIDTH), "encoder.layers.0.up.weight": (INNER, WIDTH),
        "encoder.layers.0.down.weight": (WIDTH, INNER), "heads.pos.out.weight": (len(LABELS["pos"]), WIDTH),
        "heads.entities.out.weight": (len(LABELS["entities"]), WIDTH), "heads.syntax.arc_dependent.weight": (RANK, WIDTH),
        "heads.syntax.arc_head.weight": (RANK, WIDTH), "heads.syntax.bilinear.weight": (RANK, RANK),
        "heads.syntax.head_bias.weight": (1, RANK), "heads.syntax.relation_dependent.weight": (RANK, WIDTH),
        "heads.syntax.relation_head.weight": (RANK, WIDTH),
        "heads.syntax.relation_out.weight": (len(LABELS["syntax"]), 3 * RANK),
    }  # fmt: skip
    out = {k: (draw.standard_normal(s) * 0.4).astype(np.float32) for k, s in shapes.items()}
    for name in [k for k in out if not k.startswith(("encoder.pieces", "encoder.positions", "encoder.shapes"))]:
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
    np.savez(
        OUT / "heads.npz",
        relation_weight=np.ascontiguousarray(arrays["heads.syntax.relation_out.weight"].T),
        relation_bias=arrays["heads.syntax.relation_out.bias"],
    )
    (OUT / "tokenizer.json").write_text(words.to_str(), encoding="utf-8")
    lemmas = {"table": {"VERB": {"met": "meet"}}, "known": {"NOUN": ["president"], "VERB": ["meet"]}}
    (OUT / "lemmas.json").write_text(json.dumps(lemmas), encoding="utf-8")
    manifest(OUT, LABELS, "tiny", "rows", sources=[])


if __name__ == "__main__":
    main()
