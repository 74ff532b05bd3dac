"""Train the model of the bundle: all heads together, on all sources mixed.

    python training/train.py --data ../shared/data

Writes ``build/model/last.pt`` every few minutes and at the end (averaged weights), and a log beside it. Two processes
of one thread each train faster than one process of two threads; their gradients are averaged after each step.
"""

from __future__ import annotations

import argparse
import math
import os
import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import torch
import torch.distributed as dist
import torch.multiprocessing as mp
from tokenizers import Tokenizer
from torch import Tensor, nn

from acts import load as load_claims
from batches import batches, collate, encode, label_sets
from comity.annotate import Annotator, Bundle
from comity.annotate.features import SHAPES
from countries import exchanged
from data import load
from encoder import load_start, weights_folder
from measure import measure, measure_acts
from model import Model
from swap import swapped

ROOT = Path(__file__).resolve().parent.parent


def arguments() -> argparse.Namespace:
    """Return the options of the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=ROOT / "../shared/data", help="folder of the training data")
    parser.add_argument("--claims", type=Path, default=ROOT / "training/data", help="folder of the claims corpus")
    parser.add_argument("--stage", choices=("joint", "syntax"), default="joint", help="syntax: without the claims corpus")
    parser.add_argument("--repeat", type=int, default=1, help="how often an epoch sees each sentence of the corpus")
    parser.add_argument("--abroad", type=float, default=0.3, help="share of an epoch's claims with other countries")
    parser.add_argument("--pairs", type=float, default=0.4, help="share of the marked pairs that each epoch draws anew")
    parser.add_argument("--others", type=float, default=1, help="share of the other sources that each epoch draws anew")
    parser.add_argument("--out", type=Path, default=None, help="folder of checkpoints and log")
    parser.add_argument("--epochs", type=float, default=9)
    parser.add_argument("--pieces", type=int, default=1200, help="word pieces a batch, all processes together")
    parser.add_argument("--encoder-rate", type=float, default=3e-4)
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--average", type=float, default=0.998, help="decay of the averaged weights")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--minutes", type=float, default=0, help="end early, with a full decay of the rates (0: never)")
    parser.add_argument("--look", type=float, default=8, help="minutes between checkpoints (saved and measured)")
    parser.add_argument("--start", type=Path, default=None, help="checkpoint to go on from (default: the MiniLM weights)")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    args.out = args.out or ROOT / ("build/syntax" if args.stage == "syntax" else "build/model")
    return args


class Average:
    """Exponential average of the trained weights."""

    def __init__(self, model: nn.Module, decay: float) -> None:
        self.decay, self.steps = decay, 0
        self.weights = {k: p.detach().clone() for k, p in model.named_parameters() if p.requires_grad}

    def update(self, model: nn.Module) -> None:
        """Take in the present weights."""
        self.steps += 1
        decay = min(self.decay, self.steps / (self.steps + 20))
        mine, theirs = [], []
        for k, p in model.named_parameters():
            if p.requires_grad:
                mine.append(self.weights[k])
                theirs.append(p.detach())
        torch._foreach_lerp_(mine, theirs, 1 - decay)

    def state(self, model: nn.Module) -> dict[str, Tensor]:
        """Return the state of ``model`` with averaged weights."""
        return {k: self.weights.get(k, v).detach().clone() for k, v in model.state_dict().items()}


def optimizer(model: Model, args: argparse.Namespace) -> torch.optim.Optimizer:
    """AdamW with a rate for the encoder and one for the heads; no decay on biases and norms."""
    groups: dict[tuple[float, float], list[Tensor]] = {}
    for name, p in model.named_parameters():
        if p.requires_grad:
            rate = args.encoder_rate if name.startswith("encoder") and "shapes" not in name else args.head_rate
            groups.setdefault((rate, 0.01 if p.ndim > 1 else 0.0), []).append(p)
    listed = [{"params": p, "lr": rate, "weight_decay": decay} for (rate, decay), p in groups.items()]
    return torch.optim.AdamW(listed, betas=(0.9, 0.98), fused=True)


def share_gradients(model: nn.Module, processes: int) -> None:
    """Average the gradients of all processes."""
    grads = [p.grad if p.grad is not None else torch.zeros_like(p) for p in model.parameters() if p.requires_grad]
    flat = torch.cat([g.flatten() for g in grads])
    dist.all_reduce(flat)
    flat /= processes
    start = 0
    for p in (p for p in model.parameters() if p.requires_grad):
        p.grad = flat[start : start + p.numel()].view_as(p)
        start += p.numel()


def rate(progress: float) -> float:
    """Warm up over 6 %, then fall along a cosine to 1 %."""
    if progress < 0.06:
        return progress / 0.06
    return 0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * min(1.0, (progress - 0.06) / 0.94)))


def endless(pools: Sequence[tuple[list, float]], pieces: int, seed: int) -> Iterator[tuple[float, list]]:
    """Yield batches of a share of each pool, drawn anew for each epoch, with the epochs passed."""
    epoch = 0
    while True:
        chance = random.Random(seed * 1000 + epoch)
        drawn = [x for pool, share in pools for x in (pool if share >= 1 else chance.sample(pool, round(share * len(pool))))]
        parts = batches(drawn, pieces, chance)
        for i, part in enumerate(parts):
            yield epoch + i / len(parts), part
        epoch += 1


def work(rank: int, args: argparse.Namespace) -> None:
    """Train in one process."""
    torch.set_num_threads(1)
    torch.manual_seed(args.seed)
    if args.processes > 1:
        os.environ.setdefault("MASTER_ADDR", "127.0.0.1")
        os.environ.setdefault("MASTER_PORT", "29517")
        dist.init_process_group("gloo", rank=rank, world_size=args.processes)
    data = load(args.data)
    tokenizer = Tokenizer.from_file(str(weights_folder() / "tokenizer.json"))
    annotator = Annotator(Bundle.load(), threads=1)
    coded, data.held["claims"] = load_claims(args.claims, args.data, annotator) if args.stage == "joint" else ([], [])
    labels = label_sets([*data.train, *coded])
    claims = [s for s in coded if s.acts is not None] * args.repeat
    items = encode(claims, tokenizer, labels)
    abroad = encode(exchanged(claims, args.seed), tokenizer, labels)
    marked = [s for s in coded if s.acts is None]
    pairs = encode([*marked[::2], *exchanged(marked[1::2], args.seed)], tokenizer, labels)
    others = encode([*data.train, *swapped(data.train, args.seed)], tokenizer, labels)
    model = Model(labels)
    if args.start:
        saved = torch.load(args.start, map_location="cpu", weights_only=True)
        assert all(labels[k] == v for k, v in saved["labels"].items()), "the checkpoint has other labels"
        old = saved["state"]["encoder.shapes.weight"]
        saved["state"]["encoder.shapes.weight"] = torch.cat([old, old.new_zeros(len(SHAPES) - len(old), old.shape[1])])
        missing = model.load_state_dict(saved["state"], strict=False)
        assert not missing.unexpected_keys
        assert all(k.startswith(("heads.acts.", "heads.relate.", "encoder.hints.")) for k in missing.missing_keys), (
            missing.missing_keys
        )
    else:
        load_start(model.encoder)
    torch.manual_seed(args.seed + rank)
    steps = optimizer(model, args)
    rates = [g["lr"] for g in steps.param_groups]
    average = Average(model, args.average)
    chance = random.Random(args.seed + rank)
    started, sums, saved = time.monotonic(), {}, 0.0

    def say(text: str) -> None:
        if rank == 0:
            with (args.out / "log.txt").open("a", encoding="utf-8") as log:
                print(f"{(time.monotonic() - started) / 60:6.1f} min  {text}", file=log)
            print(f"{(time.monotonic() - started) / 60:6.1f} min  {text}", flush=True)

    say(f"{len(items)} sentences of claims, {len(pairs)} pairs, {len(others)} others, {vars(args)}")
    pools = [(items, 1.0 - args.abroad), (abroad, args.abroad), (pairs, args.pairs), (others, args.others)]
    for count, (passed, part) in enumerate(endless(pools, args.pieces, args.seed), 1):
        clock = torch.tensor((time.monotonic() - started) / 60)
        if args.processes > 1:
            dist.broadcast(clock, 0)
        progress = max(passed / args.epochs, float(clock) / args.minutes if args.minutes else 0)
        if float(clock) - saved >= args.look or progress >= 1:
            saved = float(clock)
            if rank == 0:
                torch.save({"labels": labels, "state": average.state(model)}, args.out / "last.pt")
                held = Model(labels)
                held.load_state_dict(average.state(model))
                for name in ("ewt-dev", "gum-test", "gmb"):
                    say(f"epoch {passed:.1f} {name} {measure(held, data.held[name][:700], tokenizer)}")
                if "acts" in labels:
                    say(f"epoch {passed:.1f} claims {measure_acts(held, data.held['claims'], tokenizer)}")
        if progress >= 1:
            break
        for group, top in zip(steps.param_groups, rates, strict=True):
            group["lr"] = top * rate(progress)
        mine = part[rank :: args.processes]
        model.train()
        if mine:
            with torch.autocast("cpu", dtype=torch.bfloat16):
                losses = model.loss(collate(mine, chance))
            sum(losses.values()).backward()
            for k, v in losses.items():
                sums[k] = sums.get(k, 0.0) + float(v.detach())
        if args.processes > 1:
            share_gradients(model, args.processes)
        nn.utils.clip_grad_norm_([p for p in model.parameters() if p.requires_grad], 1.0)
        steps.step()
        steps.zero_grad()
        average.update(model)
        if count % 100 == 0:
            say(f"epoch {passed:.2f} step {count} " + " ".join(f"{k} {v / 100:.3f}" for k, v in sums.items()))
            sums = {}
    if args.processes > 1:
        dist.destroy_process_group()


def main() -> None:
    """Run the command."""
    args = arguments()
    args.out.mkdir(parents=True, exist_ok=True)
    if args.processes > 1:
        mp.spawn(work, (args,), nprocs=args.processes)
    else:
        work(0, args)


if __name__ == "__main__":
    main()
