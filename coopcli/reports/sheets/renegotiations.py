"""Renegociações: what replaced what, the level that it keeps, and the gain that has or has not come in."""

from __future__ import annotations

from coopcli.reports.sheet import Sheet
from coopcli.reports.sheets.parts import about, footer, long_pages, plural, top
from coopcli.results import Month
from coopcli.words.classification import RENEGOTIATION_COLUMNS

NAME = "Renegociações"


def renegotiation_sheets(month: Month, rows_per_sheet: int) -> list[Sheet]:
    """Return the renegotiations under Res. CMN 2.682; no sheet where it was not calculated or there is none."""
    rows = month.registers.renegotiations if month.registers else None
    if rows is None or not len(rows):
        return []
    text = plural(len(rows), "contrato substituído", "contratos substituídos")
    page = Sheet(NAME, top(NAME, f"{about(month)} · {text}"), freeze=(5, 2), footer=footer(month))
    sums = ("gain_cents", "recognised_cents", "unrecognised_cents")
    return long_pages(page, RENEGOTIATION_COLUMNS, rows, rows_per_sheet, sums=sums)
