"""What in a table is data: blank lines, notes and totals are told apart from the rows.

A row is no data where its key cell is empty, or is the only cell of the row, and the row is blank, a note
(one cell), a line of totals, or nothing but amounts; nor where a page begins inside the table: the header or the
titles again, the number of a page.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coopcli.reading.below import Below, rows_below
from coopcli.reading.raw import RawTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    import numpy.typing as npt
    import pyarrow as pa

    Flags = npt.NDArray[np.bool_]
    Ints = npt.NDArray[np.int64]

_TOTAL_LABEL = r"(?i)^(sub[ -]?total|total|totais|soma|(quantidade|qtde?|n[úu]mero)\.? (total )?de)\b"
_SUBTOTAL_LABEL = r"(?i)^sub[ -]?total\b"
_PAGE_NUMBER = r"(?i)^p[áa]g(ina|\.)?\s*:?\s*\d+(\s*(de|/)\s*\d+)?$"
_FIGURES = r"^[\s\x{A0}R$(-]*\d"
_PAGE_CELLS = 4
"""The heading of a page has few cells (system, branch, date, page); a row of data that names a page has more."""


def is_note(cells: Sequence[str]) -> bool:
    """Return whether a line holds one cell at most: blank, a remark, a page number."""
    return sum(bool(cell.strip()) for cell in cells) <= 1


def is_total(cells: Sequence[str]) -> bool:
    """Return whether a line is labelled as a total."""
    return bool(re.match(_TOTAL_LABEL, _label(cells)))


def is_subtotal(cells: Sequence[str]) -> bool:
    """Return whether a line is labelled as a subtotal."""
    return bool(re.match(_SUBTOTAL_LABEL, _label(cells)))


def _label(cells: Sequence[str]) -> str:
    return next((cell.strip() for cell in cells if cell.strip()), "")


def is_page(cells: Sequence[str], above: Sequence[Sequence[str]]) -> bool:
    """Return whether a line begins or ends a page: a line of ``above`` (titles and header) again, or its number."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    numbered = any(re.match(_PAGE_NUMBER, cell) for cell in filled)
    return _without_digits(filled) in _headings(above) or (numbered and len(filled) <= _PAGE_CELLS)


def _headings(above: Sequence[Sequence[str]]) -> set[str]:
    """Return the lines above the data as they are compared; those without letters say nothing."""
    lines = (_without_digits([cell.strip() for cell in cells if cell.strip()]) for cells in above)
    return {line for line in lines if re.search(r"[^\W\d_]{3}", line)}


def _without_digits(cells: Sequence[str]) -> str:
    """Return a line as text that is the same on every page, whatever its number and hour."""
    return " ".join(re.sub(r"\d+", "", " ".join(cells)).split())


@dataclass(frozen=True)
class Body:
    """The positions of the rows that are data, those of the lines of totals that have an amount, and what stands below
    the table."""

    data: Ints
    totals: Ints
    below: Below


@dataclass(frozen=True)
class _Suspects:
    """The rows that may be no data: their positions, cells and the key cells."""

    places: Ints
    cells: list[pa.Array]
    filled: Ints
    label: pa.Array


def find_body(table: RawTable, key: int, named: Sequence[int], amounts: Sequence[int]) -> Body:
    """Return which rows are data.

    ``key`` is the position of the column that names a row, ``named`` those of all columns that hold something
    other than numbers, ``amounts`` those of the columns that totals add up.
    """
    import numpy as np
    import pyarrow.compute as pc

    total = len(table.rows)
    places = np.flatnonzero(~_starts_with_digit(table.text(key)))
    if not places.size:
        return Body(np.arange(total), places, Below(places, True, ""))
    suspects = _suspects(table, places)
    no_key = _flags(pc.is_null(suspects.cells[key]))
    alone = suspects.filled == 1
    key_is_label = _flags(pc.fill_null(pc.equal(suspects.cells[key], suspects.label), False))
    has_amount = _has(suspects, amounts)
    first = _matches(suspects.label, _TOTAL_LABEL) | (has_amount & _any_cell(suspects, _TOTAL_LABEL))
    labelled = (no_key & first) | _matches(suspects.cells[key], _TOTAL_LABEL)
    only_amounts = no_key & _only_amounts(suspects, named, amounts)
    at_end = places == _last_filled(places[only_amounts], places[alone | (suspects.filled == 0)], total)
    totals = labelled | (only_amounts & at_end)
    not_data = (suspects.filled == 0) | (alone & (no_key | key_is_label) & ~only_amounts) | totals
    pages = _pages(suspects, table.above, amounts)
    data = np.ones(total, dtype=bool)
    data[places[not_data | pages]] = False
    below = rows_below(table, places[not_data & ~pages], data, amounts)
    data[below.rows] = False
    stated = places[totals & has_amount]
    return Body(np.flatnonzero(data), stated[stated < min(below.rows, default=total)], below)


