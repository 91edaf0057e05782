"""Sheets with a column for each value of the frame: one row of the file becomes several rows of the frame.

Counted are the rows of the file. A row is used where one of its values is, else set aside; a row without any value
counts by its first, empty cell. In reais every value counts by itself.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from coopcli.errors import Problem
from coopcli.folding import slug
from coopcli.reading.body import Body
from coopcli.reading.cells import is_missing, parse
from coopcli.reading.faults import ReadColumn, Verdict, cell_problems, judge
from coopcli.reading.headers import slugs
from coopcli.reading.kept import Sorted, stated_totals
from coopcli.reading.layouts import Layout, LayoutColumn, Unpivot
from coopcli.reading.parsed import Parsed
from coopcli.reading.raw import RawTable

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Ints = npt.NDArray[np.int64]
    Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Values:
    """The values of a sheet in the order of its cells: ``row`` is the position among the rows of data, ``place`` that
    of the column in the sheet."""

    row: Ints
    place: Ints
    column: ReadColumn

    def judged(self, verdict: Verdict, place: int) -> tuple[ReadColumn, Verdict]:
        """Return the values of one column of the sheet as a column by itself, and what was judged of them."""
        import numpy as np
        import pyarrow as pa

        mine = np.flatnonzero(self.place == place)
        kept, parsed = pa.array(mine), self.column.parsed
        column = replace(
            self.column,
            position=place,
            texts=self.column.texts.take(kept),
            parsed=Parsed(parsed.values.take(kept), parsed.faults[mine]),
        )
        return column, Verdict(
            verdict.numbers[mine], verdict.cents[mine], verdict.fault[mine], verdict.column[mine], verdict.rows[mine]
        )


def value_places(headers: Sequence[str], layout: Layout, feeding: Collection[int]) -> list[int]:
    """Return the positions of the columns of values; none in a layout without them.

    ``feeding`` are the positions of those that feed other columns of the frame.
    """
    if layout.unpivot is None:
        return []
    named = {header for column in layout.columns.values() for header in column.headers}
    return [
        place
        for place, (header, own) in enumerate(zip(headers, slugs(headers), strict=True))
        if place not in feeding and own not in named and layout.unpivot.takes(header)
    ]


def value_problems(table: RawTable, layout: Layout, places: Sequence[int], file: str) -> Iterator[Problem]:
    """Yield the problems of the header: no column of values, or one twice."""
    if layout.unpivot and not places:
        found = "colunas que existem: " + ", ".join(header for header in table.headers if header)
        expected = f"ao menos uma coluna de {layout.columns[layout.unpivot.value].column.title}"
        yield Problem("coluna-ausente", found, file=file, sheet=table.sheet, line=table.header_row, expected=expected)
    seen: dict[str, int] = {}
    for place in places:
        assert layout.unpivot is not None
        name = layout.unpivot.name_of(table.headers[place])
        first = seen.setdefault(slug(name), place)
        if first != place:
            cells = [table.address(table.header_row, i) for i in (first, place)]
            yield Problem("coluna-repetida", f"{name} em {' e '.join(cells)}", file=file, sheet=table.sheet,
                          cell=cells[-1], header=table.headers[place])  # fmt: skip


def sorted_values(
    columns: list[ReadColumn], places: Sequence[int], table: RawTable, layout: Layout, body: Body, file: str
) -> Sorted:
    """Return the values of the rows, each with what the other ``columns`` say of its row."""
    import numpy as np

    assert layout.unpivot is not None
    values = _values(table, layout, layout.unpivot, places, body)
    numbers, cents = table.rows[body.data], _cents(values, layout)
    in_rows = np.zeros(len(numbers), dtype=np.int64)
    np.add.at(in_rows, values.row, cents)
    of_rows = judge(columns, numbers, in_rows)
    of_values = _judged(values, numbers, cents, of_rows)
    footer, wrong_totals = _totals(values, of_values, places, table, layout, body, file)
    return Sorted(
        _as_long(columns, values, table, layout, layout.unpivot),
        replace(of_values, fault=np.where(of_rows.fault[values.row] > 0, of_rows.fault[values.row], of_values.fault)),
        [of_rows, of_values],
        [*cell_problems(columns, table, of_rows, file), *_problems(values, of_values, places, table, file)],
        footer,
        wrong_totals,
    )


def _values(table: RawTable, layout: Layout, unpivot: Unpivot, places: Sequence[int], body: Body) -> Values:
    """Return the filled cells of the columns of values, and the first one of a row that has none."""
    import numpy as np
    import pyarrow as pa

    height, width = len(body.data), len(places)
    cells = pa.concat_arrays([table.text(place, body.data).cast(pa.string()) for place in places])
    kept = ~is_missing(cells).reshape(width, height).T
    kept[:, 0] |= ~kept.any(axis=1)
    row, column = np.nonzero(kept | unpivot.keeps_blank)
    texts = cells.take(pa.array(column * height + row))
    own: LayoutColumn = layout.columns[unpivot.value]
    return Values(row, np.array(places)[column], ReadColumn(own, places[0], texts, parse(texts, own, table.kind)))


def _cents(values: Values, layout: Layout) -> Ints:
    import numpy as np
    import pyarrow.compute as pc

    if values.column.layout.column.name != layout.frame.amount:
        return np.zeros(len(values.row), dtype=np.int64)
    cents: Ints = pc.fill_null(values.column.parsed.values, 0).to_numpy()
    return cents


def _judged(values: Values, numbers: Ints, cents: Ints, of_rows: Verdict) -> Verdict:
    """Return which values are set aside though their row is not, the first of a row without any other for the row."""
    import numpy as np

    found = judge([values.column], numbers[values.row], cents)
    row_is_out = of_rows.fault[values.row] > 0
    fault = np.where(row_is_out, np.int8(0), found.fault)
    is_used = np.zeros(len(numbers), dtype=bool)
    is_used[values.row[(fault == 0) & ~row_is_out]] = True
    is_first = np.diff(values.row, prepend=-1) > 0
    rows = (is_first & ~is_used[values.row] & ~row_is_out).astype(np.int64)
    return replace(found, fault=fault, column=np.where(fault > 0, found.column, np.int8(-1)), rows=rows)


def _problems(values: Values, verdict: Verdict, places: Sequence[int], table: RawTable, file: str) -> Iterator[Problem]:
    import numpy as np

    faulty = set(np.unique(values.place[values.column.parsed.faults > 0]).tolist())
    for place in places:
        if place in faulty:
            column, judged = values.judged(verdict, place)
            yield from cell_problems([column], table, judged, file)


def _totals(
    values: Values, verdict: Verdict, places: Sequence[int], table: RawTable, layout: Layout, body: Body, file: str
) -> tuple[int | None, list[Problem]]:
    """Return the sum of the totals that the sheet states, where each column of values has one, and what is wrong."""
    footers: list[int | None] = []
    problems: list[Problem] = []
    if layout.frame.amount == values.column.layout.column.name and (len(body.totals) or table.short_rows):
        for place in places:
            column, judged = values.judged(verdict, place)
            footer, wrong = stated_totals([column], table, layout.frame, judged, body, file)
            footers.append(footer)
            problems += wrong
    told = [footer for footer in footers if footer is not None]
    return (sum(told) if told and len(told) == len(footers) else None), problems


def _as_long(
    columns: Sequence[ReadColumn], values: Values, table: RawTable, layout: Layout, unpivot: Unpivot
) -> list[ReadColumn]:
    """Return the columns of the frame with a cell for each value: those of its row, its name, itself."""
    return [
        *(_of_rows(column, values.row) for column in columns),
        _names(values, table, layout.columns[unpivot.name], unpivot),
        values.column,
    ]


def _of_rows(column: ReadColumn, rows: Ints) -> ReadColumn:
    import pyarrow as pa

    taken = pa.array(rows)
    parsed = Parsed(column.parsed.values.take(taken), column.parsed.faults[rows])
    return replace(column, texts=column.texts.take(taken), parsed=parsed)


def _names(values: Values, table: RawTable, column: LayoutColumn, unpivot: Unpivot) -> ReadColumn:
    import numpy as np
    import pyarrow as pa

    names = pa.array([unpivot.name_of(header) for header in table.headers], pa.string()).take(pa.array(values.place))
    return ReadColumn(column, -1, names, Parsed(names, np.zeros(len(names), dtype=np.int8)))
