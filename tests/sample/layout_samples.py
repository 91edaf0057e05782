"""A small export for each shipped layout, named after it."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.sample import layout_tables_coop, layout_tables_sisbr

TABLES = layout_tables_sisbr.TABLES | layout_tables_coop.TABLES


def write(folder: Path) -> None:
    """Write every sample export into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, table in TABLES.items():
        table.write(folder / f"{name}{table.suffix}")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