def _pages(suspects: _Suspects, above: Sequence[Sequence[str]], amounts: Sequence[int]) -> Flags:
    """Return which rows begin or end a page; a row with an amount in figures does not."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    result = np.zeros(len(suspects.places), dtype=bool)
    in_figures = np.zeros(len(result), dtype=bool)
    for amount in amounts:
        in_figures |= _matches(suspects.cells[amount], _FIGURES)
    places = np.flatnonzero(~in_figures)
    cells = [cell.take(pa.array(places)) for cell in suspects.cells]
    line = pc.binary_join_element_wise(*(pc.fill_null(cell, "") for cell in cells), " ")
    bare = pc.replace_substring_regex(pc.replace_substring_regex(line, r"\d+", ""), r"\s+", " ")
    again = _flags(pc.is_in(pc.utf8_trim_whitespace(bare), value_set=pa.array(sorted(_headings(above)), pa.string())))
    numbered = np.zeros(len(places), dtype=bool)
    for cell in cells:
        numbered |= _matches(cell, _PAGE_NUMBER)
    result[places] = again | (numbered & (suspects.filled[places] <= _PAGE_CELLS))
    return result


def _any_cell(suspects: _Suspects, pattern: str) -> Flags:
    """Return which rows have a cell that fits."""
    import numpy as np

    result = np.zeros(len(suspects.places), dtype=bool)
    for cells in suspects.cells:
        result |= _matches(cells, pattern)
    return result


def _starts_with_digit(column: pa.Array) -> Flags:
    import pyarrow.compute as pc

    first = pc.utf8_slice_codeunits(pc.utf8_ltrim_whitespace(column), 0, 1)
    return _flags(pc.fill_null(pc.ascii_is_decimal(first), False))


def _suspects(table: RawTable, places: Ints) -> _Suspects:
    import numpy as np
    import pyarrow.compute as pc

    cells = [_blank_as_null(table.text(column, places)) for column in range(len(table.columns))]
    filled = np.sum([_flags(pc.is_valid(cell)) for cell in cells], axis=0)
    return _Suspects(places, cells, filled, pc.coalesce(*cells))


def _blank_as_null(column: pa.Array) -> pa.Array:
    import pyarrow as pa
    import pyarrow.compute as pc

    bare = pc.utf8_trim_whitespace(column)
    return pc.if_else(pc.equal(bare, ""), pa.scalar(None, pa.string()), bare)


def _only_amounts(suspects: _Suspects, named: Sequence[int], amounts: Sequence[int]) -> Flags:
    """Return which rows hold an amount to be totalled and no name, code or date."""
    import pyarrow.compute as pc

    result = _has(suspects, amounts)
    for column in named:
        result &= _flags(pc.is_null(suspects.cells[column]))
    return result


def _has(suspects: _Suspects, columns: Sequence[int]) -> Flags:
    """Return which rows have a cell in one of the columns."""
    import numpy as np
    import pyarrow.compute as pc

    result = np.zeros(len(suspects.places), dtype=bool)
    for column in columns:
        result |= _flags(pc.is_valid(suspects.cells[column]))
    return result


def _last_filled(candidates: Ints, skippable: Ints, total: int) -> int:
    """Return the row of ``candidates`` with only ``skippable`` rows below it (-1 where none is)."""
    skip = set(skippable.tolist()) - set(candidates.tolist())
    last = total - 1
    while last in skip:
        last -= 1
    return last if last in set(candidates.tolist()) else -1


def _matches(texts: pa.Array, pattern: str) -> Flags:
    import pyarrow.compute as pc

    return _flags(pc.fill_null(pc.match_substring_regex(texts, pattern), False))


def _flags(flags: pa.Array) -> Flags:
    result: Flags = flags.to_numpy(zero_copy_only=False)
    return result
