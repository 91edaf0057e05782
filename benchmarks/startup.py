"""Start-up: the help page against an empty Python."""

from __future__ import annotations

from pathlib import Path

from benchmarks.measure import Result, against_floor, python


def run(folder: Path) -> list[Result]:
    """Return the start-up of ``coopcli --help``."""
    return [against_floor("coopcli --help", python("-m", "coopcli", "--help"), python("-c", "pass"), 12, times=9)]
