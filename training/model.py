"""The model: one encoder and a registry of heads that are trained together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from comity.annotate.features import ACTOR, RECIPIENT
from encoder import Encoder, EncoderSize

NO_LABEL = -100  # cross entropy leaves these out


@dataclass(slots=True)
class Batch:
    """Tensors of one batch: pieces [B, T], words [B, W+1] (the piece of each word, first the root's), labels by head."""

    ids: Tensor
    shapes: Tensor
    words: Tensor
    labels: dict[str, Tensor]
    hints: Tensor | None = None


class ActHead(nn.Module):
    """Political acts: type and mode of each word, standing of each act, roles between acts and words.

    ``labels`` of a batch: ``acts``, ``modes``, ``polarity``, ``modality``, ``historical`` [B, W]; ``triggers`` [B, K] (the
    places of the acts, -1 in padding) and ``roles`` [B, K, W+1, roles] of 0 and 1.
    """

    FLAT = ("acts", "modes", "polarity", "modality", "historical")

    def __init__(self, width: int, sizes: Mapping[str, int], rank: int = 192) -> None:
        super().__init__()
        self.dropout = nn.Dropout(0.2)
        self.flat = nn.ModuleDict({k: nn.Linear(width, sizes[k]) for k in self.FLAT})
        self.role_act = nn.Linear(width, rank)
        self.role_word = nn.Linear(width, rank)
        self.role_out = nn.Linear(3 * rank, sizes["roles"])

    def roles(self, vectors: Tensor, triggers: Tensor) -> Tensor:
        """Return [B, K, W+1, roles] scores for the acts at ``triggers`` [B, K]."""
        act = self.dropout(F.gelu(self.role_act(vectors)))
        word = self.dropout(F.gelu(self.role_word(vectors)))
        chosen = act.gather(1, triggers.clamp(min=0)[..., None].expand(-1, -1, act.shape[2]))
        a, w = torch.broadcast_tensors(chosen[:, :, None], word[:, None])
        return self.role_out(torch.cat([a * w, a, w], -1))

    def loss(self, vectors: Tensor, labels: Mapping[str, Tensor], mask: Tensor) -> Tensor:
        """Return the weighted sum of the losses; zero where the batch has no sentence of the corpus."""
        words = self.dropout(vectors[:, 1:])
        total = vectors.new_zeros(())
        for name, layer in self.flat.items():
            target = labels[name]
            count = (target != NO_LABEL).sum()
            if count:
                scores = layer(words).float()
                each = F.cross_entropy(scores.flatten(0, 1), target.flatten(), ignore_index=NO_LABEL, reduction="sum")
                total = total + each / count * (3.0 if name == "acts" else 0.5)
        real = labels["triggers"] >= 0
        if real.any():
            scores = self.roles(vectors, labels["triggers"]).float()
            each = F.binary_cross_entropy_with_logits(scores, labels["roles"].float(), reduction="none").sum(-1)
            each = (each * mask[:, None, :]).sum(-1)
            total = total + (each * real).sum() / real.sum()
        return total


class RelateHead(nn.Module):
    """The act between two marked parties: one vector of the sentence, pooled by what the parties ask for."""

    def __init__(self, width: int, sizes: Mapping[str, int], rank: int = 192) -> None:
        super().__init__()
        self.dropout = nn.Dropout(0.2)
        self.query = nn.Linear(2 * width, width)
        self.join = nn.Linear(3 * width, rank)
        self.out = nn.ModuleDict({k: nn.Linear(rank, sizes[k]) for k in ("relate", "polarity", "modality")})

    def pooled(self, vectors: Tensor, marks: Tensor, mask: Tensor) -> Tensor:
        """Return [B, rank] for ``marks`` [B, W+1] (shapes of the words) and ``mask`` of real words; the root is left out."""
        mask = mask & (torch.arange(mask.shape[1], device=mask.device) > 0)
        sides = torch.cat([_mean(vectors, (marks == m) & mask) for m in (ACTOR, RECIPIENT)], -1)
        scores = (vectors @ self.query(sides)[:, :, None])[..., 0] * vectors.shape[-1] ** -0.5
        weights = scores.float().masked_fill(~mask, -1e4).softmax(-1).to(vectors.dtype)
        sentence = (weights[:, None, :] @ vectors)[:, 0]
        return F.gelu(self.join(self.dropout(torch.cat([sentence, sides], -1))))

    def loss(self, vectors: Tensor, marks: Tensor, labels: Mapping[str, Tensor], mask: Tensor) -> Tensor:
        """Return the loss over sentences with marks; zero where there is none."""
        target = labels["relate"]
        count = (target[:, 0] != NO_LABEL).sum()
        if not count:
            return vectors.new_zeros(())
        hidden = self.dropout(self.pooled(vectors, marks, mask))
        total = vectors.new_zeros(())
        for i, (name, weight) in enumerate((("relate", 1.0), ("polarity", 0.3), ("modality", 0.3))):
            scores = self.out[name](hidden).float()
            each = F.cross_entropy(scores, target[:, i], ignore_index=NO_LABEL, reduction="sum", label_smoothing=0.05)
            total = total + weight * each / count
        return total


def _mean(vectors: Tensor, mask: Tensor) -> Tensor:
    """Return the mean of the masked vectors [B, W+1, width], zero where there is none."""
    weights = mask.to(vectors.dtype)[:, :, None]
    return (vectors * weights).sum(1) / weights.sum(1).clamp(min=1)


class TagHead(nn.Module):
    """One label a word."""

    def __init__(self, width: int, labels: int, name: str) -> None:
        super().__init__()
        self.name = name
        self.dropout = nn.Dropout(0.2)
        self.out = nn.Linear(width, labels)

    def loss(self, vectors: Tensor, labels: Mapping[str, Tensor]) -> Tensor:
        """Return the mean loss over labelled words. ``vectors`` is [B, W+1, width], labels [B, W]."""
        target = labels[self.name]
        scores = self.out(self.dropout(vectors[:, 1:])).float()
        total = F.cross_entropy(scores.flatten(0, 1), target.flatten(), ignore_index=NO_LABEL, reduction="sum")
        return total / (target != NO_LABEL).sum().clamp(min=1)


class TreeHead(nn.Module):
    """Biaffine scores of arcs; relations by a low-rank biaffine of dependent and head."""

    def __init__(self, width: int, labels: int, name: str, arc: int = 256, relation: int = 256) -> None:
        super().__init__()
        self.name = name
        self.dropout = nn.Dropout(0.2)
        self.arc_dependent = nn.Linear(width, arc)
        self.arc_head = nn.Linear(width, arc)
        self.bilinear = nn.Linear(arc, arc)
        self.head_bias = nn.Linear(arc, 1)
        self.relation_dependent = nn.Linear(width, relation)
        self.relation_head = nn.Linear(width, relation)
        self.relation_out = nn.Linear(3 * relation, labels)
        nn.init.orthogonal_(self.bilinear.weight)

    def arcs(self, vectors: Tensor) -> Tensor:
        """Return [B, W, W+1]: the score of each word (column 0 the root) as head of each word."""
        dependent = self.dropout(F.gelu(self.arc_dependent(vectors[:, 1:])))
        head = self.dropout(F.gelu(self.arc_head(vectors)))
        return self.bilinear(dependent) @ head.transpose(1, 2) + self.head_bias(head).transpose(1, 2)

    def relations(self, vectors: Tensor, heads: Tensor) -> Tensor:
        """Return [B, W, labels] for the given heads [B, W], 0 the root."""
        dependent = self.dropout(F.gelu(self.relation_dependent(vectors[:, 1:])))
        head = self.dropout(F.gelu(self.relation_head(vectors)))
        chosen = head.gather(1, heads[..., None].expand(-1, -1, head.shape[2]))
        return self.relation_out(torch.cat([dependent * chosen, dependent, chosen], -1))

    def loss(self, vectors: Tensor, labels: Mapping[str, Tensor], mask: Tensor) -> Tensor:
        """Return the loss of arcs and relations, each a mean over words."""
        heads, relations = labels["heads"], labels["deprels"]
        words = (heads != NO_LABEL).sum().clamp(min=1)
        arcs = self.arcs(vectors).float().masked_fill(~mask[:, None, :], -1e4)
        arc = F.cross_entropy(arcs.flatten(0, 1), heads.flatten(), ignore_index=NO_LABEL, reduction="sum")
        scores = self.relations(vectors, heads.clamp(min=0)).float()
        relation = F.cross_entropy(scores.flatten(0, 1), relations.flatten(), ignore_index=NO_LABEL, reduction="sum")
        return (arc + relation) / words


# The heads: name -> builder. A later head adds a line here, its labels in `training/batches.py`, and a decoder in
# `comity.annotate`.
HEADS: dict[str, Callable[[int, int], nn.Module]] = {
    "pos": lambda width, labels: TagHead(width, labels, "pos"),
    "syntax": lambda width, labels: TreeHead(width, labels, "syntax"),
    "entities": lambda width, labels: TagHead(width, labels, "entities"),
}


class Model(nn.Module):
    """The encoder with its heads; ``labels`` names the labels of each head."""

    def __init__(self, labels: Mapping[str, list[str]], size: EncoderSize | None = None) -> None:
        super().__init__()
        self.labels = {k: list(v) for k, v in labels.items()}
        self.encoder = Encoder(size or EncoderSize(hints=len(labels.get("hints", ()))))
        width = self.encoder.size.width
        self.heads = nn.ModuleDict({k: HEADS[k](width, len(labels[k])) for k in HEADS if k in labels})
        if "acts" in labels:
            names = (*ActHead.FLAT, "roles")
            self.heads["acts"] = ActHead(width, {k: len(labels[k]) for k in names})
        if "relate" in labels:
            self.heads["relate"] = RelateHead(width, {k: len(v) for k, v in labels.items()})

    def vectors(self, batch: Batch) -> Tensor:
        """Return [B, W+1, width]: of each word the vector of its first piece, in front the root's."""
        pieces = self.encoder(batch.ids, batch.shapes, batch.hints)
        return pieces.gather(1, batch.words.clamp(min=0)[..., None].expand(-1, -1, pieces.shape[2]))

    def loss(self, batch: Batch) -> dict[str, Tensor]:
        """Return the loss of each head."""
        vectors = self.vectors(batch)
        mask = batch.words >= 0
        out = {}
        for name, head in self.heads.items():
            if isinstance(head, RelateHead):
                marks = batch.shapes.gather(1, batch.words.clamp(min=0))
                out[name] = head.loss(vectors, marks, batch.labels, mask)
                continue
            masked = isinstance(head, TreeHead | ActHead)
            out[name] = head.loss(vectors, batch.labels, mask) if masked else head.loss(vectors, batch.labels)
        return out
