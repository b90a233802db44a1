"""Finds the public data sets that some tests measure on, where they are present."""

import os
from pathlib import Path

import pytest

ROOT = Path(os.environ.get("SHOPASSIST_SHARED_DATA", Path(__file__).parents[2] / "shared" / "data"))


def shared_data(path: str) -> Path:
    """Return the path of a public data file, or skip the test with one line that says why."""
    found = ROOT / path
    if not found.exists():
        pytest.skip(f"needs the public data file {path} under {ROOT} (it is not shipped)")
    return found
