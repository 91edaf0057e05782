"""Carteiras revistas: operations of another portfolio than in the previous close (Res. BCB 352, art. 81, § 3)."""

from __future__ import annotations

from coopcli.reports.sheet import Cell, Sheet
from coopcli.reports.sheets.parts import about, footer, long_pages, plural, top
from coopcli.results import PORTFOLIO_CHANGE_COLUMNS, Month

NAME = "Carteiras revistas"

_NONE = "Nenhuma operação mudou de carteira desde o fechamento anterior."


def portfolio_change_sheets(month: Month, rows_per_sheet: int) -> list[Sheet]:
    """Return the list of changes, or the sentence that there are none; no sheet where nothing was compared."""
    rows = month.portfolio_changes
    if rows is None:
        return []
    if not len(rows):
        return [Sheet(NAME, (*top(NAME, about(month)), Cell(3, 0, _NONE)), widths={0: 90}, footer=footer(month))]
    counted = plural(len(rows), "operação mudou", "operações mudaram")
    page = Sheet(NAME, top(NAME, f"{about(month)} · {counted} de carteira"), freeze=(5, 1), footer=footer(month))
    sums = tuple(column.name for column in PORTFOLIO_CHANGE_COLUMNS if column.kind == "money")
    return long_pages(page, PORTFOLIO_CHANGE_COLUMNS, rows, rows_per_sheet, sums=sums)
