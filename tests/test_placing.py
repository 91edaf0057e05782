"""How outputs reach their places: whole or not at all, over nothing, wherever the run is cut."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path, PureWindowsPath

import pytest

from coopcli import placing
from coopcli.errors import CoopError
from coopcli.placing import place, standing, write_new
from tests.owner import assert_owners_alone


@pytest.fixture(autouse=True)
def nothing_in_hand() -> Iterator[None]:
    placing.forget()
    yield
    placing.forget()


def text(content: str) -> placing.Write:
    return lambda path: write_new(path, content.encode())


def two_files(path: Path) -> None:
    path.mkdir()
    for name in ("a", "b"):
        write_new(path / name, name.encode())


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_files_and_folders_are_private_and_nothing_is_left_beside_them(tmp_path: Path) -> None:
    targets = [tmp_path / "new" / "list.csv", tmp_path / "new" / "letters"]
    assert place([(targets[0], text("x")), (targets[1], two_files)]) == targets == standing()
    assert names(tmp_path / "new") == ["letters", "list.csv"]
    assert_owners_alone(*targets, *targets[1].iterdir())


@pytest.mark.parametrize(
    "lost",
    [
        "NUL", "aux.xlsx", "Com1.csv", r"C:\x\LPT9", "con .txt", "conout$", r"nul\a.xlsx", "prn.tar.gz", "com².pdf", "lista.csv.",
        "lista ", r"pasta.\a.csv", "a.xlsx:b", r"\\server\share\aux.csv", "a?.csv", "a|b", "a\tb",
    ],
)  # fmt: skip
def test_names_by_which_windows_would_write_elsewhere(lost: str) -> None:
    assert placing.is_lost_on_windows(PureWindowsPath(lost))


@pytest.mark.parametrize(
    "kept",
    [
        "null.csv", "auxiliar.xlsx", "com10.csv", "console", "0001-aux.pdf", r"C:\x\a.csv", "C:a.csv", r"..\a.csv", r".\a.csv",
        r"\\server\share\a.csv", r"\\?\C:\x\a.csv", "2026-10.substituido-1", ".coopcli.lock", "São João, 2ª via.pdf",
    ],
)  # fmt: skip
def test_names_that_windows_keeps(kept: str) -> None:
    assert not placing.is_lost_on_windows(PureWindowsPath(kept))


@pytest.mark.skipif(os.name != "nt", reason="only Windows writes to devices by such names")
@pytest.mark.parametrize("name", ["aux.csv", "NUL", "lista.csv:x", "lista."])
def test_nothing_is_written_to_a_device(tmp_path: Path, name: str) -> None:
    with pytest.raises(CoopError, match="opcao-invalida"):
        place([(tmp_path / name, text("x"))])
    assert names(tmp_path) == []


def link_to_nothing(path: Path) -> None:
    try:
        path.symlink_to("no")
    except OSError:
        pytest.skip("this user makes no links here")
    if not path.is_symlink():
        pytest.skip("links that are none")


@pytest.mark.parametrize("make", [Path.touch, Path.mkdir, link_to_nothing])
def test_what_exists_is_refused_before_anything_is_made(tmp_path: Path, make: Callable[[Path], object]) -> None:
    make(tmp_path / "out")
    with pytest.raises(CoopError, match="arquivo-ja-existe"):
        place([(tmp_path / "new", text("x")), (tmp_path / "out", lambda path: pytest.fail("made"))])
    assert names(tmp_path) == ["out"]


@pytest.mark.parametrize("made", [text("x"), two_files])
def test_what_came_to_exist_meanwhile_is_refused_and_all_taken_back(tmp_path: Path, made: placing.Write) -> None:
    def slow(path: Path) -> None:
        made(path)
        (tmp_path / "out").write_bytes(b"of somebody else")

    with pytest.raises(CoopError, match="arquivo-ja-existe"):
        place([(tmp_path / "first", text("1")), (tmp_path / "out", slow)])
    assert names(tmp_path) == ["out"]
    assert ((tmp_path / "out").read_bytes(), standing()) == (b"of somebody else", [])


@pytest.mark.parametrize("step", ["sync", "rename", "to_disk"])
@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "full"), KeyboardInterrupt()])
def test_a_failure_before_the_last_name_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, error: BaseException
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(placing, step, fails)
    with pytest.raises(type(error)):
        place([(tmp_path / "a", text("a")), (tmp_path / "b", two_files)])
    assert (names(tmp_path), standing()) == ([], [])


def test_a_failure_of_the_second_name_takes_the_first_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real, seen = placing.rename, []

    def once(path: Path, target: Path) -> None:
        seen.append(target)
        if len(seen) == 2:
            raise KeyboardInterrupt
        real(path, target)

    monkeypatch.setattr(placing, "rename", once)
    with pytest.raises(KeyboardInterrupt):
        place([(tmp_path / "a", text("a")), (tmp_path / "b", text("b"))])
    assert (names(tmp_path), standing()) == ([], [])


@pytest.mark.skipif(os.name == "nt", reason="Windows renames without a link")
def test_an_interruption_between_link_and_unlink_takes_the_name_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(path: Path, **_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(placing, "_linked", lambda path, target: (os.link(path, target), interrupted(path)))
        with pytest.raises(KeyboardInterrupt):
            place([(tmp_path / "a", text("a"))])
    assert (names(tmp_path), standing()) == ([], [])


def test_what_happens_after_the_last_name_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = placing.sync

    def interrupted(path: Path) -> None:
        if path == tmp_path:
            raise KeyboardInterrupt
        real(path)

    monkeypatch.setattr(placing, "sync", interrupted)
    assert place([(tmp_path / "a", text("a"))]) == [tmp_path / "a"] == standing()
    assert names(tmp_path) == ["a"]


def test_windows_opens_no_folder_to_have_it_on_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.open

    def refused(path: os.PathLike[str] | str, flags: int, *more: int, **at: int | None) -> int:
        if "dir_fd" not in at and Path(path).is_dir():  # with it, the library deletes a tree as POSIX can
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return real(path, flags, *more, **at)

    monkeypatch.setattr(os, "open", refused)
    place([(tmp_path / "letters", two_files)])
    assert names(tmp_path / "letters") == ["a", "b"]


def test_a_disk_without_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(*_: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", no_links)
    place([(tmp_path / "a", text("a"))])
    with pytest.raises(FileExistsError):
        placing.rename(tmp_path / "a", tmp_path / "a")
    assert names(tmp_path) == ["a"]


@pytest.mark.parametrize("name", ["file/x.xlsx", "x" * 300, "nul\0.xlsx"])
def test_a_place_where_nothing_can_be_written(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(CoopError, match="opcao-invalida"):
        placing.require_free(tmp_path / name)


def test_what_a_killed_run_left_goes_after_a_day(tmp_path: Path) -> None:
    old, new = tmp_path / ".a.x1.em-andamento", tmp_path / ".a.x2.em-andamento"
    for left in (old, new):
        left.mkdir()
    yesterday = time.time() - 25 * 3600
    os.utime(old, (yesterday, yesterday))
    place([(tmp_path / "a", text("a"))])
    assert names(tmp_path) == [new.name, "a"]


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    placing.fill(tmp_path, two_files)
    assert names(tmp_path) == ["a", "b"]


_SLOW = """
import sys, time
from pathlib import Path
from coopcli.placing import place, new_file
def slow(path):
    with new_file(path) as file:
        for _ in range(2000):
            file.write(b"x" * 1000); file.flush(); time.sleep(0.0002)
place([(Path(sys.argv[1]), slow)])
"""


@pytest.mark.slow
@pytest.mark.parametrize("seconds", [0.05, 0.2, 0.3, 0.5, 0.8, 1.2])
def test_a_killed_run_leaves_a_whole_file_or_none(tmp_path: Path, seconds: float) -> None:
    process = subprocess.Popen([sys.executable, "-c", _SLOW, str(tmp_path / "list.csv")])
    time.sleep(seconds)
    process.kill()
    process.wait()
    assert not (tmp_path / "list.csv").exists() or (tmp_path / "list.csv").stat().st_size == 2_000_000
