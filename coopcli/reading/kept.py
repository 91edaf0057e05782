"""What becomes of the rows of a sheet: those used as the canonical frame, those set aside, the totals they come to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from coopcli.errors import Problem
from coopcli.reading.body import Body
from coopcli.reading.faults import ReadColumn, Verdict
from coopcli.reading.parsed import FAULT_CODES
from coopcli.reading.raw import RawTable
from coopcli.reading.totals import Rows, checked_totals, total_lines, total_problems
from coopcli.words import Column, Frame

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd
    import pyarrow as pa

    Ints = npt.NDArray[np.int64]


_WHOLE_LINES = ("linha-incompleta", "linha-oculta", "resumo-abaixo-da-tabela")
"""Why a line is set aside that is not judged cell by cell."""


@dataclass(frozen=True)
class Sorted:
    """The rows of a sheet, judged: ``columns`` and ``verdict`` of what the frame may get, ``verdicts`` of all that may
    be set aside."""

    columns: list[ReadColumn]
    verdict: Verdict
    verdicts: list[Verdict]
    problems: list[Problem]
    footer: int | None
    wrong_totals: list[Problem]


def amount_of(columns: Sequence[ReadColumn], frame: Frame) -> ReadColumn | None:
    """Return the column that totals add up."""
    return next((column for column in columns if column.layout.column.name == frame.amount), None)


def stated_totals(
    columns: Sequence[ReadColumn], table: RawTable, frame: Frame, verdict: Verdict, body: Body, file: str
) -> tuple[int | None, list[Problem]]:
    """Return the total that the sheet states for all its rows, and what does not add up."""
    amount = amount_of(columns, frame)
    if amount is None:
        return None, []
    unread = amount.parsed.values.is_null().to_numpy(zero_copy_only=False) & (amount.parsed.faults > 0)
    rows = Rows(verdict.numbers, verdict.cents, int(unread.sum()))
    lines = total_lines(table, body, amount.position, amount.layout)
    totals = checked_totals(lines, rows)
    return totals.footer, list(total_problems(totals, rows, table, amount.position, file))


def set_aside(verdicts: Sequence[Verdict], short_rows: Sequence[int], unseen: pd.DataFrame) -> pd.DataFrame:
    """Return the rows not used, the lines of another width and the rows ``unseen``: source_row, code, cents."""
    import pandas as pd

    lines = pd.DataFrame(
        {"source_row": pd.Series(list(short_rows), dtype="int64"), "code": "linha-incompleta", "cents": 0}
    )
    cells = [_of_verdict(verdict) for verdict in verdicts]
    parts = [*cells, *(rows.astype(cells[0].dtypes) for rows in (lines, unseen))]
    return pd.concat(parts, ignore_index=True).sort_values("source_row", kind="stable")


def _of_verdict(verdict: Verdict) -> pd.DataFrame:
    import numpy as np
    import pandas as pd

    bad = np.flatnonzero(verdict.fault)
    return pd.DataFrame(
        {
            "source_row": verdict.numbers[bad],
            "code": pd.Series(np.array(FAULT_CODES, dtype=object)[verdict.fault[bad]], dtype="str"),
            "cents": verdict.cents[bad],
        }
    )


def used_rows(rows: Sorted, frame: Frame) -> pd.DataFrame:
    """Return the rows that are not set aside as the canonical frame, without ``source``."""
    import numpy as np
    import pandas as pd
    import pyarrow as pa

    verdict = rows.verdict
    good = np.flatnonzero(verdict.fault == 0)
    places = None if len(good) == len(verdict.fault) else pa.array(good)
    read = {column.layout.column.name: column for column in rows.columns}
    values = {column.name: _values(read.get(column.name), column, places, len(good)) for column in frame.columns}
    return pd.DataFrame({**values, "source_row": verdict.numbers[good]}, copy=False)


@dataclass(frozen=True)
class Unjudged:
    """Lines that are set aside whole (hidden, below the table, of another width): what ``columns`` say of the lines
    ``numbers``, so that whom they concern is known."""

    columns: Sequence[ReadColumn]
    numbers: Ints


def rows_aside(rows: Sorted, frame: Frame, aside: pd.DataFrame, unjudged: Sequence[Unjudged]) -> pd.DataFrame:
    """Return the rows ``aside`` as ``Frame.empty_aside`` has them, without ``source``: what of each could be read."""
    import numpy as np
    import pandas as pd

    empty = empty_aside(frame).drop(columns="source")
    if not len(aside):
        return empty
    bad = np.flatnonzero(rows.verdict.fault)
    codes = np.array(FAULT_CODES, dtype=object)[rows.verdict.fault[bad]]
    found = _told(rows.columns, bad, frame).assign(source_row=rows.verdict.numbers[bad], code=codes)
    why = aside.loc[aside["code"].isin(_WHOLE_LINES)].drop_duplicates("source_row").set_index("source_row")["code"]
    parts = [found.astype(object)]
    for lines in unjudged:
        named = _told(lines.columns, np.arange(len(lines.numbers)), frame).assign(source_row=lines.numbers)
        parts.append(named.assign(code=why.reindex(lines.numbers).to_numpy()).astype(object))
    return pd.concat(parts, ignore_index=True).astype(empty.dtypes)


def _told(columns: Sequence[ReadColumn], places: Ints, frame: Frame) -> pd.DataFrame:
    """Return what the columns say at the places, missing where a cell has a fault or there is no such column."""
    import pandas as pd
    import pyarrow as pa

    read = {column.layout.column.name: column for column in columns}
    values = {
        column.name: _to_pandas(_read_values(read[column.name]).take(pa.array(places)), column.nullable_dtype)
        if column.name in read
        else pd.Series([None] * len(places))
        for column in frame.columns
    }
    return pd.DataFrame(values)


@cache
def empty_aside(frame: Frame) -> pd.DataFrame:
    """Return ``Frame.empty_aside``, made once."""
    return frame.empty_aside()


def _read_values(read: ReadColumn) -> pa.Array:
    """Return the values of a column, missing where the cell has a fault."""
    import pyarrow as pa
    import pyarrow.compute as pc

    values = read.parsed.values
    return pc.if_else(pa.array(read.parsed.faults > 0), pa.scalar(None, values.type), values)


def _values(read: ReadColumn | None, column: Column, places: pa.Array | None, rows: int) -> pd.Series:
    import pandas as pd

    if read is None:
        return pd.Series(pd.array([None], dtype=column.dtype).repeat(rows))
    is_blanked = not read.sets_aside and read.parsed.faults.any()
    values = _read_values(read) if is_blanked else read.parsed.values
    kept = values if places is None else values.take(places)
    return _to_pandas(kept, column.dtype)


def _to_pandas(values: pa.Array, dtype: str) -> pd.Series:
    import pandas as pd

    if dtype in ("str", "int64", "datetime64[s]"):
        return values.to_pandas().astype(dtype)
    return pd.Series(pd.array([], dtype=dtype).dtype.__from_arrow__(values))
