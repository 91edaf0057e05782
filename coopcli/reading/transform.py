"""What a layout declares is done to a sheet before its cells are read, and is counted; nothing is done in silence.

In this order: merged cells are filled down, columns that the sheet has not are made (constants, joined keys), texts are
brought to the form that the parsers read (decimal point, month first, zeros of keys), rows are left out. A cell that
contradicts what is declared stays as it is and is a misfit: ``fora-do-declarado``. What somebody corrected is let be.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from coopcli.errors import Problem
from coopcli.folding import folded, slug
from coopcli.reading.cell_dates import MONTH_ALONE
from coopcli.reading.cells import is_missing
from coopcli.reading.headers import bare_slugs, slugs
from coopcli.reading.layout_steps import Join, LeaveOut
from coopcli.reading.layouts import Layout, LayoutColumn
from coopcli.reading.raw import Derived, RawTable
from coopcli.reading.text_steps import TEXT_STEPS, Rewritten, filled_down, padded
from coopcli.results import Transformation

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pyarrow as pa

    Flags = npt.NDArray[np.bool_]

Fixed = Mapping[int, "Flags"]
"""Which cells of a column somebody corrected."""


@dataclass
class Transformed:
    """A table as its layout wants it: where each column of the frame stands, what was done, what speaks against it."""

    table: RawTable
    positions: dict[str, int]
    done: list[Transformation] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def transformed(
    table: RawTable, layout: Layout, positions: Mapping[str, int], file: str, fixed: Fixed
) -> Transformed:  # fmt: skip
    """Return the table with all that the layout declares done; ``positions`` are of the columns that it has."""
    made = Transformed(table, dict(positions))
    for name, column in layout.columns.items():
        if column.fill:
            places = [positions[name]] if name in positions else _places(table, column.join)
            for place in places:
                _fill(made, place, column, fixed)
    for name, column in layout.columns.items():
        if column.constant:
            _add_constant(made, name, column, file)
        elif column.join:
            _add_joined(made, name, column, column.join, file)
    for name, column in layout.columns.items():
        for key, step in TEXT_STEPS.items():
            if getattr(column, key) and name in positions:
                _rewrite(made, positions[name], column, key, step(made.table.text(positions[name]), column, table.kind),
                         fixed)  # fmt: skip
    for name, column in layout.columns.items():
        if column.month and name in positions:
            _tell_months(made, positions[name], column)
    for one in layout.leave_out:
        _leave_out(made, one, file)
    return made


def _places(table: RawTable, join: Join | None) -> list[int]:
    """Return where the parts of a key stand, those that are there."""
    found = [_place(table, header) for header in (join.headers if join else ())]
    return [place for place in found if place is not None]


def _place(table: RawTable, header: str) -> int | None:
    for spelling in (slugs(table.headers), bare_slugs(table.headers)):
        if slug(header) in spelling:
            return spelling.index(slug(header))
    return None


def _with_column(table: RawTable, place: int, cells: pa.Array, misfits: Flags) -> RawTable:
    columns = list(table.columns)
    columns[place] = cells
    return replace(_with_misfits(table, place, misfits), columns=columns)


def _with_misfits(table: RawTable, place: int, misfits: Flags) -> RawTable:
    if not misfits.any():
        return table
    before = table.misfits.get(place)
    return replace(table, misfits={**table.misfits, place: misfits if before is None else before | misfits})


# --- columns ------------------------------------------------------------------------------------------------------


def _fill(made: Transformed, place: int, column: LayoutColumn, fixed: Fixed) -> None:
    """Give each cell that is merged with the one above what stands in the first of them."""
    _rewrite(made, place, column, "fill", filled_down(made.table, place), fixed)


def _add_constant(made: Transformed, name: str, column: LayoutColumn, file: str) -> None:
    """Add a column with one value for all rows; where the sheet has such a column, that is a problem."""
    import pyarrow as pa

    table = made.table
    there = [header for header in (column.column.title, name, *column.headers) if _place(table, header) is not None]
    if there or name in made.positions:
        place = made.positions.get(name, _place(table, (there or [""])[0]))
        found = f"constant: {column.constant}, e o arquivo tem a coluna {table.headers[place or 0]}"
        made.problems.append(_contradicted(table, file, found, place))
        return
    cells = pa.repeat(pa.scalar(column.constant, pa.string()), len(table.rows))
    made.positions[name] = len(table.columns) + len(table.derived)
    made.table = replace(table, derived=[*table.derived, Derived(column.column.title, cells)])
    made.done.append(Transformation(f"constant: {column.constant}", "", column.column.title, len(table.rows)))


def _add_joined(made: Transformed, name: str, column: LayoutColumn, join: Join, file: str) -> None:
    """Add a key put together from its parts; missing where a part is."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    table = made.table
    places = _places(table, join)
    if len(places) < len(join.headers):
        lacking = [header for header in join.headers if _place(table, header) is None]
        found = "colunas que existem: " + ", ".join(header for header in table.headers if header)
        expected = f"{column.column.title}: {' e '.join(lacking)}, de que o layout junta a chave"
        made.problems.append(
            Problem("coluna-ausente", found, file, table.sheet, line=table.header_row, expected=expected)
        )
        return
    misfits = np.zeros(len(table.rows), dtype=bool)
    missing, parts = misfits.copy(), []
    for i, place in enumerate(places):
        texts = table.text(place)
        missing |= is_missing(texts)
        part = padded(texts, join.widths[i] if join.widths else 0, table.kind)
        misfits |= part.misfits
        parts.append(pc.fill_null(part.texts, ""))
    joined = pc.if_else(
        pa.array(missing), pa.scalar(None, pa.string()), pc.binary_join_element_wise(*parts, join.separator)
    )
    header = " + ".join(join.headers)
    made.positions[name] = position = len(table.columns) + len(table.derived)
    made.table = _with_misfits(
        replace(table, derived=[*table.derived, Derived(header, joined, places[0])]), position, misfits
    )
    made.done.append(Transformation("join", header, column.column.title, int((~missing & ~misfits).sum())))


