"""Make a checkpoint of a bundle, to train on from it: the weights as they ship, rounded to eight bits.

    python training/restore.py --bundle src/comity/annotate/bundles/en --out build/restored/last.pt

The embeddings of pieces are those of the starting weights, which training leaves as they are.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper

from encoder import load_start
from export import outside_layers
from model import Model

ROOT = Path(__file__).resolve().parent.parent
TABLES = {"positions": "encoder.positions.weight", "shape_table": "encoder.shapes.weight"}


def arrays(bundle: Path) -> dict[str, np.ndarray]:
    """Return the weights of a bundle under the names of ``model.Model``, as float32."""
    graph = onnx.load(bundle / "encoder.onnx").graph
    stored = {i.name: numpy_helper.to_array(i) for i in graph.initializer}
    out = {target: stored[name] for name, target in TABLES.items()}
    if "hint_table" in stored:
        out["encoder.hints.weight"] = stored["hint_table"].T
    for name, value in stored.items():
        if name.endswith(".values"):
            layer = name.removesuffix(".values")
            out[f"{layer}.weight"] = (value.astype(np.float32) * stored[f"{layer}.scales"]).T
        elif name.endswith(".bias") or (name.endswith(".weight") and value.ndim == 1):
            out[name] = value
        elif name.endswith(".weight"):
            out[name] = value.T
    with np.load(bundle / "heads.npz") as heads:
        for name, layer in outside_layers().items():
            if f"{name}_weight" in heads:
                out |= {f"{layer}.weight": heads[f"{name}_weight"].T, f"{layer}.bias": heads[f"{name}_bias"]}
    return out


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bundle", type=Path, default=ROOT / "src/comity/annotate/bundles/en")
    parser.add_argument("--out", type=Path, default=ROOT / "build/restored/last.pt")
    args = parser.parse_args()
    manifest = json.loads((args.bundle / "manifest.json").read_text(encoding="utf-8"))
    labels = {name: head["labels"] for name, head in manifest["heads"].items()}
    model = Model(labels)
    load_start(model.encoder)
    state = model.state_dict()
    for name, value in arrays(args.bundle).items():
        state[name][: len(value)] = torch.from_numpy(np.array(value, dtype=np.float32))
    args.out.parent.mkdir(parents=True, exist_ok=True)
    torch.save({"labels": labels, "state": state}, args.out)
    print(f"{args.out}: {len(state)} arrays")


if __name__ == "__main__":
    main()
