"""What in a table is data: blank lines, notes and totals are told apart from the rows.

A row is no data where its key cell is empty, or is the only cell of the row, and the row is blank, a note
(one cell), a line of totals, or nothing but amounts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coopcli.reading.raw import RawTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    import numpy.typing as npt
    import pyarrow as pa

    Flags = npt.NDArray[np.bool_]
    Ints = npt.NDArray[np.int64]

_TOTAL_LABEL = r"(?i)^(total|totais|soma)\b"
_SUBTOTAL_LABEL = r"(?i)^sub[ -]?total\b"


def is_note(cells: Sequence[str]) -> bool:
    """Return whether a line holds one cell at most: blank, a remark, a page number."""
    return sum(bool(cell.strip()) for cell in cells) <= 1


def is_total(cells: Sequence[str]) -> bool:
    """Return whether a line is labelled as a total."""
    label = next((cell.strip() for cell in cells if cell.strip()), "")
    return bool(re.match(_TOTAL_LABEL, label))


@dataclass(frozen=True)
class Body:
    """``data`` are the positions of the rows; ``footer`` that of the last line of totals, if there is one."""

    data: Ints
    footer: int | None


@dataclass(frozen=True)
class _Suspects:
    """The rows that may be no data: their positions, cells and the key cells."""

    places: Ints
    cells: list[pa.Array]
    filled: Ints
    label: pa.Array


def find_body(table: RawTable, key: int, named: Sequence[int], amount: int | None) -> Body:
    """Return which rows are data.

    ``key`` is the position of the column that names a row, ``named`` those of all columns that hold something
    other than numbers, ``amount`` that of the column that totals add up.
    """
    import numpy as np
    import pyarrow.compute as pc

    total = len(table.rows)
    places = np.flatnonzero(~_starts_with_digit(table.text(key)))
    if not places.size:
        return Body(np.arange(total), None)
    suspects = _suspects(table, places)
    no_key = _flags(pc.is_null(suspects.cells[key]))
    alone = suspects.filled == 1
    labelled = _matches(suspects.label, _TOTAL_LABEL)
    key_is_label = _flags(pc.fill_null(pc.equal(suspects.cells[key], suspects.label), False))
    subtotal = _matches(suspects.label, _SUBTOTAL_LABEL)
    only_amounts = no_key & _only_amounts(suspects, named, amount)
    at_end = places == _last_filled(places[only_amounts], places[alone | (suspects.filled == 0)], total)
    totals = ((labelled | subtotal) & (no_key | key_is_label)) | (only_amounts & at_end)
    not_data = (suspects.filled == 0) | (alone & (no_key | key_is_label) & ~only_amounts) | totals
    data = np.ones(total, dtype=bool)
    data[places[not_data]] = False
    footers = places[totals & ~subtotal & _has(suspects, amount)]
    return Body(np.flatnonzero(data), int(footers[-1]) if footers.size else None)


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


def _only_amounts(suspects: _Suspects, named: Sequence[int], amount: int | None) -> Flags:
    """Return which rows hold an amount to be totalled and no name, code or date."""
    import pyarrow.compute as pc

    result = _has(suspects, amount)
    for column in named:
        result &= _flags(pc.is_null(suspects.cells[column]))
    return result


def _has(suspects: _Suspects, column: int | None) -> Flags:
    import numpy as np
    import pyarrow.compute as pc

    if column is None:
        return np.zeros(len(suspects.places), dtype=bool)
    return _flags(pc.is_valid(suspects.cells[column]))


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
