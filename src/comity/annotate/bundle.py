"""A model bundle: one folder with the encoder, its tokenizer, the heads' weights and labels, and a manifest."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from comity.annotate.hints import Hints
from comity.annotate.lemmas import Lemmatizer
from comity.errors import DataFileError

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

__all__ = ["FORMAT", "PACKAGED", "REQUIRED", "Bundle"]

FORMAT = 1
PACKAGED = Path(__file__).parent / "bundles" / "en"
HINTS = "hints.json"
REQUIRED = ("encoder.onnx", "heads.npz", "tokenizer.json", "lemmas.json")
_NEXT = "install comity anew, or give the folder of a bundle that `training/export.py` wrote"


@dataclass(frozen=True, slots=True)
class Bundle:
    """A loaded bundle.

    Attributes:
        folder: where it was read.
        name: its language (``en``).
        version: of its weights.
        labels: head -> its labels in the order of the model's outputs.
        longest: word pieces that one window may have, the two marks at its ends included.
        weights: arrays of ``heads.npz``, for what is scored outside of the encoder's graph.
        lemmatizer: table and rules.
        tokenizer: of word pieces.
        manifest: the whole manifest: data, licences, figures.
        hints: what the lexicon says of words, where the encoder takes it.
    """

    folder: Path
    name: str
    version: str
    labels: Mapping[str, tuple[str, ...]]
    longest: int
    weights: Mapping[str, NDArray[np.float32]]
    lemmatizer: Lemmatizer
    tokenizer: Tokenizer
    manifest: Mapping[str, Any]
    hints: Hints | None = None

    @property
    def id(self) -> str:
        """Name, version and the start of the encoder's hash: what a project records of a run."""
        return f"{self.name}-{self.version}-{self.manifest['files']['encoder.onnx']['sha256'][:8]}"

    @classmethod
    def load(cls, path: Path | None = None) -> Bundle:
        """Read and check a bundle; without ``path`` the one in the package.

        Raises:
            DataFileError: the folder or one of its files is missing, or a file does not match the manifest.
        """
        folder = Path(path) if path is not None else PACKAGED
        manifest = _manifest(folder)
        for name in REQUIRED:
            _check(folder / name, manifest)
        from tokenizers import Tokenizer

        try:
            lemmas = json.loads((folder / "lemmas.json").read_text(encoding="utf-8"))
            lemmatizer = Lemmatizer(lemmas["table"], {k: frozenset(v) for k, v in lemmas["known"].items()})
            with np.load(folder / "heads.npz") as arrays:
                weights = {k: np.ascontiguousarray(arrays[k], dtype=np.float32) for k in arrays.files}
            return cls(
                folder=folder,
                name=str(manifest["name"]),
                version=str(manifest["version"]),
                labels={k: tuple(v["labels"]) for k, v in manifest["heads"].items()},
                longest=int(manifest["longest"]),
                weights=weights,
                lemmatizer=lemmatizer,
                tokenizer=Tokenizer.from_file(str(folder / "tokenizer.json")),
                manifest=manifest,
                hints=_hints(folder, manifest, lemmatizer),
            )
        except (KeyError, TypeError, ValueError) as error:
            raise DataFileError(f"model bundle {folder}: its contents cannot be used ({error!r}); {_NEXT}") from error

    def session(self, threads: int = 1) -> InferenceSession:
        """Return a session of the encoder with ``threads`` threads inside each operation.

        Raises:
            DataFileError: the runtime cannot use the encoder.
        """
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        try:
            return onnxruntime.InferenceSession(
                str(self.folder / "encoder.onnx"),
                options,
                providers=["CPUExecutionProvider"],
                disabled_optimizers=["SkipLayerNormFusion"],  # the fused operation is the slower one on a CPU
            )
        except Exception as error:  # onnxruntime's own exceptions have no common base class
            reason = str(error).splitlines()[0] if str(error) else type(error).__name__
            raise DataFileError(
                f"model bundle {self.folder}: onnxruntime {onnxruntime.__version__} cannot run encoder.onnx ({reason}); "
                "it needs onnxruntime 1.18 or newer"
            ) from error


def _hints(folder: Path, manifest: Mapping[str, Any], lemmatizer: Lemmatizer) -> Hints | None:
    if HINTS not in manifest["files"]:
        return None
    _check(folder / HINTS, manifest)
    data = json.loads((folder / HINTS).read_text(encoding="utf-8"))
    return Hints(data["lemmas"], int(data["width"]), lemmatizer)


def _manifest(folder: Path) -> dict[str, Any]:
    path = folder / "manifest.json"
    if not path.is_file():
        raise DataFileError(f"model bundle: {path} is missing; {_NEXT}")
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
        form = manifest["format"]
        files = manifest["files"]
        if not isinstance(files, dict):
            raise TypeError("files is no table")
    except (ValueError, KeyError, TypeError) as error:
        raise DataFileError(f"model bundle: {path} is no manifest ({error!r}); {_NEXT}") from error
    if form != FORMAT:
        raise DataFileError(f"model bundle: {path} has format {form!r}, this version of comity reads format {FORMAT}; {_NEXT}")
    return dict(manifest)


def _check(path: Path, manifest: Mapping[str, Any]) -> None:
    if not path.is_file():
        raise DataFileError(f"model bundle: {path} is missing; {_NEXT}")
    entry = manifest["files"].get(path.name)
    wanted = entry.get("sha256") if isinstance(entry, dict) else None
    if wanted is None:
        raise DataFileError(f"model bundle: manifest.json in {path.parent} does not list {path.name}; {_NEXT}")
    with path.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != wanted:
        raise DataFileError(
            f"model bundle: {path} is damaged (sha256 {found[:12]}..., the manifest says {wanted[:12]}...); {_NEXT}"
        )
