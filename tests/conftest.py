"""Working folders that tests may change: copies of the small sample."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from coopcli.shipped import folder

MakeFolder = Callable[[str], Path]


@pytest.fixture
def make_folder(tmp_path: Path) -> MakeFolder:
    """Return what copies the small sample (September and October 2026) into a new folder of that name."""

    def make(name: str) -> Path:
        copied = shutil.copytree(folder("sample_data") / "mini", tmp_path / name)
        for path in [copied, *copied.rglob("*")]:
            path.chmod(0o700 if path.is_dir() else 0o600)
        return copied

    return make


@pytest.fixture
def working(make_folder: MakeFolder) -> Path:
    """Return a working folder with the exports of September and October 2026."""
    return make_folder("pasta")
