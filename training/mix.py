"""Mix two checkpoints of one training line: the weighted mean of their weights, heads that the second lacks as they are.

Training on claims costs syntax; a share of the checkpoint before it brings most of that back (Wortsman et al. 2022, "Robust
fine-tuning of zero-shot models").

python training/mix.py build/model/a.pt build/model/b.pt --share 0.5 --out build/model/last.pt
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("first", type=Path)
    parser.add_argument("second", type=Path)
    parser.add_argument("--share", type=float, default=0.5, help="weight of the second checkpoint")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    first, second = (torch.load(p, map_location="cpu", weights_only=True) for p in (args.first, args.second))
    assert all(first["labels"].get(k) == v for k, v in second["labels"].items()), "the checkpoints have other labels"
    other = second["state"]
    same = {k for k, v in first["state"].items() if k in other and other[k].shape == v.shape}  # the second may lack heads
    state = {k: torch.lerp(v, other[k], args.share) if k in same else v for k, v in first["state"].items()}
    torch.save({"labels": first["labels"], "state": state}, args.out)


if __name__ == "__main__":
    main()
