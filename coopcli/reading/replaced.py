"""Cells read as the clerk corrected them: the export itself stays as it is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from types import MappingProxyType
from typing import TYPE_CHECKING

from coopcli.reading.headers import column_letters
from coopcli.reading.raw import Grid, RawTable

if TYPE_CHECKING:
    import pyarrow as pa

Place = tuple[str, str, str]
"""File, sheet ('' in a text file) and cell as Excel names it: ``("contratos.xlsx", "Plan1", "D47")``."""

Replacements = Mapping[Place, str]
"""What is read in the place of what a cell holds."""

NOTHING: Replacements = MappingProxyType({})


def with_replacements(grid: Grid, file: str, replacements: Replacements) -> Grid:
    """Return the grid that loads its tables with the cells of ``replacements``."""
    mine = {cell: text for (name, sheet, cell), text in replacements.items() if (name, sheet) == (file, grid.sheet)}
    return replace(grid, load=partial(_load, grid, mine)) if mine else grid


def _load(grid: Grid, texts: Mapping[str, str], header: int) -> RawTable:
    return replaced(grid.load(header), texts)


def replaced(table: RawTable, texts: Mapping[str, str]) -> RawTable:
    """Return the table with ``texts`` (by cell) in the place of what its cells hold; cells outside it are let be."""
    columns = list(table.columns)
    for column, by_row in _by_column(table, texts).items():
        columns[column] = _changed(table, column, by_row)
    return replace(table, columns=columns)


def _by_column(table: RawTable, texts: Mapping[str, str]) -> dict[int, dict[int, str]]:
    """Return, by column, the text of each position in it."""
    import numpy as np

    columns = {column_letters(table.first_column + i): i for i in range(len(table.columns))}
    found: dict[int, dict[int, str]] = {}
    for cell, text in texts.items():
        parts = re.fullmatch(r"([A-Z]+)(\d+)", cell)
        rows = np.flatnonzero(table.rows == (int(parts[2]) if parts else 0))
        if parts and parts[1] in columns and len(rows):
            found.setdefault(columns[parts[1]], {})[int(rows[0])] = text
    return found


def _changed(table: RawTable, column: int, texts: Mapping[int, str]) -> pa.Array:
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    places = sorted(texts)
    mask = np.zeros(len(table.rows), dtype=bool)
    mask[places] = True
    return pc.replace_with_mask(table.text(column), pa.array(mask), pa.array([texts[p] for p in places], pa.string()))
