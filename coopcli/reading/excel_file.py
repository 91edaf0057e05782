"""Workbooks: every sheet as text, parsed in a process of its own."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from coopcli import contained
from coopcli.contained import ContainedError, Limits
from coopcli.errors import DataError, Problem
from coopcli.reading.foreign.sheet import Sheet, unpacked
from coopcli.reading.raw import DATA, NO_HEADER, PREVIEW_ROWS, Grid, RawTable

if TYPE_CHECKING:
    pass

BOOK, MARKUP = "coopcli.reading.foreign.book", "coopcli.reading.foreign.markup"
_MEGABYTE = 1 << 20
_SECONDS, _SECONDS_A_MEGABYTE = 60, 1
_MEMORY_BYTES, _MEMORY_A_BYTE = 3 << 29, 100
"""A million rows of twenty-four columns are 120 MB, are read in 20 seconds and take 5 GB."""
_MOST_MEMORY_BYTES = 12 << 30
_FOUND = {
    "memory": "um conteúdo que não cabe na memória: uma célula longe da tabela, ou texto repetido demais",
    "time": "um conteúdo que não se lê em tempo razoável",
    "crash": "conteúdo que nenhum leitor de planilhas consegue ler",
}


def sheet_grids(content: bytes, file: str) -> list[list[Grid]]:
    """Return the sheets that hold anything, each as the ways of seeing it: what the clerk sees, then all.

    Raises DataError where the workbook cannot be read, whatever happens to who reads it.
    """
    return _read(f"{BOOK}:read_book", content, file)


def markup_grids(content: bytes, file: str) -> list[list[Grid]]:
    """Return the same of a page of HTML or a SpreadsheetML workbook."""
    return _read(f"{MARKUP}:read_markup", content, file)


def _read(task: str, content: bytes, file: str) -> list[list[Grid]]:
    size = len(content)
    limits = Limits(
        _SECONDS + _SECONDS_A_MEGABYTE * size // _MEGABYTE,
        min(_MEMORY_BYTES + _MEMORY_A_BYTE * size, _MOST_MEMORY_BYTES),
    )
    try:
        sheets = unpacked(contained.call(task, content, limits, file=file))
    except ContainedError as failure:
        code = "arquivo-ilegivel" if failure.cause == "crash" else "arquivo-grande-demais"
        raise DataError([Problem(code, _FOUND[failure.cause], file=file)]) from failure
    seen = [_views(sheet) for sheet in sheets]
    return [views for views in seen if views[-1].preview]


def _views(sheet: Sheet) -> list[Grid]:
    whole = _grid(sheet, hidden=sheet.hidden)
    if sheet.hidden or not (sheet.hidden_rows or sheet.hidden_columns):
        return [whole]
    return [_grid(sheet, partial_view=True), _grid(sheet, hidden=True)]


def _grid(sheet: Sheet, *, hidden: bool = False, partial_view: bool = False) -> Grid:
    """Return a view of a sheet; a ``partial_view`` shows nothing where the sheet hides rows and columns."""
    rows = zip(*(column.slice(0, PREVIEW_ROWS).to_pylist() for column in sheet.columns), strict=True)
    preview = [[cell or "" for cell in row] for row in rows]
    if partial_view:
        unseen = _unseen_columns(sheet)
        preview = [[] if i in sheet.hidden_rows else _without(unseen, row) for i, row in enumerate(preview)]
    further = partial(_further, sheet, partial_view)
    return Grid(sheet.name, preview, partial(_below, sheet, partial_view), hidden, partial_view, further)


def _further(sheet: Sheet, partial_view: bool) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows below the first ones that look like a header."""
    import numpy as np
    import pyarrow.compute as pc

    height = len(sheet.columns[0])
    filled, data = np.zeros(height, dtype=np.int64), np.zeros(height, dtype=bool)
    for column in sheet.columns:
        filled += pc.is_valid(column).to_numpy(zero_copy_only=False)
        data |= pc.fill_null(pc.match_substring_regex(column, DATA), False).to_numpy(zero_copy_only=False)
    unseen = _unseen_columns(sheet) if partial_view else []
    for row in np.flatnonzero((filled > 1) & ~data).tolist():
        if row >= PREVIEW_ROWS and not (partial_view and row in sheet.hidden_rows):
            yield row, _without(unseen, [column[row].as_py() or "" for column in sheet.columns])


def _unseen_columns(sheet: Sheet) -> list[int]:
    places = (column - sheet.first_column for column in sheet.hidden_columns)
    return [place for place in places if 0 <= place < len(sheet.columns)]


def _without(places: list[int], cells: list[str]) -> list[str]:
    return ["" if place in places else cell for place, cell in enumerate(cells)]


def _below(sheet: Sheet, partial_view: bool, header: int) -> RawTable:
    import numpy as np

    start = header + 1
    headers = ["" if header == NO_HEADER else column[header].as_py() or "" for column in sheet.columns]
    unseen = _unseen_columns(sheet) if partial_view else []
    return RawTable(
        kind=sheet.kind,
        sheet=sheet.name,
        headers=_without(unseen, headers),
        header_row=start,
        columns=[column.slice(start) for column in sheet.columns],
        rows=np.arange(start + 1, len(sheet.columns[0]) + 1),
        first_column=sheet.first_column,
        hidden_rows=[row + 1 for row in sheet.hidden_rows if row >= start] if partial_view else [],
        hidden_headers={place: headers[place] for place in unseen},
        merged=[
            (top + 1, left - sheet.first_column, bottom + 1, right - sheet.first_column)
            for top, left, bottom, right in sheet.merged
        ],
    )
