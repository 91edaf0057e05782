"""Paradas de receita: the operations whose revenue may no longer be recognised, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coopcli.reports.sheet import Cell, Sheet, Table
from coopcli.reports.sheets.parts import about, footer, long_pages, plural, stacked, top
from coopcli.results import Classified, Month
from coopcli.words import Column

if TYPE_CHECKING:
    import pandas as pd

_FACTS = (
    Column("contract_id", "code", "Contrato"),
    Column("member_name", "text", "Nome"),
    Column("document", "document", "CPF/CNPJ"),
    Column("branch", "code", "PA"),
    Column("product", "text", "Produto"),
    Column("days_past_due", "count", "Dias em atraso"),
    Column("balance_cents", "money", "Saldo devedor"),
    Column("overdue_cents", "money", "Valor vencido"),
)

_COLUMNS = (
    Column("regime", "text", "Regime"),
    *_FACTS,
    Column("risk_class", "level", "Classe"),
    Column("revenue_article", "text", "Fundamento da parada"),
)

_BY_BRANCH = (
    Column("regime", "text", "Regime"),
    Column("branch", "code", "PA"),
    Column("count", "count", "Operações"),
    Column("balance_cents", "money", "Saldo devedor"),
    Column("overdue_cents", "money", "Valor vencido"),
)

_NONE = "Nenhuma operação está com o reconhecimento de receita parado."


def revenue_sheets(month: Month, rows_per_sheet: int) -> list[Sheet]:
    """Return the stopped operations: totals by regime and branch, then the list."""
    rows = stacked([stopped(month, classified) for classified in month.classified], _COLUMNS)
    text = plural(len(rows), "operação parada", "operações paradas")
    cells = top("Paradas de receita", f"{about(month)} · {text}")
    if not len(rows):
        return [Sheet("Paradas de receita", (*cells, Cell(3, 0, _NONE)), widths={0: 90}, footer=footer(month))]
    heading = Cell(3, 0, "Por regime e PA", "heading", across=len(_BY_BRANCH))
    sums = ("count", "balance_cents", "overdue_cents")
    totals = Table(_BY_BRANCH, _by_branch(rows), 4, sums=() if rows["regime"].nunique() > 1 else sums)
    page = Sheet("Paradas de receita", (*cells, heading), (totals,), footer=footer(month))
    return long_pages(page, _COLUMNS, rows, rows_per_sheet, sums=("balance_cents", "overdue_cents"))


def stopped(month: Month, classified: Classified) -> pd.DataFrame:
    """Return the operations whose revenue is stopped under the regime."""
    facts = month.operations.reset_index(drop=True)
    given = classified.operations.reset_index(drop=True)
    hit = given["stops_revenue"].fillna(False).astype(bool)
    rows = facts.loc[hit, [column.name for column in _FACTS]].assign(regime=classified.act)
    rows[["risk_class", "revenue_article"]] = given.loc[hit, ["risk_class", "revenue_article"]]
    return rows[[column.name for column in _COLUMNS]]


def _by_branch(rows: pd.DataFrame) -> pd.DataFrame:
    groups = rows.groupby(["regime", "branch"], dropna=False)
    return groups[["balance_cents", "overdue_cents"]].sum().assign(count=groups.size()).reset_index()
