"""Divergências: the operations that the exporting system sees otherwise, with both figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coopcli.reports.sheet import Cell, Sheet
from coopcli.reports.sheets.parts import about, footer, long_pages, top
from coopcli.results import Month
from coopcli.words.classification import DIVERGENCE_COLUMNS

if TYPE_CHECKING:
    import pandas as pd

NAME = "Divergências"

_NONE = "Nenhuma: dias em atraso, nível e valor vencido que o sistema exportou são os calculados."
_NOT_COMPARED = "Nenhuma comparação: este relatório não recebeu os dias, o nível ou o valor vencido do sistema."
_KINDS = {
    "days_difference": "dias em atraso",
    "level_difference": "nível de risco",
    "overdue_difference_cents": "valor vencido",
}
"""The column of each difference, and what it is of."""


def divergences_sheets(month: Month, rows_per_sheet: int) -> list[Sheet]:
    """Return the list of divergences, the largest balance first, or the sentence that there are none."""
    rows = month.divergences
    if rows is None or not len(rows):
        cells = (*top(NAME, about(month)), Cell(3, 0, _NOT_COMPARED if rows is None else _NONE))
        return [Sheet(NAME, cells, widths={0: 90}, footer=footer(month))]
    kinds = " · ".join(f"{what}: {count}" for what, count, _ in divergence_counts(rows))
    page = Sheet(NAME, top(NAME, f"{about(month)} · {kinds}"), freeze=(5, 1), footer=footer(month))
    sums = ("balance_cents", "exported_overdue_cents", "overdue_cents", "overdue_difference_cents")
    return long_pages(page, DIVERGENCE_COLUMNS, rows, rows_per_sheet, sums=sums)


def divergence_counts(rows: pd.DataFrame) -> list[tuple[str, int, int]]:
    """Return, for each figure that diverges anywhere, its name, the operations and their balance in centavos."""
    found = []
    for column, what in _KINDS.items():
        apart = rows[column].notna()
        if apart.any():
            found.append((what, int(apart.sum()), int(rows.loc[apart, "balance_cents"].sum())))
    return found
