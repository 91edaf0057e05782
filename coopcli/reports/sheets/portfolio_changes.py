"""Carteiras revistas: operations of another portfolio than in the previous close (Res. BCB 352, art. 81, § 3)."""

from __future__ import annotations

from coopcli.reports.sheet import Sheet
from coopcli.reports.sheets.parts import list_sheets, plural
from coopcli.results import Month
from coopcli.words.classification import PORTFOLIO_CHANGE_COLUMNS

NAME = "Carteiras revistas"

_NONE = "Nenhuma operação mudou de carteira desde o fechamento anterior."


def portfolio_change_sheets(month: Month, rows_per_sheet: int) -> list[Sheet]:
    """Return the list of changes, or the sentence that there are none; no sheet where nothing was compared."""
    rows = month.portfolio_changes
    if rows is None:
        return []
    counted = f"{plural(len(rows), 'operação mudou', 'operações mudaram')} de carteira"
    return list_sheets(month, NAME, PORTFOLIO_CHANGE_COLUMNS, rows, rows_per_sheet, counted, none=_NONE)
