"""Timing: medians of alternating runs, so that a busy moment of the machine falls on both sides."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Result:
    """One line of the table."""

    what: str
    measured: str
    floor: str
    ratio: str
    target: str
    ok: bool


def seconds(work: Callable[[], object]) -> float:
    """Return how long one call takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def alternating(works: Sequence[Callable[[], object]], times: int = 5) -> list[float]:
    """Return the median seconds of each work, the works taking turns."""
    runs = [[seconds(work) for work in works] for _ in range(times)]
    return [statistics.median(column) for column in zip(*runs, strict=True)]


def against_floor(
    what: str, work: Callable[[], object], floor: Callable[[], object], most: float, times: int = 5
) -> Result:
    """Return the result of ``work`` beside ``floor``; the target is a ratio of at most ``most``."""
    mine, least = alternating([work, floor], times)
    ratio = mine / least
    return Result(what, f"{mine:.3f} s", f"{least:.3f} s", f"{ratio:.2f}×", f"≤ {most:g}×", ratio <= most)


def python(*arguments: str) -> Callable[[], object]:
    """Return a call that runs this Python with ``arguments`` and discards what it prints."""
    command = [sys.executable, *arguments]
    return lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
