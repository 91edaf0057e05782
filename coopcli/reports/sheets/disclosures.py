"""Divulgação: the tables that Res. CMN 2.682, art. 11, has disclosed in explanatory notes."""

from __future__ import annotations

from coopcli.reports.sheet import Cell, Sheet, Table
from coopcli.reports.sheets.parts import about, footer, top
from coopcli.results import Disclosures, Month
from coopcli.words import column, columns
from coopcli.words.classification import ACTIVITY_COLUMNS, LEVEL_COLUMNS, YEAR_COLUMNS

NAME = "Divulgação"

_BY_MATURITY = columns(column("band", "Faixa de vencimento"), column("count", "Parcelas"), "balance_cents")


def disclosure_sheets(month: Month) -> list[Sheet]:
    """Return the sheet of disclosures; none where Res. CMN 2.682 was not calculated."""
    found = month.registers.disclosures if month.registers else None
    return [_sheet(month, found)] if found else []


def _sheet(month: Month, found: Disclosures) -> Sheet:
    cells, tables, row = list(top(NAME, f"{about(month)} · {found.act}")), [], 3
    blocks = (
        ("I · Por tipo de cliente, atividade econômica e nível", ACTIVITY_COLUMNS, found.by_activity, _sums()),
        ("II · Por faixa de vencimento", _BY_MATURITY, found.by_maturity.rows, ("count", "balance_cents")),
        ("III · Renegociadas, lançadas contra prejuízo e recuperadas", YEAR_COLUMNS, found.of_the_year, ()),
    )
    for heading, own, rows, sums in blocks:
        table = Table(own, rows, row + 1, sums=sums)
        cells.append(Cell(row, 0, heading, "heading", across=len(own)))
        tables.append(table)
        row = table.next_row + 1
    return Sheet(NAME, tuple(cells), tuple(tables), freeze=(2, 0), footer=footer(month))


def _sums() -> tuple[str, ...]:
    return (*(column.name for column in LEVEL_COLUMNS), "balance_cents")
