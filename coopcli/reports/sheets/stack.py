"""A sheet of headings, lines and short tables, one below the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coopcli.reports.measure import height_of, wrapped_lines
from coopcli.reports.sheet import Cell, Chart, Picture, Sheet, Style, Table
from coopcli.reports.sheets.parts import top
from coopcli.words import Column

if TYPE_CHECKING:
    import pandas as pd

_PICTURE_WIDTH, _PICTURE_ROWS = 320, 18
_FIRST = {0: 38}
_LINE_CHARACTERS = 120
"""How much of a text a line across the sheet takes."""


class Stack:
    """Headings, lines and tables put one below the other on a sheet."""

    def __init__(self, title: str, subtitle: str) -> None:
        self.cells: list[Cell] = list(top(title, subtitle))
        self.tables: list[Table] = []
        self.charts: list[Chart] = []
        self.pictures: list[Picture] = []
        self.breaks: list[int] = []
        self.heights: dict[int, float] = {}
        self.row = 3

    def heading(self, text: str, across: int) -> None:
        """Put a heading."""
        self.cells.append(Cell(self.row, 0, text, "heading", across=across))
        self.row += 1

    def line(self, text: str, style: Style = "body", across: int = 9) -> None:
        """Put one line of text."""
        self.cells.append(Cell(self.row, 0, text, "wrapped" if style == "body" else style, across=across))
        if (lines := wrapped_lines(text, _LINE_CHARACTERS)) > 1:
            self.heights[self.row] = height_of(lines)
        self.row += 1

    def page(self) -> None:
        """Begin a printed page."""
        self.breaks.append(self.row)
        self.row += 1

    def table(self, heading: str, columns: tuple[Column, ...], rows: pd.DataFrame) -> Table:
        """Put a table under its heading, and leave a row free below it."""
        self.heading(heading, len(columns))
        table = Table(columns, rows, self.row)
        self.tables.append(table)
        self.row = table.next_row + 1
        return table

    def picture_row(self, *pngs: tuple[bytes, str]) -> None:
        """Put pictures side by side, from the left."""
        for place, (png, words) in enumerate(pngs):
            self.pictures.append(Picture(png, self.row, (0, 3, 7)[place], _PICTURE_WIDTH, words))
        self.row += _PICTURE_ROWS

    def sheet(self, name: str, foot: str) -> Sheet:
        """Return the sheet."""
        return Sheet(
            name,
            tuple(self.cells),
            tuple(self.tables),
            tuple(self.charts),
            tuple(self.pictures),
            widths=_FIRST,
            heights=self.heights,
            freeze=(2, 0),
            breaks=tuple(self.breaks),
            footer=foot,
        )
