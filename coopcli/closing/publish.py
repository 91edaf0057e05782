"""A close: published at once or not at all, the one before kept aside, and what a killed run left put in order."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from coopcli.closing.log import Clock, events, write_log
from coopcli.closing.manifest import changed_outputs, read_manifest
from coopcli.errors import CoopError, Problem, stop
from coopcli.placing import PRIVATE_FOLDER, UNFINISHED, Write, put, rename, sync, to_disk

_ASIDE = re.compile(r"(\d{4}-\d{2})\.substituido-(\d+)")
_MONTH = "[0-9][0-9][0-9][0-9]-[0-9][0-9]"
_WAIT_SECONDS = 30
"""For a close that is between the two names of its replacement."""


@contextmanager
def locked(folder: Path, wait_seconds: float = 0) -> Iterator[None]:
    """Hold the working folder's lock; CoopError (em-uso) where another close holds it."""
    from filelock import FileLock, Timeout

    folder.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
    lock = FileLock(folder / ".coopcli.lock", timeout=wait_seconds)
    try:
        lock.acquire()
    except Timeout as error:
        raise CoopError([Problem("em-uso", str(folder), file=folder.name)]) from error
    try:
        yield
    finally:
        lock.release()


def publish(
    target: Path, write: Write, before: Callable[[], None] = lambda: None, *, replace: bool = False
) -> Path | None:
    """Let ``write`` fill a folder and give it the name ``target``; return where the old one was kept, if any.

    ``write`` works in a folder beside the target, which becomes the target in one step once everything is in it and
    on the disk and ``before`` has been called; a failure leaves all as it was. With ``replace`` an existing target is
    first set aside. The caller holds the lock.
    """
    for left in _unfinished(target):  # by a killed run
        shutil.rmtree(left)
    staging = target.with_name(f".{target.name}{UNFINISHED}")
    staging.mkdir(mode=PRIVATE_FOLDER)
    aside = None
    try:
        write(staging)
        to_disk(staging)
        before()
        aside = _free_aside(target) if replace and target.exists() else None
        if aside:
            rename(target, aside)
        put([(staging, target)])
    except BaseException:
        if aside is not None and aside.exists() and not target.exists():
            rename(aside, target)
        shutil.rmtree(staging, ignore_errors=True)
        raise
    return aside


def _unfinished(target: Path) -> list[Path]:
    return sorted(target.parent.glob(f".{target.name}*{UNFINISHED}"))


def _free_aside(target: Path) -> Path:
    number = 1
    while (aside := target.with_name(f"{target.name}.substituido-{number}")).exists():
        number += 1
    return aside


# --- what stands --------------------------------------------------------------------------------------------------


def closes(closings: Path) -> list[Path]:
    """Return the folders of all closes, the oldest first.

    Raises CoopError (fechamento-ilegivel) where one is missing because its replacement was cut short: ``recover``.
    """
    for month in _interrupted(closings):
        found = f"{month} só existe como {month}.substituido: a troca foi interrompida"
        raise stop("fechamento-ilegivel", found, file=month, remedy=f"rode: coopcli check exports/{month}")
    return sorted(path for path in closings.glob(_MONTH) if path.is_dir())


def recover(closings: Path, tell: Callable[[str], None], clock: Clock) -> None:
    """Finish or undo every replacement of a close that was cut short between its two names, telling which.

    The new close takes the name where it is whole on the disk; else the old one takes it back.
    """
    if not _interrupted(closings):
        return
    with locked(closings, _WAIT_SECONDS):
        put_in_order(closings, tell, clock)


def put_in_order(closings: Path, tell: Callable[[str], None], clock: Clock) -> None:
    """Do what ``recover`` does where the lock is held, and complete the log."""
    for month, asides in _interrupted(closings).items():
        target = closings / month
        whole = [path for path in _unfinished(target) if _is_whole(path)]
        found = whole[-1] if whole else asides[-1]
        rename(found, target)
        sync(closings)
        which = "foi concluída" if whole else "foi desfeita"
        tell(f"a troca do fechamento de {month}, interrompida, {which}: vale {target}")
        write_log(closings, clock, "recovered", month=month, finished=bool(whole))
    _complete_log(closings, clock)


def _complete_log(closings: Path, clock: Clock) -> None:
    """Tell of each month that was being published when a run was killed whether it is."""
    last = {told.get("month"): told for told in events(closings)}
    for month, told in last.items():
        if told.get("event") != "publishing":
            continue
        with suppress(CoopError):  # a close that cannot be read is told where it is needed
            is_there = (closings / str(month)).is_dir()
            is_it = is_there and read_manifest(closings / str(month))["fingerprint"] == told.get("fingerprint")
            what = {name: told.get(name) for name in ("month", "fingerprint", "totals")}
            write_log(closings, clock, "closed" if is_it else "not published", **what)


def _is_whole(folder: Path) -> bool:
    """Return whether all that the manifest tells, which is written last, is there as it was written."""
    try:
        return not changed_outputs(folder, read_manifest(folder), with_typed=True)
    except CoopError:
        return False


def _interrupted(closings: Path) -> dict[str, list[Path]]:
    """Return, by month, the closes that were set aside, the oldest first, where none stands under the month's name."""
    found = [(match[1], int(match[2]), path) for path in closings.glob("*.substituido-*")
             if (match := _ASIDE.fullmatch(path.name))]  # fmt: skip
    months = sorted({month for month, _, _ in found if not (closings / month).exists()})
    return {month: [path for name, _, path in sorted(found) if name == month] for month in months}
