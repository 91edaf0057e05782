"""How every output reaches its place: made beside it, safe on the disk, then named; nothing is put over anything.

What stands under its final name is therefore whole, whenever the power or the program goes. Only the names change at
the end, and from the last of them on the command has done what it was asked for: ``standing`` says so.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path, PurePath
from typing import IO

from coopcli.errors import CoopError, stop

PRIVATE_FILE, PRIVATE_FOLDER = 0o600, 0o700
"""Modes. On Windows a file's says nothing, but for a new folder of 0700 Python makes an access list of the owner, the
administrators and the system (since 3.11.10 and 3.12.4), which all that is put in it takes over."""

UNFINISHED = ".em-andamento"
"""How the name of what is being made ends; it begins with a dot."""

Write = Callable[[Path], None]

_LEFT_BEHIND_SECONDS = 24 * 3600
_NAME_KEPT = 40
_WINDOWS_TRIES = 20
_NOT_THERE = {errno.ENOTDIR, errno.ENAMETOOLONG, errno.EINVAL, errno.ELOOP}
_NO_LINKS = {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK, errno.EACCES}
_NO_SYNC = {errno.EINVAL, errno.ENOTSUP, errno.EBADF}
_DEVICE = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³]) *([.:].*)?", re.IGNORECASE)
_NOT_IN_A_NAME = re.compile(r'[<>:"|?*\x00-\x1f]|[. ]$')
_A_NAME_ON_WINDOWS = (
    'um nome sem < > : " | ? *, que não acabe em ponto ou espaço e não seja CON, PRN, AUX, NUL, COM1, LPT1…'
)

_in_hand: list[tuple[Path, Path]] = []


def standing() -> list[Path]:
    """Return what this run has put in its place, by what the disk shows; nothing until all of it is there."""
    is_done = all(not os.path.lexists(made) and os.path.lexists(target) for made, target in _in_hand)
    return [target for _, target in _in_hand] if is_done else []


def forget() -> None:
    """Begin a run: nothing is in its place yet."""
    _in_hand.clear()


def is_lost_on_windows(path: PurePath) -> bool:
    """Return whether Windows would write elsewhere than ``path`` says: to a device, a stream, under a shorter name."""
    names = [name for name in path.parts if name not in (path.anchor, ".", "..")]
    return any(_DEVICE.fullmatch(name) or _NOT_IN_A_NAME.search(name) for name in names)


_LONGEST = 255
"""Characters of a name that Windows takes."""


def require_free(target: Path) -> None:
    """Raise CoopError where nothing can be written as ``target``: it exists, or its folder does not take it."""
    if os.name == "nt" and (is_lost_on_windows(target) or len(target.name) > _LONGEST):
        raise stop("opcao-invalida", str(target), expected=_A_NAME_ON_WINDOWS)
    try:
        with suppress(FileNotFoundError):
            target.lstat()
            raise _exists(target)
        near = next(folder for folder in target.absolute().parents if os.path.lexists(folder))
        if not near.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(near))
        with tempfile.TemporaryFile(dir=near):
            pass
    except ValueError as error:  # a NUL in the name
        raise stop("opcao-invalida", str(target), expected="um nome de arquivo") from error
    except OSError as error:
        if error.errno not in _NOT_THERE:
            raise
        expected = "um nome que o sistema aceite, dentro de uma pasta"
        raise stop("opcao-invalida", f"{target}: {error.strerror}", expected=expected) from error


def place(outputs: Sequence[tuple[Path, Write]], *, is_private: bool = True) -> list[Path]:
    """Let each ``write`` make a file or a folder at the path that it is given, then put all in their places, or none.

    Returns the targets. A command places what it was asked for once, by a single call.
    Raises CoopError (arquivo-ja-existe) where a target exists, before anything is made and again at the end.
    """
    for target, _ in outputs:
        require_free(target)
    with ExitStack() as stack:
        made = [
            (stack.enter_context(made_beside(target, write, is_private=is_private)), target)
            for target, write in outputs
        ]
        put(made)
    return [target for target, _ in outputs]


def fill(folder: Path, write: Write) -> None:
    """Let ``write`` make a folder and put all that is in it, readable by everybody, into one that exists, empty."""
    with made_beside(folder / folder.absolute().name, write, is_private=False) as made:
        put([(path, folder / path.name) for path in sorted(made.iterdir())])


def write_new(path: Path, content: bytes) -> None:
    """Write a file that must not exist yet, where it is made: inside of what is given to ``place``."""
    with new_file(path) as file:
        file.write(content)


def new_file(path: Path) -> IO[bytes]:
    """Open a file that must not exist yet, readable by its owner only; CoopError (arquivo-ja-existe) where it does."""
    try:
        return open(path, "xb", opener=private)
    except FileExistsError as error:
        raise _exists(path) from error


def private(name: str, flags: int) -> int:
    """Open a file that, where it is made, is readable by its owner only."""
    return os.open(name, flags, PRIVATE_FILE)


@contextmanager
def made_beside(target: Path, write: Write, *, is_private: bool = True) -> Iterator[Path]:
    """Let ``write`` make a file or folder of the target's name beside it, in a folder of its own, and on the disk.

    What has not got another name at the end is gone.
    """
    target.parent.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
    stem = f".{target.name[:_NAME_KEPT]}."
    folder = Path(tempfile.mkdtemp(prefix=stem, suffix=UNFINISHED, dir=target.parent))
    try:
        _sweep(folder, stem)
        made = folder / target.name
        write(made)
        to_disk(made, is_private=is_private)
        yield made
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _sweep(own: Path, stem: str) -> None:
    """Take away what runs killed more than a day ago left beside the same target, by the disk's own clock."""
    now = own.stat().st_mtime
    for left in own.parent.glob(f"{stem}*{UNFINISHED}"):
        if now - left.stat().st_mtime > _LEFT_BEHIND_SECONDS:
            shutil.rmtree(left, ignore_errors=True)


