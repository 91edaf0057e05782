"""How wide the columns and how high the rows of a sheet must be for all to be read.

Heights are reckoned here because programs differ in whether they make room for wrapped text by themselves.
"""

from __future__ import annotations

from textwrap import wrap
from typing import TYPE_CHECKING

from coopcli.reports.cells import NUMBERS
from coopcli.reports.sheet import Sheet, Table
from coopcli.words import Column

if TYPE_CHECKING:
    from collections.abc import Mapping

    from coopcli.words import Kind

_WIDTHS: dict[Kind, float] = {
    "text": 14, "code": 12, "document": 20, "money": 16, "rate": 11, "number": 11, "count": 11, "days": 11,
    "months": 11, "date": 12, "flag": 10, "level": 9, "choice": 34,
}  # fmt: skip
_WIDEST, _SAMPLED_ROWS = 46, 2_000
_LINE_HEIGHT, _PADDING, _FILTER_BUTTON, _HEADER_LINES = 12.5, 4, 3, 2
_TOP = {0: 30.0, 1: 20.0}


def column_widths(sheet: Sheet) -> dict[int, float]:
    """Return the width of each column: what its tables need, or as the sheet says."""
    widths: dict[int, float] = {}
    for table in sheet.tables:
        for position, column in enumerate(table.columns, table.column):
            widths[position] = max(widths.get(position, 0), _width(column, table))
    return {**widths, **sheet.widths}


def row_heights(sheet: Sheet, widths: Mapping[int, float]) -> dict[int, float]:
    """Return the heights that differ from the usual: of the top, of headers and of short tables."""
    heights = dict(_TOP)
    for table in sheet.tables:
        for row, lines in _lines(table, widths).items():
            heights[row] = max(heights.get(row, 0), height_of(lines))
    return {**heights, **sheet.heights}


def _width(column: Column, table: Table) -> float:
    """Return a width for the longest word of the title and, of text, for its first rows."""
    longest_word = max(len(word) for word in column.title.split() or [""])
    width = max(_WIDTHS[column.kind], longest_word + _FILTER_BUTTON, len(column.title) / _HEADER_LINES)
    if column.kind in ("text", "code") and len(table.rows):
        texts = table.rows[column.name].iloc[:_SAMPLED_ROWS].dropna().astype(str)
        width = max(width, float(texts.str.len().max() or 0) + 2 if len(texts) else 0)
    return min(width, _WIDEST)


def _lines(table: Table, widths: Mapping[int, float]) -> dict[int, int]:
    """Return how many lines the header takes and, in a short table, each row."""
    lines = dict.fromkeys(range(table.row, table.row + 1 if table.long else table.next_row), 1)
    for position, column in enumerate(table.columns, table.column):
        title_width = widths[position] - table.long * _FILTER_BUTTON
        lines[table.row] = max(lines[table.row], wrapped_lines(column.title, title_width))
        if table.long or column.kind in (*NUMBERS, "flag", "date"):
            continue
        for row, text in enumerate(table.rows[column.name].astype("object").fillna("").astype(str), table.first_row):
            lines[row] = max(lines[row], wrapped_lines(text, widths[position]))
    return lines


def height_of(lines: int) -> float:
    """Return the height of a row of so many lines."""
    return lines * _LINE_HEIGHT + _PADDING


def wrapped_lines(text: str, width: float) -> int:
    """Return how many lines ``text`` takes in a column of ``width``."""
    return max(len(wrap(text, max(int(width), 1))), 1)
