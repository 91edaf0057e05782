"""Workbooks: every sheet as text, through calamine."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from coopcli.errors import DataError, Problem
from coopcli.reading.cells import NEVER_CALCULATED
from coopcli.reading.raw import MAX_COLUMNS, PREVIEW_ROWS, FileKind, Grid, RawTable
from coopcli.reading.workbook_parts import Parts, read_parts, too_large

if TYPE_CHECKING:
    import fastexcel
    import pyarrow as pa

_EXCEL_ERRORS = {
    "Div0": "#DIV/0!", "NA": "#N/A", "Name": "#NAME?", "Null": "#NULL!",
    "Num": "#NUM!", "Ref": "#REF!", "Value": "#VALUE!", "GettingData": "#GETTING_DATA",
}  # fmt: skip


def sheet_grids(content: bytes, file: str) -> list[Grid]:
    """Return the sheets that hold anything; DataError where the workbook cannot be read."""
    import fastexcel

    parts = read_parts(content, file)
    try:
        book = fastexcel.read_excel(content)
        grids = [_grid(book, position, parts, file) for position in range(len(book.sheet_names))]
    except fastexcel.FastExcelError as error:
        raise DataError([Problem("arquivo-ilegivel", "conteúdo que não é o de uma planilha", file=file)]) from error
    return [grid for grid in grids if grid.preview]


def _grid(book: fastexcel.ExcelReader, position: int, parts: Parts, file: str) -> Grid:
    name = book.sheet_names[position]
    sheet = book.load_sheet(position, header_row=None, skip_rows=0, dtypes="string")
    hidden = sheet.visible != "visible"
    if not sheet.width:
        return Grid(name, [], _nothing, hidden)
    if sheet.width > MAX_COLUMNS:
        raise too_large(f"{sheet.width} colunas", f"até {MAX_COLUMNS} colunas", file, name)
    first = sheet.available_columns()[0].absolute_index
    batch, failures = sheet.to_arrow_with_errors()
    words = [(*e.position, _error_word(e.detail)) for e in (failures.errors if failures else [])]
    words += [(row, column - first, NEVER_CALCULATED) for row, column in parts.formulas.get(position, [])]
    columns = _with_words(batch, words)
    rows = zip(*(column.slice(0, PREVIEW_ROWS).to_pylist() for column in columns), strict=True)
    preview = [[cell or "" for cell in row] for row in rows]
    kind: FileKind = "excel1904" if parts.counts_from_1904 else "excel"
    return Grid(name, preview, partial(_below, kind, name, columns, first), hidden)


def _nothing(header: int) -> RawTable:
    raise IndexError(header)


def _with_words(batch: pa.RecordBatch, words: Sequence[tuple[int, int, str]]) -> list[pa.Array]:
    """Return the columns with each word (row, column, word) in its cell, which calamine leaves null."""
    import pyarrow as pa

    columns = list(batch.columns)
    inside = [(row, column, word) for row, column, word in words if row < batch.num_rows and 0 <= column < len(columns)]
    for position in {column for _, column, _ in inside}:
        cells = columns[position].to_pylist()
        for row, column, word in inside:
            if column == position:
                cells[row] = word
        columns[position] = pa.array(cells, pa.string())
    return columns


def _error_word(detail: str) -> str:
    match = re.search(r"Error\((\w+)\)", detail)
    return _EXCEL_ERRORS.get(match[1], "#VALUE!") if match else "#VALUE!"


def _below(kind: FileKind, name: str, columns: list[pa.Array], first_column: int, header: int) -> RawTable:
    import numpy as np

    start = header + 1
    return RawTable(
        kind=kind,
        sheet=name,
        headers=[column[header].as_py() or "" for column in columns],
        header_row=start,
        columns=[column.slice(start) for column in columns],
        rows=np.arange(start + 1, len(columns[0]) + 1),
        first_column=first_column,
    )
