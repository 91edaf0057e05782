"""Who may read what was written."""

from __future__ import annotations

import stat
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory


@cache
def has_modes() -> bool:
    """Return whether the system keeps a mode as it is set. Windows does not: there a new folder has an access list."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "x"
        path.touch(0o640)
        return stat.S_IMODE(path.stat().st_mode) == 0o640


def assert_owners_alone(*paths: Path) -> None:
    """Files and folders are there, and only their owner may read them, as far as modes say so."""
    modes = {path: stat.S_IMODE(path.stat().st_mode) for path in paths}
    assert modes
    if has_modes():
        assert modes == {path: 0o700 if path.is_dir() else 0o600 for path in paths}
