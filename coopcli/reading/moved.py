"""Columns whose cells are not where the header says: moved aside, or cut in two by a comma."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from coopcli.errors import Problem
from coopcli.reading.body import Body
from coopcli.reading.cells import parse
from coopcli.reading.faults import ReadColumn
from coopcli.reading.parsed import FAULT_CODES
from coopcli.reading.raw import RawTable, ShortRow

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Faults = npt.NDArray[np.int8]

_FEW_ROWS = 5
"""With fewer rows, bad cells say nothing about the column."""
_MOST, _HALF = 0.9, 0.5
_NOT_OF_THE_KIND = tuple(
    FAULT_CODES.index(code)
    for code in ("valor-ausente", "valor-invalido", "valor-americano", "numero-invalido", "taxa-invalida",
                 "data-invalida", "documento-invalido", "codigo-invalido")
)  # fmt: skip
_BEFORE_COMMA, _AFTER_COMMA = r"^\s*\(?-?(R\$)?\s*-?\d{1,3}(\.?\d{3})*$", r"^\d{2}( ?[CD]|-|\))?\s*$"


def moved_columns(columns: Sequence[ReadColumn], table: RawTable, body: Body, file: str) -> list[Problem]:
    """Return the problem of a sheet with columns whose cells nearly all do not fit while a neighbour's do.

    A neighbour that fits another column of the layout is no place to have moved to.
    """
    if len(body.data) < _FEW_ROWS:
        return []
    strange = [column for column in columns if _strange(column.parsed.faults) > _MOST]
    in_place = {column.position for column in columns} - {column.position for column in strange}
    moved: list[tuple[ReadColumn, int]] = []
    for column in strange:
        neighbours = {column.position - 1, column.position + 1} & set(range(len(table.columns))) - in_place
        moved += [(column, place) for place in sorted(neighbours) if _fits(table, column, place, body)][:1]
    return [_problem(table, *moved[0], len(moved) - 1, body, file)] if moved else []


def _strange(faults: Faults) -> float:
    """Return the share of cells that are not what their column holds."""
    import numpy as np

    return float(np.isin(faults, _NOT_OF_THE_KIND).mean())


def _fits(table: RawTable, column: ReadColumn, place: int, body: Body) -> bool:
    """Return whether the cells at ``place`` are what ``column`` should hold."""
    parsed = parse(table.encoded_text(place, body.data), column.layout, table.kind)
    filled = len(parsed.values) - parsed.values.null_count
    return filled >= _HALF * len(parsed.values) and _strange(parsed.faults) <= 1 - _MOST


def _problem(table: RawTable, column: ReadColumn, place: int, others: int, body: Body, file: str) -> Problem:
    cells = [_first(table, position, body) for position in (column.position, place)]
    there = f"na coluna ao lado ({table.headers[place] or 'sem título'}, {table.address(table.header_row, place)})"
    more = f"; o mesmo em mais {others} colunas" if others else ""
    return Problem(
        "coluna-deslocada",
        f"{cells[0]} onde se esperava {column.layout.column.title}; {cells[1]} {there}{more}",
        file=file,
        sheet=table.sheet,
        cell=table.address(table.header_row, column.position),
        header=table.header(column.position),
    )


def _first(table: RawTable, position: int, body: Body) -> str:
    texts = table.text(position, body.data[:100]).to_pylist()
    return f"«{next((text for text in texts if text), '(vazia)')[:40]}»"


# --- decimal commas in a file whose cells commas separate -----------------------------------------------------


def cut_by_commas(
    columns: Sequence[ReadColumn], table: RawTable, short: Sequence[ShortRow], file: str
) -> list[Problem]:
    """Return the problem of a file in which the decimal comma of an amount also separates cells."""
    if table.delimiter != ",":
        return []
    width = len(table.headers)
    cut = [row for row in short if len(row.cells) > width and _pairs(row.cells) >= len(row.cells) - width]
    if cut:
        found = f"{len(cut)} linhas com células a mais, como: {' | '.join(cut[0].cells)[:200]}"
        return [Problem("virgula-sem-aspas", found, file=file, line=cut[0].row, personal=True)]
    return [_cut_column(column, table, file) for column in columns if _is_cut(column, table)][:1]


def _pairs(cells: Sequence[str]) -> int:
    """Return how many cells are the whole reais of an amount whose centavos are the next cell."""
    found = position = 0
    while position < len(cells) - 1:
        is_pair = re.match(_BEFORE_COMMA, cells[position]) and re.match(_AFTER_COMMA, cells[position + 1])
        found += bool(is_pair)
        position += 2 if is_pair else 1
    return found


def _is_cut(column: ReadColumn, table: RawTable) -> bool:
    """Return whether the cells right of an amount, under no header, are its centavos."""
    import numpy as np
    import pyarrow.compute as pc

    place = column.position + 1
    if column.layout.column.kind != "money" or place >= len(table.headers) or table.headers[place]:
        return False
    texts = table.text(place)
    filled = pc.greater(pc.binary_length(texts), 0)
    centavos = pc.match_substring_regex(texts, _AFTER_COMMA)
    count = int(np.sum(filled.to_numpy(zero_copy_only=False)))
    return count > 0 and pc.sum(centavos).as_py() > _MOST * count


def _cut_column(column: ReadColumn, table: RawTable, file: str) -> Problem:
    found = "centavos numa coluna sem título, à direita do valor"
    header = table.headers[column.position]
    return Problem("virgula-sem-aspas", found, file=file, line=table.header_row, header=header)
