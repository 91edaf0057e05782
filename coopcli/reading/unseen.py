"""What the clerk does not see in a workbook: hidden sheets, rows and columns are left out, and each is told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from coopcli.errors import DataError, Problem
from coopcli.folding import folded
from coopcli.reading.below import CODE as BELOW
from coopcli.reading.body import Body
from coopcli.reading.cells import parse
from coopcli.reading.layouts import Layout
from coopcli.reading.raw import Grid, RawTable
from coopcli.reading.transform import MISFIT, filters_of
from coopcli.results import Transformation

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    Ints = npt.NDArray[np.int64]

ROW, COLUMN, SHEET = "linha-oculta", "coluna-oculta", "aba-oculta"
OTHER_SHEET = "aba-nao-escolhida"
FILTERED = "linha-filtrada"
"""In the place of a problem's code, of rows that the layout itself leaves out."""


def may_claim(layout: Layout, grid: Grid) -> bool:
    """Return whether a layout reads this view of a sheet: with what is hidden only where it asks for it, a text in its
    own encoding, of a workbook the sheets that it names."""
    if grid.partial if layout.reads_hidden else grid.hidden:
        return False
    if layout.encoding != grid.encoding and (grid.encoding or not grid.sheet):
        return False
    return not (layout.sheets and grid.sheet) or folded(grid.sheet) in layout.sheets


def hidden_sheet(grid: Grid, layouts: Sequence[Layout], file: str) -> Problem:
    """Return what is told of a sheet that Excel does not show; ``layouts`` are those that would know it."""
    what = f"aba oculta com o cabeçalho de {layouts[0].title}" if layouts else "aba oculta"
    return Problem(SHEET, what, file=file, sheet=grid.sheet)


def other_sheet(grid: Grid, layout: Layout, file: str) -> Problem:
    """Return what is told of a sheet that ``layout`` would know and does not name."""
    found = f"aba com o cabeçalho de {layout.title}, que o layout não escolhe"
    return Problem(OTHER_SHEET, found, file=file, sheet=grid.sheet, expected=f"as abas: {', '.join(layout.sheets)}")


def _hidden_columns(table: RawTable, file: str) -> Iterator[Problem]:
    """Yield what is told of the columns that Excel does not show and that have a header."""
    named = {place: header for place, header in table.hidden_headers.items() if header}
    if named:
        cells = [table.address(table.header_row, place) for place in named]
        found = ", ".join(f"{header} em {cell}" for header, cell in zip(named.values(), cells, strict=True))
        yield Problem(COLUMN, found, file=file, sheet=table.sheet)


@dataclass(frozen=True)
class LeftOut:
    """Rows that are not judged: hidden ones, and those below the table that may be of it; ``body`` is without them."""

    hidden: Ints
    hidden_cents: Ints
    below_cents: Ints
    body: Body
    filtered: Sequence[Ints] = ()
    filtered_cents: Sequence[Ints] = ()

    @property
    def unseen(self) -> Ints:
        """The places of the hidden rows and of those below the table."""
        import numpy as np

        return np.concatenate([self.hidden, self.body.below.rows[: len(self.below_cents)]])

    def aside(self, table: RawTable) -> pd.DataFrame:
        """Return them as rows set aside: source_row, code, cents."""
        import numpy as np
        import pandas as pd

        below = self.body.below.rows[: len(self.below_cents)]
        filtered = [np.zeros(0, dtype=np.int64), *self.filtered]
        codes = [ROW] * len(self.hidden) + [BELOW] * len(below) + [FILTERED] * sum(map(len, filtered))
        return pd.DataFrame(
            {
                "source_row": table.rows[np.concatenate([self.hidden, below, *filtered])],
                "code": pd.Series(codes, dtype="str"),
                "cents": np.concatenate([self.hidden_cents, self.below_cents, *self.filtered_cents]),
            }
        )

    def transformations(self, layout: Layout) -> Iterator[Transformation]:
        """Yield what each filter of the layout left out."""
        for name, rows, cents in zip(filters_of(layout), self.filtered, self.filtered_cents, strict=True):
            yield Transformation(name, "", "", len(rows), "linha(s) de fora", int(cents.sum()))

    def problems(self, table: RawTable, file: str) -> Iterator[Problem]:
        """Yield what is told of them, and of the columns that Excel does not show."""
        yield from _hidden_columns(table, file)
        numbers = table.rows[self.hidden].tolist()
        if numbers:
            shown = ", ".join(map(str, numbers[:5])) + ("…" if len(numbers) > 5 else "")
            found = f"{len(numbers)} linhas ocultas: {shown}" if len(numbers) > 1 else f"linha {shown} oculta"
            cents = int(self.hidden_cents.sum())
            yield Problem(ROW, found, file=file, sheet=table.sheet, rows=len(numbers), cents=cents)
        yield from self.body.below.problems(table, file, int(self.below_cents.sum()))


def left_out(table: RawTable, layout: Layout, amounts: Sequence[int], body: Body, file: str) -> LeftOut:
    """Return the rows of data that are not to be judged; ``amounts`` are where the amounts stand that they add up.

    Raises DataError where the filters of the layout leave no row.
    """
    import numpy as np

    is_hidden = np.isin(table.rows, np.array(table.hidden_rows, dtype=np.int64))
    hidden = body.data[is_hidden[body.data]]
    if len(hidden):
        body = replace(body, data=body.data[~is_hidden[body.data]], totals=body.totals[~is_hidden[body.totals]])
    body, filtered = _filtered(table, body, file)
    uncertain = body.below.rows[:0] if body.below.certain else body.below.rows
    return LeftOut(hidden, _cents(table, layout, amounts, hidden), _cents(table, layout, amounts, uncertain), body,
                   filtered, [_cents(table, layout, amounts, rows) for rows in filtered])  # fmt: skip


def _filtered(table: RawTable, body: Body, file: str) -> tuple[Body, list[Ints]]:
    """Return the body without the rows that filters leave out, and these, each with the first filter that takes it."""
    import numpy as np

    taken: list[Ints] = []
    data = body.data
    for rows in table.filtered:
        taken.append(np.intersect1d(data, rows))
        data = np.setdiff1d(data, rows)
    if len(body.data) and not len(data):
        found = f"os filtros de linhas do layout não deixam nenhuma das {len(body.data)}"
        expected = "filtros que deixem as linhas de dados"
        raise DataError([Problem(MISFIT, found, file=file, sheet=table.sheet, expected=expected)])
    return replace(body, data=data), taken


def _cents(table: RawTable, layout: Layout, amounts: Sequence[int], places: Ints) -> Ints:
    import numpy as np
    import pyarrow.compute as pc

    cents = np.zeros(len(places), dtype=np.int64)
    for amount in amounts if len(places) else ():
        values = parse(table.text(amount, places), layout.columns[layout.frame.amount], table.kind).values
        cents += pc.fill_null(values, 0).to_numpy()
    return cents
