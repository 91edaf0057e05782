"""``make bench``: print each measurement beside its floor of the same run and its target."""

from __future__ import annotations

import argparse
import tempfile
from functools import partial
from pathlib import Path

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from benchmarks import calculation, closing, collection, letters, reading, startup, workbook
from benchmarks.measure import Result


def main() -> None:
    """Run the measurements; ``--full`` adds the close of one million contracts."""
    parser = argparse.ArgumentParser(prog="benchmarks", description=main.__doc__)
    parser.add_argument("--full", action="store_true", help="also close 1,000,000 contracts with 5,000,000 instalments")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        results: list[Result] = []
        # closes first: a child's peak memory counts from what its parent held when it began
        for part in (
            startup.run,
            partial(closing.run, full=arguments.full),
            reading.run,
            calculation.run,
            collection.run,
            workbook.run,
            letters.run,
        ):
            results += part(folder)
    _print(results)


def _print(results: list[Result]) -> None:
    table = Table(box=SIMPLE_HEAD)
    for header in ("what", "measured", "floor", "ratio", "target", ""):
        table.add_column(header, overflow="fold")
    for r in results:
        table.add_row(r.what, r.measured, r.floor, r.ratio, r.target, "ok" if r.ok else "MISSED")
    Console(width=140).print(table)


if __name__ == "__main__":
    main()
