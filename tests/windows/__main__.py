"""``make windows``: the main job and the quick tests on the Windows build of Python, where there is Wine.

``python -m tests.windows -m coopcli close 2026-10 --folder x`` runs the interpreter itself with these words.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from pathlib import Path

from tests.windows.wine import HOME, PYTHON, ROOT, CannotRunError, fit_out, run, run_program, windows_path, wine

NO_WINE = "windows: left out, there is no Wine here (Debian: apt install wine wine64 gcc-mingw-w64-x86-64)"
PROOF = HOME / "proof"
HERE, THERE = PROOF / "here", PROOF / "windows"
MAIN_JOB = (
    "sample cooperative {}",
    "check {}/exports/2026-10",
    "close 2026-09 --folder {} --quiet",
    "close 2026-10 --folder {}",
    "close 2026-10 --folder {} --also risk_levels --replace --quiet",
    "explain 200011 {}/exports/2026-10",
    "proposals {}/exports/2026-10 --output {}/propostas.xlsx --committee {}/comite.pdf",
    "letters preview listing-notice --output {}/aviso.pdf --folder {}",
)
OF_THE_MOMENT = {"log.jsonl", ".coopcli.lock"}
CONSOLES = ("cp850", "cp1252")
SCHEDULED = {"2026-10": 1, "2026-13": 2, "2026-12": 1}
"""What fechar.bat ends with: a month closed otherwise, one that is none, one without exports."""


def main(words: list[str]) -> int:
    """Return the exit status: 0 where all went well, and where there is no Wine."""
    if not wine():
        print(NO_WINE)
        return 0
    try:
        fit_out()
    except CannotRunError as error:
        print(f"windows: left out, {error}")
        return 1
    if words:
        return run(*words)
    start = time.monotonic()
    failed = [*main_job(), *differences(HERE, THERE), *scheduled(), *quick_tests()]
    print("\n".join([f"windows: {time.monotonic() - start:.0f} s, {len(failed)} failed", *failed]))
    return bool(failed)


def main_job() -> list[str]:
    """Run the main job on both systems, in the consoles that clerks have; return what failed."""
    shutil.rmtree(PROOF, ignore_errors=True)
    PROOF.mkdir()
    failed = []
    for number, line in enumerate(MAIN_JOB):
        here = [sys.executable, "-m", "coopcli", *line.replace("{}", str(HERE)).split()]
        subprocess.run(here, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        console = CONSOLES[number % len(CONSOLES)]
        there = line.replace("{}", windows_path(THERE)).split()
        print(f"windows> coopcli {' '.join(there)}", flush=True)
        if run("-m", "coopcli", *there, PYTHONIOENCODING=console):
            failed.append(f"coopcli {line} ({console})")
    return failed


def differences(here: Path, there: Path) -> list[str]:
    """Return the files that are not, byte for byte, on both sides."""
    sides = [{path.relative_to(side): path for path in side.rglob("*") if path.is_file()} for side in (here, there)]
    names = sorted(name for name in sides[0].keys() | sides[1].keys() if name.name not in OF_THE_MOMENT)
    print(f"windows: {len(names)} files compared byte for byte")
    one_sided = [str(name) for name in names if name not in sides[0] or name not in sides[1]]
    both = [name for name in names if str(name) not in one_sided]
    return [
        *(f"on one side only: {name}" for name in one_sided),
        *(f"other bytes: {name}" for name in both if sides[0][name].read_bytes() != sides[1][name].read_bytes()),
    ]


def scheduled() -> list[str]:
    """Run what the Task Scheduler runs; return where it does not end with the status of coopcli."""
    shutil.copy(ROOT / "templates" / "fechar.bat", THERE)
    failed = []
    for month, expected in SCHEDULED.items():
        command = f'"{windows_path(PYTHON / "python.exe")}" -m coopcli'
        status = run_program("cmd", "/c", windows_path(THERE / "fechar.bat"), month, COOPCLI=command)
        print(f"windows> fechar.bat {month}: {status}")
        if status != expected:
            failed.append(f"fechar.bat {month} ends with {status}, not {expected}")
    return failed


def quick_tests() -> list[str]:
    words = ("-m", "pytest", "-q", "-p", "no:cacheprovider", "-m", "not slow", "tests")
    return [f"python {' '.join(words)}"] if run(*words) else []


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