def _contradicted(table: RawTable, file: str, found: str, place: int | None = None) -> Problem:
    cell, header = ("", "") if place is None else (table.address(table.header_row, place), table.headers[place])
    expected = "o que o layout declara"
    return Problem(MISFIT, found, file=file, sheet=table.sheet, cell=cell, header=header, expected=expected)


MISFIT = "fora-do-declarado"


# --- texts and rows -----------------------------------------------------------------------------------------------


def _rewrite(made: Transformed, place: int, column: LayoutColumn, key: str, rewritten: Rewritten, fixed: Fixed) -> None:
    """Put the texts of a column in the place of what it has, but for those that somebody corrected."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    table = made.table
    before, texts, misfits = table.text(place), rewritten.texts, rewritten.misfits
    if place in fixed:
        texts = pc.if_else(pa.array(fixed[place]), before, texts)
        misfits = misfits & ~fixed[place]
    changed = pc.not_equal(pc.fill_null(before, ""), pc.fill_null(texts, "")).to_numpy(zero_copy_only=False)
    made.table = _with_column(table, place, texts, misfits)
    declared = f"{key}: {getattr(column, key)}"
    made.done.append(Transformation(declared, table.header(place), column.column.title, int(np.sum(changed))))


def _tell_months(made: Transformed, place: int, column: LayoutColumn) -> None:
    """Tell how many cells are a month alone, of which the layout says the day (cell_dates.py reads it)."""
    import pyarrow.compute as pc

    texts = pc.utf8_trim_whitespace(pc.fill_null(made.table.text(place), ""))
    count = int(pc.sum(pc.match_substring_regex(texts, MONTH_ALONE)).as_py() or 0)
    if count:
        header = made.table.header(place)
        made.done.append(Transformation(f"month: {column.month}", header, column.column.title, count))


def _leave_out(made: Transformed, one: LeaveOut, file: str) -> None:
    """Mark the rows that a filter leaves out; where it would leave none, or cannot be asked, that is a problem."""
    import numpy as np

    table = made.table
    place = _place(table, one.header)
    if place is None:
        found = f"rows.leave_out: o arquivo não tem a coluna {one.header}"
        made.problems.append(_contradicted(table, file, found))
        return
    rows = np.flatnonzero(_fitting(table.text(place), one))
    made.table = replace(table, filtered=[*table.filtered, rows])


def _fitting(texts: pa.Array, one: LeaveOut) -> Flags:
    import numpy as np
    import pyarrow.compute as pc

    if one.blank:
        return is_missing(texts)
    if one.pattern:
        found = pc.fill_null(pc.match_substring_regex(pc.utf8_trim_whitespace(texts), one.pattern), False)
        fits: Flags = found.to_numpy(zero_copy_only=False)
        return fits
    distinct = pc.fill_null(texts, "").dictionary_encode()
    wanted = [folded(text) in one.any_of for text in distinct.dictionary.to_pylist()]
    chosen: Flags = np.array(wanted, dtype=bool)[distinct.indices.to_numpy()]
    return chosen


def filters_of(layout: Layout) -> Iterator[str]:
    """Yield what each filter of rows is called: ``Status = Preview``."""
    for one in layout.leave_out:
        which = "em branco" if one.blank else one.pattern or " ou ".join(one.any_of)
        yield f"rows.leave_out: {one.header} {which} ({one.because})"
