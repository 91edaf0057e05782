"""Cells read as the clerk corrected them: the export itself stays as it is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from coopcli.reading.headers import column_letters
from coopcli.reading.layout_steps import declared
from coopcli.reading.layouts import Layout
from coopcli.reading.raw import RawTable

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pyarrow as pa

    Flags = npt.NDArray[np.bool_]

Place = tuple[str, str, str]
"""File, sheet ('' in a text file) and cell as Excel names it: ``("contratos.xlsx", "Plan1", "D47")``."""

Replacements = Mapping[Place, str]
"""What is read in the place of what a cell holds."""

NOTHING: Replacements = MappingProxyType({})


def replaced(table: RawTable, file: str, replacements: Replacements) -> tuple[RawTable, dict[int, Flags]]:
    """Return the table with the texts of ``replacements`` in the place of what its cells hold, and which cells of a
    column these are; cells outside of it are let be."""
    import numpy as np

    mine = {cell: text for (name, sheet, cell), text in replacements.items() if (name, sheet) == (file, table.sheet)}
    if not mine:
        return table, {}
    columns, fixed = list(table.columns), {}
    for column, by_row in _by_column(table, mine).items():
        columns[column] = _changed(table, column, by_row)
        fixed[column] = np.isin(np.arange(len(table.rows)), list(by_row))
    return replace(table, columns=columns), fixed


def with_declared(
    layout: Layout, table: RawTable, positions: Mapping[str, int], file: str, replacements: Replacements
) -> Layout:
    """Return the layout with what ``replacements`` declare of whole columns (``H``: ``decimal: point``)."""
    columns = dict(layout.columns)
    for name, place in positions.items():
        line = replacements.get((file, table.sheet, column_letters(table.first_column + place)))
        told = declared(line) if line else None
        if told and place < len(table.columns):
            columns[name] = replace(columns[name], **{told[0]: told[1]})  # type: ignore[arg-type]
    return replace(layout, columns=columns)


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
