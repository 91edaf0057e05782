"""Workbooks: every sheet as text, through calamine."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from coopcli.errors import DataError, Problem
from coopcli.reading.raw import PREVIEW_ROWS, Grid, RawTable

if TYPE_CHECKING:
    import fastexcel
    import pyarrow as pa

_EXCEL_ERRORS = {
    "Div0": "#DIV/0!", "NA": "#N/A", "Name": "#NAME?", "Null": "#NULL!",
    "Num": "#NUM!", "Ref": "#REF!", "Value": "#VALUE!", "GettingData": "#GETTING_DATA",
}  # fmt: skip
_RELATIONS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_HEAD_BYTES = 1 << 17


def sheet_grids(content: bytes, file: str) -> list[Grid]:
    """Return the sheets that hold anything; DataError where the workbook cannot be read."""
    import fastexcel

    try:
        book = fastexcel.read_excel(content)
        grids = [_grid(content, book, position) for position in range(len(book.sheet_names))]
    except fastexcel.FastExcelError as error:
        raise DataError([Problem("arquivo-ilegivel", "conteúdo que não é o de uma planilha", file=file)]) from error
    return [grid for grid in grids if grid.preview]


def _grid(content: bytes, book: fastexcel.ExcelReader, position: int) -> Grid:
    name = book.sheet_names[position]
    sheet = book.load_sheet(position, header_row=None, skip_rows=0, dtypes="string")
    if not sheet.width:
        return Grid(name, [], _nothing)
    batch, failures = sheet.to_arrow_with_errors()
    columns = _with_errors(batch, failures.errors if failures else [])
    rows = zip(*(column.slice(0, PREVIEW_ROWS).to_pylist() for column in columns), strict=True)
    preview = [[cell or "" for cell in row] for row in rows]
    return Grid(name, preview, partial(_below, content, position, name, columns))


def _nothing(header: int) -> RawTable:
    raise IndexError(header)


def _with_errors(batch: pa.RecordBatch, errors: Sequence[fastexcel.CellError]) -> list[pa.Array]:
    """Return the columns with the word of each error (``#N/A``) in its cell, which calamine leaves null."""
    import pyarrow as pa

    columns = list(batch.columns)
    for position in {error.position[1] for error in errors}:
        words = columns[position].to_pylist()
        for row, word in ((e.position[0], _error_word(e.detail)) for e in errors if e.position[1] == position):
            words[row] = word
        columns[position] = pa.array(words, pa.string())
    return columns


def _error_word(detail: str) -> str:
    match = re.search(r"Error\((\w+)\)", detail)
    return _EXCEL_ERRORS.get(match[1], "#VALUE!") if match else "#VALUE!"


def _below(content: bytes, position: int, name: str, columns: list[pa.Array], header: int) -> RawTable:
    import numpy as np

    headers = [column[header].as_py() or "" for column in columns]
    start = header + 1
    return RawTable(
        kind="excel",
        sheet=name,
        headers=headers,
        header_row=start,
        columns=[column.slice(start) for column in columns],
        rows=np.arange(start + 1, len(columns[0]) + 1),
        first_column=_first_column(content, position, start, headers),
    )


def _first_column(content: bytes, position: int, header_row: int, headers: list[str]) -> int:
    """Return how many empty columns lie left of the table: calamine drops them, the screen does not."""
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return 0
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        part = _sheet_part(book, position)
        if part not in book.namelist():
            return 0
        with book.open(part) as stream:
            head = stream.read(_HEAD_BYTES).decode("utf-8", "ignore")
    first = re.search(rf'<c r="([A-Z]+){header_row}"[^>]*[^/]>', head)
    filled = next(i for i, header in enumerate(headers) if header)
    return max(_column_position(first[1]) - filled, 0) if first else 0


def _sheet_part(book: zipfile.ZipFile, position: int) -> str:
    """Return the name of the sheet's XML in the zip ('' where the workbook does not say)."""
    try:
        sheets = ElementTree.fromstring(book.read("xl/workbook.xml")).iterfind("{*}sheets/{*}sheet")
        target = list(sheets)[position].get(f"{_RELATIONS}id")
        links = ElementTree.fromstring(book.read("xl/_rels/workbook.xml.rels"))
    except (KeyError, IndexError, ElementTree.ParseError):
        return ""
    path = next((link.get("Target", "") for link in links if link.get("Id") == target), "")
    return path.removeprefix("/") if path.startswith("/") else f"xl/{path}"


def _column_position(letters: str) -> int:
    position = 0
    for letter in letters:
        position = position * 26 + ord(letter) - ord("A") + 1
    return position - 1
