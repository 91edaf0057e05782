"""The rows of a long table as spreadsheet XML, built column by column as Arrow strings.

About fifteen times as fast as writing cell by cell, and only a batch of rows is in memory. Text is inline, so
no table of shared strings grows; it is escaped, so nothing from outside becomes markup or a formula.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from coopcli.reports.cells import NUMBERS, cell_values, to_arrow
from coopcli.reports.sheet import Table

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

    from coopcli.words import Kind

BATCH_ROWS = 25_000

_ESCAPES = (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"))


def rows_xml(table: Table, styles: Sequence[int]) -> Iterator[memoryview]:
    """Yield the ``<row>`` elements of ``table``, batch by batch; ``styles`` are the style ids by column."""
    for start in range(0, len(table.rows), BATCH_ROWS):
        yield _batch(table, styles, table.rows.iloc[start : start + BATCH_ROWS], table.first_row + 1 + start)


def _batch(table: Table, styles: Sequence[int], rows: pd.DataFrame, number: int) -> memoryview:
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc
    from xlsxwriter.utility import xl_col_to_name

    numbers = pa.array(np.arange(number, number + len(rows))).cast(pa.string())
    pieces: list[object] = ['<row r="', numbers, '">']
    for position, (column, style) in enumerate(zip(table.columns, styles, strict=True)):
        start, look = f'<c r="{xl_col_to_name(table.column + position)}', f'" s="{style}"'
        cells = _cells(column.kind, to_arrow(rows[column.name]), start, numbers, look)
        pieces += _or_empty(cells, start, numbers, look) if column.name in table.to_fill_in else cells
    arguments = [piece if isinstance(piece, pa.Array) else pa.scalar(piece) for piece in [*pieces, "</row>", ""]]
    return _bytes(pc.binary_join_element_wise(*arguments, null_handling="replace"))


def _cells(kind: Kind, column: pa.Array, start: str, numbers: pa.Array, style: str) -> list[object]:
    """Return the pieces that, joined, are the cells of a column; an empty cell is no element at all."""
    import pyarrow as pa
    import pyarrow.compute as pc

    values = cell_values(kind, column)
    is_number = kind in NUMBERS
    opening = f"{style}><v>" if is_number else f'{style} t="inlineStr"><is><t xml:space="preserve">'
    closing = "</v></c>" if is_number else "</t></is></c>"
    text = values.cast(pa.string()) if is_number else escaped(values)
    pieces = [start, numbers, opening, text, closing]
    if text.null_count == 0:
        return pieces
    return [pc.binary_join_element_wise(*(p if isinstance(p, pa.Array) else pa.scalar(p) for p in pieces), "")]


def _or_empty(cells: list[object], start: str, numbers: pa.Array, style: str) -> list[object]:
    """Return the pieces with an empty cell, styled all the same, where there is none."""
    import pyarrow as pa
    import pyarrow.compute as pc

    join = pc.binary_join_element_wise
    whole = join(*(piece if isinstance(piece, pa.Array) else pa.scalar(piece) for piece in cells), "")
    return [pc.coalesce(whole, join(pa.scalar(start), numbers, pa.scalar(f"{style}/>"), ""))]


def escaped(text: pa.Array) -> pa.Array:
    """Return the text as XML content; ``_x0041_``, which Excel would read as an A, stays as it is written."""
    import pyarrow.compute as pc

    if not pc.any(pc.match_substring_regex(text, r"[&<>]|_x[0-9A-Fa-f]{4}_")).as_py():
        return text
    for character, entity in _ESCAPES:
        text = pc.replace_substring(text, character, entity)
    return pc.replace_substring_regex(text, "(_x[0-9A-Fa-f]{4}_)", r"_x005F\1")


def _bytes(strings: pa.Array) -> memoryview:
    """Return the bytes of the strings one after the other, without copying them."""
    import numpy as np

    _, offsets, data = strings.buffers()
    first, last = np.frombuffer(offsets, dtype=np.int32)[[strings.offset, strings.offset + len(strings)]]
    return memoryview(data)[first:last]
