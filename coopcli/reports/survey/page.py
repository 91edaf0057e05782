"""A sheet of blocks one below the other: headings, sentences, tables with a picture or chart beside or below them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from coopcli.reports.measure import column_widths, height_of, row_heights, wrapped_lines
from coopcli.reports.picture import size_of
from coopcli.reports.sheet import Cell, Chart, Picture, Sheet, Table
from coopcli.reports.sheets.parts import about, footer, top
from coopcli.results.nps import SurveyResults
from coopcli.words import Column

if TYPE_CHECKING:
    import pandas as pd

_ROW_PIXELS, _GAP_ROWS = 20, 2
_PICTURE_PIXELS = 760
_PAGE_PIXELS = (1045, 660)
"""The room for cells on a page of A4 on its side, at 96 dots an inch."""
_CHARACTER_PIXELS, _COLUMN_PIXELS, _ROW_POINTS, _PIXELS_IN_A_POINT = 7.4, 64, 15.0, 4 / 3
_SENTENCE_ACROSS, _SENTENCE_WIDTH = 8, 110


@dataclass(frozen=True)
class Block:
    """A heading, and below it a sentence, a table, a picture: whatever of them is given. A picture or a chart of
    the columns (category, value) of the table stands ``beside`` the table, or else below it."""

    heading: str
    sentence: str = ""
    columns: tuple[Column, ...] = ()
    rows: pd.DataFrame | None = None
    sums: tuple[str, ...] = ()
    png: bytes | None = None
    chart: tuple[str, str] | None = None
    beside: bool = False


@dataclass
class _Page:
    cells: list[Cell]
    tables: list[Table]
    charts: list[Chart]
    pictures: list[Picture]
    heights: dict[int, float]
    row: int = 3


def page_of(
    results: SurveyResults, name: str, subtitle: str, blocks: Sequence[Block], *, one_page: bool = False
) -> Sheet:
    """Return the sheet; blocks without a row, a sentence or a picture are left out."""
    line = f"{about(results.study).split(' · valores')[0]} · {subtitle}"
    page, starts = _Page(list(top(name, line)), [], [], [], {}), []
    for block in blocks:
        if block.sentence or block.png or (block.rows is not None and len(block.rows)):
            starts.append(page.row)
            _put(page, block)
    whole = Sheet(
        name, tuple(page.cells), tuple(page.tables), tuple(page.charts), tuple(page.pictures), heights=page.heights,
        freeze=(2, 0), footer=footer(results.study), one_page=one_page,
    )  # fmt: skip
    return whole if one_page else replace(whole, breaks=_breaks(whole, [*starts, page.row]))


def _breaks(sheet: Sheet, starts: Sequence[int]) -> tuple[int, ...]:
    """Return the rows before which a printed page ends, so that no block is cut that fits on a page."""
    widths = column_widths(sheet)
    heights = row_heights(sheet, widths)
    pictures = [picture.column * _COLUMN_PIXELS + picture.width for picture in sheet.pictures]
    width = max(sum(widths.values()) * _CHARACTER_PIXELS, *pictures, *(c.width for c in sheet.charts), _PAGE_PIXELS[0])
    room = _PAGE_PIXELS[1] * width / _PAGE_PIXELS[0] / _PIXELS_IN_A_POINT
    breaks, used = list[int](), sum(heights.get(row, _ROW_POINTS) for row in range(starts[0]))
    for start, end in pairwise(starts):
        height = sum(heights.get(row, _ROW_POINTS) for row in range(start, end - _GAP_ROWS))
        if start > starts[0] and used and used + height > room:
            breaks.append(start)
            used = 0
        used += height + _GAP_ROWS * _ROW_POINTS
    return tuple(breaks)


def _put(page: _Page, block: Block) -> None:
    page.cells.append(Cell(page.row, 0, block.heading, "heading", across=max(len(block.columns), _SENTENCE_ACROSS)))
    page.row += 1
    if block.sentence:
        page.cells.append(Cell(page.row, 0, block.sentence, "wrapped", across=_SENTENCE_ACROSS))
        page.heights[page.row] = height_of(wrapped_lines(block.sentence, _SENTENCE_WIDTH))
        page.row += 1
    start = page.row
    if block.rows is not None and len(block.rows):
        table = Table(block.columns, block.rows, start, sums=block.sums)
        page.tables.append(table)
        page.row = table.next_row
        if block.chart:
            _put_chart(page, block, table)
    if block.png:
        _put_picture(page, block, start)
    page.row += _GAP_ROWS


def _put_chart(page: _Page, block: Block, table: Table) -> None:
    assert block.chart is not None
    category, value = block.chart
    height = 240
    at = (table.row, len(table.columns) + 1) if block.beside else (page.row + 1, 0)
    page.charts.append(Chart(block.heading, table, category, value, *at, _PICTURE_PIXELS * 3 // 4, height))
    page.row = max(page.row, at[0] + -(-height // _ROW_PIXELS) + 1)


def _put_picture(page: _Page, block: Block, start: int) -> None:
    assert block.png is not None
    width, height = size_of(block.png)
    rows = -(-round(height * _PICTURE_PIXELS / width) // _ROW_PIXELS) + 1
    at = (start, len(block.columns) + 1) if block.beside and block.columns else (page.row, 0)
    page.pictures.append(Picture(block.png, *at, _PICTURE_PIXELS, block.heading))
    page.row = max(page.row, at[0] + rows)
