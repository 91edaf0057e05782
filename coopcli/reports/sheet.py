"""What a sheet is made of, before anyone writes it: cells, tables and charts, each at its place.

Rows and columns count from zero. Amounts are in centavos, rates are fractions: ``cells`` turns them into what
the spreadsheet shows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Literal

from coopcli.words import Column, Kind

if TYPE_CHECKING:
    import pandas as pd

Style = Literal[
    "title", "subtitle", "heading", "plain", "body", "wrapped", "small", "band", "warning", "good", "bad",
    "tile_label", "tile_value", "tile_note", "header", "total", "link", "to_fill_in",
]  # fmt: skip

Value = str | int | float | date | None

EXCEL_ROWS = 1_048_576
"""How many rows a sheet holds, headers included."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One value by itself; ``across`` and ``down`` say how many columns and rows it covers."""

    row: int
    column: int
    value: Value
    style: Style = "body"
    kind: Kind = "text"
    across: int = 1
    down: int = 1


@dataclass(frozen=True, slots=True)
class Links:
    """Where the filled cells of ``columns`` lead: the names of the columns of the table's rows that hold the file,
    relative to the workbook, and the place in it (``'Plan1'!D47``; none: the file itself)."""

    columns: tuple[str, ...]
    file: str
    place: str


@dataclass(frozen=True)
class Table:
    """Rows under a header, at (``row``, ``column``): the place of the first header cell.

    ``rows`` has a column for each of ``columns``, by name. The totals row adds up ``sums`` and divides the
    sums of the pairs of columns in ``ratios``. A ``long`` table is the last thing on its sheet, is written at
    speed, and has its totals above the header, where a filter acts on them. Only a long table has ``links``, and
    columns ``to_fill_in``, whose empty cells await what somebody types.
    """

    columns: tuple[Column, ...]
    rows: pd.DataFrame
    row: int = 0
    column: int = 0
    sums: tuple[str, ...] = ()
    ratios: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    long: bool = False
    links: Links | None = None
    to_fill_in: tuple[str, ...] = ()

    @property
    def first_row(self) -> int:
        """The first row of data."""
        return self.row + 1

    @property
    def last_row(self) -> int:
        """The last row of data (the header's where there is none)."""
        return self.row + len(self.rows)

    @property
    def has_totals(self) -> bool:
        """Whether a totals row is written."""
        return bool(self.sums or self.ratios)

    @property
    def totals_row(self) -> int:
        """Where the totals go: below the rows, above the header of a long table."""
        return self.row - 1 if self.long else self.last_row + 1

    @property
    def next_row(self) -> int:
        """The first free row below the table."""
        return self.last_row + 1 + (self.has_totals and not self.long)

    def place(self, name: str) -> int:
        """Return the sheet's column in which the table's column ``name`` stands."""
        return self.column + [column.name for column in self.columns].index(name)


@dataclass(frozen=True)
class Chart:
    """A native chart of one column of ``table``; ``first`` skips rows of it. Sizes are in pixels.

    ``unit`` is what the title says it is in, where that is not what the column's kind tells.
    """

    title: str
    table: Table
    category: str
    value: str
    row: int
    column: int
    width: int
    height: int
    first: int = 0
    colour: str = "#1F6F78"
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG with its upper left corner at a cell; ``width`` is in pixels, the height follows."""

    png: bytes
    row: int
    column: int
    width: int
    description: str


@dataclass(frozen=True)
class Sheet:
    """A sheet with its print set-up. ``freeze`` is the first cell that scrolls; ``widths`` are by column,
    ``heights`` by row; ``breaks`` are the rows before which a printed page ends; ``upright`` pages are as wide as
    the sheet."""

    name: str
    cells: tuple[Cell, ...] = ()
    tables: tuple[Table, ...] = ()
    charts: tuple[Chart, ...] = ()
    pictures: tuple[Picture, ...] = ()
    widths: Mapping[int, float] = field(default_factory=dict)
    heights: Mapping[int, float] = field(default_factory=dict)
    freeze: tuple[int, int] = (0, 0)
    breaks: tuple[int, ...] = ()
    one_page: bool = False
    upright: bool = False
    footer: str = ""
    colour: str = ""

    @property
    def long_table(self) -> Table | None:
        """The table that is written at speed, if the sheet has one with rows."""
        return next((table for table in self.tables if table.long and len(table.rows)), None)
