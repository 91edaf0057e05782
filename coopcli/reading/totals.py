"""Lines of totals: of groups of rows, of all rows; each must add up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coopcli.errors import Problem
from coopcli.money import brl
from coopcli.reading.body import Body, is_subtotal, is_total
from coopcli.reading.cells import parse
from coopcli.reading.layouts import LayoutColumn
from coopcli.reading.raw import RawTable

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Ints = npt.NDArray[np.int64]

_COUNTED = r"(?i)\b(quantidade|qtde?|n[úu]mero|registros?|linhas?)\b"
"""A total of these is a number of rows, no amount."""


@dataclass(frozen=True)
class TotalLine:
    """A line of totals: its row as Excel numbers it, its amount, whether it calls itself a subtotal."""

    row: int
    cents: int
    subtotal: bool


@dataclass(frozen=True)
class Rows:
    """The rows of data that totals add up: their numbers, amounts, and how many amounts cannot be read."""

    numbers: Ints
    cents: Ints
    unread: int

    def sum(self, after: int, before: int) -> int:
        """Return the sum of the rows between two lines."""
        return int(self.cents[(self.numbers > after) & (self.numbers < before)].sum())


def total_lines(table: RawTable, body: Body, place: int, column: LayoutColumn) -> list[TotalLine]:
    """Return the lines of totals that state one amount, wherever they stand and however many cells they have."""
    import numpy as np

    found: list[TotalLine] = []
    for position in body.totals.tolist():
        at = np.array([position])
        cells = [cell or "" for i in range(len(table.columns)) for cell in table.text(i, at).to_pylist()]
        found += _line(int(table.rows[position]), cells, [cells[place]], column, table)
    for short in table.short_rows:
        if is_total(short.cells):
            found += _line(short.row, short.cells, short.cells, column, table)
    return sorted(found, key=lambda line: line.row)


def _line(
    row: int, cells: Sequence[str], amounts: Sequence[str], column: LayoutColumn, table: RawTable
) -> list[TotalLine]:
    import pyarrow as pa

    values = parse(pa.array(amounts, pa.string()), column, table.kind).values.to_pylist()
    stated = [value for value in values if value is not None]
    counts = re.search(_COUNTED, " ".join(cells)) and not any("," in cell for cell in amounts)
    return [TotalLine(row, stated[0], is_subtotal(cells))] if len(stated) == 1 and not counts else []


def footer_of(lines: Sequence[TotalLine], rows: Rows) -> int | None:
    """Return the amount of the last line of totals, unless it is that of a group."""
    return lines[-1].cents if lines and not _closes_group(lines, len(lines) - 1, rows) else None


def total_problems(lines: Sequence[TotalLine], rows: Rows, table: RawTable, place: int, file: str) -> Iterator[Problem]:
    """Yield a problem for each line that is neither the sum of all rows nor that of a group right above it."""
    whole = int(rows.cents.sum())
    for i, line in enumerate(lines):
        if line.cents == whole or _closes_group(lines, i, rows):
            continue
        last = i == len(lines) - 1 and not line.subtotal
        code, above, word = ("total-nao-confere", whole, "rodapé") if last else _of_group(lines, i, rows)
        difference = brl(line.cents - above)
        found = f"{word} {brl(line.cents)}, soma das linhas {brl(above)}, diferença {difference}"
        note = f"; {rows.unread} células de valor não se leem e não entram na soma" if rows.unread else ""
        cell = table.address(line.row, place)
        header = table.headers[place]
        yield Problem(code, found + note, file=file, sheet=table.sheet, cell=cell, header=header)


def _of_group(lines: Sequence[TotalLine], i: int, rows: Rows) -> tuple[str, int, str]:
    before = lines[i - 1].row if i else 0
    return "subtotal-nao-confere", rows.sum(before, lines[i].row), "subtotal"


def _closes_group(lines: Sequence[TotalLine], i: int, rows: Rows) -> bool:
    """Return whether a line adds up the rows since an earlier one, or a running total since the first row.

    The only line of totals, or the last one with rows below it, is no line of a group unless it says so.
    """
    line = lines[i]
    last = i == len(lines) - 1
    if last and not line.subtotal and (i == 0 or bool((rows.numbers > line.row).any())):
        return False
    if line.cents == int(rows.cents.sum()) and last:
        return False
    return any(line.cents == rows.sum(start, line.row) for start in (0, *(other.row for other in lines[:i])))
