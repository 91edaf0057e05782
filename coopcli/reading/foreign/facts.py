"""What a workbook says beside the values of its cells, and what becomes of the values because of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import TYPE_CHECKING

from coopcli.errors import DataError, Problem
from coopcli.reading.foreign.sheet import Area
from coopcli.reading.raw import NEVER_CALCULATED

if TYPE_CHECKING:
    import pyarrow as pa

MAX_UNPACKED_BYTES = 1 << 31
"""What a workbook may hold unpacked: a million rows of twenty-four columns take half of it."""
MAX_GRID_CELLS = 200_000_000
"""The corner-to-corner area of a sheet: it is held in memory whole, the empty cells too."""

Cell = tuple[int, int]
"""Row and column, counted from 0 as the sheet does."""
Change = Callable[[str], str]
"""From the text of a cell to the one that is read."""


@dataclass
class SheetFacts:
    """Of one sheet: formulas that were never calculated, numbers shown as percent (and those that only have the sign
    behind them), what is hidden, merged cells."""

    uncalculated: list[Cell] = field(default_factory=list)
    percents: list[Cell] = field(default_factory=list)
    signs: list[Cell] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    merged: list[Area] = field(default_factory=list)

    def changes(self, first_column: int) -> dict[Cell, Change]:
        """Return what becomes of the texts of cells, their columns counted from ``first_column``."""
        changed: dict[Cell, Change] = dict.fromkeys(self.percents, as_percent)
        changed |= dict.fromkeys(self.signs, with_sign)
        changed |= dict.fromkeys(self.uncalculated, lambda text: NEVER_CALCULATED)
        return {(row, column - first_column): change for (row, column), change in changed.items()}


@dataclass
class BookFacts:
    """Of a workbook: ``from_1904``, its day numbers count from there; ``sheets`` by name."""

    from_1904: bool = False
    sheets: dict[str, SheetFacts] = field(default_factory=dict)


def too_large(found: str, expected: str, file: str, sheet: str = "") -> DataError:
    """Return the failure of a file that is not read because of its size."""
    return DataError([Problem("arquivo-grande-demais", found, file=file, sheet=sheet, expected=expected)])


def far_cell(cell: str, file: str, sheet: str) -> DataError:
    """Return the failure of a sheet with a cell absurdly far from the others."""
    return too_large(
        f"uma célula preenchida em {cell}", "células juntas: apague o que está longe da tabela", file, sheet
    )


def rewritten(columns: Sequence[pa.Array], changes: Mapping[Cell, Change]) -> list[pa.Array]:
    """Return the columns with the cells (row, position in ``columns``) changed; those outside the table are let be."""
    import pyarrow as pa

    result = list(columns)
    by_column: dict[int, list[tuple[int, Change]]] = {}
    for (row, column), change in changes.items():
        by_column.setdefault(column, []).append((row, change))
    for position, cells in by_column.items():
        if 0 <= position < len(result):
            texts = result[position].to_pylist()
            for row, change in cells:
                if row < len(texts):
                    texts[row] = change(texts[row] or "")
            result[position] = pa.array(texts, pa.string())
    return result


def never_calculated(
    formulas: Sequence[tuple[Cell, str | None]], *, must_calculate: bool, was_calculated: bool
) -> Iterator[Cell]:
    """Yield the cells whose formula nobody calculated, of all those (with the text of their value) of a sheet.

    Some programs leave nothing where the value should be, others a zero in every cell; a zero among other values of
    its column, or in a workbook that Excel or LibreOffice calculated, is a value.
    """
    other: dict[int, bool] = {}
    for (_, column), value in formulas:
        other[column] = other.get(column, False) or (value is not None and not _is_zero(value))
    for cell, value in formulas:
        calculated = was_calculated or other[cell[1]]
        if value is None or (_is_zero(value) and (must_calculate or not calculated)):
            yield cell


@cache
def _is_zero(text: str) -> bool:
    try:
        return float(text) == 0
    except ValueError:
        return False


def as_percent(text: str) -> str:
    """Return ``2.89%`` for 0.0289, exactly; a text that is no number as it is."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        return text
    return f"{number.scaleb(2).normalize():f}%" if number.is_finite() else text


def with_sign(text: str) -> str:
    """Return ``2.89%`` for 2.89 that the format shows with the sign behind it."""
    return f"{text}%" if text.replace(".", "", 1).removeprefix("-").isdigit() else text


def shows_percent(number_format: str) -> tuple[bool, bool]:
    """Return whether a number format multiplies by a hundred, and whether it only writes the sign: ``0.00"%"``."""
    plain, literal = [], []
    characters = iter(number_format.partition(";")[0])
    for character in characters:
        if character == "\\":
            literal.append(next(characters, ""))
        elif character == '"':
            quoted = iter(lambda: next(characters, '"'), '"')
            literal.extend(quoted)
        else:
            plain.append(character)
    return "%" in plain, "%" in literal and "%" not in plain


def column_position(letters: str) -> int:
    """Return 0 for ``A``, 26 for ``AA``."""
    position = 0
    for letter in letters.upper():
        position = position * 26 + ord(letter) - ord("A") + 1
    return position - 1
