"""Where a table ends: a summary that stands below it is no part of it, though its rows may look like rows of data.

Below a gap (a blank row, a remark, a line of totals; the end of a page is none) and down to the end of the sheet no row
fills even half of the columns that the rows above fill. With a title or a header of its own that is a summary, and
told; without, it may be rows that lost their cells: they are set aside, with their reais.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coopcli.errors import Problem
from coopcli.reading.raw import RawTable, ShortRow

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pyarrow as pa

    Flags = npt.NDArray[np.bool_]
    Ints = npt.NDArray[np.int64]

CODE = "resumo-abaixo-da-tabela"
_FEW_ROWS, _FEW_COLUMNS = 3, 3
"""With fewer rows above, or columns that they fill, nothing can be said of those below."""
_SAMPLE = 10_000
_USUAL, _HALF = 0.9, 0.5
_FIGURES = r"\d"


@dataclass(frozen=True)
class Below:
    """The positions of rows below the table; ``certain`` that they are a summary, by its ``title``."""

    rows: Ints
    certain: bool
    title: str

    def problems(self, table: RawTable, file: str, cents: int) -> Iterator[Problem]:
        """Yield what is told of them; ``cents`` is what they hold, were they data."""
        if len(self.rows):
            first, last = (int(table.rows[self.rows[end]]) for end in (0, -1))
            found = f"linhas {first} a {last}" + (f", sob «{self.title[:60]}»" if self.title else "")
            count, sum_ = (0, 0) if self.certain else (len(self.rows), cents)
            yield Problem(CODE, found, file=file, sheet=table.sheet, rows=count, cents=sum_)


def lines_below(short: Sequence[ShortRow], last: int) -> tuple[list[ShortRow], str]:
    """Return which lines of another width stand below row ``last`` and a title of their own, and that title."""
    lines = sorted((line for line in short if line.row > last), key=lambda line: line.row)
    titled = [i for i, line in enumerate(lines) if sum(bool(cell.strip()) for cell in line.cells) == 1]
    if not titled:
        return [], ""
    title = next(cell.strip() for cell in lines[titled[0]].cells if cell.strip())
    return lines[titled[0] + 1 :], title


def rows_below(table: RawTable, gaps: Ints, data: Flags, amounts: Sequence[int]) -> Below:
    """Return the rows of ``data`` that stand below the table; ``gaps`` are the rows that are none and may end it
    (the end of a page does not)."""
    import numpy as np

    nothing = Below(np.zeros(0, dtype=np.int64), True, "")
    inner = gaps[gaps < np.flatnonzero(data)[-1]] if data.any() and len(gaps) else gaps[:0]
    if not len(inner) or data[: inner[0]].sum() < _FEW_ROWS:
        return nothing
    usual = _usual_columns(table, np.flatnonzero(data[: inner[0]])[:_SAMPLE])
    if len(usual) < _FEW_COLUMNS:
        return nothing
    start = int(inner[0])
    filled = np.sum([_filled(table, column, start) for column in usual], axis=0)
    full = np.flatnonzero((filled > _HALF * len(usual)) & data[start:])
    last_full = start + int(full[-1]) if len(full) else start - 1
    after = inner[inner > last_full]
    if not len(after):
        return nothing
    rows = np.flatnonzero(data[after[0] :]) + after[0]
    title, headed = _title(table, after), _has_words(table, rows, amounts)
    return Below(rows, bool(title) or headed, title)


def _usual_columns(table: RawTable, rows: Ints) -> list[int]:
    """Return the columns that nearly all of the rows fill."""
    return [i for i in range(len(table.columns)) if _blankness(table.text(i, rows)).mean() <= 1 - _USUAL]


def _filled(table: RawTable, column: int, start: int) -> Flags:
    import numpy as np

    filled: Flags = ~_blankness(table.text(column, np.arange(start, len(table.rows))))
    return filled


def _blankness(texts: pa.Array) -> Flags:
    import pyarrow.compute as pc

    blank: Flags = pc.equal(pc.utf8_trim_whitespace(pc.fill_null(texts, "")), "").to_numpy(zero_copy_only=False)
    return blank


def _title(table: RawTable, gaps: Ints) -> str:
    """Return the first text that stands in a gap."""
    for row in gaps.tolist():
        for column in range(len(table.columns)):
            text: str = (table.text(column, gaps[gaps == row])[0].as_py() or "").strip()
            if text:
                return text
    return ""


def _has_words(table: RawTable, rows: Ints, amounts: Sequence[int]) -> bool:
    """Return whether an amount of these rows is a word: the header of a table of its own."""
    import pyarrow.compute as pc

    for column in amounts:
        texts = pc.utf8_trim_whitespace(pc.fill_null(table.text(column, rows), ""))
        worded = pc.and_not(pc.not_equal(texts, ""), pc.match_substring_regex(texts, _FIGURES))
        if pc.any(worded).as_py():
            return True
    return False
