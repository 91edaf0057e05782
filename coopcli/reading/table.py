"""One recognised sheet: its columns typed, its unreadable rows set aside, its problems with their cells."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from coopcli.documents import CNPJ_LENGTH
from coopcli.errors import DataError, Problem
from coopcli.reading.below import CODE, lines_below
from coopcli.reading.body import Body, find_body, is_note, is_page, is_total
from coopcli.reading.cells import parse
from coopcli.reading.faults import ReadColumn, cell_problems, judge, short_row_problems
from coopcli.reading.kept import Sorted, Unjudged, amount_of, rows_aside, set_aside, stated_totals, used_rows
from coopcli.reading.layouts import Layout, LayoutColumn
from coopcli.reading.moved import cut_by_commas, moved_columns
from coopcli.reading.parsed import Parsed, fault
from coopcli.reading.proposals import cause_of
from coopcli.reading.raw import RawTable, ShortRow
from coopcli.reading.transform import MISFIT
from coopcli.reading.unpivot import sorted_values, value_places
from coopcli.reading.unseen import left_out
from coopcli.results import Transformation
from coopcli.words import Frame

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    Ints = npt.NDArray[np.int64]

_NUMBERS = ("money", "count", "rate")
_READABLE = (0, *(fault(code) for code in ("valor-negativo", "valor-ambiguo", "mes-na-frente")))
"""What is told of cells that say something, though not as a layout declares."""


@dataclass(frozen=True)
class Reading:
    """A sheet read: ``frame`` has the rows used, ``set_aside`` the others (source_row, code, cents), ``aside`` what of
    those could be read (kept.rows_aside).

    Of a layout with columns of values both have a row for each value. ``key_column`` is the position in the sheet of
    the column that names a row.
    """

    table: RawTable
    layout: Layout
    frame: pd.DataFrame
    set_aside: pd.DataFrame
    aside: pd.DataFrame
    problems: list[Problem]
    key_column: int
    footer_cents: int | None
    left_out: tuple[Transformation, ...] = ()


def read_table(table: RawTable, layout: Layout, positions: dict[str, int], file: str) -> Reading:
    """Return the sheet as the layout's frame; ``positions`` says where each canonical column stands.

    Raises DataError where the cells are not under their headers.
    """
    frame = layout.frame
    seen = {name: table.seen(place) for name, place in positions.items()}
    in_sheet = {name: place for name, place in seen.items() if place >= 0}
    naming = _naming_column(frame, in_sheet)
    key_column = positions[naming]
    named = [place for name, place in in_sheet.items() if frame.column(name).kind not in _NUMBERS]
    values = value_places(table.headers, layout, positions.values())
    amounts = _amount_places(layout, in_sheet, values)
    out = left_out(table, layout, amounts, find_body(table, in_sheet[naming], named, amounts), file)
    body = out.body
    columns = _of_their_type(_read_columns(table, layout, positions, body))
    short, summary = _short_rows(table, body, file)
    misplaced = cut_by_commas(columns, table, short, file) or moved_columns(columns, table, body, file)
    if misplaced:
        raise DataError(misplaced)
    rows = (
        sorted_values(columns, values, table, layout, body, file)
        if layout.unpivot
        else _sorted_rows(columns, table, layout, body, file)
    )
    problems = [*rows.problems, *short_row_problems(short, len(table.columns), file), *rows.wrong_totals]
    problems += [*out.problems(table, file), *summary]
    aside = set_aside(rows.verdicts, [row.row for row in short], out.aside(table))
    unjudged = [_unseen(table, layout, positions, out.unseen), _short(layout, positions, naming, short)]
    both = aside, rows_aside(rows, frame, aside, unjudged)
    told = tuple(out.transformations(layout))
    return Reading(table, layout, used_rows(rows, frame), *both, problems, key_column, rows.footer, told)


def _naming_column(frame: Frame, positions: dict[str, int]) -> str:
    """Return the column without which a row is no row: the first of the key, else the first required one."""
    required = (column.name for column in frame.columns if column.required)
    return next(name for name in (*frame.key, *required) if name in positions)


def _amount_places(layout: Layout, positions: dict[str, int], values: Sequence[int]) -> Sequence[int]:
    """Return where the amounts stand that totals add up."""
    amount = layout.frame.amount
    if layout.unpivot and layout.unpivot.value == amount:
        return values
    return [positions[amount]] if amount in positions else []


def _read_columns(table: RawTable, layout: Layout, positions: dict[str, int], body: Body) -> list[ReadColumn]:
    """Parse the columns of the data rows, in the order of the frame, on all processors."""
    names = [column.name for column in layout.frame.columns if column.name in positions]
    rows = None if len(body.data) == len(table.rows) else body.data
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        work = [pool.submit(_read_column, table, layout.columns[name], positions[name], rows) for name in names]
        return [item.result() for item in work]


def _unseen(table: RawTable, layout: Layout, positions: dict[str, int], places: Ints) -> Unjudged:
    """Return what the rows say that are not judged: hidden ones, and those below the table."""
    own = [name for name in positions if len(places)]
    columns = [_read_column(table, layout.columns[name], positions[name], places) for name in own]
    return Unjudged(columns, table.rows[places])


def _short(layout: Layout, positions: dict[str, int], naming: str, rows: Sequence[ShortRow]) -> Unjudged:
    """Return whom the lines of another width name, by the cell where the name should stand."""
    import numpy as np
    import pyarrow as pa

    place = positions[naming]
    texts = pa.array([row.cells[place] if place < len(row.cells) else None for row in rows], pa.string())
    named = ReadColumn(layout.columns[naming], place, texts, parse(texts, layout.columns[naming], "csv"))
    return Unjudged([named], np.array([row.row for row in rows], dtype=np.int64))


def _of_their_type(columns: list[ReadColumn]) -> list[ReadColumn]:
    """Return the columns with a fault where a person has the document of a company, or a company that of a person."""
    import numpy as np
    import pyarrow.compute as pc

    named = {column.layout.column.name: column for column in columns}
    if "person_type" not in named or "document" not in named:
        return columns
    own = named["document"]
    companies = pc.equal(pc.utf8_length(own.parsed.values), CNPJ_LENGTH)
    differ = pc.fill_null(pc.xor(companies, pc.equal(named["person_type"].parsed.values, "PJ")), False)
    wrong = (own.parsed.faults == 0) & differ.to_numpy(zero_copy_only=False)
    faults = np.where(wrong, np.int8(fault("documento-de-outro-tipo")), own.parsed.faults)
    return [replace(own, parsed=Parsed(own.parsed.values, faults)) if column is own else column for column in columns]


def _read_column(table: RawTable, layout: LayoutColumn, position: int, rows: Ints | None) -> ReadColumn:
    texts = table.encoded_text(position, rows)
    return ReadColumn(layout, position, texts, _but_misfits(parse(texts, layout, table.kind), table, position, rows))


def _but_misfits(parsed: Parsed, table: RawTable, position: int, rows: Ints | None) -> Parsed:
    """Return the same with a fault in each cell that reads well and contradicts what the layout declares."""
    import numpy as np

    if position not in table.misfits:
        return parsed
    misfits = table.misfits[position] if rows is None else table.misfits[position][rows]
    contradicts = misfits & np.isin(parsed.faults, _READABLE)
    return Parsed(parsed.values, np.where(contradicts, np.int8(fault(MISFIT)), parsed.faults))


def _sorted_rows(columns: list[ReadColumn], table: RawTable, layout: Layout, body: Body, file: str) -> Sorted:
    """Return the rows of a sheet with a column for each column of the frame."""
    verdict = judge(columns, table.rows[body.data], _cents(columns, layout.frame, body))
    footer, wrong_totals = stated_totals(columns, table, layout.frame, verdict, body, file)
    problems = list(
        cell_problems(columns, table, verdict, file, partial(cause_of, table=table, layout=layout, body=body))
    )
    return Sorted(columns, verdict, [verdict], problems, footer, wrong_totals)


def _cents(columns: Sequence[ReadColumn], frame: Frame, body: Body) -> Ints:
    """Return the amount of each row, 0 where there is none or it cannot be read."""
    import numpy as np
    import pyarrow.compute as pc

    amount = amount_of(columns, frame)
    if amount is None:
        return np.zeros(len(body.data), dtype=np.int64)
    cents: Ints = pc.fill_null(amount.parsed.values, 0).to_numpy()
    return cents


def _short_rows(table: RawTable, body: Body, file: str) -> tuple[list[ShortRow], list[Problem]]:
    """Return the lines of another width that are data, and what is told of a summary below the table."""
    rows = table.short_rows
    last = int(table.rows[body.data[-1]]) if len(body.data) else 0
    short = [row for row in rows if not (is_note(row.cells) or is_total(row.cells) or is_page(row.cells, table.above))]
    below, title = lines_below(rows, last)
    summary = [row for row in short if row in below]
    if not summary:
        return short, []
    found = f"linhas {summary[0].row} a {summary[-1].row}, sob «{title[:60]}»"
    told = Problem(CODE, found, file=file, sheet=table.sheet)
    return [row for row in short if row not in summary], [told]
