"""From the faults of cells to the rows set aside and the problems that the clerk reads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coopcli.errors import PROBLEM_KINDS, Problem
from coopcli.money import brl
from coopcli.reading.cells import FAULT_CODES, Parsed
from coopcli.reading.layouts import LayoutColumn
from coopcli.reading.raw import RawTable, ShortRow

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pyarrow as pa

    Ints = npt.NDArray[np.int64]
    Faults = npt.NDArray[np.int8]

MAX_PROBLEMS = 10_000
"""Of one code in one column of one sheet; a last problem says how many more there are."""
_KEPT = "; a linha continua na carteira, sem este dado"


@dataclass(frozen=True)
class ReadColumn:
    """A column of the sheet with its rows of data: the texts found and what was read from them."""

    layout: LayoutColumn
    position: int
    texts: pa.Array
    parsed: Parsed

    @property
    def sets_aside(self) -> bool:
        """Whether a bad cell of this column sets its row aside."""
        return self.layout.on_error == "set_aside"


@dataclass(frozen=True)
class Verdict:
    """Of each row: its number, its amount, the first fault that sets it aside (0: none) and in which column."""

    numbers: Ints
    cents: Ints
    fault: Faults
    column: Faults


def judge(columns: Sequence[ReadColumn], numbers: Ints, cents: Ints) -> Verdict:
    """Return which rows are set aside and why; the first of ``columns`` with a fault decides."""
    import numpy as np

    first = np.zeros(len(numbers), dtype=np.int8)
    where = np.full(len(numbers), -1, dtype=np.int8)
    for i, column in enumerate(columns):
        faults = column.parsed.faults
        if column.sets_aside and faults.any():
            new = (first == 0) & (faults > 0)
            first[new], where[new] = faults[new], i
    return Verdict(numbers, cents, first, where)


def cell_problems(
    columns: Sequence[ReadColumn], table: RawTable, verdict: Verdict, file: str
) -> Iterator[Problem]:
    """Yield the problems of all cells, column by column; a row set aside is counted once, at its first fault."""
    import numpy as np

    for i, column in enumerate(columns):
        faults = column.parsed.faults
        decides = verdict.column == i
        for code in np.unique(faults[faults > 0]):
            rows = np.flatnonzero(faults == code)
            yield from _problems(FAULT_CODES[code], rows, decides, column, table, verdict, file)


def _problems(
    code: str,
    rows: Ints,
    decides: npt.NDArray[np.bool_],
    column: ReadColumn,
    table: RawTable,
    verdict: Verdict,
    file: str,
) -> Iterator[Problem]:
    import pyarrow as pa

    shown, rest = rows[:MAX_PROBLEMS], rows[MAX_PROBLEMS:]
    header = table.headers[column.position]
    words = _words(code, column.layout)
    texts = column.texts.take(pa.array(shown)).to_pylist()
    numbers, aside, cents = (values[shown].tolist() for values in (verdict.numbers, decides, verdict.cents))
    for text, number, counts, amount in zip(texts, numbers, aside, cents, strict=True):
        yield Problem(
            code,
            text or "(vazia)",
            file=file,
            sheet=table.sheet,
            cell=table.address(number, column.position),
            header=header,
            rows=int(counts),
            cents=amount if counts else 0,
            **words,
        )
    if rest.size:
        counted = rest[decides[rest]]
        yield Problem(
            code,
            f"mais {rest.size} células desta coluna com o mesmo problema",
            file=file,
            sheet=table.sheet,
            header=header,
            rows=int(counted.size),
            cents=int(verdict.cents[counted].sum()),
            **words,
        )


def _words(code: str, column: LayoutColumn) -> Mapping[str, str]:
    """Return what is expected and what to do, where the layout knows better than the kind of problem."""
    words = {}
    if code == "codigo-invalido" and column.column.kind == "choice":
        words["expected"] = "um de: " + ", ".join(
            [*column.exact, *(f"{prefix}…" for prefix in column.prefix)]
        )
    if column.on_error == "blank":
        words["remedy"] = PROBLEM_KINDS[code].remedy + _KEPT
    return words


def short_row_problems(rows: Sequence[ShortRow], width: int, file: str) -> Iterator[Problem]:
    """Yield the problems of lines that have more or fewer cells than the header."""
    for row in rows[:MAX_PROBLEMS]:
        found = f"{len(row.cells)} colunas: {' | '.join(row.cells)[:200]}"
        expected = f"{width} colunas, como o cabeçalho"
        yield Problem("linha-incompleta", found, file=file, line=row.row, expected=expected, rows=1)
    if len(rows) > MAX_PROBLEMS:
        rest = len(rows) - MAX_PROBLEMS
        yield Problem("linha-incompleta", f"mais {rest} linhas com o mesmo problema", file=file, rows=rest)


def total_problem(total: int, footer: int, unread: int, *, file: str, sheet: str, header: str) -> Problem:
    """Return the problem of a footer that is not the sum of the rows; ``unread`` amounts could not be added."""
    found = f"rodapé {brl(footer)}, soma das linhas {brl(total)}, diferença {brl(footer - total)}"
    note = f"; {unread} células de valor não se leem e não entram na soma" if unread else ""
    return Problem("total-nao-confere", found + note, file=file, sheet=sheet, header=header)
