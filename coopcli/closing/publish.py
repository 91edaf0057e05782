"""Publishing a folder at once or not at all, and nothing over anything."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from coopcli.errors import CoopError, Problem, stop

PRIVATE_FILE, PRIVATE_FOLDER = 0o600, 0o700


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the working folder's lock; CoopError (em-uso) where another close holds it."""
    from filelock import FileLock, Timeout

    folder.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
    lock = FileLock(folder / ".coopcli.lock", timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        raise CoopError([Problem("em-uso", str(folder), file=folder.name)]) from error
    try:
        yield
    finally:
        lock.release()


def publish(target: Path, write: Callable[[Path], None], *, replace: bool = False) -> Path | None:
    """Let ``write`` fill a folder and give it the name ``target``; return where the old one was kept, if any.

    ``write`` works in a folder beside the target, which becomes the target in one step once everything is in it
    and on the disk; a failure leaves all as it was. With ``replace`` an existing target is first set aside.
    """
    staging = target.with_name(f".{target.name}.em-andamento")
    shutil.rmtree(staging, ignore_errors=True)  # the lock is ours: what stands here was left by a killed run
    staging.mkdir(mode=PRIVATE_FOLDER, parents=True)
    aside = None
    try:
        write(staging)
        for path in staging.rglob("*"):
            path.chmod(PRIVATE_FOLDER if path.is_dir() else PRIVATE_FILE)
            _to_disk(path)
        aside = _set_aside(target) if replace and target.exists() else None
        staging.rename(target)
    except BaseException:
        if aside is not None and not target.exists():
            aside.rename(target)
        shutil.rmtree(staging, ignore_errors=True)
        raise
    return aside


def publish_new(target: Path, write: Callable[[Path], None]) -> None:
    """Publish a folder that must not exist yet; CoopError (arquivo-ja-existe) where it does."""
    if target.exists():
        remedy = "escolha outra pasta"
        raise stop("arquivo-ja-existe", str(target), file=target.name, expected="uma pasta nova", remedy=remedy)
    publish(target, write)


def _to_disk(path: Path) -> None:
    try:
        descriptor = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    except PermissionError:
        if path.is_dir():  # Windows opens no folder
            return
        raise
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _set_aside(target: Path) -> Path:
    number = 1
    while (aside := target.with_name(f"{target.name}.substituido-{number}")).exists():
        number += 1
    return target.rename(aside)
