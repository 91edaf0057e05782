"""One recognised sheet: its columns typed, its unreadable rows set aside, its problems with their cells."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coopcli.errors import DataError, Problem
from coopcli.frames import Column, Frame
from coopcli.reading.body import Body, find_body, is_note, is_page, is_total
from coopcli.reading.cells import parse
from coopcli.reading.faults import (
    ReadColumn,
    Verdict,
    cell_problems,
    judge,
    short_row_problems,
)
from coopcli.reading.layouts import Layout, LayoutColumn
from coopcli.reading.moved import cut_by_commas, moved_columns
from coopcli.reading.parsed import FAULT_CODES
from coopcli.reading.raw import RawTable, ShortRow
from coopcli.reading.totals import Rows, checked_totals, total_lines, total_problems

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd
    import pyarrow as pa

    Ints = npt.NDArray[np.int64]

_NUMBERS = ("money", "count", "rate")


@dataclass(frozen=True)
class Reading:
    """A sheet read: ``frame`` has the rows used, ``set_aside`` the others (source_row, code, cents).

    ``key_column`` is the position in the sheet of the column that names a row.
    """

    table: RawTable
    layout: Layout
    frame: pd.DataFrame
    set_aside: pd.DataFrame
    problems: list[Problem]
    key_column: int
    footer_cents: int | None


def read_table(table: RawTable, layout: Layout, positions: dict[str, int], file: str) -> Reading:
    """Return the sheet as the layout's frame; ``positions`` says where each canonical column stands.

    Raises DataError where the cells are not under their headers.
    """
    frame = layout.frame
    key_column = positions[_naming_column(frame)]
    named = [place for name, place in positions.items() if frame.column(name).kind not in _NUMBERS]
    body = find_body(table, key_column, named, positions.get(frame.amount))
    columns = _read_columns(table, layout, positions, body)
    short = _short_rows(table)
    misplaced = cut_by_commas(columns, table, short, file) or moved_columns(columns, table, body, file)
    if misplaced:
        raise DataError(misplaced)
    verdict = judge(columns, table.rows[body.data], _cents(columns, frame, body))
    footer, wrong_totals = _totals(columns, table, frame, verdict, body, file)
    problems = [
        *cell_problems(columns, table, verdict, file),
        *short_row_problems(short, len(table.headers), file),
        *wrong_totals,
    ]
    aside = _set_aside(verdict, [row.row for row in short])
    return Reading(table, layout, _frame(columns, frame, verdict), aside, problems, key_column, footer)


def _naming_column(frame: Frame) -> str:
    """Return the column without which a row is no row: the first of the key, else the first required one."""
    return next(iter(frame.key), "") or next(column.name for column in frame.columns if column.required)


def _read_columns(table: RawTable, layout: Layout, positions: dict[str, int], body: Body) -> list[ReadColumn]:
    """Parse the columns of the data rows, in the order of the frame, on all processors."""
    names = [column.name for column in layout.frame.columns if column.name in positions]
    rows = None if len(body.data) == len(table.rows) else body.data
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        work = [pool.submit(_read_column, table, layout.columns[name], positions[name], rows) for name in names]
        return [item.result() for item in work]


def _read_column(table: RawTable, layout: LayoutColumn, position: int, rows: Ints | None) -> ReadColumn:
    texts = table.encoded_text(position, rows)
    return ReadColumn(layout, position, texts, parse(texts, layout, table.kind))


def _cents(columns: Sequence[ReadColumn], frame: Frame, body: Body) -> Ints:
    """Return the amount of each row, 0 where there is none or it cannot be read."""
    import numpy as np
    import pyarrow.compute as pc

    amount = _amount(columns, frame)
    if amount is None:
        return np.zeros(len(body.data), dtype=np.int64)
    cents: Ints = pc.fill_null(amount.parsed.values, 0).to_numpy()
    return cents


def _amount(columns: Sequence[ReadColumn], frame: Frame) -> ReadColumn | None:
    return next((column for column in columns if column.layout.column.name == frame.amount), None)


def _short_rows(table: RawTable) -> list[ShortRow]:
    """Return the lines of another width that are data."""
    rows = table.short_rows
    return [row for row in rows if not (is_note(row.cells) or is_total(row.cells) or is_page(row.cells, table.above))]


def _totals(
    columns: Sequence[ReadColumn], table: RawTable, frame: Frame, verdict: Verdict, body: Body, file: str
) -> tuple[int | None, list[Problem]]:
    """Return the total that the sheet states for all its rows, and what does not add up."""
    amount = _amount(columns, frame)
    if amount is None:
        return None, []
    unread = amount.parsed.values.is_null().to_numpy(zero_copy_only=False) & (amount.parsed.faults > 0)
    rows = Rows(verdict.numbers, verdict.cents, int(unread.sum()))
    lines = total_lines(table, body, amount.position, amount.layout)
    totals = checked_totals(lines, rows)
    return totals.footer, list(total_problems(totals, rows, table, amount.position, file))


# --- frames ---------------------------------------------------------------------------------------


def _set_aside(verdict: Verdict, short_rows: Sequence[int]) -> pd.DataFrame:
    import numpy as np
    import pandas as pd

    bad = np.flatnonzero(verdict.fault)
    cells = pd.DataFrame(
        {
            "source_row": verdict.numbers[bad],
            "code": pd.Series(np.array(FAULT_CODES, dtype=object)[verdict.fault[bad]], dtype="str"),
            "cents": verdict.cents[bad],
        }
    )
    lines = pd.DataFrame(
        {"source_row": pd.Series(list(short_rows), dtype="int64"), "code": "linha-incompleta", "cents": 0}
    )
    return pd.concat([cells, lines.astype(cells.dtypes)], ignore_index=True).sort_values("source_row", kind="stable")


def _frame(columns: Sequence[ReadColumn], frame: Frame, verdict: Verdict) -> pd.DataFrame:
    """Return the rows that are not set aside as the canonical frame, without ``source``."""
    import numpy as np
    import pandas as pd
    import pyarrow as pa

    good = np.flatnonzero(verdict.fault == 0)
    places = None if len(good) == len(verdict.fault) else pa.array(good)
    read = {column.layout.column.name: column for column in columns}
    values = {column.name: _values(read.get(column.name), column, places, len(good)) for column in frame.columns}
    return pd.DataFrame({**values, "source_row": verdict.numbers[good]})


def _values(read: ReadColumn | None, column: Column, places: pa.Array | None, rows: int) -> pd.Series:
    import pandas as pd
    import pyarrow as pa
    import pyarrow.compute as pc

    if read is None:
        return pd.Series(pd.array([None] * rows, dtype=column.dtype))
    values = read.parsed.values
    if not read.sets_aside and read.parsed.faults.any():
        values = pc.if_else(pa.array(read.parsed.faults > 0), pa.scalar(None, values.type), values)
    kept = values if places is None else values.take(places)
    return _to_pandas(kept, column)


def _to_pandas(values: pa.Array, column: Column) -> pd.Series:
    import pandas as pd

    if column.dtype in ("str", "int64", "datetime64[s]"):
        return values.to_pandas().astype(column.dtype)
    return pd.Series(pd.array([], dtype=column.dtype).dtype.__from_arrow__(values))
