from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from comity.annotate import Bundle
from comity.annotate.bundle import PACKAGED, REQUIRED
from comity.errors import DataFileError
from tests.annotate.conftest import TINY


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(TINY, tmp_path / "bundle"))


def test_the_packaged_bundle_is_small_and_names_its_data() -> None:
    bundle = Bundle.load()
    assert sum(p.stat().st_size for p in PACKAGED.iterdir()) < 30 * 1024 * 1024
    assert bundle.id.startswith("en-")
    assert set(bundle.labels["entities"]) == {"O", *(f"{p}-{label}" for p in "BI" for label in ("PER", "ORG", "LOC"))}
    assert all(row["licence"] for row in bundle.manifest["data"])


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataFileError, match=r"manifest\.json is missing"):
        Bundle.load(tmp_path / "nowhere")


@pytest.mark.parametrize("name", REQUIRED)
def test_a_missing_file_is_named(copy: Path, name: str) -> None:
    (copy / name).unlink()
    with pytest.raises(DataFileError, match=f"{name} is missing"):
        Bundle.load(copy)


@pytest.mark.parametrize("name", REQUIRED)
def test_a_damaged_file_is_named(copy: Path, name: str) -> None:
    content = bytearray((copy / name).read_bytes())
    content[len(content) // 2] ^= 1
    (copy / name).write_bytes(content)
    with pytest.raises(DataFileError, match=f"{name} is damaged") as caught:
        Bundle.load(copy)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("text", ["{", "[]", '{"format": 1}', '{"format": 1, "files": []}'])
def test_a_manifest_that_is_none_is_told(copy: Path, text: str) -> None:
    (copy / "manifest.json").write_text(text)
    with pytest.raises(DataFileError, match="is no manifest"):
        Bundle.load(copy)


def test_another_format_is_told(copy: Path) -> None:
    manifest = json.loads((copy / "manifest.json").read_text())
    (copy / "manifest.json").write_text(json.dumps(manifest | {"format": 99}))
    with pytest.raises(DataFileError, match="has format 99"):
        Bundle.load(copy)


def test_a_manifest_without_heads_or_a_file_is_told(copy: Path) -> None:
    manifest = json.loads((copy / "manifest.json").read_text())
    (copy / "manifest.json").write_text(json.dumps({k: v for k, v in manifest.items() if k != "heads"}))
    with pytest.raises(DataFileError, match="cannot be used"):
        Bundle.load(copy)
    del manifest["files"]["heads.npz"]
    (copy / "manifest.json").write_text(json.dumps(manifest))
    with pytest.raises(DataFileError, match=r"does not list heads\.npz"):
        Bundle.load(copy)
