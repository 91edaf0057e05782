"""Paradas de receita: the operations whose revenue may no longer be recognised, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coopcli.reports.sheet import Cell, Sheet, Table
from coopcli.reports.sheets.parts import about, footer, long_pages, plural, stacked, top
from coopcli.results import Classified, Month
from coopcli.words import column, columns
from coopcli.words.classification import STOPPED_COLUMNS

if TYPE_CHECKING:
    import pandas as pd

_BY_BRANCH = columns("regime branch", column("count", "Operações"), "balance_cents overdue_cents")

_NONE = "Nenhuma operação está com o reconhecimento de receita parado."


def revenue_sheets(month: Month, rows_per_sheet: int) -> list[Sheet]:
    """Return the stopped operations: totals by regime and branch, then the list."""
    rows = stacked([stopped(month, classified) for classified in month.classified], STOPPED_COLUMNS)
    text = plural(len(rows), "operação parada", "operações paradas")
    cells = top("Paradas de receita", f"{about(month)} · {text}")
    if not len(rows):
        return [Sheet("Paradas de receita", (*cells, Cell(3, 0, _NONE)), widths={0: 90}, footer=footer(month))]
    heading = Cell(3, 0, "Por regime e PA", "heading", across=len(_BY_BRANCH))
    sums = ("count", "balance_cents", "overdue_cents")
    totals = Table(_BY_BRANCH, _by_branch(rows), 4, sums=() if rows["regime"].nunique() > 1 else sums)
    page = Sheet("Paradas de receita", (*cells, heading), (totals,), footer=footer(month))
    return long_pages(page, STOPPED_COLUMNS, rows, rows_per_sheet, sums=("balance_cents", "overdue_cents"))


def stopped(month: Month, classified: Classified) -> pd.DataFrame:
    """Return the operations whose revenue is stopped under the regime."""
    facts = month.operations.reset_index(drop=True)
    given = classified.operations.reset_index(drop=True)
    hit = given["stops_revenue"].fillna(False).astype(bool)
    rows = facts.loc[hit, [column.name for column in STOPPED_COLUMNS if column.name in facts]].assign(
        regime=classified.act
    )
    rows[["risk_class", "revenue_article"]] = given.loc[hit, ["risk_class", "revenue_article"]]
    return rows[[one.name for one in STOPPED_COLUMNS]]


def _by_branch(rows: pd.DataFrame) -> pd.DataFrame:
    groups = rows.groupby(["regime", "branch"], dropna=False)
    return groups[["balance_cents", "overdue_cents"]].sum().assign(count=groups.size()).reset_index()