def to_disk(path: Path, *, is_private: bool = True) -> None:
    """Have a file, or a folder with all in it, on the disk, and readable by its owner only where ``is_private``."""
    is_folder = path.is_dir()
    for inner in path.iterdir() if is_folder else ():
        to_disk(inner, is_private=is_private)
    if is_private:
        path.chmod(PRIVATE_FOLDER if is_folder else PRIVATE_FILE)
    sync(path)


def put(made: Sequence[tuple[Path, Path]]) -> None:
    """Give what was made the names of its targets, all or none; FileExistsError where one is taken.

    Whatever interrupts this after the last name is given is over with: the work is done.
    """
    _in_hand[:] = made
    try:
        for path, target in made:
            rename(path, target)
        for folder in {target.parent for _, target in made}:
            sync(folder)
    except BaseException as error:
        if standing():
            return
        for path, target in made:
            _take_back(path, target)
        forget()
        if isinstance(error, FileExistsError):
            raise _exists(Path(error.filename)) from error
        raise


def _take_back(path: Path, target: Path) -> None:
    """Give ``path`` back what ``target`` got of it, if it did."""
    if not os.path.lexists(path):
        rename(target, path)
    elif target.exists() and target.samefile(path):
        target.unlink()


def rename(path: Path, target: Path) -> None:
    """Give a file or a folder another name of the same disk; FileExistsError where there is something of that name.

    A file is linked and unlinked, which refuses in one step; Windows' own rename does. A folder is looked for first:
    where one is made in that very moment, the system refuses unless it is empty.
    """
    if os.path.lexists(target):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target))
    if os.name == "nt":
        _renamed_on_windows(path, target)
    elif path.is_dir():
        path.rename(target)
    else:
        _linked(path, target)


def _linked(path: Path, target: Path) -> None:
    try:
        os.link(path, target)
    except FileExistsError as error:
        raise FileExistsError(error.errno, error.strerror, str(target)) from error
    except OSError as error:
        if error.errno not in _NO_LINKS:  # a memory stick knows no links
            raise
        path.rename(target)
    else:
        path.unlink()


def _renamed_on_windows(path: Path, target: Path) -> None:
    """Rename what a virus scanner or an indexer may have open for a moment."""
    for _ in range(_WINDOWS_TRIES):
        try:
            path.rename(target)
            return
        except PermissionError:
            time.sleep(0.1)
    path.rename(target)


def sync(path: Path) -> None:
    """Have the bytes of a file, or the names in a folder, on the disk; Windows opens no folder for that."""
    is_folder = path.is_dir()
    try:
        descriptor = os.open(path, os.O_RDONLY if is_folder else os.O_RDWR)
    except PermissionError:
        if is_folder:
            return
        raise
    try:
        os.fsync(descriptor)
    except OSError as error:
        if not is_folder or error.errno not in _NO_SYNC:
            raise
    finally:
        os.close(descriptor)


def _exists(target: Path) -> CoopError:
    return stop("arquivo-ja-existe", str(target), file=target.name)
