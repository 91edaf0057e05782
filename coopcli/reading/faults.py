"""From the faults of cells to the rows set aside and the problems that the clerk reads."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coopcli.errors import PROBLEM_KINDS, Cause, Problem
from coopcli.reading.layouts import LayoutColumn
from coopcli.reading.parsed import FAULT_CODES, Parsed
from coopcli.reading.raw import RawTable, ShortRow
from coopcli.reading.text_steps import EXPECTED

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pyarrow as pa

    Ints = npt.NDArray[np.int64]
    Faults = npt.NDArray[np.int8]
    Flags = npt.NDArray[np.bool_]

MAX_PROBLEMS = 10_000
"""Of one code in one column of one sheet; a last problem says how many more there are."""
_KNOWN_WORDS = {"level": ("AA", *"ABCDEFGH"), "flag": ("S", "N", "Sim", "Não")}
_WHOLE_CODE = "o código inteiro; o Excel o abreviou e perdeu dígitos: exporte de novo"
_KEPT = "; a linha continua em uso, sem este dado"


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
    """Of each row, or value of one: its number, its amount, the first fault that sets it aside (0: none), the column
    of that, and how many rows of the file go out with it."""

    numbers: Ints
    cents: Ints
    fault: Faults
    column: Faults
    rows: Ints


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
    return Verdict(numbers, cents, first, where, (first > 0).astype(np.int64))


Explain = Callable[[str, ReadColumn], Cause]


def cell_problems(
    columns: Sequence[ReadColumn], table: RawTable, verdict: Verdict, file: str, explain: Explain | None = None
) -> Iterator[Problem]:
    """Yield the problems of all cells by column; a row set aside is counted once, at its first fault.

    ``explain`` gives, of a fault in a column, what its cells have in common (None: how many there are).
    """
    import numpy as np

    for i, column in enumerate(columns):
        faults = column.parsed.faults
        decides = verdict.column == i
        for code in np.unique(faults[faults > 0]):
            rows = np.flatnonzero(faults == code)
            word = FAULT_CODES[code]
            words = _expected(word, column.layout), _remedy(word, column.layout)
            personal = column.layout.column.personal
            cause = explain(word, column) if explain else Cause(len(faults))
            place = _Place(word, file, table.sheet, table.header(column.position), *words, personal, cause)
            yield from _problems(place, rows, decides, column, table, verdict)


@dataclass(frozen=True)
class _Place:
    """Where the problems of a column are, and their words."""

    code: str
    file: str
    sheet: str
    header: str
    expected: str
    remedy: str
    personal: bool
    cause: Cause

    def problem(self, found: str, cell: str, rows: int, cents: int, times: int = 1) -> Problem:
        """Return the problem of a cell, or without ``cell`` of many."""
        return Problem(
            self.code,
            found,
            file=self.file,
            sheet=self.sheet,
            cell=cell,
            header=self.header,
            expected=self.expected,
            remedy=self.remedy,
            rows=rows,
            cents=cents,
            personal=self.personal and bool(cell),
            times=times,
            cause=self.cause,
        )


def _problems(
    place: _Place, rows: Ints, decides: Flags, column: ReadColumn, table: RawTable, verdict: Verdict
) -> Iterator[Problem]:
    """Yield the problems of the cells of a column at ``rows``; those that decide set their row aside."""
    import pyarrow as pa

    shown, rest = rows[:MAX_PROBLEMS], rows[MAX_PROBLEMS:]
    texts = column.texts.take(pa.array(shown)).to_pylist()
    gone, lost = verdict.rows * decides, verdict.cents * decides
    for text, number, count, cents in zip(
        texts, verdict.numbers[shown].tolist(), gone[shown].tolist(), lost[shown].tolist(), strict=True
    ):
        yield place.problem(text or "(vazia)", table.address(number, column.position), count, cents)
    if rest.size:
        found = f"mais {rest.size} células desta coluna com o mesmo problema"
        yield place.problem(found, "", int(gone[rest].sum()), int(lost[rest].sum()), rest.size)


def _expected(code: str, column: LayoutColumn) -> str:
    """Return the words that the layout knows, where the cell holds none of them; else nothing."""
    if code == "fora-do-declarado":
        declared = [key for key in EXPECTED if getattr(column, key)]
        return " e ".join(f"{EXPECTED[key].format(getattr(column, key))} ({key}, no layout)" for key in declared)
    if code != "codigo-invalido":
        return ""
    known = _KNOWN_WORDS.get(column.column.kind, column.words)
    return f"um de: {', '.join(known)}" if known else _WHOLE_CODE


def _remedy(code: str, column: LayoutColumn) -> str:
    """Return what to do, and that the row is used all the same where it is."""
    return PROBLEM_KINDS[code].remedy + _KEPT if column.on_error == "blank" else ""


def short_row_problems(rows: Sequence[ShortRow], width: int, file: str) -> Iterator[Problem]:
    """Yield the problems of lines that have more or fewer cells than the header."""
    for row in rows[:MAX_PROBLEMS]:
        found = f"{len(row.cells)} colunas: {' | '.join(row.cells)[:200]}"
        expected = f"{width} colunas, como o cabeçalho"
        yield Problem("linha-incompleta", found, file=file, line=row.row, expected=expected, rows=1, personal=True)
    if len(rows) > MAX_PROBLEMS:
        rest = len(rows) - MAX_PROBLEMS
        yield Problem("linha-incompleta", f"mais {rest} linhas com o mesmo problema", file=file, rows=rest, times=rest)
