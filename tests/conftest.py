"""Working folders that tests may change (copies of the small sample), and the program run in this process."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from coopcli import cli
from coopcli.shipped import folder

MakeFolder = Callable[[str], Path]
Call = Callable[..., tuple[int, str]]


LONGEST = "test_every_line_runs_on_the_sample_data"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the longest tests first, so that no worker waits for one of them at the end."""
    items.sort(key=lambda item: not item.name.startswith(LONGEST))


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


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Call:
    """Return what runs the program in this process and gives its exit status and all that it printed."""

    def called(*words: str | Path) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["coopcli", *map(str, words)])
        status = cli.run()
        told = capsys.readouterr()
        return status, told.out + told.err

    return called
