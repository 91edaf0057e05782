"""Whole closes, each in a process of its own: seconds and memory."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.measure import Result
from coopcli import sample

MIB = 1024


@dataclass(frozen=True)
class Size:
    """A portfolio and what its close may take, of the portfolio alone or with collection (its lists, no letters)."""

    contracts: int
    installments: int
    most_seconds: float
    most_mib: float
    collection: bool = False


SIZES = (
    Size(6_000, 33, 2.5, 1024),
    Size(6_000, 33, 5, 1024, collection=True),
    Size(100_000, 10, 8, 1.2 * 1024),
    Size(100_000, 10, 16, 2 * 1024, collection=True),
)
LARGEST = Size(1_000_000, 5, 40, 4 * 1024)


def run(folder: Path, *, full: bool) -> list[Result]:
    """Return the closes of each size."""
    sizes = (*SIZES, *([LARGEST] if full else []))
    return [_close(folder / f"close-{number}", size) for number, size in enumerate(sizes)]


def _close(folder: Path, size: Size) -> Result:
    sample.scaled(folder, size.contracts, size.installments)
    if not size.collection:
        with (folder / "coop.yaml").open("ab") as settings:
            settings.write(b"collection_in_close: false\n")
    start = time.perf_counter()
    command = [sys.executable, "-m", "coopcli", "close", "2026-10", "--folder", str(folder), "--quiet", "--no-letters"]
    process = subprocess.Popen(command)
    _, status, usage = os.wait4(process.pid, 0)
    elapsed, mib = time.perf_counter() - start, usage.ru_maxrss / MIB
    beside = ", with collection" if size.collection else ""
    what = f"whole close, {size.contracts:,} contracts × {size.installments} instalments{beside}"
    target = f"≤ {size.most_seconds:g} s, {size.most_mib / MIB:.1f} GiB"
    ok = status == 0 and elapsed <= size.most_seconds and mib <= size.most_mib
    return Result(what, f"{elapsed:.2f} s, {mib / MIB:.2f} GiB", "", "", target, ok)
