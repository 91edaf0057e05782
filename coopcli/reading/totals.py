"""Lines of totals: of groups of rows, of all rows; each must add up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
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

    def down_to(self, lines: Sequence[TotalLine]) -> list[int]:
        """Return the sum of the rows above each line."""
        import numpy as np

        sums = np.concatenate(([0], np.cumsum(self.cents)))
        found: list[int] = sums[np.searchsorted(self.numbers, [line.row for line in lines])].tolist()
        return found


def total_lines(table: RawTable, body: Body, place: int, column: LayoutColumn) -> list[TotalLine]:
    """Return the lines of totals that state one amount, wherever they stand and however many cells they have."""
    rows = table.rows[body.totals].tolist()
    texts = zip(*(table.text(i, body.totals).to_pylist() for i in range(len(table.columns))), strict=True)
    found = [(row, [cell or "" for cell in cells]) for row, cells in zip(rows, texts, strict=True)]
    stated = [(row, cells, [cells[place]]) for row, cells in found]
    stated += [(short.row, short.cells, short.cells) for short in table.short_rows if is_total(short.cells)]
    return sorted(_lines(stated, column, table), key=lambda line: line.row)


def _lines(
    stated: Sequence[tuple[int, list[str], list[str]]], column: LayoutColumn, table: RawTable
) -> Iterator[TotalLine]:
    """Yield the lines (row, cells, those that may be the amount) with one amount, that is no number of rows."""
    import pyarrow as pa

    texts = [text for _, _, amounts in stated for text in amounts]
    values = iter(parse(pa.array(texts, pa.string()), column, table.kind).values.to_pylist())
    for row, cells, amounts in stated:
        cents = [value for value in islice(values, len(amounts)) if value is not None]
        counts = re.search(_COUNTED, " ".join(cells)) and not any("," in cell for cell in amounts)
        if len(cents) == 1 and not counts:
            yield TotalLine(row, cents[0], is_subtotal(cells))


@dataclass(frozen=True)
class Totals:
    """What the lines of totals come to: the amount of the last one, unless it is of a group, and the wrong ones
    (line, what its rows add up to, whether it is of all rows)."""

    footer: int | None
    wrong: list[tuple[TotalLine, int, bool]]


def checked_totals(lines: Sequence[TotalLine], rows: Rows) -> Totals:
    """Return which lines are neither the sum of all rows nor that of a group right above them.

    A group begins at the first row or below any earlier line: groups within groups and running totals are right. The
    only line of totals, or the last one with rows below it, is no line of a group unless it says so.
    """
    whole = int(rows.cents.sum())
    begun = {0}
    before = 0
    wrong: list[tuple[TotalLine, int, bool]] = []
    footer = None
    for i, (line, above) in enumerate(zip(lines, rows.down_to(lines), strict=True)):
        last = i == len(lines) - 1
        of_all = last and not line.subtotal and (i == 0 or bool((rows.numbers[-1:] > line.row).any()))
        of_group = above - line.cents in begun and not of_all
        if last and (line.cents == whole or not (of_group or line.subtotal)):
            footer = line.cents
        if line.cents != whole and not of_group:
            final = last and not line.subtotal
            wrong.append((line, whole if final else above - before, final))
        begun.add(above)
        before = above
    return Totals(footer, wrong)


def total_problems(totals: Totals, rows: Rows, table: RawTable, place: int, file: str) -> Iterator[Problem]:
    """Yield the problem of each line that does not add up."""
    note = f"; {rows.unread} células de valor não se leem e não entram na soma" if rows.unread else ""
    for line, total, of_all in totals.wrong:
        code, word = ("total-nao-confere", "rodapé") if of_all else ("subtotal-nao-confere", "subtotal")
        found = f"{word} {brl(line.cents)}, soma das linhas {brl(total)}, diferença {brl(line.cents - total)}{note}"
        cell, header = table.address(line.row, place), table.header(place)
        yield Problem(code, found, file=file, sheet=table.sheet, cell=cell, header=header)
