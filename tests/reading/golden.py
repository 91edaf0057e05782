"""What each layout reads of its own sample, beside it as ``<layout>.expected.csv``: ``make golden`` writes them.

A golden file holds the canonical frame: a column for each that the layout fills, amounts in centavos, rates as
fractions, dates as AAAA-MM-DD, and the row of the export that each row came from.
"""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path

import pandas as pd

from coopcli import shipped
from coopcli.reading.layouts import Layout, load_layouts
from coopcli.reading.read import Exports, read_paths

SAMPLES = shipped.folder("sample_data") / "layouts"
ENDING = ".expected.csv"


def shipped_layouts() -> list[Layout]:
    return load_layouts([shipped.folder("rules") / "layouts"])


def sample_of(layout: Layout, folder: Path = SAMPLES) -> Path:
    """Return the sample export of a layout: ``sisbr-members.xlsx``."""
    name = layout.id.removeprefix("layouts/")
    (path,) = (path for path in folder.glob(f"{name}.*") if not path.name.endswith(ENDING))
    return path


def golden_of(layout: Layout) -> Path:
    return SAMPLES / f"{layout.id.removeprefix('layouts/')}{ENDING}"


def expected_text(exports: Exports, layout: Layout) -> str:
    """Return the rows that were read as the text of a golden file."""
    frame = exports.frames[layout.frame.name]
    names = ["source_row", *(column.name for column in layout.frame.columns if column.name in layout.columns)]
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(names)
    writer.writerows(zip(*([_cell(value) for value in frame[name]] for name in names), strict=True))
    return text.getvalue()


def _cell(value: object) -> str:
    if pd.isna(value):
        return ""
    if isinstance(value, float):
        return str(round(value, 8))
    return value.date().isoformat() if isinstance(value, pd.Timestamp) else str(value)


def main() -> None:
    layouts = shipped_layouts()
    for layout in layouts:
        text = expected_text(read_paths([sample_of(layout)], layouts), layout)
        golden_of(layout).write_bytes(text.encode("utf-8"))


if __name__ == "__main__":
    main()
