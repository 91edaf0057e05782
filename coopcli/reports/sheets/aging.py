"""Aging: each scheme of bands, for the whole portfolio and by branch, product and payment method."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coopcli.frames import Column
from coopcli.reports.sheet import Cell, Sheet, Table
from coopcli.reports.sheets.parts import about, footer, in_sentence, top
from coopcli.results import AgingTable, Month

if TYPE_CHECKING:
    import pandas as pd

_AMOUNTS = (
    Column("band", "text", "Faixa de atraso"),
    Column("count", "count", "Operações"),
    Column("balance_cents", "money", "Saldo devedor"),
    Column("share", "rate", "% do saldo"),
    Column("overdue_cents", "money", "Valor vencido"),
)


def aging_sheet(month: Month) -> Sheet:
    """Return the sheet of aging tables, one under the other."""
    cells, tables, row, scheme = list(top("Aging", about(month))), [], 3, ""
    for aging in month.aging:
        if aging.scheme != scheme:
            cells.append(Cell(row, 0, f"{aging.scheme_title} ({aging.scheme})", "band", across=6))
            row, scheme = row + 2, aging.scheme
        table = aging_table(aging, row + 1)
        cells.append(Cell(row, 0, _heading(aging), "heading", across=len(table.columns)))
        tables.append(table)
        row = table.next_row + 1
    return Sheet("Aging", tuple(cells), tuple(tables), freeze=(2, 0), footer=footer(month))


def aging_table(aging: AgingTable, row: int, column: int = 0) -> Table:
    """Return one breakdown as a table; shares are of its whole balance."""
    group = (Column("group", "text", aging.by_title),) if aging.by else ()
    sums = ("count", "balance_cents", "share", "overdue_cents")
    return Table((*group, *_AMOUNTS), _with_share(aging.rows), row, column, sums)


def _heading(aging: AgingTable) -> str:
    return f"Por {in_sentence(aging.by_title)}" if aging.by else "Carteira total"


def _with_share(rows: pd.DataFrame) -> pd.DataFrame:
    whole = int(rows["balance_cents"].sum()) or 1
    by = [name for name in ("group", "band_order") if name in rows]
    return rows.assign(share=rows["balance_cents"] / whole).sort_values(by, kind="stable", ignore_index=True)
