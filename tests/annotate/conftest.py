from __future__ import annotations

from pathlib import Path

import pytest

from comity.annotate import Annotator, Bundle

TINY = Path(__file__).parent / "tiny"  # random weights of a fixed seed, made by training/tiny.py


@pytest.fixture(scope="session")
def tiny() -> Annotator:
    return Annotator(Bundle.load(TINY), threads=1)


@pytest.fixture(scope="session")
def real() -> Annotator:
    return Annotator(Bundle.load(), threads=2)
