"""An export before anything is understood: columns of text, and where each cell stands on the screen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from coopcli.reading.encoding import as_encoded_text, as_text
from coopcli.reading.headers import column_letters

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pyarrow as pa

    Rows = npt.NDArray[np.int64]
    Flags = npt.NDArray[np.bool_]

FileKind = Literal["csv", "excel", "excel1904"]
PREVIEW_ROWS = 30
"""How far down a header is looked for among all rows; further down among those that look like one."""
DATA = r"\d{4}"
"""A row with such a number (a code, a date, a CPF) is no header."""
MAX_COLUMNS = 2_000
"""Of one sheet: the widest export known has under two hundred."""
_FEW = 100
NEVER_CALCULATED = "#SEM-VALOR"
"""What is read where a formula has no value: a workbook that Excel never calculated."""


@dataclass(frozen=True)
class ShortRow:
    """A line of a text file with more or fewer cells than the header."""

    row: int
    cells: list[str]


NO_HEADER = -1
"""Given to ``Grid.load`` for a sheet that begins with its data."""


@dataclass(frozen=True)
class Derived:
    """A column that the sheet has not: one constant, or cells put together; ``seen_at`` is the position of the column
    of the sheet where one looks for it (-1: nowhere)."""

    header: str
    cells: pa.Array
    seen_at: int = -1


@dataclass(frozen=True)
class RawTable:
    """The rows below a header.

    ``columns`` are strings, or bytes in ``encoding``, chunked or not, a missing cell null or empty; ``text``
    gives them as strings. ``rows`` holds the 1-based row of each as Excel numbers it. In workbooks a
    number arrives with a decimal point whatever the screen shows, and an error as its word (``#N/A``). ``above``
    are the lines down to the header, ``delimiter`` what separates the cells of a text. ``hidden_rows`` are those of
    ``rows`` that the clerk does not see, ``hidden_headers`` what stands above columns not seen, whose ``headers`` are
    empty. ``merged`` are cells joined: first row and column, last row and column, as ``rows`` and ``columns`` count.

    A layout may add to it (transform.py): ``derived`` columns, at the positions behind the others; ``misfits``, of
    a column the cells that contradict what the layout declares; ``filtered``, the positions of the rows that each
    filter leaves out.
    """

    kind: FileKind
    sheet: str
    headers: list[str]
    header_row: int
    columns: Sequence[pa.ChunkedArray | pa.Array]
    rows: Rows
    encoding: str = "utf-8"
    first_column: int = 0
    short_rows: list[ShortRow] = field(default_factory=list)
    above: Sequence[Sequence[str]] = ()
    delimiter: str = ""
    hidden_rows: Sequence[int] = ()
    hidden_headers: Mapping[int, str] = field(default_factory=dict)
    merged: Sequence[tuple[int, int, int, int]] = ()
    derived: Sequence[Derived] = ()
    misfits: Mapping[int, Flags] = field(default_factory=dict)
    filtered: Sequence[Rows] = ()

    def header(self, column: int) -> str:
        """Return what stands above a column."""
        return self.headers[column] if self.seen(column) == column else self.derived[column - len(self.columns)].header

    def seen(self, column: int) -> int:
        """Return the position of the column of the sheet where one sees what is at ``column``; -1 nowhere."""
        return column if column < len(self.columns) else self.derived[column - len(self.columns)].seen_at

    def text(self, column: int, places: Rows | None = None) -> pa.Array:
        """Return the cells of a column, or of its rows at ``places``, as strings."""
        return as_text(self._cells(column, places), self.encoding)

    def encoded_text(self, column: int, places: Rows | None = None) -> pa.Array:
        """Return the same, as a dictionary of strings where few distinct texts make up the column."""
        return as_encoded_text(self._cells(column, places), self.encoding)

    def _cells(self, column: int, places: Rows | None) -> pa.Array:
        import pyarrow as pa

        width = len(self.columns)
        cells = self.columns[column] if column < width else self.derived[column - width].cells
        if places is not None and len(places) <= _FEW and isinstance(cells, pa.ChunkedArray):  # taking would join all
            cells = pa.chunked_array([part for at in places.tolist() for part in cells.slice(at, 1).chunks], cells.type)
        elif places is not None:
            cells = cells.take(pa.array(places))
        return cells.combine_chunks() if isinstance(cells, pa.ChunkedArray) else cells

    def address(self, row: int, column: int) -> str:
        """Return the cell as Excel names it (``D47``): a 1-based ``row`` and a position in ``columns``."""
        return f"{column_letters(self.first_column + max(self.seen(column), 0))}{row}"


@dataclass(frozen=True)
class Grid:
    """A way of seeing a sheet as cells: its first rows, and how to load what lies below a header.

    ``hidden``: it shows what the clerk does not see; ``partial``: it leaves out what the clerk does not see.
    ``further`` are the rows below the first ones that may be a header, with their position. ``encoding`` is the one in
    which a text was read because a layout declares it (None: told by what it says).
    """

    sheet: str
    preview: list[list[str]]
    load: Callable[[int], RawTable]
    hidden: bool = False
    partial: bool = False
    further: Callable[[], Iterable[tuple[int, list[str]]]] = tuple
    encoding: str | None = None
