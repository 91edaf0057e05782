"""Aging: each scheme of bands, for the whole portfolio and by branch, product and payment method."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coopcli.reports.sheet import Cell, Sheet, Table
from coopcli.reports.sheets.parts import about, footer, in_sentence, top
from coopcli.results import AgingTable, Month
from coopcli.words import column, columns
from coopcli.words.classification import SHARE

if TYPE_CHECKING:
    import pandas as pd

_BAND = column("band", "Faixa de atraso")
_AMOUNTS = columns("balance_cents", SHARE, "overdue_cents")


def aging_sheet(month: Month) -> Sheet:
    """Return the sheet of aging tables, one under the other."""
    cells, tables, breaks, row, scheme = list(top("Aging", about(month))), [], [], 3, ""
    for aging in month.aging:
        if aging.scheme != scheme:
            breaks.append(row)
            cells.append(Cell(row, 0, f"{aging.scheme_title} ({aging.scheme})", "band", across=6))
            row, scheme = row + 2, aging.scheme
        table = aging_table(aging, row + 1)
        cells.append(Cell(row, 0, _heading(aging), "heading", across=len(table.columns)))
        tables.append(table)
        row = table.next_row + 1
    ends = tuple(breaks[1:])
    return Sheet("Aging", tuple(cells), tuple(tables), freeze=(2, 0), breaks=ends, footer=footer(month))


def aging_table(aging: AgingTable, row: int, left: int = 0) -> Table:
    """Return one breakdown as a table; shares are of its whole balance."""
    group = (column("group", aging.by_title),) if aging.by else ()
    counted = column("count", "Parcelas" if aging.by_installment else "Operações")
    sums = ("count", "balance_cents", "share", "overdue_cents")
    return Table((*group, _BAND, counted, *_AMOUNTS), _with_share(_shown(aging)), row, left, sums)


def _heading(aging: AgingTable) -> str:
    return f"Por {in_sentence(aging.by_title)}" if aging.by else "Carteira total"


def _shown(aging: AgingTable) -> pd.DataFrame:
    """Return the bands of the whole portfolio; of a breakdown only those that hold anything."""
    return aging.rows[aging.rows["count"] > 0] if aging.by else aging.rows


def _with_share(rows: pd.DataFrame) -> pd.DataFrame:
    whole = int(rows["balance_cents"].sum()) or 1
    by = [name for name in ("group", "band_order") if name in rows]
    return rows.assign(share=rows["balance_cents"] / whole).sort_values(by, kind="stable", ignore_index=True)
