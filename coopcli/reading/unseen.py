"""What the clerk does not see in a workbook: hidden sheets, rows and columns are left out, and each is told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from coopcli.errors import Problem
from coopcli.reading.body import Body
from coopcli.reading.cells import parse
from coopcli.reading.layouts import Layout
from coopcli.reading.raw import Grid, RawTable

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt
    import pandas as pd

    Ints = npt.NDArray[np.int64]

ROW, COLUMN, SHEET = "linha-oculta", "coluna-oculta", "aba-oculta"


def may_claim(layout: Layout, grid: Grid) -> bool:
    """Return whether a layout reads this view of a sheet: with what is hidden only where it asks for it."""
    return not (grid.partial if layout.reads_hidden else grid.hidden)


def hidden_sheet(grid: Grid, layouts: Sequence[Layout], file: str) -> Problem:
    """Return what is told of a sheet that Excel does not show; ``layouts`` are those that would know it."""
    what = f"aba oculta com o cabeçalho de {layouts[0].title}" if layouts else "aba oculta"
    return Problem(SHEET, what, file=file, sheet=grid.sheet)


def hidden_columns(table: RawTable, file: str) -> Iterator[Problem]:
    """Yield what is told of the columns that Excel does not show and that have a header."""
    named = {place: header for place, header in table.hidden_headers.items() if header}
    if named:
        cells = [table.address(table.header_row, place) for place in named]
        found = ", ".join(f"{header} em {cell}" for header, cell in zip(named.values(), cells, strict=True))
        yield Problem(COLUMN, found, file=file, sheet=table.sheet)


@dataclass(frozen=True)
class UnseenRows:
    """Rows of data that Excel does not show: ``numbers`` and ``cents`` of each, and the ``body`` without them."""

    numbers: Ints
    cents: Ints
    body: Body

    def aside(self) -> pd.DataFrame:
        """Return them as rows set aside: source_row, code, cents."""
        import pandas as pd

        return pd.DataFrame(
            {"source_row": self.numbers, "code": pd.Series([ROW] * len(self.numbers), dtype="str"), "cents": self.cents}
        )

    def problems(self, table: RawTable, file: str) -> Iterator[Problem]:
        """Yield what is told of them all."""
        count = len(self.numbers)
        if count:
            shown = ", ".join(map(str, self.numbers[:5].tolist())) + ("…" if count > 5 else "")
            found = f"{count} linhas ocultas: {shown}" if count > 1 else f"linha {shown} oculta"
            yield Problem(ROW, found, file=file, sheet=table.sheet, rows=count, cents=int(self.cents.sum()))


def unseen_rows(table: RawTable, layout: Layout, amounts: Sequence[int], body: Body) -> UnseenRows:
    """Return the rows of data that Excel does not show; ``amounts`` are where the amounts stand that they add up."""
    import numpy as np

    if not table.hidden_rows:
        nothing = np.zeros(0, dtype=np.int64)
        return UnseenRows(nothing, nothing, body)
    is_hidden = np.isin(table.rows, np.array(table.hidden_rows))
    unseen = body.data[is_hidden[body.data]]
    seen = replace(body, data=body.data[~is_hidden[body.data]], totals=body.totals[~is_hidden[body.totals]])
    return UnseenRows(table.rows[unseen], _cents(table, layout, amounts, unseen), seen)


def _cents(table: RawTable, layout: Layout, amounts: Sequence[int], places: Ints) -> Ints:
    import numpy as np
    import pyarrow.compute as pc

    cents = np.zeros(len(places), dtype=np.int64)
    for amount in amounts:
        values = parse(table.text(amount, places), layout.columns[layout.frame.amount], table.kind).values
        cents += pc.fill_null(values, 0).to_numpy()
    return cents
