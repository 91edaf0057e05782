"""All at once or nothing: full disks, interruptions, killed runs, two closes at a time."""

from __future__ import annotations

import errno
import multiprocessing
import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from coopcli import placing
from coopcli.closing import close as closing
from coopcli.closing import publish as publishing

from .closing_month import OUTPUTS, close_month, codes_of, tree


def full_disk(*_: Any) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize("step", ["month_workbook", "write_portfolio", "write_manifest"])
def test_a_full_disk_leaves_nothing_behind(working: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(closing, step, full_disk)
        with pytest.raises(OSError, match="No space"):
            close_month(working)
    assert not [path for path in (working / "closings").iterdir() if path.is_dir()]
    assert close_month(working).published  # and the next attempt goes through


def test_an_interruption_leaves_nothing_behind(working: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(closing, "write_manifest", interrupted)
    with pytest.raises(KeyboardInterrupt):
        close_month(working)
    assert not [path for path in (working / "closings").iterdir() if path.is_dir()]


@pytest.mark.slow
def test_a_failed_replacement_leaves_the_old_close_standing(working: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = close_month(working).folder
    before = tree(folder)
    real = placing.rename

    def not_the_staging(path: Path, target: Path) -> None:
        if path.name.startswith("."):
            raise OSError(errno.EACCES, "Permission denied")
        real(path, target)

    monkeypatch.setattr(placing, "rename", not_the_staging)
    with pytest.raises(OSError, match="Permission"):
        close_month(working, also=("risk_levels",), replace=True)
    assert tree(folder) == before
    assert [path.name for path in (working / "closings").iterdir() if path.is_dir()] == ["2026-10"]


def no_folders(path: Any, *flags: Any, opened: Any = os.open, **named: Any) -> int:
    """Open a file as Windows does, which refuses folders."""
    if Path(path).is_dir():
        raise PermissionError(errno.EACCES, "Permission denied", str(path))
    return int(opened(path, *flags, **named))


def test_folders_in_a_close_are_published_where_no_folder_can_be_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As letters are: cartas/individuais/0001-first-notice.pdf."""

    def write(folder: Path) -> None:
        (folder / "cartas" / "individuais").mkdir(parents=True)
        (folder / "cartas" / "individuais" / "0001.pdf").write_bytes(b"%PDF")

    monkeypatch.setattr(os, "open", no_folders)
    monkeypatch.setattr(shutil, "_use_fd_functions", False)  # Windows takes folders away by their names
    publishing.publish(tmp_path / "2026-10", write)
    assert tree(tmp_path / "2026-10") == {"cartas/individuais/0001.pdf": b"%PDF"}
    assert [path.name for path in tmp_path.iterdir()] == ["2026-10"]


def test_what_a_killed_run_left_is_swept_away(working: Path) -> None:
    left = working / "closings" / ".2026-10.em-andamento"
    left.mkdir(parents=True)
    (left / "relatorio.xlsx").write_bytes(b"pela metade")
    folder = close_month(working).folder
    assert not left.exists()
    assert sorted(path.name for path in folder.iterdir()) == sorted(OUTPUTS)


def test_a_dry_run_writes_nothing_but_the_lock(working: Path) -> None:
    before = tree(working)
    closed = close_month(working, dry_run=True)
    assert (closed.published, len(closed.run.month.operations) > 0) == (False, True)
    assert tree(working).keys() - before.keys() <= {"closings/.coopcli.lock"}


def test_a_dry_run_that_fails_writes_no_list(working: Path) -> None:
    (working / "exports" / "2026-10" / "cre_contratos.xlsx").unlink()
    assert "exportacao-ausente" in codes_of(lambda: close_month(working, dry_run=True))
    assert not list((working / "closings").glob("*.xlsx"))


def _hold(folder: Path, held: Any, done: Any) -> None:
    with publishing.locked(folder):
        held.set()
        done.wait(30)


def test_one_close_at_a_time(working: Path) -> None:
    context = multiprocessing.get_context("spawn")
    held, done = context.Event(), context.Event()
    other = context.Process(target=_hold, args=(working / "closings", held, done))
    other.start()
    try:
        assert held.wait(30)
        assert codes_of(lambda: close_month(working)) == ["em-uso"]
    finally:
        done.set()
        other.join(30)
    assert close_month(working).published
